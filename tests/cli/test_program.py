"""The program as a person calls it: `python -m cueline …`, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cueline import __version__
from tests.cli.made_file import BROKEN, EPISODE

ROOT = Path(__file__).resolve().parents[2]


def cueline(*arguments, **environment):
    """Run the program; return the finished process, with its bytes."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "cueline", *map(str, arguments)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "s03e01.md"
    path.write_bytes(EPISODE.encode())
    return path


def test_version():
    done = cueline("--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"cueline {__version__}")


def test_a_retime_from_the_command_line(episode):
    done = cueline("retime", episode, "--line", 28, "--to", "5:41", "--write")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"\nother bytes changed: 0\n")
    expected = EPISODE.replace("time: '5:38'", "time: '5:41'").replace("sec: 338", "sec: 341")
    assert episode.read_bytes() == expected.encode()


def test_errors_are_sentences(tmp_path):
    path = tmp_path / "broken.md"
    path.write_text(BROKEN)
    done = cueline("diff", path, path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert f"{path}:2:".encode() in done.stderr
    assert cueline("check", path).returncode == 1
    assert cueline("--sing").returncode == 2


def test_a_terminal_without_the_characters_is_no_reason_to_fail(tmp_path, episode):
    newer = tmp_path / "newer.md"
    newer.write_bytes(EPISODE.replace("naïve 😀", "naïve – 😀").encode())
    done = cueline("diff", episode, newer, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"\nother bytes changed: 0\n")
    assert b"\\u2013" in done.stdout


def test_commands_load_neither_qt_nor_sound(episode):
    script = (
        "import sys; from cueline.__main__ import main; code = main(sys.argv[1:]);"
        "print([m for m in ('PySide6', 'vlc', 'av', 'numpy') if m in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "--select", "tab", str(episode)],
        cwd=ROOT, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, b"[]")


STARTED = """
import contextlib
from multiprocessing import get_context

from cueline.__main__ import main

if __name__ == "__main__":
    with contextlib.suppress(SystemExit):
        main(["--version"])
    process = get_context("spawn").Process(target=print, args=("from a process",))
    process.start()
    process.join()
"""


def test_its_processes_import_nothing_from_the_current_folder(tmp_path):
    """Which may be somebody's repository: Python looks there first in a process that it starts anew."""
    script, folder = tmp_path / "cueline-command.py", tmp_path / "repository"
    script.write_text(STARTED)
    folder.mkdir()
    (folder / "multiprocessing.py").write_text("print('from the repository')")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines()[1:] == ["from a process"], done.stderr
