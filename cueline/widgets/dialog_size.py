"""How large a window opens: as large as it likes, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

_FRAME = QSize(16, 48)
"""Pixels that the frame of a dialog may take."""
_AROUND = QMargins(4, 32, 4, 4)
"""Pixels that a window has around it, its title above."""


def open_with(dialog: QDialog, size: QSize) -> None:
    """Let a dialog open with `size`, its buttons in sight on a small screen too."""
    room = dialog.screen().availableSize() - _FRAME
    dialog.resize(size.boundedTo(room.expandedTo(dialog.minimumSizeHint())))


def keep_on_screen(window: QWidget) -> None:
    """Make a window smaller that is larger than its screen, and move it where it reaches over an edge."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = QGuiApplication.screenAt(window.geometry().center()) or window.screen()
    fitted = fitted_into(window.geometry(), screen.availableGeometry())
    if fitted != window.geometry():
        window.setGeometry(fitted)


def fitted_into(geometry: QRect, room: QRect) -> QRect:
    """Return the place of a window, without its frame, that is whole within `room`, and no larger than need be."""
    inner = room.marginsRemoved(_AROUND)
    size = geometry.size().boundedTo(inner.size())
    left = min(max(geometry.left(), inner.left()), inner.left() + inner.width() - size.width())
    top = min(max(geometry.top(), inner.top()), inner.top() + inner.height() - size.height())
    return QRect(QPoint(left, top), size)
