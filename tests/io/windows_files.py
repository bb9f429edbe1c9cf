"""Stands in for what Windows does otherwise with open and locked files, made from its documentation; it is no Windows.

Of `msvcrt.locking` (Python) and `_locking`, `LockFile`, `UnlockFile` (Microsoft) it is said: a lock begins where the
file stands, has a length, may lie behind the end of the file, and must not overlap another one, whoever has that.
Nobody else may read or write those bytes. `LK_NBLCK` fails at once, with EACCES. `LK_UNLCK` needs the very bytes that
were locked, with the same handle. A lock whose handle is closed, or whose program ends, is taken back at a time of the
system's own choice. Of the C library's `open`: a file that is open can be opened again, but not removed or replaced.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from cueline.io.journal import locks


@dataclass(eq=False)
class Handle:
    """An open file."""

    number: int
    file: tuple[int, int]


@dataclass(frozen=True)
class Lock:
    """Bytes of a file that a handle has locked."""

    handle: Handle
    first: int
    count: int


class Windows:
    """The locks and open files of all programs; and, in the place of `msvcrt`, what this one can ask of it."""

    LK_UNLCK, LK_LOCK, LK_NBLCK, LK_RLCK, LK_NBRLCK = range(5)

    def __init__(self):
        self.locks: list[Lock] = []
        self._one_at_a_time = RLock()
        self._open: dict[int, Handle] = {}
        self._real = {name: getattr(os, name) for name in ("open", "close", "unlink", "replace")}

    def locking(self, number: int, mode: int, count: int) -> None:
        """Lock bytes from where the file stands, or unlock them."""
        with self._one_at_a_time:
            self._lock_or_unlock(number, mode, count)

    def _lock_or_unlock(self, number: int, mode: int, count: int) -> None:
        if number not in self._open:
            raise OSError(errno.EBADF, "Bad file descriptor")
        handle, first = self._open[number], os.lseek(number, 0, os.SEEK_CUR)
        if mode == self.LK_UNLCK:
            found = [
                one
                for one in self.locks
                if (one.handle, one.first, one.count) == (handle, first, count)
            ]
            if not found:
                raise OSError(errno.EACCES, "Permission denied")
            self.locks.remove(found[0])
        elif mode == self.LK_NBLCK:
            if any(
                one.handle.file == handle.file
                and one.first < first + count
                and first < one.first + one.count
                for one in self.locks
            ):
                raise OSError(errno.EACCES, "Permission denied")
            self.locks.append(Lock(handle, first, count))
        else:
            raise OSError(errno.EINVAL, "Invalid argument")

    def settle(self):
        """Take back the locks of closed handles, as the system does some time."""
        self.locks = [one for one in self.locks if one.handle in list(self._open.values())]

    def end_program(self):
        """Close all handles, as the end of a program does."""
        for number in list(self._open):
            self._close(number)

    @contextmanager
    def running(self) -> Iterator[Windows]:
        """Let the program be on Windows, as far as this goes."""
        msvcrt, flag = sys.modules.get("msvcrt"), locks.WINDOWS
        sys.modules["msvcrt"], locks.WINDOWS = self, True  # type: ignore[assignment]
        os.open, os.close, os.unlink, os.replace = (
            self._opened,
            self._close,
            self._unlink,
            self._replace,
        )
        try:
            yield self
        finally:
            for name, call in self._real.items():
                setattr(os, name, call)
            locks.WINDOWS = flag
            del sys.modules["msvcrt"]
            if msvcrt is not None:
                sys.modules["msvcrt"] = msvcrt

    def _opened(self, path, flags, mode=0o777, *, dir_fd=None):
        number = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        self._open[number] = Handle(number, _file_of(os.fstat(number)))
        return number

    def _close(self, number):
        self._open.pop(number, None)
        self._real["close"](number)

    def _unlink(self, path, *, dir_fd=None):
        self._refuse_if_open(path)
        self._real["unlink"](path, dir_fd=dir_fd)

    def _replace(self, old, new):
        for path in (old, new):
            self._refuse_if_open(path)
        self._real["replace"](old, new)

    def _refuse_if_open(self, path):
        if any(_is_open(handle, Path(path)) for handle in list(self._open.values())):
            error = PermissionError(errno.EACCES, "The process cannot access the file", str(path))
            error.winerror = 32  # as Windows tells it
            raise error


def _is_open(handle: Handle, path: Path) -> bool:
    """Tell whether a file is open by this handle, which a file object of Python's own may have closed."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(handle.number), path.stat())
    return False


def _file_of(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
