"""What is on the disk, asked so that no answer is a fault: a name may be too long, or in a folder that is not ours."""

from __future__ import annotations

from pathlib import Path


def is_file(path: Path | str) -> bool:
    """Tell whether there is a file, as far as that may be known."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path | str) -> bool:
    """Tell whether there is a folder, as far as that may be known."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
