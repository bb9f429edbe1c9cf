"""Start and memory, each in a process of its own, held against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, ratio, side_by_side

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app, window = QApplication([]), QMainWindow()
window.setCentralWidget(QTableView())
"""
OURS = """
import sys
from cueline.gui.app import build
app, window = build(sys.argv[:2])
"""
SHOW = """
window.show()
app.processEvents()
"""
SETTLE = """
import time
until = time.monotonic() + float(sys.argv[2])
while time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
"""
PEAK = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmRSS")))
"""


def results() -> Iterator[Result]:
    """Measure the start of an empty window, then the memory with an hour and with 100,000 lines."""
    bare, ours = side_by_side(7, partial(run, BARE + SHOW), partial(run, OURS + SHOW))
    yield ratio("start to window, over a bare PySide6 window", 1.5, ours, bare)
    if sys.platform == "linux":
        yield memory("memory over a bare window, 1 h (250 lines)", 40, made_file(250))
        yield memory("memory over a bare window, 100,000 lines", 200, made_file(100_000))


def run(code: str, *arguments: str) -> str:
    """Run `code` in a new Python without a screen; return what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "CUELINE_DATA": folder}
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def memory(what: str, budget: float, data: bytes) -> Result:
    """Measure the resident memory with this file open and painted, in MB over a bare window's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episode.md"
        path.write_bytes(data)
        seconds = "2" if len(data) < 1_000_000 else "12"
        ours = int(run(OURS + SHOW + SETTLE + PEAK, str(path), seconds)) / 1024
    bare = int(run(BARE + SHOW + PEAK)) / 1024
    return Result(what, budget, ours - bare, "MB", f"{ours:.0f} MB to {bare:.0f} MB")
