"""How long the window's event loop stood still: a heartbeat in the loop, and a thread that looks what it waits for."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

BEAT_MS = 2
LATE_MS = 50
_SAMPLE_SECONDS = 0.01


@dataclass(frozen=True)
class Gap:
    """The longest time without a heartbeat in a phase, in milliseconds.

    `work`: how much of it the window's own thread was at work; the rest it waited, for another thread or for a turn on
    the processor. `place`: where it stood then, "" if that is unknown.
    """

    phase: str
    milliseconds: float
    work: float = 0.0
    place: str = ""


class Watchdog(QObject):
    """Measures while it exists; `gaps` has the longest gap of each phase."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gaps: list[Gap] = []
        self._longest = Gap("", 0.0)
        self._beaten, self._worked = time.perf_counter(), time.thread_time()
        self._stack: list[str] = []
        self._own = threading.get_ident()
        self._ended = threading.Event()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        threading.Thread(target=self._look, daemon=True).start()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure what is done inside, until the event loop has come to rest."""
        self.settle(0.05)
        self._start()
        yield
        self._beat()
        self.gaps.append(replace(self._longest, phase=name))

    def settle(self, seconds: float) -> None:
        """Let the event loop run."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QCoreApplication.processEvents()
            time.sleep(0.0005)

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()
        self._ended.set()

    def _start(self) -> None:
        self._longest = Gap("", 0.0)
        self._beaten, self._worked = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gap = (now - self._beaten) * 1000
        if gap > self._longest.milliseconds:
            place = self._stack[len(self._stack) // 2] if self._stack else ""
            self._longest = Gap("", gap, (worked - self._worked) * 1000, place)
        self._beaten, self._worked = now, worked
        self._stack.clear()

    def _look(self) -> None:
        """Note again and again where the window's thread is while its heart does not beat."""
        while not self._ended.wait(_SAMPLE_SECONDS):
            if (time.perf_counter() - self._beaten) * 1000 > LATE_MS / 2:
                frame = sys._current_frames().get(self._own)
                if frame is not None:
                    self._stack.append(_place_in(frame))


def _place_in(frame: object) -> str:
    """Name the innermost functions of the program that are under way."""
    calls = traceback.extract_stack(frame)  # pyright: ignore[reportArgumentType]
    own = [call for call in calls if "/cueline/" in call.filename]
    return " < ".join(
        f"{call.filename.rpartition('/cueline/')[2]}:{call.lineno} {call.name}"
        for call in own[:-4:-1]
    )
