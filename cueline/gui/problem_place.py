"""Where the list of problems stands; it is made when it is first shown, since most starts do without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from cueline.widgets.problem_list import ProblemPane


class ProblemPlace(QWidget):
    """Holds the list; its tab says how many problems there are, whether the list is made or not."""

    made = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane: ProblemPane | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> ProblemPane:
        """Return the list; it is made now if it was not yet."""
        if self.pane is None:
            from cueline.widgets.pane_frame import PaneFrame
            from cueline.widgets.problem_list import ProblemPane

            self.pane = ProblemPane(self)
            PaneFrame(self.pane)
            self._column.addWidget(self.pane)
            self.setFocusProxy(self.pane)
            self.made.emit()
        return self.pane

    def bring_up(self) -> ProblemPane:
        """Return the list, with its tab before the others."""
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()
        return self.make()

    def set_count(self, count: int) -> None:
        """Say in the tab how many problems there are."""
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.setWindowTitle(f"Problems {count}" if count else "Problems")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make the list: behind another tab this is shown too, as Qt has it, but never painted."""
        if self.pane is None:
            QTimer.singleShot(0, self, self._make_when_seen)

    def _make_when_seen(self) -> None:
        if not self.visibleRegion().isEmpty():
            self.make()
