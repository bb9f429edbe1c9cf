"""What a save does to a file: looked at before, written whole or not at all."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cueline.atomic_file import PRIVATE, Fresh, is_held, replace_file
from cueline.io.errors import SaveError, StaleFileError
from cueline.io.journal import locks
from cueline.system_faults import in_words

_PATIENCE = 0.5
"""How many seconds one waits for another program of ours to have replaced a file."""


def check_unchanged(path: Path, data: bytes) -> None:
    """Raise StaleFileError unless the file holds just `data`."""
    try:
        now = path.read_bytes()
    except FileNotFoundError as error:
        raise StaleFileError(
            path, "The file is gone from the disk. Use Save as to write it anew.", gone=True
        ) from error
    except OSError as error:
        raise SaveError(path, f"The file cannot be read any more: {in_words(error)}.") from error
    if now != data:
        raise StaleFileError(
            path,
            "The file was changed by another program since it was opened. It was not written over; "
            "your edits are still here. Save them under another name, or open the file again.",
        )


def is_same_file(one: Path, two: Path) -> bool:
    """Tell whether two paths lead to one file, there or not."""
    try:
        first, second = one.stat(), two.stat()
    except OSError:
        return one.absolute() == two.absolute()
    if first.st_ino == 0:  # on Windows some file systems number no files (python/cpython#78116)
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(two))
    return os.path.samestat(first, second)


def is_one_of(path: Path, others: Iterable[Path]) -> bool:
    """Tell whether a path leads to a file that one of the others leads to."""
    return any(is_same_file(path, other) for other in others)


def write(path: Path, data: bytes, old: bytes | None = None) -> None:
    """Write `data` to a new file beside `path` and put it in its place; SaveError leaves what was there.

    `old`: what the file has to hold till it is replaced, or StaleFileError: writing takes a while, and another program
    may save meanwhile. Symbolic links are followed; the mode is kept, the owner where the system allows it.
    """

    def put(fresh: Fresh) -> None:
        with alone_at(fresh.target):
            if old is not None:
                check_unchanged(path, old)
            fresh.put_in_place()

    try:
        replace_file(path, data, put=put)
    except OSError as error:
        raise not_written(path, error) from error


@contextmanager
def alone_at(target: Path) -> Generator[None]:
    """Keep other windows and programs of ours from replacing a file, where the system can do that.

    Whoever waits finds another file when it is its turn. A lock that somebody else holds on is not waited for.
    """
    with ExitStack() as leaving:
        with suppress(OSError):
            handle = _opened_to_lock(target)
            leaving.callback(os.close, handle)
            leaving.callback(locks.unlock, handle)
            end = time.monotonic() + _PATIENCE
            while not locks.lock(handle) and time.monotonic() < end:
                time.sleep(0.002)
        yield


def _opened_to_lock(target: Path) -> int:
    """Open what is locked: the file itself; on Windows, where none is replaced that is open, another in its stead."""
    if not locks.WINDOWS:
        return os.open(target, os.O_RDONLY)
    from tempfile import gettempdir

    from cueline.io.journal.claims import name_of

    place = Path(gettempdir(), f"cueline-{name_of(target)}.lock")
    return os.open(place, os.O_RDWR | os.O_CREAT, PRIVATE)


def not_written(path: Path, error: OSError) -> SaveError:
    """Return the error that says why a file could not be written."""
    folder = path.absolute().parent
    if isinstance(error, FileNotFoundError) and not folder.is_dir():
        cause = f"the folder {folder} is not there"
        return SaveError(path, f"The file could not be written: {cause}.", cause, gone=True)
    cause = "another program has it open" if is_held(error) else in_words(error)
    if error.errno in (errno.EACCES, errno.EPERM) and not os.access(folder, os.W_OK):
        cause = f"you may not write into the folder {folder}"
    reason = f"The file could not be written: {cause}. The one on disk is as it was."
    return SaveError(path, reason, cause)
