"""New files, all or none and over nothing but empty ones; the first episode of a folder."""

from datetime import date

import pytest

from cueline.io import SaveError, open_document
from cueline.io.new_episode import Beginning, begun, next_numbers, proposed_path
from cueline.io.saving.new_files import first_of, write_new


def test_files_are_written_whole(tmp_path):
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    write_new({one: b"1", two: b"2"})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_nothing_is_written_over_and_nothing_is_left_half_done(tmp_path):
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    two.write_bytes(b"mine")
    with pytest.raises(SaveError, match="is there already"):
        write_new({one: b"1", two: b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.md"]
    assert two.read_bytes() == b"mine"


@pytest.mark.parametrize("blank", [b"", b"\n\n"])
def test_an_empty_file_is_filled_and_empty_again_where_another_one_fails(tmp_path, blank):
    one, two = tmp_path / "a.md", tmp_path / "no" / "b.md"
    one.write_bytes(blank)
    one.chmod(0o640)
    with pytest.raises(SaveError, match="could not be written"):
        write_new({one: b"1", two: b"2"})
    assert one.read_bytes() == blank
    write_new({one: b"1"})
    assert (one.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (b"1", ["a.md"])


def test_what_is_no_file_is_not_filled(tmp_path):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(SaveError, match="is there already"):
        write_new({tmp_path / "a.md": b"1"})


def test_a_file_system_that_refuses_leaves_no_file(tmp_path):
    one, two = tmp_path / "a.md", tmp_path / "no" / "b.md"
    with pytest.raises(SaveError, match="could not be written"):
        write_new({one: b"1", two: b"2"})
    assert not list(tmp_path.iterdir())


def test_the_first_episode_of_a_folder_has_a_plain_front_matter(tmp_path):
    first = first_of(tmp_path)
    beginning = Beginning("Ants: a talk", *next_numbers(first), ("mila",), (), date(2026, 1, 9))
    path = proposed_path(first, beginning)
    assert path == tmp_path / "s01e01-ants-a-talk.md"
    write_new(begun(first, path, beginning))
    document = open_document(path)
    assert document.read_only is None
    assert list(document.episode.fields) == [
        "title", "season", "episode", "guests", "image", "ids", "links",
    ]  # fmt: skip
    assert document.episode.fields["title"] == "Ants: a talk"
    assert document.episode.fields["image"] == "images/podcast/s01e01-ants-a-talk.jpg"
    assert not document.episode.items
