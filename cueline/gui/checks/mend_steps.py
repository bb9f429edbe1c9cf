"""The step of the history from a broken text to its transcript, and what is kept to do it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cueline.gui.session import History, Session
from cueline.gui.undo import HistoryStep

if TYPE_CHECKING:
    from cueline.io import Document

MENDED = "mend.take"
"""What the history calls the step from the broken text to the transcript."""

_NOWHERE = -1


class MendStep(HistoryStep):
    """The first step of the history of a file that was mended; taken back, it leads to the broken text."""

    def __init__(self, label: str, go_back: Callable[[], None]) -> None:
        super().__init__(MENDED, label)
        self._go_back = go_back

    def again(self) -> MendStep:
        """Return the same step for another history."""
        return MendStep(self.text(), self._go_back)

    def undo(self) -> None:
        """Show the broken text again, when the history has done its work."""
        QTimer.singleShot(0, self._go_back)


@dataclass(frozen=True, slots=True)
class Undone:
    """A mend that was taken back: the text that this led to, the document it led away from, and its history."""

    text: bytes
    document: Document
    history: History

    @classmethod
    def of(cls, session: Session, document: Document, text: bytes) -> Undone:
        """Keep what the session holds just after its first step, the mend, was taken back."""
        steps = [step.again() for place in range(session.steps) if (step := session.step(place))]
        return cls(text, document, History(session.episode, steps, 1, session.saved_index))

    def where_disk_holds(self, path: Path, disk: bytes) -> tuple[Document, History]:
        """Return document and history, the mend done again, where the file at `path` holds `disk` by now."""
        from cueline.io.checking.source_mends import where_disk_holds

        document = where_disk_holds(self.document, path, disk)
        if document is self.document:
            return document, self.history
        return document, replace(self.history, saved=0 if disk == self.text else _NOWHERE)
