"""Time a frame of the waveform: `python -m tests.benchmarks waveform`, or `python -m tests.benchmarks.waveform`.

Made sound of 1 h and 3 h, 300 and 10,000 edges, 1600 pixels; medians of milliseconds from the call to the painted
picture.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from cueline.episode import Change, Clip, Clock, Episode, Header, Line, edits
from cueline.widgets.theme import apply_theme
from cueline.widgets.waveform.waveform import Waveform
from tests.benchmarks.measure import Result

FRAMES = 60
ROUNDS = 6
"""The quietest of them counts: a frame that waits for another program says nothing about the waveform."""

SIZE = (1600, 190)
TEXT = "And then we measured it again, until somebody noticed that the ruler was too short."


def made_peaks(seconds: int) -> np.ndarray:
    """Make peaks like those of speech: syllables, pauses, two loudnesses."""
    random = np.random.default_rng(seconds)
    count = seconds * 100
    loud = np.repeat(random.random(count // 12 + 1) ** 2, 12)[:count]
    loud *= np.repeat(random.random(count // 80 + 1) > 0.22, 80)[:count]
    height = loud * 22000 * (0.5 + 0.5 * random.random(count)) + 60
    return np.stack([-height * (0.6 + 0.4 * random.random(count)), height], 1).astype(np.int16)


def made_episode(seconds: int, edges: int) -> Episode:
    """Make an episode with so many edges: lines, a section and a clip at every 25th."""
    step = seconds / edges
    items: list[Header | Line] = []
    clips: list[Clip] = []
    for number in range(edges):
        start = round(number * step, 2)
        if number % 25 == 0:
            items.append(Header(f"Part {number // 25}"))
            clips.append(Clip(f"Part {number // 25}", start, round(start + 25 * step, 2)))
        items.append(Line(TEXT, ("Nora", "Tomas")[number % 2], start))
    return Episode(tuple(items), tuple(clips), clock=Clock(precision=2))


class Bench:
    """One waveform that is shown, with one sound and one episode."""

    def __init__(self, seconds: int, edges: int) -> None:
        self.seconds, self.episode = seconds, made_episode(seconds, edges)
        self.wave = Waveform()
        self.wave.resize(*SIZE)
        self.wave.set_follow(False)
        self.wave.set_episode(self.episode)
        peaks = made_peaks(seconds)
        began = time.perf_counter()
        self.wave.set_peaks(peaks, 100, seconds)
        self.set_up = (time.perf_counter() - began) * 1000
        self.wave.set_current(3)
        self.wave.show()
        QApplication.processEvents()
        paint()

    def frames(self, action: Callable[[int], object]) -> list[float]:
        """Run an action and paint, again and again; return the milliseconds of each.

        Those of this thread: what else the machine does is left out."""
        times = []
        for number in range(FRAMES):
            began = time.thread_time()
            action(number)
            paint()
            times.append((time.thread_time() - began) * 1000)
        return times

    def pan(self, span: float) -> list[float]:
        """Move a view of `span` seconds by 7 pixels a frame."""
        self.wave.show_range(self.seconds / 3, self.seconds / 3 + span)
        return self.frames(lambda _: self.wave.pan_pixels(7))

    def zoom(self) -> list[float]:
        """Come closer and closer from the whole sound, then go back."""
        self.wave.zoom_fit()
        return self.frames(lambda n: self.wave.zoom(1.13 if n < FRAMES / 2 else 1 / 1.13, 700))

    def whole(self) -> list[float]:
        """Draw the whole sound anew."""
        self.wave.zoom_fit()
        return self.frames(lambda _: self.wave.refresh())

    def playhead(self) -> list[float]:
        """Let the playhead move over a view that stays."""
        self.wave.show_range(0, 60)
        return self.frames(lambda n: self.wave.set_playhead(n / 3))

    def retime(self) -> list[float]:
        """Move one line, as an edit does."""
        self.wave.show_range(0, 60)

        def move(number: int) -> None:
            episode = edits.retime(self.episode, 5, 10 + number / 10)
            change = Change.between(self.episode, episode)
            self.episode = episode
            self.wave.apply_change(change, episode)

        return self.frames(move)


def paint() -> None:
    """Paint at once what waits to be painted, as the next frame would."""
    for window in QApplication.topLevelWidgets():
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))


def results() -> Iterator[Result]:
    """Measure all, and hold them against the budgets."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        apply_theme(application, "light")
    for hours, edges in ((1, 300), (3, 10_000)):
        bench = Bench(hours * 3600, edges)
        what = f"waveform frame, {hours} h, {edges:,} edges"
        for name, work in (
            ("pan, 60 s in view", partial(bench.pan, 60)),
            ("pan, 600 s in view", partial(bench.pan, 600)),
            ("zoom", bench.zoom),
            ("all in view", bench.whole),
            ("playhead", bench.playhead),
            ("one line retimed", bench.retime),
        ):
            times = min((work() for _ in range(ROUNDS)), key=median)
            late = sorted(times)[int(len(times) * 0.95)]
            detail = f"95 % within {late:.2f} ms; pyramid {bench.set_up:.0f} ms"
            budget = 8 if work == bench.retime else 2  # an edit has that of a key press
            yield Result(f"{what}: {name}", budget, median(times), "ms", detail)
        bench.wave.close()
        bench.wave.deleteLater()


if __name__ == "__main__":
    kept = True
    for result in results():
        kept &= result.kept
        print(f"{result.what:58} {result.measured:6.2f} ms   {result.detail}")
    sys.exit(0 if kept else 1)
