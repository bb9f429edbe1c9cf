"""The right margin of the line table: a mark where a row has problems, in a place that no other mark has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.problems.marks import Key, ProblemMark, paint_problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from cueline.widgets.lines.model import LineModel
    from cueline.widgets.lines.painter import RowPainter


class ProblemGutter(QObject):
    """Paints the marks, says in a tool tip what they mean; `chosen(row)` when one is clicked."""

    chosen = Signal(int)
    changed = Signal()

    def __init__(self, table: QTableView, model: LineModel, painter: RowPainter) -> None:
        super().__init__(table)
        self._table, self._model, self._painter = table, model, painter
        table.viewport().installEventFilter(self)

    def set_marks(self, marks: Mapping[Key, ProblemMark]) -> None:
        """Show other marks, by `problem_marks.key_of` the items."""
        self._model.problems = marks
        self._table.viewport().update()
        self.changed.emit()

    def paint(self, painter: QPainter, row: int, area: QRect) -> None:
        """Paint the mark of a row that fills `area`; nothing where there is none."""
        mark = self._model.problem(row)
        if mark is not None:
            paint_problem(painter, mark.severity, self._place(row, area), self._table.palette())

    def mark_at(self, place: QPoint) -> int | None:
        """Return the row whose mark is at a place of the viewport."""
        row = self._table.rowAt(place.y())
        if row < 0 or self._model.problem(row) is None:
            return None
        top, height = self._table.rowViewportPosition(row), self._table.rowHeight(row)
        area = QRect(0, top, self._table.viewport().width(), height)
        return row if self._place(row, area).adjusted(-4, -4, 4, 4).contains(place) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what a mark means, and take the click on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._tell(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            return self._press(event)
        return False

    def _tell(self, event: QHelpEvent) -> bool:
        row = self.mark_at(event.pos())
        mark = None if row is None else self._model.problem(row)
        if mark is None:
            return False
        QToolTip.showText(event.globalPos(), plain_tip(mark.tip), self._table.viewport())
        return True

    def _press(self, event: QMouseEvent) -> bool:
        row = self.mark_at(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if row is None or not plain or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.chosen.emit(row)
        return True

    def _place(self, row: int, area: QRect) -> QRectF:
        """Give the square of a row's mark, beside its first line of text."""
        style, item = self._painter.style, self._model.items[row]
        side = round(style.line * 0.5)
        left = min(area.right(), self._painter.edge) - round(style.gap * 0.58) - side / 2
        top = area.y() + style.top_of(item) + (style.line - side) / 2 + style.line * 0.04
        return QRectF(left, round(top), side, side)
