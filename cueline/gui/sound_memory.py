"""What is remembered of the sound of each episode, and where a sound is looked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cueline.gui.store import Store
from cueline.media.player import SOUND_SUFFIXES

KIND = "listening"


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
            )

    @property
    def offset(self) -> float:
        """The offset of the sound, 0.0 while none was set."""
        return self.offsets.get(str(self.sound), 0.0)

    def set_offset(self, seconds: float) -> None:
        """Set the offset of the sound."""
        self.offsets[str(self.sound)] = seconds


def find_sound(memory: SoundMemory, episode: Path) -> Path | None:
    """Return the sound to open with `episode`: the remembered one, else the one of the same name beside it.

    A remembered sound that is gone is still returned where there is no other: opening it says what is missing.
    """
    if memory.sound is not None and memory.sound.is_file():
        return memory.sound
    return sound_beside(episode) or memory.sound


def sound_beside(episode: Path) -> Path | None:
    """Return the sound that stands beside `episode` under the same name, None if there is none."""
    try:
        names = [p for p in episode.parent.iterdir() if p.stem.lower() == episode.stem.lower()]
    except OSError:
        return None
    sounds = [p for p in names if p.suffix.lower() in SOUND_SUFFIXES and p.is_file()]
    exact = [p for p in sounds if p.stem == episode.stem]
    return min(exact or sounds, key=lambda p: SOUND_SUFFIXES.index(p.suffix.lower()), default=None)


def _number(value: Any, otherwise: float) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if good else otherwise
