"""What Qt's own FFmpeg writes to the terminal: nothing, for the window says what is wrong with a sound."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

import PySide6

QUIET = 8
"""AV_LOG_FATAL of libavutil/log.h: only what ends the program is written."""

PLACES = {"linux": "Qt/lib/libavutil.so.*", "darwin": "Qt/lib/libavutil.*", "win32": "avutil-*.dll"}
"""Where PySide6 keeps the library, by platform."""


def hush() -> None:
    """Let Qt's FFmpeg write no more "Input #0, mp3, from …" for every sound; call it once Qt Multimedia is loaded.

    Qt has no setting for it but QT_FFMPEG_DEBUG, which tells more; where that is set, nothing is changed. A Qt that
    was built with the system's FFmpeg is left as it is.
    """
    if "QT_FFMPEG_DEBUG" in os.environ or sys.platform not in PLACES:
        return
    folder = Path(PySide6.__file__ or "").parent
    library = next(iter(sorted(folder.glob(PLACES[sys.platform]))), None)
    if library is not None:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(str(library)).av_log_set_level(QUIET)
