"""What plays a sound: one small interface for every backend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cueline.media.player_state import USABLE as USABLE  # noqa: PLC0414
from cueline.media.player_state import PlayerState
from cueline.media.player_state import State as State  # noqa: PLC0414
from cueline.media.sound_files import SOUND_SUFFIXES as SOUND_SUFFIXES  # noqa: PLC0414
from cueline.media.sound_files import refusal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

SLOWEST, FASTEST = 0.25, 4.0


class Player(PlayerState):
    """Play one sound; a backend fills in the hooks at the end of the class, the rest is the same for all.

    Times are seconds of the sound, floats. `play` and `seek` may be called as soon as `load` was: they are done
    when the sound is there. `play` at the end begins again from the start. `failed` carries a sentence for people
    that names the file; it may come during `load`. While playing `position_changed` comes some 30 times a second;
    `position` can be asked for at any moment and is exact in between.
    """

    @property
    def position(self) -> float:
        """Where the sound is, in seconds."""
        if self._state == "loading":
            return self._wanted or 0.0
        if self._state == "ended" and self._duration is not None:
            return self._duration
        return self._within(self._place()) if self._state in USABLE else 0.0

    @property
    def has_picture(self) -> bool:
        """Whether what is loaded has a moving picture beside its sound; false as long as it is loading."""
        return self._state in USABLE and self._has_picture()

    def load(self, path: str | Path, *, looked_at: bool = False) -> None:
        """Open a sound and stand at its beginning, paused; `looked_at`: it is known not to be refused.

        To know that takes the disk, which may be far away: `sound_files.refusal` can be asked in another thread.
        """
        self.unload()
        self._path = Path(path)
        reason = None if looked_at else refusal(self._path)
        if reason is not None:
            self._fail(reason)
            return
        self._enter("loading")
        self._open(self._path)

    def preparation(self) -> Callable[[], object]:
        """Return what takes long before a first `load`, for another thread; it holds nothing of the player."""
        return bool

    def refuse(self, path: str | Path, sentence: str) -> None:
        """Have a sound that cannot be opened, in place of the one before; `sentence` says why."""
        self.unload()
        self._path = Path(path)
        self._fail(sentence)

    def unload(self) -> None:
        """Let go of the sound."""
        loaded = self._state != "empty"
        self._path, self._copy, self._duration, self._length_is_sure = None, None, None, False
        self._wanted, self._wants_to_play = None, False
        self._enter("empty")
        if loaded:
            self._close()

    def play_copy(self, copy: Path) -> None:
        """Play the same sound from another file from now on, in which places are exact; it goes on where it is.

        `path` stays what was loaded. If the copy cannot be played, the sound itself is played again.
        """
        if self._state not in ("empty", "failed"):
            self._copy = copy
            self._reopen()

    def give_up(self, sentence: str) -> None:
        """Let go of a sound that is no longer there; `sentence` says why, and `path` stays."""
        if self._state not in ("empty", "failed"):
            self._copy = None
            self._wants_to_play = False
            self._close()
            self._fail(sentence)

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

    def _go(self, seconds: float) -> None:
        if self._state == "playing" and self._at_end(seconds):
            self._halt()
            self._finish()
            return
        self._move(seconds)
        if self._state == "ended":
            self._enter("paused")
        self.position_changed.emit(seconds)

    def show_picture(self, sink: QVideoSink | None) -> None:
        """Hand the picture of this sound, and of those to come, to `sink`; None: do not decode it."""
        if sink is not self._sink:
            self._sink = sink
            if self._state == "loading" or self.has_picture:
                self._reopen()  # backends want to know where a picture goes before they play

    def _reopen(self) -> None:
        """Open the same sound once more and go on where it was, playing or not."""
        if self._path is None or self._state in ("empty", "failed"):
            return
        if self._state != "loading":
            self._wanted, self._wants_to_play = self.position, self._state == "playing"
        self._close()  # before it is loading: what a backend says of the old one is not the answer
        self._enter("loading")
        self._open(self._copy or self._path)

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

    def _finish(self) -> None:
        self._enter("ended")
        self.position_changed.emit(self.position)
        self.ended.emit()

    def _fail(self, sentence: str) -> None:
        if self._copy is not None:  # later: a backend that says this is still about to let go of it
            QTimer.singleShot(0, self, self._drop_copy)
        elif self._state != "failed":
            self._enter("failed")
            self.failed.emit(sentence)

    def _drop_copy(self) -> None:
        if self._copy is not None:
            self._copy = None
            self._reopen()

    # What a backend does: the hooks. `_open` answers with `_ready` or `_fail`, now or later.

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

    def _has_picture(self) -> bool:
        return False

    def _adjust(self) -> None:
        """Take over rate and volume."""
        raise NotImplementedError
