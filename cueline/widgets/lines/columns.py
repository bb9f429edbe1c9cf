"""The columns of the line table: what each one shows of an item, which may be edited, and their flat titles."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollBar,
    QTableView,
    QWidget,
)

from cueline.episode.clock import Clock
from cueline.episode.item_facts import ItemFacts
from cueline.episode.values import Episode, Header, Item, Line
from cueline.widgets.lines.colours import blend, muted
from cueline.widgets.lines.layout import RowStyle


class Column(IntEnum):
    """The columns, from the left."""

    MARK = 0
    TIME = 1
    SPEAKER = 2
    TEXT = 3

    @property
    def title(self) -> str:
        """The column's name, as the interface and the callers write it."""
        return self.name.lower()


LONGEST = 50_000
"""How many characters of a text are painted and may be edited: the longest real paragraph has 1,811."""

TITLES = ("", "Time", "Speaker", "Text")


def column_named(name: str) -> Column:
    """Find the column called "time", "speaker" or "text"; KeyError for anything else."""
    return Column[name.upper()]


def editable_columns(item: Item) -> tuple[Column, ...]:
    """Tell which cells of an item can be opened, from the left."""
    if isinstance(item, Line):
        columns = (Column.TIME, Column.SPEAKER, Column.TEXT)
        return columns if len(item.text) + len(item.speaker) <= LONGEST else (Column.TIME,)
    return (Column.TEXT,) if isinstance(item, Header) and len(item.text) <= LONGEST else ()


def neighbour_cell(
    items: Sequence[Item], row: int, column: Column, step: int
) -> tuple[int, Column] | None:
    """Find the cell that Tab (`step` 1) or Shift+Tab (-1) goes to; None at the ends of the table."""
    columns = editable_columns(items[row])
    if column in columns and 0 <= columns.index(column) + step < len(columns):
        return row, columns[columns.index(column) + step]
    target = neighbour_row(items, row, step)
    if target is None:
        return None
    return target, editable_columns(items[target])[0 if step > 0 else -1]


def neighbour_row(
    items: Sequence[Item], row: int, step: int, column: Column = Column.TEXT
) -> int | None:
    """Find the next row above (`step` -1) or below (1) in which `column` can be opened; None if there is none."""
    row += step
    while 0 <= row < len(items):
        if column in editable_columns(items[row]):
            return row
        row += step
    return None


def shown_time(item: Item, clock: Clock) -> str:
    """Write an item's time as the table shows it: the file's own label, else its start; "" if it has none."""
    if not isinstance(item, Line) or item.start is None:
        return item.label if isinstance(item, Line) else ""
    return item.label or clock.format(max(0.0, item.start))


def drawn_text(item: Item) -> str:
    """Give the text of an item's row as it is painted: only the beginning of one that no paragraph is as long as."""
    text = shown_text(item)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters)"


def shown_text(item: Item) -> str:
    """Give the text of an item's row."""
    return item.summary if not isinstance(item, (Line, Header)) else item.text


def set_up_view(view: QTableView) -> None:
    """Make a table view show paragraphs: no grid, no frames, rows of their own height."""
    view.setObjectName("lineTable")
    view.setAccessibleName("Lines of the transcript")
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    view.setMinimumSize(280, 80)  # two lines: in a low window messages and Replace need room too
    view.viewport().setAttribute(
        Qt.WidgetAttribute.WA_OpaquePaintEvent
    )  # so scrolling moves pixels
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(1)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    titles = view.horizontalHeader()
    titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    titles.setSectionResizeMode(Column.MARK, QHeaderView.ResizeMode.Fixed)
    titles.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)


def fit_columns(view: QTableView, style: RowStyle, episode: Episode) -> None:
    """Make the columns as wide as an episode's times and speakers want it."""
    metrics, letters = view.fontMetrics(), view.fontMetrics().averageCharWidth()
    some = episode.items[:2000] + episode.items[-50:]
    names = {item.speaker for item in some if isinstance(item, Line)}
    name = max((round(metrics.horizontalAdvance(n) * 1.12) for n in names), default=0)
    view.setColumnWidth(Column.MARK, round(letters * 5))
    width = _time_width(view, style, [ItemFacts(episode.items)], episode.clock)
    view.setColumnWidth(Column.TIME, width)
    view.setColumnWidth(Column.SPEAKER, min(max(name, letters * 8), letters * 20) + 3 * letters)


def widen_times(view: QTableView, style: RowStyle, came: Sequence[ItemFacts], clock: Clock) -> None:
    """Make room for the times of items that came or were changed; what others needed stays theirs."""
    width = _time_width(view, style, came, clock)
    if width > view.columnWidth(Column.TIME):
        view.setColumnWidth(Column.TIME, width)


def _time_width(view: QTableView, style: RowStyle, items: Sequence[ItemFacts], clock: Clock) -> int:
    """Measure the longest label and the greatest start, as they are painted, of any number of items."""
    label = max((some.longest_label for some in items), key=len, default="")
    start = max((some.latest for some in items), default=0.0)
    metrics = QFontMetrics(style.time)
    shown = (label, clock.format(max(0.0, start)))
    letter = view.fontMetrics().averageCharWidth()
    widest = max(metrics.horizontalAdvance(text[:LONGEST]) for text in shown)
    return max(8 * letter, min(widest, 20 * letter) + style.gap + letter // 2)


class QuietBar(QScrollBar):
    """A scroll bar that keeps its room, so that no text wraps anew, and shows nothing where nothing scrolls."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, or the table's ground."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().base())


class TitleRow(QHeaderView):
    """The column titles: small, muted, without the bevels of a spreadsheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(18)
        self.setAccessibleName("Columns of the transcript")

    def sizeHint(self) -> QSize:
        """Keep the titles one line high."""
        metrics = QFontMetrics(self.font())
        return QSize(super().sizeHint().width(), metrics.height() + metrics.height() // 2)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Paint one title on the table's own background."""
        palette = self.palette()
        painter.fillRect(rect, palette.base())
        painter.setPen(blend(palette.base().color(), palette.text().color(), 0.18))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(muted(palette))
        side = (
            Qt.AlignmentFlag.AlignRight
            if logicalIndex == Column.TIME
            else Qt.AlignmentFlag.AlignLeft
        )
        gap = RowStyle.of(self.font()).gap
        area = rect.adjusted(gap // 2, 0, gap // 2 - gap, 0)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), TITLES[logicalIndex])
