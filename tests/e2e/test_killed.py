"""The program is killed while somebody works with it: the file is whole, and the next start brings all back."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from cueline.io import open_document
from cueline.resources.sample import copy_sample
from tests.e2e.killed_window import digest

LONG = bool(os.environ.get("CUELINE_LONG"))
MOMENTS = 100 if LONG else 2
LOST = 1.0
"""Seconds before the end of which nothing has to come back."""
USUAL = 0.3
"""Seconds within which a step follows the one before, if nothing else holds the machine up."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX can kill a program so")


def program(folder, *arguments):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "CUELINE_DATA": str(folder), "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "tests.e2e.killed_window", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def states(log):
    return [json.loads(line) for line in log.read_text().splitlines() if line.endswith("]")]


def held_up(noted, killed):
    """Return by how long one step before the end took longer than any should, s: what is written is as late then."""
    steps = pairwise([*(when for when, _ in noted), killed])
    late = [end - begin - USUAL for begin, end in steps if end > killed - 2 * LOST]
    return max(0.0, *late)


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_the_file_is_whole_and_the_next_start_brings_back_all_but_the_last_second(tmp_path, seed):
    path, log, data = copy_sample(tmp_path / "sample"), tmp_path / "log", tmp_path / "data"
    worker = program(data, "work", log, seed, path)
    until = time.monotonic() + 60
    while not log.exists() or len(states(log)) < 3:
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(LOST + 1.5 * random.Random(seed).random())
    killed = time.time()
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    noted = states(log)
    known = [digest for _, digest in noted]
    safe = sum(when < killed - LOST - 4 * held_up(noted, killed) for when, _ in noted) - 1
    assert digest(open_document(path).episode) in known

    told = json.loads(program(data, "look").communicate(timeout=60)[0])

    assert told["digest"] in known[max(safe, 0) :]
    assert told["index"] > 0
    assert told["first"] == known[0]
    assert bool(told["unsaved"]) == any("Restored" in text for text in told["notices"])
