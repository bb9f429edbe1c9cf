"""The small controls of the player: buttons that take Enter too, the speeds, the volume."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QToolButton, QWidget

from cueline.widgets import theme
from cueline.widgets.forms import look_like_a_field

SPEEDS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def claims(event: QEvent, keys: tuple[Qt.Key, ...]) -> bool:
    """Tell whether `event` asks for one of `keys`, and keep them for the focused control if so."""
    if (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in keys
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier  # a Mac's arrows have it
    ):
        event.accept()
        return True
    return False


class PlayerButton(QToolButton):
    """An icon to press, by mouse, Space or Enter; a click leaves the focus where it was."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self._color = ""
        self._icon = icon
        self.set_size(1.25)
        self.name_it(icon, name)

    def set_size(self, lines: float) -> None:
        """Make the icon as high as `lines` lines of text."""
        side = round(self.fontMetrics().height() * lines)
        self.setIconSize(QSize(side, side))

    def set_color(self, color: str) -> None:
        """Give the icon a colour of its own."""
        if color != self._color:
            self._color = color
            self._show_icon()

    def name_it(self, icon: str, name: str, key: str = "") -> None:
        """Give it its icon, its name and, in the tool tip, its key."""
        self._icon = icon
        self._show_icon()
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def event(self, event: QEvent) -> bool:
        return claims(event, _PRESSING) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.animateClick()
        else:
            super().keyPressEvent(event)

    def _show_icon(self) -> None:
        own = self._color and self.isEnabled()
        self.setIcon(theme.tinted_icon(self._icon, self._color) if own else theme.icon(self._icon))


class SpeedChooser(QComboBox):
    """Choose how fast it plays; a speed that is not in the list joins it while it lasts."""

    rate_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Speed")
        look_like_a_field(self)
        self.setToolTip("How fast it plays; the voices keep their pitch")
        self.set_rate(1.0)
        self.activated.connect(self._chosen)

    def set_rate(self, rate: float) -> None:
        """Show `rate`."""
        speeds = sorted({*SPEEDS, round(rate, 2)})
        if [self.itemData(i) for i in range(self.count())] != speeds:
            self.clear()
            for speed in speeds:
                self.addItem(f"{speed:g}×" if speed != int(speed) else f"{speed:.1f}×", speed)
        self.setCurrentIndex(speeds.index(round(rate, 2)))

    def event(self, event: QEvent) -> bool:
        return claims(event, (*_PRESSING, *_MOVING)) or super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel that passes over it must not change the speed

    def _chosen(self, place: int) -> None:
        self.rate_requested.emit(self.itemData(place))


class VolumeControl(QWidget):
    """A slider for the volume, 0.0 to 1.0, and a button that silences and brings back."""

    volume_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loud = 1.0
        self._mute = PlayerButton("volume", "Silence", self)
        self._slider = _VolumeSlider(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._mute)
        row.addWidget(self._slider)
        self._mute.clicked.connect(self._toggle)
        self._slider.valueChanged.connect(self._moved)
        self.set_volume(1.0)

    def set_volume(self, volume: float) -> None:
        """Show `volume`."""
        if volume > 0:
            self._loud = volume
        self._slider.blockSignals(True)
        self._slider.setValue(round(volume * 100))
        self._slider.blockSignals(False)
        silent = self._slider.value() == 0
        self._mute.name_it("mute" if silent else "volume", "Sound on" if silent else "Silence")
        self._slider.setToolTip(f"Volume {self._slider.value()} %")

    def _toggle(self) -> None:
        self._ask(0.0 if self._slider.value() else self._loud)

    def _moved(self, value: int) -> None:
        self._ask(value / 100)

    def _ask(self, volume: float) -> None:
        self.set_volume(volume)
        self.volume_requested.emit(volume)


class _VolumeSlider(QSlider):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Volume")
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 11)

    def event(self, event: QEvent) -> bool:
        return claims(event, _MOVING) or super().event(event)
