"""Changes of many files: what is listed, what is done, what is left alone, and the way back."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode.replacing import PARTS, Pattern, PatternError, Replacement
from cueline.io import DocumentError, open_document, parse_document
from cueline.io.batches.batches import carry_out, prepare
from cueline.io.batches.kinds import RenameSpeaker, Replace, SafeFix
from cueline.io.batches.records import (
    Record,
    batches,
    cut_off,
    left_alone,
    note_told,
    take_back,
)
from cueline.io.changed_characters import distance
from cueline.io.checking.checking import files_below
from cueline.io.site.site import Sites

NOW = datetime(2026, 5, 1, 12, 0)

ONE = """---
title: One  title  stays
season: 1
transcript:
- header: The cat
- line: A cat sat  on the mat, and the other cats
    sat beside it.
  sec: 3
  time: '0:03'
  who: Ann
- line: No animal at all.  None.
  sec: 9
  time: '0:09'
  who: Ben
quotableClips:
- name: The cat
  startOffset: 3
  endOffset: 9
---

The cat  in the body.
"""
TWO = """---
season: 1
transcript:
- line: 'It''s the  cat''s own.'
  sec: 303
  time: 5:03
  who: Anna
- line: Two.
  sec: 304
  time: 5:04
  who: Ann
---
"""
NONE = "---\nseason: 1\ntranscript:\n- line: Nothing.\n  sec: 1\n  time: '0:01'\n  who: Ben\n---\n"


@pytest.fixture
def site(tmp_path):
    """A folder with three episodes, a page and a file that does not parse."""
    folder = tmp_path / "site"
    folder.mkdir()
    files = {"one.md": ONE, "two.md": TWO, "none.md": NONE, "page.md": "A cat.\n"}
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    (folder / "broken.md").write_bytes(NONE.replace("Nothing.", "'Nothing cat").encode())
    return folder


@pytest.fixture
def keep(tmp_path):
    return tmp_path / "app" / "batches"


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def listed(folder, kind):
    return list(prepare(files_below([folder]), kind))


def run(folder, kind, keep, *, leave=(), **options):
    """Do all that is listed, but what is named in `leave`: (file, position)."""
    changes = listed(folder, kind)
    chosen = {
        change.path: [
            place for place in range(len(change.hits)) if (change.path.name, place) not in leave
        ]
        for change in changes
    }
    return carry_out(changes, chosen, kind, keep, now=NOW, **options)


def replace_cat(now="dog", parts=PARTS):
    return Replace(Pattern("cat"), Replacement((now,)), parts, now)


def text(folder, name):
    return (folder / name).read_text("utf-8")


def test_each_hit_is_listed_with_its_line_and_four_words_around(site):
    changes = {change.path.name: change for change in listed(site, replace_cat())}
    assert list(changes) == ["broken.md", "one.md", "two.md"]
    assert changes["broken.md"].fault.startswith("it cannot be edited")
    hits = changes["one.md"].hits
    assert [(hit.line, hit.before, hit.was, hit.now, hit.after) for hit in hits] == [
        (5, "The ", "cat", "dog", ""),
        (6, "A ", "cat", "dog", " sat  on the mat,…"),
        (6, "…mat, and the other ", "cat", "dog", "s sat beside it."),
    ]


def test_what_is_asked_for_changes_and_nothing_else(site, keep):
    before = bytes_of(site)
    result = run(site, replace_cat(), keep)
    assert result.sentence == "4 places in 2 files; nothing else in them changed"
    assert not result.skipped
    wanted = ONE.replace("A cat sat", "A dog sat").replace("cats", "dogs")
    wanted = wanted.replace("header: The cat", "header: The dog").replace(
        "name: The cat", "name: The dog"
    )
    assert text(site, "one.md") == wanted
    assert text(site, "two.md") == TWO.replace("cat", "dog")
    after = bytes_of(site)
    assert all(before[name] == after[name] for name in ("none.md", "page.md", "broken.md"))


def test_what_is_left_out_stays(site, keep):
    result = run(site, replace_cat(), keep, leave=[("one.md", 0), ("one.md", 2), ("two.md", 0)])
    assert result.sentence == "1 place in 1 file; nothing else in it changed"
    assert text(site, "one.md") == ONE.replace("A cat sat", "A dog sat")
    assert text(site, "two.md") == TWO


def test_signs_that_need_quotes_are_counted_as_other_characters(site, keep):
    result = run(site, replace_cat("dog: big"), keep, leave=[("one.md", 0), ("one.md", 1)])
    assert result.beside.characters == 2, "the quotes around the paragraph of one.md"
    assert result.sentence.endswith("; with them 2 other characters changed, such as quotes")


def test_a_speaker_is_renamed_by_the_whole_name(site, keep):
    result = run(site, RenameSpeaker("Ann", "Anne"), keep)
    assert result.sentence == "2 names in 2 files; nothing else in them changed"
    assert text(site, "one.md") == ONE.replace("who: Ann", "who: Anne")
    assert text(site, "two.md") == TWO.replace("who: Ann\n", "who: Anne\n")


def test_double_spaces_are_mended_one_by_one(site, keep):
    result = run(site, SafeFix("double-space"), keep, leave=[("one.md", 1)])
    assert result.sentence == "2 spaces in 2 files; nothing else in them changed"
    assert text(site, "one.md") == ONE.replace("sat  on", "sat on")
    assert text(site, "two.md") == TWO.replace("the  cat", "the cat")


def test_times_are_quoted_in_the_source(site, keep):
    changes = listed(site, SafeFix("unquoted-time"))
    hits = next(change.hits for change in changes if change.path.name == "two.md")
    assert [(hit.line, hit.was, hit.now) for hit in hits] == [
        (6, "5:03", "'5:03'"),
        (10, "5:04", "'5:04'"),
    ]
    result = run(site, SafeFix("unquoted-time"), keep, leave=[("two.md", 0)])
    assert result.sentence == "1 time in 1 file; nothing else in it changed"
    assert text(site, "two.md") == TWO.replace("5:04", "'5:04'")


def test_entries_that_go_and_clips_that_are_mended(site, keep):
    file = site / "one.md"
    copy = ONE.replace("- header: The cat\n", "- header: The cat\n- header: The cat\n")
    junk = copy.replace(
        "  endOffset: 9\n", "  endOffset: 9\n  url: https://youtu.be/abcdefghijk?&t&t=3\n"
    )
    file.write_bytes(junk.encode())
    assert run(site, SafeFix("repeated-header"), keep).sentence.endswith(
        "; nothing else in it changed"
    )
    assert text(site, "one.md") == junk.replace("- header: The cat\n", "", 1)
    result = run(site, SafeFix("url-junk"), keep)
    assert (result.hits, result.beside.characters) == (1, 0)
    assert "&t&t" not in text(site, "one.md")


@pytest.mark.parametrize(
    "kind",
    [replace_cat("a: much longer dog’s life"), RenameSpeaker("Ann", "Zoë"), SafeFix("double-space"),
     SafeFix("unquoted-time")],
)  # fmt: skip
def test_taken_back_all_files_have_their_first_bytes(site, keep, kind):
    before = bytes_of(site)
    result = run(site, kind, keep)
    assert cut_off(keep, NOW) == []
    assert bytes_of(site) != before
    (batch,) = batches(keep, NOW)
    assert (batch, batch.label) == (result.batch, kind.label)
    back = take_back(batch)
    assert bytes_of(site) == before
    assert set(back.files) == set(result.files)
    assert batches(keep, NOW) == []
    assert not list(keep.iterdir())


def test_a_file_that_was_changed_after_the_batch_is_not_taken_back(site, keep):
    run(site, replace_cat(), keep)
    (site / "one.md").write_bytes(b"Mine.\n")
    back = take_back(batches(keep, NOW)[0])
    assert [(skip.path.name, skip.reason) for skip in back.skipped] == [
        ("one.md", "it was changed since")
    ]
    assert text(site, "one.md") == "Mine.\n"
    assert text(site, "two.md") == TWO
    (left,) = batches(keep, NOW)
    assert [path.name for kept in left.episodes for path in kept.old] == ["one.md"]


def test_files_that_are_no_longer_what_was_listed_are_skipped_and_named(site, keep):
    kind = replace_cat()
    for name in ("three.md", "four.md"):
        (site / name).write_bytes(TWO.encode())
    changes = listed(site, kind)
    (site / "one.md").write_bytes(ONE.replace("Ben", "Ken").encode())
    (site / "three.md").unlink()
    chosen = {change.path: range(len(change.hits)) for change in changes}
    result = carry_out(changes, chosen, kind, keep, now=NOW, unsaved=[site / "four.md"])
    assert {(skip.path.name, skip.reason) for skip in result.skipped} == {
        ("one.md", "it was changed since the list was made"),
        ("three.md", "it is gone"),
        ("four.md", "it has changes in a window that are not saved"),
    }
    assert result.sentence == "1 place in 1 file; nothing else in it changed"
    assert text(site, "four.md") == TWO


def test_a_file_that_cannot_be_written_is_skipped_and_forgotten(site, keep, monkeypatch):
    kind = replace_cat()
    changes = listed(site, kind)
    monkeypatch.setattr("os.access", lambda path, mode: not str(path).endswith("one.md"))
    result = carry_out(
        changes, {change.path: range(len(change.hits)) for change in changes}, kind, keep, now=NOW
    )
    assert [(skip.path.name, "write-protected" in skip.reason) for skip in result.skipped] == [
        ("one.md", True)
    ]
    assert text(site, "one.md") == ONE
    assert [kept.old.keys() for kept in result.batch.episodes] == [{site / "two.md"}]


def test_a_header_is_not_emptied(site, keep):
    kind = Replace(Pattern(".+", regular=True), Replacement(("",)), ("header",))
    result = run(site, kind, keep)
    assert [skip.path.name for skip in result.skipped] == ["one.md"]
    assert "needs a title" in result.skipped[0].reason
    assert result.batch is None
    assert not list(keep.iterdir()) if keep.exists() else True


def test_where_nothing_can_be_kept_nothing_is_changed(site, keep):
    keep.parent.mkdir()
    keep.write_text("no folder")
    before = bytes_of(site)
    result = run(site, replace_cat(), keep)
    assert "cannot be kept safe" in result.stopped
    assert bytes_of(site) == before
    assert batches(keep, NOW) == []


def test_it_is_stopped_between_two_files(site, keep):
    result = run(site, replace_cat(), keep, on_progress=lambda done, total: done < 1)
    assert len(result.files) == 1
    assert "It was stopped" in result.stopped
    assert list(prepare(files_below([site]), replace_cat(), lambda done, total: False)) == []


KILLED = """
import os, sys
from datetime import datetime
from pathlib import Path
from tests.io.batches.test_batches import NOW, replace_cat, run
def stop(done, total):
    if done == 1:
        os._exit(9)
    return True
