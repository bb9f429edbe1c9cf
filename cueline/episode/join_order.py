"""Three readings of one list, as read, mine and theirs: which entry is which in all three, and the order of all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

from cueline.episode.values import Clip, ClipItem, Header, Item, Line

E = TypeVar("E", bound=Item | ClipItem)
Key: TypeAlias = tuple[str, int]
"""Which entry is meant: `("base", 3)`, or one that is new: `("mine", 5)`, `("theirs", 5)`, by its place there."""

_ALIKE = 0.5
_START: Key = ("start", 0)


@dataclass(frozen=True, slots=True)
class Slot(Generic[E]):
    """One entry in all three lists; None where it does not stand in one."""

    key: Key
    base: E | None
    mine: E | None
    theirs: E | None


class ThreeLists(Generic[E]):
    """The entries of three lists brought together.

    `mine` is related to `base` by origin, and so is `known`, which is `theirs` with the origins of `base`.
    """

    def __init__(
        self, base: Sequence[E], mine: Sequence[E], known: Sequence[E], theirs: Sequence[E]
    ) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._mine_keys = _keys_of("mine", mine, base)
        self._their_keys = _keys_of("theirs", known, base)
        self._agree_on_repeated()
        self._agree_on_changed()
        self._agree_on_added()
        self._mine_at = {key: place for place, key in enumerate(self._mine_keys)}
        self._theirs_at = {key: place for place, key in enumerate(self._their_keys)}
        self.contested = self._moved_apart()
        """Entries that both have moved, each with what it follows in mine and in theirs (None: nothing)."""

    def slots(self, theirs_moves: Callable[[Key], bool] = lambda _: False) -> list[Slot[E]]:
        """Return all entries in the joined order; `theirs_moves` tells whose place a contested one takes."""
        return [self._slot(key) for key in self._order(theirs_moves)]

    def _slot(self, key: Key) -> Slot[E]:
        mine, theirs = self._mine_at.get(key), self._theirs_at.get(key)
        return Slot(
            key,
            self._base[key[1]] if key[0] == "base" else None,
            None if mine is None else self._mine[mine],
            None if theirs is None else self._theirs[theirs],
        )

    def _order(self, theirs_moves: Callable[[Key], bool]) -> list[Key]:
        order = self._common_order(theirs_moves)
        common = set(order)
        after_mine = _chains(self._mine_keys, common)
        after_theirs = _chains(self._their_keys, common)
        out: list[Key] = []
        for key in (_START, *order):
            out += [key] if key != _START else []
            mine, theirs = after_mine[key], after_theirs[key]
            out += [*theirs, *mine] if self._starts_before(theirs, mine) else [*mine, *theirs]
        return out

    def _common_order(self, theirs_moves: Callable[[Key], bool]) -> list[Key]:
        """Return what stands in both, in theirs' order, but where mine alone moved it."""
        mine = [key for key in self._mine_keys if key in self._theirs_at]
        theirs = [key for key in self._their_keys if key in self._mine_at]
        moved = self._out_of_order(mine) - self._out_of_order(theirs)
        moved |= {key for key in self.contested if not theirs_moves(key)}
        if mine == theirs or not moved:
            return theirs
        order = [key for key in theirs if key not in moved]
        for before, key in pairwise([_START, *mine]):
            if key in moved:
                order.insert(0 if before == _START else order.index(before) + 1, key)
        return order

    def _moved_apart(self) -> dict[Key, tuple[E | None, E | None]]:
        mine = [key for key in self._mine_keys if key in self._theirs_at]
        theirs = [key for key in self._their_keys if key in self._mine_at]
        if mine == theirs:
            return {}
        both = self._out_of_order(mine) & self._out_of_order(theirs)
        before = [dict(zip(keys, [_START, *keys], strict=False)) for keys in (mine, theirs)]
        apart = {key: (before[0][key], before[1][key]) for key in both}
        return {
            key: (
                None if a == _START else self._mine[self._mine_at[a]],
                None if b == _START else self._theirs[self._theirs_at[b]],
            )
            for key, (a, b) in apart.items()
            if a != b
        }

    def _out_of_order(self, keys: Sequence[Key]) -> set[Key]:
        """Return the fewest entries of the base that were moved, to come to this order; headers rather than lines."""
        known = [key for key in keys if key[0] == "base"]
        lines = _in_order([key for key in known if not isinstance(self._base[key[1]], Header)])
        return set(known) - lines - _in_order(_fitting(known, lines))

    def _agree_on_repeated(self) -> None:
        """Where both have taken out one of several equal entries, take it for the same one."""
        for first, stop in _runs(self._base):
            self._agree_on_run([("base", place) for place in range(first, stop)])
        mine, theirs = set(self._mine_keys), set(self._their_keys)
        for place, key in enumerate(self._their_keys):
            if key[0] != "base" or key in mine or self._theirs[place] != self._base[key[1]]:
                continue
            other = self._equal_beside(key[1], theirs)
            if other is not None and ("base", other) in mine:
                theirs ^= {key, ("base", other)}
                self._their_keys[place] = "base", other

    def _agree_on_run(self, run: list[Key]) -> None:
        """Take those of equal neighbours for left in theirs that are left in mine."""
        left = [place for place, key in enumerate(self._their_keys) if key in run]
        untouched = all(self._theirs[p] == self._base[run[0][1]] for p in left)
        if untouched and 0 < len(left) < len(run):
            mine = set(self._mine_keys)
            first_mine = sorted(run, key=lambda key: (key not in mine, key))
            for place, key in zip(left, sorted(first_mine[: len(left)]), strict=True):
                self._their_keys[place] = key

    def _equal_beside(self, place: int, taken: set[Key]) -> int | None:
        """Find an entry equal to the one at `place` that theirs lacks, with nothing between that theirs has."""
        for step in (1, -1):
            other = place + step
            while 0 <= other < len(self._base) and ("base", other) not in taken:
                if self._base[other] == self._base[place]:
                    return other
                other += step
        return None

    def _agree_on_changed(self) -> None:
        """Take what both have made equal for one entry, whichever it was before."""
        made: dict[Hashable, list[Key]] = defaultdict(list)
        for key, entry in zip(self._mine_keys, self._mine, strict=True):
            if self._is_made(key, entry):
                made[entry].append(key)
        for place, entry in enumerate(self._theirs):
            key = self._their_keys[place]
            if made.get(entry) and self._is_made(key, entry):
                self._take_key(place, key if key in made[entry] else made[entry][0])
                made[entry].remove(self._their_keys[place])

    def _is_made(self, key: Key, entry: E) -> bool:
        return key[0] != "base" or entry != self._base[key[1]]

    def _take_key(self, place: int, key: Key) -> None:
        """Give an entry of theirs another key; the one that had it gets the old one, where that can be."""
        old = self._their_keys[place]
        if key == old:
            return
        if key in self._their_keys:
            other = self._their_keys.index(key)
            fits = old[0] == "base" and type(self._base[old[1]]) is type(self._theirs[other])
            self._their_keys[other] = old if fits else ("theirs", other)
        self._their_keys[place] = key

    def _agree_on_added(self) -> None:
        """Take what both have added at one place, and is nearly the same, for one entry."""
        common = set(self._mine_keys) & set(self._their_keys)
        mine, theirs = _chains(self._mine_keys, common), _chains(self._their_keys, common)
        for anchor in mine.keys() & theirs.keys():
            left = [key for key in mine[anchor] if key[0] == "mine"]
            for key in theirs[anchor]:
                alike = [k for k in left if key[0] == "theirs" and self._is_alike(k[1], key[1])]
                if alike:
                    self._their_keys[key[1]] = alike[0]
                    del left[: left.index(alike[0]) + 1]

    def _is_alike(self, mine: int, theirs: int) -> bool:
        return _alike(self._mine[mine], self._theirs[theirs])

    def _starts_before(self, theirs: Sequence[Key], mine: Sequence[Key]) -> bool:
        their_start = _first_start([self._theirs[self._theirs_at[key]] for key in theirs])
        my_start = _first_start([self._mine[self._mine_at[key]] for key in mine])
        return their_start is not None and my_start is not None and their_start < my_start


