"""What plays a sound: one small interface for every backend, and the null object that stands for none."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from cueline.media.sound_files import SOUND_SUFFIXES as SOUND_SUFFIXES  # noqa: PLC0414
from cueline.media.sound_files import refusal

State: TypeAlias = Literal["empty", "loading", "paused", "playing", "ended", "failed"]

USABLE: tuple[State, ...] = ("paused", "playing", "ended")
"""The states in which there is a sound to be heard."""

SLOWEST, FASTEST = 0.25, 4.0


class Player(QObject):
    """Play one sound; a backend fills in the hooks at the end of the class, the rest is the same for all.

    Times are seconds of the sound, floats. `play` and `seek` may be called as soon as `load` was: they are done
    when the sound is there. `play` at the end begins again from the start. `failed` carries a sentence for people
    that names the file; it may come during `load`. While playing `position_changed` comes some 30 times a second;
    `position` can be asked for at any moment and is exact in between.
    """

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
        self._state: State = "empty"
        self._duration: float | None = None
        self._length_is_sure = False
        self._rate = 1.0
        self._volume = 1.0
        self._wanted: float | None = None
        self._wants_to_play = False

    @property
    def path(self) -> Path | None:
        """The sound that was loaded last, None before and after `unload`."""
        return self._path

    @property
    def state(self) -> State:
        """What the player is doing."""
        return self._state

    @property
    def position(self) -> float:
        """Where the sound is, in seconds."""
        if self._state == "loading":
            return self._wanted or 0.0
        if self._state == "ended" and self._duration is not None:
            return self._duration
        return self._within(self._place()) if self._state in USABLE else 0.0

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

    def load(self, path: str | Path) -> None:
        """Open a sound and stand at its beginning, paused."""
        self.unload()
        self._path = Path(path)
        reason = self._refusal(self._path)
        if reason is not None:
            self._fail(reason)
            return
        self._enter("loading")
        self._open(self._path)

    def unload(self) -> None:
        """Let go of the sound."""
        loaded = self._state != "empty"
        self._path, self._duration, self._length_is_sure = None, None, False
        self._wanted, self._wants_to_play = None, False
        self._enter("empty")
        if loaded:
            self._close()

    def play(self) -> None:
        """Play on from the position; from the start when it is at the end."""
        if self._state == "loading":
            self._wants_to_play = True
        elif self._state in ("paused", "ended"):
            if self._at_end(self.position):
                self.seek(0.0)
            self._start()
            self._enter("playing")

    def pause(self) -> None:
        """Stand still where it is."""
        self._wants_to_play = False
        if self._state == "playing":
            self._halt()
            self._enter("paused")
            self.position_changed.emit(self.position)

    def seek(self, seconds: float) -> None:
        """Go to a place, playing or not; a place outside the sound means its nearest end."""
        if self._state == "loading":
            self._wanted = max(0.0, seconds)
        elif self._state in USABLE:
            self._go(self._within(seconds))

    def set_rate(self, rate: float) -> None:
        """Play `rate` times as fast, within what is sensible; it outlasts the sound."""
        self._rate = min(max(rate, SLOWEST), FASTEST)
        self._adjust()

    def set_volume(self, volume: float) -> None:
        """Play louder or softer, 0.0 to 1.0; it outlasts the sound."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._adjust()

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

    def _go(self, seconds: float) -> None:
        if self._state == "playing" and self._at_end(seconds):
            self._halt()
            self._finish()
            return
        self._move(seconds)
        if self._state == "ended":
            self._enter("paused")
        self.position_changed.emit(seconds)

    def _enter(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    # What a backend tells.

    def _ready(self, duration: float | None) -> None:
        """Take note that the sound is there, and do what was asked for meanwhile."""
        self._lasts(duration)
        wanted, wants_to_play = self._wanted, self._wants_to_play
        self._wanted, self._wants_to_play = None, False
        self._enter("paused")
        if wanted is not None:
            self.seek(wanted)
        if wants_to_play:
            self.play()

    def _lasts(self, duration: float | None) -> None:
        if duration and duration != self._duration and not self._length_is_sure:
            self._duration = duration
            self.duration_changed.emit(duration)

    def _finish(self) -> None:
        self._enter("ended")
        self.position_changed.emit(self.position)
        self.ended.emit()

    def _fail(self, sentence: str) -> None:
        if self._state != "failed":
            self._enter("failed")
            self.failed.emit(sentence)

    # What a backend does: the hooks. `_open` answers with `_ready` or `_fail`, now or later.

    def _refusal(self, path: Path) -> str | None:
        return refusal(path)

    def _open(self, path: Path) -> None:
        raise NotImplementedError

    def _close(self) -> None:
        raise NotImplementedError

    def _start(self) -> None:
        raise NotImplementedError

    def _halt(self) -> None:
        raise NotImplementedError

    def _move(self, seconds: float) -> None:
        raise NotImplementedError

    def _place(self) -> float:
        raise NotImplementedError

    def _adjust(self) -> None:
        """Take over rate and volume."""
        raise NotImplementedError


class NullPlayer(Player):
    """Stand for a player where there is none: remember rate and volume, refuse every sound."""

    def _refusal(self, path: Path) -> str | None:
        return f"“{path.name}” cannot be heard: there is nothing here to play it with."

    def _close(self) -> None:
        return

    def _adjust(self) -> None:
        return
