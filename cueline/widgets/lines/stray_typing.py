"""Typing that goes nowhere: a sentence is written while no cell is open, and its letters are commands."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cueline.widgets.key_names import key_names

SAID = key_names(  # F2 does, also where an H has begun a pass in which Enter is a command
    "You are typing, but no paragraph is open. F2 opens it; Ctrl+Z takes back what the keys did."
)
_PAUSE, _RUN, _STRANGE = 1.0, 4, 2
_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class StrayTyping(QObject):
    """Notices letters typed one after the other in a widget whose letters are commands, and stops them.

    A run of keys, each within a second of the last, is typing once two different ones of it are no command at all: a
    pass presses none of these. What comes before that is done; the rest of the run is not.
    """

    def __init__(self, widget: QWidget, tell: Callable[[str], object]) -> None:
        super().__init__(widget)
        self._widget, self._tell = widget, tell
        self._last = 0.0
        self._keys = 0
        self._strange: set[str] = set()
        self._is_typing = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See each key before it is a command, and what is none when it comes to the widget."""
        if not isinstance(event, QKeyEvent) or not self._widget.hasFocus():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            self._note(event)
            if self._is_typing:
                event.accept()  # so it is no command
            return self._is_typing
        if event.type() == QEvent.Type.KeyPress and _is_text(event):
            self._note_strange(event.text().lower())
            return self._is_typing
        return False

    def _note(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Shift:
            return
        now, before = monotonic(), self._last
        self._last = now
        mends = self._is_typing and event.key() == Qt.Key.Key_Backspace
        if not (_is_text(event) or mends) or now - before > _PAUSE:
            self._keys, self._strange, self._is_typing = 0, set(), False
        self._keys += 1

    def _note_strange(self, key: str) -> None:
        self._strange.add(key)
        if not self._is_typing and self._keys >= _RUN and len(self._strange) >= _STRANGE:
            self._is_typing = True
            self._tell(SAID)


def _is_text(event: QKeyEvent) -> bool:
    """Tell whether a key writes something; one that is held down does not count."""
    bare = event.modifiers() in _BARE and not event.isAutoRepeat()
    return bare and bool(event.text()) and event.text().isprintable()
