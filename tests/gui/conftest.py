"""A real window on a copy of the sample, with a player whose clock is turned by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import numpy  # noqa: F401 - or pytest.approx meets it half imported, where a sound is read in the background
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from cueline.gui.app import build
from cueline.gui.window.all_windows import all_windows
from cueline.gui.window.main_window import MainWindow
from cueline.media.hand_player import HandPlayer
from cueline.resources.sample import copy_sample
from tests.patient_bot import PATIENCE_MS

LENGTH = 82.0


class Desk:
    """The window, and what a user would do with it."""

    def __init__(self, qtbot, make_player=lambda: HandPlayer(LENGTH)) -> None:
        self.qtbot = qtbot
        self.players = []
        self._make_player = make_player
        self.window: MainWindow | None = None

    def start(self, *paths: Path) -> MainWindow:
        """Start the program, show its window, and wait until the file is open."""
        before = QApplication.activeWindow()
        if self.window is not None:
            assert self.window.store.finish(20)  # as at the end of the program
        _, window = build(["cueline", *map(str, paths)], self._new_player)
        self.window = window
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: window.isActiveWindow() or _came_over_it(before))
        assert window.findChild(QWidget, "lineTable") is not None  # all parts are made then
        if paths:
            self.wait_for_opening()
        if any(Path(path).is_dir() for path in paths):
            self.qtbot.waitUntil(lambda: window.panes.shows_folder)
        return window

    def wait_for_opening(self) -> None:
        """Wait until no file is being opened, and the sound of the open one is found."""
        self.qtbot.waitUntil(lambda: not self.window.files.opening, timeout=20_000)
        self.wait_for_sound()

    def wait_for_sound(self) -> None:
        """Wait until the disk is not asked for a sound any more."""
        self.qtbot.waitUntil(lambda: not self.window.listening.looking, timeout=20_000)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is: "F12", "Ctrl+Return"; single characters are typed."""
        from PySide6.QtGui import QKeySequence

        for key in keys:
            combination = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
            target = QApplication.focusWidget() or self.window
            self.qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None  # without a widget, QTest ends the process
        self.qtbot.keyClicks(focus, text)

    def do(self, action: str) -> None:
        """Choose an action from the menu."""
        found = self.window.findChild(QAction, action)
        assert found is not None, action
        assert found.isEnabled(), action
        found.trigger()

    def save(self) -> None:
        """Save and wait until that is done."""
        with self.qtbot.waitSignal(self.window.session.saved, timeout=20_000):
            self.press("Ctrl+S")

    def answer(self, label: str) -> None:
        """Press a button of the question that is open."""
        self.qtbot.waitUntil(lambda: self.question() is not None)
        buttons = self.question().findChildren(QAbstractButton)
        button = next(b for b in buttons if b.text().replace("&", "") == label)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait_for_dialog(self) -> None:
        """Wait until a dialog has the keyboard, and shows what it is for."""

        def there() -> bool:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is None or focus is None or getattr(dialog, "waiting", False):
                return False
            return dialog.isAncestorOf(focus)

        self.qtbot.waitUntil(there)

    def question(self) -> QMessageBox | None:
        """Return the question that is open, None without one."""
        boxes = self.window.findChildren(QMessageBox)
        return next((box for box in boxes if box.isVisible()), None)

    def go(self, index: int) -> None:
        """Make a row current and give the table the focus."""
        self.window.panes.table.setFocus()
        self.window.panes.table.set_current(index)

    @property
    def player(self) -> HandPlayer:
        """The hand-clocked player of the window."""
        return self.players[-1]

    @property
    def items(self):
        """The items of the episode as it is now."""
        return self.window.session.episode.items

    @property
    def note(self) -> str:
        """What the status line has just said."""
        return self.window.panes.status.note()

    @property
    def shown(self) -> bool:
        """Tell whether the window is still there."""
        return shiboken6.isValid(self.window) and self.window.isVisible()

    def close(self) -> None:
        """Close the window without asking, and wait for its thread."""
        if self.window is not None and shiboken6.isValid(self.window):
            self.window.background.finish(wait=True)
            self.qtbot.waitUntil(lambda: not self._saves())
            self.window.bench.finish_open()
            self.window.session.end()
            assert self.window.close()

    def _saves(self) -> bool:
        """Tell whether the window still waits to hear of a save."""
        return self.window.session.saving or self.window.mending.saving.busy

    def _new_player(self):
        self.players.append(self._make_player())
        return self.players[-1]


def _came_over_it(before) -> bool:
    """Tell whether a question, or another window with what a crash left, came up meanwhile."""
    active = QApplication.activeWindow()
    another = isinstance(active, MainWindow) and active is not before
    return another or QApplication.activeModalWidget() is not None


@pytest.fixture(autouse=True)
def nothing_is_left(qapp):
    """Fail a test that leaves a window or a thread behind; close what it left."""
    before = set(threading.enumerate())
    yield
    left = [one for one in qapp.topLevelWidgets() if one.isVisible() and one.parent() is None]
    told = [f"{type(widget).__name__} {widget.windowTitle()}" for widget in left]
    for widget in left:
        widget.close_for_good() if isinstance(widget, MainWindow) else widget.close()
    assert told == []
    until = monotonic() + PATIENCE_MS / 1000
    while others := [thread for thread in threading.enumerate() if thread not in before]:
        assert monotonic() < until, [thread.name for thread in others]
        qapp.processEvents()
        sleep(0.001)


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    """Return a desk with no window yet."""
    found = Desk(qtbot)
    yield found
    try:
        found.close()
    finally:
        for window in all_windows():  # what failed here must not fail the next test
            if window.isVisible():
                window.close_for_good()


@pytest.fixture
def sample(tmp_path) -> Path:
    """Return a copy of the sample episode, its sound beside it."""
    return copy_sample(tmp_path / "sample")


@pytest.fixture
def opened(desk, sample) -> Desk:
    """Return a desk with the sample open."""
    desk.start(sample)
    return desk


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    """Return a function that writes a small episode file."""

    def make(body: str, name: str = "episode.md") -> Path:
        path = tmp_path / name
        path.write_text(body, encoding="utf-8")
        return path

    return make
