"""Where the sections of an episode begin and stop, kept while it changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from cueline.episode import Change, Header, Item, Line
from cueline.episode.values import header_places

CHUNK = 250
"""How many lines a section gives at once; more when they are scrolled to."""


@dataclass(slots=True)
class Node:
    """One section: `begin` is the position of its header in `items`, `first` of what follows, `stop` is exclusive."""

    key: int
    items: tuple[Item, ...]
    header: Header | None
    begin: int
    stop: int
    row: int = 0
    limit: int = CHUNK
    lines: int | None = None

    @property
    def first(self) -> int:
        """The position of the first item under the header."""
        return self.begin + (self.header is not None)

    @property
    def count(self) -> int:
        """How many items stand under the header."""
        return self.stop - self.first

    @property
    def given(self) -> int:
        """How many of them the model shows."""
        return min(self.count, self.limit)

    def start(self) -> float | None:
        """Return the first time in it, in seconds; None if there is none."""
        for place in range(self.first, self.stop):
            item = self.items[place]
            if isinstance(item, Line) and item.start is not None:
                return item.start
        return None

    def amount(self) -> int:
        """Count its lines."""
        if self.lines is None:
            self.lines = sum(isinstance(item, Line) for item in self.items[self.first : self.stop])
        return self.lines


@dataclass(frozen=True, slots=True)
class Span:
    """The items `first` up to `old_stop` became those up to `new_stop`."""

    first: int
    old_stop: int
    new_stop: int

    @staticmethod
    def of(change: Change) -> Span:
        """Return the span that all splices of `change` lie in."""
        first, last = change.items[0], change.items[-1]
        stop = last.first + len(last.removed)
        return Span(first.first, stop, stop + sum(splice.growth for splice in change.items))


class Sections:
    """The sections in order, found by position, row or key."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._by_key: dict[int, Node] = {}
        self._begins: list[int] = []
        self._keys = count(1)

    def __len__(self) -> int:
        return len(self.nodes)

    def by_key(self, key: int) -> Node | None:
        """Find a section by its key; None if there is none (0 is never one)."""
        return self._by_key.get(key)

    def replace(self, first: int, stop: int, nodes: Sequence[Node]) -> None:
        """Put other sections in the place of the rows `first` up to `stop`."""
        self.nodes[first:stop] = nodes
        self.renumber()

    def renumber(self) -> None:
        """Find rows and keys anew, after extents have changed."""
        for row, node in enumerate(self.nodes):
            node.row = row
        self._by_key = {node.key: node for node in self.nodes}
        self._begins = [node.begin for node in self.nodes]

    def row_at(self, position: int) -> int:
        """Return the row of the section that holds `position`."""
        return max(0, bisect_right(self._begins, position) - 1)

    def scan(self, items: tuple[Item, ...], begin: int, stop: int) -> list[Node]:
        """Make the sections of the items from `begin` up to `stop`."""
        bounds = [begin + place for place in header_places(items[begin:stop])]
        if begin < stop and (not bounds or bounds[0] > begin):
            bounds.insert(0, begin)
        nodes: list[Node] = []
        for place, end in zip(bounds, [*bounds[1:], stop], strict=False):
            item = items[place]
            header = item if isinstance(item, Header) else None
            nodes.append(Node(next(self._keys), items, header, place, end))
        return nodes

    def show(self, items: tuple[Item, ...]) -> None:
        """Let all sections read from `items`."""
        for node in self.nodes:
            node.items = items

    def move(self, first: int, growth: int) -> None:
        """Move the sections from row `first` on by a number of items."""
        for node in self.nodes[first:]:
            node.begin += growth
            node.stop += growth

    def end(self, node: Node) -> float | None:
        """Return the first time after a section, in seconds; None if there is none."""
        starts = (later.start() for later in self.nodes[node.row + 1 :])
        return next((start for start in starts if start is not None), None)

    def first_with_length_from(self, row: int) -> int:
        """Return the first of the rows before `row` whose length follows from the start of `row`."""
        while row > 0:
            row -= 1
            if self.nodes[row].start() is not None:
                break
        return row


def take_extent(node: Node, wanted: Node) -> None:
    """Give `node` the header and the extent of `wanted`."""
    node.items, node.header, node.lines = wanted.items, wanted.header, None
    node.begin, node.stop = wanted.begin, wanted.stop


def alike(before: Sequence[Node], after: Sequence[Node]) -> int:
    """Count the sections at the start of both that are the same one."""
    same = 0
    for old, new in zip(before, after, strict=False):
        if not _is_same(old.header, new.header):
            break
        same += 1
    return same


def _is_same(old: Header | None, new: Header | None) -> bool:
    if old is None or new is None:
        return old is new
    return old is new or (old.origin is not None and old.origin == new.origin)
