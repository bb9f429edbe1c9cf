"""Earlier versions of files: what a save replaces, and what the last one wrote, kept for a month in app data."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from cueline.atomic_file import make_folder, patiently, remove, write_whole
from cueline.data_folder import data_folder
from cueline.io.journal.claims import name_of

FOLDER = "versions"
"""The folder of the versions, in the one for application data."""

KEPT = timedelta(days=31)
LIMIT = 200_000_000
"""Bytes that all versions may take together, packed; the oldest go first."""

_STAMP = "%Y%m%dT%H%M%S.%f"
_SUFFIX = ".gz"
_SAVED = "saved"


class DamagedVersionError(Exception):
    """A version that cannot be read any more; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a file once held: till when (UTC), and where that is kept.

    `saved`: it was written then, and nobody has seen since what became of it.
    """

    when: datetime
    digest: str
    place: Path
    size: int
    saved: bool = False

    def read(self) -> bytes:
        """Return the bytes; DamagedVersionError if they are not what was kept."""
        try:
            data = gzip.decompress(self.place.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise DamagedVersionError("This version cannot be read any more.") from error
        if sha256(data).hexdigest() != self.digest:
            raise DamagedVersionError("This version is damaged: it is not what was kept.")
        return data


class Versions:
    """The versions in `folder`: a folder for each file, and in it a file for each version, by time and digest."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    @classmethod
    def for_app(cls) -> Versions:
        """Return the versions that the program keeps for this user, whether the window or a command."""
        return cls(data_folder() / FOLDER)

    def keep(
        self, path: Path, data: bytes, now: datetime | None = None, *, saved: bool = False
    ) -> None:
        """Keep what `path` held till now, or holds from now on, as it is just `saved`. OSError where that cannot be.

        What was kept already is kept from now on.
        """
        digest = sha256(data).hexdigest()
        older = [version.place for version in self.of(path) if version.digest == digest]
        stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime(_STAMP)
        name = f"{stamp}-{digest}-{_SAVED}" if saved else f"{stamp}-{digest}"
        place = self._folder_of(path) / f"{name}{_SUFFIX}"
        write_whole(place, gzip.compress(data, 6, mtime=0))
        for one in older:
            if one != place:
                remove(one)

    def of(self, path: Path) -> list[Version]:
        """Return the versions of a file, the newest first."""
        return sorted(_found(self._folder_of(path)), key=lambda v: v.when, reverse=True)

    def follow(self, old: Path, new: Path) -> None:
        """Keep the versions of a file that was renamed under its new name. OSError where that cannot be."""
        found, target = self.of(old), self._folder_of(new)
        for version in found:
            make_folder(target)
            patiently(partial(version.place.replace, target / version.place.name))
        if found:
            _remove_if_empty(self._folder_of(old))

    def clean(self, now: datetime | None = None) -> None:
        """Remove what is older than a month, and the oldest of what is too much."""
        last = (now or datetime.now(UTC)) - KEPT
        total = 0
        with suppress(OSError):
            found = [version for folder in self.folder.iterdir() for version in _found(folder)]
            for version in sorted(found, key=lambda v: v.when, reverse=True):
                total += version.size
                if version.when < last or total > self.limit:
                    remove(version.place)
                    _remove_if_empty(version.place.parent)

    def _folder_of(self, path: Path) -> Path:
        return self.folder / name_of(path)


def _found(folder: Path) -> list[Version]:
    found: list[Version] = []
    with suppress(OSError):
        for place in folder.glob(f"*{_SUFFIX}"):
            stamp, _, rest = place.name.removesuffix(_SUFFIX).partition("-")
            digest, _, kind = rest.partition("-")
            with suppress(ValueError, OSError):
                when = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
                found.append(Version(when, digest, place, place.stat().st_size, kind == _SAVED))
    return found


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
