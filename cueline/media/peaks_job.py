"""Peaks read in a thread of their own, so that the window goes on; told in the window's thread."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject

from cueline.media.peaks import Peaks, PeaksReader
from cueline.media.peaks_cache import PeaksCache, SoundStamp
from cueline.media.sound_job import SoundJob

PICTURE = 0.25
"""Seconds between two partial peaks that are told."""

ROUGH = 200_000
"""Pairs of values in partial peaks at most: the window takes a millisecond for them, however long the sound is."""


class PeaksJob(SoundJob):
    """Read the peaks of one sound, or recall them from the cache.

    `progress` comes some times a second with the share that is done (0.0 to 1.0) and rough `Peaks` so far, then one
    of `done` (the `Peaks`; its `note` says what was wrong with the file) and `failed` (a sentence for people).
    After `cancel` none of them comes. One job reads once: for another sound, or the same anew, make another.
    """

    def __init__(
        self, path: str | Path, cache: PeaksCache | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(path, parent)
        self._cache = cache

    def _work(self) -> Peaks | None:
        before = SoundStamp.of(self.path)
        if self._cache is not None and before is not None:
            kept = self._cache.recall(before)
            if kept is not None:
                return kept
        peaks = self._read()
        if peaks is None or before is None:
            return peaks
        note = _change(self.path, before)
        if note:
            return Peaks(peaks.values, peaks.duration, note=note, told=peaks.told)
        if self._cache is not None:
            self._cache.keep(before, peaks)
        return peaks

    def _read(self) -> Peaks | None:
        last = 0.0
        with PeaksReader(self.path) as reader:
            for fraction in reader.steps():
                if self._cancelled.is_set():
                    return None
                now = time.perf_counter()
                if now - last >= PICTURE:
                    last = now
                    self._progress_posted.emit(fraction, reader.peaks().coarser(ROUGH))
                time.sleep(0)  # let the window have its turn
            return reader.peaks()


def _change(path: Path, before: SoundStamp) -> str:
    """Say what became of the sound while it was read; "" if it stayed as it was."""
    after = SoundStamp.of(path)
    if after == before:
        return ""
    if after is None:
        return f"“{path.name}” was moved or deleted while it was read; what was there is shown."
    if after.size > before.size:
        return f"“{path.name}” grew while it was read; choose it again to see the rest."
    return f"“{path.name}” was changed while it was read; choose it again to see what it is now."
