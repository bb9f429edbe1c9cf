"""A broken text that was changed by hand, in a journal of its own till it is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui.background import call_in_window
from cueline.gui.safety.journalling import FOLDER
from cueline.gui.store import Store

if TYPE_CHECKING:
    from cueline.io.journal.writing import Journal


class KeptText(QObject):
    """Writes down each state of the text; `failed` says why that cannot be, `works_again` that it can after all."""

    failed = Signal(str)
    works_again = Signal()

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = store.folder / FOLDER
        self._journal: Journal | None = None
        self._failing = False
        self.successor: Callable[[], Journal | None] = lambda: None
        """The journal of the document that is open, which may have been made of the text; set by the window."""

    @property
    def current(self) -> Journal | None:
        """The journal of the text that is shown; None where that is on the disk."""
        return self._journal

    def keep(self, path: Path, on_disk: bytes, text: bytes, caret: int) -> None:
        """Keep the text of a file that holds `on_disk`, and where the caret is in it (UTF-16 units)."""
        from cueline.io.journal.records import Text
        from cueline.io.journal.writing import Journal

        if self._journal is None:
            self._journal = Journal.of_text(self._folder, path, on_disk, self._pass_on)
        self._journal.append(Text(text, caret))

    def forget(self) -> None:
        """Drop what was kept: the text is saved, or not wanted, or is the document that is open now.

        It stays on the disk till that document's journal is there.
        """
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close(self.successor())
            self._tell(None)

    def flush(self) -> bool:
        """Wait till what is kept is on the disk, beside the window's thread; False where that cannot be."""
        journal = self._journal
        return journal is None or journal.flush()

    def break_off(self) -> None:
        """Leave what was kept for the next start, as the end of the program does."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.leave()

    def _pass_on(self, said: str | None) -> None:
        call_in_window(self, lambda: self._tell(said))

    def _tell(self, said: str | None) -> None:
        failing, self._failing = self._failing, said is not None
        if said is not None:
            self.failed.emit(said)
        elif failing:
            self.works_again.emit()
