"""The open cells of one line: the speaker's name, with names to choose from, and the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from cueline.widgets.lines.colours import alarm, blend
from cueline.widgets.plain_tip import plain_tip


class FieldCell(QLineEdit):
    """A field of one line; `left` when the focus goes elsewhere in the window."""

    left = Signal()

    def __init__(self, parent: QWidget, on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._on_key = on_key
        self.setObjectName("openField")
        self.setFrame(False)
        self.setStyleSheet(
            "#openField { background: transparent; border: none; padding: 0; margin: 0; min-height: 0; }"
        )
        self.setTextMargins(0, 0, 0, 0)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Give the table its keys first."""
        if not self._on_key(arg__1):
            super().keyPressEvent(arg__1)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Leave Tab to the keys of the table."""
        return False

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Say that the focus went, but not for a menu, a list of names or another program."""
        super().focusOutEvent(arg__1)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if arg__1.reason() not in passing:
            self.left.emit()


class SpeakerCell(FieldCell):
    """The name of who speaks; names in use are offered, any other can be typed."""

    def __init__(self, parent: QWidget, on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent, on_key)
        self._names = QStringListModel(self)
        self._completer = names = QCompleter(self._names, self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        names.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(names)

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these names."""
        self._names.setStringList(list(names))

    @property
    def choosing(self) -> bool:
        """Whether the list of names is open: then the arrows are its."""
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()


class TimeCell(FieldCell):
    """A time; what cannot be understood is said beneath it."""

    def __init__(self, parent: QWidget, on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent, on_key)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._home = parent
        self._note = Note(parent)
        self._note.hide()

    @property
    def refusal(self) -> str:
        """The sentence shown beneath the cell; "" if there is none."""
        return self._note.text() if self._note.isVisibleTo(self._home) else ""

    def refuse(self, sentence: str) -> None:
        """Say what is wrong, under the cell; "" takes it away."""
        self._note.setVisible(bool(sentence))
        self._note.setText(sentence)
        self.setToolTip(plain_tip(sentence))
        self.setAccessibleDescription(sentence)
        if sentence:
            self._note.adjustSize()
            self.place_note()
            self._note.raise_()

    def place_note(self) -> None:
        """Keep the sentence beneath the cell, or above it where there is no room."""
        below = self.geometry().bottomLeft() + QPoint(-4, 7)
        if below.y() + self._note.height() > self._home.height():
            below.setY(self.geometry().top() - self._note.height() - 6)
        self._note.move(below)


class Note(QLabel):
    """A sentence on a ground of its own, mixed from the palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeNote")
        self.setMargin(7)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Paint the ground, then the sentence."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            base, red = self.palette().base().color(), alarm(self.palette())
            painter.setPen(QPen(blend(base, red, 0.55), 1))
            painter.setBrush(blend(base, red, 0.13))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            super().paintEvent(arg__1)
