"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from cueline.io.errors import SaveError, StaleFileError


def check_unchanged(path: Path, data: bytes) -> None:
    """Raise StaleFileError unless the file holds just `data`."""
    try:
        now = path.read_bytes()
    except FileNotFoundError as error:
        raise StaleFileError(
            path, "The file is gone from the disk. Use Save as to write it anew."
        ) from error
    except OSError as error:
        raise SaveError(path, f"The file cannot be read any more: {error.strerror}.") from error
    if now != data:
        raise StaleFileError(
            path,
            "The file was changed by another program since it was opened. It was not written over; "
            "your edits are still here. Save them under another name, or open the file again.",
        )


def write(path: Path, data: bytes) -> None:
    """Write `data` to a new file beside `path` and put it in its place; SaveError leaves what was there.

    Symbolic links are followed; the mode is kept, the owner where the system allows it.
    """
    target = Path(os.path.realpath(path))
    try:
        _replace(target, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SaveError(
            path, f"The file could not be written: {reason}. The one on disk is as it was."
        ) from error


def _replace(target: Path, data: bytes) -> None:
    old = target.stat() if target.exists() else None
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is write-protected", str(target))
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:60]}.", suffix=".tmp", dir=target.parent
    )
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(_remove, name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(name, old)
        os.replace(name, target)
        on_failure.pop_all()
    _sync_folder(target.parent)


def _remove(name: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(name)


def _copy_mode(name: str, old: os.stat_result | None) -> None:
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(name, old.st_uid, old.st_gid)
    os.chmod(name, old.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
