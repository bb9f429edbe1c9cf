"""Getting around: rows, panes, times, and the line that is heard."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from cueline.episode import Line, parse_time
from cueline.gui import dialogs
from cueline.gui.sound.listening import Listening
from cueline.gui.workbench import Workbench


class Navigation(QObject):
    """Does what the View menu asks for. `panes` are walked in their order."""

    def __init__(self, bench: Workbench, listening: Listening, panes: tuple[QWidget, ...]) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening
        self._panes = panes

    def next_line(self) -> None:
        """Go to the line below; an open cell stays open there."""
        self.step(1)

    def previous_line(self) -> None:
        """Go to the line above; an open cell stays open there."""
        self.step(-1)

    def step(self, by: int) -> None:
        """Go to the next line (`by` 1) or the one before (-1), past headers."""
        items = self._bench.episode.items
        index = self._bench.index
        index = (-1 if by > 0 else len(items)) if index is None else index
        index += by
        while 0 <= index < len(items) and not isinstance(items[index], Line):
            index += by
        if 0 <= index < len(items):
            cell = self._bench.table.open_cell_at()
            self._bench.table.set_current(index)
            if cell is not None:
                self._bench.table.open_cell(index, cell.column)

    def go_to(self, index: int) -> None:
        """Make a row current and show it among its neighbours."""
        if 0 <= index < len(self._bench.episode.items):
            self._bench.table.go_to(index)

    def go_to_and_focus(self, index: int) -> None:
        """Make a row current and put the focus into the table."""
        self.go_to(index)
        self._bench.table.setFocus()

    def go_to_heard(self) -> None:
        """Make the line that is heard current, and follow the sound again."""
        index = self._listening.heard_index(self._bench.episode)
        if index is not None:
            self.go_to(index)
        self._bench.table.set_follow(True)

    def set_follow(self) -> None:
        """Follow the sound again, or stop following."""
        follow = not self._bench.table.following
        self._bench.table.set_follow(follow)
        self._bench.said.emit(
            "The table follows the sound." if follow else "The table stays where it is."
        )

    def ask_time(self) -> None:
        """Ask for a time and go there."""
        label = "A time, such as 5:38 or 338:"
        dialogs.ask_text(
            self._bench.window,
            "Go to time",
            label,
            "",
            self.go_to_time,
            _fault_of_time,
            do="Go There",
        )

    def go_to_time(self, text: str) -> None:
        """Go to the line that is said at a time, and put the sound there; nothing for what is no time."""
        seconds = parse_time(text)
        if seconds is None:
            return
        index = self._listening.lines.nearest(self._bench.episode, seconds)
        if index is not None:
            self.go_to_and_focus(index)
        self._listening.seek(seconds)

    def next_pane(self) -> None:
        """Put the focus into the next pane."""
        self._walk(1)

    def previous_pane(self) -> None:
        """Put the focus into the pane before."""
        self._walk(-1)

    def pane_of(self, widget: QWidget | None) -> QWidget | None:
        """Return the pane that `widget` is in, None if it is in none."""
        for pane in self._panes:
            if widget is not None and (pane is widget or pane.isAncestorOf(widget)):
                return pane
        return None

    def _walk(self, by: int) -> None:
        panes = [pane for pane in self._panes if not pane.visibleRegion().isEmpty()]
        if not panes:
            return
        here = self.pane_of(QApplication.focusWidget())
        place = panes.index(here) + by if here in panes else 0
        panes[place % len(panes)].setFocus()


def _fault_of_time(text: str) -> str:
    if not text.strip():
        return "Write a time, such as 5:38 or 1:02:23."
    return "" if parse_time(text) is not None else "That is no time. Write it as 5:38 or 1:02:23."
