"""What joining and the conflicts of a file have in common: work beside the window, then a choice row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.joining import Choice, RowId
    from cueline.widgets.reviewing.join_dialog import JoinDialog

Choices = Callable[["Mapping[RowId, Choice]"], None]
"""What is told of the choices that were made."""


class Choosing(QObject):
    """Does one thing at a time beside the window, and asks about it; `close` gives both up."""

    def __init__(self, bench: Workbench, background: Background, busy: Busy) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._busy = busy
        self._job: Job | None = None
        self._dialog: JoinDialog | None = None

    def close(self) -> None:
        """Give up what is being joined: another file is open, or the window is closed."""
        if self._job is not None:
            self._job.cancel()
            self._end()
        if self._dialog is not None:
            self._dialog.reject()

    def _begin(self, told: str, work: Callable[[], object], then: Callable[[Job], None]) -> None:
        """Do `work` beside the window, saying what is done, then call `then`; one thing at a time."""

        def done(job: Job) -> None:
            self._end()
            then(job)

        self._busy.begin(told)
        self._job = self._background.run(work, done)

    def _end(self) -> None:
        self._job = None
        self._busy.end()

    def _open(self, dialog: JoinDialog, joined: Choices, given_up: Choices) -> None:
        """Show a dialog; tell what was chosen in it, whether it is to be joined or was given up."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.joined.connect(joined)
        dialog.rejected.connect(lambda: given_up(dialog.choices))
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None
