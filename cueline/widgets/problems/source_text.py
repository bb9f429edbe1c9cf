"""A text in a Qt editor that comes out as it went in: line ends, byte order mark and all, and of long ones a part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cueline.widgets.lines.layout import points_of, units_of
from cueline.widgets.problems.line_ends import (
    BREAK,
    Hunk,
    ends_of,
    hunks,
    is_uneven,
    put,
    usual_end,
)

LINE = 50_000
"""How many characters of a line are shown of a text that is too long."""

_SHOWN_AS = {ord(BREAK): "¶", ord("\r"): "␍", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd"}
"""What stands in a line of a text that is too long for what Qt would end it with."""


class SourceText(QPlainTextEdit):
    """Holds a text exactly. Lines are those that a line feed ends, whatever else Qt breaks at."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual, self._uneven = "\n", False
        self._known: tuple[str, list[int]] | None = None
        self._first = 1
        self._part: list[tuple[int, str]] = []
        """Of a text that is too long, the lines that are shown, and how much of each, in UTF-16 units."""
        self._filling = False
        self.document().contentsChange.connect(self._forget)
        self.textChanged.connect(self._tell_edited)
        self.set_editable(False)

    def set_editable(self, editable: bool) -> None:
        """Let the text be changed by hand, or only looked at."""
        self.setReadOnly(not editable)
        flags = Qt.TextInteractionFlag
        looking = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags.TextEditorInteraction if editable else looking)

    def fill(self, text: str, first: int = 1) -> None:
        """Hold another text, the first line of which has a number."""
        self._filling, self._first, self._part = True, first, []
        self._usual, self._known = usual_end(text), None
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.clear()
        self._uneven = is_uneven(text, self._usual)
        put(QTextCursor(document), text, self._usual)
        document.setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._filling = False

    def text(self) -> str:
        """Return the text as it is now; the lines have the ends that they came with."""
        return self._read()[0]

    def replace_text(self, text: str) -> None:
        """Put another text in the place of this one, as one edit that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self.change_text(hunks(self.text(), text))
        cursor.endEditBlock()

    def change_text(self, changes: Sequence[Hunk]) -> None:
        """Put lines in the place of others, each as an edit of its own; all lines count as they do before that."""
        self._uneven = self._uneven or any(is_uneven(text, self._usual) for _, _, text in changes)
        done: list[tuple[int, int]] = []
        for first, last, text in changes:
            moved = sum(more for place, more in done if place < first)
            cursor = self._lines_selected(first + moved, last + moved)
            before = self.blockCount()
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            put(cursor, text, self._usual)
            cursor.endEditBlock()
            done.append((first, self.blockCount() - before))

    @property
    def last_line(self) -> int:
        """The greatest line number."""
        return self._first + self.blockCount() - 1

    def has_line(self, line: int) -> bool:
        """Tell whether a line is shown."""
        return self._first <= line < self._first + self._lines

    @property
    def caret(self) -> int:
        """Where the caret is, in UTF-16 units from the beginning."""
        return self.textCursor().position()

    def put_caret(self, place: int) -> None:
        """Put the caret where it was, and show it."""
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def select(self, line: int, column: int, length: int) -> None:
        """Select some characters, and show them. Line and column count from 1."""
        first = self._cursor_at(line, column)
        last = self._cursor_at(line, column + length)
        first.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(first)
        self.centerCursor()

    def fill_with_part(self, lines: Sequence[str], first: int) -> None:
        """Hold some lines of a text that is too long, the first of which has a number; the longest are cut.

        They cannot be changed; what is copied of them is not cut.
        """
        shown = [as_shown(one) for one in lines]
        self.fill("\n".join(shown), first)
        self.set_editable(False)
        self._part = [(units_of(row, len(row)), one) for one, row in zip(lines, shown, strict=True)]

    def createMimeDataFromSelection(self) -> QMimeData:
        if not self._part:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(self._selected_of_part())
        return data

    def _selected_of_part(self) -> str:
        """Return what is selected; with the end of a line that is cut all of that line."""
        cursor, document = self.textCursor(), self.document()
        first, last = (
            document.findBlock(place) for place in (cursor.selectionStart(), cursor.selectionEnd())
        )
        lines = [line for _, line in self._part[first.blockNumber() : last.blockNumber() + 1]]
        to = cursor.selectionEnd() - last.position()
        units, line = self._part[last.blockNumber()]
        if to < units or len(line) <= LINE:
            lines[-1] = line[: points_of(line, to)]
        lines[0] = lines[0][points_of(lines[0], cursor.selectionStart() - first.position()) :]
        return "\n".join(lines)

    def _tell_edited(self) -> None:
        if not self._filling and not self.isReadOnly():
            self.edited.emit()

    def _read(self) -> tuple[str, list[int]]:
        """Return the text, and where its lines are: the numbers of their blocks; none where each block is one."""
        if self._known is None:
            self._known = self._read_anew(self.document().toRawText())
        return self._known

    def _forget(self) -> None:
        self._known = None

    def _read_anew(self, raw: str) -> tuple[str, list[int]]:
        if not self._uneven:
            return raw.replace(BREAK, self._usual), []
        ends = list(ends_of(self.document(), self._usual))
        rows = raw.split(BREAK)
        text = rows[0] + "".join(end + row for end, row in zip(ends, rows[1:], strict=True))
        if all(end.endswith("\n") for end in ends):
            return text, []
        return text, [0, *(n for n, end in enumerate(ends, 1) if end.endswith("\n"))]

    def _lines_selected(self, first: int, last: int) -> QTextCursor:
        """Return a cursor around blocks, from 0, the end of the last one too where another follows."""
        document = self.document()
        end = document.findBlockByNumber(last)
        cursor = QTextCursor(document.findBlockByNumber(first))
        place = end.position() if end.isValid() else document.characterCount() - 1
        cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def _lines(self) -> int:
        return len(self._read()[1]) or self.blockCount()

    def _line_of(self, block: QTextBlock) -> int:
        """Return the number of the line, from `_first` on, that a block stands in: a line feed ends it."""
        number, lines = block.blockNumber(), self._read()[1]
        return self._first + (bisect_right(lines, number) - 1 if lines else number)

    def _cursor_at(self, line: int, column: int | None) -> QTextCursor:
        line = min(max(line - self._first, 0), self._lines - 1)
        cursor = QTextCursor(self._block_of(line))
        room = self._end_of(line) - cursor.position()
        steps = min((column or 1) - 1, room)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, steps)
        return cursor

    def _block_of(self, line: int) -> QTextBlock:
        """Return the block that begins a line, counted from 0."""
        lines = self._read()[1]
        return self.document().findBlockByNumber(lines[line] if lines else line)

    def _end_of(self, line: int) -> int:
        document = self.document()
        if line + 1 < self._lines:
            return self._block_of(line + 1).position() - 1
        return document.characterCount() - 1


def as_shown(line: str) -> str:
    """Return a line of a text that is too long, as it is shown."""
    cut = f"{line[:LINE]}…" if len(line) > LINE else line.removesuffix("\r")
    return cut.translate(_SHOWN_AS)
