"""Two readings of one episode brought together: which entry of the new one is which of the old one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from cueline.episode.values import Clip, ClipItem, Episode, Header, Item, Line

Entry = Item | ClipItem
E = TypeVar("E", bound=Entry)
Gap = tuple[int, int, int, int]
_ALIKE = 0.5
"""From which likeness on, of 1, two entries are one that was changed."""
_MANY = 10_000
"""How many pairs are compared at most to find the likeliest ones; in a larger gap the place decides."""
_WORDS_OF_ITS_OWN = 3
"""From how many words on a text found elsewhere is the line that was moved, and not one that says the same."""


def paired(old: Episode, new: Episode) -> Episode:
    """Return `new` with the origins of `old`: equal entries become the old objects, changed ones keep their origin.

    Used where two files, or two states of one, were read apart from each other. Entries pair where they are equal,
    then between these where they say the same or nearly so, then wherever they were moved to; what is left and is
    as many on both sides, by its place. What has no partner has no origin.
    """
    items, clips = _paired(old.items, new.items), _paired(old.clips, new.clips)
    return replace(new, items=items, clips=clips, clock=old.clock)


def _paired(old: Sequence[E], new: Sequence[E]) -> tuple[E, ...]:
    partners = _Partners(old, new).find()
    return tuple(
        _with_origin_of(old[partners[place]] if place in partners else None, entry)
        for place, entry in enumerate(new)
    )


def _with_origin_of(before: E | None, entry: E) -> E:
    if before is not None and before == entry:
        return before
    return replace(entry, origin=before.origin if before is not None else None)


class _Partners:
    """Finds for entries of `new` their places in `old`."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self._old, self._new = old, new
        self._found: dict[int, int] = {}

    def find(self) -> dict[int, int]:
        """Return the place in `old` of each place in `new` that has one."""
        gaps = list(self._match((0, len(self._old), 0, len(self._new)), lambda entry: entry))
        gaps = [inner for gap in gaps for inner in self._match(gap, _said)]
        gaps = [inner for gap in gaps for inner in self._match_alike(gap)]
        self._match_moved(gaps)
        for gap in gaps:
            self._match_by_place(gap)
        return self._found

    def _match(self, gap: Gap, key: Callable[[Entry], Hashable]) -> Iterator[Gap]:
        """Pair what has equal keys, in order; give the gaps between."""
        a1, a2, b1, b2 = gap
        old = [key(entry) for entry in self._old[a1:a2]]
        new = [key(entry) for entry in self._new[b1:b2]]
        a = b = 0
        for x, y, size in [*_blocks(old, new), (len(old), len(new), 0)]:
            self._pair_all(a1 + x, b1 + y, size)
            if x > a or y > b:
                yield a1 + a, a1 + x, b1 + b, b1 + y
            a, b = x + size, y + size

    def _pair_all(self, first_old: int, first_new: int, size: int) -> None:
        self._found.update(
            zip(range(first_new, first_new + size), range(first_old, first_old + size), strict=True)
        )

    def _match_alike(self, gap: Gap) -> Iterator[Gap]:
        """Pair those that are likest to each other, in order; give the gaps between."""
        a1, a2, b1, b2 = gap
        pairs = _likest(self._old[a1:a2], self._new[b1:b2])
        a, b = a1, b1
        for x, y in [*((a1 + i, b1 + j) for i, j in pairs), (a2, b2)]:
            if x < a2 or y < b2:
                self._found[y] = x
            if x > a or y > b:
                yield a, x, b, y
            a, b = x + 1, y + 1

    def _match_moved(self, gaps: Sequence[Gap]) -> None:
        """Pair what is left and says the same in another place, the first with the first."""
        left: dict[Hashable, list[int]] = defaultdict(list)
        for a1, a2, _, _ in gaps:
            for place in range(a1, a2):
                if _can_be_known(self._old[place]):
                    left[_said(self._old[place])].append(place)
        for _, _, b1, b2 in gaps:
            for place in range(b1, b2):
                places = left.get(_said(self._new[place]))
                if places:
                    self._found[place] = places.pop(0)

    def _match_by_place(self, gap: Gap) -> None:
        """Pair what is left, where as many of the same kinds are left on both sides."""
        a1, a2, b1, b2 = gap
        taken = set(self._found.values())
        old = [place for place in range(a1, a2) if place not in taken]
        new = [place for place in range(b1, b2) if place not in self._found]
        if len(old) != len(new):
            return
        for x, y in zip(old, new, strict=True):
            if type(self._old[x]) is type(self._new[y]):
                self._found[y] = x


