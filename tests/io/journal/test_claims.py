"""Who has a file open: two windows, two programs, and one that was killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cueline.episode import Change, edits
from cueline.io import open_document
from cueline.io.journal import locks
from cueline.io.journal.claims import Holder, beginning_of, holders, left_over, take, take_over
from cueline.io.journal.file import JournalFile
from cueline.io.journal.reading import Journalled, read_journal
from cueline.io.journal.records import Stepped
from cueline.io.journal.writing import Journal
from tests.io.windows_files import Windows

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys, time
from pathlib import Path
from cueline.io.journal.claims import take
claim = take(Path(sys.argv[1]), Path(sys.argv[2]))
claim.journal.touch()
print(claim.journal, flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path) -> Path:
    file = tmp_path / "episode.md"
    file.write_text("text")
    return file


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def program(folder, path):
    """Return another program that has the file open, and its journal."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, folder, path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        assert running.stdout
        yield running, Path(running.stdout.readline().strip())
        running.kill()


def test_two_windows_on_one_file_know_of_each_other_and_write_apart(folder, path):
    one, two = take(folder, path), take(folder, path)
    assert one.journal != two.journal
    (other,) = holders(folder, path, two)
    assert (other.pid, other.host, other.path) == (os.getpid(), socket.gethostname(), str(path))
    assert other.is_here
    assert not replace(other, host="elsewhere").is_here  # a folder that two computers share
    one.release()
    assert holders(folder, path, two) == []
    two.release()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there an open file keeps its name")
@pytest.mark.parametrize("another", [False, True])
def test_a_lock_that_is_taken_away_just_then_is_made_anew(folder, path, monkeypatch, another):
    """Who holds one that has lost its name holds nothing; `another` one may stand there already."""
    real, taken = locks.lock, []

    def late(handle):
        if not taken:
            taken.extend(folder.glob("*.lock"))
            taken[0].unlink()
            if another:
                taken[0].with_suffix(".new").touch()
                taken[0].with_suffix(".new").rename(taken[0])
        return real(handle)

    monkeypatch.setattr(locks, "lock", late)
    claim = take(folder, path)
    assert [holder.pid for holder in holders(folder, path)] == [os.getpid()]
    claim.release()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["[x]*?.md", "two\nlines.md", "ä" * 100 + ".md", "-.md", "\udcff.md"]
)
def test_a_file_may_have_any_name(folder, tmp_path, name):
    claim = take(folder, tmp_path / name)
    assert len(holders(folder, tmp_path / name)) == 1
    claim.release()


