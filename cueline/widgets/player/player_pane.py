"""The player: where the sound stands, buttons to move it, its speed and volume, and which line a stamp goes to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cueline.episode import Clock
from cueline.widgets import theme
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.player.player_controls import PlayerButton, SpeedChooser, VolumeControl
from cueline.widgets.player.player_pass import PassBar
from cueline.widgets.player.seek_slider import SeekSlider

BUTTONS = {
    "previous": ("previous", "Previous line"),
    "back5": ("back5", "Back 5 seconds"),
    "play": ("play", "Play"),
    "forward5": ("forward5", "Forward 5 seconds"),
    "next": ("next", "Next line"),
    "sound": ("sound", "Choose the sound of this episode"),
}
"""The names by which `set_keys` knows the buttons: icon and what they do."""

_PLACE, _LENGTH = Clock(decimals=1), Clock()


class PlayerPane(QWidget):
    """Show and steer the player; it asks by signals and shows what it is told. Times are transcript seconds."""

    play_toggled = Signal()
    seek_requested = Signal(float)
    skip_requested = Signal(float)
    line_step_requested = Signal(int)
    rate_requested = Signal(float)
    volume_requested = Signal(float)
    choose_sound_requested = Signal()
    pass_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("playerPane")
        self.setAccessibleName("Player")
        self._state = "empty"
        self._target = self._message = ""
        self._keys: dict[str, str] = {}
        self._buttons = {key: PlayerButton(*look, self) for key, look in BUTTONS.items()}
        self._position, self._length = _time_label("Position"), _time_label("Length")
        self._slider = SeekSlider(self)
        self._pass = PassBar(self)
        self._says = ElidedLabel(parent=self)
        self._speed, self._volume = SpeedChooser(self), VolumeControl(self)
        self._sound = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._fit()
        self._lay_out()
        self._connect()
        self._tint()
        self.set_position(0.0)
        self.set_duration(None)
        self.set_sound("", "")
        self.set_state("empty")

    def set_position(self, seconds: float) -> None:
        """Show where the sound stands."""
        text = _PLACE.format(abs(seconds))
        text = f"\N{MINUS SIGN}{text}" if round(seconds, 1) < 0 else text
        if text != self._position.text():
            self._position.setText(text)
        self._slider.show_place(seconds)

    def set_duration(self, seconds: float | None, start: float = 0.0) -> None:
        """Show where the sound ends, None if that is not known; `start` is where it begins."""
        self._length.setText("–:––" if seconds is None else _LENGTH.format(max(0.0, seconds)))
        longest = _PLACE.format(seconds or 0.0)
        room = self._position.fontMetrics().horizontalAdvance("0" * len(longest))
        self._position.setMinimumWidth(room)
        self._slider.set_span(min(start, 0.0), seconds or 0.0)

    def set_state(self, state: str) -> None:
        """Show what the player does: "empty", "loading", "paused", "playing", "ended" or "failed"."""
        self._state = state
        usable = state in ("paused", "playing", "ended")
        for key in ("back5", "play", "forward5"):
            self._buttons[key].setEnabled(usable)
        for widget in (self._slider, self._position, self._length):
            widget.setEnabled(usable)
        self.setFocusProxy(self._slider if usable else self._buttons["sound"])
        self._name_buttons()

    def set_rate(self, rate: float) -> None:
        """Show how fast it plays."""
        self._speed.set_rate(rate)

    def set_volume(self, volume: float) -> None:
        """Show how loud it plays, 0.0 to 1.0."""
        self._volume.set_volume(volume)

    def set_sound(self, name: str, backend: str) -> None:
        """Name the sound and what plays it; "" if there is none."""
        self._sound.show_text(f"sound: {name} ({backend})" if name else "no sound yet")
        # the space sets the words off from the icon
        self._buttons["sound"].setText(" Change…" if name else " Choose…")

    def set_waiting(self, text: str) -> None:
        """Say in place of the sound's name that it is being looked for."""
        if text:
            self._sound.show_text(text)

    def set_target(self, text: str) -> None:
        """Say which line a stamp goes to: "F12 → Alexander, 'Hi, thank you…'"."""
        self._target = text
        self._say()

    def set_message(self, text: str) -> None:
        """Say what is wrong with the sound, in place of the target; "" when nothing is."""
        self._message = text
        self._say()

    def set_keys(self, keys: dict[str, str]) -> None:
        """Put keys into the tool tips, by the names of `BUTTONS`, and of a pass's as `PassBar.set_keys` has them."""
        self._keys = dict(keys)
        self._pass.set_keys(keys)
        self._name_buttons()

    def set_pass(self, mode: str) -> None:
        """Show the buttons of a pass, "hop" or "tap"; "": there is none."""
        self._pass.set_mode(mode)

    def tell_pass(self, text: str) -> None:
        """Say how far the pass is."""
        self._pass.tell(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._buttons["play"].isEnabled():
            self.play_toggled.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._tint()

    def _fit(self) -> None:
        """Give every part its size in the font; the target takes what room is left."""
        em = self.fontMetrics().height()
        font = self._position.font()
        font.setWeight(QFont.Weight.DemiBold)
        self._position.setFont(font)
        self._buttons["play"].set_size(1.6)
        self._slider.setMinimumWidth(em * 6)
        self._says.setMinimumWidth(em * 5)
        self._says.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sound.setMinimumWidth(em * 3)
        self._sound.setMaximumWidth(em * 18)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(em * 3 // 4, em // 2, em * 3 // 4, em // 2)
        rows.setSpacing(em // 4)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(em // 2)
        upper.addStrut(self._pass.height_of_bar)  # so that nothing moves when a pass begins
        lower.setSpacing(em // 8)
        rows.addLayout(upper)
        rows.addLayout(lower)
        upper.addWidget(self._position)
        upper.addWidget(self._slider, 1)
        upper.addWidget(self._length)
        upper.addWidget(self._pass)
        for key in ("previous", "back5", "play", "forward5", "next"):
            lower.addWidget(self._buttons[key])
        lower.addSpacing(em // 2)
        lower.addWidget(self._says, 1)
        lower.addSpacing(em // 2)
        for widget in (self._speed, self._volume):
            lower.addWidget(widget)
            lower.addSpacing(em // 2)
        lower.addWidget(_rule())
        lower.addSpacing(em // 2)
        lower.addWidget(self._sound)
        self._buttons["sound"].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        lower.addWidget(self._buttons["sound"])

    def _connect(self) -> None:
        buttons = self._buttons
        buttons["play"].clicked.connect(self.play_toggled)
        buttons["back5"].clicked.connect(lambda: self.skip_requested.emit(-5.0))
        buttons["forward5"].clicked.connect(lambda: self.skip_requested.emit(5.0))
        buttons["previous"].clicked.connect(lambda: self.line_step_requested.emit(-1))
        buttons["next"].clicked.connect(lambda: self.line_step_requested.emit(1))
        buttons["sound"].clicked.connect(self.choose_sound_requested)
        self._pass.requested.connect(self.pass_requested)
        self._slider.seek_requested.connect(self.seek_requested)
        self._slider.skip_requested.connect(self.skip_requested)
        self._speed.rate_requested.connect(self.rate_requested)
        self._volume.volume_requested.connect(self.volume_requested)

    def _name_buttons(self) -> None:
        looks = BUTTONS | ({"play": ("pause", "Pause")} if self._state == "playing" else {})
        for key, (icon, name) in looks.items():
            self._buttons[key].name_it(icon, name, self._keys.get(key, ""))

    def _say(self) -> None:
        self._says.show_text(self._message or self._target)
        self._tint()

    def _tint(self) -> None:
        colors = theme.tokens(self.palette())
        _color(self._says, colors.error if self._message else colors.text)
        self._buttons["play"].set_color(colors.accent)
        self._pass.set_color(colors.accent)
        for label in (self._length, self._sound):
            _color(label, colors.muted)


def _time_label(name: str) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setToolTip(f"{name}, in the time of the transcript")
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setForegroundRole(QPalette.ColorRole.Mid)
    rule.setFrameShadow(QFrame.Shadow.Plain)
    return rule


def _color(label: QLabel, color: str) -> None:
    palette = label.palette()
    if palette.color(QPalette.ColorRole.WindowText).name() != color:
        palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText, color)
        palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.WindowText, color)
        label.setPalette(palette)
