"""The marks that tell how far a line's time can be trusted: told apart by shape first, by colour second."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from cueline.widgets import theme
from cueline.widgets.lines.colours import blend

MARKS = ("untouched", "tapped", "checked", "estimated")
"""A faint ring, a filled dot, a tick, a hollow diamond."""

MARK_WORDS = {
    "untouched": "Not listened to yet",
    "tapped": "Start set by ear or by hand, not checked yet",
    "checked": "Checked by ear: it starts here",
    "estimated": "Moved together with other lines, not checked yet",
}
"""What each of `MARKS` means, for tool tips."""


def paint_mark(painter: QPainter, mark: str, at: QPointF, size: float, palette: QPalette) -> None:
    """Paint one of `MARKS` around `at`, `size` pixels from its middle to its edge; anything else is nothing."""
    if mark not in MARKS:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(mark_colour(mark, palette), max(1.0, size * 0.32))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _SHAPES[mark](painter, at, size)
    painter.restore()


def paint_share(painter: QPainter, share: float, area: QRectF, palette: QPalette) -> None:
    """Paint how much of a whole (0 to 1) is checked: a ring that fills like a clock, a tick when it is full."""
    if share >= 1.0:
        paint_mark(painter, "checked", area.center(), area.width() * 0.44, palette)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colour = mark_colour("checked", palette)
    painter.setPen(QPen(colour if share > 0 else mark_colour("untouched", palette), 1.0))
    painter.drawEllipse(area)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if share > 0:
        painter.drawPie(area.adjusted(1.5, 1.5, -1.5, -1.5), 90 * 16, -round(share * 360 * 16))
    painter.restore()


def share_words(checked: int, count: int) -> str:
    """Say how many times of a section were checked: `4 of 12 times checked by ear`.

    Times, not lines: a paragraph that goes on without a time of its own has nothing to check.
    """
    if checked == count:
        return "Every time checked by ear"
    return f"{checked} of {count} {'time' if count == 1 else 'times'} checked by ear"


def mark_colour(mark: str, palette: QPalette) -> QColor:
    """Give the colour of a mark."""
    if mark == "checked":
        return QColor(theme.tokens(palette).good)
    if mark == "estimated":
        return QColor(theme.tokens(palette).warning)
    strong = 0.62 if mark == "tapped" else 0.28
    return blend(palette.base().color(), palette.text().color(), strong)


def _ring(painter: QPainter, at: QPointF, size: float) -> None:
    painter.drawEllipse(at, size * 0.5, size * 0.5)


def _dot(painter: QPainter, at: QPointF, size: float) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(at, size * 0.55, size * 0.55)


def _tick(painter: QPainter, at: QPointF, size: float) -> None:
    places = ((-0.85, 0.05), (-0.25, 0.65), (0.75, -0.65))
    painter.drawPolyline(QPolygonF([at + QPointF(x * size, y * size) for x, y in places]))


def _diamond(painter: QPainter, at: QPointF, size: float) -> None:
    places = ((0.0, -0.9), (0.9, 0.0), (0.0, 0.9), (-0.9, 0.0))
    painter.drawPolygon(QPolygonF([at + QPointF(x * size, y * size) for x, y in places]))


_SHAPES = {"untouched": _ring, "tapped": _dot, "checked": _tick, "estimated": _diamond}
