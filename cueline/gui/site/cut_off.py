"""A change of many files that was cut off, as by a crash: said at the next start, with what can be done about it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui.background import Background, Job
from cueline.gui.files.problems import counted
from cueline.gui.store import Store
from cueline.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from cueline.io.batches.records import Batch

FOLDER = "batches"


class CutOff(QObject):
    """Looks for batches that were cut off, and says so once."""

    take_back_requested = Signal(object)  # Batch
    look_requested = Signal()

    def __init__(self, store: Store, notices: NoticeBar, background: Background) -> None:
        super().__init__(notices)
        self._keep, self._notices, self._background = store.folder / FOLDER, notices, background

    def look(self) -> None:
        """Look for them beside the window."""
        self._background.run(self._found, self._tell)

    def _found(self) -> list[tuple[Batch, int]]:
        if not self._keep.is_dir():
            return []
        from cueline.io.batches.records import cut_off

        return [(batch, batch.written) for batch in cut_off(self._keep, datetime.now())]

    def _tell(self, job: Job) -> None:
        found: list[tuple[Batch, int]] = job.result()
        for batch, written in found:
            self._notices.show_message(
                f"A change of many files was cut off when the program ended: {batch.label}. "
                f"{written} of {counted(batch.planned, 'file')} {'is' if written == 1 else 'are'} changed.",
                kind="warning",
                actions=[
                    ("Take Back", partial(self.take_back_requested.emit, batch)),
                    ("Look", self.look_requested.emit),
                ],
                stays=True,
            )
        if found:
            self._background.run(lambda: _note_told(found), lambda job: job.result())


def _note_told(found: list[tuple[Batch, int]]) -> None:
    from cueline.io.batches.records import note_told

    for batch, _ in found:
        note_told(batch)
