"""A text to read that may be very long."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cueline.widgets.lines.layout import points_of
from cueline.widgets.problems.line_ends import lines_of

_PIECE, _PIECE_LINES = 20_000, 250
"""Letters and lines that are put in at once: laying them out takes 10 ms."""

_LETTERS_IN_A_LINE = 200
"""On an average; of a text whose lines are longer fewer are shown."""


class Beginning(QPlainTextEdit):
    """Shows the beginning of a text; what is copied up to its end is all that follows, shown or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.whole = ""
        """All of the text."""

    def show_beginning(self, text: str, lines: int) -> None:
        """Show the first lines of a text, "…" where there are more; what is scrolled to stays."""
        found = text.split("\n", lines)
        more = ["…"] if len(found) > lines else []
        bar = self.verticalScrollBar()
        place, self.whole = bar.value(), text
        self.setPlainText("\n".join([*found[:lines], *more]))
        bar.setValue(place)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        to_the_end = cursor.selectionEnd() >= self.document().characterCount() - 1
        if not to_the_end or self.toPlainText() == self.whole:
            return super().createMimeDataFromSelection()
        first = self.document().findBlock(cursor.selectionStart())
        line, *rest = lines_of(self.whole)[first.blockNumber() :] or [""]
        gone = points_of(line, cursor.selectionStart() - first.position())
        data = QMimeData()
        data.setText(line[gone:] + "".join(rest))
        return data


class LongText(Beginning):
    """Shows the beginning of a text at once, and more of it while nothing else is to be done: `lines` at most."""

    def __init__(self, lines: int = 2_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._shown, self._place = "", 0
        self._more = QTimer(self, singleShot=True)
        self._more.timeout.connect(self._show_more)

    def show_text(self, text: str) -> None:
        """Show another text; "…" stands at the end of what is shown of one that is too long."""
        self.whole = text
        self._shown, self._place = _beginning_of(text, self._lines), 0
        self.setPlainText(self._next_piece())
        self._go_on()

    def _show_more(self) -> None:
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(self._next_piece())
        self._go_on()

    def _next_piece(self) -> str:
        letters = self._shown[self._place : self._place + _PIECE]
        *lines, rest = letters.split("\n", _PIECE_LINES)
        piece = letters[: len(letters) - len(rest)] if len(lines) == _PIECE_LINES else letters
        self._place += len(piece)
        return piece

    def _go_on(self) -> None:
        if self._place < len(self._shown):
            self._more.start()


def _beginning_of(text: str, lines: int) -> str:
    shown = text[: lines * _LETTERS_IN_A_LINE]
    found = shown.split("\n", lines)
    if len(found) > lines:
        shown = shown[: len(shown) - len(found[-1])]
    return shown if len(shown) == len(text) else shown.removesuffix("\n") + "\n…"
