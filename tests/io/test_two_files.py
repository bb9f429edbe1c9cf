"""An episode in two files: opened from either, saved as those that changed, both or none."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from cueline.episode import Header, Line, Map, edits
from cueline.io import SaveError, StaleFileError, open_document, parse_document
from cueline.io.diff import exact_diff
from cueline.io.saving.together import note_of
from tests.io.unprivileged import folder_of_nobody

METADATA = """\
# kept by hand
title: Bread and bees
season: 3
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
quotableClips:
- name: Start
  startOffset: 0
  url: https://www.youtube.com/watch?v=abcdefghijk&t=0
  endOffset: 20
- name: The hive
  startOffset: 20
  url: https://www.youtube.com/watch?v=abcdefghijk&t=20
  endOffset: 60
transcript: e07-transcript.yaml
"""
WORDS = """\
podcast: bread-and-bees
segments:
- header: Start
- line: Good morning to you, and to all the bees.
  sec: 3
  time: '0:03'
  who: Mila
- header: The hive
- line: They came out early this year, in the first week of
    March.
  sec: 20
  time: '0:20'
  who: Oren
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    words, data = tmp_path / "e07-transcript.yaml", tmp_path / "e07.yaml"
    words.write_text(WORDS, "utf-8")
    data.write_text(METADATA, "utf-8")
    return words, data


@pytest.mark.parametrize("opened", [0, 1])
def test_it_opens_from_either_file(pair: tuple[Path, Path], opened: int) -> None:
    document = open_document(pair[opened])
    assert [(part.path, part.role) for part in document.parts] == [
        (pair[0], "transcript"),
        (pair[1], "metadata"),
    ]
    episode = document.episode
    assert episode.items[0] == Header("Start")
    assert [clip.name for clip in episode.clips] == ["Start", "The hive"]  # type: ignore[union-attr]
    assert episode.fields["title"] == "Bread and bees"
    assert document.read_only is None
    assert document.render(episode) == WORDS.encode()
    assert document.render_all(episode) == {}
    assert document.name == "e07.yaml + e07-transcript.yaml"


def test_bytes_and_siblings_make_the_same(pair: tuple[Path, Path]) -> None:
    siblings = {"e07.yaml": METADATA.encode(), "other.yaml": b"a: 1\n"}
    document = parse_document(WORDS.encode(), "podcasts/e07-transcript.yaml", siblings)
    assert document.episode == open_document(pair[0]).episode
    other = parse_document(
        METADATA.encode(), "podcasts/e07.yaml", {"e07-transcript.yaml": WORDS.encode()}
    )
    assert other.episode == document.episode


