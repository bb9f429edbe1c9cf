"""A file that somebody else changed, read again: its bytes, and the way back to what was here."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cueline.episode import Change, EditError, Line, edits
from cueline.io import (
    DocumentError,
    SaveError,
    StaleFileError,
    open_document,
    parse_document,
)
from cueline.io.joining.rereading import over_disk, reread, why_not_joined
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files
from tests.io.made_markdown import markdown_files

TEXT = """\
---
title: T  # a remark
transcript:
- line: One and a half.
  sec: 3
  time: '0:03'
  who: Ana
- line: Two and a half.
  sec: 9
  time: '0:09'
  who: Bo
---
"""


def edited(draws, episode, count):
    for _ in range(count):
        with suppress(EditError):
            episode = any_edit(draws.draw, episode)
    return episode


@settings(max_examples=60)
@given(st.data())
def test_the_disk_s_bytes_are_there_and_undo_leads_back_to_the_first_ones(draws):
    """What another program saves is what is read; a change leads there and back, before and after further edits."""
    first = draws.draw(st.one_of(episode_files(), markdown_files().map(lambda made: made.data)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "e.md"
        path.write_bytes(first)
        document = open_document(path)
        assume(document.read_only is None)  # a template cannot be gone on with
        theirs = edited(draws, parse_document(first).episode, draws.draw(st.integers(0, 3)))
        with suppress(SaveError):
            path.write_bytes(parse_document(first).render(theirs))
        found = reread(document, document.episode)
        disk = path.read_bytes()
    assert found.goes_on
    new = found.document
    assert new.data == disk
    assert new.render(new.episode) == disk
    assert new.episode == open_at(path, disk)
    change = Change.between(document.episode, new.episode)
    assert change.apply(document.episode) == new.episode
    back = change.inverse().apply(new.episode)
    assert back == document.episode
    assert new.render(back) == first
    with suppress(SaveError):
        saved = new.verified(edited(draws, new.episode, 1))
        assert saved.render(new.episode) == disk
        assert saved.render(back) == first


def open_at(path, data):
    return parse_document(data, path.name).episode


def test_what_is_equal_is_the_same_object_and_new_lines_have_numbers_of_their_own(tmp_path):
    path = tmp_path / "e.md"
    path.write_text(TEXT)
    document = open_document(path)
    now = edits.insert_line(document.episode, 2, Line("Mine.", "Ana"))
    path.write_text(TEXT.replace("- line: Two", "- line: New.\n- line: Two"))
    found = reread(document, now).document
    assert found.episode.items[0] is document.episode.items[0]
    assert found.episode.items[2] is document.episode.items[1]
    known = {item.origin for item in now.items} | {i.origin for i in document.episode.items}
    assert found.episode.items[1].origin not in known


def test_a_remark_that_changed_changes_no_value(tmp_path):
    path = tmp_path / "e.md"
    path.write_text(TEXT)
    document = open_document(path)
    path.write_text(TEXT.replace("a remark", "another one"))
    found = reread(document, document.episode).document
    assert found.episode == document.episode
    assert b"another one" in found.render(edits.set_text(found.episode, 0, "Zero."))


@pytest.mark.parametrize("changed", ["e7.yaml", "e7-transcript.yaml"])
def test_one_of_two_files(tmp_path, changed):
    data, words = tmp_path / "e7.yaml", tmp_path / "e7-transcript.yaml"
    data.write_text("title: T\ntranscript: e7-transcript.yaml\n")
    words.write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    document = open_document(words)
    path = tmp_path / changed
    path.write_text(path.read_text().replace("T\n", "Two\n").replace("One.", "Two."))
    found = reread(document, document.episode)
    assert found.goes_on
    new = found.document
    assert new.render_all(document.episode) == {
        path: path.read_bytes().replace(b"Two", b"T" if path == data else b"One")
    }
    assert new.episode.items[0].origin == document.episode.items[0].origin


@pytest.mark.parametrize("text", ["", "---\ntitle: {{ x }}\n---\n", "---\ntranscript: x\n---\n"])
def test_what_became_something_else_does_not_go_on(tmp_path, text):
    path = tmp_path / "e.md"
    path.write_text(TEXT)
    document = open_document(path)
    path.write_text(text)
    assert not reread(document, document.episode).goes_on


def test_what_is_half_written_is_an_error(tmp_path):
    path = tmp_path / "e.md"
    path.write_text(TEXT)
    document = open_document(path)
    path.write_text(TEXT.replace("'0:09'", "'0:09"))
    with pytest.raises(DocumentError):
        reread(document, document.episode)


def test_a_long_file_knows_the_whole_of_what_it_was(tmp_path):
    path = tmp_path / "e.md"
    lines = "".join(f"- line: {'word ' * 900}{n}.\n  sec: {n}\n" for n in range(1300))
    path.write_text(f"---\ntranscript:\n{lines}---\n")
    document = open_document(path)
    assert document.long
    first = document.data
    path.write_text(path.read_text().replace("word 7.", "word seven."))
    found = reread(document, document.episode)
    assert found.goes_on
    new = found.document
    assert new.episode.items[6] is document.episode.items[6]
    assert new.episode.items[7].origin == document.episode.items[7].origin
    assert new.render(new.episode) == path.read_bytes()
    assert new.render(document.episode) == first
    again = new.render(edits.set_text(document.episode, 3, "Three."))
    assert again.count(b"seven") == 0
    assert len(again.splitlines()) <= len(first.splitlines())


def test_what_is_written_over_the_disk_is_checked_against_what_it_holds_then(tmp_path):
    """Also where one of two files was emptied: the other one is as it was."""
    data, words = tmp_path / "e7.yaml", tmp_path / "e7-transcript.yaml"
    data.write_text("title: T\ntranscript: e7-transcript.yaml\n")
    words.write_text("segments:\n- line: One.\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    document, before = open_document(words), words.read_bytes()
    assert why_not_joined(document, document.episode) == ""
    words.write_bytes(b"")
    assert "empty" in why_not_joined(document, document.episode)
    with pytest.raises(StaleFileError):
        document.save(edits.set_text(document.episode, 0, "Two."))
    standing = over_disk(document)
    assert [file.disk for file in standing.files] == [b"", data.read_bytes()]
    words.write_bytes(b"somebody else's")
    with pytest.raises(StaleFileError):
        standing.save(document.episode)
    saved = over_disk(document).save(document.episode)
    assert words.read_bytes() == before
    data.write_bytes(b"")
    assert "two files" in why_not_joined(saved, saved.episode)
    saved = over_disk(saved).save(saved.episode)
    assert why_not_joined(saved, saved.episode) == ""
