"""What a save does to a file: looked at before, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from cueline.atomic_file import replace_file
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
    try:
        replace_file(path, data)
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> SaveError:
    """Return the error that says why a file could not be written."""
    reason = error.strerror or str(error)
    return SaveError(
        path, f"The file could not be written: {reason}. The one on disk is as it was."
    )
