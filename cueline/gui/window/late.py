"""Work that can wait until the window has been seen: step by step while nobody wants anything, or all at once."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_WANTS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.InputMethod,
    )
)
"""What comes only from a user who wants something."""


class Late(QObject):
    """Runs `steps`, each of a few milliseconds. What the user does in a window meets finished work, whenever that is.

    It listens to the window alone, never to the whole application: while widgets are made or go, Qt would hand over
    what is no header yet, say, and PySide would take it for something else for good (seen with PySide6 6.11).
    """

    def __init__(self, steps: Iterator[None], window: QWidget) -> None:
        super().__init__(window)
        self._steps = steps
        self._heard: list[QObject] = []
        self._window = window
        self._begun = self._running = self._done = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Run one step after the other, and let the window paint and listen in between."""
        if not self._begun and not self._done:
            self._begun = True
            handle = self._window.windowHandle()  # what comes from the system comes to it first
            self._heard = [self._window, *([handle] if handle is not None else [])]
            for heard in self._heard:
                heard.installEventFilter(self)
            self._timer.start()

    def finish(self) -> bool:
        """Run the steps that are left; False if there are none, or one of them is what asks."""
        if self._running or self._done:
            return False
        while not self._done:
            self._step()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Finish before anything that the user does takes effect."""
        if event.type() in _WANTS:
            self.finish()
        return False

    def _step(self) -> None:
        if self._running:  # a step let the window listen
            return
        self._running = True
        try:
            ended = next(self._steps, True)  # after a fault, too
        finally:
            self._running = False
        if ended:
            self._end()

    def _end(self) -> None:
        self._done = True
        self._timer.stop()
        for heard in self._heard:
            heard.removeEventFilter(self)
        self._heard = []
