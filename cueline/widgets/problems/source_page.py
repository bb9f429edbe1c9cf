"""The text of a file that cannot be edited as a transcript, and beside it what can be done about that."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from cueline.widgets.problems.mend_panel import MendPanel
from cueline.widgets.problems.source_view import SourceView

LOOKED_AT, MENDED, LINE = 500_000, 2_000_000, 50_000
"""How many characters of a text to look at, of one to mend by hand, and of a line are shown: Qt lays out all of it."""


class SourcePage(QSplitter):
    """Text left; right, for a file that does not parse, its mends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("sourcePage")
        self.setChildrenCollapsible(False)
        self.view = SourceView()
        self.panel = MendPanel()
        self.addWidget(self.view)
        self.addWidget(self.panel)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setFocusProxy(self.view)
        self.panel.hide()

    def show_to_look_at(self, text: str) -> None:
        """Show a text that cannot be changed."""
        self.panel.hide()
        self.view.set_editable(False)
        self.view.setLineWrapMode(SourceView.LineWrapMode.NoWrap)
        self.view.set_text(shown_part(text, LOOKED_AT))

    def show_broken(self, text: str, line: int, column: int) -> None:
        """Show a text that can be changed, at the place that is wrong."""
        self.panel.show()
        self.view.setLineWrapMode(
            SourceView.LineWrapMode.WidgetWidth
        )  # or a place far right is not seen
        shown = shown_part(text, MENDED)
        self.view.set_text(shown, line, column) if shown == text else self.view.set_text(shown)
        self.view.set_editable(self.view.text() == text)
        if self.width() > 0:
            self.setSizes([self.width() * 3 // 5, self.width() * 2 // 5])
        QTimer.singleShot(0, self.view.go_to_place)  # when all has its size


def shown_part(text: str, most: int) -> str:
    """Return a text as it is if it is short; else its beginning, the lines cut, and how much follows."""
    part = text[:most]
    lines = part.split("\n")
    if len(part) == len(text) and max(map(len, lines)) <= LINE:
        return text
    shown = "\n".join(line if len(line) <= LINE else f"{line[:LINE]}…" for line in lines)
    rest = len(text) - len(part)
    return f"{shown}…\n\n({rest:,} more characters are not shown.)" if rest else shown
