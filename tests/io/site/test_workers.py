"""Files read in processes: one that ends its process, and where there are no processes to be had."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cueline.io.site.site import Site
from cueline.io.site.workers import read_chunks
from tests.cli.test_check import GOOD, SPOILT

WITHOUT_A_FILE = """
import sys
from pathlib import Path
from cueline.io.site.index import SiteIndex
index = SiteIndex(Path(sys.argv[1]), None)
print(index.refresh(lambda *_: True, workers=2).read, {entry.fault for entry in index.entries()})
"""
INDEXES = """
import sys
from pathlib import Path
from cueline.io.site.index import SiteIndex

def tell(done, total, entry):
    if entry is not None:
        print(done)
    return True

if __name__ == "__main__":
    SiteIndex(Path(sys.argv[1]), None).refresh(tell, workers=2)
"""


class Deadly(Site):
    """A site that ends the process that gets to know it."""

    def __reduce__(self):
        return os._exit, (3,)


def made(folder, count, text=GOOD):
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:02}.md" for number in range(count)]
    for path in paths:
        path.write_text(text)
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
        check=True, cwd=Path(__file__).parents[3], timeout=60,
    )  # fmt: skip
    assert done.stdout == "13 {''}\n"


@pytest.mark.skipif(os.name == "nt", reason="there a process does not share what another prints to")
@pytest.mark.parametrize("began", ["check", "index"])
def test_no_process_stays_when_the_program_is_killed(tmp_path, began):
    made(tmp_path / "site", 400, SPOILT)
    (tmp_path / "index.py").write_text(INDEXES)
    what = ["-m", "cueline", "check"] if began == "check" else [tmp_path / "index.py"]
    program = subprocess.Popen(
        [sys.executable, *what, tmp_path / "site"], stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert program.stdout.read(1), "processes are at work when the first file is told of"
    program.kill()
    program.communicate(timeout=20)  # to the end, which comes when nobody is left who could print
    assert program.returncode == -signal.SIGKILL
