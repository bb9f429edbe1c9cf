"""How long each thread of this program was at work, and how long it waited for a processor; Linux alone tells."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_TASKS = Path("/proc/self/task")


class ThreadTime:
    """The times of one thread since it began; the one that makes this, where no other is named."""

    def __init__(self, native: int | None = None) -> None:
        self._file = _TASKS / str(native or threading.get_native_id()) / "schedstat"
        try:
            self._handle: int | None = os.open(self._file, os.O_RDONLY)
        except OSError:
            self._handle = None

    def __del__(self) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def now(self) -> tuple[float, float] | None:
        """Return the milliseconds at work and those of waiting for a processor; None where nobody tells."""
        if self._handle is None:
            return None
        try:
            ran, waited, _ = os.pread(self._handle, 64, 0).split()
        except (OSError, ValueError):
            return None  # the thread has ended
        return int(ran) / 1e6, int(waited) / 1e6


class AllThreads:
    """Tells which of Python's threads was at work most since it was asked last."""

    def __init__(self) -> None:
        self._times: dict[int, ThreadTime] = {}
        self._ran: dict[int, float] = {}

    def busiest(self, but: int) -> tuple[int, float]:
        """Return the thread that worked most, and for how many milliseconds; `but` one; (0, 0.0) for none."""
        most = (0, 0.0)
        for thread in threading.enumerate():
            if thread.ident is None or thread.native_id is None or thread.native_id == but:
                continue
            time = self._times.setdefault(thread.native_id, ThreadTime(thread.native_id))
            now = time.now()
            ran, _ = now or (0.0, 0.0)
            most = max(
                most, (thread.ident, ran - self._ran.get(thread.native_id, 0.0)), key=_worked
            )
            self._ran[thread.native_id] = ran
        return most


def _worked(thread: tuple[int, float]) -> float:
    return thread[1]
