"""The suggestions of a proposal as rows: a heading for each kind, and below it what is proposed, with a tick each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from cueline.episode.proposals import Outline, Suggestion
from cueline.widgets.plain_tip import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex
Check = Qt.CheckState
_ROLE = Qt.ItemDataRole
UNFOLDED = 2000
"""How many suggestions at most are shown unfolded at first: of more, the sums are looked at."""


@dataclass(frozen=True)
class Group:
    """The suggestions of one kind, by their places in the proposal."""

    kind: str
    places: Sequence[int]


class ProposalModel(QAbstractTableModel):
    """One row for each kind, and, unless it is folded, one for each of its suggestions; `chosen` is what is ticked.

    There may be 100,000 suggestions: no more than their outline is asked for before they are seen.
    """

    chosen_changed = Signal()

    def __init__(self, suggestions: Sequence[Suggestion], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggestions = suggestions
        outline = Outline.of(suggestions)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, kind in enumerate(outline.kinds):
            places[kind].append(place)
        self.groups = [Group(kind, found) for kind, found in places.items()]
        self.chosen = set(outline.on)
        self.has_reasons = outline.has_reasons
        """Whether any suggestion has a second line, for its reason."""
        self._numbers = {group.kind: number for number, group in enumerate(self.groups)}
        self._amounts = [len(self.chosen.intersection(group.places)) for group in self.groups]
        self._folded: set[int] = set(range(len(self.groups))) if self.size > UNFOLDED else set()
        self._starts: list[int] = []
        self._count_rows()

    @property
    def size(self) -> int:
        """How many suggestions there are."""
        return len(self._suggestions)

    def suggestion_at(self, index: AnyIndex) -> Suggestion | None:
        """Return the suggestion of a row; None for a kind's, or for no row."""
        if not index.isValid() or self.is_heading(index):
            return None
        return self._suggestions[self.place_of(index)]

    def is_heading(self, index: AnyIndex) -> bool:
        """Tell whether a row is a kind's."""
        return self._starts[self._number_at(index)] == index.row()

    def group_at(self, index: AnyIndex) -> Group:
        """Return the group that a row is, or is in."""
        return self.groups[self._number_at(index)]

    def place_of(self, index: AnyIndex) -> int:
        """Return where a row's suggestion stands in the proposal."""
        number = self._number_at(index)
        return self.groups[number].places[index.row() - self._starts[number] - 1]

    def heading_of(self, index: AnyIndex) -> QModelIndex:
        """Return the row of the kind that a row is, or is in."""
        return self.index(self._starts[self._number_at(index)], 0)

    def chosen_of(self, group: Group) -> int:
        """Count the ticked suggestions of a group."""
        return self._amounts[self._numbers[group.kind]]

    def toggle(self, index: AnyIndex) -> None:
        """Tick a row or take its tick away; a kind's row does so for all of its suggestions."""
        number = self._number_at(index)
        group, heading = self.groups[number], self.heading_of(index)
        if self.is_heading(index):
            whole = len(group.places)
            on = self._amounts[number] < whole
            (self.chosen.update if on else self.chosen.difference_update)(group.places)
            self._amounts[number] = whole if on else 0
            below = 0 if number in self._folded else whole
            self.dataChanged.emit(heading, self.index(heading.row() + below, 0))
        else:
            place = self.place_of(index)
            self._amounts[number] += -1 if place in self.chosen else 1
            self.chosen ^= {place}
            self.dataChanged.emit(heading, heading)
            self.dataChanged.emit(index, index)
        self.chosen_changed.emit()

    def is_folded(self, index: AnyIndex) -> bool:
        """Tell whether the suggestions of the kind of a row are hidden."""
        return self._number_at(index) in self._folded

    def fold(self, index: AnyIndex, on: bool) -> None:
        """Hide the suggestions of the kind of a row, or show them."""
        number = self._number_at(index)
        if on == (number in self._folded):
            return
        first, last = (
            self._starts[number] + 1,
            self._starts[number] + len(self.groups[number].places),
        )
        (self.beginRemoveRows if on else self.beginInsertRows)(QModelIndex(), first, last)
        self._folded ^= {number}
        self._count_rows()
        (self.endRemoveRows if on else self.endInsertRows)()
        heading = self.index(first - 1, 0)
        self.dataChanged.emit(heading, heading)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._starts[-1]

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> object:
        if role == _ROLE.CheckStateRole:
            return self._check(index)
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            suggestion = self.suggestion_at(index)
            return words_of(suggestion) if suggestion else self._group_words(index, role)
        suggestion = self.suggestion_at(index) if role == _ROLE.ToolTipRole else None
        return plain_tip(words_of(suggestion)) if suggestion else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def _number_at(self, index: AnyIndex) -> int:
        return bisect_right(self._starts, index.row(), 0, len(self.groups)) - 1

    def _count_rows(self) -> None:
        """Note at which row each kind begins, and how many rows there are."""
        rows = (
            1 if number in self._folded else 1 + len(group.places)
            for number, group in enumerate(self.groups)
        )
        self._starts = list(accumulate(rows, initial=0))

    def _group_words(self, index: AnyIndex, role: int) -> str:
        group = self.group_at(index)
        words = f"{group.kind}: {self.chosen_of(group):,} of {len(group.places):,} chosen"
        folded = role == _ROLE.AccessibleTextRole and self.is_folded(index)
        return f"{words}, folded" if folded else words

    def _check(self, index: AnyIndex) -> Check:
        if not self.is_heading(index):
            return Check.Checked if self.place_of(index) in self.chosen else Check.Unchecked
        group = self.group_at(index)
        amount = self.chosen_of(group)
        if amount in (0, len(group.places)):
            return Check.Checked if amount else Check.Unchecked
        return Check.PartiallyChecked


def words_of(suggestion: Suggestion) -> str:
    """Return a suggestion as a sentence, for screen readers and tool tips."""
    change = " → ".join(text for text in (suggestion.was, suggestion.now) if text)
    parts = (suggestion.place, change, suggestion.reason)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
