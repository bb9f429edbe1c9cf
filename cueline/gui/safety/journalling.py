"""The journal of the open document: each step is written down as it is made, till the document is closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Change, Episode
from cueline.gui.background import call_in_window
from cueline.gui.session import Session
from cueline.gui.store import Store
from cueline.gui.undo import HistoryStep

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.io.journal.claims import Claim, Holder
    from cueline.io.journal.reading import Replayed
    from cueline.io.journal.records import Placed, Record
    from cueline.io.journal.writing import Journal

FOLDER = "journals"
BEFORE = "file.before"
"""What a journal calls the one step that holds what was unsaved when it was begun in the middle of a session."""

_PLACE_MS = 2000
_PLAYED = 10.0
_PATIENCE, _LAST_PATIENCE = 1.0, 3.0
_Teller = Callable[..., None]


class Journalling(QObject):
    """Follows the session, and writes down what it does. Nothing here waits for the disk but `flush` and `sync`.

    `kept` carries the time at which all that is unsaved was on the disk. `failed` says that it cannot be, at once;
    `works_again` that it is after all. `met`: another window, or (True) another program, has the file open too.
    """

    kept = Signal(str)
    failed = Signal(str)
    works_again = Signal()
    met = Signal(object, bool)  # Document

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__(session)
        self._session = session
        self._folder = store.folder / FOLDER
        self.place_now: Callable[[], Placed | None] = _nowhere
        """Where the user is; set by the window."""
        self.predecessor: Callable[[], Journal | None] = lambda: None
        """The journal of the text that the document was made of, or becomes again, if it has one; set by the window."""
        self._journal: Journal | None = None
        self._number = 0
        """Of the journal that is written: what others tell from their threads comes too late."""
        self._closed: list[Journal] = []
        """Those that may still be on their way out."""
        self._files: tuple[bytes, ...] = ()
        self._stands_on = Episode()
        """What the files held when they were opened, saved, or read again last."""
        self._path: Path | None = None
        self._on_its_way: Episode | None = None
        self._first, self._made = 0, 0
        """The place in the session's history at which the journal begins, and the steps it has of what was before."""
        self._failing = False
        self._place: Placed | None = None
        self._look = QTimer(self, interval=_PLACE_MS, singleShot=True)
        self._look.timeout.connect(self._note_place)
        session.stepped.connect(self._note_step)
        session.merged.connect(self._note_merged)
        session.moved.connect(self._note_moved)
        session.saving_began.connect(self._note_saving)
        session.saved.connect(self._note_saved)
        session.text_taken.connect(self._note_renamed)

    def follow(self) -> None:
        """Begin a journal for the document that is open now, with the history that it has."""
        self.release()
        document = self._session.document
        if document is None or not self._session.editable:
            return
        if self._session.episode != document.episode:
            self._begin_anew()
            return
        self._journal = self._begun(document)
        self._stand_on(0, 0)
        self._note_history()

    def go_on(self, claim: Claim, replayed: Replayed) -> None:
        """Go on with a journal that a crash left, whose history the session has now."""
        from cueline.io.journal.writing import Journal

        self.release()
        self._journal = Journal.go_on(claim, replayed, *self._tellers(), self._closed)
        self._stand_on(0, 0)

    def release(self) -> None:
        """End the journal: the document is let go of, and nothing of it is to be brought back."""
        self._look.stop()
        journal, self._journal = self._journal, None
        if journal is not None:
            self._close(journal, self.predecessor())

    def note_moved(self) -> None:
        """Write down a moment later where the user is: that is another place now."""
        if self._journal is not None and not self._look.isActive():
            self._look.start()

    def flush(self) -> bool:
        """Wait till all that was done is on the disk; False where that cannot be."""
        self._note_place()
        return self._journal is None or self._journal.flush()

    def sync(self, _: object = None) -> None:
        """See to it that the journal knows of a save before the file is written; for another thread than the window's.

        A journal that cannot be written stops no save.
        """
        journal = self._journal
        if journal is not None:
            journal.flush(_PATIENCE)

    @property
    def current(self) -> Journal | None:
        """The journal of the document that is open; None without one."""
        return self._journal

    @property
    def is_safe(self) -> bool:
        """Whether all that was done is on the disk."""
        return self._journal is None or self._journal.is_safe

    def break_off(self, seconds: float = _LAST_PATIENCE) -> None:
        """Leave the journal for the next start; wait so long at most till it is let go of."""
        self._look.stop()
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.leave(seconds)

    # What the session does.

    def _note_history(self) -> None:
        """Write down the steps that a history begins with."""
        if not self._session.steps:
            return
        from cueline.io.journal.records import Clean, Moved

        for place in range(self._session.steps):
            step = self._session.step(place)
            if step is not None:
                self._append(_stepped(step.name, step.text(), step.change, step))
        self._append(Moved(self._session.index))
        self._append(Clean(self._session.saved_index))

    def _note_step(self, step: HistoryStep) -> None:
        if self._journal is not None:
            self._append(_stepped(step.name, step.text(), step.change, step))
            self._note_place()  # the caret stands where this left it

    def _note_merged(self, change: Change | None) -> None:
        if self._journal is None:
            return
        if self._session.index + (change is None) <= self._first:
            self._begin_anew()  # it went into a step from before the journal
            return
        from cueline.io.journal.records import Merged

        self._append(Merged(change))
        self._note_place()

    def _note_moved(self, index: int) -> None:
        if self._journal is None:
            return
        if index < self._first:
            self._begin_anew()
            return
        from cueline.io.journal.records import Moved

        self._append(Moved(self._place_of(index)))

    def _note_saving(self) -> None:
        if self._journal is not None:
            from cueline.io.journal.records import Saving

            self._on_its_way = self._session.episode
            self._append(Saving())

    def _note_saved(self) -> None:
        document = self._session.document
        if self._journal is None or document is None:
            return
        files = tuple(file.data for file in document.files)
        place = self._place_of(self._session.saved_index)
        if document.path != self._path or len(files) != len(self._files):
            self._begin_anew()
            return
        sent, before, read = self._on_its_way, self._stands_on, document.episode
        self._append(partial(_saved, place, (self._files, files), sent, before, read))
        self._files, self._stands_on = files, read
        if self._session.clean:
            self.kept.emit("")

    def _note_renamed(self) -> None:
        document = self._session.document
        if self._journal is not None and document is not None and document.path != self._path:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Begin another journal, for the document as it is: it stands elsewhere, or on other bytes than before."""
        old, document, episode = self._journal, self._session.document, self._session.episode
        assert document is not None
        self._journal = self._begun(document, alone=old is None)
        change = Change.between(document.episode, episode)
        self._stand_on(self._session.index, 1 if change else 0)
        if change:
            self._append(_stepped(BEFORE, "changes made before", change))
        elif not self._session.clean:
            from cueline.io.journal.records import Clean

            self._append(Clean(-1))
        if old is not None:
            self._close(old, self._journal)

    def _begun(self, document: Document, *, alone: bool = True) -> Journal:
        """Begin a journal, `alone` or as the successor of one that is still written."""
        from cueline.io.journal.writing import Journal

        fault, safe, met = self._tellers()
        if alone:
            before = self.predecessor()
            return Journal.begin(self._folder, document, fault, safe, met, self._closed, before)
        return Journal.begin(self._folder, document, fault, safe)

    def _close(self, journal: Journal, successor: Journal | None = None) -> None:
        journal.close(successor)
        self._closed = [one for one in (*self._closed, journal) if not one.wait(0)]

    def _tellers(self) -> tuple[_Teller, _Teller, _Teller]:
        """Return what a new journal calls from its thread: at a fault, when all is safe, with who else has the file."""
        self._number += 1
        pass_on = partial(partial, self._pass_on, self._number)
        return pass_on(self._tell_fault), pass_on(self._tell_kept), pass_on(self._tell_met)

    def _pass_on(self, number: int, slot: Callable[[object], None], said: object = None) -> None:
        call_in_window(self, partial(self._hear, number, slot, said))

    def _stand_on(self, first: int, made: int) -> None:
        document = self._session.document
        assert document is not None
        self._path, self._files = document.path, tuple(file.data for file in document.files)
        self._stands_on = document.episode
        self._first, self._made, self._place = first, made, None
        self.note_moved()

    def _place_of(self, index: int) -> int:
        """Return the place in the journal's history for one in the session's; -1 for one that it does not have."""
        return index - self._first + self._made if index >= self._first else -1

    def _append(self, record: Record | Callable[[], Record]) -> None:
        assert self._journal is not None
        self._journal.append(record)

    def _note_place(self) -> None:
        place, known = self.place_now(), self._place
        if self._journal is None or place is None or place == known:
            return
        if known is None or (place.row, place.column, place.caret) != (
            known.row,
            known.column,
            known.caret,
        ):
            moved = True
        else:
            moved = abs((place.playhead or 0.0) - (known.playhead or 0.0)) >= _PLAYED
        if moved:
            self._place = place
            self._append(place)

    # What the journal tells.

    def _hear(self, number: int, slot: Callable[[object], None], said: object) -> None:
        if self._journal is not None and number == self._number:
            slot(said)

    def _tell_kept(self, _: object) -> None:
        self._tell_fault(None)
        if not self._session.clean:
            self.kept.emit(f"{datetime.now():%H:%M}")

    def _tell_fault(self, said: object) -> None:
        if said is not None:
            self._failing = True
            self.kept.emit("")
            self.failed.emit(said)
        elif self._failing:
            self._failing = False
            self.works_again.emit()

    def _tell_met(self, holders: object) -> None:
        found = cast("list[Holder]", holders)
        if found:
            self.met.emit(self._session.document, not any(one.is_here for one in found))


def _saved(
    place: int,
    files: tuple[tuple[bytes, ...], tuple[bytes, ...]],
    sent: Episode | None,
    before: Episode,
    read: Episode,
) -> Record:
    """Compare all that was saved with what was there before; for the journal's thread."""
    from cueline.io.journal.records import Saved

    return Saved.of(place, *files, None if read == sent else Change.between(before, read))


def _stepped(name: str, label: str, change: Change, step: HistoryStep | None = None) -> Record:
    from cueline.io.journal.records import Stepped

    place = step.place if step is not None else None
    rows = (place.first, place.last, place.current) if place is not None else (None, None, None)
    return Stepped(name, label, change, rows, time.time())


def _nowhere() -> None:
    return None
