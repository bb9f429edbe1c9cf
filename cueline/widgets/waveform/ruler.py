"""The time ruler above a waveform."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

from cueline.episode import Clock
from cueline.widgets.waveform.scene import WaveColours
from cueline.widgets.waveform.view import WaveView

STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
"""Seconds between two labels."""

_PARTS = {0.1: 5, 0.2: 4, 2: 4, 15: 3, 30: 6, 60: 6, 120: 4, 600: 10, 900: 3, 1800: 6, 3600: 6}
_CLOCKS = {0: Clock(), 1: Clock(decimals=1)}


def label_step(view: WaveView, room: int) -> float:
    """Return the seconds between two labels that are at least `room` pixels apart."""
    least = view.step * room
    return next((step for step in STEPS if step >= least), ceil(least / 3600) * 3600)


def labels(view: WaveView, room: int) -> Iterator[tuple[float, str]]:
    """Give the labels in view, from left to right: where, in pixels, and what."""
    step = label_step(view, room)
    clock = _CLOCKS[1 if step < 1 else 0]
    for number in range(int(view.start // step), int(view.end // step) + 1):
        seconds = number * step
        sign = "\N{MINUS SIGN}" if seconds < 0 else ""
        yield view.x_of(seconds), sign + clock.format(abs(seconds))


def tick_steps(view: WaveView, room: int) -> tuple[float, float]:
    """Return the seconds between two labels, and between the small lines among them."""
    step = label_step(view, room)
    return step, step / _PARTS.get(step, 5)


def label_room(metrics: QFontMetrics) -> int:
    """Return how many pixels labels stand apart at least."""
    return metrics.horizontalAdvance("0:00:00") + 40


class Ruler:
    """Paints the labels of a ruler, and keeps them."""

    def __init__(self) -> None:
        self._kept: dict[str, QStaticText] = {}
        self._font = QFont()

    def paint(self, painter: QPainter, area: QRect, view: WaveView, colours: WaveColours) -> None:
        """Paint the labels into `area`; their lines are in the picture."""
        if painter.font() != self._font or len(self._kept) > 2000:
            self._kept.clear()
            self._font = QFont(painter.font())
        metrics = painter.fontMetrics()
        painter.setPen(colours.muted)
        top = area.top() + (area.height() - metrics.height()) / 2 - 1
        for x, text in labels(view, label_room(metrics)):
            if text not in self._kept:
                self._kept[text] = plain_text(text)
            painter.drawStaticText(QPointF(x + 4, top), self._kept[text])


def plain_text(text: str) -> QStaticText:
    """Make a text that is laid out once, for painting it again and again."""
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    return static
