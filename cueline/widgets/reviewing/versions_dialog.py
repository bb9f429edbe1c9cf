"""The earlier versions of a file, each to be looked at, taken back in, or written to a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets.dialog_size import open_with

NONE_YET = (
    "There is none yet. What a file held is kept when you save it or somebody else changes it, for a month, "
    "outside your repository."
)


_COMPARE = "See what differs from now, row by row (Enter)"
_TAKE = "As one change, which undo takes back"
_NOW = "As saved now"
_UNREADABLE = "This one cannot be shown here, only saved as a copy"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What the list says of a version, and whether that can be shown."""

    text: str
    readable: bool = True


class VersionsDialog(QDialog):
    """Lists what is saved now, then the versions, the newest first, `row` of them being chosen.

    The requests carry a position among the versions.
    """

    compare_requested = Signal(int)
    take_requested = Signal(int)
    copy_requested = Signal(int)

    def __init__(
        self, name: str, lines: Sequence[VersionLine], parent: QWidget | None = None, row: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName("versionsDialog")
        self.setWindowTitle("Earlier versions")
        self._title = _label(f"What {name} held before each change of the last month", self)
        self._list = QListWidget(self)
        self._list.setAccessibleName("Earlier versions")
        self._lines = list(lines)
        for text in [_NOW, *(line.text for line in lines)] if lines else []:
            item = QListWidgetItem(text, self._list)
            item.setSizeHint(QSize(0, round(self.fontMetrics().height() * 1.8)))
        if lines:
            self._list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.itemDoubleClicked.connect(lambda _: self._compare.click())
        self._said = _label("" if lines else NONE_YET, self)
        self._said.setVisible(not lines)
        self._compare = self._button("&Compare…", _COMPARE)
        self._compare.setDefault(True)
        self._take = self._button("&Go Back to It", _TAKE)
        self._copy = self._button("&Save a Copy…", "Write it to a file of its own")
        self._shut = self._button("Close", "")
        self._lay_out()
        self._compare.clicked.connect(lambda: self._ask(self.compare_requested))
        self._take.clicked.connect(lambda: self._ask(self.take_requested))
        self._copy.clicked.connect(lambda: self._ask(self.copy_requested))
        self._shut.clicked.connect(self.reject)
        self._list.setEnabled(bool(lines))
        self._list.currentRowChanged.connect(self._offer)
        self._list.setCurrentRow(row + 1 if lines else -1)
        self._offer()
        (self._list if lines else self._shut).setFocus()
        open_with(self, self.sizeHint())

    @property
    def lines(self) -> list[str]:
        """What the list says."""
        return [line.text for line in self._lines]

    def set_lines(self, lines: Sequence[VersionLine]) -> None:
        """Say something else of the same versions."""
        self._lines = list(lines)
        for place, line in enumerate(lines, 1):
            self._list.item(place).setText(line.text)
        self._offer()

    def say(self, text: str) -> None:
        """Say why something could not be done."""
        self._said.setText(text)
        self._said.show()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 40, em * 22)

    def _ask(self, request: SignalInstance) -> None:
        place = self._list.currentRow() - 1
        if place >= 0:
            request.emit(place)

    def _offer(self) -> None:
        """Offer what can be done with the version that is chosen."""
        place = self._list.currentRow() - 1
        self._copy.setEnabled(place >= 0)
        readable = place >= 0 and self._lines[place].readable
        for button, tip in ((self._compare, _COMPARE), (self._take, _TAKE)):
            button.setEnabled(readable)
            button.setToolTip(tip if readable or place < 0 else _UNREADABLE)

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
