"""What will stand in the place of a conflict: shown, and written by hand where it is a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cueline.episode.joining import Choice
from cueline.widgets.reviewing.join_list import BASE, BOTH, MINE, THEIRS, JoinEntry

_BREAKS = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
_LINE = 90
"""Characters that a line of the field has, about."""
_LEAST_LINES, _MOST_LINES = 2, 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JoinResult(QWidget):
    """The text of the current row, in a field. `edited` carries what is written, `both_chosen` comes from the button.

    `done`: the row is done with. `left`: the list is wanted.
    """

    edited = Signal(str)
    both_chosen = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = ResultField(self)
        self._label = QLabel(self)
        self._label.setBuddy(self.field)
        self._both = QPushButton("&Both (4)", self)
        self._both.setAutoDefault(False)
        self._both.clicked.connect(self.both_chosen)
        self.field.edited.connect(self.edited)
        self.field.done.connect(self.done)
        self.field.left.connect(self.left)
        self._lay_out()

    def make_room_for(self, rows: Sequence[JoinEntry]) -> None:
        """Take the room that the longest text needs that can be written, within bounds."""
        texts = (row.text(side) for row in rows if row.writable for side in (MINE, THEIRS, BOTH))
        self.field.make_room_for(max(map(_lines_of, texts), default=0))

    def show_row(self, row: JoinEntry | None, choice: Choice | None) -> None:
        """Show what is chosen of a row; while nothing is, what one would begin to write with."""
        self._both.setEnabled(row is not None and row.can_be(BOTH))
        self._both.setToolTip(_told_of_both(row))
        text, breaks = "", False
        if row is not None:
            text = row.text(choice or (BOTH if row.can_be(BOTH) else MINE))
            breaks = any("\n" in row.text(side) for side in (BASE, MINE, THEIRS))
        whole = self.field.show_text(text, breaks=breaks, first=_first_difference(row, text))
        writable = row is not None and row.writable and whole
        self.field.setEnabled(writable)
        self._label.setText(_told(row, choice, writable=writable))

    def say(self, text: str) -> None:
        """Say something of the current row."""
        self._label.setText(text)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        above = QHBoxLayout()
        above.setSpacing(em // 2)
        above.addWidget(self._label, 1)
        above.addWidget(self._both)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em // 2, em, 0)
        column.setSpacing(em // 3)
        column.addLayout(above)
        column.addWidget(self.field)


class ResultField(QPlainTextEdit):
    """A text that can be written; Enter is done with it, Escape leaves it.

    Enter breaks a line where there are line breaks already.
    """

    edited = Signal(str)
    done = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("joinedText")
        self.setAccessibleName("Joined text")
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self._breaks = self._filling = False
        self._lines = _LEAST_LINES
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return the text as it stands: unlike `toPlainText`, with its no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def make_room_for(self, lines: int) -> None:
        """Take the room of so many lines, within bounds."""
        self._lines = max(_LEAST_LINES, min(_MOST_LINES, lines))
        self.updateGeometry()

    def show_text(self, text: str, *, breaks: bool, first: int = 0) -> bool:
        """Show another text, from the character `first` on, unless it stands there; False if it does not come back."""
        self._breaks = breaks
        if text != self.text():
            self._filling = True
            self.setPlainText(text)
            self._filling = False
            self._bring_up(text[:first])
        return self.text() == text

    def sizeHint(self) -> QSize:
        return QSize(
            super().sizeHint().width(),
            round(self.fontMetrics().lineSpacing() * (self._lines + 0.8)),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif e.key() in _ENTER and not self._breaks:
            self.done.emit()
        else:
            super().keyPressEvent(e)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.centerCursor()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, in one line where there are no breaks."""
        text = source.text().replace("\r\n", "\n")
        self.textCursor().insertText(text if self._breaks else _BREAKS.sub(" ", text.strip("\r\n")))

    def _bring_up(self, before: str) -> None:
        """Scroll to where this ends."""
        cursor = self.textCursor()
        cursor.setPosition(len(before.encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)
        self.centerCursor()

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit(self.text())


def _told(row: JoinEntry | None, choice: Choice | None, *, writable: bool) -> str:
    if row is None:
        return ""
    write = "&write the text (E):"
    if choice is None:
        what = "the changes of both (4)" if row.can_be(BOTH) else "mine (2)"
        shown = f"Not chosen yet. With {what} this would stand there"
        return f"{shown}. Or {write}" if writable else f"{shown}:"
    if not row.text(choice):
        return f"Nothing will stand there. Or {write}" if writable else "Nothing will stand there."
    return f"This will stand there. Or {write}" if writable else "This will stand there:"


def _lines_of(text: str) -> int:
    return sum(len(part) // _LINE + 1 for part in text.split("\n"))


def _first_difference(row: JoinEntry | None, text: str) -> int:
    """Return where the texts of a row differ first; 0 where that cannot be said."""
    if row is None:
        return 0
    sides: tuple[Choice, ...] = (BASE, MINE, THEIRS)
    texts = [text, *(other for other in map(row.text, sides) if other)]
    letters = zip(*texts, strict=False)
    return next(
        (at for at, found in enumerate(letters) if len(set(found)) > 1), min(map(len, texts))
    )


def _told_of_both(row: JoinEntry | None) -> str:
    if row is not None and row.can_be(BOTH):
        return "The changes of both in one text"
    return "Here the changes of both do not go together in one"