def _keys_of(side: str, entries: Sequence[E], base: Sequence[E]) -> list[Key]:
    places = {entry.origin: place for place, entry in enumerate(base) if entry.origin is not None}
    keys: list[Key] = []
    for place, entry in enumerate(entries):
        known = None if entry.origin is None else places.get(entry.origin)
        if known is not None and type(base[known]) is type(entry):
            del places[base[known].origin or 0]
            keys.append(("base", known))
        else:
            keys.append((side, place))
    return keys


def _chains(keys: Sequence[Key], common: set[Key]) -> defaultdict[Key, list[Key]]:
    """Return what stands behind each common entry up to the next common one."""
    chains: defaultdict[Key, list[Key]] = defaultdict(list)
    anchor = _START
    for key in keys:
        if key in common:
            anchor = key
        else:
            chains[anchor].append(key)
    return chains


def _runs(entries: Sequence[E]) -> Iterator[tuple[int, int]]:
    """Give the places, first and stop, of equal entries that follow each other."""
    first = 0
    for place in range(1, len(entries) + 1):
        if place == len(entries) or entries[place] != entries[first]:
            if place - first > 1:
                yield first, place
            first = place


def _fitting(known: Sequence[Key], fixed: set[Key]) -> list[Key]:
    """Return the others that stand between the fixed ones where they stand in the base."""
    above: dict[Key, Key] = {}
    low: Key = ("", 0)
    for key in known:
        low = key if key in fixed else low
        above[key] = low
    found: list[Key] = []
    high: Key | None = None
    for key in reversed(known):
        high = key if key in fixed else high
        if key not in fixed and above[key] < key and (high is None or key < high):
            found.append(key)
    return found[::-1]


def _in_order(known: Sequence[Key]) -> set[Key]:
    """Return the most entries that stand in the order of the base."""
    ends: list[Key] = []
    before: dict[Key, Key | None] = {}
    for key in known:
        place = bisect_left(ends, key)
        before[key] = ends[place - 1] if place else None
        ends[place : place + 1] = [key]
    stayed: set[Key] = set()
    last = ends[-1] if ends else None
    while last is not None:
        stayed.add(last)
        last = before[last]
    return stayed


def _first_start(entries: Sequence[Item | ClipItem]) -> float | None:
    starts = [e.start for e in entries if isinstance(e, (Line, Clip)) and e.start is not None]
    return starts[0] if starts else None


def _alike(one: Item | ClipItem, two: Item | ClipItem) -> bool:
    if type(one) is not type(two) or isinstance(one, Header):
        return type(one) is type(two)
    if isinstance(one, (Line, Clip)) and isinstance(two, (Line, Clip)):
        same_time = one.start is not None and one.start == two.start
        return same_time or _shared(_words(one), _words(two)) >= _ALIKE
    return one == two


def _words(entry: Line | Clip) -> set[str]:
    return set((entry.text if isinstance(entry, Line) else entry.name).casefold().split())


def _shared(one: set[str], two: set[str]) -> float:
    """Return the share of words that two texts have in common: 0 to 1."""
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0