def _blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """Give the runs that two lists have in common, in order: what comes once in both holds the rest in place."""
    a = b = 0
    for x, y in [*_in_order(_once_in_both(old, new)), (len(old), len(new))]:
        if (x - a) * (y - b) <= _MANY:
            matcher = SequenceMatcher(None, old[a:x], new[b:y], autojunk=False)
            found = matcher.get_matching_blocks() if x > a and y > b else []
            yield from ((a + block.a, b + block.b, block.size) for block in found if block.size)
        if x < len(old) and y < len(new):
            yield x, y, 1
        a, b = x + 1, y + 1


def _once_in_both(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Give the places of the keys that each list has just once, in the order of `new`."""
    amounts = Counter(old), Counter(new)
    places = {key: place for place, key in enumerate(old) if amounts[0][key] == 1}
    for place, key in enumerate(new):
        if amounts[1][key] == 1 and key in places:
            yield places[key], place


def _in_order(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of `pairs`, ordered by their second, that is ordered by their first too."""
    ends: list[int] = []
    chains: list[tuple[int, int, Any]] = []
    for x, y in pairs:
        place = bisect_left(ends, x)
        chain = (x, y, chains[place - 1] if place else None)
        ends[place : place + 1] = [x]
        chains[place : place + 1] = [chain]
    found: list[tuple[int, int]] = []
    chain = chains[-1] if chains else None
    while chain is not None:
        found.append(chain[:2])
        chain = chain[2]
    return found[::-1]


def _said(entry: Entry) -> Hashable:
    """Return what an entry says, whatever its time and speaker."""
    if isinstance(entry, (Header, Line)):
        return type(entry), entry.text
    return type(entry), entry.name if isinstance(entry, Clip) else entry.summary


def _can_be_known(entry: Entry) -> bool:
    """Tell whether what an entry says is enough to know it again elsewhere."""
    return not isinstance(entry, Line) or len(entry.text.split()) >= _WORDS_OF_ITS_OWN


def _likest(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, that are together likest; none where there are too many to try."""
    if not old or not new or len(old) * len(new) > _MANY:
        return []
    likeness = _Likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness.of(i, j) + best[i + 1][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


class _Likeness:
    """How like entries are: by their words, and a little by their times and speakers."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self._old, self._new = old, new
        self._words = [[Counter(_words(entry)) for entry in side] for side in (old, new)]

    def of(self, i: int, j: int) -> float:
        """Return the likeness of two entries, 0 where it is not enough for one that was changed."""
        a, b = self._old[i], self._new[j]
        if type(a) is not type(b):
            return 0
        one, two = self._words[0][i], self._words[1][j]
        both = one.total() + two.total()
        same = 2 * (one & two).total() / both if both else 1
        found = same + _of_the_same_time(a, b)
        return found if found >= _ALIKE else 0


def _of_the_same_time(a: Entry, b: Entry) -> float:
    if isinstance(a, Line) and isinstance(b, Line):
        return 0.25 * (a.start is not None and a.start == b.start) + 0.1 * (a.speaker == b.speaker)
    if isinstance(a, Clip) and isinstance(b, Clip):
        return 0.5 * (a.start == b.start) + 0.5 * (a.end == b.end)
    return 0


def _words(entry: Entry) -> list[str]:
    if isinstance(entry, (Header, Line)):
        return entry.text.split()
    return (entry.name if isinstance(entry, Clip) else entry.summary).split()
