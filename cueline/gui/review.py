"""Looking at what will be saved: rows of was and now, the exact diff, and taking single rows back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.review import ReviewRow
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
        from cueline.widgets.review_dialog import ReviewDialog

        self.close()
        if not self._bench.commit_open() or self._bench.session.document is None:
            return
        steps = self._bench.session.unsaved_count
        dialog = ReviewDialog(self._rows(), self._diff(), self._bench.window, steps)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.jump_requested.connect(self.jump_requested)
        dialog.take_back_requested.connect(self.take_back)
        dialog.save_requested.connect(self.save_requested)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def close(self) -> None:
        """Close the review, if it is open."""
        if self._dialog is not None:
            self._dialog.reject()

    def take_back(self, row: ReviewRow) -> None:
        """Make one row what it was at the saved point, as one step of the history."""
        from cueline.gui.take_back import taken_back

        document = self._bench.session.document
        if document is None:
            return
        saved = document.episode
        edit = Edit("review.take_back", (row.kind, row.index), "take back one change")
        if self._bench.attempt(edit, lambda ep: taken_back(saved, ep, row)):
            self._bench.said.emit("Taken back.")
        if self._dialog is not None:
            steps = self._bench.session.unsaved_count
            self._dialog.set_rows(self._rows(), self._diff(), steps)

    def _rows(self) -> list[ReviewRow]:
        from cueline.episode.review import ReviewRow, review_rows

        document = self._bench.session.document
        if document is None:
            return []
        rows = review_rows(document.episode, self._bench.episode)
        now = (("Changed in the text itself: see the exact diff.", False),)
        return rows + [
            ReviewRow("source", None, file.name, (), now)
            for file in document.files
            if file.on_disk is not None
        ]

    def _diff(self) -> str:
        from cueline.io import SaveError
        from cueline.io.diff import exact_diff

        document = self._bench.session.document
        try:
            return exact_diff(document, self._bench.episode) if document else ""
        except SaveError as error:
            return str(error)

    def _forget(self) -> None:
        self._dialog = None
