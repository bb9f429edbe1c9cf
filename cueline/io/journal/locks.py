"""A lock on an open file that the system itself takes back when its program ends, however that ends.

All that the systems do differently about it stands here. On Windows a lock is on bytes of the file, which nobody else
may read meanwhile; so it is on one that is far behind the end, where there are none.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

WINDOWS = os.name == "nt"
_PLACE, _COUNT = 2**30, 1


def lock(handle: int) -> bool:
    """Lock an open file; False if another handle has it locked. OSError: this file system has no locks."""
    try:
        if WINDOWS:
            _windows_lock(handle, "LK_NBLCK")
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def unlock(handle: int) -> None:
    """Unlock a file, before it is closed: Windows says not when it does that by itself. Not locked is no error."""
    with suppress(OSError):
        if WINDOWS:
            _windows_lock(handle, "LK_UNLCK")
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_UN)


def _windows_lock(handle: int, mode: str) -> None:
    import msvcrt

    windows: Any = msvcrt
    os.lseek(handle, _PLACE, os.SEEK_SET)  # it locks where the file stands
    try:
        windows.locking(handle, getattr(windows, mode), _COUNT)
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
