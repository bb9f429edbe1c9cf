"""The heights of the rows: what is seen is measured at once, the rest when idle, and nothing jumps meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QTimer,
)
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from cueline.widgets.lines.columns import drawn_text
from cueline.widgets.lines.layout import WRAP_FLAGS
from cueline.widgets.lines.model import LineModel
from cueline.widgets.lines.painter import RowPainter

_STALE, _CLOSE, _EXACT = 0, 1, 2
_SLICE = 5
"""Milliseconds of measuring between two events."""
_REST = 60
"""Milliseconds for which measuring waits after the user did something, so that its picture comes first."""
_ENDLESS = 1 << 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row and the place of its upper edge in the viewport, in pixels, to be kept while others change.

    `index` follows the row when others come and go; if the row itself goes, the one in its place is taken.
    """

    index: QPersistentModelIndex
    first_row: int
    y: int

    @property
    def row(self) -> int:
        """The row as it counts now."""
        return self.index.row() if self.index.isValid() else self.first_row


class RowHeights(QObject):
    """Keeps the vertical header's section sizes right for a table whose rows have their own heights."""

    def __init__(self, table: QTableView, model: LineModel, painter: RowPainter) -> None:
        super().__init__(table)
        self._table, self._model, self._painter = table, model, painter
        self._header = table.verticalHeader()
        self._state = bytearray()
        self._live: tuple[int, int] | None = None
        self._next = 0
        self._busy = False
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._measure_some)
        model.modelReset.connect(self.forget)
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.text_changed.connect(self._stale)

    @property
    def settled(self) -> bool:
        """Whether every row has been measured."""
        return not self._idle.isActive()

    def rest(self) -> None:
        """Let what the user does come first: go on with measuring a moment later."""
        if self._idle.isActive():
            self._idle.start(_REST)

    def start_over(self) -> None:
        """Begin with rows of a likely height: another episode, another font."""
        style = self._painter.style
        self._header.setDefaultSectionSize(2 * style.line + style.above + style.below)
        self.forget()

    def forget(self) -> None:
        """Measure everything anew, from the heights as they are: another width."""
        self._state = bytearray(self._model.rowCount())
        self._next = 0
        self._idle.start(0)

    def set_live(self, row: int, height: int | None) -> None:
        """Give a row the height of the text that is being typed in it; None when the cell is closed."""
        self._live = None if height is None else (row, height)
        if row < len(self._state):
            with self.anchored():
                self._state[row] = _STALE
                self._fit(row)

    def anchor(self) -> Anchor | None:
        """Note where the current row stands, if it is seen, else the first measured row that is."""
        table = self._table
        top, bottom = self._painter.band_height(), table.viewport().height()
        current = table.currentIndex().row()
        if current >= 0 and top <= table.rowViewportPosition(current) < bottom:
            return self._anchor_at(current)
        first = table.rowAt(0)
        if first < 0:
            return None
        for row in range(first, min(first + 60, self._model.rowCount())):
            y = table.rowViewportPosition(row)
            if y >= bottom:
                break
            if self._state[row] and (y >= 0 or table.rowHeight(row) + y > bottom):
                return self._anchor_at(row)
        return self._anchor_at(first)

    def settle(self, anchor: Anchor | None) -> None:
        """Measure what is seen and put the anchored row back to its place."""
        if self._busy or not self._model.rowCount():
            return
        self._busy = True
        try:
            for _ in range(4):
                self._restore(anchor)
                if not self._fit_visible():
                    break
            self._restore(anchor)
        finally:
            self._busy = False

    def fit_visible(self) -> None:
        """Measure what is seen, after scrolling or resizing."""
        if not self._busy and self._needs_fit():
            self.settle(self.anchor())

    def fit(self, first: int, last: int) -> None:
        """Measure some rows exactly."""
        for row in range(max(0, first), min(last + 1, len(self._state))):
            self._fit(row)

    @contextmanager
    def anchored(self) -> Iterator[None]:
        """Keep the anchored row in its place over what is done inside."""
        anchor = None if self._busy else self.anchor()
        yield
        self.settle(anchor)

    def _anchor_at(self, row: int) -> Anchor:
        index = QPersistentModelIndex(self._model.index(row, 0))
        return Anchor(index, row, self._table.rowViewportPosition(row))

    def _restore(self, anchor: Anchor | None) -> None:
        if anchor is None or anchor.row >= self._model.rowCount():
            return
        self._table.updateGeometries()
        bar = self._table.verticalScrollBar()
        before = bar.value()
        bar.setValue(self._header.sectionPosition(anchor.row) - anchor.y)
        if bar.value() != before:
            # Qt moved what it had painted, but it is the rows above that have grown: the picture stays where it was.
            self._table.viewport().update()

    def visible(self) -> range:
        """Give the rows in sight."""
        first = self._table.rowAt(0)
        if first < 0:
            return range(0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        return range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1)

    def _needs_fit(self) -> bool:
        rows = self.visible()
        return any(state != _EXACT for state in self._state[rows.start : rows.stop])

    def _fit_visible(self) -> bool:
        grown = False
        for row in self.visible():
            grown |= self._fit(row)
        return grown

    def _fit(self, row: int) -> bool:
        if self._state[row] == _EXACT:
            return False
        self._state[row] = _EXACT
        return self._resize(row, self._exact(row))

    def _exact(self, row: int) -> int:
        if self._live is not None and self._live[0] == row:
            return self._live[1]
        return self._painter.row_height(self._model.items[row])

    def _resize(self, row: int, height: int) -> bool:
        if self._header.sectionSize(row) == height:
            return False
        self._header.resizeSection(row, height)
        return True

    def _measure_some(self) -> None:
        self._idle.setInterval(0)
        place = self._state.find(_STALE, self._next)
        if place < 0:
            self._idle.stop()
            return
        if self._busy:
            return
        with self.anchored():
            self._header.setUpdatesEnabled(False)
            with QSignalBlocker(self._header):  # else every row asks for the table to be painted
                self._next = self._estimate_from(place)
            self._header.setUpdatesEnabled(True)

    def _estimate_from(self, place: int) -> int:
        """Measure rows from `place` on for some milliseconds; return where to go on."""
        clock = QElapsedTimer()
        clock.start()
        row, last = place, len(self._state)
        while row < last and (row % 16 or not clock.hasExpired(_SLICE)):
            if self._state[row] == _STALE:
                self._state[row] = _CLOSE
                self._resize(row, self._estimate(row))
            row += 1
        return row

    def _estimate(self, row: int) -> int:
        """Count lines by the font's metrics: three times as fast as wrapping, and nearly always right."""
        item, style = self._model.items[row], self._painter.style
        metrics = QFontMetrics(style.font_of(item))
        area = QRect(0, 0, self._painter.text_width(item), _ENDLESS)
        height = metrics.boundingRect(area, WRAP_FLAGS, drawn_text(item)).height()
        lines = max(1, round(height / metrics.lineSpacing()))
        return lines * style.line + style.around(item)

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._state[first:first] = bytes(last - first + 1)
        self._from(first)

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self._state[first : last + 1]

    def _stale(self, first: int, last: int) -> None:
        self._state[first : last + 1] = bytes(last - first + 1)
        self._from(first)

    def _from(self, first: int) -> None:
        self._next = min(self._next, first)
        self._idle.start(_REST)
