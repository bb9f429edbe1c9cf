"""The mouse on a waveform: click to seek, drag an edge, drag the ruler, wheel and pinch to zoom."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from cueline.widgets.pane_frame import WIDTH as FRAME
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.waveform.drag import Edge

if TYPE_CHECKING:
    from cueline.widgets.waveform.waveform import Waveform

GRAB = 5
"""Pixels from an edge within which it can be taken hold of."""

_STACK = 2.5
_ALL = ("section", "line", "clip")
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {Qt.Key.Key_Shift: _SHIFT, Qt.Key.Key_Control: _CTRL}
_TURN = 1.0018
_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)


class WaveMouse(QObject):
    """Filters the mouse events of one waveform and calls what they mean."""

    def __init__(self, wave: Waveform) -> None:
        super().__init__(wave)
        self._wave, self._scene = wave, wave.scene
        self._pressed = self._last = QPoint()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._way, self._grip, self._pinching = "", 0, False
        self._pointed: list[Edge] = []
        self._fan_timer = QTimer(self, singleShot=True, interval=140)
        self._fan_timer.timeout.connect(self._open_fan)
        self._push = QTimer(self, interval=30)
        self._push.timeout.connect(self._push_on)
        wave.setMouseTracking(True)
        if (
            sys.platform != "darwin"
        ):  # there a pinch comes as a native gesture, and would count twice
            wave.grabGesture(Qt.GestureType.PinchGesture)
        wave.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._scene.pyramid is None:
            return False
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE:
            return self._mouse(event)
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._gesture(event)
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._tell(event)
        self._note(event)
        return False

    def _note(self, event: QEvent) -> None:
        """Follow Shift and Ctrl in a drag, and the mouse that leaves."""
        if isinstance(event, QKeyEvent) and event.key() in _KEYS and self._scene.drag.dragging:
            self._change_modifier(_KEYS[Qt.Key(event.key())], event.type())
        if event.type() == QEvent.Type.Leave and not self._scene.drag.pressed:
            self._point_at(QPoint(-99, -99))

    def stop(self) -> None:
        """Let go of what is held."""
        self._push.stop()
        self._way = ""

    def _change_modifier(self, modifier: Qt.KeyboardModifier, kind: QEvent.Type) -> None:
        """Take Shift and Ctrl at once, also while the mouse stands still."""
        if kind == QEvent.Type.KeyPress:
            self._modifiers |= modifier
        elif kind == QEvent.Type.KeyRelease:
            self._modifiers &= ~modifier
        self._drag_edge()

    def _mouse(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint() - QPoint(FRAME, FRAME)
        self._modifiers = event.modifiers()
        if self._pinching:  # the first finger is a mouse to those who know no fingers
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._scene.drag.release()
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._press(event.button(), place)
        if event.type() == QEvent.Type.MouseMove:
            return self._move(place)
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._release(place)
        return event.button() == _LEFT and self._double_click(place)

    def _press(self, button: Qt.MouseButton, place: QPoint) -> bool:
        if button not in (_LEFT, _MIDDLE):
            return False
        self._fan_timer.stop()
        self._pressed = self._last = place
        edge = self._edge_at(place) if button == _LEFT else None
        self._way = "edge" if edge else "pan"
        if self._wave.lanes.overview.contains(place):
            self._way = "overview"
            self._wave.look_from_overview(place.x())
        self._scene.drag.press(place.x(), edge)
        return True

    def _move(self, place: QPoint) -> bool:
        drag = self._scene.drag
        if not drag.pressed:
            self._point_at(place)
            return True
        if drag.begins(place.x()):
            self._begin_drag()
        before, self._last = self._last, place
        if self._way == "overview":
            self._wave.look_from_overview(place.x())
        elif self._way == "pan" and drag.moved:
            self._wave.pan_pixels(before.x() - place.x())
        elif self._way == "edge" and drag.moved:
            self._drag_edge()
        return True

    def _begin_drag(self) -> None:
        self._scene.fan = self._scene.hovered = None
        if self._way == "edge":
            self._push.start()
        elif self._way == "pan":
            self._last = self._pressed
            self._wave.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _drag_edge(self) -> None:
        scene = self._scene
        edge = scene.drag.edge
        if edge is None:
            return
        grip = self._pressed.x() - self._grip
        seconds = scene.view.time_at(self._last.x() - grip) - edge.seconds
        free, alone = bool(self._modifiers & _SHIFT), bool(self._modifiers & _CTRL)
        if scene.drag.move(seconds, self._wave.aim(), free=free, alone=alone):
            self._wave.tell_dragging()
        self._wave.update()

    def _push_on(self) -> None:
        """Move the view on while an edge is held beyond its border."""
        x, width = self._last.x(), self._scene.view.width
        beyond = min(0, x - 6) + max(0, x - width + 6)
        if beyond and self._scene.drag.dragging:
            self._wave.pan_pixels(max(-60, min(60, beyond)))
            self._drag_edge()

    def _release(self, place: QPoint) -> bool:
        drag = self._scene.drag
        if not drag.pressed:
            return False
        clicked, edge, way = not drag.moved, drag.edge, self._way
        drop = drag.release()
        self.stop()
        if drop is not None:
            self._wave.tell_moved(drop)
        elif clicked and way != "overview":
            self._click(place, edge)
        self._wave.update()
        self._point_at(place)
        return True

    def _tick_at(self, place: QPoint) -> tuple[str, int, str] | None:
        """Return which item or clip has the mark of a problem at `place`, and what is wrong with it."""
        scene = self._scene
        if scene.ticks is None or scene.edges is None:
            return None
        found = scene.ticks.at(place, self._wave.lanes, scene.edges, scene.view)
        mark = None if found is None else scene.ticks.mark(*found, scene.edges)
        return None if found is None or mark is None else (*found, mark.tip)

    def _tell(self, event: QHelpEvent) -> bool:
        tick = self._tick_at(event.pos() - QPoint(FRAME, FRAME))
        if tick is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), plain_tip(tick[2]), self._wave)
        return True

    def _click(self, place: QPoint, edge: Edge | None) -> None:
        tick = self._tick_at(place)
        if tick is not None and edge is None:
            self._wave.problem_chosen.emit(*tick[:2])
            return
        if edge is not None:
            self._wave.choose_edge(edge)
        lanes, seconds = self._wave.lanes, self._scene.view.time_at(place.x())
        edges = self._scene.edges
        index = None
        if edges and lanes.clips.contains(place):
            index = edges.clip_at(seconds)
            if index is not None:
                self._wave.clip_chosen.emit(index)
        elif edges and lanes.lines.contains(place):
            index = edges.line_at(seconds)
            if index is not None:
                self._wave.line_chosen.emit(index)
        if index is None:
            self._wave.seek_requested.emit(max(seconds, self._scene.offset))

    def _double_click(self, place: QPoint) -> bool:
        edges, lanes = self._scene.edges, self._wave.lanes
        seconds = self._scene.view.time_at(place.x())
        if edges is None:
            return False
        if lanes.clips.contains(place):
            self._wave.zoom_to_clip(edges.clip_at(seconds))
        elif lanes.wave.contains(place) or lanes.lines.contains(place):
            index = edges.line_at(seconds)
            if index is not None:
                self._wave.line_chosen.emit(index)
        elif lanes.heads.contains(place):
            self._wave.zoom_to_section(seconds)
        return True

    def _wheel(self, event: QWheelEvent) -> bool:
        turn, smooth = event.angleDelta(), event.pixelDelta()
        sideways = abs(turn.x()) > abs(turn.y())
        if sideways or event.modifiers() & _SHIFT:
            pixels = smooth.x() or (turn.x() if sideways else turn.y()) * 0.75
            self._wave.pan_pixels(-pixels)
        elif turn.y():
            self._wave.zoom(_TURN ** turn.y(), event.position().x() - FRAME)
        event.accept()
        return True

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._wave.zoom(max(0.2, 1 + event.value()), event.position().x() - FRAME)
        return True

    def _pinch(self, event: QGestureEvent) -> bool:
        """Zoom at the middle of two fingers on a touch screen, and go along with them."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        if pinch.state() == Qt.GestureState.GestureStarted:
            self._scene.drag.give_up()
            self.stop()
        self._pinching = pinch.state() in (
            Qt.GestureState.GestureStarted,
            Qt.GestureState.GestureUpdated,
        )
        middle = self._wave.mapFromGlobal(pinch.centerPoint()).x() - FRAME
        self._wave.zoom(min(max(pinch.scaleFactor(), 0.2), 5.0), middle)
        self._wave.pan_pixels(pinch.lastCenterPoint().x() - pinch.centerPoint().x())
        event.accept()
        return True

    def _point_at(self, place: QPoint) -> None:
        scene = self._scene
        if scene.fan is not None and not scene.fan.holds(place):
            scene.fan = None
            self._wave.update()
        edge = self._edge_at(place)
        self._wave.setCursor(self._cursor(place, edge))
        if edge != scene.hovered:
            scene.hovered = edge
            self._wave.update()
        self._wait_for_fan(place)

    def _wait_for_fan(self, place: QPoint) -> None:
        if self._scene.fan is not None:
            return
        body = self._wave.lanes.body
        stack = self._found(place, _ALL, _STACK) if body.contains(place) else []
        if len(stack) < 2:
            self._fan_timer.stop()
        elif not self._fan_timer.isActive():
            self._pointed = stack
            self._fan_timer.start()

    def _open_fan(self) -> None:
        from cueline.widgets.waveform.fan import EdgeFan

        scene, wave = self._scene, self._wave
        if not scene.drag.pressed and len(self._pointed) > 1:
            order = sorted(self._pointed, key=lambda e: (_ALL.index(e.kind), e.seconds, e.index))
            scene.fan = EdgeFan(order, scene, wave.lanes, wave.fontMetrics())
            wave.update()

    def _edge_at(self, place: QPoint) -> Edge | None:
        """Return the edge that a press at `place` would take hold of."""
        fan = self._scene.fan
        edge = (fan.edge_at(place) if fan else None) or self._nearest(place)
        if edge is not None:
            self._grip = round(self._scene.view.x_of(edge.seconds))
        return edge

    def _nearest(self, place: QPoint) -> Edge | None:
        lanes = self._wave.lanes
        kinds = _ALL
        if lanes.ruler.contains(place) or lanes.overview.contains(place):
            return None
        if lanes.clips.contains(place):
            kinds = ("clip",)
        elif lanes.heads.contains(place):
            kinds = ("section",)
        found = self._found(place, kinds, GRAB)
        return found[0] if found else None

    def _found(self, place: QPoint, kinds: tuple[str, ...], pixels: float) -> list[Edge]:
        scene = self._scene
        if scene.edges is None or not self._wave.surface.contains(place + QPoint(FRAME, FRAME)):
            return []
        seconds = scene.view.time_at(place.x() + 0.5)
        found = scene.edges.near(seconds, pixels * scene.view.step, kinds)
        movable = {kind for number, kind in enumerate(_ALL) if scene.few(number)}
        return [edge for edge in found if edge.kind in movable]

    def _cursor(self, place: QPoint, edge: Edge | None) -> Qt.CursorShape:
        if edge is not None:
            return Qt.CursorShape.SplitHCursor
        if self._tick_at(place) is not None:
            return Qt.CursorShape.PointingHandCursor
        if self._wave.lanes.ruler.contains(place):
            return Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.ArrowCursor
