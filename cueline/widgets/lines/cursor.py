"""The current row and the selected rows of the line table, and how the keys move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QGuiApplication

from cueline.episode.values import Line
from cueline.widgets.lines.columns import Column, editable_columns, neighbour_cell

if TYPE_CHECKING:
    from cueline.widgets.lines.model import LineModel
    from cueline.widgets.lines.table import LineTable

_Flag = QItemSelectionModel.SelectionFlag


class RowCursor(QObject):
    """Moves the current cell; the selection is always one run of rows."""

    def __init__(self, table: LineTable, model: LineModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._anchor = -1

    @property
    def row(self) -> int:
        """The current row; -1 if there is none."""
        return self._table.currentIndex().row()

    @property
    def column(self) -> Column:
        """The current column: one that can be opened, the text if in doubt."""
        row, column = self.row, self._table.currentIndex().column()
        known = 0 <= row < len(self._model.items)
        if known and column in editable_columns(self._model.items[row]):
            return Column(column)
        return Column.TEXT

    @property
    def selected(self) -> range:
        """The selected rows."""
        picked = self._table.selectionModel().selection()
        if not picked.count():
            return range(0)
        runs = [picked.at(i) for i in range(picked.count())]
        return range(min(r.top() for r in runs), max(r.bottom() for r in runs) + 1)

    def put(self, row: int, column: Column | None = None) -> None:
        """Make a cell current and select its row alone."""
        self._anchor = row
        index = self._model.index(row, self.column if column is None else column)
        flags = _Flag.ClearAndSelect | _Flag.Rows
        self._table.selectionModel().setCurrentIndex(index, flags)

    def enter(self, row: int, column: Column) -> None:
        """Make a cell current to open it: a speaker's keeps the rows that are selected with it."""
        if column == Column.SPEAKER and row in self.selected:
            index = self._model.index(row, column)
            self._table.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        else:
            self.put(row, column)

    def stretch(self, anchor: int, row: int) -> None:
        """Select the rows between two; `row` becomes the current one."""
        self._anchor = anchor
        first, last = sorted((anchor, row))
        model, selection = self._model, self._table.selectionModel()
        rows = QItemSelection(model.index(first, 0), model.index(last, len(Column) - 1))
        selection.setCurrentIndex(model.index(row, self.column), _Flag.NoUpdate)
        selection.select(rows, _Flag.ClearAndSelect | _Flag.Rows)

    def extend(self, row: int) -> None:
        """Select from where the selection began to a row."""
        inside = 0 <= self._anchor < len(self._model.items) and self._anchor in self.selected
        self.stretch(self._anchor if inside else max(0, self.row), row)

    def go(self, row: int, *, extend: bool = False) -> None:
        """Go to a row by a key: it comes into sight, and following the sound pauses if that scrolls."""
        if extend:
            self.extend(row)
        else:
            self.put(row)
        if self._table.scrolling.reveal(row):
            self._table.scrolling.pause()

    def target(self, key: Qt.Key) -> int | None:
        """Find the row that a key leads to; None if it is no such key, or there are no rows."""
        last = len(self._model.items) - 1
        if last < 0:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else last
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return self.page(-1 if key == Qt.Key.Key_PageUp else 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key not in steps:
            return None
        return min(max(0, self.row + steps[key]), last) if self.row >= 0 else 0

    def page(self, step: int) -> int:
        """Find the row a window's height above (-1) or below (1) the current one."""
        header = self._table.verticalHeader()
        row, last = max(0, self.row), len(self._model.items) - 1
        height = round(self._table.viewport().height() * 0.85)
        found = header.visualIndexAt(header.sectionPosition(row) + step * height - header.offset())
        if found < 0:
            found = 0 if step < 0 else last
        return min(max(0, found if found != row else row + step), last)

    def walk(self, step: int) -> bool:
        """Go to the next or previous cell; False at the ends, where Tab leaves the table."""
        if self.row < 0:
            return False
        cell = neighbour_cell(self._model.items, self.row, self.column, step)
        if cell is None:
            return False
        self.put(*cell)
        self._table.scrolling.reveal(cell[0])
        return True

    def shrink(self) -> bool:
        """Select the current row alone; False if it is already."""
        if len(self.selected) < 2:
            return False
        self.put(self.row)
        return True

    def delete(self) -> bool:
        """Ask for the selected rows to be deleted."""
        rows = self.selected
        if not rows or self._model.read_only:
            return False
        self._table.delete_requested.emit(rows.start, rows.stop - 1)
        return True

    def select_all(self) -> bool:
        """Select every row."""
        if self._model.items:
            current = max(0, self.row)
            self.stretch(0, len(self._model.items) - 1)
            self._table.selectionModel().setCurrentIndex(
                self._model.index(current, self.column), _Flag.NoUpdate
            )
        return True

    def copy(self) -> bool:
        """Copy the selected rows as text: time and speaker, then what is said."""
        rows = self.selected
        if rows:
            QGuiApplication.clipboard().setText("\n\n".join(map(self._as_text, rows)))
        return bool(rows)

    def _as_text(self, row: int) -> str:
        item = self._model.items[row]
        text = self._model.index(row, Column.TEXT).data()
        return f"{self._model.line_name(row)}: {text}" if isinstance(item, Line) else text
