"""How long the window's event loop stood still: a heartbeat in the loop, and a thread that looks what it waits for."""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from tests.thread_times import AllThreads, ThreadTime

BEAT_MS = 2
LATE_MS = 50
_SAMPLE_SECONDS = 0.004
_HELD_MS = 10
_AFTER_SECONDS = 0.03


@dataclass(frozen=True)
class Gap:
    """The longest time without a heartbeat in a phase, in milliseconds, but for the waiting for a processor.

    `work`: how much of it the window's own thread was at work; `others`: how long other threads of the program were,
    together; `waited`: how long the window waited for a processor, None where nobody tells. `place`: where the window
    stood then; `other`: where the thread was that worked most meanwhile; "" if that is unknown.
    """

    phase: str
    milliseconds: float
    work: float = 0.0
    others: float = 0.0
    waited: float | None = None
    place: str = ""
    other: str = ""

    @property
    def own(self) -> float:
        """The milliseconds without the window's waiting for a processor, which another program has."""
        return self.milliseconds - (self.waited or 0.0)

    @property
    def held(self) -> float | None:
        """The milliseconds that another thread, or the disk, held the window up; None where nobody tells.

        A thread that has the interpreter may itself wait for a processor.
        """
        return None if self.waited is None else max(0.0, self.own - self.work)

    @property
    def busy(self) -> float:
        """The milliseconds that the program was at work: nearly as many on a machine that others use as on a free one.

        Without the disk; with all of what other threads did, as far as the window may have waited for it.
        """
        rest = self.milliseconds - self.work if self.held is None else self.held
        return self.work + min(rest, self.others)


class Watchdog(QObject):
    """Measures while it exists; `gaps` has the longest gap of each phase."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gaps: list[Gap] = []
        self._longest, self._at = Gap("", 0.0), 0.0
        self._time = ThreadTime()
        self._begin()
        self._seen: list[str] = []
        self._others: list[tuple[float, float, str]] = []
        """When each was noted, the milliseconds of work till then, and where."""
        self._collecting = 0.0
        gc.callbacks.append(self._note_collection)
        self._own, self._native = threading.get_ident(), threading.get_native_id()
        self._ended = threading.Event()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        threading.Thread(target=self._look, name="watchdog", daemon=True).start()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure what is done inside, until the event loop has come to rest."""
        self.settle(0.05)
        self._longest = Gap("", 0.0)
        self._others.clear()
        self._begin()
        yield
        self._beat()
        self.gaps.append(replace(self._longest, phase=name, other=self._busiest()))

    def settle(self, seconds: float) -> None:
        """Let the event loop run."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QCoreApplication.processEvents()
            time.sleep(0.0005)

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()
        gc.callbacks.remove(self._note_collection)
        self._ended.set()

    def _begin(self) -> None:
        self._beaten, self._worked = time.perf_counter(), time.thread_time()
        self._all_worked = time.process_time()
        known = self._time.now()
        self._waited = None if known is None else known[1]

    def _beat(self) -> None:
        began, worked, waited, all_worked = (
            self._beaten, self._worked, self._waited, self._all_worked,
        )  # fmt: skip
        self._begin()
        work = self._worked - worked
        others = max(0.0, self._all_worked - all_worked - work)
        gap = Gap("", (self._beaten - began) * 1000, work * 1000, others * 1000)
        if waited is not None and self._waited is not None:
            gap = replace(gap, waited=self._waited - waited)
        if gap.busy > self._longest.busy:
            place = self._seen[len(self._seen) // 2] if self._seen else ""
            self._longest, self._at = replace(gap, place=place), self._beaten
        self._seen.clear()

    def _busiest(self) -> str:
        """Tell who else was at work in the longest gap; a thread that is held up itself notes it a little later."""
        began = self._at - self._longest.milliseconds / 1000
        noted = [
            (worked, place)
            for at, worked, place in self._others
            if began < at < self._at + _AFTER_SECONDS
        ]
        return max(noted, default=(0.0, ""))[1]

    def _look(self) -> None:
        """Note again and again where the threads are while the window's heart does not beat."""
        threads, asked = AllThreads(), time.perf_counter()
        while not self._ended.wait(_SAMPLE_SECONDS):
            before, asked = asked, time.perf_counter()
            late = (asked - before) * 1000 > _HELD_MS
            thread, ran = threads.busiest(but=self._native)
            if not late and (asked - self._beaten) * 1000 < LATE_MS / 4:
                continue
            frames = sys._current_frames()
            self._seen.append(_place_in(frames.get(self._own)))
            if ran > 1 and thread != threading.get_ident():
                self._note_other(ran, _place_in(frames.get(thread)))

    def _note_other(self, worked: float, place: str) -> None:
        self._others.append((time.perf_counter(), worked, f"{worked:.0f} ms {place}"))

    def _note_collection(self, phase: str, told: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._collecting = now
        elif (now - self._collecting) * 1000 > _HELD_MS:
            words = f"looking for garbage of generation {told['generation']}"
            self._note_other(
                (now - self._collecting) * 1000, f"{words} in {_place_in(sys._getframe(1))}"
            )


def _place_in(frame: FrameType | None) -> str:
    """Name the innermost functions of the program that are under way."""
    calls = traceback.extract_stack(frame) if frame is not None else []
    own = [call for call in calls if "/cueline/" in call.filename] or calls
    return " < ".join(
        f"{call.filename.rpartition('/cueline/')[2]}:{call.lineno} {call.name}"
        for call in own[:-5:-1]
    )
