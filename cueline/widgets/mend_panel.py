"""Beside the text of a broken file: what is wrong with it, the mends on offer, and what each would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets.diff_view import DiffView

Mend = tuple[str, str]
"""What a mend does, in words, and its diff."""


class MendPanel(QFrame):
    """A sentence, a list of mends with the diff of the chosen one, and buttons; it knows nothing of files."""

    take_requested = Signal()
    try_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mendPanel")
        self._diffs: list[str] = []
        self._title = _label("mendTitle", weight=QFont.Weight.DemiBold)
        self._sentence = _label("mendSentence")
        self._offer = _label("mendOffer", weight=QFont.Weight.DemiBold)
        self.list = QListWidget()
        self.list.setObjectName("mendList")
        self.list.setAccessibleName("Mends")
        self.list.setWordWrap(True)
        self.diff = DiffView()
        self.take = QPushButton("Open It &Mended")
        self.again = QPushButton("&Try Again")
        self.save = QPushButton("Save the Te&xt As It Is")
        for text in self.diff.findChildren(
            QPlainTextEdit
        ):  # what is changed is often at the end of a long line
            text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_diff)
        self.list.itemActivated.connect(lambda _: self.take_requested.emit())
        self.take.clicked.connect(self.take_requested)
        self.again.clicked.connect(self.try_requested)
        self.save.clicked.connect(self.save_requested)

    @property
    def chosen(self) -> int:
        """The row of the chosen mend, -1 without one."""
        return self.list.currentRow()

    def sentence(self) -> str:
        """Return what is said of the text."""
        return self._sentence.text()

    def offer(self) -> str:
        """Return the line above the mends."""
        return self._offer.text()

    def say(self, title: str, sentence: str) -> None:
        """Say how it stands with the text."""
        self._title.setText(title)
        self._sentence.setText(sentence)

    def wait(self) -> None:
        """Show that mends are being looked for."""
        self.set_mends([])
        self._offer.setText("Looking for ways to mend it…")

    def set_mends(self, mends: Sequence[Mend], none: str = "") -> None:
        """Show the mends, the first one chosen; `none` is what is said where there are none."""
        self._diffs = [diff for _, diff in mends]
        self.list.clear()
        self.list.addItems([label for label, _ in mends])
        self._offer.setText(
            "It can be mended so; nothing is written until you save:" if mends else none
        )
        self._offer.setVisible(bool(self._offer.text()))
        for part in (self.list, self.diff):
            part.setVisible(bool(mends))
        if mends:
            self.list.setCurrentRow(0)
        self._space.setVisible(not mends)

    def set_takeable(self, takeable: bool, words: str) -> None:
        """Enable the button that opens the transcript, and say what it does."""
        self.take.setEnabled(takeable)
        self.take.setText(words)

    def _show_diff(self, row: int) -> None:
        self.diff.set_diff(self._diffs[row] if 0 <= row < len(self._diffs) else "")

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em // 2, em, em // 2)
        column.setSpacing(em // 2)
        for part in (self._title, self._sentence, self._offer):
            column.addWidget(part)
        self.list.setMaximumHeight(em * 11)
        self._space = QWidget()
        column.addWidget(self.list, 2)
        column.addWidget(self.diff, 3)
        column.addWidget(self._space, 1)
        row = QHBoxLayout()
        for button in (self.take, self.again, self.save):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.take.setDefault(True)
        self.setMinimumWidth(em * 22)


def _label(name: str, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    font = QFont(label.font())
    font.setWeight(weight)
    label.setFont(font)
    return label
