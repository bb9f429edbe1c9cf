"""A file written whole: a reader finds the old bytes or the new ones, never half. Standard library only."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO, TypeVar

T = TypeVar("T")

LEFT_OVER = 3600
"""Seconds after which new bytes that nobody put in their place are those of a program that was killed."""

PRIVATE = 0o600
"""The mode of what the program keeps for itself."""

_ASKING = Lock()
"""Held while the process has another mask: it is asked for by being set."""

_HELD = (5, 32, 33)
"""What Windows answers (`winerror`) where somebody has a file open: scanners, indexers, clouds do for a moment."""

_NAMES = 100
"""New names that are tried at most."""

_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds after which what may pass is tried again."""

_NOT_WRITTEN = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EBADF)
"""What a sync says where the data did not get to the disk; anything else means that this kind of sync is not known."""

Content = bytes | Callable[[IO[bytes]], None]
"""What a file is to hold: bytes, or a function that writes them."""


class Fresh:
    """New bytes for a file, on the disk beside it and not yet in its place. OSError where they cannot be written.

    Symbolic links are followed. The mode of a file that is there is kept, the owner and its marks where the system
    allows it; a new one gets `mode`, or what the system gives to new files.
    """

    def __init__(self, path: Path, content: Content, mode: int | None = None) -> None:
        self.target = Path(os.path.realpath(path))
        old = self.target.stat() if self.target.exists() else None
        if old is not None and not os.access(self.target, os.W_OK):
            raise PermissionError(13, "it is write-protected", str(self.target))
        handle, self.place = new_file(self.target.parent, _prefix_of(self.target), ".tmp")
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(self.discard)
            with os.fdopen(handle, "wb") as file:
                _fill(file, content)
                file.flush()
                _copy_mode(self.place, old, mode)
                if old is not None:
                    _copy_marks(self.target, self.place)
                sync(file.fileno())
            on_failure.pop_all()

    def put_in_place(self) -> None:
        """Let the new bytes take the place of the old ones."""
        patiently(lambda: os.replace(self.place, self.target))

    def discard(self) -> None:
        """Remove the new bytes, if they are still beside the file."""
        remove(self.place)


def replace_file(
    path: Path,
    content: Content,
    mode: int | None = None,
    put: Callable[[Fresh], None] = Fresh.put_in_place,
) -> None:
    """Write a file whole and put it in its place; OSError leaves what was there, and so does what `put` raises.

    `put` does the last of it, when the new bytes are on the disk.
    """
    with contextlib.ExitStack() as on_failure:
        fresh = Fresh(path, content, mode)
        on_failure.callback(fresh.discard)
        put(fresh)
        on_failure.pop_all()
    sync_folder(fresh.target.parent)
    remove_left_over(fresh.target)


def patiently(act: Callable[[], T], passes: Callable[[OSError], bool] | None = None) -> T:
    """Do something with a file, and try again for a while where what stands in the way `passes`. OSError of `act`.

    That is, if nothing else is said, that somebody has the file open, on Windows.
    """
    for seconds in _WAITS:
        try:
            return act()
        except OSError as error:
            if not (passes or is_held)(error):
                raise
            time.sleep(seconds)
    return act()


def is_held(error: OSError) -> bool:
    """Tell whether Windows said no because somebody has the file open, as far as it says so."""
    return isinstance(error, PermissionError) and getattr(error, "winerror", None) in _HELD


def new_file(folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
    """Make a new file under a name that nobody has; return it, open, with its place. OSError where none can be made.

    `tempfile` takes a folder of Windows that refuses new files for one that has the name already, and tries two
    thousand million others (https://github.com/python/cpython/issues/66305).
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_NAMES):
        place = folder / f"{prefix}{os.urandom(4).hex()}{suffix}"
        with contextlib.suppress(FileExistsError):
            return os.open(place, flags, PRIVATE), place
    raise FileExistsError(errno.EEXIST, "no new name is free there", str(folder))


def remove(path: Path) -> None:
    """Remove a file if that can be done; one that is not there is no error."""
    with contextlib.suppress(OSError):
        patiently(path.unlink)


def write_whole(path: Path, content: Content) -> None:
    """Write a file of the program's own, and the folder for it; OSError leaves what was there."""
    make_folder(path.parent)
    replace_file(path, content, PRIVATE)


def remove_left_over(target: Path) -> None:
    """Remove what programs that were killed while they wrote a file have left beside it.

    Nothing is removed where the note of a save of several files stands (`.saving`), which may still need it.
    """
    name = re.compile(re.escape(_prefix_of(target)) + r"[a-z0-9_]{8}\.tmp")
    with contextlib.suppress(OSError):
        entries = list(os.scandir(target.parent))
        if any(entry.name.endswith(".saving") for entry in entries):
            return
        for entry in entries:
            if name.fullmatch(entry.name) and time.time() - entry.stat().st_mtime > LEFT_OVER:
                os.unlink(entry.path)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, and those that it stands in, if they are not there; their names are on the disk then."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for place in reversed(missing):
        sync_folder(place.parent)


def sync(handle: int) -> None:
    """See to it that what was written to an open file is on the disk; OSError where it is not.

    On macOS `fsync` ends in the memory of the drive. Another call goes on to the disk, where the file system knows it.
    """
    if os.name == "posix":
        import fcntl

        to_the_disk = getattr(fcntl, "F_FULLFSYNC", None)
        if to_the_disk is not None:
            try:
                fcntl.fcntl(handle, to_the_disk)
            except OSError as error:
                if error.errno in _NOT_WRITTEN:
                    raise
            else:
                return
    os.fsync(handle)


def sync_folder(folder: Path) -> bool:
    """See to it that names put into a folder are on the disk; False where the system cannot do that."""
    if os.name != "posix":
        return False
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            sync(handle)
        finally:
            os.close(handle)
    except OSError:
        return False
    return True


def _prefix_of(target: Path) -> str:
    return f".{target.name[:60]}."


def _fill(file: IO[bytes], content: Content) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        content(file)


def _copy_mode(name: Path, old: os.stat_result | None, mode: int | None) -> None:
    if old is None:
        if mode is None:
            with _ASKING:
                mask = os.umask(0)
                os.umask(mask)
            mode = 0o666 & ~mask
        os.chmod(name, mode)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(name, old.st_uid, old.st_gid)
    os.chmod(name, old.st_mode & 0o7777)


def _copy_marks(old: Path, new: Path) -> None:
    """Copy what stands with a file beside its bytes and its mode: the Finder's tags, rights given to single users."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "darwin":
            import ctypes  # Python has no call for it; the flags are COPYFILE_ACL and COPYFILE_XATTR

            copyfile = ctypes.CDLL(None).copyfile
            copyfile.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_uint32]
            copyfile(os.fsencode(old), os.fsencode(new), None, 1 | 4)
        elif sys.platform == "linux":
            for name in os.listxattr(old):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
