"""The file of the open sound while it is open: that it is gone, there again, or no longer the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cueline.gui.asking import Asking
from cueline.media.on_disk import is_file, is_folder

SETTLE = 200
"""Milliseconds after the last change until it is looked at: programs replace a file in several steps."""

QUIET = 1000
"""Milliseconds without a change until a file counts as written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the disk says of a file: `stamp` tells one state of it from another, None where there is no file.

    `places`: the file and its folder, or the folder that is left of its way; the system tells what happens there.
    """

    stamp: tuple[int, int] | None
    places: frozenset[str]


class SoundWatch(QObject):
    """Watches one file; the disk is asked beside the window.

    `gone` comes when it is not there any more, `back` when it is there again and written, `changed` when it is
    another than it was, once it is written.
    """

    gone = Signal()
    back = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._was: tuple[int, int] | None = None
        self._seen: tuple[int, int] | None = None
        self._disk = Asking(self)
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._soon.timeout.connect(self._look)
        self._written = QTimer(self, singleShot=True, interval=QUIET)
        self._written.timeout.connect(self._look)

    def follow(self, path: Path, seen: Seen) -> None:
        """Watch another file from now on, as it was `seen`."""
        self.stop()
        self._path, self._was, self._seen = path, seen.stamp, seen.stamp
        self._attend(seen.places)

    def stop(self) -> None:
        """Watch nothing."""
        self._soon.stop()
        self._written.stop()
        self._disk.forget()
        self._path = None
        self._attend(frozenset())

    def _attend(self, wanted: frozenset[str]) -> None:
        """Let the system tell of the file and of its folder."""
        if self._watcher is None:
            if not wanted:
                return
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._soon.start)
            self._watcher.directoryChanged.connect(self._soon.start)
        had = {*self._watcher.files(), *self._watcher.directories()}
        if had - wanted:
            self._watcher.removePaths(sorted(had - wanted))
        if wanted - had:
            self._watcher.addPaths(sorted(wanted - had))
            self._soon.start()  # it may have changed since it was seen

    def _look(self) -> None:
        path = self._path
        if path is None:
            return
        if self._disk.waiting:
            self._soon.start()  # it is asked again when it has answered
        else:
            self._disk.ask(lambda: look_at(path), self._judge)

    def _judge(self, now: Seen) -> None:
        before, self._seen = self._seen, now.stamp
        self._attend(now.places)  # a file that was replaced is not watched any more
        if now.stamp is None:
            self._written.stop()
            if self._was is not None:
                self._was = None
                self.gone.emit()
        elif now.stamp != self._was:
            if now.stamp != before:  # it is still written
                self._written.start()
            elif not self._written.isActive():
                was, self._was = self._was, now.stamp
                (self.back if was is None else self.changed).emit()


def look_at(path: Path) -> Seen:
    """Ask the disk about a file; it may take its time."""
    folder = next((str(parent) for parent in path.parents if is_folder(parent)), None)
    stamp = _stamp(path)
    own = str(path) if stamp is not None and is_file(path) else None
    return Seen(stamp, frozenset(entry for entry in (folder, own) if entry))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns)
