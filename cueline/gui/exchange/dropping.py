"""Files dropped on the window: what only other programs write is imported, any other is opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from cueline.widgets.dropped_files import dropped_file

IMPORTED = (".srt", ".vtt", ".json", ".txt", ".docx")
"""Suffixes of files that can be nothing but an import."""


class Dropping(QObject):
    """Takes what is dropped on a window."""

    open_requested = Signal(object)  # Path
    import_requested = Signal(object)  # Path

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def take(self, path: Path | str) -> None:
        """Have a file imported or opened."""
        found = Path(path)
        wanted = self.import_requested if found.suffix.lower() in IMPORTED else self.open_requested
        wanted.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dropped_file(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and (path := dropped_file(event.mimeData())):
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.take(path))  # let the drag end first
            return True
        return False
