"""Who works on a file: a lock beside each journal, held as long as its program runs, with a note of who holds it.

The system lets go of a lock when its program ends, however it ends. Where the file system has no locks, the note tells:
a program that is gone, or that began at another time, holds nothing.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import time
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

from cueline.atomic_file import make_folder
from cueline.io.journal import locks

JOURNAL, LOCK = ".journal", ".lock"
_A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a file open: its number, when it began, its computer, and since when (s) it has the file."""

    path: str
    pid: int
    began: str
    host: str
    when: float

    @property
    def is_here(self) -> bool:
        """Whether this very program has the file, in another window."""
        return self.pid == os.getpid() and self.host == socket.gethostname()

    @property
    def alive(self) -> bool:
        """Whether the program still runs; one that nobody can ask counts as running for a day."""
        if self.host != socket.gethostname() or locks.WINDOWS:
            return time.time() - self.when < _A_DAY
        began = beginning_of(self.pid)
        return began is not None and began == self.began


class Claim:
    """A journal's name, and the lock that says it is in use. Made by `take` and `take_over`."""

    def __init__(self, journal: Path, handle: int) -> None:
        self.journal = journal
        self._handle = handle

    def release(self) -> None:
        """Let go of the name."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            if locks.WINDOWS:  # where an open file cannot be removed
                _let_go(handle)
            with suppress(OSError):
                _lock_of(self.journal).unlink()
            if not locks.WINDOWS:
                _let_go(handle)


def take(folder: Path, path: Path) -> Claim:
    """Claim the first name for a journal of `path` that nobody has and no crash left; OSError where that cannot be."""
    make_folder(folder, mode=0o700)
    for number in count(1):
        journal = folder / f"{name_of(path)}-{number}{JOURNAL}"
        claim = None if journal.exists() else take_over(journal, path)
        if claim is not None:
            if not journal.exists():
                return claim
            claim.release()
    raise AssertionError


def take_over(journal: Path, path: Path) -> Claim | None:
    """Claim the name of a journal that is there; None if a program has it."""
    handle = _locked(_lock_of(journal))
    if handle is None:
        return None
    holder = Holder(
        _real(path), os.getpid(), beginning_of(os.getpid()) or "", socket.gethostname(), time.time()
    )
    with suppress(OSError):  # a full disk: the lock alone says that somebody has it
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(asdict(holder)).encode("utf-8", "surrogatepass"))
    return Claim(journal, handle)


def holders(folder: Path, path: Path, *own: Claim | None) -> list[Holder]:
    """Return who has `path` open, in this program or another; `own`: one's own claims."""
    locks = sorted(folder.glob(f"{name_of(path)}-*{LOCK}"))
    mine = [_lock_of(claim.journal) for claim in own if claim is not None]
    found = [_holder(lock) for lock in locks if lock not in mine and not _is_free(lock)]
    return [holder for holder in found if holder is not None]


def journals_of_others(folder: Path, path: Path) -> list[Path]:
    """Return the journals of `path` that other programs write now."""
    found: list[Path] = []
    for lock in sorted(folder.glob(f"{name_of(path)}-*{LOCK}")):
        holder = _holder(lock)
        if holder is not None and not holder.is_here and not _is_free(lock):
            found.append(lock.with_suffix(JOURNAL))
    return found


def left_over(folder: Path) -> list[Path]:
    """Return the journals that no program has, the newest last."""
    found: list[tuple[float, Path]] = []
    for journal in folder.glob(f"*{JOURNAL}"):
        with suppress(OSError):
            if _is_free(_lock_of(journal)):
                found.append((journal.stat().st_mtime, journal))
    return [journal for _, journal in sorted(found)]


def beginning_of(pid: int) -> str | None:
    """Return what tells a running program from another that gets its number later; None if it does not run.

    "" where the system does not tell.
    """
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    if locks.WINDOWS:  # where a signal, even none, ends a program
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        return ""
    return ""


def _lock_of(journal: Path) -> Path:
    return journal.with_suffix(LOCK)


def is_there(handle: int, path: Path) -> bool:
    """Tell whether an open file still stands under its name; OSError where nothing does.

    On Windows it does: an open file can be neither removed nor replaced. There two ways to ask for what tells one file
    from another may give two answers, depending on the file system and on Python.
    """
    return locks.WINDOWS or os.path.samestat(os.fstat(handle), path.stat())


def name_of(path: Path) -> str:
    """Return a name for what is kept of a file: readable, and another for each file, whichever way leads to it.

    On macOS a letter with an accent may be written in two ways in one file's name, which the system takes for one.
    """
    real = Path(_real(path))
    if sys.platform == "darwin":
        real = Path(unicodedata.normalize("NFC", str(real)))
    digest = sha256(str(real).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{re.sub(r'[^A-Za-z0-9._-]', '_', real.stem)[:40]}-{digest[:12]}"


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _locked(lock: Path) -> int | None:
    """Open and lock a file that stays under its name; None if another has it."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            mine = _try_lock(handle, lock)
            stays = mine and is_there(handle, lock)
        except FileNotFoundError:
            mine, stays = True, False  # its holder took it away meanwhile
        except OSError:
            os.close(handle)
            raise
        if stays:
            return handle
        if mine:
            _let_go(handle)
            continue
        if not _take_away(lock, handle):
            return None


def _take_away(lock: Path, handle: int) -> bool:
    """Remove a lock that only children of its program still hold, which is gone; close it in any case."""
    try:
        stale = _is_orphaned(lock) and is_there(handle, lock)
        if stale:
            lock.unlink()
        return stale
    except FileNotFoundError:
        return True
    finally:
        os.close(handle)


def _is_orphaned(lock: Path) -> bool:
    """Tell whether a program of this computer made the lock and is gone, whoever holds it still.

    On Windows no child gets it; a lock that is there is its program's.
    """
    holder = None if locks.WINDOWS else _holder(lock)
    return holder is not None and holder.host == socket.gethostname() and not holder.alive


def _is_free(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_RDWR)
    except OSError as error:  # on Windows also one that is being removed
        return isinstance(error, FileNotFoundError)
    if _try_lock(handle, lock):
        _let_go(handle)
        return True
    os.close(handle)
    return _is_orphaned(lock)


def _try_lock(handle: int, lock: Path) -> bool:
    try:
        return locks.lock(handle)
    except OSError:  # no locks on this file system
        holder = _holder(lock)
        return holder is None or not holder.alive


def _let_go(handle: int) -> None:
    locks.unlock(handle)
    os.close(handle)


def _holder(lock: Path) -> Holder | None:
    try:
        data = json.loads(lock.read_text("utf-8"))
        return Holder(
            str(data["path"]),
            int(data["pid"]),
            str(data["began"]),
            str(data["host"]),
            float(data["when"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
