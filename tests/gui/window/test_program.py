"""The program around the window: starting, several files, dropping, keys and colours of one's own, slow disks."""

import os
import subprocess
import sys
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
)

from cueline.gui.app import Windows
from tests.gui.conftest import Desk

START = """
import sys
from cueline.gui.app import build
app, window = build(["cueline", *sys.argv[1:]])
window.show()
app.processEvents()
heavy = [name for name in ("numpy", "av", "vlc", "PySide6.QtMultimedia", "yaml", "ruamel.yaml") if name in sys.modules]
print("heavy:", heavy)
"""


def test_starting_brings_in_nothing_that_only_sound_needs():
    run = subprocess.run(
        [sys.executable, "-c", START],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.stdout.strip() == "heavy: []", run.stderr


def test_each_file_gets_a_window(desk, sample, write):
    other = write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n")
    first = desk.start(sample, other)
    windows = QApplication.instance().findChildren(Windows)[-1].all
    assert len(windows) == 2
    second = windows[1]
    room = second.screen().availableGeometry()
    assert room.contains(second.geometry())  # it would be larger than the screen else
    desk.qtbot.waitUntil(lambda: bool(second.session.document))
    assert second.session.document.path == other
    assert first.session.document.path == sample
    second.close()
    assert len(windows) == 1


def test_a_dropped_file_opens(opened, write):
    other = write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(opened.window, QDragEnterEvent(QPoint(10, 10), *how))
    QApplication.sendEvent(opened.window, QDropEvent(QPoint(10, 10), *how))
    opened.qtbot.waitUntil(lambda: len(opened.items) == 1)
    assert other.name in opened.window.windowTitle()


def test_a_slow_opening_is_said_and_can_be_cancelled(opened, sample, write):
    other = write("---\ntranscript:\n- line: Hello.\n  who: A\n---\n")
    disk = Event()
    opened.window.background.run(disk.wait, lambda job: None)
    opened.window.open_path(other)
    notices = opened.window.panes.notices
    opened.qtbot.waitUntil(lambda: bool(notices.notices()))
    assert notices.notices()[0].text == f"Opening {other.name}…"
    notices.notices()[0].buttons[0].click()
    disk.set()
    opened.qtbot.wait(100)
    assert notices.notices() == []
    assert opened.window.session.document.path == sample


def test_an_edit_while_a_slow_disk_saves_is_kept_and_unsaved(opened, sample):
    before = sample.read_bytes()
    opened.go(2)
    opened.press("Alt+Right")
    disk = Event()
    opened.window.background.run(disk.wait, lambda job: None)
    opened.press("Ctrl+S")
    opened.go(3)
    opened.press("Alt+Right")
    with opened.qtbot.waitSignal(opened.window.session.saved):
        disk.set()
    assert sample.read_bytes() == before.replace(b"sec: 8\n  time: 0:08", b"sec: 9\n  time: 0:09")
    assert opened.items[3].start == 14
    assert "●" in opened.window.windowTitle()


def test_saving_where_one_may_not_says_what_is_safe(opened, tmp_path, sample):
    opened.go(2)
    opened.press("Alt+Right")
    opened.press("Ctrl+Shift+S")
    dialog = opened.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "no such folder" / "a.md"))
    dialog.close()
    notices = opened.window.panes.notices
    opened.qtbot.waitUntil(lambda: bool(notices.notices()))
    assert "was not saved" in notices.notices()[0].text
    assert "still in this window" in notices.notices()[0].text
    assert notices.notices()[0].text.count("as it was") == 1
    assert not opened.window.session.clean


def test_colours_are_chosen_and_remembered(opened, desk, sample):
    def dark():
        return QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128

    opened.do("view.dark")
    assert dark()
    opened.do("view.light")
    assert not dark()
    opened.do("view.dark")
    opened.close()
    desk.start(sample)
    assert dark()
    opened.do("view.light")


