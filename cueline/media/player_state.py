"""What a player is and knows at a moment: its sound, its state, its length; without what it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

State: TypeAlias = Literal["empty", "loading", "paused", "playing", "ended", "failed"]

USABLE: tuple[State, ...] = ("paused", "playing", "ended")
"""The states in which there is a sound to be heard."""


class PlayerState(QObject):
    """The part of a `Player` that can be looked at, and what it tells when that changes. Times are seconds."""

    position_changed = Signal(float)
    state_changed = Signal(str)
    duration_changed = Signal(float)
    ended = Signal()
    failed = Signal(str)

    name = ""
    """What the backend is called in the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._copy: Path | None = None
        self._state: State = "empty"
        self._duration: float | None = None
        self._length_is_sure = False
        self._rate = 1.0
        self._volume = 1.0
        self._wanted: float | None = None
        self._wants_to_play = False
        self._sink: QVideoSink | None = None

    @property
    def path(self) -> Path | None:
        """The sound that was loaded last, None before and after `unload`."""
        return self._path

    @property
    def state(self) -> State:
        """What the player is doing."""
        return self._state

    @property
    def duration(self) -> float | None:
        """The length of the sound in seconds, None while it is not known."""
        return self._duration

    @property
    def rate(self) -> float:
        """How fast it plays; 1.0 is as recorded. The pitch stays."""
        return self._rate

    @property
    def volume(self) -> float:
        """How loud it plays, 0.0 to 1.0."""
        return self._volume

    def believe_duration(self, seconds: float) -> None:
        """Take the length from who decoded the whole sound; what the backend guesses no longer counts for it."""
        if self._path is not None and self._state != "failed":
            self._length_is_sure = False
            self._lasts(seconds)
            self._length_is_sure = True

    def _within(self, seconds: float) -> float:
        seconds = max(0.0, seconds)
        return seconds if self._duration is None else min(seconds, self._duration)

    def _at_end(self, seconds: float) -> bool:
        return self._duration is not None and seconds >= self._duration - 0.001

    def _enter(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _lasts(self, duration: float | None) -> None:
        if duration and duration != self._duration and not self._length_is_sure:
            self._duration = duration
            self.duration_changed.emit(duration)
