"""What stands at the right of a section's band: times, and a badge where something is not in step."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen, QPolygonF

from cueline.widgets import theme
from cueline.widgets.lines.colours import muted

_ELLIPSIS = Qt.TextElideMode.ElideRight
_LEAST = 4
"""Fewer letters than these are not worth their room: the triangle then stands alone."""


@dataclass(frozen=True, slots=True)
class BandInfo:
    """What is known of a section.

    `text`: times and length. `fault`: what is not in step, in a few words; "" if nothing is. `tip`: that in sentences.
    """

    text: str = ""
    fault: str = ""
    tip: str = ""


def paint_info(painter: QPainter, info: BandInfo, area: QRect, palette: QPalette) -> int:
    """Paint at the right end of `area`, in the painter's font; return where that begins.

    What is not in step comes first: where there is not room for both, the times are left out.
    """
    metrics = QFontMetrics(painter.font())
    gap = metrics.height() * 2 // 3
    badge = _badge_width(info.fault, metrics) + gap if info.fault else 0
    text = _fitting(info.text, metrics, area.width() - badge)
    left = area.right() + 1 - metrics.horizontalAdvance(text)
    painter.setPen(muted(palette))
    painter.drawText(QPointF(left, area.y() + area.height() * 0.8), text)
    if info.fault:
        end = left - (gap if text else 0)
        room = QRect(area.left(), area.top(), end - area.left(), area.height())
        left = _paint_badge(painter, info.fault, room, palette)
    return left - (gap if text or info.fault else 0)


def paint_warning(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """Paint a filled triangle with a stroke and a dot in it: a shape that no other mark has, whatever its colour."""
    colours = theme.tokens(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(colours.warning)
    painter.setPen(_round_pen(ink, area.width() * 0.14))
    painter.setBrush(ink)
    inner = area.adjusted(*(area.width() * side for side in (0.09, 0.1, -0.09, -0.12)))
    top = QPointF(inner.center().x(), inner.top())
    painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
    painter.setPen(_round_pen(QColor(colours.warning_tint), area.width() * 0.13))
    x, height = inner.center().x(), inner.height()
    painter.drawLine(
        QPointF(x, inner.top() + height * 0.36), QPointF(x, inner.top() + height * 0.6)
    )
    painter.drawPoint(QPointF(x, inner.top() + height * 0.86))
    painter.restore()


def _round_pen(colour: QColor, width: float) -> QPen:
    solid, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, solid, cap, join)


def _fitting(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return the times with their length, the times alone, or nothing."""
    for words in (text, text.partition("·")[0].rstrip()):
        if metrics.horizontalAdvance(words) <= room:
            return words
    return ""


def _badge_width(words: str, metrics: QFontMetrics) -> int:
    side = metrics.ascent()
    pad = max(3, side // 3)
    return side + 2 * pad + (metrics.horizontalAdvance(words) + pad if words else 0)


def _paint_badge(painter: QPainter, fault: str, room: QRect, palette: QPalette) -> int:
    """Paint triangle and words on a ground of their own at the right of `room`; return where that begins."""
    colours, metrics = theme.tokens(palette), QFontMetrics(painter.font())
    side = metrics.ascent()
    pad = max(3, side // 3)
    spare = room.width() - _badge_width("", metrics) - pad
    words = metrics.elidedText(fault, _ELLIPSIS, max(0, spare))
    words = "" if len(words) < min(_LEAST, len(fault)) else words
    width = _badge_width(words, metrics)
    height = metrics.height() + 2
    baseline = room.y() + room.height() * 0.8
    top = baseline - metrics.ascent() - 1
    ground = QRectF(room.right() + 1 - width, top, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.warning), 1))
    painter.setBrush(QColor(colours.warning_tint))
    painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), height / 4, height / 4)
    painter.setPen(QColor(colours.warning))
    painter.drawText(QPointF(ground.left() + pad + side + pad, baseline), words)
    mark = QRectF(ground.left() + pad, top + (height - side) / 2, side, side)
    paint_warning(painter, mark, palette)
    painter.restore()
    return round(ground.left())
