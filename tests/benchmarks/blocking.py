"""How long the window does not answer, at most, in each step of a day's work: with 250, 20,000 and 100,000 lines."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, probe

BUDGET = 50
ROUNDS = 3

_KINDS = (
    ("own", "window without an answer"),
    ("busy", "of it the program at work"),
    ("work", "of it the window’s own work"),
)
"""Waiting for a processor, which another program has, is not counted where the system tells of it; the second figure
also leaves out what the window's other threads waited for one."""


def results() -> Iterator[Result]:
    """Measure each number of lines; told are the steps above the budget, or the longest."""
    for lines in (250, 20_000, 100_000):
        rounds = [probe("blocking_probe", made_file(lines)) for _ in range(ROUNDS)]
        for kind, words in _KINDS:
            found = {name: _median(rounds, name, kind) for name in rounds[0]}
            steps = sorted(found, key=lambda name: -found[name])
            over = [name for name in steps if found[name] > BUDGET] or steps[:1]
            told = ", ".join(f"{name} {found[name]:.0f}" for name in over)
            yield Result(f"{words}, {lines:,} lines", BUDGET, found[steps[0]], "ms", told)


def _median(rounds: list[dict[str, Any]], name: str, kind: str) -> float:
    """Return the median of a figure of a step; 0 where the system does not tell it."""
    return median(one[name][kind] or 0.0 for one in rounds)
