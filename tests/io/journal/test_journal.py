"""The journal of an open document: written at once, safe within a second, and by itself again after a fault."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from cueline.episode import Change, Line, edits
from cueline.io import open_document
from cueline.io.journal import book
from cueline.io.journal.claims import left_over, take, take_over
from cueline.io.journal.reading import Journalled, Refused, disk_of, read_journal
from cueline.io.journal.records import Placed, Stepped, Text
from cueline.io.journal.records_json import RefusedRecordError, from_json, to_json
from cueline.io.journal.writing import Journal
from tests.io.journalled_work import Work, replayed_snapshot
from tests.io.unprivileged import folder_of_nobody

TEXT = """---
title: 'A: title'
transcript:
- header: Start
- line: Hello
  sec: 3
  time: '0:03'
  who: Ana
- line: And you?
  sec: 9
  time: '0:09'
  who: Bo
---
body
"""


class Faults:
    """What a journal told about its faults, or about who else has the file, in order."""

    def __init__(self):
        self.told: list[Any] = []
        self._told = threading.Condition()

    def __call__(self, said):
        with self._told:
            self.told.append(said)
            self._told.notify_all()

    def wait_for(self, count: int):
        with self._told:
            assert self._told.wait_for(lambda: len(self.told) >= count, 20), self.told


@pytest.fixture
def path(tmp_path) -> Path:
    file = tmp_path / "site" / "episode.md"
    file.parent.mkdir()
    file.write_bytes(TEXT.encode())
    return file


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data" / "journal"


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
def begin(path, folder, faults):
    """Return a function that opens the file with a journal; all are let go of at the end."""
    begun: list[Journal] = []

    def start(file=path):
        document = open_document(file)
        journal = Journal.begin(folder, document, faults)
        begun.append(journal)
        return Work(document, journal.append), journal

    yield start
    for journal in begun:
        journal.leave()


def say(work: Work, text: str, gesture=None):
    work.do(edits.set_text(work.episode, 1, text), f"say {text}", gesture)


def read(journal_or_file) -> Journalled:
    file = getattr(journal_or_file, "file", journal_or_file)
    found = read_journal(file)
    assert isinstance(found, Journalled), found
    return found


def check(work: Work, journal_or_file):
    assert replayed_snapshot(read(journal_or_file).replay()) == work.snapshot()


def test_a_step_is_safe_within_a_second_without_asking(begin, monkeypatch):
    synced = threading.Event()
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (real(handle), synced.set()))
    work, journal = begin()
    journal.append(Placed(1))
    assert journal.flush()
    synced.clear()
    say(work, "Other")
    assert synced.wait(20)
    check(work, journal)


def test_a_file_that_is_only_looked_at_leaves_a_place_and_not_its_text(begin, path):
    _, journal = begin()
    journal.append(Placed(1, 2, 3, 4.5))
    assert journal.flush()
    found = read(journal)
    assert (found.path, found.place, found.base, found.said) == (
        path,
        Placed(1, 2, 3, 4.5),
        None,
        "",
    )
    assert journal.file.stat().st_size < 600


def test_after_a_crash_text_history_and_place_are_there_again(begin, folder, path):
    work, journal = begin()
    for text in ("One", "Two", "Three"):
        say(work, text)
    work.go_to(2)
    work.end_saving(work.document.save(work.begin_saving()))
    say(work, "Four")
    journal.append(Placed(1, 3, 5, 61.5))
    journal.leave()
    assert left_over(folder) == [journal.file]
    found = read(journal)
    assert found.said.startswith("1 change since ")
    back = found.replay()
    assert replayed_snapshot(back) == work.snapshot()
    assert [step.label for step in back.steps] == ["say One", "say Two", "say Four"]
    assert back.stands_on(disk_of(back.document))
    saved = back.document.save(back.episode)
    assert b"line: Four\n" in path.read_bytes()
    saved.save(back.steps[0].change.inverse().apply(
        back.steps[1].change.inverse().apply(back.steps[2].change.inverse().apply(saved.episode))
    ))  # fmt: skip
    assert path.read_bytes() == TEXT.encode()


def test_work_goes_on_in_the_same_journal_through_two_crashes(begin, folder, path):
    work, journal = begin()
    say(work, "One")
    journal.leave()
    met, beside = [], take(folder, path)
    for text in ("Two", "Three"):
        (file,) = left_over(folder)
        back = read(file).replay()
        claim = take_over(file, read(file).path)
        assert claim is not None
        again = Journal.go_on(claim, back, met=met.append)
        assert left_over(folder) == []
        assert again.flush()
        work.append = again.append
        say(work, text)
        assert again.flush()
        check(work, again)
        again.leave()
        beside.release()
    assert [s.label for s in read(file).history.steps] == ["say One", "say Two", "say Three"]
    assert [len(holders) for holders in met] == [1, 0]  # who else had the file


def test_a_closed_document_leaves_nothing(begin, folder):
    work, journal = begin()
    say(work, "One")
    journal.close()
    assert journal.wait(20)
    assert list(folder.iterdir()) == []


def test_when_the_file_changed_meanwhile_both_are_there(begin, path):
    work, journal = begin()
    say(work, "Mine")
    journal.leave()
    path.write_bytes(TEXT.replace("And you", "And they").encode())
    back = read(journal).replay()
    assert not back.stands_on(disk_of(back.document))
    assert back.document.render(back.episode) == TEXT.replace("Hello", "Mine").encode()


def test_a_file_that_is_gone_is_not_what_it_was(begin, path):
    work, journal = begin()
    say(work, "Mine")
    journal.leave()
    path.unlink()
    back = read(journal).replay()
    assert not back.settled(disk_of(back.document)).stands_on(disk_of(back.document))


def test_both_files_of_an_episode_come_back(begin, tmp_path):
    words, data = tmp_path / "e7-transcript.yaml", tmp_path / "e7.yaml"
    words.write_text("segments:\n- line: Hello\n  sec: 3\n  time: '0:03'\n  who: Ana\n")
    data.write_text("title: Seven\ntranscript: e7-transcript.yaml\nquotableClips: []\n")
    work, journal = begin(data)
    work.do(edits.set_text(work.episode, 0, "Other"))
    work.do(edits.set_field(work.episode, ("title",), "Eight"))
    work.end_saving(work.document.save(work.begin_saving()))
    work.do(edits.set_field(work.episode, ("title",), "Nine"))
    journal.leave()
    back = read(journal).replay()
    assert replayed_snapshot(back) == work.snapshot()
    assert back.stands_on(disk_of(back.document))
    back.document.save(back.episode)
    assert data.read_text() == "title: Nine\ntranscript: e7-transcript.yaml\nquotableClips: []\n"


def test_a_save_that_wrote_another_text_than_was_typed_is_followed(begin, tmp_path):
    path = tmp_path / "talk.md"
    path.write_text("**Ana:** Hello.\n\n**Bo:** And you?\n")
    work, journal = begin(path)
    work.do(edits.set_text(work.episode, 0, "Hello there. "))
    work.do(edits.insert_line(work.episode, 1, Line(" One more.", "Bo")))
    work.end_saving(work.document.save(work.begin_saving()))
    assert work.episode.items[0].text == "Hello there."
    work.do(edits.set_text(work.episode, 2, "And they?"))
    journal.leave()
    back = read(journal).replay()
    assert replayed_snapshot(back) == work.snapshot()
    assert back.stands_on(disk_of(back.document))


def test_the_text_of_a_broken_file_is_kept_as_it_was_typed(folder, path):
    journal = Journal.of_text(folder, path, b"---\nbroken: [\n")
    for text in (b"broken: [1", b"broken: [1]"):
        journal.append(Text(text))
    assert journal.flush()
    assert read(journal).text == b"broken: [1]"
    journal.leave()


def test_of_a_broken_text_that_is_typed_in_for_long_the_last_states_are_kept(
    folder, path, monkeypatch
):
    monkeypatch.setattr(book, "COMPACT_BYTES", 20_000)
    text, sizes = b"- line: Hello\n" * 100, []
    journal = Journal.of_text(folder, path, b"broken")
    for number in range(60):
        journal.append(Text(text + b"%d" % number, number))
        if number % 7 == 0:
            journal.append(Placed(number))
        assert journal.flush()
        sizes.append(journal.file.stat().st_size)
        assert read(journal).text == text + b"%d" % number
    assert max(sizes) < 25_000 < 60 * len(text)
    journal.leave()
    assert read(journal).caret == 59


def test_a_long_session_is_written_anew_before_it_grows_without_bound(begin, monkeypatch):
    monkeypatch.setattr(book, "COMPACT_BYTES", 20_000)
    work, journal = begin()
    sizes = []
    for stretch in range(8):
        for number in range(60):
            say(work, f"word {stretch} {number}", gesture=stretch)
            journal.append(Placed(number))
            if number % 20 == 0:
                assert journal.flush()
        sizes.append(journal.file.stat().st_size)
    assert journal.flush()
    check(work, journal)
    assert len(read(journal).history.steps) == 8
    assert journal.file.stat().st_size < 40_000


def test_it_is_not_written_anew_while_a_save_is_under_way(begin, monkeypatch):
    monkeypatch.setattr(book, "COMPACT_BYTES", 1)
    work, journal = begin()
    say(work, "One")
    written = work.begin_saving()
    say(work, "Two")
    assert journal.flush()
    work.end_saving(work.document.save(written))
    assert journal.flush()
    say(work, "Three")
    assert journal.flush()
    check(work, journal)


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "nothing can be written")],
)
def test_a_disk_that_takes_nothing_is_told_at_once_and_again_when_it_does(
    begin, faults, monkeypatch, number, reason
):
    monkeypatch.setattr("cueline.io.journal.writing.RETRY", 0.05)
    work, journal = begin()
    say(work, "One")
    assert journal.flush()

    def fail(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as full:
        for name in ("write", "fsync", "replace"):
            full.setattr(os, name, fail)
        say(work, "Two")
        faults.wait_for(1)
        assert reason in faults.told[0]
        assert not journal.flush()
        say(work, "Three")
    faults.wait_for(2)
    assert faults.told[1:] == [None]
    assert journal.flush()
    check(work, journal)


def test_what_was_written_stays_readable_while_the_disk_is_full(begin, monkeypatch):
    work, journal = begin()
    say(work, "One")
    assert journal.flush()
    before = work.snapshot()
    real = os.write

    def half(handle, data):
        if len(data) > 10:
            return real(handle, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        say(work, "Two")
        assert not journal.flush()
        assert replayed_snapshot(read(journal).replay()) == before
    assert journal.flush()
    check(work, journal)


def test_a_folder_that_cannot_be_made_is_told_and_used_when_it_can(
    path, tmp_path, faults, monkeypatch
):
    monkeypatch.setattr("cueline.io.journal.writing.RETRY", 0.05)
    (tmp_path / "data").write_text("a file where the folder should be")
    journal = Journal.begin(tmp_path / "data" / "journal", document := open_document(path), faults)
    work = Work(document, journal.append)
    say(work, "One")
    faults.wait_for(1)
    assert journal.file is None
    assert f"cannot be kept safe in {tmp_path / 'data' / 'journal'} just now" in (
        journal.failing or ""
    )
    assert "Save soon" in (journal.failing or "")
    (tmp_path / "data").unlink()
    faults.wait_for(2)
    assert journal.flush()
    assert journal.failing is None
    check(work, journal)
    journal.leave()


def test_a_folder_that_is_removed_under_it_is_made_anew(begin, folder):
    work, journal = begin()
    say(work, "One")
    assert journal.flush()
    shutil.rmtree(folder)
    say(work, "Two")
    assert journal.flush()
    check(work, journal)


@pytest.mark.skipif(os.name != "posix", reason="rights are given otherwise there")
def test_a_folder_that_may_not_be_written_is_told_and_used_when_it_may(faults, monkeypatch):
    monkeypatch.setattr("cueline.io.journal.writing.RETRY", 0.05)
    with folder_of_nobody() as folder:
        path = folder / "episode.md"
        path.write_bytes(TEXT.encode())
        folder.chmod(0o555)
        journal = Journal.begin(folder / "journal", document := open_document(path), faults)
        work = Work(document, journal.append)
        say(work, "One")
        faults.wait_for(1)
        assert "this account may not" in faults.told[0]
        folder.chmod(0o755)
        assert journal.flush()
        check(work, journal)
        journal.leave()


@pytest.fixture
def hanging(monkeypatch):
    """Return an event without which the disk syncs nothing; it is set."""
    goes_on, real = threading.Event(), os.fsync
    goes_on.set()
    monkeypatch.setattr(os, "fsync", lambda handle: (goes_on.wait(20), real(handle)))
    yield goes_on
    goes_on.set()


def test_nothing_waits_for_a_disk_that_hangs(begin, hanging):
    work, journal = begin()
    say(work, "One")
    assert journal.flush()
    hanging.clear()
    for number in range(50):
        say(work, f"Word {number}")
        time.sleep(0.001)
    assert not journal.flush(0.01)
    hanging.set()
    assert journal.flush()
    check(work, journal)


def test_a_journal_is_closed_without_waiting_for_a_disk_that_hangs(begin, folder, hanging):
    work, journal = begin()
    say(work, "One")
    hanging.clear()
    say(work, "Two")
    journal.close()
    assert not journal.wait(0.05)
    hanging.set()
    assert journal.wait(20)
    assert list(folder.iterdir()) == []


def test_a_journal_stays_till_the_one_that_follows_it_is_on_the_disk(begin, folder, monkeypatch):
    work, journal = begin()
    say(work, "One")
    assert journal.flush()
    own, goes_on, real = journal.file.stat().st_ino, threading.Event(), os.fsync

    def sync(handle):
        if os.fstat(handle).st_ino != own:  # it could go itself
            goes_on.wait(20)
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    successor = Journal.begin(folder, work.document)
    work.append = successor.append
    say(work, "Two")
    journal.close(successor)
    assert not journal.wait(0.1)
    assert not read(journal).closed
    assert read(journal).replay().episode.items[1].text == "One"
    goes_on.set()
    assert journal.wait(20)
    assert successor.flush()
    assert list(folder.glob("*.journal")) == [successor.file]
    successor.leave()


def test_a_journal_whose_successor_is_closed_too_goes_with_it(begin, folder, hanging):
    work, journal = begin()
    say(work, "One")
    hanging.clear()
    second, third = (Journal.begin(folder, work.document) for _ in range(2))
    journal.close(second)
    second.close(third)
    third.close()
    hanging.set()
    assert all(one.wait(20) for one in (journal, second, third))
    assert list(folder.iterdir()) == []


def test_who_else_has_the_file_is_told_but_not_what_is_on_its_way_out(begin, path, folder, hanging):
    work, journal = begin()
    say(work, "One")
    assert journal.flush()
    hanging.clear()
    say(work, "Two")
    journal.close()
    met = Faults()
    again = Journal.begin(folder, open_document(path), met=met, earlier=[journal])
    hanging.set()
    assert journal.wait(20)
    met.wait_for(1)
    beside = Journal.begin(folder, open_document(path), met=met)
    met.wait_for(2)
    for one in (again, beside):
        one.leave()
    assert [len(holders) for holders in met.told] == [0, 1]


def test_a_journal_of_a_newer_program_and_one_of_another_are_refused_in_words(begin, folder):
    work, journal = begin()
    say(work, "One")
    journal.leave()
    from cueline.io.journal.frames import framed

    newer = folder / "newer.journal"
    newer.write_bytes(
        framed([b'{"is":"begun","format":"Cueline journal","version":9,"program":"9.1"}'], 0)[0]
    )
    others = {"empty.journal": b"", "text.journal": b"Dear diary", "other.journal": framed([b"[1]"], 0)[0],
              "half.journal": journal.file.read_bytes()[:50]}  # fmt: skip
    for name, data in others.items():
        (folder / name).write_bytes(data)
        refused = read_journal(folder / name)
        assert isinstance(refused, Refused)
        assert "no journal of Cueline" in refused.reason
    assert "newer Cueline (9.1)" in read_journal(newer).reason
    assert "cannot be read" in read_journal(folder / "none.journal").reason


@pytest.mark.parametrize("when", [-1.0, 1e20, float("nan"), 32_503_680_000])
def test_a_step_at_a_time_that_no_system_can_tell_is_refused(when):
    def step(when):
        return b"".join(to_json(Stepped("edit.text", "edit", Change(), when=when)))

    assert from_json(step(12.0)).when == 12.0
    with pytest.raises(RefusedRecordError):
        from_json(step(when))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_while_it_writes_is_told_and_takes_nothing(tmp_path):
    path, told = tmp_path / "e.md", []
    path.write_text("---\ntranscript:\n- line: Hello.\n---\n")
    journal = Journal.begin(tmp_path / "journals", open_document(path), told.append)
    journal.append(Placed(3))
    assert journal.flush()
    no_record: Any = "no record at all"
    journal.append(no_record)
    assert not journal.flush()
    assert not journal.is_safe
    assert told == [journal.failing]
    assert "Save soon" in str(journal.failing)
    assert left_over(tmp_path / "journals") == []  # its name is taken as long as the program runs
    (file,) = (tmp_path / "journals").glob("*.journal")
    assert read_journal(file).place == Placed(3)  # pyright: ignore[reportAttributeAccessIssue]
    journal.close()
    assert journal.wait(20)
