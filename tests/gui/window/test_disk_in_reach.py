"""The window's thread syncs nothing, and asks for no file of the user's: a disk may be far away, or hang."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

import cueline
from tests.benchmarks.episodes import made_file
from tests.gui.checks.test_problems import EPISODE, tab, walk_to
from tests.gui.checks.test_problems import ask as ask_for_problems
from tests.gui.checks.test_problems import wait as wait_for_problems
from tests.gui.conftest import Desk
from tests.gui.exchange.test_converting import choose as choose_converted
from tests.gui.exchange.test_converting import conversion, text_of
from tests.gui.exchange.test_exporting import choose_format, export_dialog, write_export
from tests.gui.exchange.test_importing import SRT, import_dialog
from tests.gui.exchange.test_new_episode import NEWEST, make
from tests.gui.exchange.test_new_episode import ask as ask_for_new

PROGRAM = str(Path(cueline.__file__).parent)
CALLS = """
    open replace rename unlink mkdir rmdir chmod link stat lstat access readlink listdir scandir utime
""".split()


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def touched(monkeypatch, site):
    """Note what Cueline does with the user's files in the window's thread, and what it syncs; it is done as ever."""
    seen: list[str] = []
    own = threading.get_ident()

    def note(owner: object, name: str, *, anywhere: bool = False) -> None:
        real = getattr(owner, name)

        def noting(*given, **named):
            users = bool(given) and isinstance(given[0], str | Path) and str(site) in str(given[0])
            if (anywhere or users) and threading.get_ident() == own and (where := asked_from()):
                seen.append(f"{name} {given[0]}, {where}")
            return real(*given, **named)

        monkeypatch.setattr(owner, name, noting)

    for name in CALLS:
        note(os, name)
    note(io, "open")
    note(os, "fsync", anywhere=True)
    return seen


def asked_from() -> str:
    """Return the place of the program that asks the disk; "" where it is the test itself."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.startswith(PROGRAM):
            return f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def by_someone_else(path, old: bytes, new: bytes):
    """Change a file as another program does: not in the window's thread."""
    change = threading.Thread(target=lambda: path.write_bytes(path.read_bytes().replace(old, new)))
    change.start()
    change.join()


def test_a_day_s_work_touches_no_file_in_the_window_s_thread(desk, site, touched):
    path = site / "episode.md"
    path.write_bytes(made_file(60))
    touched.clear()  # the line above was this test's own
    window = desk.start(path)
    desk.go(20)
    desk.press("Return")
    desk.type("x")
    desk.press("Escape", "F11", "Ctrl+Z", "Ctrl+Y", "F9", "Ctrl+D")
    desk.wait_for_dialog()
    desk.press("Delete", "Escape")
    desk.qtbot.waitUntil(lambda: desk.note.startswith("Taken back"))
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)
    desk.save()
    by_someone_else(path, b"people", b"persons")
    desk.qtbot.waitUntil(lambda: "on disk" in desk.note)
    desk.do("hop.start")
    desk.press("Return", "Escape")
    desk.do("file.close")
    desk.qtbot.waitUntil(lambda: window.session.document is None)
    window.open_path(path)
    desk.wait_for_opening()
    assert window.close()
    assert touched == []


def drop(widget, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(10, 10), *how))
    QApplication.sendEvent(widget, QDropEvent(QPoint(10, 10), *how))


def choose_file(desk, path):
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QFileDialog) is not None)
    dialog = desk.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.deleteLater()
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QFileDialog) is None)
    be_active(desk)


def type_into(desk, row):
    desk.go(row)
    desk.press("Return")
    desk.type("x")
    desk.press("Escape")


def be_active(desk):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def wait_for(desk, path):
    """Wait till a file is open."""
    desk.qtbot.waitUntil(lambda: desk.window.files.path == path, timeout=20_000)
    desk.wait_for_opening()


def leave_dialog(desk):
    """Close the dialog that has the keyboard."""
    desk.wait_for_dialog()
    QApplication.activeModalWidget().close()
    desk.qtbot.waitUntil(lambda: not any(d.isVisible() for d in desk.window.findChildren(QDialog)))
    be_active(desk)


def test_whichever_way_a_file_is_opened_and_saved_no_disk_is_asked(desk, site, touched):
    (site / ".git").mkdir()
    one, two = site / "one.md", site / "two.md"
    for path in (one, two):
        path.write_bytes(made_file(30))
    window = desk.start(one)
    desk.do("file.open")
    choose_file(desk, two)
    wait_for(desk, two)
    drop(window, one)
    wait_for(desk, one)
    desk.press("F5")
    type_into(desk, 3)
    desk.do("file.save_as")
    choose_file(desk, site / "three.md")
    wait_for(desk, site / "three.md")
    desk.qtbot.waitUntil(lambda: not window.session.saving)
    desk.do("file.versions")
    leave_dialog(desk)
    desk.do("search.anywhere")
    leave_dialog(desk)
    second = Desk(desk.qtbot)
    second.start(site / "three.md")
    type_into(second, 5)
    second.save()
    be_active(desk)
    desk.qtbot.waitUntil(lambda: desk.items[5] == second.items[5])
    second.close()
    window.open_path(site)
    desk.qtbot.waitUntil(lambda: window.panes.shows_folder)
    window.open_path(two)
    wait_for(desk, two)
    type_into(desk, 2)
    by_someone_else(two, b"people", b"persons")
    desk.press("Ctrl+S")
    desk.qtbot.waitUntil(lambda: desk.question() is not None)
    desk.answer("Save a Copy…")
    choose_file(desk, site / "copy.md")
    desk.qtbot.waitUntil((site / "copy.md").exists)
    assert touched == []


def test_whatever_is_written_beside_an_episode_no_disk_is_asked(desk, site, touched):
    (site / ".git").mkdir()
    path = site / "s03e07-bread-and-bees.md"
    path.write_text(NEWEST, "utf-8")
    (site / "a.srt").write_text(SRT, "utf-8")
    desk.start(path)
    dialog = export_dialog(desk)
    choose_format(desk, dialog, "Plain text")
    write_export(desk, dialog, site / "out.txt")
    desk.qtbot.waitUntil(lambda: "Exported" in desk.note)
    be_active(desk)
    dialog = conversion(desk)
    text_of(desk, dialog)
    desk.press("Ctrl+Return")
    choose_converted(desk, dialog, site / "other.md")
    wait_for(desk, site / "other.md")
    desk.window.open_path(path)
    wait_for(desk, path)
    be_active(desk)
    import_dialog(desk).close()
    be_active(desk)
    drop(desk.window, site / "a.srt")
    leave_dialog(desk)
    dialog = ask_for_new(desk)
    desk.type("Ants")
    make(desk, dialog)
    wait_for(desk, site / "s03e08-ants.md")
    be_active(desk)
    desk.window.preferences.show_settings()
    leave_dialog(desk)
    (site / "faulty.md").write_text(EPISODE, "utf-8")
    desk.window.open_path(site / "faulty.md")
    wait_for(desk, site / "faulty.md")
    wait_for_problems(desk)
    ask_for_problems(desk)
    walk_to(desk, "to to")
    before = tab(desk)
    desk.press("Shift+R")
    desk.qtbot.waitUntil(lambda: tab(desk) != before)
    assert (site / "cueline.toml").exists()
    assert touched == []
