"""The episodes of a folder as a table: sorted, narrowed by what is typed, and filled in as they are read."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cueline.episode.catalogue import EpisodeEntry, ProblemCount
from cueline.episode.folding import folded

AnyIndex = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_MANY = 400
"""From how many episodes on it takes less time to sort all than to put each in its place."""
_LONGEST_NUMBER = 6
_MOST_KINDS = 10
_DIGITS = re.compile(r"(\d+)")
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """The columns, in their order."""

    TITLE = 0
    SEASON = 1
    NUMBER = 2
    GUESTS = 3
    LINES = 4
    PROBLEMS = 5
    STATE = 6


NAMES = ("Title", "Season", "Episode", "Guests", "Lines", "Problems", "State")
_RIGHT = (Column.SEASON, Column.NUMBER, Column.LINES)


def title_of(entry: EpisodeEntry) -> str:
    """Return what an episode is called: its title, else its file's name."""
    return entry.title or entry.path.name


def problems_of(entry: EpisodeEntry) -> str:
    """Say how many problems an episode has; "" if it was not checked yet."""
    counts = (entry.errors, entry.warnings, entry.others)
    if all(count is None for count in counts):
        return ""
    parts = [
        _counted(count, name)
        for count, name in zip(counts, ("error", "warning", "other"), strict=True)
        if count
    ]
    return ", ".join(parts) or "none"


def kinds_of(entry: EpisodeEntry) -> list[str]:
    """Say which kinds of problems an episode has, the gravest first, with how many of each; of many the first."""
    from cueline.episode.checks import RULES, SEVERITIES

    def graveness(problem: ProblemCount) -> int:
        return SEVERITIES.index(RULES[problem.rule].severity)

    known = [problem for problem in entry.problems if problem.rule in RULES]
    found = [
        f"  {RULES[problem.rule].title}: {problem.amount:,}"
        for problem in sorted(known, key=graveness)
    ]
    rest = len(found) - _MOST_KINDS
    return [*found[:_MOST_KINDS], f"  and {rest:,} more kinds"] if rest > 1 else found


def state_of(entry: EpisodeEntry) -> str:
    """Say what keeps an episode from being worked on as usual; "" if nothing does."""
    if entry.fault:
        return f"{entry.fault[:1].upper()}{entry.fault[1:]}"
    if not entry.lines:
        return "No lines yet" if entry.errors is not None else ""
    return "" if entry.timed else "No times yet"


