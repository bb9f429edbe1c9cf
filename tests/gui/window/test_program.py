"""The program around the window: starting, several files, dropping, keys and colours of one's own, slow disks."""

import os
import subprocess
import sys
from threading import Event

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
)

from cueline.gui.app import Windows

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
    assert "safe in this window" in notices.notices()[0].text
    assert notices.notices()[0].text.endswith("Save it to another place.")
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
    desk.qtbot.waitUntil(lambda: panes.clips.empty_text.startswith("No clips in this episode"))
