"""The line table: the transcript as paragraphs with their time and speaker, edited where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from cueline.episode.change import Change
from cueline.episode.item_facts import ItemFacts
from cueline.episode.values import Episode, Item
from cueline.widgets.lines.band_info import BandInfo
from cueline.widgets.lines.cells import OpenCell, OpenCells
from cueline.widgets.lines.columns import (
    QuietBar,
    TitleRow,
    column_named,
    fit_columns,
    set_up_view,
    widen_times,
)
from cueline.widgets.lines.cursor import RowCursor
from cueline.widgets.lines.follow import Scrolling
from cueline.widgets.lines.keys import table_key
from cueline.widgets.lines.model import LineModel
from cueline.widgets.lines.mouse import RowMouse
from cueline.widgets.lines.painter import Marks, RowPainter, Spans
from cueline.widgets.lines.row_heights import RowHeights
from cueline.widgets.lines.sticky_band import StickyBand
from cueline.widgets.lines.stray_typing import StrayTyping
from cueline.widgets.problems.gutter import ProblemGutter

_LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class LineTable(QTableView):
    """Shows an episode's items and says what the user wants of them; it changes nothing itself.

    Indices are positions in `episode.items`, `first` and `last` inclusive; offsets count code points; times are
    seconds. A `gesture` is the number of one stretch of typing.
    """

    text_typed = Signal(int, str, int)
    speaker_entered = Signal(int, int, str)
    time_entered = Signal(int, float)
    split_requested = Signal(int, int)
    merge_requested = Signal(int, int)
    delete_requested = Signal(int, int)
    play_word_requested = Signal(int, int)
    undo_requested = Signal()
    redo_requested = Signal()
    current_changed = Signal(object)
    selection_changed = Signal()
    follow_changed = Signal(bool)
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollBar(QuietBar(self))
        self.marks = Marks()
        self.lines = LineModel(self)
        self.painter = RowPainter(self, self.lines, self.marks)
        self.heights = RowHeights(self, self.lines, self.painter)
        self.scrolling = Scrolling(self)
        self.rows = RowCursor(self, self.lines)
        self.cells = OpenCells(self, self.lines)
        self._mouse = RowMouse(self, self.rows, self.cells)
        self.problems = ProblemGutter(self, self.lines, self.painter)
        self._band = StickyBand(self, self.lines, self.painter, self.problems)
        self._told: int | None = None
        self._marked: dict[int, tuple[Item, str]] = {}
        self._changing = False
        self.setHorizontalHeader(TitleRow(self))
        self.setModel(self.lines)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            # one of its own: else every row down paints the titles anew
            header.setSelectionModel(QItemSelectionModel(self.lines, header))
        set_up_view(self)
        StrayTyping(self, self.message.emit)
        self.scrolling.changed.connect(self.follow_changed)
        self.cells.changed.connect(lambda: self.scrolling.set_typing(self.cells.row >= 0))
        self.cells.changed.connect(lambda: self._update_rows(self.rows.row))
        self._band.chosen.connect(self.set_current)
        self.problems.changed.connect(self._band.place)
        self._width = 0
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self._follow_width)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._late.start())

    @property
    def current(self) -> int | None:
        """The current row; None if there is none."""
        row = self.rows.row
        return row if row >= 0 else None

    @property
    def selection(self) -> tuple[int, int] | None:
        """The first and last selected row; None if there are none."""
        rows = self.rows.selected
        return (rows.start, rows.stop - 1) if rows else None

    @property
    def following(self) -> bool:
        """Whether the table follows the sound now."""
        return self.scrolling.following

    def set_episode(self, episode: Episode, read_only: bool = False) -> None:
        """Show another episode from its start; what is typed in an open cell and not told is given up."""
        self.cells.close(keep=False)
        self.marks.heard, self.marks.found = -1, None
        self._changing = True
        self.lines.problems = {}
        self.lines.set_episode(episode, read_only)
        fit_columns(self, self.painter.style, episode)
        self.verticalScrollBar().setValue(0)
        self._width = self.painter.width
        self.heights.start_over()
        self.heights.fit_visible()
        self._changing = False
        self._band.place()
        self._tell_current()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Follow a change that led to `episode`: only its rows are measured and painted again."""
        self.heights.rest()
        anchor = self.heights.anchor()
        self._changing = True
        heard = QPersistentModelIndex(self.lines.index(self.marks.heard, 0))
        self.lines.apply_change(change, episode)
        self.marks.heard = heard.row()
        self._changing = False
        self.cells.follow()
        self.heights.settle(anchor)
        self.cells.place()
        self._band.place()
        came = [splice.facts.after for splice in change.items]
        came = [ItemFacts(episode.items)] if change.clock else came
        widen_times(self, self.painter.style, came, episode.clock)
        self._follow_width()
        if change.items:
            seen = self.heights.visible()
            self._update_rows(*self.lines.headers_between(seen.start, seen.stop))
        self._tell_current()

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these names where a speaker is typed."""
        self.cells.speaker.set_names(names)

    def set_current(self, index: int | None, column: str = "text") -> None:
        """Make a row current and bring it into sight; a cell open in another row is closed."""
        if index is None or not 0 <= index < self.lines.rowCount():
            self.close_cell()
            self.selectionModel().clear()
            return
        if self.cells.row not in (-1, index):
            self.close_cell()
        if self.cells.row != index:
            self.rows.put(index, column_named(column))
        self.scrolling.reveal(index)

    def go_to(self, index: int, column: str = "text") -> None:
        """Make a row current and show it among its neighbours, in the middle if it was not well in sight."""
        self.set_current(index, column)
        if self.current == index:
            self.scrolling.put_forward(index)

    def set_selection(self, first: int, last: int) -> None:
        """Select rows; the last becomes current, unless the first already is."""
        if 0 <= first <= last < self.lines.rowCount():
            self.rows.stretch(last, first) if self.current == first else self.rows.stretch(
                first, last
            )

    def set_heard(self, index: int | None, *, scroll: bool = True) -> None:
        """Mark the row that is heard, and follow it if that is asked for, and not only the mark is to move."""
        row = -1 if index is None else index
        if row != self.marks.heard:
            self.marks.heard, old = row, self.marks.heard
            self._update_rows(old, row)
        if scroll and 0 <= row < self.lines.rowCount():
            self.scrolling.follow(row)

    def set_follow(self, wanted: bool) -> None:
        """Follow the sound or not; asking for it again goes on after scrolling by hand."""
        self.scrolling.want(wanted)
        if wanted and 0 <= self.marks.heard < self.lines.rowCount():
            self.scrolling.follow(self.marks.heard)

    def set_search(self, spans: Spans | None, current: tuple[int, str, int] | None = None) -> None:
        """Mark what a search finds; `current` (index, part, offset) is marked stronger. None: no search."""
        self.marks.search = spans
        self.marks.found = current
        self.cells.mark_hits()
        self._band.update()
        self.viewport().update()

    def set_section_info(self, info: Mapping[int, BandInfo]) -> None:
        """Set what stands at the right of bands, by the index of their header; without, their time and length."""
        self.lines.set_info(dict(info))
        self._band.place()

    def set_row_marks(self, mark_of: Callable[[Item], str] | None) -> None:
        """Show beside each row what `mark_of` says of its item: see `line_marks.MARKS`; None: no marks.

        Of the rows in sight those are painted anew whose mark is another one than at the last call.
        """
        self.lines.mark_of = mark_of
        before = self._marked
        self._marked = {
            row: (self.lines.items[row], self.lines.mark(row)) for row in self.heights.visible()
        }
        self._update_rows(*(row for row, now in self._marked.items() if now != before.get(row)))

    def open_cell(self, index: int, column: str = "text", caret: int | None = None) -> bool:
        """Open a cell with the caret at an offset (None: at the end of a text); False if that cannot be."""
        return 0 <= index < self.lines.rowCount() and self.cells.open(
            index, column_named(column), caret
        )

    def open_cell_at(self) -> OpenCell | None:
        """Tell which cell is open; None if none is."""
        return self.cells.at()

    def commit_typing(self) -> None:
        """Tell at once what was typed."""
        self.cells.flush()

    def close_cell(self) -> None:
        """Close the open cell; a time that is not understood is given up."""
        if not self.cells.close():
            self.cells.close(keep=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the table's keys; all others are the window's."""
        event.setAccepted(table_key(event, self.rows, self.cells))

    def paintEvent(self, e: QPaintEvent) -> None:
        """Paint the rows that the event touches, each as a whole."""
        with QPainter(self.viewport()) as painter:
            touched, width = e.region(), self.viewport().width()
            painter.fillRect(e.rect(), self.palette().base())
            row, top = self.rowAt(e.rect().top()), e.rect().top()
            while 0 <= row < self.lines.rowCount() and top <= e.rect().bottom():
                area = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
                if touched.intersects(area):
                    self.painter.paint(painter, row, area)
                    self.problems.paint(painter, row, area)
                row, top = row + 1, area.bottom() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure what comes into sight; the current row stays in sight if it was."""
        seen = self.scrolling.shown_in(self.rows.row, event.oldSize().height())
        super().resizeEvent(event)
        self.scrolling.stay()
        self._follow_width()
        self.heights.fit_visible()
        if seen and self.cells.row < 0:
            self.scrolling.reveal(self.rows.row)
        self.cells.show_caret()
        self._band.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Measure what comes into sight, and keep cell and band in place."""
        super().scrollContentsBy(dx, dy)
        self.heights.fit_visible()
        self.cells.place()
        self._band.place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight, whoever asks."""
        if index.isValid() and not self._changing:
            self.scrolling.reveal(index.row())

    def changeEvent(self, event: QEvent) -> None:
        """Take over another font; colours are looked up when painting."""
        super().changeEvent(event)
        if event.type() in _LOOKS and hasattr(self, "_mouse"):
            self.painter.set_font(self.font())
            fit_columns(self, self.painter.style, self.lines.episode)
            self.heights.start_over()
            self._follow_width(anyway=True)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Mark the current row and tell it."""
        self.heights.rest()
        super().currentChanged(current, previous)
        self.marks.current, self.marks.column = current.row(), self.rows.column
        self._update_rows(current.row(), previous.row())
        self._tell_current()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Mark the selected rows and tell them."""
        super().selectionChanged(selected, deselected)
        self.marks.selected = self.rows.selected
        if not self._changing:
            self.selection_changed.emit()

    def _tell_current(self) -> None:
        if self._changing:
            return
        self.marks.current, self.marks.column = self.rows.row, self.rows.column
        self.marks.selected = self.rows.selected
        if self._told != self.current:
            self._told = self.current
            self.current_changed.emit(self.current)

    def _update_rows(self, *rows: int) -> None:
        for row in set(rows):
            if 0 <= row < self.lines.rowCount():
                top = self.rowViewportPosition(row)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def _follow_width(self, *, anyway: bool = False) -> None:
        """Wrap anew if the texts' width is another one: once the columns stand, not while they move."""
        if self._width == self.painter.width and not anyway:
            return
        self._width = self.painter.width
        anchor = self.heights.anchor()
        self.heights.forget()
        self.heights.settle(anchor)
        self.cells.lay_out()
        self._band.place()
        self.viewport().update()
