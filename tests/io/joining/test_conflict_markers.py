"""Files that git left conflict markers in: both versions, joined where they can be, saved without a marker."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import EditError, Header, Line, edits
from cueline.episode.pairing import paired
from cueline.io import SaveError, StaleFileError, parse_document
from cueline.io.joining.conflict_markers import ConflictError, has_markers, read_markers, three_ways
from tests.io.made_edits import any_edit, index
from tests.io.made_files import episode_files

PATH = Path("/site/episode.md")
HEAD = "---\ntitle: One\ntranscript:\n"


def line(text, sec, who="Ana"):
    return f"- line: {text}\n  sec: {sec}\n  time: '0:{sec:02d}'\n  who: {who}\n"


def marked(ours, theirs, base=None, newline="\n"):
    middle = "" if base is None else f"||||||| 1a2b3c\n{base}"
    text = (
        f"{HEAD}{line('Before.', 1)}<<<<<<< HEAD\n{ours}{middle}=======\n{theirs}>>>>>>> their work\n"
        f"{line('After.', 9)}---\nbody\n"
    )
    return text.replace("\n", newline).encode()


def whole(middle, newline="\n"):
    text = f"{HEAD}{line('Before.', 1)}{middle}{line('After.', 9)}---\nbody\n"
    return text.replace("\n", newline).encode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_both_versions_and_what_was_there_before_come_out_as_they_were(newline):
    mine, theirs, before = line("Mine.", 5), line("Theirs.", 5), line("Before all.", 5)
    found = read_markers(marked(mine, theirs, before, newline))
    assert found.ours == whole(mine, newline)
    assert found.theirs == whole(theirs, newline)
    assert found.base == whole(before, newline)
    assert (found.our_name, found.their_name, found.count) == ("HEAD", "their work", 1)
    assert read_markers(marked(mine, theirs)).base is None
    pulled = marked(mine, theirs).replace(b"their work", b"887c66bc" * 5)
    assert read_markers(pulled).their_name == "887c66b"


def test_values_that_one_side_changed_are_joined_by_themselves():
    ways = three_ways(marked(line("Hello!", 5), line("Hallo.", 7), line("Hallo.", 5)), PATH)
    joined = ways.join()
    assert joined.rows == ()
    assert ways.document.render(joined.episode) == whole(line("Hello!", 7))


def test_without_the_version_before_what_differs_is_chosen():
    ways = three_ways(
        marked(line("Hello to you all", 5), line("Hallo to you all", 5) + line("New.", 6)), PATH
    )
    joined = ways.join()
    assert [(row.kind, row.base, row.mine, row.theirs) for row in joined.rows] == [
        ("line", "…", "Hello to you all", "Hallo to you all"),
        ("removed", "…", "", "New."),
    ]
    assert ways.document.render(joined.episode) == whole(line("Hello to you all", 5))
    chosen = ways.join({row.id: "theirs" for row in joined.rows}).episode
    assert ways.document.render(chosen) == whole(line("Hallo to you all", 5) + line("New.", 6))
    one = ways.join({joined.rows[1].id: "theirs"}).episode
    assert ways.document.render(one) == whole(line("Hello to you all", 5) + line("New.", 6))


def test_a_field_in_conflict_is_chosen():
    data = whole("").replace(
        b"title: One\n", b"<<<<<<< HEAD\ntitle: Two\n=======\ntitle: Three\ndate: now\n>>>>>>> x\n"
    )
    ways = three_ways(data, PATH)
    rows = ways.join().rows
    assert [(row.kind, row.place, row.mine, row.theirs) for row in rows] == [
        ("field", "title", "Two", "Three"),
        ("field", "date", "", "now"),
    ]
    assert ways.join().episode.fields["title"] == "Two"


def test_what_is_chosen_is_saved_over_the_markers_and_over_nothing_else(tmp_path):
    path = tmp_path / "episode.md"
    data = marked(line("Mine.", 5), line("Theirs.", 5))
    path.write_bytes(data)
    ways = three_ways(data, path)
    ways.document.save(ways.join().episode)
    assert path.read_bytes() == whole(line("Mine.", 5))
    path.write_bytes(data + b"changed")
    with pytest.raises(StaleFileError):
        three_ways(data, path).document.save(ways.join().episode)
    assert path.read_bytes() == data + b"changed"


def test_a_version_that_does_not_parse_is_named():
    broken = "- line: 'no end\n"
    with pytest.raises(ConflictError, match="version “HEAD” of this file does not parse"):
        three_ways(marked(broken, line("x", 5)), PATH)
    with pytest.raises(ConflictError, match="version “their work” of this file does not parse"):
        three_ways(marked(line("x", 5), broken), PATH)


def test_a_version_before_that_does_not_parse_is_as_good_as_none():
    ways = three_ways(marked(line("A", 5), line("B", 5), "- line: 'no end\n"), PATH)
    assert [row.base for row in ways.join().rows] == ["…"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n", "begins in line 2 has no end"),
        ("a\n<<<<<<< HEAD\nb\n", "begins in line 2 has no end"),
        ("a\n=======\n>>>>>>> x\n", "no conflict markers"),
        ("Title\n=======\n", "no conflict markers"),
    ],
)
def test_markers_that_are_not_whole_are_refused_in_words(text, reason):
    with pytest.raises(ConflictError, match=reason):
        read_markers(text.encode())


def test_a_file_without_markers_is_told_from_one_with():
    assert has_markers(marked("a\n", "b\n"))
    assert has_markers(marked("a\n", "b\n", newline="\r\n"))
    assert not has_markers(whole(line("<<<<<<< in a text", 5)))
    assert not has_markers(b"Title\n=======\n\n>>>>>>> quoted\n")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")

    def run(*words):
        name = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false")
        return subprocess.run([git, *name, *words], cwd=folder, capture_output=True, check=False)

    run("init", "-q")
    return folder, run


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_what_git_merge_file_writes_comes_apart_as_it_was(repository, draws):
    folder, run = repository
    document = parse_document(draws.draw(episode_files()))
    sides = []
    with suppress(EditError, SaveError):
        place = index(draws.draw, document.episode, (Line, Header))
        for text in ("This is mine.", "This is theirs."):
            episode = any_edit(draws.draw, edits.set_text(document.episode, place, text))
            sides.append(document.verified(episode).data)
    assume(len(sides) == 2)
    for name, data in zip(("base", "ours", "theirs"), (document.data, *sides), strict=True):
        (folder / name).write_bytes(data)
    merged = run("merge-file", "-p", "--diff3", "ours", "base", "theirs").stdout
    assume(has_markers(merged))
    found = read_markers(merged)
    assert found.ours == run("merge-file", "-p", "--ours", "ours", "base", "theirs").stdout
    assert found.theirs == run("merge-file", "-p", "--theirs", "ours", "base", "theirs").stdout
    with suppress(ConflictError, SaveError):
        ways = three_ways(merged, PATH)
        for side in ("mine", "theirs"):
            result = ways.join({row.id: side for row in ways.join().rows}).episode
            assert not has_markers(ways.document.render(result))


def test_lines_of_both_are_there_after_a_real_merge(repository):
    folder, run = repository
    texts = [f"This is line number {n}." for n in range(8)]
    data = f"{HEAD}{''.join(line(text, n) for n, text in enumerate(texts))}---\n".encode()
    document = parse_document(data)
    ours = edits.retime(edits.set_text(document.episode, 3, "This is my line."), 4, 5)
    theirs = edits.insert_line(
        edits.set_text(document.episode, 4, "This is line number 4, or so."),
        4,
        Line("New.", "Bo", 4),
    )
    for name, episode in (("base", document.episode), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(document.render(episode))
    merged = run("merge-file", "-p", "--diff3", "ours", "base", "theirs").stdout
    ways = three_ways(merged, PATH)
    joined = ways.join()
    assert joined.rows == ()
    found = [(item.text, item.start) for item in joined.episode.items[3:6]]
    assert found == [("This is my line.", 3), ("New.", 4), ("This is line number 4, or so.", 5)]
    assert paired(ways.document.episode, joined.episode) == joined.episode
