"""The program with its windows: how it is built and started."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog

import cueline
from cueline.gui.collector import collect_here
from cueline.gui.store import Store
from cueline.gui.window.main_window import MainWindow
from cueline.widgets.theme import make_app

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

    from cueline.gui.safety.left_over import LeftOver
    from cueline.media.player import Player

_SWITCH_SECONDS = 0.001 if sys.platform == "win32" else 0.0001
"""How long a thread that reads or gathers goes on while the window waits for its turn; Python would let it be 5 ms.

On Windows it waits by whole milliseconds; by none of them, it would ask for its turn all the time (Python/condvar.h).
"""

_PATIENCE = 3.0
"""Seconds that the end of the program waits at most for a disk that hangs."""

_LAST = ("journal", "cueline sound")
"""What the threads are called that take journals, and pieces of copies, away when no window waits for that any more."""


class Application(QApplication):
    """Qt's application, which also tells of the files that the desktop of macOS hands to it."""

    file_asked = Signal(str)

    def event(self, arg__1: QEvent) -> bool:
        """Take the files that are opened from the Finder, or dropped on the Dock."""
        if isinstance(arg__1, QFileOpenEvent) and arg__1.file():
            self.file_asked.emit(arg__1.file())
            return True
        return super().event(arg__1)


class Windows(QObject):
    """All windows of the program; each holds one file."""

    def __init__(
        self, app: QApplication, store: Store, player_factory: Callable[[], Player]
    ) -> None:
        super().__init__(app)
        self._store = store
        self._player_factory = player_factory
        self.all: list[MainWindow] = []
        self._quitting = False
        self._agreed: list[MainWindow] = []
        """The windows whose user said what becomes of their changes, while the program is to end."""
        self._asked: MainWindow | None = None
        """The window that was asked last."""
        self._looked_for_left = False
        app.aboutToQuit.connect(self._finish)
        app.commitDataRequest.connect(self.end_session, Qt.ConnectionType.DirectConnection)
        if isinstance(app, Application):
            app.file_asked.connect(self.show_file)

    def open(self, path: str | Path | None = None) -> MainWindow:
        """Open a window, with a file or with the start page."""
        window = MainWindow(self._store, self._player_factory)
        self.all.append(window)
        window.closed.connect(self._forget)
        window.completed.connect(self._hear)
        if path is not None:
            window.open_path(path)
        return window

    def show_file(self, path: str | Path) -> None:
        """Open a file that the desktop asks for: in a window that shows none, else in a new one."""
        window = next(
            (one for one in self.all if not one.files.path and one.life.may_leave()), None
        )
        if window is None or window.files.opening:
            show(self.open(path))
            return
        window.open_path(path)
        window.raise_()
        window.activateWindow()

    def end_session(self, manager: QSessionManager) -> None:
        """Hear that the user logs off, or shuts the computer down: keep all safe, and ask about what is not saved.

        Where something is not, the system is asked to wait; if it does not, the next start brings it back.
        """
        left = [window for window in self.all if not window.life.may_leave()]
        for window in left:
            window.journal.flush()
        if left and manager.allowsInteraction():
            manager.release()
            manager.cancel()
            QTimer.singleShot(0, self, self.quit)

    def _hear(self, window: MainWindow) -> None:
        """Hear of a window all whose parts are there; the first one looks for what a crash left."""
        window.files.quit_requested.connect(self.quit)
        window.life.stayed.connect(self._stay)
        window.restoring.window_requested.connect(self._open_left)
        if not self._looked_for_left:
            self._looked_for_left = True
            QTimer.singleShot(0, window, window.restoring.begin)
            QTimer.singleShot(0, window, window.cut_off.look)

    def _open_left(self, left: LeftOver) -> None:
        if any(one.files.path == left.path for one in self.all):
            return  # which looks for it by itself
        window = self.open()
        show(window)
        window.restoring.bring_back(left)

    def quit(self) -> None:
        """Close all windows, once each has been asked about its changes; where one is to stay, none is closed.

        Where one asks already, that is shown; one that waits for its save asks again.
        """
        asked = self._asked if self._quitting and self._asked in self.all else None
        if asked is not None and _has_dialog(asked):
            _show_on_top(asked)
        elif asked is not None and asked.session.saving:
            self._ask(asked)
        else:
            self._quitting, self._agreed = True, []
            self._ask_next()

    def _ask_next(self) -> None:
        if not self._quitting:
            return
        left = [window for window in self.all if not self._may_go(window)]
        if not left:
            for window in list(self.all):
                window.close_for_good()
            return
        self._ask(next((one for one in left if one.isActiveWindow()), left[0]))

    def _ask(self, window: MainWindow) -> None:
        self._asked = window
        _show_on_top(window)
        window.files.ask_to_leave(lambda: self._agree(window))

    def _may_go(self, window: MainWindow) -> bool:
        """Tell whether nothing of a window would be lost, or its user said so; what changed since is asked about."""
        life, given_up = window.life, window in self._agreed
        return life.may_leave() or (given_up and (life.holding() or window.session.saving))

    def _agree(self, window: MainWindow) -> None:
        if not self._quitting:  # another window has stayed meanwhile
            window.life.take_up_again()
            return
        self._agreed.append(window)
        QTimer.singleShot(0, self, self._ask_next)

    def _stay(self) -> None:
        if self._quitting:
            self._quitting = False
            for window in self.all:
                window.life.take_up_again()

    def _finish(self) -> None:
        """Wait till the disk has what is to be remembered, and nothing that is not.

        No window is there any more, but at the end of the session: then nothing is left of those that hold nothing.
        """
        until = time.monotonic() + _PATIENCE
        for window in self.all:
            if window.life.may_leave():
                window.journal.release()
            else:
                window.journal.break_off(0.0)
        self._store.finish(_PATIENCE)
        for thread in threading.enumerate():
            if thread.name in _LAST:
                thread.join(max(0.0, until - time.monotonic()))

    def _forget(self, window: MainWindow) -> None:
        self.all.remove(window)
        window.deleteLater()
        if self.all and not self._quitting:
            QTimer.singleShot(0, self, _tidy)


