"""The sound of the open episode: which file it is, how far it is off, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.gui.sound.media_found import FoundSound
from cueline.gui.sound.sound_memory import SoundMemory
from cueline.gui.sound.sound_search import SoundSearch
from cueline.gui.sound.sound_watch import SoundWatch
from cueline.gui.store import Store
from cueline.media.player import USABLE, Player

KEEP_AFTER = 10_000
"""Milliseconds after which place, speed and volume are written down."""


class EpisodeSound(QObject):
    """Finds, opens and remembers the sound; every time in and out is transcript time in seconds.

    Transcript time is the position in the sound plus the sound's offset; it is below zero where the sound begins
    earlier than the transcript's clock. File, offset, speed, volume and place are remembered for each episode.
    `needed` is sent when something is to be heard and there is no sound. The file is watched: when it goes, that is
    said (`failed`), and when it is there again it stands where it stood (`returned`); `changed` tells that it is
    another than it was, and `reload` takes it as it is.

    The disk is asked beside the window, as it may be far away or hang: what is chosen, found or read again is there
    a moment later. `looking` holds till then; `waiting` says so where that takes long, and "" when it is over.
    """

    moved = Signal(float)
    state_changed = Signal(str)
    sound_changed = Signal(object)
    length_changed = Signal(object)
    rate_changed = Signal(float)
    volume_changed = Signal(float)
    failed = Signal(str)
    needed = Signal()
    returned = Signal(object)
    changed = Signal(object)
    waiting = Signal(str)

    def __init__(
        self, player_factory: Callable[[], Player], store: Store, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.media_folder: Path | None = None
        self._store = store
        self._memory = SoundMemory()
        self._later = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._later.timeout.connect(self._keep)
        self._player = player_factory()
        self._search = SoundSearch(self, self._player.preparation)
        self._search.waiting.connect(self.waiting)
        self._gone = False
        self._watch = SoundWatch(self)
        self._watch.gone.connect(self._lose)
        self._watch.back.connect(lambda: self.reload(lambda: self.returned.emit(self.sound)))
        self._watch.changed.connect(lambda: self.changed.emit(self.sound))
        self._player.setParent(self)
        self._player.position_changed.connect(self._position_changed)
        self._player.state_changed.connect(self._state_changed)
        self._player.duration_changed.connect(lambda _: self.length_changed.emit(self.length))
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
    def looking(self) -> bool:
        """Whether the disk is being asked for a sound."""
        return self._search.looking

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
    def left_at(self) -> float:
        """The transcript time at which the sound was left, where it stands when it has been opened."""
        return self._memory.position + self.offset

    @property
    def missing(self) -> Path | None:
        """The remembered sound, if it is not where it was; None if all is well or nothing is remembered."""
        return self._memory.sound if self._gone and not self.usable else None

    def now(self) -> float:
        """Return where the sound stands."""
        return self._player.position + self.offset

    def open_for(self, episode: Path | None, fields: Mapping[str, object] | None = None) -> None:
        """Find the sound of an episode and stand where it was left; `fields` is its front matter.

        The remembered sound comes first, then what `media_found` finds. Nothing is asked.
        """
        self._search.give_up()
        self._keep()
        self._begin_anew()
        self._memory = memory = SoundMemory()

        def take(found: FoundSound | None) -> None:
            if found is None:
                self._have_none()
                return
            if memory.sound is not None and found.path.name == memory.sound.name:
                memory.move_to(found.path)
            self._load(found, memory.position if found.path == memory.sound else 0.0)

        if episode is not None:
            self._memory = memory = SoundMemory.recall(self._store, episode)
            self._player.set_rate(memory.rate)
            if memory.volume is not None:
                self._player.set_volume(memory.volume)
            self._search.find(memory.sound, episode, fields or {}, self.media_folder, take)
        self._have_none()

    def remember_place(self, episode: Path, seconds: float) -> None:
        """Remember where the sound of an episode stood, in transcript time, before it is opened."""
        memory = SoundMemory.recall(self._store, episode)
        memory.position = max(0.0, seconds - memory.offset)
        memory.keep(self._store)

    def move_to(self, episode: Path) -> None:
        """Remember sound, offset and place with another file from now on: the episode was saved there."""
        self._keep()
        self._memory.episode = str(episode.absolute())
        self._memory.keep(self._store)

    def look_again(self, episode: Path, fields: Mapping[str, object]) -> None:
        """Find the sound of an episode that was renamed, if the one that was heard is not there any more.

        One of the same kind is taken for the same sound, which was renamed too: its offset and its place go along.
        """
        sound = self._memory.sound
        if sound is not None and not self.looking:
            self._search.find_another(
                sound,
                episode,
                fields,
                self.media_folder,
                lambda found: (self.relink if found.suffix == sound.suffix else self.choose)(found),
            )

    def choose(self, path: str | Path) -> None:
        """Hear another sound with this episode from now on, from its beginning."""

        def take(found: FoundSound) -> None:
            self._keep()
            self._load(found, 0.0)
            self._later.start()

        self._search.look_at(Path(path).absolute(), take)

    def relink(self, path: str | Path) -> None:
        """Hear the sound that was remembered from where it is now: its offset and its place stay."""

        def take(found: FoundSound) -> None:
            self._memory.move_to(found.path)
            self._load(found, self._memory.position)
            self._later.start()

        self._search.look_at(Path(path).absolute(), take)

    def reload(self, then: Callable[[], object] = bool) -> None:
        """Open the same file once more, as it is now, and stand where it stood; `then` it is there."""

        def take(found: FoundSound) -> None:
            self._keep()
            self._load(found, self._memory.position)
            then()

        if self.sound is not None:
            self._search.look_at(self.sound, take)

    def forget(self) -> None:
        """Forget which sound this episode had."""
        self._search.give_up()
        self._memory.forget(self._store)
        self._have_none()

    def ask_once(self) -> bool:
        """Tell whether to ask about the missing sound: the first time only, on this day and on others."""
        first = self.missing is not None and not self._memory.asked
        if first:
            self._memory.note_asked(self._store)
        return first

    def ask_for_sound(self) -> bool:
        """Tell whether there is a sound to be heard; say that one is needed if not."""
        if not self.usable:
            self.needed.emit()
        return self.usable

    def close(self) -> None:
        """Write down where the sound stands and let go of it."""
        self.open_for(None)

    def set_rate(self, rate: float) -> None:
        """Play `rate` times as fast."""
        self._player.set_rate(rate)
        self.rate_changed.emit(self._player.rate)
        self._later.start()

    def set_volume(self, volume: float) -> None:
        """Play louder or softer, 0.0 to 1.0."""
        self._player.set_volume(volume)
        self.volume_changed.emit(self._player.volume)
        self._later.start()

    def _load(self, found: FoundSound, position: float) -> None:
        sound = found.path
        self._begin_anew()
        self._memory.sound, self._memory.position = sound, position
        self._gone = found.seen.stamp is None
        self._watch.follow(sound, found.seen)
        self.sound_changed.emit(sound)
        if found.refused:
            self._player.refuse(sound, found.refused)
        else:
            self._player.load(sound, looked_at=True)
        self.length_changed.emit(self.length)
        self._player.seek(position)

    def _have_none(self) -> None:
        self._gone = False
        self._watch.stop()
        self._player.unload()
        self.sound_changed.emit(None)
        self.length_changed.emit(None)

    def _lose(self) -> None:
        sound = self.sound
        if sound is not None:
            self._keep()
            self._gone = True
            self._player.give_up(
                f"“{sound.name}” is gone: it was moved, renamed or deleted. It is heard again when it is back."
            )

    def _begin_anew(self) -> None:
        """Forget what was being played."""

    def _position_changed(self, position: float) -> None:
        self.moved.emit(position + self.offset)
        if not self._later.isActive():
            self._later.start()

    def _state_changed(self, state: str) -> None:
        if state == "paused":
            self._memory.keep(self._store)
        self.state_changed.emit(state)

    def _keep(self) -> None:
        self._later.stop()
        if self.usable:
            ended = self._player.state == "ended"
            self._memory.position = 0.0 if ended else self._player.position
            self._memory.rate, self._memory.volume = self._player.rate, self._player.volume
            self._memory.keep(self._store)
