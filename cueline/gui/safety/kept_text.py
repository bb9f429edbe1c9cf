"""A broken text that was changed by hand, in a journal of its own till it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui.background import call_in_window
from cueline.gui.safety.journalling import FOLDER
from cueline.gui.store import Store

if TYPE_CHECKING:
    from cueline.io.journal.writing import Journal


class KeptText(QObject):
    """Writes down each state of the text; `failed` says why that cannot be."""

    failed = Signal(str)

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = store.folder / FOLDER
        self._journal: Journal | None = None

    def keep(self, path: Path, on_disk: bytes, text: bytes) -> None:
        """Keep the text of a file that holds `on_disk`."""
        from cueline.io.journal.records import Text
        from cueline.io.journal.writing import Journal

        if self._journal is None:
            self._journal = Journal.of_text(self._folder, path, on_disk, self._pass_on)
        self._journal.append(Text(text))

    def forget(self) -> None:
        """Drop what was kept: the text is saved, or not wanted."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    def break_off(self) -> None:
        """Leave what was kept for the next start, as the end of the program does."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.leave()

    def _pass_on(self, said: str | None) -> None:
        call_in_window(self, lambda: self._tell(said))

    def _tell(self, said: str | None) -> None:
        if said is not None:
            self.failed.emit(said)
