"""The whole sound in a strip, with a frame around what the waveform shows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from cueline.widgets.waveform.edges import SECTION
from cueline.widgets.waveform.picture import image_of, wave_codes
from cueline.widgets.waveform.scene import WaveColours, WaveScene


class Overview:
    """Draws the strip; the picture of the sound is kept until it is told to forget it."""

    def __init__(self) -> None:
        self._pixels = np.zeros((1, 1), np.uint32)
        self._image = QImage()
        self._key: object = None

    def forget(self) -> None:
        """Draw the sound again the next time."""
        self._key = None

    def paint(
        self, painter: QPainter, area: QRect, scene: WaveScene, colours: WaveColours, dpr: float
    ) -> None:
        """Paint the strip into `area`."""
        if scene.pyramid is None or area.height() < 6:
            return
        key = (area.size().toTuple(), dpr, id(scene.pyramid), colours.base.rgb())
        if key != self._key:
            self._key = key
            self._draw(area, scene, colours, dpr)
        painter.drawImage(area.topLeft(), self._image)
        self._paint_sections(painter, area, scene, colours)
        self._paint_frame(painter, area, scene, colours)

    def _draw(self, area: QRect, scene: WaveScene, colours: WaveColours, dpr: float) -> None:
        width, height = (max(1, round(side * dpr)) for side in (area.width(), area.height()))
        if scene.pyramid is None:
            return
        columns = scene.pyramid.columns(0.0, scene.duration / width, width)
        codes = wave_codes(columns, height, 1 / scene.pyramid.loudest)
        tones = (colours.raised, colours.peak, colours.core)
        self._pixels = np.array([tone.rgb() for tone in tones], np.uint32)[codes]
        self._image = image_of(self._pixels)
        self._image.setDevicePixelRatio(dpr)

    @staticmethod
    def _paint_sections(
        painter: QPainter, area: QRect, scene: WaveScene, colours: WaveColours
    ) -> None:
        if scene.edges is None:
            return
        times = scene.edges.times[scene.edges.kinds == SECTION]
        if len(times) * 4 < area.width():
            for x in ((times - scene.offset) / scene.duration * area.width()).tolist():
                painter.fillRect(QRectF(int(x), area.top(), 1, area.height()), colours.line)

    @staticmethod
    def _paint_frame(
        painter: QPainter, area: QRect, scene: WaveScene, colours: WaveColours
    ) -> None:
        def x_of(seconds: float) -> float:
            return (seconds - scene.offset) / scene.duration * area.width()

        left, right = max(0.0, x_of(scene.view.start)), min(area.width(), x_of(scene.view.end))
        shade = QColor(colours.outside)
        shade.setAlpha(150)
        painter.fillRect(QRectF(0, area.top(), left, area.height()), shade)
        painter.fillRect(QRectF(right, area.top(), area.width() - right, area.height()), shade)
        painter.setPen(QPen(colours.accent, 2))
        painter.drawRect(
            QRectF(left + 1, area.top() + 1, max(4, right - left - 2), area.height() - 2)
        )
        if scene.playhead is not None:
            x = int(x_of(scene.playhead))
            painter.fillRect(QRectF(x, area.top(), 1.5, area.height()), colours.text)


def time_in(area: QRect, x: float, scene: WaveScene) -> float:
    """Return the transcript time that stands at `x` in the strip."""
    return scene.offset + min(max(x / max(1, area.width()), 0.0), 1.0) * scene.duration
