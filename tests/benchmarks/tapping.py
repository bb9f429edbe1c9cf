"""How exact taps are: somebody who hears clicks at known times presses T in the window, with both players.

The person is simulated, the rest is real: the window, its keys, the player with its clock. When a click is heard is
not asked of the program: it is when the player gives the click's samples to the loudspeaker (whose own delay is not
in it), told by the samples as they come. The person presses at that moment on the computer's clock, first without any
time to react and with none set in the program, then with times around 0.2 s and 0.2 s set.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from cueline.episode import Clock, Line
from cueline.media.vlc_player import availability
from tests.benchmarks.measure import Result
from tests.benchmarks.players import RATE, QtListener, VlcListener, wait
from tests.media.made_sounds import make_clicks

CLICKS = 24
FIRST = 2.5
"""Seconds until the first click: time to find out when the samples of a place are heard."""

REACTION = 0.2
SPREAD = 0.04
"""Seconds that a person takes to react, and by which that differs from time to time (standard deviation)."""


@dataclass(frozen=True)
class Tapped:
    """One click: when it sounds, when the key was pressed (both in seconds of the sound), and the line's stamp."""

    click: float
    pressed: float
    stamp: float


def results() -> Iterator[Result]:
    """Tap a click track with Qt and, where it is installed, with libVLC."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    reason = availability()
    players = [("Qt", QtEar, 40.0), *([("VLC", VlcEar, 120.0)] if reason is None else [])]
    if reason is not None:
        print(f"tapping: VLC left out. {reason}", file=sys.stderr)
    for name, ear, budget in players:
        yield in_time(name, budget, run(ear, 0.0))
        yield as_people_do(name, run(ear, REACTION))
    del app


def in_time(name: str, budget: float, taps: list[Tapped]) -> Result:
    """Return the worst difference between a stamp and the place that was heard when the key was pressed."""
    errors = [(tap.stamp - tap.pressed) * 1000 for tap in taps]
    worst = max((abs(error) for error in errors), default=float("inf"))
    return Result(
        f"tap against what is heard, {name}", budget, worst, "ms", told(taps, errors, "worst of")
    )


def as_people_do(name: str, taps: list[Tapped]) -> Result:
    """Return the typical difference between a stamp and its click, where the person takes 0.2 s, more or less."""
    errors = [(tap.stamp - tap.click) * 1000 for tap in taps]
    typical = median(abs(error) for error in errors)
    detail = told(taps, errors, f"reacting in {REACTION:g} s ± {SPREAD * 1000:.0f} ms; median of")
    return Result(f"tap by a person, {name}", 80.0, typical, "ms", detail)


def told(taps: list[Tapped], errors: list[float], what: str) -> str:
    """Tell the range of the errors, and how many lines would start in the right second."""
    whole = Clock()
    right = sum(whole.round(tap.stamp) == whole.round(tap.click) for tap in taps)
    low, middle, high = min(errors), median(errors), max(errors)
    return (
        f"{what} {len(taps)}; from {low:+.0f} to {high:+.0f}, median {middle:+.0f} ms;"
        f" right second in {right} of {len(taps)}"
    )


def run(make_ear: Callable[[], Any], reaction: float) -> list[Tapped]:
    """Open a click track with its episode in the window, tap it from the first click to the last."""
    from cueline.gui.app import build

    chance = random.Random(7)
    places = [FIRST]
    while len(places) < CLICKS:
        places.append(round(places[-1] + chance.uniform(0.6, 1.5), 3))
    delays = [max(0.05, chance.gauss(reaction, SPREAD)) if reaction else 0.0 for _ in places]
    with tempfile.TemporaryDirectory() as name:
        os.environ["CUELINE_DATA"] = str(Path(name) / "data")
        make_clicks(Path(name) / "clicks.wav", places[-1] + 3, places)
        ear = make_ear()
        app, window = build(["cueline", str(episode(Path(name)))], lambda: ear.player)
        taps = pressed(app, window, ear, reaction, list(zip(places, delays, strict=True)))
        window.session.end()
        window.close()
        wait(app, lambda: False, 0.2)
    return taps


def episode(folder: Path) -> Path:
    """Write an episode with one line for each click, none of them at its time, in hundredths of a second."""
    lines = "".join(
        f"- line: Click {n}.\n  sec: {n}.25\n  time: '0:{n:02d}.25'\n  who: A\n"
        for n in range(CLICKS)
    )
    path = folder / "clicks.md"
    path.write_text(f"---\ntitle: Clicks\ntranscript:\n{lines}---\n", encoding="utf-8")
    return path


def pressed(
    app: Any, window: Any, ear: Any, reaction: float, clicks: list[tuple[float, float]]
) -> list[Tapped]:
    """Play, and press T as long after each click as the person takes."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window.show()
    window.activateWindow()
    wait(app, lambda: window.listening.usable and window.isActiveWindow(), 20)
    wait(app, lambda: False, 1.0)
    window.listening.reaction = reaction
    table = window.panes.table
    table.setFocus()
    table.set_current(0)
    QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    wait(app, lambda: window.listening.now() > FIRST - 1.0, 10)
    found = []
    for row, (click, delay) in enumerate(clicks):
        due = ear.zero() + click + delay
        while time.monotonic() < due:
            app.processEvents()
            time.sleep(0.001)
        moment = time.monotonic() - ear.zero() - reaction
        QTest.keyClick(table, Qt.Key.Key_T)
        line = window.session.episode.items[row]
        assert isinstance(line, Line)
        found.append(Tapped(click, moment, line.start or 0.0))
    return found


class QtEar(QtListener):
    """When what Qt's player gives out is heard; without a sound card it gives each part when its time has come."""

    def __init__(self) -> None:
        self._zeros: list[float] = []
        super().__init__()

    def zero(self) -> float:
        """Return when the sound's beginning was heard, or would have been, on the computer's clock.

        A part can come late, when the computer is busy, but never early.
        """
        return min(self._zeros)

    def _take(self, buffer: Any) -> None:
        self._zeros.append(time.monotonic() - buffer.startTime() / 1e6)


class VlcEar(VlcListener):
    """When what libVLC gives out is heard: it comes early, with the moment at which it is to be heard."""

    def __init__(self) -> None:
        self._count = 0
        self._zeros: list[float] = []
        super().__init__()

    def zero(self) -> float:
        """Return when the sound's beginning was heard, or would have been, on the computer's clock."""
        return median(self._zeros)

    def take(self, _data: Any, samples: int, count: int, pts: int) -> None:
        """Note when these samples are heard: this runs on a thread of libVLC."""
        import vlc

        ahead = (pts - vlc.libvlc_clock()) / 1e6
        self._zeros.append(time.monotonic() + ahead - self._count / RATE)
        self._count += count
