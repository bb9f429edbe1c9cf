"""Which journals a start takes up: those with something that the files do not have."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from cueline import atomic_file
from cueline.episode import edits
from cueline.gui.safety.left_over import (
    CannotBringBackError,
    discard,
    left_over,
    prepare,
    take_back,
)
from cueline.gui.window.all_windows import all_windows
from cueline.io import open_document
from cueline.io.journal import records_json
from cueline.io.journal.claims import take_over
from cueline.io.journal.records import Text
from cueline.io.journal.writing import Journal
from tests.gui.checks.conftest import LOST
from tests.gui.conftest import Desk
from tests.gui.safety.test_recovery import bar, crash, press, retime
from tests.io.broken.test_repairs import GOOD
from tests.io.journalled_work import Work

TEXT = "---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n"
TWO_MONTHS = 60 * 24 * 3600


class Left:
    """An episode that was saved twice, and its journal."""

    def __init__(self, tmp_path):
        self.path, self.folder = tmp_path / "episode.md", tmp_path / "journals"
        self.path.write_text(TEXT)
        work = Work(open_document(self.path))
        journal = Journal.begin(self.folder, work.document)
        work.append = journal.append
        self.held = [self.path.read_bytes()]
        for text in ("One.", "Two."):
            work.do(edits.set_text(work.episode, 0, text))
            work.end_saving(work.document.save(work.begin_saving()))
            self.held.append(self.path.read_bytes())
        self.episode = work.episode
        journal.leave()
        (self.journal,) = self.folder.glob("*.journal")

    def found(self):
        """Return what a start finds."""
        return left_over(self.folder)


@pytest.fixture
def left(tmp_path):
    return Left(tmp_path)


@pytest.fixture
def unsynced(monkeypatch):
    """Have folders that cannot be synced, as on Windows: a power cut may take the last renames back."""
    monkeypatch.setattr(atomic_file, "sync_folder", lambda folder: False)


def lose(path, data):
    """Let a file hold earlier bytes, which nobody wrote since."""
    path.write_bytes(data)
    os.utime(path, (0, 0))


def test_what_was_saved_and_is_there_has_nothing_unsaved(left):
    (one,) = left.found()
    assert (one.said, one.path) == ("", left.path)


@pytest.mark.parametrize("saves", [0, 1])
@pytest.mark.usefixtures("unsynced")
def test_a_save_that_a_power_cut_took_back_is_unsaved_again(left, saves):
    lose(left.path, left.held[saves])
    (one,) = left.found()
    assert one.said.startswith("2 changes")
    assert prepare(one).replayed.episode == left.episode


def test_what_somebody_else_put_there_since_takes_nothing_back(left):
    left.path.write_bytes(left.held[1].replace(b"One", b"Other"))
    (one,) = left.found()
    assert one.said == ""


@pytest.mark.parametrize("later", [False, True])
def test_who_went_back_to_an_earlier_save_has_nothing_unsaved(left, monkeypatch, later):
    """As by a checkout of Git. It is known by the folder, which can be synced, or by when the file was written."""
    lose(left.path, left.held[1])
    if later:
        when = time.time() + 60
        os.utime(left.path, (when, when))
        monkeypatch.setattr(atomic_file, "sync_folder", lambda folder: False)
    (one,) = left.found()
    assert one.said == ""
    assert not prepare(one).unchanged


@pytest.mark.usefixtures("unsynced")
def test_a_journal_waits_a_month_for_a_file_that_is_not_there(left):
    away = left.path.rename(left.path.with_suffix(".away"))
    assert left.found() == []
    lose(away, left.held[1])
    away.rename(left.path)
    assert [one.said.split(" since")[0] for one in left.found()] == ["2 changes"]
    left.path.unlink()
    long_ago = time.time() - TWO_MONTHS
    os.utime(left.journal, (long_ago, long_ago))
    assert [one.said for one in left.found()] == [""]  # it is let go of as one with nothing in it


@pytest.mark.usefixtures("unsynced")
def test_what_was_discarded_is_there_for_a_month(left):
    lose(left.path, left.held[0])
    (one,) = left.found()
    assert discard(one)
    assert left.found() == []
    again = take_back(one)
    assert again is not None
    assert [found.said for found in left.found()] == [again.said] == [one.said]
    assert discard(again)
    for away in left.folder.iterdir():
        os.utime(away, (0, 0))
    assert left.found() == []
    assert list(left.folder.iterdir()) == []
    assert take_back(again) is None


def test_a_journal_of_which_nothing_can_be_shown_is_held_by_nobody(left):
    (one,) = left.found()
    one.journal.write_bytes(b"spoilt meanwhile")
    with pytest.raises(CannotBringBackError):
        prepare(one)
    claim = take_over(one.journal, one.path)
    assert claim is not None
    claim.release()


def test_another_file_s_journals_are_left_alone(left, tmp_path):
    left.path.unlink()
    left.path.mkdir()  # nobody may read it
    assert left_over(left.folder, tmp_path / "other.md") == []
    assert left.journal.exists()


def test_a_broken_text_that_was_saved_is_no_work_that_was_lost(tmp_path):
    path, folder = tmp_path / "episode.md", tmp_path / "journals"
    path.write_bytes(b"old")
    journal = Journal.of_text(folder, path, b"old")
    journal.append(Text(b"new"))
    journal.leave()
    assert [one.said for one in left_over(folder)] == ["changes to its text"]
    assert left_over(folder, tmp_path / "other.md") == []
    path.write_bytes(b"new")
    assert left_over(folder) == []
    assert list(folder.glob("*.journal")) == []


@pytest.mark.parametrize(
    ("base", "disk", "newer"),
    [(LOST, LOST, False), (LOST, GOOD, True), (LOST, " ", False), (GOOD, GOOD, True)],
)
def test_a_text_knows_whether_the_file_holds_something_newer(tmp_path, base, disk, newer):
    """The last one was mended and saved, and undo went back past that."""
    path, folder = tmp_path / "episode.md", tmp_path / "journals"
    path.write_text(disk, "utf-8")
    journal = Journal.of_text(folder, path, base.encode())
    journal.append(Text(f"{LOST}#".encode()))
    journal.leave()
    (left,) = left_over(folder)
    found = prepare(left)
    assert found.newer == newer
    found.claim.release()


@pytest.fixture
def hanging(tmp_path):
    """What was left of a file that hangs: whoever reads it waits until the window is closed."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("there is nothing that hangs so")
    left = Left(tmp_path)
    left.path.unlink()
    os.mkfifo(left.path)
    yield left
    os.close(os.open(left.path, os.O_RDWR))


