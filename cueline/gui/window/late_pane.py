"""Panes that are made when they are first seen, since most starts do without them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget


class LatePane(QWidget):
    """Holds the place of a pane, and its name as long as there is no pane to carry it.

    `made` comes when there is one. Who holds a pane says in `make` how it is made, with `hold` at the end.
    """

    made = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> QWidget:
        """Return the pane; it is made now if it was not yet."""
        raise NotImplementedError

    def hold(self, pane: QWidget) -> None:
        """Take the pane in, in a frame that shows the focus."""
        from cueline.widgets.pane_frame import PaneFrame

        self._held = pane
        self.setObjectName(f"{self.objectName()}Place")
        PaneFrame(pane)
        self._column.addWidget(pane)
        self.setFocusProxy(pane)
        self.made.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make the pane: behind another tab this is shown too, as Qt has it, but never painted."""
        if self._held is None:
            QTimer.singleShot(0, self, self._make_when_seen)

    def _make_when_seen(self) -> None:
        if not self.visibleRegion().isEmpty():
            self.make()


def bring_up(pane: QWidget) -> None:
    """Show the dock that a pane is in, its tab before the others."""
    dock = pane.parentWidget()
    if isinstance(dock, QDockWidget):
        dock.show()
        dock.raise_()
