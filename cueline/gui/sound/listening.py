"""Hearing an episode: its sound in the time of the transcript, and the stamps that are taken from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cueline.episode import Clock, Episode, Line
from cueline.gui.sound.episode_sound import EpisodeSound
from cueline.gui.sound.heard_index import HeardIndex
from cueline.gui.store import Store
from cueline.media.player import Player

REACTION = 0.2
"""Seconds that pass between hearing a word and pressing a key."""

BACK = 1.0
"""Seconds that plain play goes back after a pause, to find the way in again."""

LEAD = 2.0
"""Seconds before the estimated place of a word from where it is played."""

LETTERS_PER_SECOND = 15.0
"""How fast people speak, where the next time does not tell."""


class Listening(EpisodeSound):
    """Plays the sound of the open episode, and takes stamps from it; times are transcript time in seconds."""

    loop_changed = Signal(bool)

    def __init__(
        self, player_factory: Callable[[], Player], store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(player_factory, store, parent)
        self.reaction = REACTION
        self.back = BACK
        self.lines = HeardIndex()
        """Finds lines by their times."""
        self._until: float | None = None
        self._loop: tuple[float, float | None] | None = None
        self._last: tuple[float, float | None] | None = None
        self._was_paused = False

    @property
    def looping(self) -> bool:
        """Whether a line or a selection is played again and again."""
        return self._loop is not None

    @property
    def stamp_note(self) -> str:
        """Say how a stamp taken now comes about, for the status line."""
        if self._player.state != "playing":
            return "exactly the place shown"
        return f"{self.reaction * self._player.rate:.2g} s taken off for reaction"

    def stamp(self, clock: Clock) -> float:
        """Return the time that a line gets now, as the file can hold it.

        Paused it is the position shown. Playing it is less by the time of reaction, which is more of the sound
        when that plays faster.
        """
        return clock.round(max(0.0, self._noticed() + self.offset))

    def set_offset_here(self, line_start: float) -> None:
        """Take what is heard now for the line that starts at `line_start`, and shift this sound's time by that."""
        if self.usable:
            self._memory.set_offset(round(line_start - self._noticed(), 3))
            self._keep()
            self.length_changed.emit(self.length)
            self.moved.emit(self.now())

    def toggle(self) -> None:
        """Play or pause; after a pause it goes on from a little before."""
        if self._player.state == "playing":
            self.pause()
            return
        if self._was_paused and self._loop is None:
            self._player.seek(self._player.position - self.back)
        self._was_paused = False
        self._player.play()

    def pause(self) -> None:
        """Stand still."""
        self._was_paused = self._was_paused or self._player.state == "playing"
        if self._loop is None:
            self._until = None
        self._player.pause()

    def loop(self, start: float, end: float | None) -> None:
        """Play from `start` to `end` (None: to the end of the sound) again and again, until `seek` or `end_loop`."""
        self.play_line(start, end)
        self._set_loop((start, end))

    def end_loop(self) -> None:
        """Play on where a stretch was played again and again."""
        self._until = None
        self._set_loop(None)

    def play_from(self, seconds: float) -> None:
        """Play on from a place."""
        self.play_line(seconds, None)

    def play_line(self, start: float, end: float | None) -> None:
        """Play from `start` and stand still at `end`; with no end after the start it plays on."""
        self._last = (start, end)
        self.seek(start)
        if end is not None and end > start:
            self._until = end - self.offset
        self._player.play()

    def play_from_caret(self, line: Line, next_start: float | None, offset: int) -> float | None:
        """Play from a little before the word at `offset` of a line; return from where, None if it has no time."""
        place = caret_place(line, next_start, offset)
        if place is not None:
            self.play_from(place)
        return place

    def play_again(self) -> None:
        """Play once more what was last played from a line or a word."""
        if self._last is not None:
            self.play_line(*self._last)

    def seek(self, seconds: float) -> None:
        """Go to a place, playing or not."""
        self._until = None
        self._set_loop(None)
        self._was_paused = False
        self._player.seek(seconds - self.offset)

    def skip(self, delta: float) -> None:
        """Go `delta` seconds on, or back."""
        self.seek(self.now() + delta)

    def heard_index(self, episode: Episode) -> int | None:
        """Return the position in `episode.items` of the line that is heard, None where there is none."""
        return self.lines.find(episode, self.now()) if self.usable else None

    def _noticed(self) -> float:
        """Return the position of the sound when the user, who presses a key now, noticed something in it."""
        playing = self._player.state == "playing"
        lag = self.reaction * self._player.rate if playing else 0.0
        return self._player.position - lag

    def _begin_anew(self) -> None:
        self._until = self._last = None
        self._was_paused = False
        self._set_loop(None)

    def _set_loop(self, span: tuple[float, float | None] | None) -> None:
        was, self._loop = self._loop, span
        if (was is None) != (span is None):
            self.loop_changed.emit(span is not None)

    def _position_changed(self, position: float) -> None:
        if self._until is not None and position >= self._until:
            end = self._until
            if self._loop is not None:
                self._player.seek(self._loop[0] - self.offset)
                return
            self._until = None
            self._player.pause()
            self._player.seek(end)
            return
        super()._position_changed(position)

    def _state_changed(self, state: str) -> None:
        if state == "ended" and self._loop is not None:
            self._player.seek(self._loop[0] - self.offset)
            self._player.play()
            return
        if state == "ended":
            self._until = None
        super()._state_changed(state)


def caret_place(line: Line, next_start: float | None, offset: int) -> float | None:
    """Estimate from where to play to hear the word at `offset` (code points) of a line; None if it has no time.

    The words are taken to be spread evenly between the line's start and the next one's.
    """
    if line.start is None:
        return None
    length = max(1, len(line.text))
    span = length / LETTERS_PER_SECOND
    if next_start is not None and next_start > line.start:
        span = next_start - line.start
    share = min(max(offset / length, 0.0), 1.0)
    return max(0.0, line.start + span * share - LEAD)
