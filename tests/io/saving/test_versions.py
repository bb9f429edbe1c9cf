"""Earlier versions of a file: kept at each save, for a month, up to a total size."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cueline.episode import edits
from cueline.io import open_document
from cueline.io.saving.earlier import earlier_states, keep_saved, keep_states
from cueline.io.saving.versions import DamagedVersionError, Versions

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PATH = Path("/site/episode.md")


@pytest.fixture
def versions(tmp_path) -> Versions:
    return Versions(tmp_path / "versions")


def after(**passed) -> datetime:
    return NOON + timedelta(**passed)


def test_what_was_kept_comes_back_the_newest_first(versions):
    versions.keep(PATH, b"one", NOON)
    versions.keep(PATH, "zwei é".encode(), after(hours=1))
    versions.keep(Path("/site/other.md"), b"other", NOON)
    found = versions.of(PATH)
    assert [(v.when, v.read()) for v in found] == [
        (after(hours=1), "zwei é".encode()),
        (NOON, b"one"),
    ]


def test_the_same_bytes_are_kept_once_with_the_last_time(versions):
    for hours in (0, 1, 2):
        versions.keep(PATH, b"one" if hours != 1 else b"two", after(hours=hours))
    assert [(v.when, v.read()) for v in versions.of(PATH)] == [
        (after(hours=2), b"one"),
        (after(hours=1), b"two"),
    ]


def test_what_was_saved_is_that_till_it_is_replaced(versions):
    versions.keep(PATH, b"one", NOON, saved=True)
    assert [(v.saved, v.when, v.read()) for v in versions.of(PATH)] == [(True, NOON, b"one")]
    versions.keep(PATH, b"one", after(hours=1))
    assert [(v.saved, v.when) for v in versions.of(PATH)] == [(False, after(hours=1))]


def test_of_two_files_no_state_is_told_in_which_they_never_were(tmp_path, versions):
    """Both are replaced at once; they were told as one and then the other."""
    path = tmp_path / "e7.yaml"
    path.write_text("title: One\ntranscript: e7-transcript.yaml\nquotableClips: []\n")
    words = "segments:\n- line: Hello.\n  sec: 1\n"
    path.with_name("e7-transcript.yaml").write_text(words)
    document = open_document(path)
    keep_states(document, versions)
    now = edits.set_field(edits.set_text(document.episode, 0, "Other"), ("title",), "Two")
    saved = document.save(now)
    keep_saved(saved, versions)
    (state,) = earlier_states(saved, versions)
    assert state.read(saved).episode == document.episode


def test_after_a_month_they_are_removed_with_their_folder(versions):
    versions.keep(PATH, b"old", NOON)
    versions.keep(Path("/site/other.md"), b"old", NOON)
    versions.keep(PATH, b"new", after(days=20))
    versions.clean(after(days=30))
    assert len(versions.of(PATH)) == 2
    versions.clean(after(days=32))
    assert [v.read() for v in versions.of(PATH)] == [b"new"]
    assert len(list(versions.folder.iterdir())) == 1


def test_the_oldest_go_when_it_is_too_much(tmp_path):
    versions = Versions(tmp_path, limit=25_000)
    for day in range(5):
        versions.keep(PATH, os.urandom(10_000), after(days=day))
    versions.clean(after(days=5))
    assert [v.when for v in versions.of(PATH)] == [after(days=4), after(days=3)]


def test_a_damaged_version_says_so_and_is_never_given(versions):
    versions.keep(PATH, b"one" * 100, NOON)
    (version,) = versions.of(PATH)
    whole = version.place.read_bytes()
    for data in (whole[:-3], whole[:-9] + b"\0" * 9, b"", b"another file"):
        version.place.write_bytes(data)
        with pytest.raises(DamagedVersionError, match="This version"):
            version.read()
    version.place.write_bytes(whole)
    assert version.read() == b"one" * 100


def test_strange_files_in_the_folder_are_left_alone(versions):
    versions.keep(PATH, b"one", NOON)
    folder = versions.of(PATH)[0].place.parent
    for name in ("notes.txt", "x.gz", "20240501T120000-.gz"):
        (folder / name).write_text("mine")
    versions.clean(after(days=40))
    assert sorted(p.name for p in folder.iterdir()) == ["20240501T120000-.gz", "notes.txt", "x.gz"]


def test_where_nothing_was_kept_there_is_nothing(versions):
    assert versions.of(PATH) == []
    versions.clean()
