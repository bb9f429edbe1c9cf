"""Speed and volume: one step more or less, silence, and a pause while the user types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cueline.gui.sound.listening import Listening
from cueline.gui.workbench import Workbench
from cueline.widgets.player.player_controls import SPEEDS

STEP = 0.1
"""By how much of the whole one key makes it louder or softer."""

TYPING_MS = 1200
"""Milliseconds without a letter after which a sound that waits for typing goes on."""


class Dials(QObject):
    """Does what the keys for speed and volume ask for. `pause_while_typing` is a choice of the user."""

    def __init__(self, bench: Workbench, listening: Listening) -> None:
        super().__init__(bench)
        self.pause_while_typing = False
        self._bench = bench
        self._listening = listening
        self._loud = 1.0
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._go_on)

    def slower(self) -> None:
        """Take the next lower speed."""
        below = [speed for speed in SPEEDS if speed < self._listening.player.rate - 0.001]
        self._set_speed(below[-1] if below else SPEEDS[0])

    def faster(self) -> None:
        """Take the next higher speed."""
        above = [speed for speed in SPEEDS if speed > self._listening.player.rate + 0.001]
        self._set_speed(above[0] if above else SPEEDS[-1])

    def normal_speed(self) -> None:
        """Play as recorded."""
        self._set_speed(1.0)

    def louder(self) -> None:
        """Play one step louder."""
        self._set_volume(self._listening.player.volume + STEP)

    def softer(self) -> None:
        """Play one step softer."""
        self._set_volume(self._listening.player.volume - STEP)

    def mute(self) -> None:
        """Be silent, or as loud again as before."""
        volume = self._listening.player.volume
        if volume > 0:
            self._loud = volume
        self._set_volume(0.0 if volume > 0 else self._loud)

    def note_typing(self) -> None:
        """Wait with the sound while the user types, if that is wanted."""
        if not self.pause_while_typing:
            return
        if self._listening.player.state == "playing":
            self._listening.pause()
            self._typing.start()
        elif self._typing.isActive():
            self._typing.start()

    def note_state(self, state: str) -> None:
        """Stop waiting when the user lets it play."""
        if state != "paused":
            self._typing.stop()

    def _go_on(self) -> None:
        if self._listening.player.state == "paused":
            self._listening.toggle()

    def _set_speed(self, rate: float) -> None:
        self._listening.set_rate(rate)
        self._bench.said.emit(f"Speed {rate:g}×")

    def _set_volume(self, volume: float) -> None:
        volume = round(min(max(volume, 0.0), 1.0), 2)
        self._listening.set_volume(volume)
        self._bench.said.emit(f"Volume {volume:.0%}" if volume else "Silent")
