"""A folder of 200 episodes checked, held against opening each of them, and against the cores there are.

On a machine that does something else meanwhile the cores are not free, and only the processor time tells anything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cueline.io import DocumentError, open_document
from cueline.io.checking.checking import check_files, files_below
from tests.benchmarks.episodes import made_file
from tests.benchmarks.measure import Result, ratio, side_by_side
from tests.corpus_files import corpus_files

TIMES = 10
EPISODES = 200
PER_CORE = 2
PEAK = """
import resource, sys
from pathlib import Path
from cueline.io.checking.checking import check_files, files_below

def peak():
    # What the system tells of the whole program begins with what its parent had.
    status = Path("/proc/self/status")
    told = status.read_text().partition("VmHWM:")[2].split() if status.exists() else ()
    return int(told[0]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

first = peak()
sum(len(checked.findings) for checked in check_files(files_below([Path(sys.argv[1])])))
print((peak() - first) / 1024, peak() / 1024)
"""


def results() -> Iterator[Result]:
    """Measure copies of the real episodes; made ones where there is no corpus."""
    with tempfile.TemporaryDirectory() as folder:
        files = copies(Path(folder))
        for path in files[EPISODES:]:
            path.unlink()
        del files[EPISODES:]
        opened, alone, checked = side_by_side(
            3,
            partial(open_all, files),
            partial(check_all, Path(folder), 1),
            partial(check_all, Path(folder), None),
        )
        cores = os.cpu_count() or 1
        what = f"{len(files)} episodes"
        yield ratio(
            f"checking {what}, over their opens by the cores", PER_CORE, checked, opened / cores
        )
        yield ratio("the same on one core, over their opens", PER_CORE, alone, opened)
        work = (partial(check_all, Path(folder), None), partial(open_all, files))
        times = map(processor_time, work)
        yield ratio("the same in processor time of all cores", PER_CORE, *times)
        grown, peak = map(float, program(folder).split())
        yield Result(f"memory that checking {what} takes", 60, grown, "MB", f"peak {peak:.0f} MB")


def copies(folder: Path) -> list[Path]:
    """Put the episodes into a folder ten times over; return the files."""
    real = [path for path in corpus_files("episodes/*.md") if not path.name.startswith("_")]
    for number in range(TIMES):
        (folder / str(number)).mkdir()
        for path in real:
            shutil.copy(path, folder / str(number))
        for length in () if real else range(150, 190):
            (folder / str(number) / f"{length}.md").write_bytes(made_file(length))
    return files_below([folder])


def open_all(files: list[Path]) -> None:
    """Open every file, one after the other."""
    for path in files:
        try:
            open_document(path)
        except DocumentError:
            continue


def check_all(folder: Path, workers: int | None) -> int:
    """Check a folder as the command does; return how much was found."""
    found = check_files(files_below([folder]), workers=workers)
    return sum(len(checked.findings) for checked in found)


def processor_time(work: Callable[[], object]) -> float:
    """Return how many milliseconds all cores work for `work`, its processes included."""
    before = os.times()
    work()
    after = os.times()
    return sum(now - then for now, then in zip(after[:4], before[:4], strict=True)) * 1000


def program(folder: str) -> str:
    """Check a folder in a new program, and return what that says of its memory."""
    command = [sys.executable, "-c", PEAK, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout
