"""The model of the line table: the items of an episode as rows, changed by splices and nothing more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from cueline.episode.change import Change, Splice
from cueline.episode.clock import format_span
from cueline.episode.order import goes_backwards, start_above, timed_below
from cueline.episode.values import Episode, Item, Line, header_places
from cueline.widgets.lines.band_info import BandInfo
from cueline.widgets.lines.columns import TITLES, Column, editable_columns, shown_text, shown_time
from cueline.widgets.lines.marks import MARK_WORDS
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.problems.marks import Key, ProblemMark, key_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MANY = 64
"""From how many changed places on everything between them is painted anew at once."""
_MOST_TEXTS = 1000
"""From how many changed texts on all between them are measured anew."""
_LOOK_AHEAD = 400
"""Rows looked at for a section's first time: in a file without times, painting a band must not read all of it."""


class LineModel(QAbstractTableModel):
    """The items of one episode; `text_changed(first, last)` names rows whose text or kind became another."""

    text_changed = Signal(int, int)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.episode = Episode()
        self.items: tuple[Item, ...] = ()
        self.read_only = False
        self.headers: list[int] = []
        self._info: dict[int, BandInfo] = {}
        self.mark_of: Callable[[Item], str] | None = None
        self.problems: Mapping[Key, ProblemMark] = {}
        self._pending: int | None = None

    def set_episode(self, episode: Episode, read_only: bool) -> None:
        """Show another episode."""
        self.beginResetModel()
        self.episode, self.items, self.read_only = episode, episode.items, read_only
        self.headers = header_places(episode.items)
        self._info, self._pending = {}, None
        self.endResetModel()

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Follow a change that led to `episode`: rows come and go by splices, the others stay untouched."""
        changed: list[tuple[int, int, Splice[Item]]] = []
        growth = sum(splice.growth for splice in change.items)
        for splice in reversed(change.items):
            growth -= splice.growth
            self._resize(splice)
            kept = min(len(splice.removed), len(splice.inserted))
            if kept:
                changed.append((splice.first + growth, kept, splice))
        self.episode, self.items = episode, episode.items
        if changed:
            self._announce(changed)

    def set_info(self, info: dict[int, BandInfo]) -> None:
        """Set what stands at the right of the bands, by the rows of their headers."""
        old, self._info = self._info, info
        rows = (row for row in old.keys() | info.keys() if row < len(self.items))
        self._tell_runs([(row, row) for row in rows if old.get(row) != info.get(row)])

    def info(self, row: int) -> BandInfo:
        """Give what stands at the right of a band: what was set, else the section's place and length."""
        if row in self._info:
            return self._info[row]
        start, end = self._section_start(row), self._next_start(row)
        if start is None:
            return BandInfo()
        clock = self.episode.clock
        if end is None or end < start:
            return BandInfo(clock.format(start))
        times = f"{clock.format(start)}\u2013{clock.format(end)}"
        return BandInfo(f"{times}  \u00b7  {format_span(end - start)}")

    def header_above(self, row: int) -> int | None:
        """Find the header of the section that `row` is in (a header: itself); None before the first one."""
        place = bisect_right(self.headers, row)
        return self.headers[place - 1] if place else None

    def header_below(self, row: int) -> int | None:
        """Find the next header after `row`; None if there is none."""
        place = bisect_right(self.headers, row)
        return self.headers[place] if place < len(self.headers) else None

    def headers_between(self, first: int, stop: int) -> list[int]:
        """List the headers' rows from `first` to before `stop`."""
        return self.headers[bisect_left(self.headers, first) : bisect_left(self.headers, stop)]

    def mark(self, row: int) -> str:
        """Give the mark of a row; "" where there is none."""
        return self.mark_of(self.items[row]) if self.mark_of else ""

    def problem(self, row: int) -> ProblemMark | None:
        """Give what is wrong in a row; None where nothing is, and where times are still to come."""
        if not self.problems or (self._pending is not None and row >= self._pending):
            return None
        return self.problems.get(key_of(self.items[row]))

    def set_pending(self, row: int | None) -> None:
        """Say from which row on times are still to come (None: from none): their order means nothing yet."""
        old, self._pending = self._pending, row
        if old == row or not self.items:
            return
        last = len(self.items) - 1
        ends = [last if end is None else min(end, last) for end in (old, row)]
        self._tell_runs([(min(ends), max(ends))])

    def backwards(self, row: int) -> str:
        """Say in words that a line starts before the one above it; "" where that is not so."""
        if self._pending is not None and row >= self._pending:
            return ""
        if not goes_backwards(self.items, row):
            return ""
        above = start_above(self.items, row) or 0.0
        return f"This line starts before the one above it, which starts at {self.episode.clock.format(above)}."

    def line_name(self, row: int) -> str:
        """Name a row for people: `5:38 Alexander`, or the title of a header."""
        item = self.items[row]
        if isinstance(item, Line):
            return (
                f"{shown_time(item, self.episode.clock)} {item.speaker}".strip()
                or f"line {row + 1}"
            )
        return shown_text(item)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Count the items."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text, for people who see it and for those who hear it."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        row, column = index.row(), Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._shown(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._read_out(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, column)) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen; cells that can be opened say so."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        known = index.isValid() and index.row() < len(self.items)
        if known and not self.read_only:
            item = self.items[index.row()]
            if index.column() in editable_columns(item):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _read_out(self, row: int, column: Column) -> str:
        if column == Column.MARK:
            return self.mark(row) or "no mark"
        text = self._shown(row, column)
        wrong = self.backwards(row) if column == Column.TIME else ""
        if column == Column.TEXT:
            mark = self.problem(row)
            told = (self._fault(row), mark.tip.replace("\n", " ") if mark is not None else "")
            wrong = " ".join(part for part in told if part)
        return f"{text}. {wrong}" if wrong else text or f"no {column.title}"

    def _tip(self, row: int, column: Column) -> str:
        if column == Column.TIME and (wrong := self.backwards(row)):
            return wrong
        if column == Column.MARK and self.mark(row) in MARK_WORDS:
            return MARK_WORDS[self.mark(row)]
        return self._fault(row)

    def _fault(self, row: int) -> str:
        known = self._info.get(row)
        return known.tip if known is not None else ""

    def _shown(self, row: int, column: Column) -> str:
        item = self.items[row]
        if column == Column.TEXT:
            return shown_text(item)
        if column == Column.TIME:
            return shown_time(item, self.episode.clock)
        return item.speaker if column == Column.SPEAKER and isinstance(item, Line) else ""

    def _resize(self, splice: Splice[Item]) -> None:
        first, growth = splice.first, splice.growth
        kept = first + min(len(splice.removed), len(splice.inserted))
        stop = first + len(splice.removed)
        if growth > 0:
            self.beginInsertRows(QModelIndex(), kept, kept + growth - 1)
        elif growth < 0:
            self.beginRemoveRows(QModelIndex(), kept, kept - growth - 1)
        self._move_headers(splice)
        if growth:
            self.items = (*self.items[:first], *splice.inserted, *self.items[stop:])
        if growth > 0:
            self.endInsertRows()
        elif growth < 0:
            self.endRemoveRows()

    def _move_headers(self, splice: Splice[Item]) -> None:
        stop = splice.first + len(splice.removed)
        left, right = bisect_left(self.headers, splice.first), bisect_left(self.headers, stop)
        inserted = [splice.first + place for place in splice.facts.after.headers]
        if not splice.growth:
            self.headers[left:right] = inserted
            return
        moved = [row + splice.growth for row in self.headers[right:]]
        self.headers = [*self.headers[:left], *inserted, *moved]
        self._info = {
            row if row < stop else row + splice.growth: text
            for row, text in self._info.items()
            if not splice.first <= row < stop
        }

    def _announce(self, changed: list[tuple[int, int, Splice[Item]]]) -> None:
        """Tell what is to be painted anew, and which texts are others."""
        last = len(self.items) - 1
        self._tell_runs(
            [
                (first, min(self._reaches(first + kept, splice), last))
                for first, kept, splice in changed
            ]
        )
        for first, _, splice in changed:
            self._announce_texts(first, splice)

    def _reaches(self, stop: int, splice: Splice[Item]) -> int:
        """Give the last row that may look otherwise: the next one's speaker, the next time's place in the order."""
        kept = min(len(splice.removed), len(splice.inserted))
        ends = [
            item.start if isinstance(item, Line) else None
            for item in (splice.removed[kept - 1], splice.inserted[kept - 1])
        ]
        below = timed_below(self.items, stop - 1) if ends[0] != ends[1] else None
        return stop if below is None else below

    def _announce_texts(self, first: int, splice: Splice[Item]) -> None:
        others = [
            place
            for place in splice.facts.reworded
            if _reads_otherwise(splice.removed[place], splice.inserted[place])
        ]
        if len(others) > _MOST_TEXTS:
            self.text_changed.emit(first + others[0], first + others[-1])
            return
        for _, run in groupby(enumerate(others), lambda found: found[1] - found[0]):
            rows = [first + place for _, place in run]
            self.text_changed.emit(rows[0], rows[-1])

    def _tell_runs(self, runs: list[tuple[int, int]]) -> None:
        if len(runs) > _MANY:
            runs = [(min(first for first, _ in runs), max(last for _, last in runs))]
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _section_start(self, header: int) -> float | None:
        stop = self.header_below(header)
        last = min(stop if stop is not None else len(self.items), header + _LOOK_AHEAD)
        for row in range(header + 1, last):
            item = self.items[row]
            if isinstance(item, Line) and item.start is not None:
                return item.start
        return None

    def _next_start(self, header: int) -> float | None:
        following = self.header_below(header)
        while following is not None:
            start = self._section_start(following)
            if start is not None:
                return start
            following = self.header_below(following)
        return None


def _reads_otherwise(old: Item, new: Item) -> bool:
    if isinstance(old, Line) and isinstance(new, Line):
        return old.text != new.text
    return type(old) is not type(new) or shown_text(old) != shown_text(new)
