"""The batches of the last month, each to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.summary import counted
from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names

KEYS = key_names("Ctrl+Enter takes the chosen one back · Escape closes")


@dataclass(frozen=True, slots=True)
class PastBatch:
    """A batch as it is listed: its line, what taking it back would do, and how many files that would change."""

    line: str
    detail: str
    files: int


class BatchHistory(QDialog):
    """Lists what was done in many files, the newest first. `take_back_requested` carries a position in the list.

    Plain Enter takes nothing back: it closes the window where nothing is chosen.
    """

    take_back_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batchHistory")
        self.setWindowTitle("Take Back a Change of Many Files")
        self._past: tuple[PastBatch, ...] = ()
        self._working = False
        self._list = QListWidget(self)
        self._list.setAccessibleName("Changes of the last month")
        self._detail, self._said, self._hint = (self._label() for _ in range(3))
        self._hint.setText(KEYS)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._go = QPushButton("Take It Back", self)
        self._go.setObjectName("batchTakeBack")
        self._go.setDefault(True)  # for its look
        self._go.setToolTip(
            key_names("Give its files the bytes back that they had before (Ctrl+Enter)")
        )
        self._shut = QPushButton("Close", self)
        for button in (self._go, self._shut):
            button.setAutoDefault(False)  # Enter must not take anything back
        self._lay_out()
        self._go.clicked.connect(self._ask)
        self._shut.clicked.connect(self.reject)
        self._list.currentRowChanged.connect(self._show_detail)
        self._list.setFocus()
        open_with(self, self.sizeHint())

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 46, em * 24)

    @property
    def said(self) -> str:
        """What the window says."""
        return self._said.text()

    @property
    def detail(self) -> str:
        """What the window says of the batch that is chosen."""
        return self._detail.text()

    def show_batches(self, past: Sequence[PastBatch], said: str, current: int | None = 0) -> None:
        """Show these batches and say something below them; `current`: which is chosen, None for none."""
        self._past, self._working = tuple(past), False
        self._list.clear()
        self._list.addItems([batch.line for batch in past])
        chosen = current if current is not None and current < len(past) else -1
        self._list.setEnabled(bool(past))
        (self._shut if chosen < 0 else self._list).setFocus()
        self._list.setCurrentRow(chosen)
        self._show_detail(chosen)
        self._say(said)

    def show_work(self, words: str) -> None:
        """Say that something is under way."""
        self._working = True
        self._say(words)
        self._go.setEnabled(False)
        self._list.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back with Ctrl+Enter; close with Enter on Close."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go.click()
        elif self.focusWidget() is self._shut and not self._working:
            self.reject()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _show_detail(self, row: int) -> None:
        batch = self._past[row] if 0 <= row < len(self._past) else None
        self._detail.setText(batch.detail if batch is not None else "")
        self._detail.setVisible(bool(self._past))
        files = batch.files if batch is not None else 0
        self._go.setText(f"Take Back {counted(files, 'File')}" if files else "Take It Back")
        self._go.setEnabled(files > 0)

    def _ask(self) -> None:
        if self._list.currentRow() >= 0:
            self.take_back_requested.emit(self._list.currentRow())

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._list.setSpacing(em // 3)
        self._detail.setMinimumHeight(round(em * 2.4))
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(em // 2)
        buttons.addWidget(self._hint, 1)
        buttons.addWidget(self._shut)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self._list, 1)
        column.addWidget(self._detail)
        column.addWidget(self._said)
        column.addLayout(buttons)
