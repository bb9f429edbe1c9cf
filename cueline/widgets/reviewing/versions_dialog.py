"""The earlier versions of a file, each to be looked at, taken back in, or written to a copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

NONE_YET = "There is none yet. What a file held is kept at each save, for a month, outside your repository."


class VersionsDialog(QDialog):
    """Lists versions, the newest first, `row` being chosen; the requests carry a position in the list."""

    compare_requested = Signal(int)
    take_requested = Signal(int)
    copy_requested = Signal(int)

    def __init__(
        self, name: str, lines: Sequence[str], parent: QWidget | None = None, row: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName("versionsDialog")
        self.setWindowTitle("Earlier versions")
        self._title = _label(f"What {name} held before each save of the last month", self)
        self._list = QListWidget(self)
        self._list.setAccessibleName("Earlier versions")
        self._list.addItems(list(lines))
        for place in range(self._list.count()):
            self._list.item(place).setSizeHint(QSize(0, round(self.fontMetrics().height() * 1.8)))
        self._list.setCurrentRow(row)
        self._list.itemDoubleClicked.connect(lambda _: self._ask(self.compare_requested))
        self._said = _label("" if lines else NONE_YET, self)
        self._said.setVisible(not lines)
        self._compare = self._button("&Compare…", "See what differs from now, row by row (Enter)")
        self._compare.setDefault(True)
        self._take = self._button("&Go Back to It", "As one change, which undo takes back")
        self._copy = self._button("&Save a Copy…", "Write it to a file of its own")
        self._shut = self._button("Close", "")
        self._lay_out()
        self._compare.clicked.connect(lambda: self._ask(self.compare_requested))
        self._take.clicked.connect(lambda: self._ask(self.take_requested))
        self._copy.clicked.connect(lambda: self._ask(self.copy_requested))
        self._shut.clicked.connect(self.reject)
        for part in (self._list, self._compare, self._take, self._copy):
            part.setEnabled(bool(lines))
        (self._list if lines else self._shut).setFocus()
        self.resize(self.sizeHint())

    @property
    def lines(self) -> list[str]:
        """What the list says."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def set_lines(self, lines: Sequence[str]) -> None:
        """Say something else of the same versions."""
        for place, line in enumerate(lines):
            self._list.item(place).setText(line)

    def say(self, text: str) -> None:
        """Say why something could not be done."""
        self._said.setText(text)
        self._said.show()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 40, em * 22)

    def _ask(self, request: SignalInstance) -> None:
        if self._list.currentRow() >= 0:
            request.emit(self._list.currentRow())

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        buttons = QHBoxLayout()
        buttons.setSpacing(em // 2)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        for button in (self._shut, self._take, self._compare):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        column.addWidget(self._said)
        column.addLayout(buttons)


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
