"""Looking for garbage in the window's thread alone: what is collected in another takes its Qt objects along there."""

from __future__ import annotations

import gc
from functools import cache

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QObject, QTimer

from cueline.collection import is_paused

_LOOK_MS = 50
"""Till what was made is looked through: the more there is, the longer that holds the window up."""

_SELDOM = 5
"""How much more seldom than by its threshold all objects are looked through, which takes longest."""


class Collector(QObject):
    """Does what Python's collector does by itself, by Python's thresholds, but from a timer of the window's thread.

    Python collects in whatever thread makes the object that is one too many. Among what is found may be widgets, and Qt
    deletes a widget in no other thread than its own: PySide6 6.11 ends the program or hangs then. The timer runs only
    once enough was made; that is seen whenever the window's thread was at work. While nothing happens nobody is woken.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported is never garbage
        self._timer = QTimer(self, interval=_LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        loop = QAbstractEventDispatcher.instance()
        if loop is not None:
            loop.aboutToBlock.connect(self.consider)
            loop.awake.connect(self.consider)  # a loop that has much to do never blocks

    def consider(self) -> None:
        """Look a moment later, if enough was made since the last time."""
        if _due() is not None and not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Collect what is due; not while a thread makes what is never garbage."""
        generation = _due()
        if generation is not None and not is_paused():
            gc.collect(generation)


def _due() -> int | None:
    """Return the oldest generation of which enough was made; None if there is none."""
    counts, (young, middle, old) = gc.get_count(), gc.get_threshold()
    thresholds = (young, middle, old * _SELDOM)
    return next((number for number in (2, 1, 0) if counts[number] > thresholds[number]), None)


@cache
def collect_here(app: QCoreApplication) -> Collector:
    """See to it that garbage is collected in this thread alone, as long as `app` is there; return what does it.

    Kept here: `findChild` has PySide6 make all that an application has, a style too, which takes 8 ms of a start.
    """
    return Collector(app)
