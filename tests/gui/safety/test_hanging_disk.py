"""A disk that hangs: the window goes on answering, and nothing is lost when the disk goes on too."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from cueline.gui.store import Store
from cueline.io import open_document
from cueline.io.journal.reading import Refused, read_journal
from tests.gui.safety.test_recovery import crash, journals, retime
from tests.gui.sound.test_far_disk import FarDisk

PROGRAM = """
import os, sys, time
from PySide6.QtCore import Qt
real = os.fsync
os.fsync = lambda handle: (time.sleep(0.1), real(handle))
from cueline.gui.app import build
app, window = build(["cueline", sys.argv[1]])
window.show()
window.files.opened.connect(lambda document: window.close(), Qt.ConnectionType.QueuedConnection)
sys.exit(app.exec())
"""

OWN = ("journal", "store")
"""The threads that write what the program keeps for itself."""


class Disk:
    """Hangs for some threads, at each sync; notes if the window's own thread ever has to wait for one."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.hangs_for = OWN
        self.spared: set[int] = set()
        self.waited: list[str] = []
        self._real, self._window = os.fsync, threading.get_ident()

    def sync(self, handle: int) -> None:
        """Do what `os.fsync` does, late."""
        if threading.get_ident() == self._window:
            self.waited.append("the window")
        elif self._hangs(handle):
            self.goes_on.wait(20)
        self._real(handle)

    def _hangs(self, handle: int) -> bool:
        """Tell whether it hangs for this thread and this file."""
        held = threading.current_thread().name.startswith(self.hangs_for)
        return held and os.fstat(handle).st_ino not in self.spared

    def hang_for_new_files(self, folder) -> None:
        """Hang for all files but those that are in a folder now."""
        self.spared = {path.stat().st_ino for path in folder.iterdir()}
        self.goes_on.clear()


@pytest.fixture
def disk(monkeypatch):
    """Return a disk that can be made to hang."""
    made = Disk()
    monkeypatch.setattr(os, "fsync", made.sync)
    yield made
    made.goes_on.set()
    assert made.waited == []


def save_as(desk, path):
    desk.do("file.save_as")
    dialog = desk.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: path.exists() and not desk.window.session.saving)
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def test_work_saving_elsewhere_and_closing_wait_for_nothing(opened, disk, data_folder, tmp_path):
    disk.goes_on.clear()
    retime(opened, 2)
    opened.press("Ctrl+Z", "Ctrl+Y")
    save_as(opened, tmp_path / "other.md")
    retime(opened, 6)
    now = opened.items
    opened.do("edit.undo")
    opened.do("edit.undo")
    opened.do("edit.redo")
    opened.do("edit.redo")
    opened.save()
    assert open_document(tmp_path / "other.md").episode.items == now
    store, folder = opened.window.store, data_folder / "journals"
    assert opened.window.close()
    assert not opened.shown
    disk.goes_on.set()
    opened.qtbot.waitUntil(lambda: list(folder.iterdir()) == [])
    assert store.finish(20)
    kept = Store(data_folder).recall("recent", "files")["entries"]
    assert kept[0][1] == str(tmp_path / "other.md")


def test_what_is_unsaved_stays_in_one_journal_or_the_other(opened, disk, data_folder, tmp_path):
    retime(opened, 2)
    retime(opened, 6)
    save_as(opened, tmp_path / "other.md")
    retime(opened, 4)
    assert opened.window.journal.flush()
    disk.hang_for_new_files(data_folder / "journals")
    opened.do("edit.undo")
    opened.do("edit.undo")  # from here on another journal says it, once the disk goes on
    left = {path.name for path in (data_folder / "journals").glob("*.journal")}
    assert left
    opened.qtbot.wait(200)
    assert left <= {path.name for path in (data_folder / "journals").glob("*.journal")}
    assert not any(read.closed for read in reads(data_folder))
    disk.goes_on.set()
    assert opened.window.journal.flush()
    opened.window.journal.break_off()
    opened.qtbot.waitUntil(lambda: len(journals(data_folder)) == 1)
    (journal,) = journals(data_folder)
    assert journal.path == tmp_path / "other.md"


