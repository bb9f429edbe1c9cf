"""The file of a journal: records are put at its end, or it is written anew whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from cueline.atomic_file import sync, write_whole
from cueline.io.journal.claims import is_there
from cueline.io.journal.frames import framed
from cueline.io.journal.records import Record
from cueline.io.journal.records_json import to_json


class JournalFile:
    """Writes frames. An append that fails leaves the file as it was, or closes it: then it has to be written anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._checksum = 0
        self._handle = -1

    @property
    def is_sound(self) -> bool:
        """Whether records can be put at the end: it was written, and is still there under its name."""
        if self._handle < 0:
            return False
        with suppress(OSError):
            return is_there(self._handle, self.path)
        return False

    def write_anew(self, records: Iterable[Record]) -> None:
        """Write the whole file; OSError leaves the one that is there."""
        self.close()
        end = _End(0, 0)

        def write(file: IO[bytes]) -> None:
            for record in records:
                file.write(end.next(record))

        write_whole(self.path, write)
        self._handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        self.size, self._checksum = end.size, end.checksum

    def append(self, records: Iterable[Record]) -> None:
        """Put records at the end, not yet synced; OSError: none of them is there."""
        end = _End(self.size, self._checksum)
        try:
            for record in records:
                _write(self._handle, end.next(record))
        except OSError:
            self._cut_back()
            raise
        self.size, self._checksum = end.size, end.checksum

    def sync(self) -> None:
        """See to it that all is on the disk; OSError: what is there is not known any more."""
        try:
            sync(self._handle)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._handle, self.size)
        except OSError:
            self.close()


class _End:
    """Where the next frame goes: the size of the file and the checksum of the frame before."""

    def __init__(self, size: int, checksum: int) -> None:
        self.size, self.checksum = size, checksum

    def next(self, record: Record) -> bytes:
        """Return the next frame."""
        frame, self.checksum = framed(to_json(record), self.checksum)
        self.size += len(frame)
        return frame


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
