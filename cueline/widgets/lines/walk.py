"""Going on from the open cell: to other cells by Tab and arrows, and to what only the window can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cueline.episode.values import Line
from cueline.widgets.lines.columns import Column, editable_columns, neighbour_cell, neighbour_row

if TYPE_CHECKING:
    from cueline.widgets.lines.cells import OpenCells
    from cueline.widgets.lines.model import LineModel
    from cueline.widgets.lines.table import LineTable

NOTHING_ABOVE = "Only a paragraph can take this one in, and there is none right above."


class CellWalk:
    """Leaves the open cell for another one; each gives True if the key had its effect."""

    def __init__(self, table: LineTable, model: LineModel, cells: OpenCells) -> None:
        self._table, self._model, self._cells = table, model, cells

    def walk(self, step: int) -> bool:
        """Go on to the next or previous cell."""
        if self._cells.column is None:
            return False
        cell = neighbour_cell(self._model.items, self._cells.row, self._cells.column, step)
        if self._cells.close() and cell is not None:
            self._cells.open(*cell)
            self._cells.select_field()
        return True

    def step(self, step: int) -> bool:
        """Go on to the same cell of the row above (-1) or below (1)."""
        if self._cells.column is None:
            return False
        column = self._cells.column
        row = neighbour_row(self._model.items, self._cells.row, step, column)
        if self._cells.close() and row is not None:
            self._cells.open(row, column)
            self._cells.select_field()
        return True

    def cross(self, step: int, *, to_end: bool | None = None) -> bool:
        """Go on into the text above or below, at the same place across, or to its end or start."""
        target = neighbour_row(self._model.items, self._cells.row, step)
        if target is None:
            return False
        return self._enter_at_x(target, last_line=step < 0, to_end=to_end)

    def cross_page(self, step: int) -> bool:
        """Go on into the text a window's height above or below."""
        target = self._table.rows.page(step)
        if Column.TEXT not in editable_columns(self._model.items[target]):
            found = neighbour_row(self._model.items, target, step)
            target = self._cells.row if found is None else found
        return self._enter_at_x(target, last_line=False, to_end=None)

    def _enter_at_x(self, target: int, *, last_line: bool, to_end: bool | None) -> bool:
        cursor = self._cells.text.textCursor()
        x = cursor.verticalMovementX()
        x = (x if x >= 0 else self._cells.text.cursorRect().center().x()) + self._cells.text.x()
        if not self._cells.open(target, Column.TEXT, 0 if to_end is False else None):
            return False
        if to_end is None:
            self._cells.text.put_caret_at_x(x - self._cells.text.x(), last_line=last_line)
        return True


class CellRequests:
    """Asks the window for what changes more than the open cell's text; what was typed is told first."""

    def __init__(self, table: LineTable, model: LineModel, cells: OpenCells) -> None:
        self._table, self._model, self._cells = table, model, cells

    def split(self) -> bool:
        """Ask for the line to be cut at the caret."""
        self._cells.flush()
        cell = self._cells.at()
        if cell is not None and isinstance(self._cells.item, Line):
            self._table.split_requested.emit(cell.index, cell.caret)
        return True

    def merge(self) -> bool:
        """Ask for the line to be joined to the one above."""
        self._cells.flush()
        row = self._cells.row
        if isinstance(self._cells.item, Line):
            if row > 0 and isinstance(self._model.items[row - 1], Line):
                self._table.merge_requested.emit(row - 1, row)
            else:
                self._table.message.emit(NOTHING_ABOVE)
        return True

    def undo(self) -> bool:
        """Take back through the one history, what was just typed first."""
        self._cells.flush()
        self._table.undo_requested.emit()
        return True

    def redo(self) -> bool:
        """Redo through the one history."""
        self._cells.flush()
        self._table.redo_requested.emit()
        return True
