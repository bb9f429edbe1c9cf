"""Time what a key press costs in the line table: `python -m tests.benchmarks.table`.

Prints milliseconds from the key to the painted picture, medians, at 250 and at 100,000 rows.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cueline.episode import edits
from cueline.episode.change import Change
from cueline.episode.values import Episode, Header, Line
from cueline.widgets.lines.table import LineTable

ROUNDS = 30
WORDS = "so we measured it again and again until somebody noticed that the ruler was too short "


def made_episode(count: int) -> Episode:
    """Make an episode of paragraphs of 5 to 60 words, a header before every twentieth."""
    items = [
        Header(f"Part {i // 20}")
        if i % 20 == 0
        else Line((WORDS * 4)[: 30 + i * 37 % 300], ("Ada", "Noa")[i // 2 % 2], i * 4, f"{i * 4}")
        for i in range(count)
    ]
    return Episode(items=tuple(items))


def median_of(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Run an action with the painting it causes; return the median in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        paint()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def paint() -> None:
    """Paint at once what waits to be painted, as the next frame would."""
    for window in QApplication.topLevelWidgets():
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))


class Bench:
    """One table with one made episode."""

    def __init__(self, count: int) -> None:
        self.episode = made_episode(count)
        self.table = LineTable()
        self.table.resize(1000, 700)
        self.table.text_typed.connect(self._typed)
        self.count = count

    def show(self) -> None:
        self.table.set_episode(self.episode)
        self.table.show()
        self.table.grab()

    def apply(self, episode: Episode) -> float:
        """Apply a change; return the milliseconds of the table's own part."""
        change = Change.between(self.episode, episode)
        self.episode = episode
        start = time.perf_counter()
        self.table.apply_change(change, episode)
        paint()
        return (time.perf_counter() - start) * 1000

    def retime(self) -> float:
        line = self.count // 2 + 5
        return statistics.median(
            self.apply(edits.retime(self.episode, line, line * 4 + step))
            for step in range(1, ROUNDS)
        )

    def lengthen(self) -> float:
        line = self.count // 2 + 5
        return statistics.median(
            self.apply(edits.set_text(self.episode, line, "longer " * 4 * step))
            for step in range(1, ROUNDS)
        )

    def _typed(self, index: int, text: str, _gesture: int) -> None:
        self.apply(edits.set_text(self.episode, index, text))


def settle(table: LineTable) -> float:
    """Let the table measure its rows; return the longest block of the window in milliseconds."""
    longest = 0.0
    while not table.heights.settled:
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, (time.perf_counter() - start) * 1000)
    return longest


def measure(count: int) -> dict[str, float]:
    """Measure a table of `count` rows."""
    bench, table = Bench(count), LineTable()
    start = time.perf_counter()
    bench.show()
    figures = {"first show": (time.perf_counter() - start) * 1000}
    table = bench.table
    start = time.perf_counter()
    figures["longest idle chunk"] = settle(table)
    figures["all measured after"] = (time.perf_counter() - start) * 1000
    table.set_current(count // 2)
    figures["row down"] = median_of(lambda: QTest.keyClick(table, Qt.Key.Key_Down))
    figures["page down"] = median_of(lambda: QTest.keyClick(table, Qt.Key.Key_PageDown), 8)
    table.set_current(count // 2)
    table.open_cell(count // 2 + 5)
    figures["a letter typed"] = median_of(lambda: QTest.keyClick(table.cells.text, Qt.Key.Key_A))
    figures["the pause after it"] = median_of(
        lambda: (QTest.keyClick(table.cells.text, Qt.Key.Key_B), table.commit_typing()), 10
    )
    table.close_cell()
    figures["one line retimed"] = bench.retime()
    figures["one text changed"] = bench.lengthen()
    table.set_current(count // 2)
    heard = itertools.cycle((count // 2, count // 2 - 1))
    figures["heard mark moves"] = median_of(lambda: table.set_heard(next(heard)))
    figures["cell opened"] = median_of(lambda: table.open_cell(table.rows.row + 2), 10)
    figures["all lines moved"] = bench.apply(edits.shift(bench.episode, 7))
    return figures


def main() -> int:
    """Print the figures beside each other."""
    app = QApplication.instance() or QApplication(sys.argv)
    small, large = measure(250), measure(100_000)
    print(f"{'':22}{'250 rows':>12}{'100,000 rows':>14}   ms")
    for name, value in small.items():
        print(f"{name:22}{value:12.2f}{large[name]:14.2f}")
    del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