def _searched(entry: EpisodeEntry) -> str:
    """Return what the words of a query are looked for in: title, guests, the file's name, and the number."""
    season, number = entry.season, entry.number
    parts = [entry.title, *entry.guests, entry.path.stem]
    if season and number:
        parts += [f"s{season.zfill(2)}e{number.zfill(2)}", f"s{season}e{number} {season}x{number}"]
    return "\n".join(map(folded, parts))


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return what sorts `text` with its numbers as numbers."""
    if text.isdecimal():
        return ((0, int(text)),)
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


Age = tuple[tuple[tuple[int, int | str], ...], tuple[tuple[int, int | str], ...], float, str]
Key = Callable[[EpisodeEntry], tuple[object, ...]]


def _newest(entry: EpisodeEntry) -> Age:
    return _natural(entry.season), _natural(entry.number), entry.modified, str(entry.path)


_KEYS: dict[Column, Key] = {
    Column.TITLE: lambda e: (_natural(title_of(e)),),
    Column.SEASON: _newest,
    Column.NUMBER: lambda e: (_natural(e.number), _natural(e.season)),
    Column.GUESTS: lambda e: (not e.guests, ", ".join(e.guests).casefold()),
    Column.LINES: lambda e: (e.lines,),
    Column.PROBLEMS: lambda e: (e.errors or 0, e.warnings or 0, e.others or 0),
    Column.STATE: lambda e: (bool(e.fault), state_of(e)),
}


class FolderModel(QAbstractTableModel):
    """The episodes of one folder, one a row; the newest first until another order is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[EpisodeEntry] = []
        """What is shown, in its order."""
        self._all: dict[str, EpisodeEntry] = {}
        """By their paths as text: with thousands, paths take long to compare."""
        self._sorted: list[EpisodeEntry] = []
        self._searched: dict[str, str] = {}
        self._ages: dict[str, Age] = {}
        self._titles: defaultdict[str, list[str]] = defaultdict(list)
        """The paths of all episodes by what they are called."""
        self._by_age: list[Age] = []
        """All episodes, the oldest first: kept in order, so that some that come need no sorting of all."""
        self._words: list[str] = []
        self._column, self._descending = Column.SEASON, True

    @property
    def entries(self) -> list[EpisodeEntry]:
        """All episodes, those that are not shown as well."""
        return list(self._all.values())

    def entry_at(self, index: AnyIndex) -> EpisodeEntry | None:
        """Return the episode of a row; None for no row."""
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def set_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Show these episodes and no others; rows that stay keep their selection."""
        there = {str(entry.path) for entry in entries}
        gone = [path for path in self._all if path not in there]
        for path in gone:
            del self._all[path]
        self._take(entries, resort=bool(gone))

    def take(self, entries: Iterable[EpisodeEntry]) -> None:
        """Show what was read of some episodes anew; the others stay as they are."""
        self._take(list({entry.path: entry for entry in entries}.values()))

    def narrow(self, query: str) -> None:
        """Show the episodes that match `query` only; "" shows all."""
        words = folded(query).split()
        if words != self._words:
            self._words = words
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column = Column(column)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._sort()
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(NAMES) - 1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(NAMES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            arrow = ("↓" if self._descending else "↑") if section == self._column else ""
            return f"{NAMES[section]} {arrow}" if arrow else NAMES[section]
        if role == _ROLE.TextAlignmentRole:
            return _NUMBERS if section in _RIGHT else _WORDS
        if role == _ROLE.InitialSortOrderRole:  # who sorts by problems looks for the worst
            return Qt.SortOrder(section == Column.PROBLEMS)
        return None

    def beside(self, entry: EpisodeEntry) -> str:
        """Return what tells an episode from others with its title: its file's name; "" where no other has it."""
        twins = self._titles[title_of(entry)]
        if len(twins) < 2 or not entry.title:
            return ""
        name = entry.path.name
        alone = sum(path.rpartition("/")[2] == name for path in twins) < 2
        return name if alone else f"{entry.path.parent.name}/{name}"

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> object:
        entry = self.entry_at(index)
        if entry is None:
            return None
        if role == _ROLE.DisplayRole:
            return _text(entry, Column(index.column()))
        if role == _ROLE.AccessibleTextRole:
            column = Column(index.column())
            beside = self.beside(entry) if column is Column.TITLE else ""
            return " ".join(
                filter(None, (f"{NAMES[column]}: {_text(entry, column) or 'none'}", beside))
            )
        if role == _ROLE.TextAlignmentRole and index.column() in _RIGHT:
            return _NUMBERS
        return _tip(entry, Column(index.column())) if role == _ROLE.ToolTipRole else None

    def _take(self, entries: Sequence[EpisodeEntry], *, resort: bool = False) -> None:
        moved, same = dict[str, Age | None](), dict[int, EpisodeEntry]()
        for entry in entries:
            path = str(entry.path)
            old, age = self._all.get(path), self._ages.get(path)
            if self._note(path, entry, old):
                moved[path] = None if old is None else age
            else:
                same[id(old)] = entry
        if resort or len(moved) > _MANY:
            self._by_age = sorted(self._ages[path] for path in self._all)
        else:
            for path, age in moved.items():
                self._place(path, age)
        if resort or moved:
            self._titles.clear()
            for shown in self._all.values():
                self._titles[title_of(shown)].append(shown.path.as_posix())
            self._sort()
            self._arrange()
        else:
            self._repaint(same)

    def _note(self, path: str, entry: EpisodeEntry, old: EpisodeEntry | None) -> bool:
        """Keep what is known of an episode; True if it may stand elsewhere, or be found by other words, than before."""
        self._all[path] = entry
        if old is not None and not _unlike(old, entry):
            return False
        self._searched[path], self._ages[path] = _searched(entry), _newest(entry)
        return True

    def _sort(self) -> None:
        found = [self._all[path] for *_, path in self._by_age]
        if self._descending or self._column is not Column.SEASON:
            found.reverse()
        if self._column is not Column.SEASON:
            found.sort(key=_KEYS[self._column], reverse=self._descending)
        self._sorted = found

    def _place(self, path: str, before: Age | None) -> None:
        """Put an episode where its age is now; `before` is where it stood, None if it is new."""
        if before is not None:
            del self._by_age[bisect_left(self._by_age, before)]
        insort(self._by_age, self._ages[path])

    def _repaint(self, changed: Mapping[int, EpisodeEntry]) -> None:
        """Show episodes anew that stay where they are; `changed` has them by the ids of what they were."""
        self._sorted = [changed.get(id(entry), entry) for entry in self._sorted]
        self.rows = [changed.get(id(entry), entry) for entry in self.rows]
        if self.rows:
            last = self.index(len(self.rows) - 1, len(NAMES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _arrange(self) -> None:
        """Show the episodes that match, in their order; what is chosen stays with its episode."""
        found = self._sorted
        for word in self._words:
            found = [entry for entry in found if word in self._searched[str(entry.path)]]
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        paths = [str(self.rows[index.row()].path) for index in old]
        self.rows = list(found)
        places = {path: self._row_of(path) for path in set(paths)}
        new = [
            self.index(places[path], index.column()) if places[path] >= 0 else QModelIndex()
            for path, index in zip(paths, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _row_of(self, path: str) -> int:
        """Return the row of an episode; -1 if it is not shown."""
        entry = self._all.get(path)
        return next((row for row, shown in enumerate(self.rows) if shown is entry), -1)


def _unlike(old: EpisodeEntry, new: EpisodeEntry) -> bool:
    """Tell whether an episode stands elsewhere, or is found by other words, than before."""
    return (old.title, old.season, old.number, old.guests, old.modified) != (
        new.title, new.season, new.number, new.guests, new.modified
    )  # fmt: skip


def _text(entry: EpisodeEntry, column: Column) -> str:
    return {
        Column.TITLE: lambda: title_of(entry),
        Column.SEASON: lambda: _number(entry.season),
        Column.NUMBER: lambda: _number(entry.number),
        Column.GUESTS: lambda: ", ".join(entry.guests),
        Column.LINES: lambda: f"{entry.lines:,}" if entry.lines else "",
        Column.PROBLEMS: lambda: problems_of(entry),
        Column.STATE: lambda: state_of(entry),
    }[column]()


def _number(text: str) -> str:
    """Return what a file gives as a number, such as `7`, `7a` or `7/2`; "" for words, which would only be cut."""
    return text if len(text) <= _LONGEST_NUMBER and any(map(str.isdigit, text)) else ""


def _tip(entry: EpisodeEntry, column: Column) -> str:
    if column is Column.PROBLEMS:
        words = "\n".join((problems_of(entry), *kinds_of(entry))).strip()
        return f"{words}\nOpen with the list of problems (click, or Enter here)" if words else ""
    if column is Column.STATE and entry.fault:
        return f"Cannot be read: {entry.fault}"
    if column is Column.GUESTS:
        return ", ".join(entry.guests)
    state = f"\n{state_of(entry)}" if state_of(entry) else ""
    return f"{title_of(entry)}\n{entry.path.name}\n{entry.path.parent}{state}\nOpen (Enter)"
