"""Hearing an episode: its sound in the time of the transcript, and the stamps that are taken from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Clock, Episode, Line
from cueline.gui.heard_index import HeardIndex
from cueline.gui.sound_memory import SoundMemory, find_sound
from cueline.gui.store import Store
from cueline.media.player import USABLE, Player

REACTION = 0.2
"""Seconds that pass between hearing a word and pressing a key."""

BACK = 1.0
"""Seconds that plain play goes back after a pause, to find the way in again."""

LEAD = 2.0
"""Seconds before the estimated place of a word from where it is played."""

LETTERS_PER_SECOND = 15.0
"""How fast people speak, where the next time does not tell."""

KEEP_AFTER = 10_000
"""Milliseconds after which place, speed and volume are written down."""


class Listening(QObject):
    """The sound of the open episode; every time in and out is transcript time in seconds, unless it says otherwise.

    Transcript time is the position in the sound plus the sound's offset; it is below zero where the sound begins
    earlier than the transcript's clock. File, offset, speed, volume and place are remembered for each episode.
    """

    moved = Signal(float)
    state_changed = Signal(str)
    sound_changed = Signal(object)
    length_changed = Signal(object)
    failed = Signal(str)

    def __init__(
        self, player_factory: Callable[[], Player], store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.reaction = REACTION
        self.back = BACK
        self._store = store
        self._memory = SoundMemory()
        self._heard = HeardIndex()
        self._until: float | None = None
        self._last: tuple[float, float | None] | None = None
        self._was_paused = False
        self._later = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._later.timeout.connect(self._keep)
        self._player = player_factory()
        self._player.setParent(self)
        self._player.position_changed.connect(self._position_changed)
        self._player.state_changed.connect(self._state_changed)
        self._player.duration_changed.connect(self._duration_changed)
        self._player.failed.connect(self.failed)

    @property
    def player(self) -> Player:
        """What plays: for its `state`, `rate`, `volume` and `name`; its times are those of the sound."""
        return self._player

    @property
    def sound(self) -> Path | None:
        """The file that is heard, or could not be; None if there is none."""
        return self._player.path

    @property
    def usable(self) -> bool:
        """Whether there is a sound that can be played."""
        return self._player.state in USABLE

    @property
    def offset(self) -> float:
        """Seconds to add to a position in the sound."""
        return self._memory.offset

    @property
    def length(self) -> float | None:
        """The transcript time at which the sound ends, None while that is not known."""
        duration = self._player.duration
        return None if duration is None else duration + self.offset

    @property
    def stamp_note(self) -> str:
        """Say how a stamp taken now comes about, for the status line."""
        if self._player.state != "playing":
            return "exactly the place shown"
        return f"{self.reaction * self._player.rate:.2g} s taken off for reaction"

    def open_for(self, episode: Path | None) -> None:
        """Find the sound of an episode and stand where it was left: the remembered one, else the one beside it."""
        self.close()
        if episode is None:
            return
        self._memory = SoundMemory.recall(self._store, episode)
        self._player.set_rate(self._memory.rate)
        if self._memory.volume is not None:
            self._player.set_volume(self._memory.volume)
        sound = find_sound(self._memory, episode)
        if sound is not None:
            self._load(sound, self._memory.position if sound == self._memory.sound else 0.0)

    def choose(self, path: str | Path) -> None:
        """Hear another sound with this episode from now on, from its beginning."""
        self._keep()
        self._load(Path(path).absolute(), 0.0)
        self._later.start()

    def close(self) -> None:
        """Write down where the sound stands and let go of it."""
        self._keep()
        self._until = self._last = None
        self._was_paused = False
        self._memory = SoundMemory()
        self._player.unload()
        self.sound_changed.emit(None)
        self.length_changed.emit(None)

    def now(self) -> float:
        """Return where the sound stands."""
        return self._player.position + self.offset

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
        if self._was_paused:
            self._player.seek(self._player.position - self.back)
        self._was_paused = False
        self._player.play()

    def pause(self) -> None:
        """Stand still."""
        self._was_paused = self._was_paused or self._player.state == "playing"
        self._until = None
        self._player.pause()

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
        self._was_paused = False
        self._player.seek(seconds - self.offset)

    def skip(self, delta: float) -> None:
        """Go `delta` seconds on, or back."""
        self.seek(self.now() + delta)

    def set_rate(self, rate: float) -> None:
        """Play `rate` times as fast."""
        self._player.set_rate(rate)
        self._later.start()

    def set_volume(self, volume: float) -> None:
        """Play louder or softer, 0.0 to 1.0."""
        self._player.set_volume(volume)
        self._later.start()

    def heard_index(self, episode: Episode) -> int | None:
        """Return the position in `episode.items` of the line that is heard, None where there is none."""
        return self._heard.find(episode, self.now()) if self.usable else None

    def _noticed(self) -> float:
        """Return the position of the sound when the user, who presses a key now, noticed something in it."""
        playing = self._player.state == "playing"
        lag = self.reaction * self._player.rate if playing else 0.0
        return self._player.position - lag

    def _load(self, sound: Path, position: float) -> None:
        self._until, self._was_paused = None, False
        self._memory.sound, self._memory.position = sound, position
        self.sound_changed.emit(sound)
        self._player.load(sound)
        self._player.seek(position)

    def _position_changed(self, position: float) -> None:
        if self._until is not None and position >= self._until:
            end, self._until = self._until, None
            self._player.pause()
            self._player.seek(end)
            return
        self.moved.emit(position + self.offset)
        if not self._later.isActive():
            self._later.start()

    def _state_changed(self, state: str) -> None:
        if state == "ended":
            self._until = None
        elif state == "paused":
            self._memory.keep(self._store)
        self.state_changed.emit(state)

    def _duration_changed(self, _duration: float) -> None:
        self.length_changed.emit(self.length)

    def _keep(self) -> None:
        self._later.stop()
        if self.usable:
            ended = self._player.state == "ended"
            self._memory.position = 0.0 if ended else self._player.position
            self._memory.rate, self._memory.volume = self._player.rate, self._player.volume
            self._memory.keep(self._store)


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