run(Path(sys.argv[1]), replace_cat(), Path(sys.argv[2]), on_progress=stop)
"""


def test_killed_in_the_middle_the_batch_knows_what_it_did(site, keep):
    before = bytes_of(site)
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", KILLED, site, keep], cwd=root, check=False)
    assert ended.returncode == 9
    assert sum(before[name] != data for name, data in bytes_of(site).items()) == 1
    (batch,) = cut_off(keep, NOW)
    assert (batch.written, batch.planned) == (1, 2)
    note_told(batch)
    assert cut_off(keep, NOW) == []
    (batch,) = batches(keep, NOW)
    assert batch.planned == 2
    assert len(take_back(batch).files) == 1
    assert bytes_of(site) == before


def test_killed_before_a_file_was_written_there_is_nothing_to_put_back(site, keep):
    before = bytes_of(site)
    record = Record(keep, "cut off", NOW, 2)
    record.keep({site / "one.md": (before["one.md"], b"new")})
    record.keep({site / "two.md": (before["two.md"], b"new")})
    assert cut_off(keep, NOW) == []  # it is under way
    record.release()
    notes = record.folder / "files.jsonl"
    notes.write_bytes(notes.read_bytes()[:-20])
    (batch,) = cut_off(keep, NOW)
    assert (batch.written, batch.planned) == (0, 2)
    assert take_back(batch).skipped == ()
    assert bytes_of(site) == before


def test_batches_go_after_a_month(site, keep):
    run(site, replace_cat(), keep)
    assert batches(keep, NOW + timedelta(days=30))
    assert not batches(keep, NOW + timedelta(days=32))
    assert not list(keep.iterdir())
    assert batches(keep / "nowhere", NOW) == []


def test_an_episode_in_two_files_is_changed_and_taken_back_as_one(tmp_path, keep):
    (tmp_path / "e.yaml").write_bytes(
        b"title: A cat\ntranscript: e-transcript.yaml\nquotableClips:\n- name: The cat\n"
        b"  startOffset: 0\n  endOffset: 9\n"
    )
    (tmp_path / "e-transcript.yaml").write_bytes(
        b"segments:\n- header: The cat\n- line: A cat.\n  sec: 0\n  time: '0:00'\n  who: Ann\n"
    )
    before = {name: (tmp_path / name).read_bytes() for name in ("e.yaml", "e-transcript.yaml")}
    result = run(tmp_path, replace_cat(), keep)
    assert result.sentence == "2 places in 1 file; nothing else in it changed"
    assert b"name: The dog" in (tmp_path / "e.yaml").read_bytes()
    assert b"A dog." in (tmp_path / "e-transcript.yaml").read_bytes()
    assert result.batch is not None
    back = take_back(result.batch)
    assert (len(back.files), back.episodes) == (2, 1)
    assert before == {name: (tmp_path / name).read_bytes() for name in before}


def test_an_expression_that_is_none_ends_it(site):
    with pytest.raises(PatternError):
        listed(site, Replace(Pattern("(", regular=True), Replacement(("",))))


WORDS = st.text("catdog \N{KELVIN SIGN}k'\":#é", min_size=1, max_size=8).map(str.strip)


@given(WORDS.filter(bool), WORDS)
def test_whatever_is_replaced_the_file_says_it_and_the_way_back_is_exact(
    tmp_path_factory, was, now
):
    folder = tmp_path_factory.mktemp("law")
    file = folder / "one.md"
    file.write_bytes(ONE.encode())
    kind = Replace(Pattern(was), Replacement((now,)), ("speaker", "text"), now)
    read = open_document(file).episode
    result = run(folder, kind, folder / "keep")
    for old, new in zip(read.items, open_document(file).episode.items, strict=True):
        wanted = Pattern(was).expression.sub(now.replace("\\", "\\\\"), getattr(old, "text", ""))
        assert new.text == (old.text if not hasattr(old, "speaker") else wanted)
    if result.batch is not None:
        take_back(result.batch)
    assert file.read_bytes() == ONE.encode()


@given(WORDS.filter(bool), WORDS.filter(bool), st.booleans())
def test_a_file_that_is_passed_over_unread_has_no_hits(said, was, case):
    kind = Replace(Pattern(was, case=case), Replacement(("x",)), PARTS)
    for text in (said, f'"{said}"', said.upper()):
        data = ONE.replace("No animal at all.  None.", text).encode()
        try:
            document = parse_document(data, "one.md")
        except DocumentError:
            continue
        assert kind.may_change(data) or not kind.hits(document, Sites())


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_the_distance_is_none_for_equal_texts_and_the_same_both_ways(old, new):
    assert distance(old, old).characters == 0
    assert distance(old, new) == distance(new, old)


def test_times_are_told_with_what_would_change(site):
    (site / "three.md").write_text(
        TWO.replace("  sec: 304\n  time: 5:04\n", "").replace("Two", "Cat")
    )
    times = {
        change.path.name: [hit.time for hit in change.hits]
        for change in listed(site, replace_cat())
        if change.hits
    }
    assert times == {
        "one.md": ["0:03", "0:03", "0:03"],
        "three.md": ["5:03", "5:03"],
        "two.md": ["5:03"],
    }


def test_what_would_be_left_alone_is_known_before(site, keep):
    run(site, replace_cat("dog"), keep)
    (site / "two.md").write_text("Mine.\n")
    run(site, Replace(Pattern("dog"), Replacement(("fox",)), PARTS, "fox"), keep, leave=[])
    kept = batches(keep, NOW)
    told = dict(zip((batch.label for batch in kept), left_alone(kept), strict=True))
    assert told["Replace “dog” with “fox”"] == []
    left = told["Replace “cat” with “dog”"]
    assert [(one.path.name, one.reason) for one in left] == [
        ("one.md", "it was changed since"),
        ("two.md", "it was changed since"),
    ]
    new, old = sorted(kept, key=lambda batch: "cat" in batch.label)
    assert list(take_back(old).skipped) == left
    reasons = [one.reason for one in left_alone([new], [site / "one.md"])[0]]
    assert reasons == ["it has changes in a window that are not saved"]
