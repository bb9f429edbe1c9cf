"""Start and memory, each in a process of its own, held against a bare PySide6 window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, ratio, surroundings

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
BARE = """
import sys
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
CLOCK = """
import time
print(time.time())
"""
OPENED = """
import time
until = time.monotonic() + 120
table = window.panes.table
while time.monotonic() < until and not (table.model().rowCount() and table.heights.settled):
    app.processEvents()
    time.sleep(0.001)
until = time.monotonic() + 1
while time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
"""
MEMORY = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmRSS")))
"""


def results() -> Iterator[Result]:
    """Measure the start of an empty window, then the memory with an hour and with 100,000 lines."""
    yield start()
    if sys.platform == "linux":
        yield memory("memory over a bare window, 1 h (250 lines)", 40, made_file(250), rounds=3)
        yield memory("memory over a bare window, 100,000 lines", 200, made_file(100_000), rounds=1)


def start() -> Result:
    """Measure from the start of the process to the painted window, in turn with a bare one."""
    times: dict[str, list[float]] = {BARE: [], OURS: []}
    for code in times:
        run(code + SHOW)  # so that bytecode and files are where a second start finds them
    for _ in range(ROUNDS):
        for code, own in times.items():
            began = time.time()
            own.append((float(run(code + SHOW + CLOCK)) - began) * 1000)
    what = "start to window, over a bare PySide6 window"
    return ratio(what, 1.5, median(times[OURS]), median(times[BARE]))


def run(code: str, *arguments: str) -> str:
    """Run `code` in a new Python without a screen; return what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings(folder), capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def memory(what: str, budget: float, data: bytes, rounds: int) -> Result:
    """Measure the resident memory with this file open, painted and measured, in MB over a bare window's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episode.md"
        path.write_bytes(data)
        ours = [int(run(OURS + SHOW + OPENED + MEMORY, str(path))) / 1024 for _ in range(rounds)]
    bare = [int(run(BARE + SHOW + MEMORY)) / 1024 for _ in range(rounds)]
    detail = f"{median(ours):.0f} MB to {median(bare):.0f} MB"
    return Result(what, budget, median(ours) - median(bare), "MB", detail)
