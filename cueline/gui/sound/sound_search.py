"""Asking the disk which sound an episode has, and whether it can be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from cueline.gui.asking import Asking
from cueline.gui.busy import Busy
from cueline.gui.sound.media_found import FoundSound, find_sound
from cueline.media.on_disk import is_file

_Found = TypeVar("_Found")


class SoundSearch(QObject):
    """Looks for one sound at a time, beside the window; what is asked for last counts.

    `waiting` says what takes longer than half a second, and "" when it is over.
    """

    waiting = Signal(str)

    def __init__(self, parent: QObject, preparation: Callable[[], Callable[[], object]]) -> None:
        super().__init__(parent)
        self._preparation = preparation
        """Returns what is to be done before a sound can be loaded, in the other thread too."""
        self._disk, self._busy = Asking(self), Busy(self)
        self._busy.changed.connect(self.waiting)

    @property
    def looking(self) -> bool:
        """Whether an answer is still to come."""
        return self._disk.waiting

    def find(
        self,
        remembered: Path | None,
        episode: Path,
        fields: Mapping[str, object],
        media: Path | None,
        then: Callable[[FoundSound | None], None],
    ) -> None:
        """Hand `then` the sound of an episode, as `find_sound` finds it; None if there is none."""

        def find() -> FoundSound | None:
            found = find_sound(remembered, episode, fields, media)
            return None if found is None else FoundSound.at(found)

        self._ask(find, then)

    def find_another(
        self,
        sound: Path,
        episode: Path,
        fields: Mapping[str, object],
        media: Path | None,
        then: Callable[[Path], None],
    ) -> None:
        """Where `sound` is gone, hand `then` the one that the episode has now, if there is one."""

        def find() -> Path | None:
            return None if is_file(sound) else find_sound(sound, episode, fields, media)

        self._ask(find, lambda found: then(found) if found not in (None, sound) else None)

    def look_at(self, sound: Path, then: Callable[[FoundSound], None]) -> None:
        """Hand `then` what the disk says of a sound."""
        self._ask(lambda: FoundSound.at(sound), then)

    def give_up(self) -> None:
        """Look for nothing any more."""
        self._disk.forget()
        self._busy.end()

    def _ask(self, work: Callable[[], _Found], then: Callable[[_Found], None]) -> None:
        def take(found: _Found) -> None:
            self._busy.end()
            then(found)

        prepare = self._preparation()

        def run() -> _Found:
            prepare()
            return work()

        self._busy.begin("Looking for the sound…")
        self._disk.ask(run, take)
