"""The window's budgets: from the file chosen to its lines, and from a key to the first changed picture."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, probe

KEYS = ["row down", "a letter", "one line retimed", "undo"]
ROUNDS = {250: 5, 100_000: 3}


def results() -> Iterator[Result]:
    """Measure both with 250 lines and with 100,000."""
    figures: dict[str, float] = {}
    for lines, rounds in ROUNDS.items():
        figures = probed(made_file(lines), rounds)
        what = f"file chosen to first painted table, over the open time, {lines:,} lines"
        detail = f"opening itself {figures['open']:.0f} ms"
        yield Result(what, 100, figures["first paint"], "ms", detail)
        for key in KEYS:
            yield Result(f"key to picture: {key}, {lines:,} lines", 8, figures[key], "ms")
    yield Result("a change to all 100,000 lines", 300, figures["all lines shifted"], "ms")


def probed(data: bytes, rounds: int) -> dict[str, float]:
    """Run the probe several times; return the median of each figure."""
    found = [probe("window_probe", data) for _ in range(rounds)]
    return {name: median(figures[name] for figures in found) for name in found[0]}