def test_a_file_on_a_disk_that_hangs_holds_no_other_up(hanging, desk, data_folder, write):
    data_folder.mkdir(parents=True)
    hanging.folder.rename(data_folder / "journals")
    desk.start(write(TEXT, "other.md"))
    assert desk.window.session.document is not None
    retime(desk, 0)
    desk.save()


@pytest.mark.usefixtures("unsynced")
def test_it_comes_back_also_where_another_file_is_opened(desk, qtbot, sample, write):
    before = sample.read_bytes()
    desk.start(sample)
    retime(desk, 2)
    desk.save()
    after = desk.items
    crash(desk)
    lose(sample, before)
    desk.start(write(TEXT))

    def others():
        return [w for w in all_windows() if w is not desk.window]

    qtbot.waitUntil(lambda: [w.session.document is not None for w in others()] == [True])
    second = Desk(qtbot)
    (second.window,) = others()
    bar(second, "Restored: 1 change")
    assert second.items == after
    assert not second.window.session.clean
    press(bar(second, "Restored"), "Discard")
    qtbot.waitUntil(lambda: second.window.session.clean)
    assert second.items[2].start == 8
    second.do("edit.undo")  # it can be taken back, as any other change
    assert second.items == after
    second.close()


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [(records_json, "VERSION", 0), (Path, "read_bytes", None)],
    ids=["of a newer program", "not to be read just now"],
)
@pytest.mark.usefixtures("unsynced")
def test_a_journal_that_can_be_read_another_time_stays(left, monkeypatch, owner, name, value):
    lose(left.path, left.held[0])
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, value if value is not None else refuse)
        (one,) = left.found()
        assert one.refused.startswith("Changes that are kept safe cannot be shown now. The")
        assert left_over(left.folder, left.path) == []  # it is said once
    assert [found.said.split(" since")[0] for found in left.found()] == ["2 changes"]


def refuse(_):
    raise OSError(errno.EIO, "Input/output error")
