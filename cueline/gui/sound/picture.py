"""The dock with the picture of a film: it opens by itself where there is one, unless the user closed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from cueline.gui.sound.listening import Listening
from cueline.gui.store import Store
from cueline.media.player import USABLE
from cueline.widgets.player.picture_pane import PicturePane

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

_NONE = ("empty", "failed")


class PictureDock(QDockWidget):
    """A dock that tells when the user closes it; `hide` tells nothing."""

    closed = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Picture(QObject):
    """Shows the picture of the open sound, if it has one; without one nothing of it is decoded or loaded."""

    def __init__(self, window: QMainWindow, listening: Listening, store: Store) -> None:
        super().__init__(window)
        self._listening = listening
        self._store = store
        self._pane = PicturePane()
        self._sink: QVideoSink | None = None
        self.dock = dock = PictureDock("Picture", window)
        dock.setObjectName("videoDock")
        dock.setWidget(self._pane)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.hide()
        dock.closed.connect(lambda: self._choose(wanted=False))
        self.action.triggered.connect(self._note_menu)
        self.action.setEnabled(False)

    @property
    def action(self) -> QAction:
        """What opens and closes the dock from the menu."""
        return self.dock.toggleViewAction()

    @property
    def wanted(self) -> bool:
        """Whether the user wants to see pictures."""
        return self._store.recall("settings", "media").get("picture") is not False

    def note_state(self, state: str) -> None:
        """Show the dock when what is loaded has a picture, and put it away when not."""
        if state in _NONE:
            self._show(there=False)
        elif state in USABLE:
            self._show(there=self._listening.player.has_picture)

    def note_sound(self) -> None:
        """Forget the picture of another sound."""
        self._pane.clear()
        self._show(there=False)

    def _show(self, *, there: bool) -> None:
        self.action.setEnabled(there)
        if there and self.wanted:
            self._listening.player.show_picture(self._make_sink())
            self.dock.show()
        elif not there:
            self.dock.hide()

    def _choose(self, *, wanted: bool) -> None:
        self._store.remember("settings", "media", picture=wanted)
        if not wanted:
            self._listening.player.show_picture(None)
            self._pane.clear()
        self.note_state(self._listening.player.state)

    def _note_menu(self, shown: bool) -> None:
        if shown:
            self._choose(wanted=True)

    def _make_sink(self) -> QVideoSink:
        if self._sink is None:
            from PySide6.QtMultimedia import QVideoSink

            self._sink = QVideoSink(self)
            self._sink.videoFrameChanged.connect(self._pane.show_frame)
        return self._sink
