"""The texts and handles of a waveform: names of clips, sections and lines where there is room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF

from cueline.episode import Clip, Header, Line
from cueline.widgets.wave_drag import Edge
from cueline.widgets.wave_edges import CLIP, LINE, SECTION
from cueline.widgets.wave_scene import FEW, Lanes, WaveColours, WaveScene

_LEAST = 26
_GAP = 6
_KEPT = 4000


class WaveLabels:
    """Paints texts and handles; shortened texts are kept, for a view that moves shows the same ones again."""

    def __init__(self) -> None:
        self._short: dict[tuple[str, int, str], str] = {}

    def paint(
        self, painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours
    ) -> None:
        """Paint them all."""
        if scene.edges is None:
            return
        self._paint_clips(painter, scene, lanes.clips, colours)
        self._paint_names(painter, scene, lanes.lines, (SECTION, LINE), colours.muted)
        painter.setFont(_weight(painter.font(), bold=True))
        self._paint_names(painter, scene, lanes.heads, (SECTION,), colours.text)
        painter.setFont(_weight(painter.font(), bold=False))
        _paint_handles(painter, scene, lanes, colours)
        self._paint_heard(painter, scene, lanes, colours)

    def _paint_clips(
        self, painter: QPainter, scene: WaveScene, lane: QRect, colours: WaveColours
    ) -> None:
        if scene.edges is None or not lane.height():
            return
        view, (starts, ends, numbers) = scene.view, scene.edges.clips
        first = max(0, int(np.searchsorted(starts, view.start, "right")) - 1)
        stop = int(np.searchsorted(starts, view.end))
        if stop - first >= FEW:
            return
        painter.setPen(colours.text)
        for place in range(first, stop):
            clip = scene.episode.clips[numbers[place]]
            left = max(0.0, view.x_of(starts[place]))
            right = min(float(view.width), view.x_of(ends[place]))
            if isinstance(clip, Clip):
                self._text(painter, lane, left + 2, right, clip.name)

    def _paint_names(
        self,
        painter: QPainter,
        scene: WaveScene,
        lane: QRect,
        kinds: tuple[int, ...],
        colour: QColor,
    ) -> None:
        edges = _seen(scene, kinds) if lane.height() else []
        if len(edges) >= FEW:
            return
        painter.setPen(colour)
        xs = [scene.view.x_of(edge.seconds) for edge in edges]
        for x, right, edge in zip(xs, [*xs[1:], float(scene.view.width)], edges, strict=False):
            if right - max(x, 0.0) >= _LEAST:
                text = _name(scene, edge, spoken=LINE in kinds)
                self._text(painter, lane, max(x, 0.0) + 5, right, text)

    def _text(self, painter: QPainter, lane: QRect, left: float, right: float, text: str) -> None:
        room = int(right - left) - _GAP - 2
        if room < _LEAST - _GAP or not text:
            return
        metrics = painter.fontMetrics()
        short = self._shortened(metrics, text, room, bold=painter.font().bold())
        base = lane.top() + (lane.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left + _GAP - 2, base), short)

    def _shortened(self, metrics: QFontMetrics, text: str, room: int, *, bold: bool) -> str:
        key = (text, room // 4, f"{metrics.height()}{bold}")
        short = self._short.get(key)
        if short is None:
            if len(self._short) > _KEPT:
                self._short.clear()
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room // 4 * 4)
            self._short[key] = short = "" if len(short) < 3 < len(text) else short
        return short

    @staticmethod
    def _paint_heard(
        painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours
    ) -> None:
        """Mark the line that is heard by a bar below it: another shape than the light on the current one."""
        span = scene.span_of(scene.heard)
        if span is None:
            return
        left, right = (scene.view.x_of(seconds) for seconds in span)
        left, right = max(left, -4.0), min(right, scene.view.width + 4.0)
        if right > left:
            bottom = lanes.body.bottom() + 1
            painter.fillRect(QRect(round(left), bottom - 3, round(right - left), 3), colours.text)


def _seen(scene: WaveScene, kinds: tuple[int, ...]) -> list[Edge]:
    """Return the edges of some kinds in view, and the one before the left edge; no more than FEW."""
    if scene.edges is None:
        return []
    edges, view = scene.edges, scene.view
    seen = edges.between(view.start, view.end)
    first = max(0, seen.start - FEW)
    wanted = np.flatnonzero(np.isin(edges.kinds[first : seen.stop], kinds)) + first
    before = max(0, int(np.searchsorted(wanted, seen.start)) - 1)
    return [edges.at(int(place)) for place in wanted[before : before + FEW]]


def _name(scene: WaveScene, edge: Edge, *, spoken: bool) -> str:
    place = scene.edges.line_of(edge) if spoken and scene.edges else edge.index
    item = None if place is None else scene.episode.items[place]
    if isinstance(item, Line):
        return f"{item.speaker}  {item.text[:120]}" if item.speaker else item.text[:120]
    return item.text if isinstance(item, Header) else ""


def _weight(font: QFont, *, bold: bool) -> QFont:
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _paint_handles(painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours) -> None:
    """Paint what can be taken hold of: flags of sections, feet of lines, grips of clips."""
    painter.setPen(Qt.PenStyle.NoPen)
    for kind, colour in ((LINE, colours.line), (SECTION, colours.section), (CLIP, colours.line)):
        painter.setBrush(QColor(colour))
        for x in _handle_places(scene, kind):
            if kind == CLIP:
                _paint_grip(painter, x, lanes.clips, colours)
            elif kind == SECTION:
                painter.drawPolygon(
                    flag(x, lanes.heads.top() if lanes.heads.height() else lanes.wave.top())
                )
            else:
                painter.drawPolygon(foot(x, lanes.body.bottom() + 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _handle_places(scene: WaveScene, kind: int) -> Iterator[float]:
    if scene.edges is None:
        return
    view, edges = scene.view, scene.edges
    seen = edges.between(view.start, view.end)
    times = edges.times[seen][edges.kinds[seen] == kind]
    if scene.few(kind):
        yield from ((times - view.start) / view.step).tolist()


def _paint_grip(painter: QPainter, x: float, lane: QRect, colours: WaveColours) -> None:
    if lane.height() < 8:
        return
    middle = lane.center().y()
    painter.fillRect(QRect(round(x) - 2, middle - 4, 5, 10), colours.base)
    painter.fillRect(QRect(round(x) - 1, middle - 4, 1, 10), colours.line)
    painter.fillRect(QRect(round(x) + 1, middle - 4, 1, 10), colours.line)


def flag(x: float, top: float) -> QPolygonF:
    """Return the flag of a section: a small pennant to the right."""
    left = float(int(x))
    return QPolygonF([QPointF(left, top), QPointF(left + 7, top + 3.5), QPointF(left, top + 7)])


def foot(x: float, bottom: float) -> QPolygonF:
    """Return the foot of a line: a small triangle that stands on the ground."""
    middle = int(x) + 0.5
    return QPolygonF(
        [QPointF(middle - 4, bottom), QPointF(middle, bottom - 6), QPointF(middle + 4, bottom)]
    )
