"""Files read in processes: one that ends its process, and where there are no processes to be had."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cueline.io.site.site import Site
from cueline.io.site.workers import read_chunks
from tests.cli.test_check import GOOD

WITHOUT_A_FILE = """
import sys
from pathlib import Path
from cueline.io.site.index import SiteIndex
index = SiteIndex(Path(sys.argv[1]), None)
print(index.refresh(lambda *_: True, workers=2).read, {entry.fault for entry in index.entries()})
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from cueline.io.site.index import SiteIndex

def die(done, total, entry):
    if done:
        print(*Path(f"/proc/self/task/{os.getpid()}/children").read_text().split(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return True

if __name__ == "__main__":
    SiteIndex(Path(sys.argv[1]), None).refresh(die, workers=2)
"""


class Deadly(Site):
    """A site that ends the process that gets to know it."""

    def __reduce__(self):
        return os._exit, (3,)


def made(folder, count):
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:02}.md" for number in range(count)]
    for path in paths:
        path.write_text(GOOD)
    return paths


def test_a_file_that_ends_its_process_is_the_only_one_with_a_fault(tmp_path):
    paths = made(tmp_path, 8)
    chunks = [(Site(), paths[:3]), (Deadly(), paths[3:4]), (Site(), paths[4:])]
    readings = [reading for _, results in read_chunks(chunks, 2) for reading in results]
    faults = {reading.entry.path.name: reading.entry.fault for reading in readings}
    assert sorted(faults) == [path.name for path in paths]
    assert [name for name, fault in faults.items() if fault] == ["03.md"]


def test_without_processes_this_one_reads(tmp_path):
    made(tmp_path, 13)
    done = subprocess.run(
        [sys.executable, "-", str(tmp_path)], input=WITHOUT_A_FILE, capture_output=True, text=True,
        check=True, cwd=Path(__file__).parents[2], timeout=60,
    )  # fmt: skip
    assert done.stdout == "13 {''}\n"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the processes")
def test_no_process_stays_when_the_program_is_killed(tmp_path):
    made(tmp_path / "site", 40)
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    done = subprocess.run(
        [sys.executable, script, str(tmp_path / "site")], stdout=subprocess.PIPE, text=True,
        check=False, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}, timeout=60,
    )  # fmt: skip
    started = [Path("/proc", number, "status") for number in done.stdout.split()]
    assert len(started) > 1
    until = time.monotonic() + 20
    while any(map(runs, started)):
        assert time.monotonic() < until
        time.sleep(0.05)


def runs(status):
    try:
        return "State:\tZ" not in status.read_text()
    except OSError:
        return False