def _has_dialog(window: MainWindow) -> bool:
    return any(dialog.isVisible() for dialog in window.findChildren(QDialog))


def _show_on_top(window: MainWindow) -> None:
    window.raise_()
    window.activateWindow()


_FRAME = 48
"""Pixels that the frame of a window may take of the screen's height."""


def build(
    argv: Sequence[str], player_factory: Callable[[], Player] | None = None
) -> tuple[QApplication, MainWindow]:
    """Build the program without its event loop. `argv`: the program's name, then the files to open.

    Each file gets a window; the first one is returned. What a crash left is brought back.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_app(argv[:1], Application)
    app.setApplicationName("Cueline")
    app.setApplicationVersion(cueline.__version__)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    sys.setswitchinterval(_SWITCH_SECONDS)
    collect_here(app)
    windows = Windows(app, Store.for_app(), player_factory or _make_player)
    paths = [argument for argument in argv[1:] if argument != "--"]
    first = windows.open(paths[0] if paths else None)
    for path in paths[1:]:
        show(windows.open(path))
    return app, first


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program and return its exit code when the last window is closed."""
    from cueline.gui.window.faults import Faults, tell_at_start

    _be_oneself()
    try:
        app, window = build(list(sys.argv if argv is None else argv))
        Faults(app).take_over()
        show(window)
    except Exception as error:  # noqa: BLE001 - the outermost door: a window that says why, in place of none
        tell_at_start(error)
        return 1
    return app.exec()


def show(window: MainWindow) -> None:
    """Show a window, maximised where it would not fit with its frame and has no place of its own yet."""
    room, known = window.screen().availableGeometry(), window.store.recall("settings", "window")
    fits = room.width() >= window.width() and room.height() >= window.height() + _FRAME
    if fits or known.get("geometry"):
        window.show()
    else:
        window.showMaximized()


def _be_oneself() -> None:
    """Have an icon of its own in the task bar of Windows; else the windows stand below Python's."""
    if sys.platform == "win32":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("Cueline")


def _tidy() -> None:
    """Free what a closed window held: its parts refer to each other, and were frozen with the documents."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _make_player() -> Player:
    from cueline.media.chosen_player import ChosenPlayer

    return ChosenPlayer()
