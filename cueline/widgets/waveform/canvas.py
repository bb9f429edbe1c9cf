"""The waveform as something to look at: it shows what it is given; `waveform.Waveform` adds hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cueline.episode import Change, Episode
from cueline.widgets import theme
from cueline.widgets.pane_frame import WIDTH as FRAME
from cueline.widgets.theme import muted_font
from cueline.widgets.waveform.overlay import REACH, paint_overlay
from cueline.widgets.waveform.ruler import Ruler, label_room
from cueline.widgets.waveform.scene import Lanes, WaveColours, WaveScene, lay_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cueline.widgets.problems.marks import Marked
    from cueline.widgets.waveform.labels import WaveLabels
    from cueline.widgets.waveform.overview import Overview
    from cueline.widgets.waveform.picture import WavePicture

_FIRST_SPAN = 120.0
_LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class WaveCanvas(QWidget):
    """Shows sound, edges and clips, the current line lit. All times are transcript seconds.

    Until peaks arrive it is a calm surface with a sentence, and loads nothing of what draws a waveform.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waveform")
        self.setAccessibleName("Waveform")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.scene = WaveScene()
        self._colours = WaveColours.of(self.palette())
        self._tools: tuple[WavePicture, WaveLabels, Overview] | None = None
        self._lanes: Lanes | None = None
        self._ruler = Ruler()
        self._stale = True
        self._image = QImage()

    @property
    def lanes(self) -> Lanes:
        """Where the ruler, the clips, the wave and the names are, inside the frame."""
        if self._lanes is None:
            area = self.surface
            metrics = self.fontMetrics()
            self._lanes = lay_out(
                area.width(), area.height(), metrics, overview=self.scene.overview
            )
        return self._lanes

    @property
    def surface(self) -> QRect:
        """What is painted on: all but the room of the focus frame."""
        return self.rect().adjusted(FRAME, FRAME, -FRAME, -FRAME)

    def set_peaks(
        self, values: NDArray[np.int16] | None, rate: float = 100.0, duration: float | None = None
    ) -> None:
        """Show a sound: int16[n, 2] of lowest and highest values, `rate` of them a second; None for no sound.

        `duration` (seconds) is the sound's length, else that of the peaks. The view stays if there was a sound.
        """
        scene, fresh = self.scene, self.scene.pyramid is None
        if values is None or not len(values):
            scene.pyramid = scene.edges = scene.fan = scene.hovered = scene.selected = None
            scene.drag.give_up()
            self.refresh()
            return
        from cueline.widgets.waveform.edges import EdgeMap
        from cueline.widgets.waveform.pyramid import Pyramid

        scene.pyramid = Pyramid(values, rate)
        scene.duration = duration or len(values) / rate
        scene.edges = scene.edges or EdgeMap(scene.episode)
        _make_ticks(scene)
        self._fit_bounds()
        if fresh:
            self._show_beginning()
        self.refresh()

    def set_progress(self, text: str | None) -> None:
        """Say how far reading the sound is, in words; None when it is done."""
        self.scene.progress = text or ""
        self.update()

    def set_message(self, text: str) -> None:
        """Say why there is nothing to see, while there is no sound."""
        self.scene.message = text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def set_offset(self, seconds: float) -> None:
        """Say what is added to a time in the sound to get the transcript's."""
        self.scene.offset = seconds
        self._fit_bounds()
        self.refresh()

    def set_episode(self, episode: Episode) -> None:
        """Show the edges of another episode."""
        scene = self.scene
        scene.episode = episode
        scene.current = scene.heard = scene.selected = scene.hovered = scene.fan = None
        scene.marked = scene.ticks = None
        scene.drag.give_up()
        if scene.edges is not None:
            from cueline.widgets.waveform.edges import EdgeMap

            scene.edges = EdgeMap(episode)
        self._fit_bounds()
        self.refresh()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Follow a change that led to `episode`; what is marked stays marked."""
        scene = self.scene
        scene.episode = episode
        scene.marked = None  # its rows are those of before
        if scene.edges is None:
            return
        from cueline.widgets.waveform.edges import moved_edge, moved_index

        scene.edges.follow(change, episode)
        if scene.ticks is not None:
            scene.ticks.follow(change)
        scene.current = moved_index(scene.current, change.items)
        scene.heard = moved_index(scene.heard, change.items)
        scene.selected = moved_edge(scene.selected, change, scene.edges)
        scene.drag.follow(moved_edge(scene.drag.edge, change, scene.edges))
        scene.hovered = scene.fan = None
        if change.items or change.clips:
            self._fit_bounds()
            self.refresh()

    def set_problems(self, marked: Marked) -> None:
        """Mark where errors and warnings are in the episode that is shown."""
        self.scene.marked, self.scene.ticks = marked, None
        _make_ticks(self.scene)
        self.refresh()

    def set_playhead(self, seconds: float | None) -> None:
        """Put the playhead to where the sound is; only the two places are painted again."""
        scene, before = self.scene, self.scene.playhead
        scene.playhead = seconds
        if seconds is not None and self._follow(seconds):
            self.refresh()
        for place in {before, seconds} - {None}:
            self._update_playhead(place or 0.0)

    def set_current(self, index: int | None) -> None:
        """Light the span of the line or section at `index`."""
        if index != self.scene.current:
            self.scene.current = index
            self.refresh()

    def set_clip(self, number: int | None) -> None:
        """Light the clip of this number in its lane; whoever chooses it says when its number changes."""
        if number != self.scene.clip:
            self.scene.clip = number
            self.refresh()

    def set_heard(self, index: int | None) -> None:
        """Mark the line that is heard, by a bar below it."""
        if index != self.scene.heard:
            self.scene.heard = index
            self.refresh()

    def set_overview(self, shown: bool) -> None:
        """Show or hide the strip with the whole sound."""
        self.scene.overview = shown
        self._lanes = None
        self.refresh()

    def refresh(self) -> None:
        """Draw the picture again at the next frame."""
        self._stale = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, self.fontMetrics().height() * 12)

    def minimumSizeHint(self) -> QSize:
        tall = 2 if self.scene.message else 5  # a message is one line
        return QSize(160, self.fontMetrics().height() * tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lanes = None
        self.scene.fan = None
        self.scene.view.set_width(max(1, self.surface.width()))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS and hasattr(self, "_image"):
            self._lanes = None
            self._colours = WaveColours.of(self.palette())
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.scene.pyramid is None:
                self._paint_empty(painter)
                return
            if self._stale or self._image.devicePixelRatio() != self.devicePixelRatioF():
                self._draw()
            painter.setClipRect(event.rect() & self.surface)
            painter.translate(FRAME, FRAME)
            painter.drawImage(0, 0, self._image)
            self._tools_now()[2].paint(
                painter, self.lanes.overview, self.scene, self._colours, self.devicePixelRatioF()
            )
            paint_overlay(painter, self.scene, self.lanes, self._colours)
            if event.rect() != self.surface:
                painter.setClipping(False)
                self._paint_border(painter)

    def _draw(self) -> None:
        self._stale = False
        picture, labels, _ = self._tools_now()
        font = muted_font(self.font(), 0.92)
        dpr, room = self.devicePixelRatioF(), label_room(QFontMetrics(font))
        self._image = picture.draw(self.scene, self.lanes, self._colours, dpr, room)
        with QPainter(self._image) as painter:
            painter.setFont(font)
            self._ruler.paint(painter, self.lanes.ruler, self.scene.view, self._colours)
            labels.paint(painter, self.scene, self.lanes, self._colours)
            self._paint_ticks(painter)

    def _tools_now(self) -> tuple[WavePicture, WaveLabels, Overview]:
        if self._tools is None:
            from cueline.widgets.waveform.labels import WaveLabels
            from cueline.widgets.waveform.overview import Overview
            from cueline.widgets.waveform.picture import WavePicture

            self._tools = WavePicture(), WaveLabels(), Overview()
        return self._tools

    def _paint_ticks(self, painter: QPainter) -> None:
        scene = self.scene
        if scene.ticks is not None and scene.edges is not None:
            from cueline.widgets.waveform.problems import paint_ticks

            palette = self.palette()
            paint_ticks(painter, scene.ticks, scene.edges, scene.view, self.lanes, palette)

    def _paint_border(self, painter: QPainter) -> None:
        painter.resetTransform()
        painter.setPen(QPen(self._colours.base, 2 * FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect())

    def _paint_empty(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._colours.base)
        middle = self.rect().center().y()
        pen = QPen(self._colours.rule, 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(FRAME, middle, self.width() - FRAME, middle)
        text = self.scene.progress or self.scene.message
        metrics = self.fontMetrics()
        wide, tall = metrics.horizontalAdvance(text), metrics.height()
        wide = min(wide, self.width() - 3 * tall)
        sign = round(tall * 1.1)
        area = QRectF(0, 0, wide + sign + tall, tall * 2)
        area.moveCenter(QRectF(self.rect()).center())
        painter.fillRect(area.adjusted(-tall, 0, tall, 0), self._colours.base)
        top = round(area.center().y() - sign / 2)
        theme.tinted_icon("sound", self._colours.muted).paint(
            painter, QRect(round(area.left()), top, sign, sign)
        )
        painter.setPen(self._colours.muted)
        place = area.adjusted(sign + tall * 0.5, 0, 0, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(place.width()))
        painter.drawText(place, align, short)

    def _follow(self, seconds: float) -> bool:
        """Move the view with the playhead, but never under the user's hand; return whether it moved."""
        scene = self.scene
        return not scene.drag.pressed and scene.following.follow(scene.view, seconds)

    def _update_playhead(self, seconds: float) -> None:
        x = round(self.scene.view.x_of(seconds)) + FRAME
        self.update(QRect(x - REACH, 0, 2 * REACH, self.height()))
        if self.scene.overview:
            self.update(self.lanes.overview.translated(FRAME, FRAME))

    def _fit_bounds(self) -> None:
        scene = self.scene
        low, high = scene.offset, scene.offset + scene.duration
        reach = (min(low, 0.0), high)
        if scene.edges is not None and len(scene.edges.times):
            reach = (reach[0], max(high, float(scene.edges.times[-1])))
        scene.view.set_bounds(low, high, reach)

    def _show_beginning(self) -> None:
        scene = self.scene
        scene.view.set_width(max(1, self.surface.width()))
        scene.view.show(scene.offset, scene.offset + min(scene.duration, _FIRST_SPAN))
        if scene.playhead is not None:
            scene.following.follow(scene.view, scene.playhead)


def _make_ticks(scene: WaveScene) -> None:
    """Make the marks of problems, once there are edges to put them to."""
    if scene.edges is not None and scene.marked is not None:
        from cueline.widgets.waveform.problems import ProblemTicks

        scene.ticks, scene.marked = ProblemTicks(scene.marked), None
