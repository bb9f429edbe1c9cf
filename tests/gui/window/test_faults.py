"""A fault of the program itself: told with what is safe and details to copy, and nothing that is open is lost."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from cueline.gui import app as program
from cueline.gui.window.faults import Faults
from cueline.widgets.fault_dialog import FaultDialog

pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture
def door(opened, monkeypatch):
    """Return a desk whose program deals with faults as the real one does."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    Faults(opened.window).take_over()
    yield opened
    for dialog in dialogs():
        dialog.close()


def dialogs() -> list[FaultDialog]:
    """Return the faults that are told at the moment."""
    widgets = QApplication.instance().topLevelWidgets()
    return [w for w in widgets if isinstance(w, FaultDialog) and w.isVisible()]


def click(desk, words: str) -> None:
    (dialog,) = dialogs()
    button = next(b for b in dialog.findChildren(QPushButton) if words in b.text().replace("&", ""))
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def add_fault(desk, words: str = "a made fault") -> QAction:
    """Put an action into the window whose slot fails."""

    def fail() -> None:
        raise KeyError(words)

    action = QAction("Fail", desk.window)
    action.triggered.connect(fail)
    desk.window.addAction(action)
    return action


def test_a_fault_in_a_slot_is_told_and_the_work_goes_on(door, sample, capsys):
    desk = door
    before = sample.read_bytes()
    desk.go(2)
    desk.press("Return")
    desk.type("Well, ")
    desk.press("Escape")
    text = desk.items[2].text
    add_fault(desk).trigger()
    (dialog,) = dialogs()
    click(desk, "Copy Details")
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.details
    for part in ("Cueline ", "Python ", "PySide6 ", "Traceback", "a made fault"):
        assert part in copied
    assert "your text is still here" in dialog.accessibleDescription().lower()
    click(desk, "Close")
    assert "a made fault" in capsys.readouterr().err
    assert desk.items[2].text == text
    assert sample.read_bytes() == before
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Y")
    desk.save()
    assert b"Well, " in sample.read_bytes()


def test_a_fault_that_comes_again_is_told_once_and_another_beside_it(door, capsys):
    one, other = add_fault(door, "the first"), add_fault(door, "the first")
    for _ in range(3):
        one.trigger()
    other.trigger()
    (dialog,) = dialogs()
    assert dialog.details.count("the first") == 1
    second = QAction("Fail otherwise", door.window)
    second.triggered.connect(lambda: [].index(3))
    second.trigger()
    (dialog,) = dialogs()
    assert "ValueError" in dialog.details
    click(door, "Close")
    one.trigger()
    assert dialogs() == []
    assert capsys.readouterr().err.count("the first") == 5


def test_a_fault_in_a_thread_or_in_a_job_that_nobody_asks_about_is_told(door, capsys):
    def fail_in_thread() -> None:
        raise RuntimeError("in a thread")

    def fail_in_job() -> None:
        raise RuntimeError("in a job")

    threading.Thread(target=fail_in_thread).start()
    door.qtbot.waitUntil(lambda: len(dialogs()) == 1)
    door.window.background.run(fail_in_job, lambda job: None)
    door.qtbot.waitUntil(lambda: "in a job" in dialogs()[0].details)
    assert "in a thread" in dialogs()[0].details
    door.window.background.run(lambda: 3, lambda job: None)
    capsys.readouterr()


def test_a_fault_while_a_file_is_opened_leaves_what_is_open(door, monkeypatch, write, capsys):
    other = write("---\ntranscript:\n- line: Hello.\n---\n")
    items = door.items

    def fail(path):
        raise ZeroDivisionError(path.name)

    monkeypatch.setattr("cueline.gui.files.files.read", fail)
    door.window.open_path(other)
    door.qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "ZeroDivisionError" in dialogs()[0].details
    click(door, "Close")
    assert door.items == items
    assert not door.window.files.opening
    capsys.readouterr()


def test_a_fault_at_the_start_is_told_in_place_of_a_window(qtbot, monkeypatch, capsys):
    def fail(*_):
        raise OSError("no such place")

    monkeypatch.setattr(program, "MainWindow", fail)
    told = []

    def read_and_close() -> None:
        if not dialogs():
            return
        told.append(dialogs()[0].details)
        dialogs()[0].accept()

    from PySide6.QtCore import QTimer

    timer = QTimer(interval=20)
    timer.timeout.connect(read_and_close)
    timer.start()
    assert program.main(["cueline"]) == 1
    assert "no such place" in told[0]
    assert "no such place" in capsys.readouterr().err
