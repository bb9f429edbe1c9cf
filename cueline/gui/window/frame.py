"""What is seen while no file is open: the start page, notices above it, the status line below."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cueline.gui.store import Store
from cueline.widgets.dialog_size import keep_on_screen
from cueline.widgets.notice_bar import NoticeBar
from cueline.widgets.start_page import StartPage
from cueline.widgets.status_line import StatusLine

MENU_TITLES = {
    "File": "&File",
    "Edit": "&Edit",
    "Transcript": "&Transcript",
    "Timing": "Ti&ming",  # another menu begins with the same letter
    "Clips": "&Clips",
    "Playback": "&Playback",
    "View": "&View",
    "Help": "&Help",
}
"""The menus by name, in the order of the menu bar; `&` stands before the letter that opens one."""


class Frame:
    """The titles of the menus, the middle of the window, and its status line; the rest comes to it later."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        for title in MENU_TITLES.values():
            window.menuBar().addAction(title)
        self.notices = NoticeBar()
        self.start_page = StartPage()
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start_page)
        window.setCentralWidget(column(self.notices, self.stack))
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status, 1)
        layout = bar.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def restore(self, store: Store) -> None:
        """Put the window where it was last, as far as the screen allows; else in the middle of the screen."""
        kept = store.recall("settings", "window").get("geometry")
        self._window.resize(1280, 800)
        if isinstance(kept, str):
            self._window.restoreGeometry(bytes_of(kept))
            keep_on_screen(self._window)


def column(*widgets: QWidget) -> QWidget:
    """Return a widget that holds `widgets`, one under the other."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return holder


def bytes_of(text: str) -> QByteArray:
    """Return the bytes that were kept as `text`, in base 64."""
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
