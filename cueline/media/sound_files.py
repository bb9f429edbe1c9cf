"""Files that hold sound: how their names end, and why one cannot be used; without Qt."""

from __future__ import annotations

import os
from pathlib import Path

SOUND_SUFFIXES = (
    ".mp3",
    ".m4a",
    ".m4b",
    ".ogg",
    ".oga",
    ".opus",
    ".flac",
    ".wav",
    ".aac",
    ".aiff",
    ".wma",
    ".mp4",
    ".m4v",
    ".webm",
    ".mkv",
    ".mov",
)
"""How names of sounds (and of films that hold one) end; the likeliest for an episode first."""


def refusal(path: Path) -> str | None:
    """Say why `path` cannot be a sound, in a sentence for people; None when it may be one."""
    if path.is_dir():
        return f"“{path.name}” is a folder, not a sound."
    if not path.is_file():
        return f"The sound “{path.name}” is not there: {path.parent} has no such file."
    if not os.access(path, os.R_OK):
        return f"“{path.name}” cannot be read: you have no permission for it."
    if path.stat().st_size == 0:
        return f"“{path.name}” is empty: there is no sound in it."
    return None


def no_sound_in(path: Path) -> str:
    """Say that a file can be read but holds no sound."""
    return f"“{path.name}” has no sound in it."
