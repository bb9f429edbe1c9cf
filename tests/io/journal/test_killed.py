"""A real program, killed at random moments while it edits and saves: the file is whole, and the work comes back.

`CUELINE_LONG=1` tries 200 moments instead of a dozen.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cueline.io import open_document
from cueline.io.journal.claims import left_over
from cueline.io.journal.reading import Journalled, disk_of, read_journal
from tests.io.killed_writer import brought_back, state_of

ROOT = Path(__file__).resolve().parents[3]
MOMENTS = 200 if os.environ.get("CUELINE_LONG") else 12
LONGEST = 0.5


LINES = "".join(
    f"- line: 'Line {n}, of some length, so that there is something to write.'\n"
    f"  sec: {n * 7}\n  time: '{n * 7 // 60}:{n * 7 % 60:02d}'\n  who: {'Ana' if n % 2 else 'Bo'}\n"
    for n in range(60)
)
ONE_FILE = {
    "episode.md": f"---\ntitle: One\nseason: 3\ntranscript:\n- header: Start\n{LINES}---\nbody\n"
}
TWO_FILES = {
    "e7.yaml": "title: One\ntranscript: e7-transcript.yaml\nquotableClips: []\n",
    "e7-transcript.yaml": f"segments:\n- header: Start\n{LINES}",
}


def killed(path: Path, data: Path, seed: int) -> list[str]:
    """Let the program work for a random time, kill it, and return what it told."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.io.killed_writer", path, data, str(seed)],
        stdout=subprocess.PIPE, cwd=ROOT,
    ) as program:  # fmt: skip
        assert program.stdout
        assert program.stdout.readline() == b"ready\n"
        time.sleep(random.Random(seed).uniform(0, LONGEST))
        program.send_signal(signal.SIGKILL)
        told = program.stdout.read().decode()
    return told.splitlines()


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_after_a_kill_the_files_are_whole_and_the_work_is_there(tmp_path, seed):
    texts = TWO_FILES if seed % 3 == 2 else ONE_FILE
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    path, data = tmp_path / next(iter(texts)), tmp_path / "data"
    first = open_document(path).fingerprint
    told = killed(path, data, seed)
    assert open_document(path).fingerprint in files_allowed(told, first)
    states, safe = states_told(told)
    left = left_over(data / "journals")
    read = read_journal(left[0]) if left else None
    if safe == 0 and not (isinstance(read, Journalled) and read.base):
        return  # killed before anything was done
    assert isinstance(read, Journalled)
    back = brought_back(left[0])
    found = state_of(back.episode, back.index, len(back.steps))
    assert found in states[safe:], f"{len(states)} states, safe from {safe} on"
    assert back.stands_on(disk_of(back.document))
    saved = back.document.save(back.episode)
    assert open_document(path).episode.items == saved.episode.items == back.episode.items


def files_allowed(told: list[str], first: str) -> set[str]:
    """Return the digests that the files may have: of what was saved last, or was just being saved."""
    words = [line.split() for line in told if line.startswith("sav")]
    saved = [digest for word, digest in words if word == "saved"]
    allowed = {saved[-1] if saved else first}
    if words and words[-1][0] == "saving":
        allowed.add(words[-1][1])
    return allowed


def states_told(told: list[str]) -> tuple[list[str], int]:
    """Return the states, in order, and the place of the last that was safe."""
    states, safe = [], 0
    for line in told:
        if line.startswith("state "):
            states.append(line.split()[1])
        elif line == "safe":
            safe = len(states) - 1
    return states, safe
