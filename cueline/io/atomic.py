"""Files written whole or not at all, one or several at once."""

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


def is_same_file(one: Path, two: Path) -> bool:
    """Tell whether two paths lead to one file, there or not."""
    try:
        return one.samefile(two)
    except OSError:
        return one.absolute() == two.absolute()


def write(path: Path, data: bytes) -> None:
    """Write `data` to a new file beside `path` and put it in its place; SaveError leaves what was there.

    Symbolic links are followed; the mode is kept, the owner where the system allows it.
    """
    with contextlib.ExitStack() as on_failure:
        try:
            fresh = Fresh(path, data)
            on_failure.callback(fresh.discard)
            fresh.put_in_place()
        except OSError as error:
            raise not_written(path, error) from error
        on_failure.pop_all()
    sync_folder(fresh.target.parent)


class Fresh:
    """New bytes for a file, on the disk beside it and not yet in its place. OSError where they cannot be written."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.target = Path(os.path.realpath(path))
        old = self.target.stat() if self.target.exists() else None
        if old is not None and not os.access(self.target, os.W_OK):
            raise PermissionError(13, "it is write-protected", str(self.target))
        handle, name = tempfile.mkstemp(
            prefix=f".{self.target.name[:60]}.", suffix=".tmp", dir=self.target.parent
        )
        self.place = Path(name)
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(self.discard)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _copy_mode(name, old)
            on_failure.pop_all()

    def put_in_place(self) -> None:
        """Let the new bytes take the place of the old ones."""
        os.replace(self.place, self.target)

    def discard(self) -> None:
        """Remove the new bytes, if they are still beside the file."""
        with contextlib.suppress(OSError):
            self.place.unlink()


def not_written(path: Path, error: OSError) -> SaveError:
    """Return the error that says why a file could not be written."""
    reason = error.strerror or str(error)
    return SaveError(
        path, f"The file could not be written: {reason}. The one on disk is as it was."
    )


def sync_folder(folder: Path) -> None:
    """See to it that names put into a folder are on the disk, where the system can do that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
