"""Telling what is typed: at each pause, and with one number for one stretch of typing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from cueline.widgets.line_editor import TextCell

PAUSE = 500
"""Milliseconds without a key after which what was typed is told."""
STRETCH = 2500
"""Milliseconds without a key after which the next key begins a new stretch: an undo step of its own."""


class Typing(QObject):
    """Watches one text cell and calls `tell(text, gesture)`; moving the caret by hand begins a new stretch."""

    def __init__(self, cell: TextCell, tell: Callable[[str, int], None]) -> None:
        super().__init__(cell)
        self._cell, self._tell = cell, tell
        self._gestures = itertools.count(1)
        self._gesture = 0
        self._known: str | None = None
        self._typed_to = -1
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.flush)
        self._long_pause = QTimer(self, singleShot=True, interval=STRETCH)
        self._long_pause.timeout.connect(self._end_stretch)
        self._changing = False
        cell.document().contentsChange.connect(self._contents_change)
        cell.typed.connect(self._typed)
        cell.cursorPositionChanged.connect(self._caret_moved)
        cell.left.connect(self.flush)

    def begin(self, text: str) -> None:
        """Start with a text that is known outside."""
        self._known = text
        self._end_stretch()

    def end(self) -> None:
        """Stop telling; what was not told is given up."""
        self._pause.stop()
        self._long_pause.stop()
        self._known = None

    def flush(self) -> None:
        """Tell what was typed since the last time."""
        self._pause.stop()
        text = self._cell.text()
        if self._known is not None and text != self._known:
            self._known = text
            self._tell(text, self._gesture)

    def follow(self, text: str) -> bool:
        """Take over a text that changed outside; False if it is what was told anyway."""
        if text == self._known:
            return False
        self.begin(text)
        self._cell.follow(text)
        return True

    def _contents_change(self) -> None:
        self._changing = True  # the caret that moves next is moved by typing

    def _typed(self) -> None:
        self._changing = False
        self._typed_to = self._cell.textCursor().position()
        self._pause.start()
        self._long_pause.start()

    def _caret_moved(self) -> None:
        if not self._changing and self._cell.textCursor().position() != self._typed_to:
            self.flush()
            self._end_stretch()

    def _end_stretch(self) -> None:
        self._changing = False
        self._gesture = next(self._gestures)
        self._typed_to = -1
