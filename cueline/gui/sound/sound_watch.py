"""The file of the open sound while it is open: that it is gone, there again, or no longer the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cueline.media.on_disk import is_file, is_folder

SETTLE = 200
"""Milliseconds after the last change until it is looked at: programs replace a file in several steps."""

QUIET = 1000
"""Milliseconds without a change until a file counts as written."""


class SoundWatch(QObject):
    """Watches one file.

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
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._soon.timeout.connect(self._look)
        self._written = QTimer(self, singleShot=True, interval=QUIET)
        self._written.timeout.connect(self._judge)

    def follow(self, path: Path | None) -> None:
        """Watch another file from now on, as it is now; None: no file."""
        self._soon.stop()
        self._written.stop()
        self._path = path
        self._was = self._seen = None if path is None else _stamp(path)
        self._attend()

    def _attend(self) -> None:
        """Let the system tell of the file and of its folder, or of the folder that is left of its way."""
        if self._watcher is None:
            if self._path is None:
                return
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._soon.start)
            self._watcher.directoryChanged.connect(self._soon.start)
        wanted = set() if self._path is None else _watched(self._path)
        had = {*self._watcher.files(), *self._watcher.directories()}
        if had - wanted:
            self._watcher.removePaths(sorted(had - wanted))
        if wanted - had:
            self._watcher.addPaths(sorted(wanted - had))

    def _look(self) -> None:
        if self._path is None:
            return
        now, seen = _stamp(self._path), self._seen
        self._seen = now
        self._attend()  # a file that was replaced is not watched any more
        if now is None and self._was is not None:
            self._was = None
            self._written.stop()
            self.gone.emit()
        elif now != seen or (now is not None and self._was is None):
            self._written.start()

    def _judge(self) -> None:
        if self._path is None:
            return
        now, was = _stamp(self._path), self._was
        if now is None or now == was:
            return
        if now != self._seen:  # still written
            self._seen = now
            self._written.start()
            return
        self._was = now
        (self.back if was is None else self.changed).emit()


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what tells one state of a file from another, None where there is no file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns)


def _watched(path: Path) -> set[str]:
    folder = next((str(parent) for parent in path.parents if is_folder(parent)), None)
    return {entry for entry in (folder, str(path) if is_file(path) else None) if entry}
