"""Git's own command, asked for what it knows and for nothing that could run a program of the repository's choosing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

LONGEST = 30.0
"""Seconds that git may take for one answer."""
_STEP = 0.1
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a missing object is missing: nothing is fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "LC_ALL": "C",
}
_OPTIONS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.sshCommand=false",
    "-c",
    "credential.helper=",
    "-c",
    "log.showSignature=false",
    "-c",
    "safe.bareRepository=explicit",
)
"""What a repository's settings could otherwise name a program for. Blobs are read as they are, without filters."""


class GitError(Exception):
    """Git cannot tell; the message is a sentence for the user."""


class GitRefusal(Exception):
    """Git ran and said no; the message is what it said."""


def _never() -> bool:
    return False


class Git:
    """Git in one folder. Each answer is waited for at most `LONGEST` seconds, or till `cancelled` says so."""

    def __init__(self, folder: Path, cancelled: Callable[[], bool] = _never) -> None:
        self._folder = folder
        self._cancelled = cancelled
        self._program = _program()

    def ask(self, *arguments: str) -> bytes:
        """Return what git prints; GitRefusal when it says no, GitError when it cannot be asked."""
        process = self._start(arguments)
        end = time.monotonic() + LONGEST
        while True:
            try:
                out, said = process.communicate(timeout=_STEP)
                break
            except subprocess.TimeoutExpired:
                if self._cancelled() or time.monotonic() > end:
                    _kill(process)
                    raise GitError(_too_long(cancelled=self._cancelled())) from None
        if process.returncode:
            raise GitRefusal(said.decode("utf-8", "replace").strip())
        return out

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # a list, never a shell; the program by its whole path
                [self._program, *_OPTIONS, *arguments],
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise GitError(f"Git could not be started: {error}.") from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End git and what it may have started, and wait for no more of its words."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    process.wait()


def _program() -> str:
    """Return the path of git; none that stands in whatever folder is current."""
    folders = [
        f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(f).is_absolute()
    ]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or Path(found).absolute().parent == Path.cwd():
        raise GitError(
            "Git is not installed on this computer, or not to be found, so there is no last commit to look at."
        )
    return found


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}


def _too_long(*, cancelled: bool) -> str:
    return "Git was not waited for." if cancelled else "Git took too long to answer. Try it again."
