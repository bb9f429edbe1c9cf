"""Where the list of problems stands; it is made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDockWidget, QWidget

from cueline.gui.window.late_pane import LatePane

if TYPE_CHECKING:
    from cueline.widgets.problems.list import ProblemPane


class ProblemPlace(LatePane):
    """Holds the list; its tab says how many problems there are, whether the list is made or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("problemList", parent)
        self.pane: ProblemPane | None = None

    def make(self) -> ProblemPane:
        """Return the list; it is made now if it was not yet."""
        if self.pane is None:
            from cueline.widgets.problems.list import ProblemPane

            self.pane = ProblemPane(self)
            self.hold(self.pane)
        return self.pane

    def set_count(self, count: int) -> None:
        """Say in the tab how many problems there are."""
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.setWindowTitle(f"Problems {count}" if count else "Problems")
