"""Files of an open document that were renamed, or moved with their folder: found again by their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from cueline.io.document import Document
from cueline.io.two_files import TwoFileDocument

_MANY = 1000
"""Into how many folders beside the one that is gone is looked at most."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Where the files of a document are now; at least one of them is called otherwise."""

    places: Mapping[Path, Path]

    @property
    def path(self) -> Path:
        """The first file that is called otherwise."""
        return next(new for old, new in self.places.items() if old != new)

    def following(self, document: Document) -> Document | None:
        """Return a document of these files under their new names; None where they no longer make one episode."""
        if {file.path for file in document.files} != set(self.places):
            return None
        files = [_called(file, self.places[file.path]) for file in document.files]
        if not isinstance(document, TwoFileDocument):
            return files[0]
        words, data = files
        together = words.path.parent == data.path.parent and words.name == document.path.name
        return TwoFileDocument.joined(words, data) if together else None  # the metadata names it


def find_renamed(document: Document) -> Renamed | None:
    """Find where the files of a document are that are gone; None where one is not found, or none is gone."""
    places = {file.path: file.path for file in document.files}
    for file in document.files:
        if not file.path.exists():
            found = next(_places_of(file), None)
            if found is None:
                return None
            places[file.path] = found
    return Renamed(places) if any(old != new for old, new in places.items()) else None


def _places_of(file: Document) -> Iterator[Path]:
    """Give the files that hold just what a file held that is gone: in its folder, or where that folder is now."""
    with suppress(OSError):
        if file.path.parent.exists():
            yield from (
                other
                for other in sorted(file.path.parent.iterdir())
                if other.suffix == file.path.suffix and _holds(other, file.disk)
            )
            return
        there = next(folder for folder in file.path.parents if folder.exists())
        rest = file.path.relative_to(there).parts[1:]
        for entry in sorted(there.iterdir())[:_MANY]:
            if _holds(place := entry.joinpath(*rest), file.disk):
                yield place


def _holds(place: Path, data: bytes) -> bool:
    with suppress(OSError):
        return place.is_file() and place.stat().st_size == len(data) and place.read_bytes() == data
    return False


def _called(file: Document, path: Path) -> Document:
    """Return a document that is the same under another name; what was found out about it stays known."""
    found = copy(file)
    found.path = path
    return found
