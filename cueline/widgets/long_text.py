"""A text to read that may be very long."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_PIECE = 20_000
"""Letters that are put in at once: laying them out takes 10 ms."""

_LETTERS_IN_A_LINE = 200
"""On an average; of a text whose lines are longer fewer are shown."""


class LongText(QPlainTextEdit):
    """Shows the beginning of a text at once, and more of it while nothing else is to be done: `lines` at most."""

    def __init__(self, lines: int = 2_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._rest = ""
        self._more = QTimer(self, singleShot=True)
        self._more.timeout.connect(self._show_more)

    def show_text(self, text: str) -> None:
        """Show another text; "…" stands at the end of what is shown of one that is too long."""
        shown = _beginning_of(text, self._lines)
        self.setPlainText(shown[:_PIECE])
        self._rest = shown[_PIECE:]
        if self._rest:
            self._more.start()

    def _show_more(self) -> None:
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(self._rest[:_PIECE])
        self._rest = self._rest[_PIECE:]
        if self._rest:
            self._more.start()


def _beginning_of(text: str, lines: int) -> str:
    shown = "\n".join(text[: lines * _LETTERS_IN_A_LINE].split("\n")[:lines])
    return shown if len(shown) == len(text) else f"{shown}\n…"