BROKEN = '---\ntitle: One\ntranscript:\n- line: "Hello\n  sec: 1\n  who: A\n---\n'


def texts_kept(data_folder):
    """Return the texts in all journals that were not closed, in use or not."""
    found = reads(data_folder)
    return [read.text.decode() for read in found if read.text is not None and not read.closed]


def reads(data_folder):
    found = map(read_journal, (data_folder / "journals").glob("*.journal"))
    return [read for read in found if not isinstance(read, Refused)]  # it may just go


def test_a_text_stays_on_the_disk_till_what_goes_on_with_it_is_there(
    desk, disk, write, data_folder
):
    """From the typing on, through a crash, to the transcript that is made of it."""
    desk.start(write(BROKEN))
    desk.window.panes.source_view.setFocus()
    desk.press("Ctrl+End")
    desk.type("Some notes.")
    text = desk.window.panes.source_view.toPlainText()
    desk.qtbot.waitUntil(lambda: texts_kept(data_folder) == [text])
    desk.qtbot.wait(400)  # till it is synced
    desk.window.mending._kept.break_off()
    desk.window.mending._broken = None
    desk.close()
    disk.hangs_for = ("journal",)
    disk.goes_on.clear()
    desk.start()
    desk.qtbot.waitUntil(lambda: "notes" in desk.window.panes.source_view.toPlainText())
    desk.qtbot.wait(50)
    assert set(texts_kept(data_folder)) == {text}  # the next journal may hold it, not yet synced
    disk.goes_on.set()
    folder = data_folder / "journals"
    desk.qtbot.waitUntil(
        lambda: len(list(folder.glob("*.journal"))) == 1 and texts_kept(data_folder) == [text]
    )
    panel = desk.window.panes.source_page.panel
    desk.qtbot.waitUntil(lambda: panel.list.count() > 0 and panel.take.isEnabled())
    disk.hang_for_new_files(data_folder / "journals")
    desk.press("Ctrl+M")
    assert len(desk.items) == 1
    desk.qtbot.wait(200)
    assert texts_kept(data_folder) == [text]
    assert not any("another" in notice.text for notice in desk.window.panes.notices.notices())
    disk.goes_on.set()
    desk.qtbot.waitUntil(lambda: texts_kept(data_folder) == [])
    assert desk.window.journal.flush()
    disk.hang_for_new_files(data_folder / "journals")
    desk.press("Ctrl+Z")  # back to the text
    desk.qtbot.waitUntil(lambda: desk.window.mending.active)
    desk.qtbot.wait(200)
    (journal,) = [left for left in reads(data_folder) if left.base is not None]
    assert not journal.closed
    disk.goes_on.set()
    desk.qtbot.waitUntil(lambda: texts_kept(data_folder) == [text])
    desk.do("edit.redo")
    desk.qtbot.waitUntil(lambda: texts_kept(data_folder) == [])
    crash(desk)
    desk.start()
    desk.qtbot.waitUntil(lambda: desk.window.session.document is not None)
    assert desk.window.session.episode.body.strip() == "Some notes."


def close_while_it_saves(desk, disk):
    """Close the window while a save hangs; return the question that comes."""
    disk.hangs_for = ("cueline",)
    disk.goes_on.clear()
    desk.press("Ctrl+S")
    assert not desk.window.close()
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    return desk.question()


def test_a_window_that_waits_for_its_save_says_so_and_closes_when_that_is_done(
    opened, disk, sample
):
    retime(opened, 2)
    now = opened.items
    question = close_while_it_saves(opened, disk)
    assert "still being saved" in question.text()
    opened.wait_for_dialog()
    opened.press("Return")  # to wait is what is proposed
    opened.qtbot.waitUntil(lambda: opened.question() is None)
    assert opened.shown
    disk.goes_on.set()
    opened.qtbot.waitUntil(lambda: not opened.shown)
    assert open_document(sample).episode.items == now


def test_the_question_goes_when_the_save_has_ended(opened, disk, sample):
    retime(opened, 2)
    close_while_it_saves(opened, disk)
    disk.goes_on.set()
    opened.qtbot.waitUntil(lambda: not opened.shown)


