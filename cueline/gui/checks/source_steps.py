"""Faults that only the text of the file shows, mended as a step of the history: saved with the rest, and undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.gui.background import Background, Job
from cueline.gui.session import Session
from cueline.gui.undo import HistoryStep
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document


_NAME = "problem.fix_in_text"


@dataclass(frozen=True, slots=True)
class Mend:
    """All faults of a rule mended, or the one on a line of the file."""

    rule: str
    line: int | None = None

    @property
    def name(self) -> str:
        """What the history calls it."""
        return f"{_NAME}:{self.rule}:{self.line or ''}"

    @staticmethod
    def named(name: str) -> Mend | None:
        """Return the mend that the history calls so; None if it is something else."""
        action, _, rest = name.partition(":")
        rule, _, line = rest.partition(":")
        return Mend(rule, int(line) if line.isdecimal() else None) if action == _NAME else None

    def __call__(self, document: Document) -> Document:
        """Return the document with it done; SaveError where that would change what the file says."""
        from cueline.io.checking.source_mends import mended

        return mended(document, (self.rule,), self.line)


class SourceStep(HistoryStep):
    """Puts the same episode into another text, and back.

    Saves may come between: what is put back stands on what the disk holds then, and is unsaved.
    """

    def __init__(
        self, session: Session, label: str, mend: Mend, before: Document, after: Document
    ) -> None:
        super().__init__(mend.name, label)
        self._session, self._mend = session, mend
        self._before, self._after = before, after

    def again(self) -> SourceStep:
        """Return the same step for another history."""
        return SourceStep(self._session, self.text(), self._mend, self._before, self._after)

    def redo(self) -> None:
        """Mend the text."""
        self._session.take_text(self._mended)

    def undo(self) -> None:
        """Put the text back that had the fault."""
        self._session.take_text(self._faulty)

    def _mended(self, now: Document) -> Document:
        from cueline.io import SaveError

        try:
            return self._after if now is self._before else self._mend(now)
        except (
            SaveError
        ):  # the text was changed by a save since, and reads otherwise mended: it stays
            return now

    def _faulty(self, now: Document) -> Document:
        from cueline.io.checking.source_mends import on_disk_of

        return on_disk_of(self._before, now)


class SourceMending(QObject):
    """Mends the text of the open document; it is read in the background."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, Background(self)
        self._job: Job | None = None

    def mend(self, label: str, rule: str, line: int | None = None) -> None:
        """Mend all faults of a rule, or the one on a line of the file; `label` names it in the history."""
        session = self._bench.session
        document = session.document
        if document is None or not session.editable or self._job is not None:
            return
        if session.saving:
            self._bench.said.emit("The episode is being saved. Try again in a moment.")
            return
        mend = Mend(rule, line)
        self._job = self._background.run(
            lambda: mend(document), lambda job: self._take(job, document, label, mend)
        )

    def leave(self) -> None:
        """Mend nothing more: the window is closed."""
        self._background.finish()

    def _take(self, job: Job, document: Document, label: str, mend: Mend) -> None:
        from cueline.io import SaveError

        self._job = None
        session = self._bench.session
        if session.document is not document or session.saving:
            self._bench.said.emit("The file has changed meanwhile. Try again.")
            return
        try:
            after = job.result()
        except SaveError as error:
            self._bench.said.emit(error.reason)
            return
        if after is document:
            self._bench.said.emit("The list has changed meanwhile. Look at it again.")
            return
        called = label[:1].lower() + label[1:]
        session.push(SourceStep(session, called, mend, document, after))
        self._bench.said.emit(
            f"Done: {label}. It is written with the next save; one undo takes it back."
        )
