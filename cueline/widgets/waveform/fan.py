"""Edges that stand on top of each other, fanned out: a list with a handle for each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from cueline.widgets.waveform.drag import Edge
from cueline.widgets.waveform.scene import Lanes, WaveColours, WaveScene

MOST = 6
"""So many edges fan out at once."""

_WIDEST = 300
_PAD = 8


class EdgeFan:
    """A small list beside the place where `edges` stand, each row a handle that can be dragged."""

    def __init__(
        self, edges: list[Edge], scene: WaveScene, lanes: Lanes, metrics: QFontMetrics
    ) -> None:
        self.edges = edges[:MOST]
        self._texts = [
            metrics.elidedText(scene.name_of(e), Qt.TextElideMode.ElideRight, _WIDEST)
            for e in self.edges
        ]
        self._row = metrics.height() + 6
        self._x = round(scene.view.x_of(self.edges[0].seconds))
        wide = max(map(metrics.horizontalAdvance, self._texts)) + 2 * _PAD + 14
        tall = self._row * len(self.edges)
        left = self._x + 6 if self._x + 6 + wide <= scene.view.width else self._x - 6 - wide
        body = lanes.body
        top = body.top() + max(0, (body.height() - tall) // 2)
        self.area = QRect(left, top, wide, tall)

    def edge_at(self, place: QPoint) -> Edge | None:
        """Return the edge whose row is at `place`."""
        if not self.area.contains(place):
            return None
        row = (place.y() - self.area.top()) // self._row
        return self.edges[min(row, len(self.edges) - 1)]

    def holds(self, place: QPoint) -> bool:
        """Tell whether the mouse is still at the list, or between it and its edges."""
        bridge = QRect(self._x - 3, self.area.top(), 7, self.area.height())
        return self.area.united(bridge).adjusted(-4, -4, 4, 4).contains(place)

    def row_of(self, edge: Edge) -> QRect:
        """Return where the row of an edge is; ValueError if the edge is not in the list."""
        top = self.area.top() + self.edges.index(edge) * self._row
        return QRect(self.area.left(), top, self.area.width(), self._row)

    def paint(self, painter: QPainter, hovered: Edge | None, colours: WaveColours) -> None:
        """Paint the list, its rows marked as the edges are: thick, thin, dashed."""
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.base)
        painter.drawRoundedRect(QRectF(self.area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        for edge, text in zip(self.edges, self._texts, strict=True):
            row = self.row_of(edge)
            if edge == hovered:
                painter.fillRect(row.adjusted(2, 1, -2, -1), colours.clip)
            _paint_sign(painter, edge, row, colours)
            painter.setPen(colours.text)
            base = row.top() + (row.height() + painter.fontMetrics().ascent()) / 2 - 2
            painter.drawText(QPointF(row.left() + _PAD + 14, base), text)


def _paint_sign(painter: QPainter, edge: Edge, row: QRect, colours: WaveColours) -> None:
    style = Qt.PenStyle.DashLine if edge.kind == "clip" else Qt.PenStyle.SolidLine
    pen = QPen(colours.section, 3 if edge.kind == "section" else 1.5, style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    x = row.left() + _PAD + 3
    painter.drawLine(QPointF(x, row.top() + 4), QPointF(x, row.bottom() - 3))
