"""A broken text that was changed by hand, kept outside the repository till it is saved, and offered after a crash."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from cueline.atomic_file import write_whole
from cueline.gui.background import Background, Job
from cueline.gui.kept import forget
from cueline.gui.store import Store

PAUSE_MS = 2500


class KeptText(QObject):
    """Writes a note as `Recovery` does; its change is empty, and the whole text stands beside it."""

    failed = Signal()

    def __init__(self, store: Store, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = store.folder / "unsaved"
        self._background = background
        self._lock: QLockFile | None = None
        self._note: Path | None = None
        self._wanted: tuple[Path, bytes] | None = None
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.keep_now)

    def keep(self, path: Path, data: bytes) -> None:
        """Keep the text of a file at the next pause."""
        self._wanted = path, data
        if not self._pause.isActive():
            self._pause.start()

    def keep_now(self) -> None:
        """Keep what is to be kept, now; it is written in the background."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        note = self._note or self._free_note(wanted[0])
        if note is None:
            self.failed.emit()
            return
        self._note = note
        self._background.run(lambda: _write(note, *wanted), self._written)

    def forget(self) -> None:
        """Drop what was kept: the text is saved, or not wanted."""
        self._pause.stop()
        self._wanted = None
        note, self._note = self._note, None
        if note is not None:
            lock, self._lock = self._lock, None
            self._background.run(lambda: forget(note), lambda _: lock and lock.unlock())

    def _free_note(self, path: Path) -> Path | None:
        """Take the first name that no window has and no crash left."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        for number in range(1, 100):
            note = self._folder / f"{path.stem}-text-{number}.json"
            lock = QLockFile(str(note.with_suffix(".lock")))
            lock.setStaleLockTime(0)
            if not note.exists() and lock.tryLock(0):
                self._lock = lock
                return note
        return None

    def _written(self, job: Job) -> None:
        try:
            job.result()
        except OSError:
            self.failed.emit()


def _write(note: Path, path: Path, data: bytes) -> None:
    write_whole(note.with_suffix(".txt"), data)
    said = {
        "path": str(path), "digest": "", "when": datetime.now().isoformat(timespec="seconds"),
        "count": 1, "items": [], "clips": [], "names": [path.name], "change": {},
    }  # fmt: skip
    write_whole(note, json.dumps(said, ensure_ascii=False).encode())
