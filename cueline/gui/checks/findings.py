"""What a check found, laid out for those who show it: the work of a thread, for it may be very much."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cueline.episode import Episode
from cueline.episode.checks import RULES, Of, Problem
from cueline.widgets.problems.model import ProblemGroup, grouped

Place = tuple[int, int, int]

_NONE = -1
_ORDER = {rule: number for number, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems of `episode`; `new` tells of each whether it came since the file was opened.

    `groups`: as the list shows them. `walk`: in the order of their places, lines first, then clips, then fields.
    """

    episode: Episode
    problems: tuple[Problem, ...] = ()
    new: tuple[bool, ...] = ()
    groups: tuple[ProblemGroup, ...] = ()
    walk: tuple[Problem, ...] = ()

    @staticmethod
    def of(episode: Episode, problems: Sequence[Problem], new: Sequence[bool]) -> Findings:
        """Lay out what was found, in the order of the rules."""
        groups = tuple(grouped(episode, problems, new))
        walk = tuple(in_order(episode, problems))
        return Findings(episode, tuple(problems), tuple(new), groups, walk)


def in_order(episode: Episode, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Give problems in the order of their places, at one place in the order that they have.

    Nothing is sorted: Python lets no other thread on while it compares. No list is made for a place: very many would
    take more room than the problems.
    """
    yield from _along("item", len(episode.items), problems)
    yield from _along("clip", len(episode.clips), problems)
    yield from (p for p in problems if p.of == "file")


def place_of(problem: Problem) -> Place:
    """Return where a problem stands in the window: lines first, then clips, then fields; then how grave it is."""
    where = ("item", "clip", "file").index(problem.of)
    return where, -1 if problem.index is None else problem.index, _ORDER[problem.rule]


def index_in(walk: Sequence[Problem], problem: Problem) -> int | None:
    """Return where a problem is among some in the order of their places, or one like it; None if it is not there."""
    place = place_of(problem)
    at = bisect_left(walk, place, key=place_of)
    while at < len(walk) and place_of(walk[at]) == place:
        if walk[at] == problem:
            return at
        at += 1
    return None


def _along(of: Of, entries: int, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Give the problems of items, or of clips, along their positions, of which there are so many."""
    first, after = array("q", [_NONE]) * entries, array("q", [_NONE]) * len(problems)
    for number in range(len(problems) - 1, -1, -1):
        index = problems[number].index if problems[number].of == of else None
        if index is not None and index < entries:
            first[index], after[number] = number, first[index]
    for number in first:
        while number != _NONE:
            yield problems[number]
            number = after[number]
