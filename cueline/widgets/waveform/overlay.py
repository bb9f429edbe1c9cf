"""What moves over a waveform's picture: playhead, the edge that is pointed at, chosen or dragged, and its label."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cueline.widgets.waveform.drag import Edge
from cueline.widgets.waveform.scene import Lanes, WaveColours, WaveScene

REACH = 8
"""Pixels to each side of the playhead that it paints on."""


def paint_overlay(painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours) -> None:
    """Paint all that lies over the picture."""
    drag = scene.drag
    for edge in (scene.selected, scene.hovered):
        if edge is not None and not drag.dragging:
            _paint_marked(painter, scene, edge, lanes, colours)
    if scene.playhead is not None:  # below what is written: it may stand anywhere
        _paint_playhead(painter, scene.view.x_of(scene.playhead), lanes, colours)
    if drag.dragging and drag.edge and drag.target:
        _paint_drag(painter, scene, lanes, colours)
    elif scene.fan is not None:
        scene.fan.paint(painter, scene.hovered, colours)
    elif scene.selected or scene.hovered:
        _label_edge(painter, scene, scene.hovered or scene.selected, lanes, colours)
    if scene.progress and scene.pyramid is not None:
        wide, tall = _chip_size(painter, scene.progress)
        area = lanes.wave
        place = QRectF(area.right() - 14 - wide, area.top() + 4, wide, tall)
        _paint_chip(painter, scene.progress, place, colours)


def drag_label(scene: WaveScene) -> str:
    """Say what the dragged edge would become: `5:38 → 5:41 (+3 s) · a clip edge`."""
    edge, target = scene.drag.edge, scene.drag.target
    if edge is None or target is None:
        return ""
    moved = round(target.seconds - edge.seconds, 3)
    if not moved:
        return f"{scene.time_text(edge.seconds)} · where it was"
    sign = "+" if moved > 0 else "\N{MINUS SIGN}"
    text = f"{scene.time_text(edge.seconds)} → {scene.time_text(target.seconds)}"
    text += f" ({sign}{abs(moved):g} s)"
    if target.at and target.at != "where it was":
        text += f" · {target.at}"
    return f"{text} · alone" if scene.drag.alone else text


def edge_label(scene: WaveScene, edge: Edge) -> str:
    """Say what an edge is: its time and its name."""
    return f"{scene.time_text(edge.seconds)}  {scene.name_of(edge)}"


def _paint_playhead(painter: QPainter, x: float, lanes: Lanes, colours: WaveColours) -> None:
    if not -REACH < x < lanes.wave.width() + REACH:
        return
    middle, top = int(x) + 0.5, float(lanes.ruler.top())
    bottom = lanes.body.bottom() + 1
    painter.fillRect(QRectF(middle - 1.5, top, 3, bottom - top), _faint(colours.base, 170))
    painter.fillRect(QRectF(middle - 0.75, top, 1.5, bottom - top), colours.text)
    head = [QPointF(middle - 6, top), QPointF(middle + 6, top), QPointF(middle, top + 8)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.text)
    painter.drawPolygon(QPolygonF(head))


def _paint_marked(
    painter: QPainter, scene: WaveScene, edge: Edge, lanes: Lanes, colours: WaveColours
) -> None:
    strong = edge == scene.selected
    _paint_line(painter, scene.view.x_of(edge.seconds), edge, lanes, colours, strong=strong)


def _paint_line(
    painter: QPainter, x: float, edge: Edge, lanes: Lanes, colours: WaveColours, *, strong: bool
) -> None:
    """Paint an edge wider than it stands in the picture; a chosen one with a knob at both ends."""
    area = lanes.body.united(lanes.clips) if edge.kind == "clip" else lanes.body
    middle = int(x) + 0.5
    painter.fillRect(QRectF(middle - 2.5, area.top(), 5, area.height()), _faint(colours.base, 200))
    painter.fillRect(QRectF(middle - 1.5, area.top(), 3, area.height()), colours.accent)
    if strong:
        for y in (area.top(), area.bottom() - 6):
            painter.fillRect(QRectF(middle - 3.5, y, 7, 7), colours.accent)


def _paint_drag(painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours) -> None:
    edge, target = scene.drag.edge, scene.drag.target
    if edge is None or target is None:
        return
    was, x = scene.view.x_of(edge.seconds), scene.view.x_of(target.seconds)
    body = lanes.body
    left, right = sorted((was, x))
    painter.fillRect(
        QRectF(left, body.top(), right - left, body.height()), _faint(colours.accent, 40)
    )
    painter.setPen(QPen(colours.text, 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(int(was) + 0.5, body.top()), QPointF(int(was) + 0.5, body.bottom()))
    _paint_line(painter, x, edge, lanes, colours, strong=True)
    _paint_label(painter, drag_label(scene), x, lanes.ruler, colours)


def _label_edge(
    painter: QPainter, scene: WaveScene, edge: Edge | None, lanes: Lanes, colours: WaveColours
) -> None:
    if edge is None or not scene.view.shows(edge.seconds):
        return
    room = lanes.ruler.width() // 2
    text = painter.fontMetrics().elidedText(
        edge_label(scene, edge), Qt.TextElideMode.ElideRight, room
    )
    _paint_label(painter, text, scene.view.x_of(edge.seconds), lanes.ruler, colours)


def _paint_label(
    painter: QPainter, text: str, x: float, ruler: QRect, colours: WaveColours
) -> None:
    """Paint a text above `x`, over the ruler: the sound beside an edge is what one wants to see."""
    wide = _chip_size(painter, text)[0]
    left = max(2.0, min(x - wide / 2, ruler.right() - 2.0 - wide))
    _paint_chip(painter, text, QRectF(round(left), ruler.top(), wide, ruler.height()), colours)


def _chip_size(painter: QPainter, text: str) -> tuple[int, int]:
    metrics = painter.fontMetrics()
    return metrics.horizontalAdvance(text) + 14, metrics.height() + 6


def _paint_chip(painter: QPainter, text: str, chip: QRectF, colours: WaveColours) -> None:
    """Paint a text on a dark (in the dark: light) chip."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.text)
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(colours.base)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _faint(colour: QColor, alpha: int) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(alpha)
    return faint
