"""Saying that something takes long, once it does."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_SHOW_AFTER_MS = 500


class Busy(QObject):
    """`changed` says what takes longer than half a second, and "" when it is over."""

    changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._slow = QTimer(self, interval=_SHOW_AFTER_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self.changed.emit(self._text))

    def begin(self, text: str) -> None:
        """Note that something began; `text` says what."""
        self._text = text
        self._slow.start()

    def end(self) -> None:
        """Note that it is over."""
        self._slow.stop()
        self.changed.emit("")
