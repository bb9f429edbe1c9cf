"""Beside the text of a broken file: what is wrong with it, the mends on offer, and what each would change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.reviewing.diff_view import DiffView

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
        self.list.setResizeMode(
            QListView.ResizeMode.Adjust
        )  # or a sentence stays as wide as the room was
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.diff = DiffView()
        self.take = QPushButton("Open It &Mended")
        self.again = QPushButton("&Try Again")
        self.save = QPushButton("Save the Te&xt As It Is")
        (self._text,) = self.diff.findChildren(QPlainTextEdit)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
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
        self._mark_changes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark_changes()

    def _mark_changes(self) -> None:
        """Mark the characters that differ, and go to the first that is new: it can be far in, in a long line."""
        colors = theme.tokens(self.palette())
        marks: list[QTextEdit.ExtraSelection] = []
        for number, start, end in changed_spans(self._text.toPlainText().split("\n")):
            cursor = QTextCursor(self._text.document().findBlockByNumber(number))
            cursor.setPosition(cursor.position() + start)
            cursor.setPosition(cursor.position() + end - start, QTextCursor.MoveMode.KeepAnchor)
            new = cursor.block().text().startswith("+")
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor  # type: ignore[attr-defined]
            strong = colors.added_strong if new else colors.removed_strong
            mark.format.setBackground(QColor(strong))  # type: ignore[attr-defined]
            marks.append(mark)
        self._text.setExtraSelections(marks)
        place = QTextCursor(self._text.document())
        if marks:
            place.setPosition(marks[-1].cursor.selectionStart())  # type: ignore[attr-defined]
        self._text.setTextCursor(place)

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


def changed_spans(diff: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return line, start and end of what differs in the first lines of a diff that stand against each other."""
    for number, line in enumerate(diff):
        gone = _run(diff, number, "-") if number > 1 and line.startswith("-") else 0
        if gone and gone == _run(diff, number + gone, "+"):
            old, new = line, diff[number + gone]
            top = 1 + _common(old[1:], new[1:])
            bottom = _common(old[top:][::-1], new[top:][::-1])
            return [(number, top, len(old) - bottom), (number + gone, top, len(new) - bottom)]
    return []


def _run(diff: Sequence[str], first: int, sign: str) -> int:
    return sum(1 for _ in takewhile(lambda line: line.startswith(sign), diff[first:]))


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _label(name: str, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = QFont(label.font())
    font.setWeight(weight)
    label.setFont(font)
    return label
