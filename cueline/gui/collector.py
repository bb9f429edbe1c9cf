"""Looking for garbage in the window's thread alone: what is collected in another takes its Qt objects along there."""

from __future__ import annotations

import gc
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from cueline.collection import is_paused

_LOOK_MS = 250


class Collector(QObject):
    """Does what Python's collector does by itself, by Python's thresholds, but from a timer of the window's thread.

    Python collects in whatever thread makes the object that is one too many. Among what is found may be widgets, and Qt
    deletes a widget in no other thread than its own: PySide6 6.11 ends the program or hangs then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect if enough was made since the last time; not while a thread makes what is never garbage."""
        if is_paused():
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return


@cache
def collect_here(app: QCoreApplication) -> Collector:
    """See to it that garbage is collected in this thread alone, as long as `app` is there; return what does it.

    Kept here: `findChild` has PySide6 make all that an application has, a style too, which takes 8 ms of a start.
    """
    return Collector(app)
