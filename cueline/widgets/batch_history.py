"""The batches of the last month, each to be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class BatchHistory(QDialog):
    """Lists what was done in many files, the newest first. `take_back_requested` carries a position in the list."""

    take_back_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batchHistory")
        self.setWindowTitle("Take Back a Change of Many Files")
        self._list = QListWidget(self)
        self._list.setAccessibleName("Changes of the last month")
        self._said = QLabel(self)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._go = QPushButton("Take It Back", self)
        self._go.setDefault(True)
        self._go.setToolTip("Give its files the bytes back that they had before (Enter)")
        self._shut = QPushButton("Close", self)
        self._shut.setAutoDefault(False)
        em = self.fontMetrics().height()
        self._list.setSpacing(em // 6)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._shut)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self._list, 1)
        column.addWidget(self._said)
        column.addLayout(buttons)
        self._go.clicked.connect(self._ask)
        self._shut.clicked.connect(self.reject)
        self._list.setFocus()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 40, em * 22)

    @property
    def said(self) -> str:
        """What the window says."""
        return self._said.text()

    def show_batches(self, lines: Sequence[str], said: str) -> None:
        """Show these batches, a line each, and say something below them."""
        self._list.clear()
        self._list.addItems(list(lines))
        self._list.setCurrentRow(0)
        self._go.setEnabled(bool(lines))
        self._list.setEnabled(bool(lines))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        (self._list if lines else self._shut).setFocus()

    def show_work(self, words: str) -> None:
        """Say that something is under way."""
        self._said.setText(words)
        self._said.setVisible(True)
        self._go.setEnabled(False)
        self._list.setEnabled(False)

    def _ask(self) -> None:
        if self._list.currentRow() >= 0:
            self.take_back_requested.emit(self._list.currentRow())
