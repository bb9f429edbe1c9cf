"""A player whose clock is turned by hand: it keeps every promise of a real one and makes no sound."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from cueline.media.player import Player
from cueline.media.sound_files import SOUND_SUFFIXES, no_sound_in

STEP = 0.05
"""Seconds of playing between two reports of the position."""


class HandPlayer(Player):
    """Play a sound of `duration` seconds as far as `advance` says; the file must exist, its content does not matter."""

    name = "by hand"

    def __init__(self, duration: float = 60.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._length = duration
        self._at = 0.0

    def advance(self, seconds: float) -> None:
        """Let `seconds` of real time pass; at a rate of 2 that is twice as much sound."""
        while seconds > 1e-9 and self.state == "playing":
            step = min(seconds, STEP)
            seconds -= step
            self._step(step * self.rate)

    def _step(self, seconds: float) -> None:
        self._at = round(self._at + seconds, 9)
        if self._at >= self._length:
            self._at = self._length
            self._finish()
        else:
            self.position_changed.emit(self._at)

    def _open(self, path: Path) -> None:
        self._at = 0.0
        if path.suffix.lower() in SOUND_SUFFIXES:
            self._ready(self._length)
        else:
            self._fail(no_sound_in(path))

    def _close(self) -> None:
        self._at = 0.0

    def _start(self) -> None:
        return

    def _halt(self) -> None:
        return

    def _move(self, seconds: float) -> None:
        self._at = seconds

    def _place(self) -> float:
        return self._at

    def _adjust(self) -> None:
        return
