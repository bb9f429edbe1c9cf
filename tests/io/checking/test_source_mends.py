"""Faults of the source, mended in it: nothing else changes, and the episode says what it said."""

from __future__ import annotations

import pytest

from cueline.episode import edits
from cueline.io import StaleFileError, open_document, parse_document
from cueline.io.checking.source_mends import mend_source, mended, on_disk_of, save_mended
from cueline.io.diff import exact_diff

TEXT = """\
---
title: T
transcript:
- line: Rye.
  sec: 338
  time: 5:38   # plain
  who: Ana
- {line: Wheat., time: 1:05:38, sec: 3938, who: Ana}
- line: Salt.
  time: 0:09
  sec: 9
- line: Oil.
  time: "6:00"
---
time: 5:38
"""
QUOTED = TEXT.replace("  time: 5:38 ", "  time: '5:38' ").replace("1:05:38", "'1:05:38'")


def test_times_are_quoted():
    document = parse_document(TEXT.encode())
    assert [fact.kind for fact in document.facts] == ["unquoted-time"] * 2
    mended = mend_source(document)
    assert mended.decode() == QUOTED
    assert parse_document(mended).episode == document.episode
    assert parse_document(mended).facts == []


@pytest.mark.parametrize("before", ["_", "\n", "\n\n", "\ufeff\n"])
def test_what_stands_before_the_front_matter_goes(before):
    document = parse_document((before + QUOTED).encode())
    assert [fact.kind for fact in document.facts] == ["front-matter-offset"]
    kept = "\ufeff" if before.startswith("\ufeff") else ""
    assert mend_source(document).decode() == kept + QUOTED


def test_only_the_kinds_that_are_wanted():
    document = parse_document(("_" + TEXT).encode())
    assert mend_source(document, ["front-matter-offset"]).decode() == TEXT
    assert mend_source(document, ["unquoted-time"]).decode() == "_" + QUOTED
    assert mend_source(parse_document(QUOTED.encode())) == QUOTED.encode()


def test_windows_line_ends_stay():
    data = ("_" + TEXT).replace("\n", "\r\n").encode()
    assert mend_source(parse_document(data)) == QUOTED.replace("\n", "\r\n").encode()


def test_the_file_is_written_unless_somebody_else_wrote_it(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    document = open_document(path)
    path.write_text(TEXT + "more\n")
    with pytest.raises(StaleFileError):
        save_mended(document)
    document = open_document(path)
    assert save_mended(document)
    assert path.read_text() == QUOTED + "more\n"
    assert not save_mended(open_document(path))


# In a document that is open.


def write(tmp_path, text: str = TEXT):
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    return path, open_document(path)


def test_a_mended_document_is_saved_with_the_edits_and_no_other_byte(tmp_path):
    path, document = write(tmp_path, "_" + TEXT)
    edited = edits.set_text(document.episode, 2, "Pepper.")
    now = mended(document)
    assert [item.origin for item in now.episode.items] == [0, 1, 2, 3]
    assert now.facts == []
    assert path.read_text() == "_" + TEXT
    saved = now.save(edited)
    assert path.read_text() == QUOTED.replace("Salt.", "Pepper.")
    assert saved.on_disk is None
    assert saved.save(document.episode).data.decode() == QUOTED


def test_one_line_alone_is_mended(tmp_path):
    _, document = write(tmp_path)
    now = mended(document, ["unquoted-time"], document.facts[1].line)
    assert now.data.decode() == TEXT.replace("1:05:38", "'1:05:38'")


def test_taken_back_after_a_save_it_is_the_first_bytes_again(tmp_path):
    path, document = write(tmp_path)
    edited = edits.retime(document.episode, 2, 10)
    saved = mended(document).save(edited)
    before = on_disk_of(document, saved)
    assert before.save(document.episode).data.decode() == TEXT
    assert path.read_text() == TEXT
    assert mended(before, ["tab"]) is before
    assert on_disk_of(document, document) is document


def test_the_file_of_a_mended_document_is_watched(tmp_path):
    path, document = write(tmp_path)
    now = mended(document)
    path.write_text(TEXT + "more\n")
    with pytest.raises(StaleFileError):
        now.save(now.episode)


def test_the_times_of_an_episode_in_two_files_are_quoted_in_the_one_that_has_them(tmp_path):
    words = "segments:\n- line: Rye.\n  time: 5:38\n  sec: 338\n"
    (tmp_path / "a-transcript.yaml").write_text(words)
    (tmp_path / "a.yaml").write_text("title: T\ntranscript: a-transcript.yaml\n")
    document = open_document(tmp_path / "a.yaml")
    saved = mended(document).save(edits.set_field(document.episode, ("title",), "U"))
    assert (tmp_path / "a-transcript.yaml").read_text() == words.replace("5:38", "'5:38'")
    assert (tmp_path / "a.yaml").read_text() == "title: U\ntranscript: a-transcript.yaml\n"
    assert [file.on_disk for file in saved.files] == [None, None]
    back = on_disk_of(document, saved).save(document.episode)
    assert (tmp_path / "a-transcript.yaml").read_text() == words
    assert [file.on_disk for file in back.files] == [None, None]


def test_the_exact_diff_shows_what_was_mended(tmp_path):
    _, document = write(tmp_path)
    shown = exact_diff(mended(document), document.episode)
    assert "-  time: 5:38   # plain" in shown
    assert shown.rstrip().endswith("other bytes changed: 0")
