"""A waveform with made sound and somebody at it who does what it asks for, as the window would."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from cueline.episode import Change, Clip, Clock, Episode, Header, Line, edits
from cueline.widgets.pane_frame import WIDTH as FRAME
from cueline.widgets.waveform.waveform import Waveform

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
SIGNALS = (
    "seek_requested line_chosen clip_chosen edge_moved edge_dragging edge_chosen view_changed "
    "message"
).split()


def episode(precision: int = 0) -> Episode:
    """Two sections with a clip each, a paragraph that goes on, and one without a time."""
    return Episode(
        items=(
            Header("Introduction"),
            Line("Today we talk about bridges.", "Nora", 0),
            Line("Thanks for having me.", "Tomas", 20),
            Line("And for the tea.", "Tomas", 20),
            Line("It is good tea.", "Tomas"),
            Header("Career journey"),
            Line("How did it begin?", "Nora", 40),
            Line("With a ruler.", "Tomas", 55),
            Line("A short one.", "Tomas", 80),
        ),
        clips=(
            Clip("Welcome", 0, 40, "https://example.org/?t=0"),
            Clip("Career", 40, 90, "https://example.org/?t=40"),
        ),
        clock=Clock(precision=precision),
    )


def sound(seconds: float = 100, voices: tuple[tuple[float, float], ...] = ()) -> np.ndarray:
    """Make peaks: quiet, but for the spans with a voice (seconds); without spans, loud all through."""
    values = np.tile(np.array([[-20, 20]], np.int16), (int(seconds * 100), 1))
    for start, end in voices or ((0, seconds),):
        values[int(start * 100) : int(end * 100)] = (-9000, 12000)
    return values


class Desk:
    """Holds the episode, applies what is asked for, and notes it."""

    def __init__(self, qtbot, what: Episode | None = None, peaks: np.ndarray | None = None):
        self.qtbot = qtbot
        self.wave = Waveform()
        qtbot.addWidget(self.wave)
        self.wave.resize(1004, 240)
        self.said: dict[str, list] = {name: [] for name in SIGNALS}
        for name in SIGNALS:
            getattr(self.wave, name).connect(lambda *v, name=name: self.said[name].append(v))
        self.wave.edge_moved.connect(self._move)
        self.episode = what or episode()
        self.wave.set_episode(self.episode)
        self.wave.set_peaks(sound() if peaks is None else peaks)
        self.wave.show()
        qtbot.waitExposed(self.wave)
        self.wave.activateWindow()
        self.wave.setFocus()
        self.wave.show_range(0, 100)
        for said in self.said.values():
            said.clear()

    def _move(self, kind: str, index: int, seconds: float, gesture: int, alone: bool) -> None:
        if kind == "clip":
            self.apply(edits.set_clip_boundary(self.episode, index, seconds))
            return
        line = index + 1 if kind == "section" else index
        move = edits.retime if alone else edits.retime_together
        self.apply(move(self.episode, line, seconds))

    def apply(self, new: Episode) -> None:
        change = Change.between(self.episode, new)
        self.episode = new
        self.wave.apply_change(change, new)

    def x(self, seconds: float) -> int:
        return round(self.wave.scene.view.x_of(seconds)) + FRAME

    def place(self, seconds: float, lane: str = "wave") -> QPoint:
        return QPoint(self.x(seconds), getattr(self.wave.lanes, lane).center().y() + FRAME)

    def mouse(self, kind: QEvent.Type, place: QPoint, modifier=NONE, *, down=True) -> None:
        moving = kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if moving else LEFT
        buttons = LEFT if down else Qt.MouseButton.NoButton
        where = self.wave.mapToGlobal(place)
        event = QMouseEvent(kind, QPointF(place), QPointF(where), button, buttons, modifier)
        QApplication.sendEvent(self.wave, event)

    def press(self, place: QPoint, modifier=NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, place, modifier)

    def move(self, place: QPoint, modifier=NONE, *, down=True) -> None:
        self.mouse(QEvent.Type.MouseMove, place, modifier, down=down)

    def release(self, place: QPoint, modifier=NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, place, modifier, down=False)

    def drag(self, start: QPoint, end: QPoint, modifier=NONE, *, let_go=True) -> None:
        """Drag in steps, as a hand does."""
        self.press(start)
        for share in (0.25, 0.5, 0.75, 1.0):
            self.move(start + (end - start) * share, modifier)
        if let_go:
            self.release(end, modifier)

    def drag_time(self, start: float, end: float, modifier=NONE, lane="wave", **rest) -> None:
        self.drag(self.place(start, lane), self.place(end, lane), modifier, **rest)

    def key(self, key: Qt.Key, modifier=NONE) -> None:
        self.qtbot.keyClick(self.wave, key, modifier)

    def picture(self):
        return self.wave.grab().toImage()

    def colour(self, x: int, y: int) -> QColor:
        return self.picture().pixelColor(x, y)

    def column(self, x: int, lane: str = "wave") -> list[str]:
        """Return the colours of one column of pixels in a lane."""
        area, image = getattr(self.wave.lanes, lane), self.picture()
        return [image.pixelColor(x, y + FRAME).name() for y in range(area.top(), area.bottom() + 1)]
