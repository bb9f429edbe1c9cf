"""The texts and handles of a waveform: names of clips, sections and lines where there is room."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText

from cueline.episode import Clip, Header, Line
from cueline.widgets.waveform.drag import Edge
from cueline.widgets.waveform.edges import CLIP, SECTION
from cueline.widgets.waveform.ruler import plain_text
from cueline.widgets.waveform.scene import FEW, Lanes, WaveColours, WaveScene

_LEAST = 44
_GAP = 6
_KEPT = 4000
_WORDS = 240


class WaveLabels:
    """Paints texts and handles; shortened texts are kept, for a view that moves shows the same ones again."""

    def __init__(self) -> None:
        self._short: dict[tuple[str, int, bool], QStaticText] = {}
        self._font = QFont()
        self._tall = 0

    def paint(
        self, painter: QPainter, scene: WaveScene, lanes: Lanes, colours: WaveColours
    ) -> None:
        """Paint them all."""
        if scene.edges is None:
            return
        if painter.font() != self._font:
            self._font, self._tall = QFont(painter.font()), painter.fontMetrics().height()
            self._short.clear()
        self._paint_clips(painter, scene, lanes.clips, colours)
        self._paint_names(painter, scene, lanes.lines, colours.muted, spoken=True)
        painter.setFont(_weight(painter.font(), bold=True))
        self._paint_names(painter, scene, lanes.heads, colours.text, spoken=False)
        painter.setFont(_weight(painter.font(), bold=False))
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
        self, painter: QPainter, scene: WaveScene, lane: QRect, colour: QColor, *, spoken: bool
    ) -> None:
        if not lane.height() or scene.edges is None:
            return
        painter.setPen(colour)
        for left, right, place in _roomy(scene, spoken=spoken):
            text = _name(scene, scene.edges.at(place), spoken=spoken)
            self._text(painter, lane, max(left, 0.0) + 5, right, text)

    def _text(self, painter: QPainter, lane: QRect, left: float, right: float, text: str) -> None:
        room = int(right - left) - _GAP - 2
        if room >= _LEAST // 2 and text:
            short = self._shortened(painter.fontMetrics(), text, room, bold=painter.font().bold())
            place = QPointF(left + _GAP - 2, lane.top() + (lane.height() - self._tall) / 2)
            painter.drawStaticText(place, short)

    def _shortened(self, metrics: QFontMetrics, text: str, room: int, *, bold: bool) -> QStaticText:
        key = (text, room // 4, bold)
        short = self._short.get(key)
        if short is None:
            if len(self._short) > _KEPT:
                self._short.clear()
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room // 4 * 4)
            self._short[key] = short = plain_text("" if len(words) < 3 < len(text) else words)
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


def _roomy(scene: WaveScene, *, spoken: bool) -> list[tuple[float, float, int]]:
    """Return the edges with room for a name: from where to where, in pixels, and their position in the arrays.

    The one before the left edge of the view is among them: its name stays in sight.
    """
    if scene.edges is None:
        return []
    edges, view = scene.edges, scene.view
    seen = edges.between(view.start, view.end)
    first = max(0, seen.start - FEW)
    found = edges.kinds[first : seen.stop]
    wanted = np.flatnonzero(found < CLIP if spoken else found == SECTION) + first
    wanted = wanted[max(0, int(np.searchsorted(wanted, seen.start)) - 1) :]
    xs = (edges.times[wanted] - view.start) / view.step
    rights = np.append(xs[1:], view.width)
    roomy = np.flatnonzero(rights - np.maximum(xs, 0) >= _LEAST)
    columns = (xs[roomy], rights[roomy], wanted[roomy])
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _name(scene: WaveScene, edge: Edge, *, spoken: bool) -> str:
    place = scene.edges.line_of(edge) if spoken and scene.edges else edge.index
    item = None if place is None else scene.episode.items[place]
    if isinstance(item, Line):
        words = item.text if len(item.text) < _WORDS else f"{item.text[:_WORDS]}…"
        return f"{item.speaker}  {words}" if item.speaker else words
    return item.text if isinstance(item, Header) else ""


def _weight(font: QFont, *, bold: bool) -> QFont:
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
