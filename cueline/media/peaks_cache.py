"""Peaks kept between runs: a file for each sound, in the folder for application data, up to a total size."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cueline.atomic_file import write_whole
from cueline.media.peaks import RATE, Peaks

LIMIT = 200_000_000
"""Bytes that all files may take together: peaks of some 130 hours."""

FORMAT = 2
"""The number of this way of writing them; files of another are read anew."""


@dataclass(frozen=True)
class SoundStamp:
    """What a sound was when its peaks were read: where it is, its bytes, and the nanosecond of its last change."""

    path: str
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> SoundStamp | None:
        """Return the stamp of the sound as it is now, None where it is gone."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(str(path.absolute()), found.st_size, found.st_mtime_ns)

    @property
    def file_name(self) -> str:
        """The name for its peaks; a sound that was changed gets the same, and replaces them."""
        return (
            hashlib.sha256(self.path.encode("utf-8", "surrogateescape")).hexdigest()[:32] + ".npy"
        )


class PeaksCache:
    """The peaks in `folder`, at most `limit` bytes of them; the ones not looked at for longest go first.

    A file is an array as `numpy.save` writes it, then a line of JSON. One that is damaged, or of a sound that was
    changed since, counts as not there; a disk that is full or read-only only means that nothing is kept.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def recall(self, stamp: SoundStamp) -> Peaks | None:
        """Return the peaks of the sound with this stamp, None if they are not kept."""
        path = self.folder / stamp.file_name
        try:
            with path.open("rb") as file:
                peaks = _read(file, stamp)
        except (OSError, ValueError, EOFError, KeyError, TypeError):
            return None
        if peaks is not None:
            with suppress(OSError):
                os.utime(path)
        return peaks

    def keep(self, stamp: SoundStamp, peaks: Peaks) -> None:
        """Keep the peaks of the sound with this stamp, if they are complete."""
        if not peaks.complete:
            return
        with suppress(OSError):
            _replace(self.folder / stamp.file_name, stamp, peaks)
            self._shrink()

    def _shrink(self) -> None:
        found = [(p, p.stat()) for p in self.folder.glob("*.npy")]
        total = sum(state.st_size for _, state in found)
        for path, state in sorted(found, key=lambda entry: entry[1].st_mtime_ns):
            if total <= self.limit:
                return
            path.unlink(missing_ok=True)
            total -= state.st_size


def _read(file: IO[bytes], stamp: SoundStamp) -> Peaks | None:
    import numpy as np

    values = np.lib.format.read_array(file, allow_pickle=False)
    told = json.loads(file.read())
    if told["stamp"] != [FORMAT, stamp.path, stamp.size, stamp.changed]:
        return None
    if values.dtype != np.int16 or values.ndim != 2 or values.shape[1] != 2:
        return None
    return Peaks(
        values,
        float(told["duration"]),
        RATE,
        str(told["note"]),
        told=told["told"],
        indexed=told["indexed"],
    )


def _replace(path: Path, stamp: SoundStamp, peaks: Peaks) -> None:
    import numpy as np

    about = {
        "stamp": [FORMAT, stamp.path, stamp.size, stamp.changed],
        "duration": peaks.duration,
        "note": peaks.note,
        "told": peaks.told,
        "indexed": peaks.indexed,
    }

    def write(file: IO[bytes]) -> None:
        np.lib.format.write_array(file, peaks.values, allow_pickle=False)
        file.write(json.dumps(about).encode())

    write_whole(path, write)
