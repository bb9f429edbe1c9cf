"""What is kept of unsaved changes, as files in the folder for application data: written, read, dropped, put back.

Beside a note (`.json`: what changed, and since which bytes) stands the whole text with the changes in it (`.txt`). Of a
long file, whose text takes seconds to make, the bytes that were read stand there instead (`.base`): the text is made
of them when it is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cueline.atomic_file import write_whole
from cueline.episode import Change, Episode

if TYPE_CHECKING:
    from cueline.io import Document


@dataclass(frozen=True, slots=True)
class Kept:
    """Changes that were kept: of which file, since when, how many, and what tells the files that they were made on."""

    note: Path
    path: Path
    digest: str
    when: str
    count: int
    change: dict[str, Any]
    origins: tuple[list[int | None], list[int | None]]
    names: tuple[str, ...] = ()

    @property
    def text_file(self) -> Path:
        """The file that holds the whole text, with the changes in it; not there for a long file."""
        return self.note.with_suffix(".txt")

    @property
    def bases(self) -> dict[str, Path]:
        """The files that hold what the changes were made on, by the name each part had; there for a long file only."""
        return {name: _base(self.note, self.digest, n) for n, name in enumerate(self.names)}


def write_note(note: Path, document: Document, episode: Episode, count: int) -> None:
    """Keep the changes that lead from `document` to `episode`; OSError or SaveError where that cannot be."""
    base, digest, files = document.episode, document.fingerprint, document.files
    if document.long:
        for number, file in enumerate(files):
            place = _base(note, digest, number)
            if not place.exists():
                write_whole(place, file.data)
    data = {
        "path": str(document.path),
        "digest": digest,
        "when": datetime.now().isoformat(timespec="seconds"),
        "count": count,
        "items": [item.origin for item in base.items],
        "clips": [clip.origin for clip in base.clips],
        "names": [file.path.name for file in files],
        "change": Change.between(base, episode).to_dict(),
    }
    write_whole(note, json.dumps(data, ensure_ascii=False).encode())
    _drop_bases(note, but=digest)
    if not document.long:
        write_whole(note.with_suffix(".txt"), document.render(episode))


def read_note(note: Path) -> Kept | None:
    """Read what was kept; None if it is damaged."""
    try:
        data = json.loads(note.read_text("utf-8"))
        return Kept(
            note,
            Path(data["path"]),
            data["digest"],
            datetime.fromisoformat(data["when"]).isoformat(),
            int(data["count"]),
            data["change"],
            (data["items"], data["clips"]),
            tuple(map(str, data.get("names", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(note: Path) -> None:
    """Drop a note and what stands beside it."""
    for path in (note, note.with_suffix(".txt")):
        path.unlink(missing_ok=True)
    _drop_bases(note)


def restored(kept: Kept, document: Document) -> Episode | None:
    """Return the document's episode with the kept changes; None if it is not the file they were made on."""
    if document.fingerprint != kept.digest:
        return None
    old_items, old_clips = kept.origins
    items = dict(zip(old_items, (item.origin for item in document.episode.items), strict=False))
    clips = dict(zip(old_clips, (clip.origin for clip in document.episode.clips), strict=False))
    try:
        change = Change.from_dict(kept.change)
        change = replace(
            change,
            items=tuple(replace(s, inserted=_renumbered(s.inserted, items)) for s in change.items),
            clips=tuple(replace(s, inserted=_renumbered(s.inserted, clips)) for s in change.clips),
        )
        return change.apply(document.episode)
    except (KeyError, TypeError, ValueError):
        return None


def whole_text(kept: Kept) -> bytes:
    """Return the whole file with the kept changes in it; FileNotFoundError if it cannot be made any more."""
    if kept.text_file.exists():
        return kept.text_file.read_bytes()
    from cueline.io import parse_document

    parts = {name: place.read_bytes() for name, place in kept.bases.items()}
    if kept.path.name in parts:
        document = parse_document(parts[kept.path.name], kept.path.name, parts)
        episode = restored(kept, document)
        if episode is not None:
            return document.render(episode)
    raise FileNotFoundError(2, "what it was made on is not there any more", str(kept.note))


def _base(note: Path, digest: str, number: int) -> Path:
    return note.with_name(f"{note.stem}.{digest[:12]}.{number}.base")


def _drop_bases(note: Path, but: str = "") -> None:
    wanted = _base(note, but, 0).name.removesuffix("0.base") if but else None
    for place in note.parent.glob("*.base"):
        mine = place.name.rsplit(".", 3)[0] == note.stem
        if mine and (wanted is None or not place.name.startswith(wanted)):
            place.unlink(missing_ok=True)


def _renumbered(entries: Iterable[Any], origins: dict[int | None, int | None]) -> tuple[Any, ...]:
    return tuple(replace(entry, origin=origins.get(entry.origin)) for entry in entries)
