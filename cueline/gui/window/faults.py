"""Faults of the program itself, wherever they come up: told once each, in the window, while all that is open stays."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QApplication, QWidget

import cueline

if TYPE_CHECKING:
    from cueline.widgets.fault_dialog import FaultDialog

WHAT = "Something in Cueline went wrong."
SAFE = (
    "Your text is still here: the file is as it was last saved, and what you changed since is kept safe. "
    "Save it, to another place if need be, and start the program again."
)
AT_START = "Cueline could not start."
SAFE_AT_START = (
    "No file was touched, and what was kept safe is still there. Copy the details into a report."
)
Fault = tuple[type[BaseException], BaseException, TracebackType | None]


class Faults(QObject):
    """Takes what no slot, thread or job has dealt with, and shows it in the window's thread."""

    _came = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: set[tuple[str, str, int]] = set()
        self._dialog: FaultDialog | None = None
        self._came.connect(self._show)

    def take_over(self) -> None:
        """Be told of every fault from now on: of slots, of threads, and of what is being freed."""
        sys.excepthook = self.take
        threading.excepthook = self._take_of_thread

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write a fault to the terminal, and show it; from any thread."""
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, Exception) or not shiboken6.isValid(self):
            return
        fault = (kind, error, trace)
        if QThread.currentThread() is self.thread():
            self._show(fault)
        else:
            self._came.emit(fault)

    def _take_of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, fault: Fault) -> None:
        """Show a fault that was not told before; a second one goes into the dialog that is open."""
        place = place_of(fault)
        window = _window()
        if window is None or place in self._told:
            return  # one in what is painted comes again and again
        self._told.add(place)
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.add(details_of(fault))
            return
        self._dialog = show(window, WHAT, SAFE, details_of(fault))


def show(window: QWidget, what: str, safe: str, details: str) -> FaultDialog:
    """Open the dialog that tells of a fault."""
    from PySide6.QtCore import Qt

    from cueline.widgets.fault_dialog import FaultDialog

    dialog = FaultDialog(what, safe, details, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return dialog


def tell_at_start(error: Exception) -> None:
    """Tell of a fault that keeps the program from starting, and wait until that is read."""
    fault = (type(error), error, error.__traceback__)
    sys.__excepthook__(*fault)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        from cueline.widgets.fault_dialog import FaultDialog

        FaultDialog(AT_START, SAFE_AT_START, details_of(fault)).exec()


def place_of(fault: Fault) -> tuple[str, str, int]:
    """Return what tells one fault from another: its kind, and the line of the program it comes from."""
    frames = traceback.extract_tb(fault[2])
    last = frames[-1] if frames else None
    return fault[0].__name__, last.filename if last else "", (last.lineno or 0) if last else 0


def details_of(fault: Fault) -> str:
    """Write a fault down for a report: the versions, then where it came from."""
    import PySide6

    system = f"{platform.system()} {platform.release()}"
    versions = f"Cueline {cueline.__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    return f"{versions}, {system}\n\n{''.join(traceback.format_exception(*fault))}".rstrip()


def _window() -> QWidget | None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return None
    shown = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    return app.activeWindow() or next(iter(shown), None)
