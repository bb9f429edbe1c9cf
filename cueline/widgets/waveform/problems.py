"""Errors and warnings along a waveform: small ticks, over the lines in the ruler and in the lane of the clips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from cueline.episode import Change, Clip, Splice
from cueline.widgets.problems.marks import Marked, ProblemMark, key_of, octagon, problem_colour
from cueline.widgets.waveform.edges import EdgeMap
from cueline.widgets.waveform.scene import Lanes
from cueline.widgets.waveform.view import WaveView

SIZE = 8
"""Pixels that a tick is wide; those that would lie on top of each other are one."""

_REACH = 5
Of = Literal["item", "clip"]


class ProblemTicks:
    """Knows the places of grave problems while the episode changes; each is a row with whether it is an error."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self._rows, self._errors = _columns(marked.rows)
        self._clips, self._clip_errors = _columns(marked.clip_rows)
        self._times: dict[Of, NDArray[np.float64]] = {}

    def follow(self, change: Change) -> None:
        """Take over a change: rows move with it, those that are gone lose their tick."""
        for splice in reversed(change.items):
            self._rows, self._errors = _moved(self._rows, self._errors, splice)
        for splice in reversed(change.clips):
            self._clips, self._clip_errors = _moved(self._clips, self._clip_errors, splice)
        self._times.clear()

    def seen(self, of: Of, edges: EdgeMap, view: WaveView) -> list[tuple[float, bool]]:
        """Return the ticks in view: where, in pixels, and whether there is an error among those that are one."""
        times, errors = self._of(of, edges)[1:]
        inside = (times >= view.start - SIZE * view.step) & (times <= view.end)
        xs, errors = (times[inside] - view.start) / view.step, errors[inside]
        if not len(xs):
            return []
        slots = (xs // SIZE).astype(np.intp) + 1
        first, worst = np.full(slots.max() + 1, np.nan), np.zeros(slots.max() + 1, bool)
        first[slots[::-1]] = xs[::-1]  # of those in one slot the last to be written is the first
        worst[slots[errors > 0]] = True
        taken = np.flatnonzero(~np.isnan(first))
        return list(zip(first[taken].tolist(), worst[taken].tolist(), strict=True))

    def at(
        self, place: QPoint, lanes: Lanes, edges: EdgeMap, view: WaveView
    ) -> tuple[Of, int] | None:
        """Return which item or clip has the tick at a place; None where there is none."""
        of: Of = "clip" if _band("clip", lanes).contains(place) else "item"
        if not _band(of, lanes).contains(place):
            return None
        rows, times, errors = self._of(of, edges)
        xs = np.abs((times - view.start) / view.step - place.x())
        near = np.flatnonzero(xs <= _REACH)
        if not len(near):
            return None
        best = near[np.lexsort((xs[near], ~errors[near].astype(bool)))[0]]
        return of, int(rows[best])

    def mark(self, of: Of, row: int, edges: EdgeMap) -> ProblemMark | None:
        """Return what is wrong with an item or clip; None if that is not known."""
        entries: tuple[Any, ...] = edges.episode.items if of == "item" else edges.episode.clips
        known = self._marked.items if of == "item" else self._marked.clips
        return known.get(key_of(entries[row])) if row < len(entries) else None

    def _of(
        self, of: Of, edges: EdgeMap
    ) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.int8]]:
        rows = self._rows if of == "item" else self._clips
        if of not in self._times:
            self._times[of] = edges.times_of(rows) if of == "item" else _starts(edges, rows)
        return rows, self._times[of], self._errors if of == "item" else self._clip_errors


_OF: tuple[Of, ...] = ("item", "clip")


def paint_ticks(
    painter: QPainter,
    ticks: ProblemTicks,
    edges: EdgeMap,
    view: WaveView,
    lanes: Lanes,
    palette: QPalette,
) -> None:
    """Paint all that are in view: octagons for errors, triangles for warnings, as in the table."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for of in _OF:
        band = _band(of, lanes)
        for x, error in ticks.seen(of, edges, view) if band.height() else ():
            area = QRectF(round(x) - SIZE / 2, band.bottom() - SIZE, SIZE, SIZE)
            shape = octagon(area) if error else _triangle(area)
            painter.setPen(QPen(_ground(of, palette), 2))
            painter.drawPolygon(shape)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(problem_colour("error" if error else "warning", palette))
            painter.drawPolygon(shape)
    painter.restore()


def _band(of: Of, lanes: Lanes) -> QRect:
    return lanes.ruler if of == "item" else lanes.clips


def _ground(of: Of, palette: QPalette) -> QColor:
    return palette.alternateBase().color() if of == "item" else palette.base().color()


def _triangle(area: QRectF) -> QPolygonF:
    top = QPointF(area.center().x(), area.top())
    return QPolygonF([top, area.bottomRight(), area.bottomLeft()])


def _columns(rows: Iterable[tuple[int, bool]]) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    table = np.array(list(rows), np.intp).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].astype(np.int8)


def _moved(
    rows: NDArray[np.intp], errors: NDArray[np.int8], splice: Splice[Any]
) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    """Return where rows are after a splice; in the place of others are as many of them as fit there."""
    first, stop = splice.first, splice.first + len(splice.removed)
    if not splice.growth:
        return rows, errors
    kept = (rows < first + len(splice.inserted)) | (rows >= stop)
    moved = rows + np.where(rows >= stop, splice.growth, 0)
    return moved[kept], errors[kept]


def _starts(edges: EdgeMap, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    clips = edges.episode.clips
    found = (clips[row] if row < len(clips) else None for row in rows.tolist())
    return np.array(
        [
            np.nan if not isinstance(clip, Clip) or clip.start is None else clip.start
            for clip in found
        ],
        float,
    )