def test_a_file_of_another_name_may_name_the_transcript(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(WORDS, "utf-8")
    (tmp_path / "bees.yaml").write_text(
        METADATA.replace("e07-transcript.yaml", "'words.yaml'  # here"), "utf-8"
    )
    assert len(open_document(tmp_path / "words.yaml").parts) == 2


def test_an_edit_of_one_part_writes_that_file_alone(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[1])
    saved = document.save(edits.set_text(document.episode, 1, "Good evening."))
    assert pair[1].read_text("utf-8") == METADATA
    assert "line: Good evening.\n" in pair[0].read_text("utf-8")
    saved.save(edits.set_field(saved.episode, ("season",), 4))
    assert pair[1].read_text("utf-8") == METADATA.replace("season: 3", "season: 4")


def test_an_edit_of_both_writes_both_and_undo_brings_both_back(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[0])
    before = document.episode
    moved = edits.retime_together(before, 3, 22)
    assert set(document.render_all(moved)) == set(pair)
    saved = document.save(moved)
    assert pair[0].read_text("utf-8") == WORDS.replace("sec: 20", "sec: 22").replace("0:20", "0:22")
    assert "startOffset: 22\n  url: https://www.youtube.com/watch?v=abcdefghijk&t=22\n" in pair[
        1
    ].read_text("utf-8")
    assert saved.episode == moved
    assert [i.origin for i in saved.episode.items] == [i.origin for i in before.items]
    saved.save(before)
    assert (pair[0].read_text("utf-8"), pair[1].read_text("utf-8")) == (WORDS, METADATA)
    assert sorted(path.name for path in pair[0].parent.iterdir()) == sorted(p.name for p in pair)


def test_the_diff_is_of_both_files(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[0])
    diff = exact_diff(document, edits.retime_together(document.episode, 3, 22))
    assert "--- e07-transcript.yaml\n" in diff
    assert "--- e07.yaml\n" in diff
    assert diff.count("other bytes changed: 0\n") == 1


def test_neither_is_written_when_one_changed_on_disk(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[0])
    pair[1].write_text(METADATA + "# mine\n", "utf-8")
    with pytest.raises(StaleFileError, match=r"e07\.yaml"):
        document.save(edits.retime_together(document.episode, 3, 22))
    assert pair[0].read_text("utf-8") == WORDS


@pytest.mark.skipif(os.name != "posix", reason="rights are given otherwise there")
def test_neither_is_written_when_one_may_not_be(pair: tuple[Path, Path]) -> None:
    texts = {path.name: path.read_text("utf-8") for path in pair}
    with folder_of_nobody() as folder:
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        document = open_document(folder / pair[0].name)
        (folder / pair[1].name).chmod(0o444)
        with pytest.raises(SaveError, match="write-protected"):
            document.save(edits.retime_together(document.episode, 3, 22))
        assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == texts


def test_the_first_gets_its_bytes_back_when_the_second_cannot_be_replaced(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_document(pair[0])
    put = os.replace

    def fail_at_the_metadata(source: Path, target: Path) -> None:
        if Path(target).name == "e07.yaml":
            raise OSError(28, "the disk is full on device")
        put(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_metadata)
    with pytest.raises(SaveError, match="the disk is full"):
        document.save(edits.retime_together(document.episode, 3, 22))
    assert (pair[0].read_text("utf-8"), pair[1].read_text("utf-8")) == (WORDS, METADATA)
    assert sorted(path.name for path in pair[0].parent.iterdir()) == sorted(p.name for p in pair)


class PowerCut(BaseException):
    """The moment at which everything stops."""


def cut_off_save(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    """Save an edit of both files, with the power going before the second is replaced."""
    document = open_document(pair[0])
    moved = edits.retime_together(document.episode, 3, 22)
    put, unlink = os.replace, Path.unlink

    def go_dark(source: Path, target: Path) -> None:
        if Path(target).name == "e07.yaml":
            raise PowerCut
        put(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", go_dark)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(PowerCut):
            document.save(moved)
    assert Path.unlink is unlink
    return document.render_all(moved)


def test_a_save_that_was_cut_off_is_finished_at_the_next_opening(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = cut_off_save(pair, monkeypatch)
    assert pair[0].read_bytes() == wanted[pair[0]]
    assert pair[1].read_text("utf-8") == METADATA
    document = open_document(pair[1])
    assert pair[1].read_bytes() == wanted[pair[1]]
    assert document.episode.clips[1].start == 22  # type: ignore[union-attr]
    assert any("e07.yaml is now written too" in notice for notice in document.notices)
    assert sorted(path.name for path in pair[0].parent.iterdir()) == sorted(p.name for p in pair)


def test_a_cut_off_save_is_only_reported_when_the_file_changed_since(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off_save(pair, monkeypatch)
    pair[1].write_text(METADATA + "# mine\n", "utf-8")
    document = open_document(pair[1])
    assert pair[1].read_text("utf-8") == METADATA + "# mine\n"
    assert any("was changed since" in notice for notice in document.notices)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"files": [{}]}', '{"files": 3}'])
def test_a_damaged_note_is_reported(pair: tuple[Path, Path], note: str) -> None:
    note_of(dict.fromkeys(pair)).write_text(note, "utf-8")
    assert any("cannot be read" in notice for notice in open_document(pair[0]).notices)


def test_a_note_cannot_reach_out_of_its_folder(pair: tuple[Path, Path], tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_bytes(b"mine")
    fresh = tmp_path / "fresh"
    fresh.write_bytes(b"theirs")
    entry = {
        "file": "../outside.yaml", "fresh": "fresh",
        "old": sha256(b"mine").hexdigest(), "new": sha256(b"theirs").hexdigest(),
    }  # fmt: skip
    note_of(dict.fromkeys(pair)).write_text(json.dumps({"files": [entry]}), "utf-8")
    open_document(pair[0])
    assert outside.read_bytes() == b"mine"


def test_save_as_names_both_files(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[1])
    saved = document.save(
        edits.set_text(document.episode, 1, "Hello."), pair[1].with_name("e08.yaml")
    )
    assert [part.path.name for part in saved.parts] == ["e08-transcript.yaml", "e08.yaml"]
    assert pair[0].read_text("utf-8") == WORDS
    again = open_document(pair[1].with_name("e08.yaml"))
    assert again.episode == saved.episode
    assert again.episode.fields["transcript"] == "e08-transcript.yaml"
    assert again.episode.items[1] == Line("Hello.", "Mila", 3, "0:03")


def test_save_as_does_not_write_over_the_other_file(pair: tuple[Path, Path]) -> None:
    other = pair[0].with_name("e08-transcript.yaml")
    other.write_text("mine: true\n", "utf-8")
    document = open_document(pair[1])
    with pytest.raises(SaveError, match="e08-transcript"):
        document.save(document.episode, pair[1].with_name("e08.yaml"))
    assert other.read_text("utf-8") == "mine: true\n"
    assert not pair[1].with_name("e08.yaml").exists()


def test_the_name_of_the_transcript_stays(pair: tuple[Path, Path]) -> None:
    document = open_document(pair[1])
    with pytest.raises(SaveError, match="joins the two files"):
        document.save(replace(document.episode, fields=Map({"transcript": "x.yaml"})))


def test_metadata_without_its_transcript_says_what_is_missing(pair: tuple[Path, Path]) -> None:
    pair[0].unlink()
    document = open_document(pair[1])
    assert "e07-transcript.yaml" in (document.read_only or "")


def test_a_transcript_opens_alone_when_its_metadata_is_broken(pair: tuple[Path, Path]) -> None:
    pair[1].write_text(METADATA + 'short: "never closed\n', "utf-8")
    document = open_document(pair[0])
    assert len(document.parts) == 1
    assert document.read_only is None
    assert any("e07.yaml" in notice for notice in document.notices)
    document.save(edits.set_text(document.episode, 1, "Hello."))
    assert "line: Hello." in pair[0].read_text("utf-8")


def test_one_that_is_gone_is_written_anew_where_it_is_named(pair):
    words, data = pair
    document = open_document(words)
    data.unlink()
    later = edits.rename_clip(document.episode, 1, "The bees")
    with pytest.raises(StaleFileError):
        document.save(later)
    assert not data.exists()
    document.save(later, data)
    assert data.read_text("utf-8") == METADATA.replace("- name: The hive", "- name: The bees")
    assert words.read_text("utf-8") == WORDS


def test_what_was_gone_is_gone_again_when_the_second_file_cannot_be_written(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_document(pair[0])
    for path in pair:
        path.unlink()
    put = os.replace

    def fail_at_the_metadata(source: Path, target: Path) -> None:
        if Path(target).name == "e07.yaml":
            raise OSError(28, "the disk is full on device")
        put(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_metadata)
    with pytest.raises(SaveError, match="the disk is full"):
        document.save(document.episode, pair[0])
    assert not list(pair[0].parent.iterdir())


def test_a_file_that_can_have_no_other_is_opened_without_looking_into_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "episode.md"
    path.write_text("---\ntranscript:\n- line: Hello.\n---\n", "utf-8")
    looked = list[object]()
    monkeypatch.setattr(os, "scandir", looked.append)
    assert len(open_document(path).episode.items) == 1
    assert not looked


def test_a_file_that_names_itself_is_no_pair(tmp_path: Path) -> None:
    path = tmp_path / "e07.yaml"
    path.write_text(METADATA.replace("e07-transcript.yaml", "e07.yaml"), "utf-8")
    document = open_document(path)
    assert [part.path for part in document.parts] == [path]
    assert "names itself" in str(document.read_only)


@pytest.mark.parametrize("opened", [0, 1])
def test_on_a_mac_the_other_file_is_found_however_its_accents_are_written(
    tmp_path: Path, opened: int, monkeypatch
) -> None:
    """The text has them in one way, the disk in the other; there both names lead to the file, here a link does."""
    monkeypatch.setattr(sys, "platform", "darwin")
    paths = tmp_path / "cafe\u0301.yaml", tmp_path / "cafe\u0301-transcript.yaml"
    paths[0].write_text("title: T\ntranscript: caf\u00e9-transcript.yaml\n", "utf-8")
    paths[1].write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    for path in paths:
        path.with_name(path.name.replace("e\u0301", "\u00e9")).symlink_to(path)
    document = open_document(paths[opened])
    assert document.read_only is None
    assert document.episode.fields["title"] == "T"
    assert len(document.episode.items) == 1
