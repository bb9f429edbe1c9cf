"""Looking at what will be saved: rows of was and now, the exact diff, and taking single rows back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from cueline.episode.review import ReviewRow, review_rows
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.io import SaveError
from cueline.io.diff import exact_diff
from cueline.widgets.review_dialog import ReviewDialog


class Review(QObject):
    """Opens the review and does what is asked for in it."""

    jump_requested = Signal(int)
    save_requested = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._dialog: ReviewDialog | None = None

    def show(self) -> None:
        """Show every change since the saved point."""
        self._bench.table.commit_typing()
        self.close()
        document = self._bench.session.document
        if document is None:
            return
        rows = review_rows(document.episode, self._bench.episode)
        dialog = ReviewDialog(rows, self._diff(), self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.jump_requested.connect(self.jump_requested)
        dialog.take_back_requested.connect(self.take_back)
        dialog.save_requested.connect(self.save_requested)
        dialog.destroyed.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def close(self) -> None:
        """Close the review, if it is open."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog = None

    def take_back(self, row: ReviewRow) -> None:
        """Make one row what it was at the saved point, as one step of the history."""
        document = self._bench.session.document
        if document is None:
            return
        saved = document.episode
        edit = Edit("review.take_back", (row.kind, row.index), "take back one change")
        if self._bench.attempt(edit, lambda ep: taken_back(saved, ep, row)):
            self._bench.said.emit("Taken back.")
        self.show()

    def _diff(self) -> str:
        document = self._bench.session.document
        try:
            return exact_diff(document, self._bench.episode) if document else ""
        except SaveError as error:
            return str(error)

    def _forget(self) -> None:
        self._dialog = None
