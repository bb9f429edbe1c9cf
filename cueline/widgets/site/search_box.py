"""The one box: a phrase, a guest, a title, the address of a page or of a film, looked for in all episodes of a site."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cueline.widgets import theme

PLACEHOLDER = "A phrase, guest, title, page address or YouTube link"
_PAUSE_MS = 80
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(QLineEdit):
    """A field that tells at each pause in typing what is looked for; an empty one tells at once.

    Enter tells it without waiting. The arrows up and down ask for a step among what is listed elsewhere.
    """

    query_changed = Signal(str)
    entered = Signal(str)
    stepped = Signal(int)
    escaped = Signal()
    """Escape was pressed, and there was nothing to clear."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBox")
        self.setAccessibleName("Find in all episodes")
        self.setPlaceholderText(PLACEHOLDER)
        self._glass = QAction("Find", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.clears_on_escape = True
        """Whether Escape empties the field before it leads out of it."""
        self._told = ""
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.tell)
        self.textChanged.connect(self._wait)
        self.setMinimumHeight(round(self.fontMetrics().height() * 2.2))
        self._tint()

    @property
    def query(self) -> str:
        """What is looked for, without white space around it."""
        return self.text().strip()

    def tell(self) -> None:
        """Tell what is looked for, if that is another query than the one before."""
        self._pause.stop()
        if self.query != self._told:
            self._told = self.query
            self.query_changed.emit(self._told)

    def tell_again(self) -> None:
        """Have the same looked for anew: there is more to look in."""
        if self._told:
            self.query_changed.emit(self._told)

    def begin_with(self, text: str) -> None:
        """Take the keyboard, with `text` to look for, all of it marked; "" leaves what stands there."""
        if text:
            self.setText(" ".join(text.split()))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.tell()

    def take_key(self, event: QKeyEvent) -> None:
        """Take a key that was pressed elsewhere, as if it had been pressed here, and the keyboard with it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end(False)
        self.keyPressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in _ENTER:
            self.tell()
            self.entered.emit(self.query)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in _STEPS and plain:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _escape(self) -> None:
        if self.text() and self.clears_on_escape:
            self.clear()
        else:
            self.escaped.emit()

    def _wait(self) -> None:
        if self.query:
            self._pause.start()
        else:
            self.tell()

    def _tint(self) -> None:
        if hasattr(self, "_glass"):
            muted = self.palette().placeholderText().color()
            self._glass.setIcon(theme.tinted_icon("search", muted))


def with_key(tip: str, key: str) -> str:
    """Return a tool tip with the key that does the same, where there is one."""
    return f"{tip} ({key})" if key else tip


def types_text(event: QKeyEvent) -> bool:
    """Tell whether a key types something into a field: a character, or Backspace.

    Ctrl with Alt is AltGr on Windows, and Alt alone types on a Mac.
    """
    ctrl, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    held = event.modifiers() & (ctrl | alt | Qt.KeyboardModifier.MetaModifier)
    if held and held != ctrl | alt and not (held == alt and sys.platform == "darwin"):
        return False
    return event.key() == Qt.Key.Key_Backspace or (
        bool(event.text()) and event.text().isprintable() and event.text() != " "
    )
