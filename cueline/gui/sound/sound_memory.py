"""What is remembered of the sound of each episode."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cueline.gui.store import Store

KIND = "listening"
_MOST = 1e7
"""Seconds that no sound is as long as; a position or an offset beyond is damage, and so is one that is no number."""


@dataclass
class SoundMemory:
    """The sound of one episode: its file, where it stood, how fast and how loud, and the offset of each sound.

    An offset is in seconds: transcript time = position in the sound + offset. It belongs to one sound of one
    episode. What is damaged in the store counts as never remembered.
    """

    episode: str = ""
    sound: Path | None = None
    position: float = 0.0
    rate: float = 1.0
    volume: float | None = None
    offsets: dict[str, float] = field(default_factory=dict)
    asked: bool = False
    """Whether the user was asked about this sound, because it was missing."""

    @classmethod
    def recall(cls, store: Store, episode: Path) -> SoundMemory:
        """Return what is remembered of `episode`."""
        key = str(episode.absolute())
        kept = store.recall(KIND, key)
        sound, volume, offsets = kept.get("sound"), kept.get("volume"), kept.get("offsets")
        return cls(
            key,
            Path(sound) if isinstance(sound, str) else None,
            _number(kept.get("position"), 0.0),
            _number(kept.get("rate"), 1.0),
            None if volume is None else _number(volume, 1.0),
            {k: _number(v, 0.0) for k, v in offsets.items()} if isinstance(offsets, dict) else {},
            kept.get("asked") == sound is not None,
        )

    def keep(self, store: Store) -> None:
        """Write it down; nothing happens where there is no episode or no sound."""
        if self.episode and self.sound is not None:
            store.remember(
                KIND,
                self.episode,
                sound=str(self.sound),
                position=round(self.position, 3),
                rate=self.rate,
                volume=self.volume,
                offsets=self.offsets,
                asked=str(self.sound) if self.asked else None,
            )

    def move_to(self, sound: Path) -> None:
        """Take another file for the same sound: its offset and its place go along."""
        if sound != self.sound:
            if str(self.sound) in self.offsets:
                self.offsets.setdefault(str(sound), self.offsets[str(self.sound)])
            self.sound, self.asked = sound, False

    def note_asked(self, store: Store) -> None:
        """Remember that the user was asked about this sound."""
        self.asked = True
        self.keep(store)

    def forget(self, store: Store) -> None:
        """Forget which sound it was; speed, volume and offsets stay."""
        self.sound, self.position, self.asked = None, 0.0, False
        if self.episode:
            store.remember(KIND, self.episode, sound=None, position=0.0, asked=None)

    @property
    def offset(self) -> float:
        """The offset of the sound, 0.0 while none was set."""
        return self.offsets.get(str(self.sound), 0.0)

    def set_offset(self, seconds: float) -> None:
        """Set the offset of the sound."""
        self.offsets[str(self.sound)] = seconds


def _number(value: Any, otherwise: float) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _MOST
    return float(value) if good else otherwise
