"""What a hop pass goes through: which lines, which of them are left, and how many ticks that makes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from cueline.episode import Change, Episode, Item, Line
from cueline.gui.timing.marks import CHECKED, RowMarks, is_lead

_MANY = 1000
"""From how many lines on it is less work to gather all that are checked than to ask for each."""

_Rows: TypeAlias = tuple[list[int], list[int], list[int], list[int]]


class Looked(NamedTuple):
    """What was found in the lines of an episode, and after how many times that all was forgotten."""

    forgotten: int
    episode: Episode
    found: _Rows


class HopList:
    """The turns with a time of an episode, by the position of their first line, and those still to be heard.

    Paragraphs of one speaker with the same start are one turn: heard together, ticked together. What is counted is
    each line with a time, for each shows its tick. Without `forget`, only what changed is looked at again.
    """

    def __init__(self, marks: RowMarks) -> None:
        self._marks = marks
        self._episode: Episode | None = None
        self._forgotten = 0
        self._timed: list[int] = []
        self._checked: list[int] = []
        self._leads: list[int] = []
        self._left: list[int] = []

    def leads(self, episode: Episode) -> list[int]:
        """Return the first lines of all turns with a time, in order."""
        self._know(episode)
        return self._leads

    def left(self, episode: Episode) -> list[int]:
        """Return the first lines of the turns that are not checked yet, in order."""
        self._know(episode)
        return self._left

    def counts(self, episode: Episode) -> tuple[int, int]:
        """Return how many lines are checked, and of how many: as many as there are ticks, and marks."""
        self._know(episode)
        return len(self._checked), len(self._timed)

    def follow(self, change: Change, episode: Episode) -> None:
        """Take over a change that led to `episode`."""
        if self._episode is None or any(splice.growth for splice in change.items):
            self._episode = None
            return
        self._episode = episode
        for splice in change.items:
            self._look(episode, splice.first, splice.first + len(splice.removed))

    def look_again(self, index: int) -> None:
        """Take over another mark of the line at `index` and of those heard with it."""
        if self._episode is not None:
            self._look(self._episode, index, index + 1)

    def forget(self) -> None:
        """Look at everything anew when it is asked for next."""
        self._episode = None
        self._forgotten += 1

    def knows(self, episode: Episode) -> bool:
        """Tell whether nothing has to be looked at for an episode."""
        return self._episode is episode

    def looked_at(self, episode: Episode) -> Looked:
        """Look at all lines in another thread, for `take`."""
        return Looked(
            self._forgotten, episode, self._sorted_out(episode.items, 0, len(episode.items))
        )

    def take(self, looked: Looked, episode: Episode) -> None:
        """Have what was looked at, if it is of `episode`, and no mark has become another one meanwhile."""
        if looked.forgotten == self._forgotten and looked.episode is episode:
            self._episode = looked.episode
            self._timed, self._checked, self._leads, self._left = looked.found

    def _know(self, episode: Episode) -> None:
        if self._episode is not episode:
            self.take(self.looked_at(episode), episode)

    def _look(self, episode: Episode, first: int, stop: int) -> None:
        """Look at the lines from `first` to before `stop`, and at the whole turns that touch them."""
        items = episode.items
        first, stop = max(0, first - 1), min(stop + 1, len(items))
        while first > 0 and _goes_on(items, first):
            first -= 1
        while stop < len(items) and _goes_on(items, stop):
            stop += 1
        kept = (self._timed, self._checked, self._leads, self._left)
        for rows, found in zip(kept, self._sorted_out(items, first, stop), strict=True):
            rows[bisect_left(rows, first) : bisect_left(rows, stop)] = found

    def _sorted_out(self, items: tuple[Item, ...], first: int, stop: int) -> _Rows:
        """Return of the rows from `first` to before `stop`, which are whole turns, those of each list."""
        timed, checked, leads, left = list[int](), list[int](), list[int](), list[int]()
        is_checked = self._checks(stop - first)
        lead: int = -1
        turn: tuple[str, float] | None = None
        for row in range(first, stop):
            item = items[row]
            if not isinstance(item, Line) or item.start is None:
                turn = None
                continue
            timed.append(row)
            own = (item.speaker, item.start)
            if own != turn:
                lead, turn = row, own
                leads.append(row)
            if is_checked is not None and is_checked(item):
                checked.append(row)
            elif not left or left[-1] != lead:
                left.append(lead)
        return timed, checked, leads, left

    def _checks(self, count: int) -> Callable[[Line], bool] | None:
        """Return what tells whether a line is checked; None if none of so many can be."""
        marks = self._marks
        if not marks:
            return None
        if count < _MANY:
            return lambda line: marks.of(line) == CHECKED
        known = marks.checked()
        return (lambda line: (line.speaker, line.text, line.start) in known) if known else None


def _is_timed(item: Item) -> bool:
    return isinstance(item, Line) and item.start is not None


def _goes_on(items: tuple[Item, ...], row: int) -> bool:
    return _is_timed(items[row]) and not is_lead(items, row)
