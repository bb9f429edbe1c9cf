"""Painting of the rows: paragraphs and bands across all columns, a whole row at a time.

A delegate would be asked for every cell; a row at a time costs a quarter of the calls, and a band needs no spans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QTextCharFormat,
    QTextLayout,
)

from cueline.episode.values import Header, Item, Line
from cueline.episode.visible import visible
from cueline.widgets.lines.band_info import paint_info
from cueline.widgets.lines.colours import (
    accent,
    alarm,
    band_fill,
    blend,
    hit_fill,
    muted,
    on_accent,
    row_tint,
    rule,
)
from cueline.widgets.lines.columns import LONGEST, Column, drawn_text, shown_text, shown_time
from cueline.widgets.lines.layout import Paragraph, ParagraphCache, RowStyle, units_of
from cueline.widgets.lines.marks import paint_mark
from cueline.widgets.lines.model import LineModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

Spans: TypeAlias = Callable[[int, str, str], Iterable[tuple[int, int]]]
"""Where a search finds something: of row, part ("text", "header", "speaker") and its text, first and stop."""


_LONGEST_LINE = 48
"""How long a line of text gets, in heights of a line: some 130 letters can still be read from one to the next."""


@dataclass
class Marks:
    """What is marked at the moment, besides the texts themselves; rows count from 0, offsets are code points."""

    current: int = -1
    column: Column = Column.TEXT
    selected: range = range(0)
    heard: int = -1
    open: tuple[int, Column] | None = None
    refused: bool = False
    search: Spans | None = None
    found: tuple[int, str, int] | None = None


class RowPainter:
    """Paints rows and answers where things stand in them."""

    def __init__(self, table: QTableView, model: LineModel, marks: Marks) -> None:
        self._table, self._model, self._marks = table, model, marks
        self._cache = ParagraphCache()
        self.style = RowStyle.of(table.font())

    def set_font(self, font: QFont) -> None:
        """Take another font."""
        self.style = RowStyle.of(font)
        self._cache.clear()

    @property
    def width(self) -> int:
        """The width of a paragraph's text, in pixels."""
        return self._text_span(Line(""))[1]

    @property
    def edge(self) -> int:
        """Where all that rows show ends at the right, in pixels: on a wide screen before the table does."""
        left, width = (
            self._table.columnViewportPosition(Column.TEXT),
            self._table.columnWidth(Column.TEXT),
        )
        return left + min(width, self.style.line * _LONGEST_LINE + 3 * self.style.gap)

    def text_width(self, item: Item) -> int:
        """Give the width at which an item's text is wrapped, in pixels."""
        return self._text_span(item)[1]

    def row_height(self, item: Item) -> int:
        """Measure the height of an item's row, in pixels."""
        return self.paragraph(item).height + self.style.around(item)

    def band_height(self) -> int:
        """Give the height of the band that stays on top; 0 where there are no sections."""
        if not self._model.headers:
            return 0
        return self.style.line + self.style.band_above + self.style.band_below

    def paragraph(self, item: Item) -> Paragraph:
        """Wrap an item's text."""
        return self._cache.paragraph(item, drawn_text(item), self.style, self.text_width(item))

    def text_area(self, row: int) -> QRect:
        """Give the place of a row's text in the viewport."""
        item = self._model.items[row]
        x, width = self._text_span(item)
        top = self._table.rowViewportPosition(row) + self.style.top_of(item)
        height = self._table.rowHeight(row) - self.style.around(item)
        return QRect(x, top, width, height)

    def cell_area(self, row: int, column: Column) -> QRect:
        """Give the place of a cell's first line in the viewport: of the time or the speaker."""
        if column == Column.TEXT:
            return self.text_area(row)
        top = self._table.rowViewportPosition(row) + self.style.above
        x, width = self._column(column)
        return QRect(x, top, width, self.style.line)

    def title_area(self, row: int) -> QRect:
        """Give the place that a header's title really fills."""
        area, paragraph = self.text_area(row), self.paragraph(self._model.items[row])
        width = round(paragraph.natural_width()) + self.style.gap
        if paragraph.from_right:
            area.setLeft(area.right() + 1 - width)
        area.setWidth(width)
        return area

    def offset_at(self, row: int, x: int, y: int) -> int:
        """Find the UTF-16 offset in a row's text nearest to a place in the viewport."""
        area = self.text_area(row)
        return self.paragraph(self._model.items[row]).offset_at(x - area.x(), y - area.y())

    def paint(self, painter: QPainter, row: int, area: QRect) -> None:
        """Paint one row into `area`."""
        item = self._model.items[row]
        painter.fillRect(area, self._fill(row, item))
        if isinstance(item, Header):
            self.paint_band(painter, row, area)
        elif isinstance(item, Line):
            self._paint_line(painter, row, item, area)
        else:
            at = QPointF(self._text_span(item)[0], area.y() + self.style.above)
            self._paint_text(painter, row, at, muted(self._table.palette()))
        self._paint_marks(painter, row, item, area)

    def paint_band(
        self, painter: QPainter, row: int, area: QRect, *, one_line: bool = False
    ) -> None:
        """Paint a section's title, its rule and what is known of it at the right; `one_line`: the title cut to that."""
        item, palette, style = self._model.items[row], self._table.palette(), self.style
        is_open = self._marks.open == (row, Column.TEXT)
        x, width = self._text_span(item)
        top = area.y() + style.band_above
        paragraph = self.paragraph(item)
        natural = width if is_open else min(width, round(paragraph.natural_width()))
        if one_line and paragraph.lines > 1:
            painter.setPen(palette.text().color())
            _write_title(painter, QRect(x, top, width, style.line), item, style)
            natural = width
        elif not is_open:
            self._paint_text(painter, row, QPointF(x, top), palette.text().color())
        left = x + (width if paragraph.from_right else natural) + style.gap
        right = self._paint_info(painter, row, QRect(left, top, self.edge - 1 - left, style.line))
        if paragraph.from_right:
            left, right = x, x + width - natural - style.gap
        if left < right and not is_open:
            painter.setPen(rule(palette))
            y = top + round(style.line * 0.58)
            painter.drawLine(left, y, right, y)

    def _paint_info(self, painter: QPainter, row: int, area: QRect) -> int:
        """Paint what is known of a section at the right end of `area`; return where it begins."""
        painter.setFont(self.style.time)
        area = area.adjusted(0, 0, -round(self.style.gap * 1.35), 0)
        return paint_info(painter, self._model.info(row), area, self._table.palette())

    def _paint_line(self, painter: QPainter, row: int, line: Line, area: QRect) -> None:
        palette, style, marks = self._table.palette(), self.style, self._marks
        ink = palette.text().color()
        top = QRect(0, area.y() + style.above, area.width(), style.line)
        if marks.open != (row, Column.TIME):
            self._paint_time(painter, row, line, top)
        if marks.open != (row, Column.SPEAKER):
            goes_on = self._goes_on(row, line)
            painter.setFont(style.text if goes_on else style.speaker)
            self._mark_speaker(painter, row, line, top)
            painter.setPen(muted(palette) if goes_on else ink)
            self._write_in(painter, top, Column.SPEAKER, line.speaker)
        if marks.open != (row, Column.TEXT):
            self._paint_text(painter, row, QPointF(self._text_span(line)[0], top.y()), ink)

    def _paint_time(self, painter: QPainter, row: int, line: Line, top: QRect) -> None:
        """Write a line's start; a wave below it where it is earlier than the one above."""
        palette, text = self._table.palette(), shown_time(line, self._model.episode.clock)
        wrong = bool(self._model.backwards(row))
        calm = accent(palette) if row == self._marks.heard else muted(palette)
        painter.setFont(self.style.time)
        painter.setPen(alarm(palette) if wrong else calm)
        self._write_in(painter, top, Column.TIME, text)
        if wrong:
            x, width = self._column(Column.TIME)
            wide = min(width, QFontMetrics(self.style.time).horizontalAdvance(text))
            place = QRect(
                x + width - wide, round(top.y() + top.height() * 0.92), wide, top.height()
            )
            _paint_wave(painter, place, alarm(palette))

    def _paint_text(self, painter: QPainter, row: int, at: QPointF, ink: QColor) -> None:
        item = self._model.items[row]
        painter.setPen(ink)
        formats = self.hits(row, shown_text(item)) if self._marks.search else []
        self.paragraph(item).draw(painter, at.x(), at.y(), formats)

    def hits(self, row: int, text: str) -> list[QTextLayout.FormatRange]:
        """Mark what the search found in a text, the hit that is current stronger than the others."""
        if self._marks.search is None:
            return []
        part = "header" if isinstance(self._model.items[row], Header) else "text"
        palette = self._table.palette()
        return [
            _hit(palette, text, first, stop, current=self._marks.found == (row, part, first))
            for first, stop in self._marks.search(row, part, text)
        ]

    def _mark_speaker(self, painter: QPainter, row: int, line: Line, top: QRect) -> None:
        """Paint the ground of what the search found in a speaker's name."""
        if self._marks.search is None or not line.speaker:
            return
        x, width = self._column(Column.SPEAKER)
        metrics, palette = QFontMetrics(painter.font()), self._table.palette()
        for first, stop in self._marks.search(row, "speaker", line.speaker):
            left = metrics.horizontalAdvance(line.speaker[:first])
            wide = min(metrics.horizontalAdvance(line.speaker[first:stop]), width - left)
            here = self._marks.found == (row, "speaker", first)
            colour = blend(hit_fill(palette), accent(palette), 0.5) if here else hit_fill(palette)
            painter.fillRect(QRect(x + left, top.y(), wide, top.height()), colour)

    def _paint_marks(self, painter: QPainter, row: int, item: Item, area: QRect) -> None:
        marks, palette = self._marks, self._table.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        place = QPointF(
            self._table.columnWidth(Column.MARK) * 0.28,
            area.y() + self.style.top_of(item) + self.style.line * 0.56,
        )
        paint_mark(painter, self._model.mark(row), place, self.style.line * 0.24, palette)
        if row == marks.heard:
            self._paint_heard(painter, area, self.style.top_of(item))
        if marks.open is not None and marks.open[0] == row:
            self._paint_open(painter, row, marks.open[1])
        elif row == marks.current:
            active = self._table.hasFocus()
            calm = blend(palette.base().color(), palette.text().color(), 0.35)
            self._paint_current(painter, row, area, accent(palette) if active else calm)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_open(self, painter: QPainter, row: int, column: Column) -> None:
        """Paint the ground and the frame of the open cell; its editor lies on top."""
        palette = self._table.palette()
        cell = QRectF(self.cell_area(row, column)).adjusted(-5, -3, 5, 4)
        painter.setBrush(palette.base())
        _frame(painter, cell, alarm(palette) if self._marks.refused else accent(palette))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_current(self, painter: QPainter, row: int, area: QRect, line: QColor) -> None:
        """Paint the mark of the current row: a frame, and a stroke under its time or speaker."""
        _frame(painter, QRectF(area).adjusted(1.0, 1.0, -1.0, -1.0), line)
        column = self._marks.column
        if column in (Column.TIME, Column.SPEAKER) and isinstance(self._model.items[row], Line):
            cell = self.cell_area(row, column)
            painter.setPen(QPen(line, 2))
            painter.drawLine(cell.bottomLeft(), cell.bottomRight())

    def _paint_heard(self, painter: QPainter, area: QRect, top: int) -> None:
        """Paint the mark of the row that is heard: a filled triangle, as on a play button."""
        size = self.style.line * 0.26
        x = self._table.columnWidth(Column.MARK) * 0.68
        y = area.y() + top + self.style.line * 0.56
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent(self._table.palette()))
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x - size, y - size), QPointF(x + size, y), QPointF(x - size, y + size)]
            )
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _fill(self, row: int, item: Item) -> QColor:
        palette = self._table.palette()
        if row in self._marks.selected:
            return row_tint(palette)
        return band_fill(palette) if isinstance(item, Header) else palette.base().color()

    def _goes_on(self, row: int, line: Line) -> bool:
        above = self._model.items[row - 1] if row else None
        return isinstance(above, Line) and above.speaker == line.speaker

    def _write_in(self, painter: QPainter, top: QRect, column: Column, text: str) -> None:
        if not text:
            return
        x, width = self._column(column)
        area = QRect(x, top.y(), width, top.height())
        side = Qt.AlignmentFlag.AlignRight if column == Column.TIME else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(painter.font())
        self._write(
            painter,
            area,
            metrics.elidedText(visible(text[:LONGEST]), Qt.TextElideMode.ElideRight, width),
            side,
        )

    def _write(self, painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
        """Write one line whose baseline is that of the paragraph beside it."""
        x = area.x()
        if side == Qt.AlignmentFlag.AlignRight:
            x = area.right() + 1 - QFontMetrics(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(x, area.y() + self.style.line * 0.8), text)

    def _column(self, column: Column) -> tuple[int, int]:
        gap = self.style.gap
        x = self._table.columnViewportPosition(column)
        return x + gap // 2, self._table.columnWidth(column) - gap

    def _text_span(self, item: Item) -> tuple[int, int]:
        """Give left edge and width of an item's text: a band's begins at the times and leaves room for its info."""
        style, table = self.style, self._table
        right = self.edge - 2 * style.gap
        x = table.columnViewportPosition(Column.TEXT) + style.gap // 2
        if isinstance(item, Header):
            x = table.columnViewportPosition(Column.TIME) + style.gap // 2
            right -= style.line * 9
        return x, max(style.line * 3, right - x)


def _hit(
    palette: QPalette, text: str, first: int, stop: int, *, current: bool
) -> QTextLayout.FormatRange:
    """Return the look of a place that the search found in a text."""
    look = QTextCharFormat()
    look.setBackground(accent(palette) if current else hit_fill(palette))
    if current:
        look.setForeground(on_accent(palette))
    found = QTextLayout.FormatRange()
    found.start = units_of(text, first)
    found.length = units_of(text, stop) - found.start
    found.format = look
    return found


def _frame(painter: QPainter, area: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.drawRoundedRect(area, 4, 4)


def _write_title(painter: QPainter, area: QRect, header: Item, style: RowStyle) -> None:
    """Write the beginning of a long title in one line."""
    painter.setFont(style.header)
    title = QFontMetrics(style.header).elidedText(
        visible(drawn_text(header)), Qt.TextElideMode.ElideRight, area.width()
    )
    painter.drawText(QPointF(area.x(), area.y() + style.line * 0.8), title)


def _paint_wave(painter: QPainter, place: QRect, colour: QColor) -> None:
    """Paint a wavy line along the top of `place`; its height is that of a line of text."""
    step = max(2, place.height() // 8)
    count = max(2, place.width() // step)
    places = [
        QPointF(place.x() + i * step, place.y() + (step if i % 2 else 0) * 0.7)
        for i in range(count + 1)
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(colour, 1.2))
    painter.drawPolyline(QPolygonF(places))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
