"""The text of a file that cannot be edited as a transcript, and beside it what can be done about that."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from cueline.widgets.lines.layout import points_of
from cueline.widgets.problems.line_ends import Hunk, hunks, lines_of
from cueline.widgets.problems.mend_panel import MendPanel
from cueline.widgets.problems.source_text import LINE
from cueline.widgets.problems.source_view import SourceView

LOOKED_AT, MENDED = 500_000, 2_000_000
"""How many characters a text to look at may have, and one to mend by hand, to be shown whole: Qt lays out all of it."""

SHOWN = 400_000
"""How many characters of a longer text are shown."""


class SourcePage(QSplitter):
    """Text left; right, for a file that does not parse, its mends.

    A text that is too long to be shown whole is never changed here, and `text` is the whole of it all the same.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("sourcePage")
        self.setChildrenCollapsible(False)
        self.view = SourceView()
        self.panel = MendPanel()
        self._too_long: str | None = None
        self._note = QLabel()
        self._note.setObjectName("sourceNote")
        self._note.setWordWrap(True)
        self.addWidget(self._with_note())
        self.addWidget(self.panel)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setFocusProxy(self.view)
        self.panel.hide()

    @property
    def whole(self) -> bool:
        """Tell whether all of the text is shown."""
        return self._too_long is None

    def text(self) -> str:
        """Return all of the text as it is now, shown or not."""
        return self.view.text() if self._too_long is None else self._too_long

    def note(self) -> str:
        """Return what is said of a text of which a part is shown; "" where all of it is."""
        return "" if self.whole else self._note.text()

    def show_to_look_at(self, text: str) -> None:
        """Show a text that cannot be changed."""
        self.panel.hide()
        self.view.setLineWrapMode(SourceView.LineWrapMode.NoWrap)
        self._show(text, LOOKED_AT)
        self.view.set_editable(False)

    def show_broken(self, text: str, line: int | None = None, column: int | None = None) -> None:
        """Show a text that can be changed if it is not too long, at the place that is wrong, if that is known."""
        self.panel.show()
        self.view.setLineWrapMode(
            SourceView.LineWrapMode.WidgetWidth
        )  # or a place far right is not seen
        self._show(text, MENDED, line, column)
        self.view.set_editable(self.whole)
        if self.width() > 0:
            self.setSizes([self.width() * 3 // 5, self.width() * 2 // 5])
        QTimer.singleShot(0, self.view.go_to_place)  # when all has its size

    def replace_text(self, text: str) -> None:
        """Put another text in the place of this one: an edit that can be undone, where all of this one is shown."""
        if self.whole:
            self.view.replace_text(text)
        else:
            self.show_broken(text, 1, 1)

    def put_back(self, text: str, caret: int) -> None:
        """Put a text that was made of this one by hand in its place, and the caret; each place is a step of its own.

        Undo begins with that of the caret.
        """
        if self.whole:
            self.view.change_text(last_at(hunks(self.view.text(), text), text, caret))
        else:
            self._show(text, len(text))
        self.view.set_editable(self.whole)
        self.view.put_caret(caret)
        QTimer.singleShot(0, self.view, lambda: self.view.put_caret(caret))  # when all has its size

    def select(self, line: int, column: int, length: int) -> None:
        """Select some characters of the text, and show them; line and column count from 1."""
        if self._too_long is not None and not self.view.has_line(line):
            self._show(self._too_long, MENDED, line, column)
        self.view.select(line, column, length)

    def _show(
        self, text: str, most: int, line: int | None = None, column: int | None = None
    ) -> None:
        self._too_long = None
        whole = is_short(text, most)
        if whole:
            self.view.set_text(text, line, column)
        if not whole or self.view.text() != text:
            self._too_long = text
            first, lines = part_around(text, line or 1, SHOWN)
            self.view.show_part(lines, first, line, column)
            cut = ", long ones cut short" if any(len(one) > LINE for one in lines) else ""
            last = first + len(lines) - 1
            self._note.setText(
                f"Too long to be changed here. Lines {first} to {last} are shown{cut}."
            )
        self._note.setVisible(not self.whole)

    def _with_note(self) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addWidget(self._note)
        em = self.fontMetrics().height()
        self._note.setContentsMargins(em, em // 2, em, em // 2)
        self._note.hide()
        return both


def last_at(changes: list[Hunk], text: str, caret: int) -> list[Hunk]:
    """Return changes with the one last in which, or after which, the caret of `text` is (UTF-16 units)."""
    flat = text.replace("\r\n", "\n")
    line, moved, here = len(lines_of(flat[: points_of(flat, caret)])) - 1, 0, 0
    for number, (first, last, new) in enumerate(changes):
        if first + moved <= line:
            here = number
        moved += len(lines_of(new)) - 1 - (last - first)
    return [*changes[:here], *changes[here + 1 :], *changes[here : here + 1]]


def is_short(text: str, most: int) -> bool:
    """Tell whether a text is short enough to be shown whole."""
    return len(text) <= most and max(map(len, text.split("\n"))) <= LINE


def part_around(text: str, line: int, most: int) -> tuple[int, list[str]]:
    """Return the lines around one, with at most so many characters, and the number of the first, from 1."""
    lines = text.split("\n")
    first = last = max(0, min(line, len(lines)) - 1)
    room = most - min(len(lines[first]), LINE)
    while room > 0 and (first > 0 or last < len(lines) - 1):
        if first > 0:
            first -= 1
            room -= min(len(lines[first]), LINE) + 1
        if last < len(lines) - 1:
            last += 1
            room -= min(len(lines[last]), LINE) + 1
    return first + 1, lines[first : last + 1]
