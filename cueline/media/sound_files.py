"""Files that hold sound: how their names end, and why one cannot be used; without Qt."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cueline.media.on_disk import is_file, is_folder

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


MOST_CHUNKS = 64
"""Parts of a WAV file before its samples that are looked at."""


def refusal(path: Path) -> str | None:
    """Say why `path` cannot be a sound, in a sentence for people; None when it may be one."""
    if is_folder(path):
        return f"“{path.name}” is a folder, not a sound."
    if not is_file(path):
        return f"The sound “{path.name}” is not there: {path.parent} has no such file."
    if not os.access(path, os.R_OK):
        return f"“{path.name}” cannot be read: you have no permission for it."
    if _is_empty(path):
        return f"“{path.name}” is empty: there is no sound in it."
    return length_is_zero(path) if _is_wave_without_sound(path) else None


def length_is_zero(path: Path) -> str:
    """Say that a file is a sound, but one that lasts no time."""
    return f"“{path.name}” has no sound in it: its length is zero."


def no_sound_in(path: Path) -> str:
    """Say that a file can be read but holds no sound."""
    return f"“{path.name}” has no sound in it."


def _is_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:  # it has just gone: whoever opens it says so
        return False


def _is_wave_without_sound(path: Path) -> bool:
    """Tell whether a WAV file ends where its samples should begin; a player takes it for a sound that never ends."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return False
        for _ in range(MOST_CHUNKS):
            chunk = file.read(8)
            if len(chunk) < 8:
                return True
            if chunk[:4] == b"data":
                return not file.read(1)
            size = int.from_bytes(chunk[4:], "little")
            file.seek(size + size % 2, os.SEEK_CUR)
    return False
