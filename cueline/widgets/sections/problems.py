"""The problems of sections and lines as the section tree shows them: a mark, and at a section how many."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTreeView

from cueline.widgets.problems.marks import (
    GRAVE,
    NONE,
    Marked,
    ProblemMark,
    SectionMark,
    key_of,
    paint_problem,
    problem_colour,
)
from cueline.widgets.sections.model import AnyIndex, Node, SectionModel


class SectionProblems:
    """Holds what is marked, finds it for a row and paints it at the row's right end."""

    def __init__(self, view: QTreeView, model: SectionModel) -> None:
        self._view, self._model = view, model
        self._marked = NONE
        model.words_of = self._words

    def set_marks(self, marked: Marked) -> None:
        """Show other marks."""
        if marked is not self._marked:
            self._marked = marked
            self._view.viewport().update()

    def at(self, index: AnyIndex) -> SectionMark | ProblemMark | None:
        """Return what a row is marked with: a section with all that it holds, a line with its own if that is grave."""
        node = self._model.node_at(index)
        if node is not None:
            return self._of(node)
        item = self._model.item_at(index)
        mark = self._marked.items.get(key_of(item)) if item is not None else None
        return mark if mark is not None and mark.severity in GRAVE else None

    def tip(self, index: AnyIndex) -> str:
        """Say what a row is marked with; "" where it is not."""
        mark = self.at(index)
        return mark.tip if mark is not None else ""

    def paint(self, painter: QPainter, room: QRect, index: AnyIndex) -> QRect:
        """Paint the mark of a row at the right of `room`, in the painter's font; return the room that is left."""
        mark = self.at(index)
        if mark is None:
            return room
        metrics, palette = painter.fontMetrics(), self._view.palette()
        side = round(metrics.ascent() * 0.82)
        right = room.right()
        if isinstance(mark, SectionMark):
            number = f"{mark.amount:,}" if mark.amount < 1000 else "999+"
            right -= metrics.horizontalAdvance(number)
            painter.setPen(problem_colour(mark.severity, palette))
            baseline = room.top() + (room.height() - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(right + 1, round(baseline), number)
            right -= round(side * 0.3)
        place = QRectF(right - side, room.top() + round((room.height() - side) / 2), side, side)
        paint_problem(painter, mark.severity, place, palette)
        return QRect(
            room.left(), room.top(), right - side - round(side * 0.6) - room.left(), room.height()
        )

    def _of(self, node: Node) -> SectionMark | None:
        return self._marked.sections.get(None if node.header is None else key_of(node.header))

    def _words(self, node: Node) -> str:
        mark = self._of(node)
        return mark.words if mark is not None else ""
