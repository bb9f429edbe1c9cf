"""How long the window does not answer, at most, in each step of a day's work: with 250, 20,000 and 100,000 lines."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, probe

BUDGET = 50
ROUNDS = 3


def results() -> Iterator[Result]:
    """Measure each number of lines; told are the longest stop, the steps above the budget, and the window's work."""
    for lines in (250, 20_000, 100_000):
        rounds = [probe("blocking_probe", made_file(lines)) for _ in range(ROUNDS)]
        stops = {name: median(one[name][0] for one in rounds) for name in rounds[0]}
        work = {name: median(one[name][1] for one in rounds) for name in rounds[0]}
        over = sorted((name for name in stops if stops[name] > BUDGET), key=lambda n: -stops[n])
        told = ", ".join(f"{name} {stops[name]:.0f}" for name in over)
        most = max(stops.values())
        yield Result(f"window without an answer, {lines:,} lines", BUDGET, most, "ms", told)
        name = max(work, key=lambda n: work[n])
        yield Result(f"of it its own work, {lines:,} lines", BUDGET, work[name], "ms", name)
