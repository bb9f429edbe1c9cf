"""Faults of the source, mended in it: nothing else changes, and the episode says what it said."""

from __future__ import annotations

import pytest

from cueline.io import StaleFileError, open_document, parse_document
from cueline.io.source_mends import mend_source, save_mended

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
