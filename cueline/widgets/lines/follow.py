"""Scrolling of the line table: bringing rows into sight, and following the sound until the user scrolls or types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

if TYPE_CHECKING:
    from cueline.widgets.lines.table import LineTable


class Scrolling(QObject):
    """Scrolls the table; `changed(bool)` when it begins or stops to follow the sound.

    Following is asked for (`want`), and pauses while a cell is open and, until it is asked for again, after the
    user scrolled. In a pass the row that the next key goes to is followed: where times are wrong, what is heard by
    them may be far away.
    """

    changed = Signal(bool)

    def __init__(self, table: LineTable) -> None:
        super().__init__(table)
        self._table = table
        self._bar = table.verticalScrollBar()
        self._wanted = self._scrolled = self._typing = self._told = self._in_pass = False
        self._edges = 0, -1
        """Where the table began and ended when it was last laid out, in pixels from the window's top."""
        self._bar.actionTriggered.connect(self.pause)

    @property
    def following(self) -> bool:
        """Whether the table follows the sound now."""
        return self._wanted and not self._scrolled and not self._typing

    def stay(self) -> None:
        """Keep the rows at their height in the window when something came or went above the table."""
        top = self._table.mapTo(self._table.window(), QPoint(0, 0)).y()
        (before, end), self._edges = self._edges, (top, top + self._table.height())
        if end == self._edges[1] and top != before:
            self._bring_to(top - before)

    def want(self, wanted: bool) -> None:
        """Ask for following, or no longer; asking again goes on after scrolling."""
        self._wanted, self._scrolled = wanted, False
        self._tell()

    def pause(self) -> None:
        """Note that the user scrolled."""
        self._scrolled = self._wanted
        self._tell()

    def set_typing(self, typing: bool) -> None:
        """Note that a cell was opened or closed."""
        self._typing = typing
        self._tell()

    def set_pass(self, under_way: bool) -> None:
        """Note that a pass of taps or hops began or ended."""
        self._in_pass = under_way

    def shows(self, row: int) -> bool:
        """Tell whether some of a row is in sight."""
        top = self._table.rowViewportPosition(row)
        bottom = top + self._table.rowHeight(row)
        return bottom > self._free_top(row) and top < self._table.viewport().height()

    def reveal(self, row: int) -> bool:
        """Bring a row into sight, below the band on top; True if that scrolled."""
        table = self._table
        table.heights.rest()
        table.heights.fit(row, row)
        top, height = table.rowViewportPosition(row), table.rowHeight(row)
        before = self._bar.value()
        self._bring(top, top + height, self._free_top(row))
        table.heights.fit_visible()
        return self._bar.value() != before

    def put_forward(self, row: int) -> None:
        """Show a row with its neighbours: in the middle third, unless two lines of text around it are in sight."""
        table = self._table
        self.reveal(row)
        top, height = table.rowViewportPosition(row), table.rowHeight(row)
        view, free, air = (
            table.viewport().height(),
            self._free_top(row),
            3 * table.painter.style.line,
        )
        if top >= free + air and top + height <= view - air:
            return
        third = free + (view - free) // 3
        self._bring_to(top - max(free, min(third, (free + view - height) // 2)))
        table.heights.fit_visible()

    def shown_in(self, row: int, height: int) -> bool:
        """Tell whether the beginning of a row is in sight, in a view that is `height` pixels high."""
        return row >= 0 and self._free_top(row) <= self._table.rowViewportPosition(row) < height

    def reveal_span(self, top: int, bottom: int) -> None:
        """Bring a part of the viewport into sight: the caret's line."""
        self._table.heights.rest()
        self._bring(top, bottom, self._table.painter.band_height())

    def follow(self, row: int) -> None:
        """Bring the row that is heard to the middle third, if it has left that; in a pass the current one."""
        if not self.following:
            return
        table = self._table
        row = table.rows.row if self._in_pass and table.rows.row >= 0 else row
        table.heights.fit(row, row)
        third = table.viewport().height() // 3
        top = table.rowViewportPosition(row)
        if top < third or top + table.rowHeight(row) > 2 * third:
            table.updateGeometries()
            self._bar.setValue(self._bar.value() + top - third)
            table.heights.fit_visible()

    def _free_top(self, row: int) -> int:
        """Give the height that the band on top covers when `row` is the uppermost row."""
        header = self._table.lines.header_above(row)
        return 0 if header is None or header == row else self._table.painter.band_height()

    def _bring(self, top: int, bottom: int, free: int) -> None:
        view = self._table.viewport().height()
        if top < free or bottom - top > view - free:
            distance = top - free
        elif bottom > view:
            distance = bottom - view
        else:
            return
        self._bring_to(distance)

    def _bring_to(self, distance: int) -> None:
        self._table.updateGeometries()
        self._bar.setValue(self._bar.value() + distance)

    def _tell(self) -> None:
        if self._told != self.following:
            self._told = self.following
            self.changed.emit(self._told)
