"""Telling what is typed: at each pause, after a second at the latest, with one number for one stretch of typing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from cueline.widgets.lines.editor import TextCell, common_ends
from cueline.widgets.lines.layout import points_of

PAUSE = 500
"""Milliseconds without a key after which what was typed is told."""
LONGEST = 800
"""Milliseconds after which it is told though the typing goes on: nobody loses more by a crash."""
STRETCH = 2500
"""Milliseconds without a key after which the next key begins a new stretch: an undo step of its own."""

_SHOWN = re.compile(r"\r\n|.", re.DOTALL)
"""What becomes one character in the cell."""


class Typing(QObject):
    """Watches one text cell and calls `tell(text, gesture)`; moving the caret by hand begins a new stretch."""

    def __init__(self, cell: TextCell, tell: Callable[[str, int], None]) -> None:
        super().__init__(cell)
        self._cell, self._tell = cell, tell
        self._gestures = itertools.count(1)
        self._gesture = 0
        self._known: str | None = None
        self._seen = ""
        """What the cell shows of what is known: it has a line break for some other characters."""
        self._typed_to = -1
        self._selected: tuple[int, int] | None = None
        self.over: tuple[int, int] | None = None
        """Offset and length (code points) of what was selected when the stretch began; None if nothing was."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.flush)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST)
        self._longest.timeout.connect(self.flush)
        self._long_pause = QTimer(self, singleShot=True, interval=STRETCH)
        self._long_pause.timeout.connect(self._end_stretch)
        self._changing = False
        cell.document().contentsChange.connect(self._contents_change)
        cell.typed.connect(self._typed)
        cell.cursorPositionChanged.connect(self._caret_moved)
        cell.cursorPositionChanged.connect(self._note_selection)
        cell.selectionChanged.connect(self._note_selection)
        cell.left.connect(self.flush)

    def begin(self, text: str) -> None:
        """Start with a text that is known outside and stands in the cell."""
        self._known, self._seen = text, self._cell.text()
        self._end_stretch()

    def end(self) -> None:
        """Stop telling; what was not told is given up."""
        self._pause.stop()
        self._longest.stop()
        self._long_pause.stop()
        self._known = None

    def flush(self) -> None:
        """Tell what was typed since the last time."""
        self._pause.stop()
        self._longest.stop()
        seen = self._cell.text()
        if self._known is not None and seen != self._seen:
            self._known, self._seen = spliced(self._known, self._seen, seen), seen
            self._tell(self._known, self._gesture)

    def follow(self, text: str) -> bool:
        """Take over a text that changed outside; False if it is what was told anyway."""
        if text == self._known:
            return False
        self._known = None  # what changes in the cell now is not typed
        self._cell.follow(text)
        self.begin(text)
        return True

    def _contents_change(self) -> None:
        self._changing = True  # the caret that moves next is moved by typing
        if self._typed_to < 0:
            self.over = self._selected

    def _note_selection(self) -> None:
        cursor = self._cell.textCursor()
        if not cursor.hasSelection():
            self._selected = None
            return
        text = self._cell.text()
        first, stop = (points_of(text, e) for e in (cursor.selectionStart(), cursor.selectionEnd()))
        self._selected = first, stop - first

    def _typed(self) -> None:
        self._changing = False
        self._typed_to = self._cell.textCursor().position()
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self._long_pause.start()

    def _caret_moved(self) -> None:
        if not self._changing and self._cell.textCursor().position() != self._typed_to:
            self.flush()
            self._end_stretch()

    def _end_stretch(self) -> None:
        self._changing = False
        self._gesture = next(self._gestures)
        self._typed_to = -1


def spliced(known: str, seen: str, now: str) -> str:
    """Return `known` with what was typed in it, where the cell showed it as `seen` and shows `now`."""
    if known == seen:
        return now
    places = [match.start() for match in _SHOWN.finditer(known)] + [len(known)]
    if len(places) != len(seen) + 1:
        return now
    first, tail = common_ends(seen, now)
    typed = now[first : len(now) - tail]
    return known[: places[first]] + typed + known[places[len(seen) - tail] :]
