"""Noticing that files that are open are no longer what was read: changed, gone, not to be read any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cueline.gui.background import Background, Job

Held: TypeAlias = tuple[tuple[Path, bytes], ...]
"""The files that are open, and what was read of each; empty without one."""

SETTLE_MS = 120
"""How long nothing happens before the files are looked at: whoever writes them may not be done."""
GONE_MS = 700
"""How long a file stays away, or cannot be read, before that is told: programs put another in its place, or hold it."""


class FileWatch(QObject):
    """Watches the files that `held` tells of; what counts is their bytes. While `busy`, they are written from here.

    A file that is replaced by another under its name is no longer watched by the system, so the folder is watched
    too, and both again after each change. Where the system tells nothing, `look` does, whenever it is called.
    """

    changed = Signal()
    same = Signal()
    """The files are what was read: what was told before is over."""
    gone = Signal(object)  # OSError

    def __init__(
        self,
        held: Callable[[], Held],
        background: Background,
        parent: QObject,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._held = held
        self._busy = busy
        self._background = background
        self._watcher: QFileSystemWatcher | None = None
        self._job: Job | None = None
        self._seen: list[object] = []
        self.writable: bool | None = None
        """Whether all of the files may be written, as it was when they were looked at last; None before."""
        self._anew = self._missed = False
        self._later = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._later.timeout.connect(self.look)
        self._gone_later = QTimer(self, interval=GONE_MS, singleShot=True)
        self._gone_later.timeout.connect(self._look_again)

    def follow(self) -> None:
        """Watch the files that are open now, and no others."""
        self.stop()
        self.look()

    def stop(self) -> None:
        """Watch nothing."""
        self._later.stop()
        self._gone_later.stop()
        self._anew = self._missed = False
        self._seen = []
        self.writable = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        watched = self._watched_now()
        if self._watcher is not None and watched:
            self._watcher.removePaths(watched)

    def look(self) -> None:
        """Look whether the files are others now; at their bytes only where the system's note of them is another."""
        held = self._held()
        if not held:
            return
        if self._job is not None or self._busy():
            self._later.start()
            return
        seen, self._anew = [] if self._anew else self._seen, False
        self._job = self._background.run(
            lambda: _look_at(held, seen), lambda job: self._told(job, held)
        )

    def look_anew(self) -> None:
        """Look at the bytes, whatever the system says of the files."""
        self._anew = True
        self.look()

    def _look_again(self) -> None:
        self._missed = True
        self.look_anew()

    def _told(self, job: Job, held: Held) -> None:
        self._job = None
        if self._busy() or not _is_one(held, self._held()):
            self._anew = True
            self._later.start()
            return
        found: Look = job.result()
        self._seen, self.writable = found.states, found.writable
        self._watch(found.places)
        if found.fault is not None and not self._missed:
            self._gone_later.start()  # also one that nobody else may read while it is written, as on Windows
        elif found.fault is not None:
            self.gone.emit(found.fault)
        elif found.same is not None:
            self._missed = False
            self._gone_later.stop()
            (self.same if found.same else self.changed).emit()

    def _watch(self, places: Sequence[str]) -> None:
        """Watch what is there and is not watched (any more); then look once more, it may just have changed."""
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._later.start)
            self._watcher.directoryChanged.connect(self._later.start)
        watched = set(self._watched_now())
        missing = [place for place in places if place not in watched]
        # Not all can be: macOS takes a folder once only, by whichever link; the system may have no watches left.
        if missing and len(self._watcher.addPaths(missing)) < len(missing):
            self._later.start()

    def _watched_now(self) -> list[str]:
        watcher = self._watcher
        return [] if watcher is None else [*watcher.files(), *watcher.directories()]


@dataclass(frozen=True, slots=True)
class Look:
    """What is found of files: where they can be watched, what the system notes of them, and whether they are the same.

    `writable`: whether all that are there may be written.
    `same` is None where that note is the one that was seen before; `fault`: why one cannot be read.
    """

    places: list[str]
    states: list[object]
    writable: bool
    same: bool | None = None
    fault: OSError | None = None


def _look_at(held: Held, seen: list[object]) -> Look:
    """Look at files beside the window: a disk that is far away may take its time."""
    places = [place for place in _watched(held) if Path(place).exists()]
    states, writable = _states(held), _may_write(held)
    if states == seen:
        return Look(places, states, writable)
    try:
        return Look(places, states, writable, _same(held))
    except OSError as error:
        return Look(places, states, writable, fault=error)


def _is_one(one: Held, two: Held) -> bool:
    """Tell whether the same was held; the bytes are the same objects then, and are not compared."""
    pairs = zip(one, two, strict=False)
    return len(one) == len(two) and all(a[0] == b[0] and a[1] is b[1] for a, b in pairs)


def _watched(held: Held) -> list[str]:
    """Return the files and their folders, of a link both where it is and where it leads."""
    paths = [path.absolute() for path, _ in held]
    paths += [Path(os.path.realpath(path)) for path in paths]
    return list(dict.fromkeys(str(place) for path in paths for place in (path, path.parent)))


def _states(held: Held) -> list[object]:
    """Return what the system notes of the files, None for one that cannot be asked for."""
    states: list[object] = []
    for path, _ in held:
        found = None
        with suppress(OSError):
            status = path.stat()
            found = status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode
        states.append(found)
    return states


def _may_write(held: Held) -> bool:
    return all(os.access(path, os.W_OK) or not path.exists() for path, _ in held)


def _same(held: Held) -> bool:
    """Tell whether the files hold the bytes that were read; OSError for one that cannot be read."""
    same = [path.read_bytes() == data for path, data in held]
    return all(same)  # each is read: one that cannot be is told even where another one changed
