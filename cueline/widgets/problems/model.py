"""The problems of an episode as a tree of two levels: the kinds, the gravest first, and under each its problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cueline.episode import Episode, Header, Line
from cueline.episode.checks import RULES, SEVERITIES, Problem, Severity
from cueline.episode.visible import visible
from cueline.widgets.plain_tip import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_GROUP = 0
_MOST = 200
"""So many problems of a kind are listed at once; who has more mends some first, or all of them together."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem as it is listed. `place`: where it is, in words. `new`: it came since the file was opened."""

    problem: Problem
    place: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one rule, or the first of very many; `amount` counts all, `severity` is that of the gravest."""

    rule: str
    title: str
    severity: Severity
    entries: tuple[Entry, ...]
    amount: int

    @property
    def number(self) -> str:
        """How many there are, in figures; where not all are listed, how many are."""
        listed = len(self.entries)
        return str(listed) if listed == self.amount else f"{listed:,} of {self.amount:,}"


def grouped(
    episode: Episode, problems: Sequence[Problem], new: Sequence[bool]
) -> list[ProblemGroup]:
    """Group problems by rule, errors first; within one severity in the order of the rules. `new` tells of each."""
    by_rule: dict[str, list[int]] = {}
    for number, problem in enumerate(problems):
        by_rule.setdefault(problem.rule, []).append(number)
    order, places = list(RULES), _Places(episode)
    groups = list[ProblemGroup]()
    for rule, found in by_rule.items():
        severity = _gravest([problems[i] for i in found])
        entries = tuple(Entry(problems[i], places.of(problems[i]), new[i]) for i in found[:_MOST])
        groups.append(ProblemGroup(rule, RULES[rule].title, severity, entries, len(found)))
    return sorted(groups, key=lambda g: (SEVERITIES.index(g.severity), order.index(g.rule)))


def _gravest(problems: Sequence[Problem]) -> Severity:
    found = {problem.severity for problem in problems}
    return next(severity for severity in SEVERITIES if severity in found)


def listed(episode: Episode, problems: Sequence[Problem]) -> list[Entry]:
    """Return problems as entries, each with its place in words."""
    places = _Places(episode)
    return [Entry(problem, places.of(problem)) for problem in problems]


class _Places:
    """Says where problems are: at which time, in which clip or field."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self._last: list[float | None] = []
        last: float | None = None
        for item in episode.items:
            if isinstance(item, Line) and item.start is not None:
                last = item.start
            self._last.append(last)

    def of(self, problem: Problem) -> str:
        """Return the place of a problem."""
        index = problem.index
        if problem.of == "item" and index is not None and index < len(self._episode.items):
            return self._of_item(index)
        if problem.of == "clip" and index is not None:
            return f"Clip {index + 1}"
        if problem.path:
            return " › ".join(
                str(step + 1) if isinstance(step, int) else str(step) for step in problem.path
            )
        return f"Line {problem.line} of the file" if problem.line else "The file"

    def _of_item(self, index: int) -> str:
        item, last = self._episode.items[index], self._last[index]
        time = "at the beginning" if last is None else self._episode.clock.format(last)
        if isinstance(item, Line) and item.start is None and last is not None:
            time = f"after {time}"
        if isinstance(item, Line):
            speaker = item.speaker if len(item.speaker) < 30 else ""
            return " · ".join(part for part in (time, speaker) if part)
        what = "Header" if isinstance(item, Header) else "Entry"
        return f"{what}, {time if last is None else f'after {time}'}"


class ProblemModel(QAbstractItemModel):
    """Two levels, replaced whole; `groups` are what is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[ProblemGroup] = []

    def set_groups(self, groups: Sequence[ProblemGroup]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self.groups = list(groups)
        self.endResetModel()

    def entry_at(self, index: AnyIndex) -> Entry | None:
        """Return the entry of a row; None for the row of a group."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self.groups[int(index.internalId()) - 1].entries[index.row()]

    def group_at(self, index: AnyIndex) -> ProblemGroup | None:
        """Return the group that a row is, or is in; None for no row."""
        if not index.isValid():
            return None
        inside = int(index.internalId())
        return self.groups[index.row() if inside == _GROUP else inside - 1]

    def index_of(self, problem: Problem) -> QModelIndex:
        """Return the row of a problem; an invalid one if it is not listed."""
        for row, group in enumerate(self.groups):
            if group.rule == problem.rule:
                for place, entry in enumerate(group.entries):
                    if entry.problem == problem:
                        return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, child: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        inside = int(child.internalId()) if child.isValid() else _GROUP
        return QModelIndex() if inside == _GROUP else self.createIndex(inside - 1, 0, _GROUP)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        inside = parent.internalId() != _GROUP
        return 0 if inside else len(self.groups[parent.row()].entries)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> object:
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return None
        entry, group = self.entry_at(index), self.group_at(index)
        if entry is not None:
            words = visible(f"{entry.place}: {entry.problem.message}")
            return plain_tip(f"{words}\nGo there (Enter)") if role == _ROLE.ToolTipRole else words
        return None if group is None else f"{group.title}: {group.number}"
