"""The edges of an episode in sorted arrays: which are in view, which is near, what stands on top of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cueline.episode import Change, Clip, ClipItem, Episode, Header, Item, Line, Splice
from cueline.widgets.waveform.drag import Edge, Target

KINDS = ("section", "line", "clip")
"""The kinds in the order in which they lie on top of each other."""

SECTION, LINE, CLIP = range(3)
SAME = 1e-6
"""Seconds within which edges count as one place."""

_OF_ITEMS = ("_sorted", "_timed", "_where", "_section_times", "_line_times", "owners")
_OF_CLIPS = ("_sorted", "_where", "_section_times", "_line_times", "clips", "_clip_edges")
_WORDS = {"section": "the start of a section", "line": "the start of a line", "clip": "a clip edge"}


class EdgeMap:
    """Every edge of one episode; `times`, `kinds` (of KINDS) and `places` stand side by side, sorted by time.

    The first timed line of a section is the section's edge and has none of its own. A clip's start and the end of
    the clip before are one edge where they are equal, and go by the same number where they are not.
    """

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self._starts = _starts(episode.items)
        self._heads = _heads(episode.items)

    def follow(self, change: Change, episode: Episode) -> None:
        """Take over a change that led to `episode`."""
        self.episode = episode
        for splice in reversed(change.items):
            self._splice(splice)
        stale = _OF_ITEMS if change.items else ()
        for name in (*stale, *(_OF_CLIPS if change.clips else ())):
            self.__dict__.pop(name, None)

    @property
    def times(self) -> NDArray[np.float64]:
        """The times of all edges, in seconds."""
        return self._sorted[0]

    @property
    def kinds(self) -> NDArray[np.int8]:
        """The kinds of all edges, as positions in KINDS."""
        return self._sorted[1]

    @property
    def places(self) -> NDArray[np.intp]:
        """The positions of all edges in items or clips."""
        return self._sorted[2]

    def between(self, start: float, end: float) -> slice:
        """Return the edges from `start` to `end`, both counted in."""
        first, stop = np.searchsorted(self.times, (start, end + SAME))
        return slice(int(first), int(stop))

    def at(self, position: int) -> Edge:
        """Return the edge at a position of the sorted arrays."""
        kind = KINDS[self.kinds[position]]
        return Edge(kind, int(self.places[position]), float(self.times[position]))

    def near(self, seconds: float, reach: float, kinds: Iterable[str] = KINDS) -> list[Edge]:
        """Return the edges at most `reach` seconds away, nearest first, the upper of equal ones first."""
        found = self.between(seconds - reach, seconds + reach)
        edges = [self.at(position) for position in range(found.start, found.stop)]
        wanted = [edge for edge in edges if edge.kind in kinds]
        return sorted(wanted, key=lambda e: (abs(e.seconds - seconds), KINDS.index(e.kind)))

    def nearest(self, seconds: float) -> Edge | None:
        """Return the nearest edge, None if there are none."""
        if not len(self.times):
            return None
        after = int(np.searchsorted(self.times, seconds))
        around = [self.at(p) for p in (after - 1, after) if 0 <= p < len(self.times)]
        best = min(around, key=lambda edge: abs(edge.seconds - seconds))
        return self.near(best.seconds, SAME)[0]

    def beside(self, edge: Edge, direction: int) -> Edge | None:
        """Return the next edge at another time (`direction` 1), or the one before (-1)."""
        away = SAME * 2 * direction
        place = int(np.searchsorted(self.times, edge.seconds + away))
        place -= direction < 0
        if not 0 <= place < len(self.times):
            return None
        return self.near(float(self.times[place]), SAME)[0]

    def find(self, kind: str, index: int, near: float | None = None) -> Edge | None:
        """Return the edge of a line, a section or between two clips, as it stands now.

        Where a clip does not begin where the one before ends, there are two: the one that is nearer to `near`.
        """
        if kind == "clip":
            found = np.flatnonzero((self.places == index) & (self.kinds == CLIP))
            if near is not None and len(found) > 1:
                found = found[np.argsort(abs(self.times[found] - near), kind="stable")]
            return self.at(int(found[0])) if len(found) else None
        place = int(self._where[index]) if 0 <= index < len(self._where) else -1
        edge = self.at(place) if place >= 0 else None
        return edge if edge and edge.kind == kind else None

    def edge_of(self, index: int) -> Edge | None:
        """Return the edge where the line or section at `index` begins."""
        if not 0 <= index < len(self._heads):
            return None
        line = self.find("line", index)
        if line or self._heads[index]:
            return line or self.find("section", index)
        head = self.owners.get(index)
        return None if head is None else self.find("section", head)

    def line_of(self, edge: Edge) -> int | None:
        """Return the line that begins at a line's or section's edge."""
        if edge.kind != "section":
            return edge.index if edge.kind == "line" else None
        place = int(np.searchsorted(self._timed, edge.index))
        return int(self._timed[place]) if place < len(self._timed) else None

    def line_at(self, seconds: float) -> int | None:
        """Return the line that is said at a time: the first of those that have begun last, as heard in the table."""
        stop = int(np.searchsorted(self.times, seconds + SAME))
        spoken = np.flatnonzero(self.kinds[:stop] != CLIP)
        if not len(spoken):
            return None
        first = int(np.searchsorted(self.times, self.times[spoken[-1]] - SAME))
        lines = [self.line_of(self.at(position)) for position in range(first, stop)]
        return min((line for line in lines if line is not None), default=None)

    def span_of(self, index: int) -> tuple[float, float] | None:
        """Return from when to when the item at `index` is heard; an untimed line has that of its turn.

        A header's span is its section. The last span ends nowhere (inf).
        """
        if not 0 <= index < len(self._starts):
            return None
        wanted = self._starts[index]
        if self._heads[index]:
            edge, others = self.find("section", index), self._section_times
            wanted = edge.seconds if edge else np.nan
        else:
            others = self._line_times
            place = int(np.searchsorted(self._timed, index, "right")) - 1
            wanted = self._starts[self._timed[place]] if place >= 0 else np.nan
        if np.isnan(wanted):
            return None
        following = int(np.searchsorted(others, wanted + SAME))
        end = float(others[following]) if following < len(others) else float("inf")
        return float(wanted), end

    def times_of(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return when items are heard (NaN: never): a header with its section, an untimed line with its turn."""
        timed, nowhere = self._timed, np.full(len(rows), np.nan)
        if not len(timed) or not len(rows):
            return nowhere
        below, above = np.searchsorted(timed, rows), np.searchsorted(timed, rows, "right") - 1
        place = np.where(self._heads[rows], below, above)
        known = (place >= 0) & (place < len(timed))
        return np.where(known, self._starts[timed[place.clip(0, len(timed) - 1)]], nowhere)

    def limits(self, edge: Edge) -> tuple[float, float]:
        """Return from where to where an edge can go: a clip edge stays strictly inside its two clips."""
        if edge.kind != "clip":
            return 0.0, float("inf")
        clock = self.episode.clock
        least = 10.0**-clock.precision
        before, after = _around(self.episode.clips, edge.index)
        low = 0.0 if before is None or before.start is None else before.start + least
        high = float("inf") if after is None or after.end is None else after.end - least
        return low, high

    @cached_property
    def clips(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
        """Starts, ends and numbers of the clips that have both, sorted by start."""
        rows = [
            (clip.start, clip.end, number)
            for number, clip in enumerate(self.episode.clips)
            if isinstance(clip, Clip) and clip.start is not None and clip.end is not None
        ]
        table = np.array(sorted(rows), float).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2].astype(np.intp)

    def clip_at(self, seconds: float) -> int | None:
        """Return the number of the clip that a time is in."""
        starts, ends, numbers = self.clips
        place = int(np.searchsorted(starts, seconds, "right")) - 1
        inside = place >= 0 and seconds < ends[place]
        return int(numbers[place]) if inside else None

    @cached_property
    def owners(self) -> dict[int, int]:
        """The header of each line that is a section's first timed one."""
        heads, firsts = self._section_starts()
        return dict(zip(firsts.tolist(), heads.tolist(), strict=True))

    def _splice(self, splice: Splice[Item]) -> None:
        first, stop = splice.first, splice.first + len(splice.removed)
        came = splice.facts.after
        heads = np.zeros(len(splice.inserted), bool)
        heads[list(came.headers)] = True
        self._starts = _spliced(self._starts, first, stop, np.array(came.starts))
        self._heads = _spliced(self._heads, first, stop, heads)

    @cached_property
    def _section_times(self) -> NDArray[np.float64]:
        return self.times[self.kinds == SECTION]

    @cached_property
    def _line_times(self) -> NDArray[np.float64]:
        return self.times[self.kinds != CLIP]

    @cached_property
    def _where(self) -> NDArray[np.intp]:
        """Where the edge of each item is in the sorted arrays, -1 for none."""
        where = np.full(len(self._starts), -1, np.intp)
        own = np.flatnonzero(self.kinds != CLIP)
        where[self.places[own]] = own
        return where

    @cached_property
    def _clip_edges(self) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        return _clip_edges(self.episode.clips)

    @cached_property
    def _timed(self) -> NDArray[np.intp]:
        return np.flatnonzero(~np.isnan(self._starts))

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.intp]]:
        heads, firsts = self._section_starts()
        own = np.ones(len(self._starts), bool)
        own[firsts] = False
        lines = self._timed[own[self._timed]]
        clip_times, clip_places = self._clip_edges
        times = np.concatenate([self._starts[firsts], self._starts[lines], clip_times])
        kinds = np.repeat(np.arange(3, dtype=np.int8), (len(firsts), len(lines), len(clip_times)))
        places = np.concatenate([heads, lines, clip_places])
        order = np.argsort(times, kind="stable")
        return times[order], kinds[order], places[order]

    def _section_starts(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the headers whose section has a time, and the first timed line of each."""
        heads = np.flatnonzero(self._heads)
        following = np.searchsorted(self._timed, heads)
        inside = following < len(self._timed)
        heads, firsts = heads[inside], self._timed[following[inside]]
        stops = np.append(heads[1:], len(self._starts))
        own = firsts < stops
        return heads[own], firsts[own]


class Aiming:
    """Finds where a dragged edge goes: to other edges, the playhead and quiet places within `reach` seconds.

    The value is what the file can hold, rounded down, and one that `edits` accepts.
    """

    def __init__(self, edges: EdgeMap, pauses: NDArray[np.float64]) -> None:
        self._edges = edges
        self._pauses = pauses
        self.playhead: float | None = None
        self.reach = 0.0

    def __call__(self, edge: Edge, seconds: float, *, free: bool) -> Target:
        """Return the value for an edge that is held at `seconds`; `free` snaps to nothing."""
        at = ""
        if not free:
            near = [(abs(t - seconds), rank, t, w) for rank, t, w in self._places(edge, seconds)]
            close = [place for place in near if place[0] <= self.reach]
            if close:
                _, _, seconds, at = min(close, key=lambda place: place[:2])
        return Target(self._written(edge, seconds), at)

    def _places(self, edge: Edge, seconds: float) -> Iterator[tuple[int, float, str]]:
        if self.playhead is not None:
            yield 0, self.playhead, "the playhead"
        for other in self._edges.near(seconds, self.reach):
            if abs(other.seconds - edge.seconds) <= SAME:
                yield 1, edge.seconds, "where it was"
            else:
                yield 1, other.seconds, _WORDS[other.kind]
        after = int(np.searchsorted(self._pauses, seconds))
        for place in self._pauses[max(0, after - 1) : after + 1]:
            yield 2, float(place), "the end of a pause"

    def _written(self, edge: Edge, seconds: float) -> float:
        clock = self._edges.episode.clock
        low, high = self._edges.limits(edge)
        value = clock.round(max(0.0, seconds))
        if high < low:
            return edge.seconds
        return clock.round(min(max(value, low), high))


def moved_index(
    index: int | None, splices: Iterable[Splice[Item]] | Iterable[Splice[ClipItem]]
) -> int | None:
    """Return where an entry is after a change; None if it is gone."""
    if index is None:
        return None
    shift = 0
    for splice in splices:
        stop = splice.first + len(splice.removed)
        if index >= stop:
            shift += splice.growth
        elif index >= splice.first:
            kept = index - splice.first < len(splice.inserted)
            return index + shift if kept else None
    return index + shift


def moved_edge(edge: Edge | None, change: Change, edges: EdgeMap) -> Edge | None:
    """Return where an edge is after a change that `edges` know of; None if it is gone."""
    if edge is None:
        return None
    splices = change.clips if edge.kind == "clip" else change.items
    index = moved_index(edge.index, splices)
    return None if index is None else edges.find(edge.kind, index, _side(edge, change))


def _side(edge: Edge, change: Change) -> float:
    """Return when a clip edge stands after a change, to tell the end of a clip from the start of the next one."""
    if edge.kind != "clip":
        return edge.seconds
    for splice in change.clips:
        if not splice.growth:
            pairs = zip(splice.removed, splice.inserted, strict=True)
            for number, (was, now) in enumerate(pairs, splice.first):
                old, new = _of_side(was, edge.index - number), _of_side(now, edge.index - number)
                if old == edge.seconds and new is not None and new != old:
                    return new
    return edge.seconds


def _of_side(clip: ClipItem, side: int) -> float | None:
    """Return a clip's start (`side` 0) or end (1)."""
    if not isinstance(clip, Clip) or side not in (0, 1):
        return None
    return clip.end if side else clip.start


def _starts(items: Iterable[Item]) -> NDArray[np.float64]:
    return np.array([item.start if isinstance(item, Line) else None for item in items], float)


def _heads(items: Iterable[Item]) -> NDArray[np.bool_]:
    return np.array([isinstance(item, Header) for item in items], bool)


def _spliced(values: NDArray, first: int, stop: int, inserted: NDArray) -> NDArray:
    if len(inserted) == stop - first:
        values[first:stop] = inserted
        return values
    return np.concatenate([values[:first], inserted, values[stop:]])


def _clip_edges(clips: tuple[ClipItem, ...]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    found: list[tuple[float, int]] = []
    for number in range(len(clips) + 1):
        before, after = _around(clips, number)
        times = {before.end if before else None, after.start if after else None}
        found += [(time, number) for time in times if time is not None]
    table = np.array(found, float).reshape(-1, 2)
    return table[:, 0], table[:, 1].astype(np.intp)


def _around(clips: tuple[ClipItem, ...], number: int) -> tuple[Clip | None, Clip | None]:
    before = clips[number - 1] if number > 0 else None
    after = clips[number] if number < len(clips) else None
    return (
        before if isinstance(before, Clip) else None,
        after if isinstance(after, Clip) else None,
    )
