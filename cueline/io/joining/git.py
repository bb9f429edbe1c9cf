"""Git's own command, asked for what it knows and for nothing that could run a program of the repository's choosing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

LONGEST = 30.0
"""Seconds that git may take for one answer."""
_STEP = 0.1
_INSTALLED = {"ProgramFiles": "", "ProgramFiles(x86)": "", "LocalAppData": "Programs"}
_OF_MACOS, _TOOLS = Path("/usr/bin/git"), "/usr/bin/xcode-select"
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
    """Return the path of git; none that stands in whatever folder is current, where Windows would look first."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in _folders():
        place = folder / name
        if os.access(place, os.X_OK) and place.is_file() and not _only_asks_to_install(place):
            return str(place)
    raise GitError(
        "Git is not installed on this computer, or not to be found, so there is no last commit to look at."
    )


def _folders() -> Iterator[Path]:
    """Give the folders in which git may stand: those of the path, and on Windows where its installer puts it."""
    current = None
    with suppress(OSError):  # it may be gone
        current = Path.cwd()
    for name in os.environ.get("PATH", os.defpath).split(os.pathsep):
        folder = Path(name.strip('"'))
        if folder.is_absolute() and folder != current:
            yield folder
    if sys.platform == "win32":
        for variable, below in _INSTALLED.items():
            if variable in os.environ:
                yield Path(os.environ[variable], below, "Git", "cmd")


def _only_asks_to_install(place: Path) -> bool:
    """Tell whether this is what macOS has in git's place: without its developer tools it opens a box to offer them."""
    if sys.platform != "darwin" or place != _OF_MACOS:
        return False
    try:
        asked = subprocess.run([_TOOLS, "-p"], capture_output=True, check=False, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired):
        return True
    return asked.returncode != 0


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}


def _too_long(*, cancelled: bool) -> str:
    return "Git was not waited for." if cancelled else "Git took too long to answer. Try it again."