def test_a_big_text_is_gathered_aside_and_its_bands_come(desk, write):
    lines = "".join(
        f"- header: Section {n}\n- line: Words.\n  sec: {n}\n  time: '0:01'\n  who: A\n"
        for n in range(1600)
    )
    desk.start(write(f"---\ntranscript:\n{lines}---\n"))
    desk.qtbot.waitUntil(lambda: desk.window.views._gathered is not None, timeout=10_000)
    assert desk.window.views._gathered[0][2].text == "0:01–0:02 · 0:01"


def test_the_panes_of_a_big_text_say_nothing_untrue_while_they_fill(desk, write):
    lines = "".join(f"- header: S{n}\n- line: Words.\n  who: A\n" for n in range(1600))
    path = write(f"---\ntranscript:\n{lines}---\n")
    window = desk.start()
    panes, said = window.panes, []
    window.session.loaded.connect(
        lambda: said.append((panes.tree.empty_text, panes.clips.empty_text))
    )
    window.files.open(path)
    desk.wait_for_opening()
    assert said == [("…", "…")]
    desk.qtbot.waitUntil(lambda: panes.tree.model().rowCount() == 1600)
    assert panes.clips.empty_text.startswith("No clips in this episode")


@pytest.fixture
def two_windows(qtbot, sample, write):
    """Two desks of one program: the sample, and a small file with a change that is not saved."""
    other = write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n")
    one = Desk(qtbot)
    one.start(sample, other)
    two = Desk(qtbot)
    two.window = QApplication.instance().findChildren(Windows)[-1].all[1]
    two.wait_for_opening()
    two.window.activateWindow()
    qtbot.waitUntil(two.window.isActiveWindow)
    two.go(0)
    two.press("Alt+Right")
    one.window.activateWindow()
    qtbot.waitUntil(one.window.isActiveWindow)
    yield one, two
    for desk in (one, two):
        if shiboken6.isValid(desk.window):
            desk.close()


def test_quitting_closes_every_window(two_windows, write):
    one, two = two_windows
    one.do("file.quit")
    two.answer("Save")
    two.qtbot.waitUntil(lambda: not two.shown and not one.shown)


def test_one_window_that_stays_ends_the_quitting(two_windows):
    one, two = two_windows
    one.do("file.quit")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert two.shown
    assert one.shown
    two.window.close()
    two.answer("Don’t Save")
    two.qtbot.waitUntil(lambda: not two.shown)
    assert one.shown


def test_a_cancel_at_the_last_window_keeps_the_changes_of_all(two_windows):
    one, two = two_windows
    one.press("Alt+Right")
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert one.shown
    assert two.shown
    assert not one.window.session.clean
    one.window.close()
    one.answer("Cancel")  # it is asked again
    assert one.shown
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Don’t Save")
    two.qtbot.waitUntil(lambda: not two.shown and not one.shown)


def test_a_cancel_keeps_a_broken_text_that_was_changed_by_hand(two_windows, tmp_path):
    one, two = two_windows
    lost = tmp_path / "lost.md"
    lost.write_text('---\ntranscript:\n- line: "Hello\n---\n')
    one.window.open_path(lost)
    one.wait_for_opening()
    one.qtbot.waitUntil(lambda: one.window.mending.active)
    one.qtbot.keyClicks(one.window.panes.source_view, "x")
    assert one.window.mending.unsaved
    one.do("file.quit")
    one.answer("Don’t Save")
    two.answer("Cancel")
    one.qtbot.wait(100)
    assert one.shown
    assert one.window.mending.unsaved
    one.window.mending.leave()


def test_what_was_given_up_for_a_file_that_cannot_be_read_is_asked_about_again(two_windows):
    _, two = two_windows
    two.window.open_path(two.window.files.path)
    two.answer("Don’t Save")
    two.window.files.cancel_opening()
    assert not two.window.session.clean
    two.window.close()
    two.answer("Cancel")
    assert two.shown
    two.window.close()
    two.answer("Don’t Save")
