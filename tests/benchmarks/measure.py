"""Take times side by side, and hold them against a budget."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Result:
    """One budget and what was measured; `unit` is "×" for a ratio, else "ms" or "MB".

    `least` turns the budget round: measured has to be at least that much. `detail` tells the figures behind it.
    """

    what: str
    budget: float
    measured: float
    unit: str = "×"
    detail: str = ""
    least: bool = False

    @property
    def kept(self) -> bool:
        """Tell whether the budget is kept."""
        return self.measured >= self.budget if self.least else self.measured <= self.budget


def side_by_side(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Run the works in turn, `rounds` times; return the median milliseconds of each.

    In turn, so that whatever else the machine does falls on all of them alike.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for own, work in zip(times, works, strict=True):
            own.append(milliseconds(work))
    return [median(own) for own in times]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes, with no garbage of earlier work in its way."""
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def ratio(what: str, budget: float, ours: float, theirs: float, *, least: bool = False) -> Result:
    """Return the result for `ours` over `theirs`, both in milliseconds (with `least`: theirs over ours)."""
    measured = theirs / ours if least else ours / theirs
    return Result(what, budget, measured, "×", f"{ours:.1f} ms to {theirs:.1f} ms", least)


def probe(module: str, data: bytes) -> dict[str, Any]:
    """Run a module of the benchmarks in a new process on a file of these bytes; return the figures that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episode.md"
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", str(path)],
            cwd=ROOT,
            env=surroundings(f"{folder}/data"),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def surroundings(data: str) -> dict[str, str]:
    """Return the environment of a program as a user has it, with its data in folder `data`, without a screen.

    Bytecode is kept, as it is when the program is installed.
    """
    kept = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "CUELINE_DATA": data}
