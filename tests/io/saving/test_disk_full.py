"""A disk that takes nothing any more, at every single write: nothing that was there is lost, nothing is half there."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cueline.episode import edits
from cueline.io import SaveError, open_document
from cueline.io.journal.book import JournalBook
from cueline.io.journal.reading import Journalled, read_journal
from cueline.io.journal.records import Begun, digest_of
from cueline.io.journal.state import Ground, JournalState
from cueline.io.saving.versions import Versions
from tests.io.journalled_work import Work, replayed_snapshot

TEXT = """---
title: 'A: title'
transcript:
- line: Hello there, this is a line.
  sec: 3
  time: '0:03'
  who: Ana
---
body
"""
resource = pytest.importorskip("resource")
WORDS = "segments:\n- line: Hello\n  sec: 3\n  time: '0:03'\n  who: Ana\n"
DATA = "title: Seven\ntranscript: e7-transcript.yaml\nquotableClips: []\n"
CALLS = ("open", "write", "fsync", "replace", "chmod", "mkdir")


@contextmanager
def failing_at(number: int, for_good: bool = False):
    """Let the system call with this number, or all from it on, fail for want of room; yield a list of the calls."""
    real = {name: getattr(os, name) for name in CALLS}
    made: list[str] = []

    def failing(name):
        def call(*args, **kwargs):
            made.append(name)
            if len(made) == number or (for_good and len(made) > number):
                raise OSError(errno.ENOSPC, "No space left on device")
            return real[name](*args, **kwargs)

        return call

    for name in CALLS:
        setattr(os, name, failing(name))
    try:
        yield made
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextmanager
def no_file_longer_than(count: int):
    """Let the system itself refuse to write beyond so many bytes of any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def one_file(folder: Path):
    (folder / "episode.md").write_text(TEXT)
    document = open_document(folder / "episode.md")
    return document, edits.set_text(document.episode, 0, "Other " * 40)


def two_files(folder: Path):
    (folder / "e7-transcript.yaml").write_text(WORDS)
    (folder / "e7.yaml").write_text(DATA)
    document = open_document(folder / "e7.yaml")
    episode = edits.set_text(document.episode, 0, "Other " * 40)
    return document, edits.set_field(episode, ("title",), "Eight " * 40)


def reason_of(save) -> str:
    """Save; return why it could not be, "" if it could."""
    try:
        save()
    except SaveError as error:
        return error.reason
    return ""


@pytest.mark.parametrize("make", [one_file, two_files])
def test_a_save_that_fails_at_any_call_leaves_the_old_files_or_is_done(tmp_path, make):
    document, episode = make(tmp_path)
    old = contents(tmp_path)
    with failing_at(0) as calls:
        saved = document.save(episode)
    new = contents(tmp_path)
    assert len(calls) > 4
    for number in range(1, len(calls) + 1):
        for name, data in old.items():
            (tmp_path / name).write_bytes(data)
        with failing_at(number):
            said = reason_of(lambda: document.save(episode))
        assert "the disk is full" in said or not said
        assert contents(tmp_path) == (old if said else new), calls[number - 1]
    assert saved.episode == episode


@pytest.mark.parametrize("make", [one_file, two_files])
def test_a_save_that_the_system_cuts_off_at_any_byte_leaves_the_old_files(tmp_path, make):
    document, episode = make(tmp_path)
    old = contents(tmp_path)
    longest = max(len(data) for data in document.render_all(episode).values())
    for count in [*range(0, longest, 7), longest - 1]:
        with no_file_longer_than(count), pytest.raises(SaveError):
            document.save(episode)
        assert contents(tmp_path) == old
    document.save(episode)
    assert contents(tmp_path) != old


class Desk:
    """Work with a journal that is written at once, call by call."""

    def __init__(self, folder: Path, site: Path):
        self.document, _ = one_file(site)
        files = (self.document.data,)
        begun = Begun((str(self.document.path),), (digest_of(files),), "1", 1, "here", 0.0)
        state = JournalState(Ground(self.document.episode, files))
        self.book = JournalBook(folder, begun, state, None, has_base=False)
        self.pending = []
        self.work = Work(self.document, self.pending.append)
        self.written = self.work.snapshot()

    def say(self, text: str):
        self.work.do(edits.set_text(self.work.episode, 0, text), text)

    def write(self) -> bool:
        """Write what is pending; whether the disk took it. What it took is in `written`."""
        try:
            safe = self.book.put(self.pending)
            self.pending.clear()
            self.written = self.work.snapshot()
            if not safe:
                self.book.sync()
        except OSError:
            return False
        return True

    def read(self):
        found = read_journal(self.book.claim.journal)
        return replayed_snapshot(found.replay()) if isinstance(found, Journalled) else None


def session(desk: Desk) -> int:
    """Make three steps, each written down; return how many of the writes failed."""
    failed = 0
    for text in ("One", "Two", "Three"):
        desk.say(text)
        failed += not desk.write()
    return failed


@pytest.mark.parametrize("for_good", [False, True])
def test_a_journal_that_fails_at_any_call_keeps_what_it_had_and_gets_the_rest_later(
    tmp_path, for_good
):
    (tmp_path / "site").mkdir()
    with failing_at(0) as calls:
        assert not session(Desk(tmp_path / "0", tmp_path / "site"))
    assert len(calls) > 8
    for number in range(1, len(calls) + 1):
        desk = Desk(tmp_path / str(number), tmp_path / "site")
        with failing_at(number, for_good):
            failed = session(desk)
        if for_good and desk.written["steps"]:
            assert desk.read() == desk.written
        assert desk.write()
        assert desk.read() == desk.work.snapshot(), (number, failed)
        desk.book.close()


def test_a_journal_that_the_system_cuts_off_at_any_byte_stays_readable(tmp_path):
    (tmp_path / "site").mkdir()
    whole = Desk(tmp_path / "whole", tmp_path / "site")
    session(whole)
    size = whole.book.claim.journal.stat().st_size
    for count in range(0, size + 1, 29):
        desk = Desk(tmp_path / str(count), tmp_path / "site")
        with no_file_longer_than(count):
            session(desk)
        if desk.written["steps"]:
            assert desk.read() == desk.written
        assert desk.write()
        assert desk.read() == desk.work.snapshot()
        desk.book.close()


def test_versions_that_cannot_be_kept_leave_those_that_are(tmp_path):
    versions, path = Versions(tmp_path), tmp_path / "e.md"
    versions.keep(path, b"one")
    with failing_at(0) as calls:
        versions.keep(path, b"two")
    for number in range(1, len(calls) + 1):
        with failing_at(number), suppress(OSError):
            versions.keep(path, f"three {number}".encode())
        kept = [version.read() for version in versions.of(path)]
        assert kept[-2:] == [b"two", b"one"]
