"""Press keys in the real window, and time each until its picture changed.

`python -m tests.benchmarks.window_probe FILE` prints one JSON object, in milliseconds. `window.py` runs it, in a
process of its own, without a screen.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cueline.episode import edits
from cueline.gui.app import build
from cueline.gui.files import files
from cueline.gui.undo import Edit
from cueline.io import Document
from cueline.widgets.lines.table import LineTable

ROUNDS = 15
Key = tuple[Qt.Key, Qt.KeyboardModifier]
PLAIN, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
DOWN, NUDGE, UNDO = (Qt.Key.Key_Down, PLAIN), (Qt.Key.Key_Right, ALT), (Qt.Key.Key_Z, CTRL)
LETTER, OPEN, LEAVE = (Qt.Key.Key_E, PLAIN), (Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Escape, PLAIN)


class PaintWatch(QObject):
    """Tells whether anything in the table was painted since it was asked last."""

    def __init__(self, table: LineTable) -> None:
        super().__init__()
        self._painted = False
        cells = table.cells
        for watched in (table.viewport(), cells.text.viewport(), cells.time, cells.speaker):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a painting, and let it happen."""
        if event.type() == QEvent.Type.Paint:
            self._painted = True
        return False

    def until_painted(self, app: QApplication) -> None:
        """Let the program run until the table is painted; give up after a minute."""
        self._painted = False
        until = time.monotonic() + 60
        while not self._painted and time.monotonic() < until:
            app.processEvents()


class Stopwatch:
    """Calls a function and keeps how many milliseconds that took."""

    def __init__(self, work: Callable[[Path], Document]) -> None:
        self._work = work
        self.spent = 0.0

    def __call__(self, path: Path) -> Document:
        began = time.perf_counter()
        document = self._work(path)
        self.spent = (time.perf_counter() - began) * 1000
        return document


def paints_of_lines() -> list[float]:
    """Return a list that gets the moment, in seconds, at the end of each painting of lines.

    The moment at which events have been dealt with is later: the panes beside the lines are filled before it.
    """
    moments: list[float] = []
    paint = LineTable.paintEvent

    def noting(self: LineTable, e: QPaintEvent) -> None:
        paint(self, e)
        moments.append(time.perf_counter())

    LineTable.paintEvent = noting
    return moments


class Probe:
    """The window with one file open, and what can be timed in it."""

    def __init__(self, path: Path) -> None:
        self.paints = paints_of_lines()
        self.app, self.window = build([sys.argv[0]])
        self.table = self.window.panes.table
        self.window.resize(1280, 800)
        self.window.show()
        self.settle(0.5)
        self.watch = PaintWatch(self.table)
        self.open_time, self.first_paint = self.show_file(path)

    def show_file(self, path: Path) -> tuple[float, float]:
        """Open a file as if it were chosen; return the milliseconds of reading, and those until it is seen besides."""
        read = Stopwatch(files.read)
        files.read = read
        began = time.perf_counter()
        self.window.open_path(path)
        while not self.table.model().rowCount():
            self.app.processEvents()
            time.sleep(0.0005)  # or this loop would take half of the reader's time
        self.paints.clear()
        while not self.paints:
            self.app.processEvents()
        return read.spent, (self.paints[0] - began) * 1000 - read.spent

    def settle(self, seconds: float) -> None:
        """Let the program come to rest."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.001)

    def press(self, key: Key) -> float:
        """Press a key where the focus is; return the milliseconds until the table is painted."""
        target = QApplication.focusWidget() or self.table
        began = time.perf_counter()
        QTest.keyClick(target, key[0], key[1])
        self.watch.until_painted(self.app)
        return (time.perf_counter() - began) * 1000

    def repeated(self, *keys: Key, rest: float = 0.1) -> list[float]:
        """Press the keys in turn, many times; return the median for each."""
        times: list[list[float]] = [[] for _ in keys]
        for _ in range(ROUNDS):
            for own, key in zip(times, keys, strict=True):
                own.append(self.press(key))
                self.settle(rest)
        return [median(own) for own in times]

    def measure(self) -> dict[str, float]:
        """Time everything there is."""
        self.settle(1)
        self.table.setFocus()
        self.table.set_current(self.table.model().rowCount() // 2)
        self.settle(0.5)
        (down,) = self.repeated(DOWN)
        nudge, undo = self.repeated(NUDGE, UNDO)
        QTest.keyClick(self.table, *OPEN)
        self.settle(0.3)
        (letter,) = self.repeated(LETTER)
        QTest.keyClick(QApplication.focusWidget() or self.table, *LEAVE)
        self.settle(0.5)
        return {
            "open": self.open_time,
            "first paint": self.first_paint,
            "row down": down,
            "one line retimed": nudge,
            "undo": undo,
            "a letter": letter,
            "all lines shifted": median(self.shift(seconds) for seconds in (1, -1, 1)),
        }

    def shift(self, seconds: float) -> float:
        """Shift every line; return the milliseconds until the table is painted."""
        session = self.window.session
        began = time.perf_counter()
        episode = edits.shift(session.episode, seconds)
        session.apply(Edit("shift", None, "Shift"), episode)
        self.watch.until_painted(self.app)
        return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(Probe(Path(sys.argv[1])).measure()))
