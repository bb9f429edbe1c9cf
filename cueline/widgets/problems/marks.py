"""The marks of problems beside lines and sections: what they say, and how they are painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from cueline.episode.checks import Problem, Severity
from cueline.widgets import theme
from cueline.widgets.lines.band_info import paint_warning
from cueline.widgets.lines.colours import blend

GRAVE: tuple[Severity, ...] = ("error", "warning")
"""What is counted at sections and shown in the waveform; hints have a faint mark at their line alone."""

_BEVEL = 0.3

Key: TypeAlias = object


@dataclass(frozen=True, slots=True)
class ProblemMark:
    """The problems of one place, the gravest first."""

    problems: tuple[Problem, ...]

    @property
    def severity(self) -> Severity:
        """How grave the gravest of them is."""
        return self.problems[0].severity

    @property
    def tip(self) -> str:
        """What is wrong, in sentences."""
        return "\n".join(dict.fromkeys(problem.message for problem in self.problems))


@dataclass(frozen=True, slots=True)
class SectionMark:
    """How many errors and warnings a section holds, and the first of them in words."""

    errors: int
    warnings: int
    first: tuple[str, ...]

    @property
    def severity(self) -> Severity:
        """How grave the gravest of them is."""
        return "error" if self.errors else "warning"

    @property
    def amount(self) -> int:
        """How many there are."""
        return self.errors + self.warnings

    @property
    def words(self) -> str:
        """Say how many there are: `2 errors, 1 warning`."""
        kinds = ((self.errors, "error"), (self.warnings, "warning"))
        return ", ".join(f"{n:,} {kind}{'' if n == 1 else 's'}" for n, kind in kinds if n)

    @property
    def tip(self) -> str:
        """Say how many there are, and name the first."""
        rest = ["…"] if self.amount > len(self.first) else []
        return "\n".join((f"{self.words} in this section:", *self.first, *rest))


@dataclass(frozen=True, slots=True)
class Marked:
    """All marks of an episode, by `key_of` the entry; of sections by that of their header, None before the first.

    `rows` and `clip_rows` are the places of grave problems among items and clips, with whether they are errors.
    """

    items: Mapping[Key, ProblemMark] = field(default_factory=dict[Key, ProblemMark])
    clips: Mapping[Key, ProblemMark] = field(default_factory=dict[Key, ProblemMark])
    sections: Mapping[Key, SectionMark] = field(default_factory=dict[Key, SectionMark])
    rows: tuple[tuple[int, bool], ...] = ()
    clip_rows: tuple[tuple[int, bool], ...] = ()


NONE = Marked()
"""No marks at all."""


def key_of(entry: Any) -> Key:
    """Return what tells an item or clip from all others, wherever it stands: edits keep it."""
    return ("new", id(entry)) if entry.origin is None else entry.origin


def problem_colour(severity: Severity, palette: QPalette) -> QColor:
    """Give the colour of a severity; what is no fault for sure is faint."""
    colours = theme.tokens(palette)
    if severity in GRAVE:
        return QColor(colours.error if severity == "error" else colours.warning)
    return blend(palette.base().color(), palette.text().color(), 0.46)


def paint_problem(painter: QPainter, severity: Severity, area: QRectF, palette: QPalette) -> None:
    """Paint a mark into a square: an octagon for an error, a triangle for a warning, a ring for a hint."""
    if severity == "warning":
        paint_warning(painter, area, palette)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if severity == "error":
        _paint_error(painter, area, palette)
    else:
        _paint_hint(painter, area, problem_colour(severity, palette))
    painter.restore()


def _paint_error(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    side = area.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(problem_colour("error", palette))
    painter.drawPolygon(
        octagon(area.adjusted(side * 0.02, side * 0.02, -side * 0.02, -side * 0.02))
    )
    pen = QPen(palette.base().color(), side * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, top = area.center().x(), area.top()
    painter.drawLine(QPointF(x, top + side * 0.26), QPointF(x, top + side * 0.54))
    painter.drawPoint(QPointF(x, top + side * 0.76))


def _paint_hint(painter: QPainter, area: QRectF, colour: QColor) -> None:
    side = area.width()
    painter.setPen(QPen(colour, max(1.0, side * 0.1)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.center(), side * 0.36, side * 0.36)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(area.center(), side * 0.11, side * 0.11)


def octagon(area: QRectF) -> QPolygonF:
    """Return the corners of an octagon that fills a square."""
    near, far = area.width() * _BEVEL, area.width() * (1 - _BEVEL)
    side = area.width()
    places = (
        (near, 0.0), (far, 0.0), (side, near), (side, far),
        (far, side), (near, side), (0.0, far), (0.0, near),
    )  # fmt: skip
    return QPolygonF([QPointF(area.left() + x, area.top() + y) for x, y in places])
