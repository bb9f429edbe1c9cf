"""The text of a file, to look at or, where it is broken, to mend by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from cueline.widgets import theme
from cueline.widgets.problems.source_text import SourceText


class SourceView(SourceText):
    """A text with line numbers, not to be changed unless that is allowed. One place can be marked: that of an error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sourceView")
        self.setAccessibleName("Text of the file")
        self.setProperty("pane", True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._place: tuple[int, int | None] | None = None
        self._numbers = LineNumbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow_scrolling)
        self._take_font()
        self._make_room()

    def set_text(self, text: str, line: int | None = None, column: int | None = None) -> None:
        """Show a text; mark a line and go there. Line and column count from 1."""
        self.fill(text)
        self._begin_at(line, column)

    def show_part(
        self, lines: Sequence[str], first: int, line: int | None = None, column: int | None = None
    ) -> None:
        """Show some lines of a text that is too long to be changed here; mark one of them and go there."""
        self.fill_with_part(lines, first)
        self._begin_at(line, column)

    def _begin_at(self, line: int | None, column: int | None) -> None:
        self.set_place(line, column)
        if line is not None:
            self._go_to(line, column)

    def set_place(self, line: int | None = None, column: int | None = None) -> None:
        """Mark another place, or none; the caret stays."""
        self._place = None if line is None else (line, column)
        self._mark_place()
        self._numbers.update()

    def go_to_place(self) -> None:
        """Put the caret at the marked place; characters that are selected meanwhile are shown instead."""
        if self.textCursor().hasSelection():
            self.centerCursor()
        elif self._place is not None:
            self._go_to(*self._place)

    def event(self, event: QEvent) -> bool:
        """Leave the key of redo to the window while there is nothing in the text to do again."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Redo)
            and not self.document().isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inside.left(), inside.top(), self._numbers.room(), inside.height())
        )

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Paint the numbers of the visible lines; called by their strip."""
        with QPainter(self._numbers) as painter:
            painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.setFont(self.font())
            block = self.firstVisibleBlock()
            offset = self.contentOffset()
            width = self._numbers.width() - self.fontMetrics().height() // 2
            while block.isValid():
                box = self.blockBoundingGeometry(block).translated(offset)
                if box.top() > event.rect().bottom():
                    break
                number = self._line_of(block)
                if not block.previous().isValid() or self._line_of(block.previous()) != number:
                    room = QRect(0, round(box.top()), width, round(box.height()))
                    self._paint_number(painter, room, number)
                block = block.next()

    def _paint_number(self, painter: QPainter, box: QRect, number: int) -> None:
        marked = self._place is not None and self._place[0] == number
        colors = theme.tokens(self.palette())
        painter.setPen(QColor(colors.error if marked else colors.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"▸ {number}" if marked else str(number))

    def _take_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(8.0, self.font().pointSizeF()))
        self.setFont(font)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 4)

    def _make_room(self) -> None:
        self.setViewportMargins(self._numbers.room() + self.fontMetrics().height() // 3, 0, 0, 0)

    def _follow_scrolling(self, rect: QRect, down: int) -> None:
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _go_to(self, line: int, column: int | None) -> None:
        self.setTextCursor(self._cursor_at(line, column))
        self.centerCursor()

    def _mark_place(self) -> None:
        if self._place is None:
            self.setExtraSelections([])
            return
        line, column = self._place
        colors = theme.tokens(self.palette())
        whole = _selection(self._cursor_at(line, None), colors.error_tint)
        whole.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
        marks = [whole]
        if column is not None:
            spot = self._cursor_at(line, column)
            spot.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            marks.append(_selection(spot, colors.removed_strong))
        self.setExtraSelections(marks)


class LineNumbers(QWidget):
    """The strip of numbers at the left of a source view."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def room(self) -> int:
        """Return the width that the numbers need, in pixels."""
        metrics = self._view.fontMetrics()
        digits = max(3, len(str(self._view.last_line)))
        return metrics.horizontalAdvance("▸ " + "9" * digits) + metrics.height()

    def sizeHint(self) -> QSize:
        return QSize(self.room(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_numbers(event)


def _selection(cursor: QTextCursor, color: str) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor  # type: ignore[attr-defined]
    selection.format.setBackground(QColor(color))  # type: ignore[attr-defined]
    return selection
