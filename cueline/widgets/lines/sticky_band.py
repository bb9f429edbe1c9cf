"""The band of the section at the top of the table: it stays in sight while its lines scroll by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cueline.widgets.lines.colours import band_fill, rule
from cueline.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from cueline.widgets.lines.model import LineModel
    from cueline.widgets.lines.painter import RowPainter
    from cueline.widgets.problems.gutter import ProblemGutter


_WHAT = "The section you are in. Click to go to its heading."


class StickyBand(QWidget):
    """A copy of a header's row laid over the top of the table; `chosen(row)` when it is clicked."""

    chosen = Signal(int)

    def __init__(
        self, table: QTableView, model: LineModel, painter: RowPainter, problems: ProblemGutter
    ) -> None:
        # inside the viewport: laid over it from outside, it would make each scroll step paint every row anew
        super().__init__(table.viewport())
        self._table, self._model, self._painter = table, model, painter
        self._problems = problems
        self.row: int | None = None
        self.setAccessibleName("Section at the top of the table")
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # the rows below need not be painted
        self.hide()

    def place(self) -> None:
        """Show the section of the uppermost row, pushed up by the next section's band when that comes near."""
        row = self._section_on_top()
        if row is None:
            self.row = None
            self.hide()
            return
        width = self._table.viewport().width()
        height = self._painter.band_height()
        following = self._model.header_below(row)
        push = 0
        if following is not None:
            push = min(0, self._table.rowViewportPosition(following) - height)
        self.setGeometry(QRect(0, push, width, height))
        self.raise_()
        self.row = row
        problem = self._model.problem(row)
        told = (self._model.info(row).tip, problem.tip if problem is not None else "")
        fault = "\n".join(part for part in told if part)
        self.setAccessibleDescription(". ".join((self._model.line_name(row), fault)).rstrip(". "))
        self.setToolTip(plain_tip(f"{fault}\n{_WHAT}" if fault else _WHAT))
        self.show()
        self.update()

    def _section_on_top(self) -> int | None:
        top = self._table.rowAt(0)
        row = self._model.header_above(top) if top >= 0 else None
        if row is None or (row == top and self._table.rowViewportPosition(row) >= 0):
            return None
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the header's row, as one line, on an opaque ground."""
        if self.row is None or self.row >= self._model.rowCount():
            return
        with QPainter(self) as painter:
            palette = self._table.palette()
            painter.fillRect(self.rect(), band_fill(palette))
            self._painter.paint_band(painter, self.row, self.rect(), one_line=True)
            self._problems.paint(painter, self.row, self.rect())
            painter.setPen(rule(palette))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the click from the rows beneath."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the heading."""
        if self.row is not None:
            self.chosen.emit(self.row)
