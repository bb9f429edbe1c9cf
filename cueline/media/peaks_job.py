"""Peaks read in a thread of their own, so that the window goes on; told in the window's thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from cueline.media.peaks import Peaks, PeaksError, PeaksReader
from cueline.media.peaks_cache import PeaksCache, SoundStamp

PICTURE = 0.25
"""Seconds between two partial peaks that are told."""


TURN = 0.001
"""Seconds that the thread may keep Python to itself; Python's own 0.005 made the window wait for 30 ms at times."""


class PeaksJob(QObject):
    """Read the peaks of one sound, or recall them from the cache.

    `progress` comes some times a second with the share that is done (0.0 to 1.0) and the `Peaks` so far, then one
    of `done` (the `Peaks`; its `note` says what was wrong with the file) and `failed` (a sentence for people).
    After `cancel` none of them comes. One job reads once: for another sound, or the same anew, make another.
    """

    progress = Signal(float, object)
    done = Signal(object)
    failed = Signal(str)

    _progress_posted = Signal(float, object)
    _done_posted = Signal(object)
    _failed_posted = Signal(str)

    def __init__(
        self, path: str | Path, cache: PeaksCache | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.path = Path(path)
        self._cache = cache
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="cueline peaks", daemon=True)
        self._progress_posted.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._done_posted.connect(self._tell_done, Qt.ConnectionType.QueuedConnection)
        self._failed_posted.connect(self._tell_failed, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether the sound is still being read."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self, *, wait: bool = False) -> None:
        """Stop at the next block, which takes some milliseconds, and tell nothing more. `wait` until it has stopped."""
        self._cancelled.set()
        if wait and self._thread.is_alive():
            self._thread.join()

    @Slot(float, object)
    def _tell_progress(self, fraction: float, peaks: object) -> None:
        if not self._cancelled.is_set():
            self.progress.emit(fraction, peaks)

    @Slot(object)
    def _tell_done(self, peaks: object) -> None:
        if not self._cancelled.is_set():
            self.done.emit(peaks)

    @Slot(str)
    def _tell_failed(self, sentence: str) -> None:
        if not self._cancelled.is_set():
            self.failed.emit(sentence)

    # In the other thread.

    def _work(self) -> None:
        with suppress(RuntimeError), _short_turns():  # gone: nobody waits for the end of it
            try:
                peaks = self._recall_or_read()
            except PeaksError as error:
                self._failed_posted.emit(str(error))
            except OSError as error:
                reason = error.strerror or "it cannot be reached"
                self._failed_posted.emit(f"“{self.path.name}” cannot be read: {reason}.")
            else:
                if peaks is not None:
                    self._done_posted.emit(peaks)

    def _recall_or_read(self) -> Peaks | None:
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
                    self._progress_posted.emit(fraction, reader.peaks())
                time.sleep(0)  # let the window have its turn
            return reader.peaks()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let Python's threads take turns of a millisecond: the window waits for no more than that."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


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
