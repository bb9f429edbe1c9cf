"""The open text cell: a field that feels like the text it lies on.

It has no history of its own (there is one, outside), no formats, no line breaks, and the row's own line height.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

_BREAKS = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
_UNDO_ENTRIES = ("edit-undo", "edit-redo")


class TextCell(QTextEdit):
    """Edits one paragraph; offsets are UTF-16 units here.

    Signals: `typed` after the user changed the text, `height_changed(pixels)` when it wraps to more or fewer
    lines, `left` when the focus goes elsewhere.
    """

    typed = Signal()
    height_changed = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget, on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._on_key = on_key
        self._line_height = 20
        self._loading = False
        self.setObjectName("openCell")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            "#openCell { background: transparent; border: none; padding: 0; margin: 0; }"
        )
        self.viewport().setAutoFillBackground(False)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._announce_height)
        self.textChanged.connect(self._announce_typing)

    def load(self, text: str, font: QFont, line_height: int, width: int) -> None:
        """Show a text in the row's own measures."""
        self.set_look(font, line_height)
        self.set_width(width)
        self._replace(lambda: self.setPlainText(text))

    def set_look(self, font: QFont, line_height: int) -> None:
        """Take another font."""
        self._line_height = line_height
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._replace(lambda: None)

    def mark(self, places: list[QTextLayout.FormatRange]) -> None:
        """Colour parts of the text."""
        marks: list[QTextEdit.ExtraSelection] = []
        for place in places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(place.start)
            mark.cursor.setPosition(place.start + place.length, QTextCursor.MoveMode.KeepAnchor)
            mark.format = place.format
            marks.append(mark)
        self.setExtraSelections(marks)

    def set_width(self, width: int) -> None:
        """Wrap at the width of the row's text."""
        self.setLineWrapColumnOrWidth(width)

    def text(self) -> str:
        """Give the text as it stands: unlike `toPlainText`, with its no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def follow(self, text: str) -> None:
        """Take over a text that changed elsewhere (undo); the caret goes to the place of the change."""
        old = self.text()
        if text == old:
            return
        first, tail = common_ends(old, text)
        start = _units(old[:first])
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self._replace(lambda: cursor.insertText(text[first : len(text) - tail]))
        self.put_caret(start + _units(text[first : len(text) - tail]))

    def put_caret(self, offset: int, anchor: int | None = None) -> None:
        """Set the caret, and select from `anchor` to it."""
        cursor = self.textCursor()
        last = self.document().characterCount() - 1
        cursor.setPosition(min(max(0, offset if anchor is None else anchor), last))
        if anchor is not None:
            cursor.setPosition(min(max(0, offset), last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def put_caret_at_x(self, x: float, *, last_line: bool) -> None:
        """Set the caret into the first or last line at `x` pixels, and keep that column for further moves."""
        line = (self.line_count() - 1 if last_line else 0) + 0.5
        point = self.cursorRect().center()
        point.setX(round(x))
        point.setY(round(line * self._line_height))
        cursor = self.cursorForPosition(point)
        cursor.setVerticalMovementX(max(0, round(x)))
        self.setTextCursor(cursor)

    def line_count(self) -> int:
        """Count the visible lines."""
        return max(1, round(self.document().size().height() / self._line_height))

    def caret_line(self) -> int:
        """Tell in which visible line the caret stands, from 0."""
        return int(self.cursorRect().center().y() // self._line_height)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Give the table its keys first."""
        if not self._on_key(e):
            super().keyPressEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        """Say that the focus went."""
        super().focusOutEvent(e)
        self.left.emit()

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Let the table scroll."""
        e.ignore()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, its line breaks as spaces."""
        text = _BREAKS.sub(" ", source.text().strip("\r\n\u2028\u2029"))
        if text:
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, and the very characters."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        """Offer cut, copy and paste; undo is the window's."""
        menu = self.createStandardContextMenu(e.pos())
        for action in menu.actions():
            if action.objectName() in _UNDO_ENTRIES:
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(e.globalPos())

    def _replace(self, change: Callable[[], object]) -> None:
        self._loading = True
        change()
        shape = QTextBlockFormat()
        shape.setLineHeight(self._line_height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        self._loading = False

    def _announce_typing(self) -> None:
        if not self._loading:
            self.typed.emit()

    def _announce_height(self, size: QSizeF) -> None:
        if not self._loading:
            self.height_changed.emit(self.line_count() * self._line_height)


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Count the characters that two texts share at the start, and at the end behind that."""
    shorter = min(len(old), len(new))
    first = 0
    while first < shorter and old[first] == new[first]:
        first += 1
    tail = 0
    while tail < shorter - first and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return first, tail


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
