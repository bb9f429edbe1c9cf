"""The slider that stands for the whole sound: a click goes there, keys go on and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyleOptionSlider, QToolTip, QWidget

from cueline.episode import format_span

STEPS = {
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_PageDown: -30.0,
    Qt.Key.Key_PageUp: 30.0,
}
"""Seconds that a key goes; Shift makes it five times as far."""


class SeekSlider(QSlider):
    """Show a place between two times and ask for another one; the value is in milliseconds."""

    seek_requested = Signal(float)
    skip_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Place in the sound")

    def set_span(self, start: float, end: float) -> None:
        """Stand for the time from `start` to `end`, in seconds."""
        self.setRange(round(start * 1000), max(round(start * 1000) + 1, round(end * 1000)))

    def show_place(self, seconds: float) -> None:
        """Move the handle, unless the user has hold of it."""
        if not self.isSliderDown():
            self.setValue(round(seconds * 1000))

    def seconds_at(self, x: int) -> float:
        """Return the time that stands at `x` pixels."""
        from PySide6.QtWidgets import QStyle  # its many enumerations, not at start

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        room = self.width() - handle.width()
        value = QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), x - handle.width() // 2, max(1, room)
        )
        return value / 1000

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel that passes over it must not lose the place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.skip_requested.emit(step * 5 if far else step)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            home = event.key() == Qt.Key.Key_Home
            self.seek_requested.emit((self.minimum() if home else self.maximum()) / 1000)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = format_span(self.seconds_at(event.pos().x()))
            QToolTip.showText(event.globalPos(), f"Go to {place}", self)
            return True
        return super().event(event)

    def _go(self, point: QPoint) -> None:
        seconds = self.seconds_at(point.x())
        self.setValue(round(seconds * 1000))
        self.seek_requested.emit(seconds)
