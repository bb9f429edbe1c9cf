"""The mouse in the line table: a click into a text opens it there, elsewhere it chooses rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cueline.episode.values import Header, Line
from cueline.widgets.lines.columns import Column, shown_text
from cueline.widgets.lines.layout import points_of

if TYPE_CHECKING:
    from cueline.widgets.lines.cells import OpenCells
    from cueline.widgets.lines.cursor import RowCursor
    from cueline.widgets.lines.table import LineTable

_LEFT = Qt.MouseButton.LeftButton
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class RowMouse(QObject):
    """Filters the events of the viewport and of the open text."""

    def __init__(self, table: LineTable, rows: RowCursor, cells: OpenCells) -> None:
        super().__init__(table)
        self._table, self._rows, self._cells = table, rows, cells
        self._dragging = self._into_text = False
        table.viewport().installEventFilter(self)
        cells.text.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that are the table's own."""
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position().toPoint()
        if watched is not self._table.viewport():
            return self._in_editor(event, self._cells.text.mapToParent(place))
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT:
            return self._press(event, place)
        if event.type() == QEvent.Type.MouseMove and event.buttons() & _LEFT:
            return self._drag(event, place)
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._release(event)
        if event.type() == QEvent.Type.MouseButtonDblClick and event.button() == _LEFT:
            return self._double_click(event, place)
        return False

    def _in_editor(self, event: QMouseEvent, place: QPoint) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT
        if not pressed or event.modifiers() != _CTRL:
            return False
        return self._play(self._cells.row, place)

    def _press(self, event: QMouseEvent, place: QPoint) -> bool:
        row, column = self._table.rowAt(place.y()), self._column_at(place)
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        if row < 0 or not self._cells.close():
            return True
        if event.modifiers() == _CTRL:
            return self._play(row, place)
        if event.modifiers() == _SHIFT:
            self._rows.extend(row)
            self._dragging = True
        elif self._in_text(row, place):
            self._open_text(event, row, place)
        else:
            self._rows.put(row, column)
            self._dragging = True
        return True

    def _open_text(self, event: QMouseEvent, row: int, place: QPoint) -> None:
        self._rows.put(row, Column.TEXT)
        if not self._table.lines.read_only and self._cells.open(
            row, Column.TEXT, self._offset(row, place)
        ):
            self._into_text = True
            self._pass_on(event)

    def _drag(self, event: QMouseEvent, place: QPoint) -> bool:
        if self._into_text:
            self._pass_on(event)
        elif self._dragging:
            row = self._table.rowAt(min(max(0, place.y()), self._table.viewport().height() - 1))
            if row >= 0 and row != self._rows.row:
                self._rows.extend(row)
                self._table.scrolling.reveal(row)
        return True

    def _release(self, event: QMouseEvent) -> bool:
        if self._into_text:
            self._pass_on(event)
        self._into_text = self._dragging = False
        return event.button() == _LEFT

    def _double_click(self, event: QMouseEvent, place: QPoint) -> bool:
        row = self._table.rowAt(place.y())
        if row >= 0 and not self._in_text(row, place):
            self._cells.open(row, self._column_at(place))
        return True

    def _pass_on(self, event: QMouseEvent) -> None:
        """Give a mouse event to the text that it opened, so that dragging selects in it."""
        target = self._cells.text.viewport()
        there = QPointF(target.mapFromGlobal(event.globalPosition()))
        copy = QMouseEvent(
            event.type(),
            there,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        QApplication.sendEvent(target, copy)

    def _play(self, row: int, place: QPoint) -> bool:
        if row >= 0 and isinstance(self._table.lines.items[row], Line):
            self._table.play_word_requested.emit(row, self._offset(row, place))
        return True

    def _offset(self, row: int, place: QPoint) -> int:
        if row == self._cells.row and self._cells.editor is self._cells.text:
            cursor = self._cells.text.cursorForPosition(self._cells.text.mapFromParent(place))
            return points_of(self._cells.text.text(), cursor.position())
        units = self._table.painter.offset_at(row, place.x(), place.y())
        return points_of(shown_text(self._table.lines.items[row]), units)

    def _in_text(self, row: int, place: QPoint) -> bool:
        item = self._table.lines.items[row]
        if isinstance(item, Header):
            return self._table.painter.title_area(row).contains(place)
        return isinstance(item, Line) and self._table.columnAt(place.x()) == Column.TEXT

    def _column_at(self, place: QPoint) -> Column:
        column = self._table.columnAt(place.x())
        return Column(column) if column in (Column.TIME, Column.SPEAKER) else Column.TEXT
