"""The window's budgets: from the file chosen to its lines, and from a key to the first changed picture."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result

ROOT = Path(__file__).resolve().parents[2]
KEYS = ["row down", "a letter", "one line retimed", "undo"]


def results() -> Iterator[Result]:
    """Measure both with 250 lines and with 100,000."""
    for lines in (250, 100_000):
        figures = probe(made_file(lines))
        over = figures["first paint"] - figures["open"]
        detail = f"{figures['first paint']:.0f} ms, of it {figures['open']:.0f} ms opening"
        yield Result(
            f"file chosen to first painted table, over the open time, {lines:,} lines",
            100,
            over,
            "ms",
            detail,
        )
        for key in KEYS:
            yield Result(f"key to picture: {key}, {lines:,} lines", 8, figures[key], "ms")
    yield Result("a change to all 100,000 lines", 300, figures["all lines shifted"], "ms")


def probe(data: bytes) -> dict[str, float]:
    """Run the probe on this file in a new process; return its figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episode.md"
        path.write_bytes(data)
        surroundings = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "CUELINE_DATA": f"{folder}/data",
        }
        command = [sys.executable, "-m", "tests.benchmarks.window_probe", str(path)]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)