def test_a_window_that_does_not_wait_leaves_its_changes_for_the_next_start(
    opened, disk, sample, data_folder
):
    retime(opened, 2)
    retime(opened, 6)
    now, before = opened.items, sample.read_bytes()
    assert opened.window.journal.flush()
    question = close_while_it_saves(opened, disk)
    opened.qtbot.waitUntil(lambda: opened.window.journal.is_safe)
    assert "kept safe" in question.informativeText()
    opened.answer("Close Now")
    opened.qtbot.waitUntil(lambda: not opened.shown)
    assert sample.read_bytes() == before
    opened.qtbot.waitUntil(lambda: len(journals(data_folder)) == 1)
    replayed = read_journal(journals(data_folder)[0].journal).replay()
    assert replayed.episode.items == now
    disk.goes_on.set()
    opened.qtbot.waitUntil(lambda: open_document(sample).episode.items == now)


def test_a_save_that_was_chosen_when_closing_can_be_left_to_itself_too(
    opened, disk, sample, data_folder
):
    retime(opened, 2)
    now = opened.items
    assert opened.window.journal.flush()
    disk.hangs_for = ("cueline",)
    disk.goes_on.clear()
    assert not opened.window.close()
    opened.answer("Save")
    opened.qtbot.waitUntil(lambda: is_asked(opened, "still being saved"))
    opened.answer("Close Now")
    opened.qtbot.waitUntil(lambda: not opened.shown)
    opened.qtbot.waitUntil(lambda: len(journals(data_folder)) == 1)
    disk.goes_on.set()
    opened.qtbot.waitUntil(lambda: open_document(sample).episode.items == now)


def is_asked(desk, what):
    question = desk.question()
    return question is not None and what in question.text()


def test_a_file_or_a_folder_on_a_disk_that_hangs_is_waited_for_by_nobody(
    opened, sample, tmp_path, monkeypatch
):
    far = FarDisk(tmp_path / "far")
    path = far.folder / "episode.md"
    far.folder.mkdir()
    path.write_text(BROKEN)
    far.attach(monkeypatch)
    far.answers.clear()
    window = opened.window
    window.open_path(path)
    opened.qtbot.waitUntil(lambda: far.waiting == 1)
    opened.qtbot.waitUntil(lambda: "Opening episode.md…" in notices(window))
    retime(opened, 2)
    opened.save()
    assert window.session.document.path == sample
    window.files.cancel_opening()
    assert "Opening episode.md…" not in notices(window)
    window.open_path(far.folder)
    opened.qtbot.waitUntil(lambda: far.waiting == 2)
    window.open_path(sample)  # that is what is wanted now
    opened.wait_for_opening()
    far.answers.set()
    opened.qtbot.waitUntil(lambda: far.waiting == 0)
    opened.press("Down")
    assert (window.files.path, window.panes.shows_folder) == (sample, False)
    window.open_path(path)
    opened.qtbot.waitUntil(lambda: window.mending.active)
    assert far.asked_in_window == []


def test_a_window_is_closed_while_a_disk_hangs_that_a_file_is_to_be_opened_from(
    opened, tmp_path, monkeypatch
):
    far = FarDisk(tmp_path / "far")
    far.folder.mkdir()
    far.attach(monkeypatch)
    far.answers.clear()
    opened.window.open_path(far.folder)
    opened.qtbot.waitUntil(lambda: far.waiting == 1)
    assert opened.window.close()
    far.answers.set()
    opened.qtbot.waitUntil(lambda: far.waiting == 0)
    assert not opened.shown


def notices(window):
    return [notice.text for notice in window.panes.notices.notices()]


def test_what_is_remembered_at_the_last_moment_is_on_the_disk_when_the_program_has_ended(
    sample, data_folder
):
    command = [sys.executable, "-c", PROGRAM, str(sample)]
    subprocess.run(command, timeout=60, check=True, capture_output=True)
    store = Store(data_folder)
    assert store.recall("recent", "files")["entries"][0][1] == str(sample)
    assert store.recall("settings", "window")["geometry"]
    assert list((data_folder / "journals").iterdir()) == []
