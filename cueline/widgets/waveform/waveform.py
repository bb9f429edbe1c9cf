"""The waveform: see the sound, move its edges, find the way in it by mouse and by keys."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cueline.episode import Clip
from cueline.widgets.waveform.canvas import WaveCanvas
from cueline.widgets.waveform.drag import Drop, Edge
from cueline.widgets.waveform.mouse import WaveMouse

if TYPE_CHECKING:
    from cueline.widgets.waveform.edges import Aiming
    from cueline.widgets.waveform.pyramid import Pyramid

SNAP = 6
"""Pixels within which a dragged edge goes to another edge, the playhead or the end of a pause."""

_CLOSER = 1.5
_STRETCH = 1.0
_ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
_PAN_KEYS = {Qt.Key.Key_PageUp: -0.8, Qt.Key.Key_PageDown: 0.8}


class Waveform(WaveCanvas):
    """Shows the sound under its edges and says what the user wants of them; it changes nothing itself.

    All times are transcript seconds, indices are positions in `episode.items`, of clips in `episode.clips`; a clip
    edge has the number of the clip that begins there (see `edits.set_clip_boundary`). `edge_moved` comes when an
    edge is dropped or nudged: kind ("line", "section" or "clip"), index, the value to write, the number of the
    gesture, and whether the edge leaves behind what stood at the same time. A section's index is its header.
    """

    seek_requested = Signal(float)
    line_chosen = Signal(int)
    clip_chosen = Signal(int)
    problem_chosen = Signal(str, int)
    edge_moved = Signal(str, int, float, int, bool)
    edge_dragging = Signal(str, int, float)
    edge_chosen = Signal(object)
    view_changed = Signal(float, float)
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._told = (0.0, 0.0)
        self._stretch: tuple[Edge | None, float, int] = (None, 0.0, 0)
        self._aim: tuple[Pyramid, float, object, Aiming] | None = None
        self._mouse = WaveMouse(self)

    @property
    def edge(self) -> Edge | None:
        """The chosen edge: kind, index and where it stands now."""
        return self.scene.selected

    @property
    def view_span(self) -> tuple[float, float]:
        """From when to when the waveform is seen."""
        return self.scene.view.start, self.scene.view.end

    def show_range(self, start: float, end: float) -> None:
        """Show the sound from `start` to `end`."""
        self.scene.view.show(start, end)
        self._left()

    def zoom_to_line(self, index: int) -> None:
        """Show the span of a line or section, with a little before and after."""
        span = self.scene.span_of(index)
        if span is not None:
            room = max(0.4, (span[1] - span[0]) * 0.12)
            self.show_range(span[0] - room, span[1] + room)

    def zoom_to_section(self, seconds: float) -> None:
        """Show the section that a time is in."""
        for section in self.scene.episode.sections:
            after = section.end is None or seconds < section.end
            if after and section.start is not None and section.start <= seconds:
                self.zoom_to_line(section.first if section.header is None else section.header)
                return

    def zoom_to_clip(self, number: int | None) -> None:
        """Show a clip; nothing happens without one."""
        clips = self.scene.episode.clips
        clip = clips[number] if number is not None and number < len(clips) else None
        if isinstance(clip, Clip) and clip.start is not None and clip.end is not None:
            room = (clip.end - clip.start) * 0.05
            self.show_range(clip.start - room, clip.end + room)

    def set_follow(self, on: bool, *, steady: bool = False) -> None:
        """Keep the playhead in view, or not; `steady`: the view moves, else the playhead does."""
        following = self.scene.following
        following.on, following.steady = on, steady
        following.resume()
        self.set_playhead(self.scene.playhead)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Come closer by `factor` at `x` pixels; without `x` at the playhead, or in the middle."""
        view = self.scene.view
        if x is None:
            playhead = self.scene.playhead
            seen = playhead is not None and view.shows(playhead)
            x = view.x_of(playhead) if seen and playhead is not None else view.width / 2
        view.zoom(factor, x)
        self._left()

    def zoom_in(self) -> None:
        """Come closer to the playhead."""
        self.zoom(_CLOSER)

    def zoom_out(self) -> None:
        """Go away from the playhead."""
        self.zoom(1 / _CLOSER)

    def zoom_fit(self) -> None:
        """Show the whole sound."""
        self.scene.view.fit()
        self._left()

    def pan(self, share: float) -> None:
        """Move the view on by a share of what it shows (negative: back)."""
        self.pan_pixels(share * self.scene.view.width)

    def pan_pixels(self, pixels: float) -> None:
        """Move the view on by so many pixels."""
        self.scene.view.pan(pixels * self.scene.view.step)
        self._left()

    def look_from_overview(self, x: float) -> None:
        """Put what stands at `x` in the overview into the middle."""
        from cueline.widgets.waveform.overview import time_in

        self.scene.view.put(time_in(self.lanes.overview, x, self.scene))
        self._left()

    def select_nearest_edge(self) -> None:
        """Choose the edge nearest to the playhead, or to the middle without one."""
        scene = self.scene
        middle = (scene.view.start + scene.view.end) / 2
        place = middle if scene.playhead is None else scene.playhead
        self.choose_edge(scene.edges.nearest(place) if scene.edges else None)

    def step_edge(self, direction: int) -> None:
        """Choose the next edge at another time (1), or the one before (-1)."""
        scene = self.scene
        if scene.selected is None or scene.edges is None:
            self.select_nearest_edge()
            return
        self.choose_edge(scene.edges.beside(scene.selected, direction) or scene.selected)

    def select_edge(self, kind: str, index: int) -> None:
        """Choose the edge of a line, a section or a clip; a section's first line has the section's."""
        edges = self.scene.edges
        if edges is not None:
            self.choose_edge(edges.find(kind, index) if kind != "line" else edges.edge_of(index))

    def choose_edge(self, edge: Edge | None) -> None:
        """Mark an edge, bring it into view, and say what it is; None for none."""
        scene = self.scene
        scene.selected = edge
        self.update()
        self.edge_chosen.emit(edge)
        if edge is None:
            return
        if not scene.view.shows(edge.seconds, 0.02):
            scene.view.put(edge.seconds)
            self._left()
        text = f"{scene.time_text(edge.seconds)}: {scene.name_of(edge)}"
        self.setAccessibleDescription(text)
        self.message.emit(text)

    def nudge(self, direction: int, *, alone: bool = False) -> None:
        """Move the chosen edge by a step: 1 s in a file of whole seconds, else 0.1 s.

        Without a chosen edge the nearest one is chosen, and the next nudge moves it.
        """
        edge, precision = self.scene.selected, self.scene.episode.clock.precision
        if edge is None:
            self.select_nearest_edge()
            return
        step = 0.1 if precision else 1
        value = self.aim()(edge, round(edge.seconds + direction * step, 6), free=True).seconds
        if value == edge.seconds:
            self.message.emit("The edge cannot go further.")
            return
        self.tell_moved(Drop(edge, value, self._nudge_gesture(edge), alone))

    def aim(self) -> Aiming:
        """Return what finds the value for a place in this view."""
        from cueline.widgets.waveform.edges import Aiming

        scene, known = self.scene, self._aim
        if scene.pyramid is None or scene.edges is None:
            raise RuntimeError("an edge is moved where there is no sound")
        now = (scene.pyramid, scene.offset, scene.edges)
        if known is None or known[:3] != now:
            pauses = scene.pyramid.pauses() + scene.offset
            self._aim = known = (*now, Aiming(scene.edges, pauses))
        aiming = known[3]
        if (
            scene.drag.target is None
        ):  # in a drag the playhead goes where the edge is heard: that is no aim
            aiming.playhead = scene.playhead
        aiming.reach = SNAP * scene.view.step
        return aiming

    def tell_dragging(self) -> None:
        """Say where the dragged edge would go now."""
        edge, target = self.scene.drag.edge, self.scene.drag.target
        if edge is not None and target is not None:
            self.edge_dragging.emit(edge.kind, edge.index, target.seconds)

    def tell_moved(self, drop: Drop) -> None:
        """Say that an edge goes somewhere, and keep it chosen."""
        edge = drop.edge
        self.scene.selected = edge
        self.edge_moved.emit(edge.kind, edge.index, drop.seconds, drop.gesture, drop.alone)
        self.update()

    def refresh(self) -> None:
        """Draw the picture again at the next frame, and say if it is another view."""
        super().refresh()
        if self.scene.pyramid is not None and self.view_span != self._told:
            self._told = self.view_span
            self.view_changed.emit(*self._told)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._give_up():
            return
        if self.scene.pyramid is None:
            super().keyPressEvent(event)
        elif key in _ZOOM_KEYS:
            self.zoom(_CLOSER ** _ZOOM_KEYS[key])
        elif key in _PAN_KEYS:
            self.pan(_PAN_KEYS[key])
        else:
            super().keyPressEvent(event)

    def _wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key that is also a command's has to come here: Escape in a drag."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        return asked and event.key() == Qt.Key.Key_Escape and self.scene.drag.pressed

    def _give_up(self) -> bool:
        """Take back what is held or chosen; False if there was nothing."""
        scene = self.scene
        if scene.drag.pressed:
            edge = scene.drag.edge
            scene.drag.give_up()
            self._mouse.stop()
            if edge is not None:
                self.message.emit(f"The edge stays at {scene.time_text(edge.seconds)}.")
        elif scene.selected is not None:
            self.choose_edge(None)
        else:
            return False
        scene.fan = None
        self.update()
        return True

    def _left(self) -> None:
        """Show the view that the user has made; following waits where it would take it back."""
        scene = self.scene
        scene.fan = None
        if scene.playhead is not None:
            scene.following.leave(scene.view, scene.playhead)
        self.refresh()

    def _nudge_gesture(self, edge: Edge) -> int:
        last, when, number = self._stretch
        same = last is not None and (last.kind, last.index) == (edge.kind, edge.index)
        same = same and monotonic() - when < _STRETCH
        number = number if same else self.scene.drag.next_gesture()
        self._stretch = (edge, monotonic(), number)
        return number
