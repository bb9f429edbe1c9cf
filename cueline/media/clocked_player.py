"""What the real backends have in common: a clock between their reports, and a beat while they play."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from cueline.media.player import Player
from cueline.media.position_clock import PositionClock

TICK = 33
"""Milliseconds between two announcements of the position while it plays."""


class ClockedPlayer(Player):
    """A player whose backend reports places now and then: `_clock` tells those in between.

    `patience`: seconds without a report in which the position runs on.
    """

    def __init__(self, parent: QObject | None = None, patience: float = 0.3) -> None:
        super().__init__(parent)
        self._clock = PositionClock(patience)
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.state_changed.connect(self._beat)

    @Slot()
    def _tick(self) -> None:
        self.position_changed.emit(self.position)

    @Slot(str)
    def _beat(self, state: str) -> None:
        if state == "playing":
            self._timer.start()
        else:
            self._timer.stop()

    def _place(self) -> float:
        return self._clock.position(time.perf_counter())

    def _cannot_play(self) -> None:
        if self._path is not None:
            self._fail(
                f"“{self._path.name}” cannot be played: it is damaged, or not a sound that is known here."
            )
