"""How a text differs from what the disk holds of it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cueline.widgets.dialog_size import open_with
from cueline.widgets.reviewing.diff_view import DiffView


class TextCompare(QDialog):
    """Shows a diff, from the disk to the text here where `title` says nothing else; there is only Close."""

    def __init__(
        self, diff: str, parent: QWidget | None = None, title: str = "Compare: − on disk, + here"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("textCompare")
        self.setWindowTitle(title)
        self._diff = DiffView(self)
        self._diff.set_diff(diff)
        shut = QPushButton("Close", self)
        shut.clicked.connect(self.reject)
        em = self.fontMetrics().height()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.7))
        column.addWidget(self._diff, 1)
        column.addLayout(buttons)
        open_with(self, self.sizeHint())

    @property
    def text(self) -> str:
        """The diff as it is shown."""
        return self._diff.text()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 50, em * 32)
