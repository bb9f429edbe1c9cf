"""Who has a file open: two windows, two programs, and one that was killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cueline.io.journal import claims
from cueline.io.journal.claims import Holder, beginning_of, holders, left_over, take, take_over

ROOT = Path(__file__).resolve().parents[2]
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
    one.release()
    assert holders(folder, path, two) == []
    two.release()
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

    monkeypatch.setattr(claims, "_system_lock", no_locks)
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
