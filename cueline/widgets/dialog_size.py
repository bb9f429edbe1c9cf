"""How large a dialog opens: as large as it likes, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

_FRAME = QSize(16, 48)
"""Pixels that the frame of a window may take."""


def open_with(dialog: QDialog, size: QSize) -> None:
    """Let a dialog open with `size`, its buttons in sight on a small screen too."""
    room = dialog.screen().availableSize() - _FRAME
    dialog.resize(size.boundedTo(room.expandedTo(dialog.minimumSizeHint())))
