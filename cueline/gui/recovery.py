"""Unsaved changes, kept outside the repository every few seconds and offered again after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from cueline.gui.background import Background, Job
from cueline.gui.kept import Kept, forget, read_note, write_note
from cueline.gui.session import Session
from cueline.gui.store import Store

PAUSE_MS = 2500
LONGEST_MS = 10_000
CANNOT_KEEP = (
    "Unsaved changes cannot be kept safe just now: the disk does not take them. Save soon."
)


class Recovery(QObject):
    """Keeps what is not saved: the text as bytes, and what changed since the file that it stands on.

    While a window works on a file, a lock tells other windows that its note is not left over from a crash. Each
    window has a note of its own, also where two have the same file open.
    """

    kept = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, store: Store, background: Background) -> None:
        super().__init__(session)
        self._session = session
        self._folder = store.folder / "unsaved"
        self._background = background
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._note: Path | None = None
        self._elsewhere = False
        self._there = False
        """Whether the note was written, or will be by what the background has still to do."""
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._longest = QTimer(self, interval=LONGEST_MS, singleShot=True)
        self._pause.timeout.connect(self.keep)
        self._longest.timeout.connect(self.keep)

    @property
    def open_elsewhere(self) -> bool:
        """Tell whether the file was open in another window when it was opened here."""
        return self._elsewhere

    def follow(self) -> None:
        """Work for the document that is open now; what was kept of it before stays till it is used or dropped."""
        self.release()
        if self._session.document is not None and self._session.editable:
            self._path = self._session.document.path
            self._choose_note()

    def take_over(self, note: Path) -> None:
        """Go on with a note that a crash left: it stands till what is kept next takes its place."""
        lock = _lock_of(note)
        if lock.tryLock(0):
            if self._lock is not None:
                self._lock.unlock()
            self._note, self._lock, self._there = note, lock, True

    def note_change(self) -> None:
        """Keep the changes at the next pause; at the saved point drop what was kept."""
        if self._session.clean:
            self.discard()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def note_saved(self) -> None:
        """Drop what was kept of what is saved now; changes made meanwhile are kept at once."""
        document = self._session.document
        if document is not None and document.path != self._path:
            self.discard()
            self.follow()
        self.settle()

    def settle(self) -> None:
        """Keep the changes now, or drop what was kept where there are none."""
        if self._session.clean:
            self.discard()
        else:
            self.keep()

    def keep(self) -> None:
        """Keep the changes now; the text is written in the background."""
        self._stop_waiting()
        document, episode = self._session.document, self._session.episode
        if document is None or self._path is None or self._session.clean:
            return
        if self._lock is None:
            self._choose_note()
        note, number = self._note, self._session.unsaved_count
        if note is None:
            self.failed.emit(CANNOT_KEEP)
            return
        self._there = True
        self._background.run(
            lambda: write_note(note, document, episode, number),
            lambda job: self._written(job, note),
        )

    def discard(self) -> None:
        """Drop what was kept of the open document: it is saved, or not wanted."""
        self._stop_waiting()
        if self._note is not None and self._there:
            note, self._there = self._note, False
            self._background.run(lambda: forget(note), _nothing)

    def release(self) -> None:
        """Let go of the document; what was kept of it stays."""
        self._stop_waiting()
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._note = self._path = None
        self._elsewhere = self._there = False

    def left_over(self, path: Path | None = None) -> list[Kept]:
        """Return what was kept, of `path` or of any file, and belongs to no open window, the newest first."""
        found = [
            kept
            for note in sorted(self._folder.glob("*.json"))
            if _is_free(note) and (kept := read_note(note)) is not None
        ]
        wanted = [kept for kept in found if path is None or kept.path == path]
        return sorted(wanted, key=lambda kept: kept.when, reverse=True)

    def _choose_note(self) -> None:
        """Take the first note that nobody has, and its lock; none where the disk takes no lock."""
        self._note = self._lock = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        for note in self._names():
            lock = _lock_of(note)
            if lock.tryLock(0):
                if not note.exists():
                    self._note, self._lock = note, lock
                    return
                lock.unlock()  # a crash left it: it is never written over
            elif lock.error() is QLockFile.LockError.LockFailedError:
                self._elsewhere = True
            else:
                return

    def _names(self) -> Iterator[Path]:
        assert self._path is not None
        name = _name_of(self._path)
        yield self._folder / f"{name}.json"
        for number in count(2):
            yield self._folder / f"{name}-{number}.json"

    def _stop_waiting(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _written(self, job: Job, note: Path) -> None:
        from cueline.io import SaveError

        try:
            job.result()
        except (OSError, SaveError):
            self.failed.emit(CANNOT_KEEP)
            return
        if note != self._note:
            return
        if self._session.clean:
            self.discard()
        else:
            self.kept.emit(f"{datetime.now():%H:%M}")


def _lock_of(note: Path) -> QLockFile:
    lock = QLockFile(str(note.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _is_free(note: Path) -> bool:
    lock = _lock_of(note)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return free


def _name_of(path: Path) -> str:
    from hashlib import sha256

    digest = sha256(str(path.absolute()).encode()).hexdigest()
    return f"{path.stem}-{digest[:12]}"


def _nothing(_: Job) -> None:
    return