def test_a_link_to_the_file_is_the_same_file(folder, path, tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(path)
    claim = take(folder, link)
    assert len(holders(folder, path)) == 1
    assert holders(folder, tmp_path / "another.md") == []
    claim.release()


def test_another_program_is_named_until_it_is_killed(folder, path, program):
    running, journal = program
    (holder,) = holders(folder, path)
    assert holder.pid == running.pid
    assert holder.alive
    assert abs(holder.when - time.time()) < 60
    assert left_over(folder) == []
    assert take_over(journal, path) is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert holders(folder, path) == []
    assert not holder.alive
    assert left_over(folder) == [journal]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_child_that_outlives_its_killed_program_holds_nothing(folder, path):
    fork = "import os; os.write(1, b'%d\\n' % os.fork()); time.sleep"
    forking = PROGRAM.replace("time.sleep", fork)
    with subprocess.Popen(
        [sys.executable, "-c", forking, folder, path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        assert running.stdout
        journal = Path(running.stdout.readline().strip())
        child = max(int(running.stdout.readline()), int(running.stdout.readline()))
        running.kill()
        running.wait()
        try:
            os.kill(child, 0)
            assert left_over(folder) == [journal]
            assert holders(folder, path) == []
            claim = take_over(journal, path)
            assert claim is not None
            assert left_over(folder) == []
            claim.release()
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_journal_that_a_crash_left_is_not_written_over(folder, path, program):
    running, journal = program
    running.kill()
    running.wait()
    new = take(folder, path)
    assert new.journal != journal
    old = take_over(journal, path)
    assert old is not None
    assert left_over(folder) == []
    old.release()
    new.release()


def test_where_there_are_no_locks_the_note_tells(folder, path, monkeypatch):
    claim = take(folder, path)
    note = claim.journal.with_suffix(".lock")

    def no_locks(_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(locks, "lock", no_locks)
    assert len(holders(folder, path)) == 1
    said = json.loads(note.read_text())
    for change in ({"began": "of another program with this number"}, {"pid": 2**22 + 7}):
        note.write_text(json.dumps(said | change))
        assert holders(folder, path) == []
    note.write_text("damaged")
    assert holders(folder, path) == []
    claim.release()


def test_a_program_of_another_computer_counts_for_a_day():
    now = Holder("/x", 1, "", "another-computer", time.time() - 60)
    old = Holder("/x", 1, "", "another-computer", time.time() - 25 * 3600)
    assert (now.alive, old.alive) == (True, False)


def test_a_program_is_told_from_a_later_one_with_its_number():
    assert beginning_of(os.getpid()) == beginning_of(os.getpid())
    assert beginning_of(2**22 + 7) is None


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path, path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        take(tmp_path / "file" / "journal", path)


@pytest.fixture
def windows():
    with Windows().running() as system:
        yield system


def test_on_windows_two_windows_on_one_file_know_of_each_other(folder, path, windows):
    one, two = take(folder, path), take(folder, path)
    assert one.journal != two.journal
    assert [other.pid for other in holders(folder, path, two)] == [os.getpid()]
    assert take_over(one.journal, path) is None
    one.release()
    assert holders(folder, path, two) == []
    two.release()
    assert list(folder.iterdir()) == []
    assert windows.locks == []


def test_on_windows_a_lock_that_was_only_tried_is_given_back_at_once(folder, path, windows):
    claim = take(folder, path)
    claim.journal.touch()
    windows.end_program()
    windows.settle()
    for _ in range(3):  # the system would take a lock back that is left locked, but not soon
        assert left_over(folder) == [claim.journal]
        assert holders(folder, path) == []
    assert windows.locks == []
    assert take_over(claim.journal, path) is not None


def test_on_windows_a_program_that_ended_holds_its_file_till_the_system_has_seen_it(
    folder, path, windows
):
    claim = take(folder, path)
    claim.journal.touch()
    windows.end_program()
    assert left_over(folder) == []
    windows.settle()
    assert left_over(folder) == [claim.journal]


def test_on_windows_another_program_that_runs_is_never_taken_for_one_that_is_gone(
    folder, path, windows
):
    claim = take(folder, path)
    claim.journal.touch()
    note = claim.journal.with_suffix(".lock")
    said = json.loads(note.read_text())
    note.write_text(json.dumps(said | {"pid": 2**22 + 7, "began": "x"}))
    assert left_over(folder) == []
    assert take_over(claim.journal, path) is None
    assert [holder.pid for holder in holders(folder, path)] == [2**22 + 7]


def test_on_windows_without_locks_a_program_counts_for_a_day(folder, path, windows, monkeypatch):
    claim = take(folder, path)
    claim.journal.touch()

    def no_locks(*_):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(windows, "locking", no_locks)
    assert left_over(folder) == []
    note = claim.journal.with_suffix(".lock")
    said = json.loads(note.read_text())
    note.write_text(json.dumps(said | {"when": time.time() - 25 * 3600}))
    assert left_over(folder) == [claim.journal]


def test_on_windows_the_note_beside_the_lock_can_be_read_and_written(folder, path, windows):
    claim = take(folder, path)
    (lock,) = windows.locks
    note = claim.journal.with_suffix(".lock")
    assert lock.first >= 2**20 > note.stat().st_size
    assert json.loads(note.read_text())["path"] == str(path)


def test_on_a_mac_a_name_is_one_however_its_accents_are_written(folder, tmp_path, monkeypatch):
    """Qt tells the file in one way, a listing of the folder in the other."""
    one, other = tmp_path / "caf\u00e9.md", tmp_path / "cafe\u0301.md"
    claim = take(folder, one)
    assert holders(folder, other) == []
    claim.release()
    monkeypatch.setattr(sys, "platform", "darwin")
    claim = take(folder, one)
    assert [holder.path for holder in holders(folder, other)] == [str(one)]
    claim.release()


def test_on_windows_files_are_not_told_apart_by_numbers_that_may_differ(
    folder, path, windows, monkeypatch
):
    """`os.stat` and `os.fstat` ask in two ways, and FAT has no answer to one of them."""
    monkeypatch.setattr(os.path, "samestat", lambda one, two: False)
    claim = take(folder, path)
    assert [holder.path for holder in holders(folder, path)] == [str(path)]
    file = JournalFile(claim.journal)
    file.write_anew([])
    assert file.is_sound
    file.close()
    claim.release()


def test_on_windows_a_journal_can_be_written_anew_read_and_removed(tmp_path, windows):
    path, folder = tmp_path / "episode.md", tmp_path / "journal"
    path.write_text("---\ntitle: T\ntranscript:\n- line: Hello\n  sec: 3\n---\n")
    document = open_document(path)
    journal = Journal.begin(folder, document)
    change = Change.between(document.episode, edits.set_text(document.episode, 0, "Other"))
    journal.append(Stepped("test", "edit", change))
    assert journal.flush()
    journal.leave()
    (left,) = left_over(folder)
    read = read_journal(left)
    assert isinstance(read, Journalled)
    claim = take_over(left, path)
    assert claim is not None
    again = Journal.go_on(claim, read.replay())
    again.append(Stepped("test", "undo", change.inverse()))
    assert again.flush()
    assert again.failing is None
    again.leave()
    claim = take_over(left, path)
    assert claim is not None
    left.unlink()
    claim.release()
    assert list(folder.iterdir()) == []
    assert windows.locks == []
