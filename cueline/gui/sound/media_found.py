"""Where the sound of an episode is looked for: remembered, beside it, in the media folder, by its ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from cueline.gui.sound.sound_watch import Seen, look_at
from cueline.media.on_disk import is_file
from cueline.media.sound_files import SOUND_SUFFIXES, refusal

_ID = re.compile(r"[A-Za-z0-9_-]{3,}")
_FIELDS = ("ids", "links")


@dataclass(frozen=True, slots=True)
class FoundSound:
    """A sound as the disk has it: what was seen of it, and why it cannot be opened ("" if it can)."""

    path: Path
    seen: Seen
    refused: str = ""

    @classmethod
    def at(cls, path: Path) -> FoundSound:
        """Ask the disk about a sound; it may take its time."""
        return cls(path, look_at(path), refusal(path) or "")


def find_sound(
    remembered: Path | None,
    episode: Path,
    fields: Mapping[str, object],
    media_folder: Path | None = None,
) -> Path | None:
    """Return the sound to open with `episode`, None if there is none.

    The remembered one comes first; then one of the episode's name (`e07.mp3` for `e07-transcript.yaml` too), of the
    remembered name, or of one of the ids in `fields`, beside the episode or in the media folder. A remembered sound
    that is gone is still returned where there is no other: opening it says what is missing.
    """
    if remembered is not None and is_file(remembered):
        return remembered
    own = dict.fromkeys((episode.stem, episode.stem.removesuffix("-transcript")))
    names = [*own, *([remembered.stem] if remembered else []), *ids_in(fields)]
    folders = [episode.parent, *([media_folder] if media_folder else [])]
    sounds = [_sounds_in(folder) for folder in folders]
    for name in dict.fromkeys(names):
        for found in sounds:
            best = _named(found, name)
            if best is not None:
                return best
    return remembered


def ids_in(fields: Mapping[str, object]) -> list[str]:
    """Return the ids in a front matter (`ids`, then `links`), without what was pasted along: `&t`, `?si=…`."""
    found: list[str] = []
    for field in _FIELDS:
        entries = fields.get(field)
        values = entries.values() if isinstance(entries, Mapping) else ()
        for value in values:
            found += [] if not isinstance(value, str) else clean_ids(value)
    return list(dict.fromkeys(found))


def clean_ids(value: str) -> Iterator[str]:
    """Give the ids that a field's value may hold: the `v=` of an address or its last part, without the rest."""
    text = value.strip()
    if not text or text.upper() == "TODO":
        return
    video = re.search(r"[?&]v=([A-Za-z0-9_-]+)", text)
    if video:
        yield video[1]
        return
    path = re.split(r"[?&#]", text, maxsplit=1)[0].rstrip("/")
    for part in reversed(path.split("/")):
        if _ID.fullmatch(part):
            yield part
        if "://" in text:
            return


def _sounds_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix.lower() in SOUND_SUFFIXES]
    except (OSError, ValueError):
        return []


def _named(sounds: list[Path], name: str) -> Path | None:
    same = [path for path in sounds if _alike(path.stem) == _alike(name) and is_file(path)]
    exact = [path for path in same if path.stem == name]
    return min(exact or same, key=lambda p: SOUND_SUFFIXES.index(p.suffix.lower()), default=None)


def _alike(name: str) -> str:
    """Return a name without its capitals, its accents written in one way: on a Mac they may stand in two."""
    return normalize("NFC", name).lower()
