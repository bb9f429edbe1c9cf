"""Unsaved changes, kept outside the repository every few seconds and offered again after a crash."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from cueline.episode import Change, Episode
from cueline.gui.background import Background, Job
from cueline.gui.session import Session
from cueline.gui.store import Store, write_whole

if TYPE_CHECKING:
    from cueline.io import Document

PAUSE_MS = 2500
LONGEST_MS = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Changes that were kept: of which file, since when, how many, and the text with them as bytes."""

    note: Path
    path: Path
    digest: str
    when: str
    count: int
    change: dict[str, Any]
    origins: tuple[list[int | None], list[int | None]]

    @property
    def text_file(self) -> Path:
        """The file that holds the whole text, with the changes in it."""
        return self.note.with_suffix(".txt")


class Recovery(QObject):
    """Keeps what is not saved: the text as bytes, and what changed since the file that it stands on.

    While a window works on a file, a lock tells other windows that its note is not left over from a crash.
    """

    kept = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, store: Store, background: Background) -> None:
        super().__init__(session)
        self._session = session
        self._folder = store.folder / "unsaved"
        self._background = background
        self._lock: QLockFile | None = None
        self._note: Path | None = None
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._longest = QTimer(self, interval=LONGEST_MS, singleShot=True)
        self._pause.timeout.connect(self.keep)
        self._longest.timeout.connect(self.keep)

    def follow(self) -> None:
        """Work for the document that is open now; what was kept of it before stays till it is used or dropped."""
        self.release()
        document = self._session.document
        if document is not None and document.path is not None:
            self._note = _unused(self._folder, _name_of(document.path))

    def note_change(self) -> None:
        """Keep the changes at the next pause; at the saved point drop what was kept."""
        if self._session.clean:
            self.discard()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep the changes now; the text is written in the background."""
        self._pause.stop()
        self._longest.stop()
        document, episode = self._session.document, self._session.episode
        if document is None or self._note is None or self._session.clean or not self._locked():
            return
        note, count = self._note, self._session.unsaved_count
        self._background.run(lambda: _write(note, document, episode, count), self._written)

    def discard(self) -> None:
        """Drop what was kept of the open document: it is saved, or not wanted."""
        self._pause.stop()
        self._longest.stop()
        if self._note is not None and self._lock is not None:
            note = self._note
            self._background.run(lambda: forget(note), _nothing)

    def release(self) -> None:
        """Let go of the document; what was kept of it stays."""
        self._pause.stop()
        self._longest.stop()
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._note = None

    def left_over(self) -> list[Kept]:
        """Return what was kept and belongs to no window that is open, the newest first."""
        found = [
            kept
            for note in sorted(self._folder.glob("*.json"))
            if _is_free(note) and (kept := read_note(note)) is not None
        ]
        return sorted(found, key=lambda kept: kept.when, reverse=True)

    def _locked(self) -> bool:
        if self._lock is None and self._note is not None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                self.failed.emit(_cannot_keep())
                return False
            lock = QLockFile(str(self._note.with_suffix(".lock")))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                self._lock = lock
        return self._lock is not None

    def _written(self, job: Job) -> None:
        from cueline.io import SaveError

        try:
            job.result()
        except (OSError, SaveError):
            self.failed.emit(_cannot_keep())
        else:
            if self._session.clean:
                self.discard()
            else:
                self.kept.emit(f"{datetime.now():%H:%M}")


def restored(kept: Kept, document: Document) -> Episode | None:
    """Return the document's episode with the kept changes; None if it is not the file they were made on."""
    if document.fingerprint != kept.digest:
        return None
    old_items, old_clips = kept.origins
    items = dict(zip(old_items, (item.origin for item in document.episode.items), strict=False))
    clips = dict(zip(old_clips, (clip.origin for clip in document.episode.clips), strict=False))
    try:
        change = Change.from_dict(kept.change)
        change = replace(
            change,
            items=tuple(replace(s, inserted=_renumbered(s.inserted, items)) for s in change.items),
            clips=tuple(replace(s, inserted=_renumbered(s.inserted, clips)) for s in change.clips),
        )
        return change.apply(document.episode)
    except (KeyError, TypeError, ValueError):
        return None


def read_note(note: Path) -> Kept | None:
    """Read what was kept; None if it is damaged."""
    try:
        data = json.loads(note.read_text("utf-8"))
        return Kept(
            note,
            Path(data["path"]),
            data["digest"],
            datetime.fromisoformat(data["when"]).isoformat(),
            int(data["count"]),
            data["change"],
            (data["items"], data["clips"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(note: Path) -> None:
    """Drop a note and its text."""
    for path in (note, note.with_suffix(".txt")):
        path.unlink(missing_ok=True)


def _write(note: Path, document: Document, episode: Episode, count: int) -> None:
    base = document.episode
    data = {
        "path": str(document.path),
        "digest": document.fingerprint,
        "when": datetime.now().isoformat(timespec="seconds"),
        "count": count,
        "items": [item.origin for item in base.items],
        "clips": [clip.origin for clip in base.clips],
        "change": Change.between(base, episode).to_dict(),
    }
    write_whole(note, json.dumps(data, ensure_ascii=False).encode())
    if not document.long:  # its nodes would be read again, for seconds, at every pause in typing
        write_whole(note.with_suffix(".txt"), document.render(episode))


def _renumbered(entries: Iterable[Any], origins: dict[int | None, int | None]) -> tuple[Any, ...]:
    return tuple(replace(entry, origin=origins.get(entry.origin)) for entry in entries)


def _is_free(note: Path) -> bool:
    lock = QLockFile(str(note.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return free


def _unused(folder: Path, name: str) -> Path:
    """Return the path of a note that does not exist: what a crash left is never written over."""
    number, note = 1, folder / f"{name}.json"
    while note.exists():
        number += 1
        note = folder / f"{name}-{number}.json"
    return note


def _name_of(path: Path) -> str:
    from hashlib import sha256

    digest = sha256(str(path.absolute()).encode()).hexdigest()
    return f"{path.stem}-{digest[:12]}"


def _cannot_keep() -> str:
    return "Unsaved changes cannot be kept safe just now: the disk does not take them. Save soon."


def _nothing(_: Job) -> None:
    return
