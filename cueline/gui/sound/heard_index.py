"""Which line is being said at a moment, and in which clip."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, compress
from math import isnan
from operator import eq

from cueline.episode import Change, Clip, ClipItem, Episode, Item, Splice

_FEW = 100
"""Up to how many moved lines are put in their places one by one."""

_MANY = 2000
"""From how many changed lines on all are looked at: to compare them is more work."""


class HeardIndex:
    """Find the line that is heard, quickly, thirty times a second and after every edit.

    Lines without a time are never found; they belong to what stands above. Times may go backwards in the file:
    what counts is the latest start that has come, and of equal starts the first line.
    """

    def __init__(self) -> None:
        self._episode: Episode | None = None
        self._rows = array("d")
        self._starts: list[float] = []
        self._places: list[int] = []

    def find(self, episode: Episode, seconds: float) -> int | None:
        """Return the position in `episode.items` of the line that is heard at `seconds`, None before the first."""
        self._follow(episode)
        after = bisect_right(self._starts, seconds)
        if not after:
            return None
        return self._places[bisect_left(self._starts, self._starts[after - 1])]

    def nearest(self, episode: Episode, seconds: float) -> int | None:
        """Return what `find` does, before the first line that one; None where no line has a time."""
        found = self.find(episode, seconds)
        if found is not None or not self._starts:
            return found
        return self._places[0]

    def start_beside(self, episode: Episode, seconds: float, by: int) -> float | None:
        """Return the nearest start after `seconds` (`by` 1) or before (-1); None if there is none."""
        self._follow(episode)
        if by > 0:
            at = bisect_right(self._starts, seconds)
        else:
            at = bisect_left(self._starts, seconds) - 1
        return self._starts[at] if 0 <= at < len(self._starts) else None

    def _follow(self, episode: Episode) -> None:
        old, self._episode = self._episode, episode
        if episode is old:
            return
        splices = Change.between(old or Episode(), episode).items
        moved = self._moved(splices)
        for splice in reversed(splices):
            stop = splice.first + len(splice.removed)
            self._rows[splice.first : stop] = splice.facts.after.starts
        if moved is None:
            self._sort_out()
        for place, was, now in moved or ():
            self._take_out(place, was)
            self._put_in(place, now)

    def _sort_out(self) -> None:
        """Sort the lines with a time; only where they are not in order already, as most are."""
        rows = self._rows.tolist()
        timed = list(map(eq, rows, rows))  # NaN is not even itself
        self._places = list(compress(range(len(rows)), timed))
        self._starts = list(compress(rows, timed))
        if sorted(self._starts) != self._starts:
            pairs = sorted(zip(self._starts, self._places, strict=True))
            self._starts = [start for start, _ in pairs]
            self._places = [place for _, place in pairs]

    def _moved(self, splices: Sequence[Splice[Item]]) -> list[tuple[int, float, float]] | None:
        """Return place, old and new start of each line that was moved; None where a fresh look is less work."""
        changed = sum(len(splice.removed) for splice in splices)
        if changed > _MANY or any(splice.growth for splice in splices):
            return None
        moved = [
            (place, was, now)
            for splice in splices
            for place, (was, now) in enumerate(
                zip(self._of(splice), splice.facts.after.starts, strict=True), splice.first
            )
            if was != now and not (isnan(was) and isnan(now))
        ]
        return moved if len(moved) <= _FEW else None

    def _of(self, splice: Splice[Item]) -> array[float]:
        return self._rows[splice.first : splice.first + len(splice.removed)]

    def _take_out(self, place: int, start: float) -> None:
        if not isnan(start):
            at = self._at(place, start)
            del self._starts[at], self._places[at]

    def _put_in(self, place: int, start: float) -> None:
        if not isnan(start):
            at = self._at(place, start)
            self._starts.insert(at, start)
            self._places.insert(at, place)

    def _at(self, place: int, start: float) -> int:
        first, stop = bisect_left(self._starts, start), bisect_right(self._starts, start)
        return bisect_left(self._places, place, first, stop)


class ClipIndex:
    """Find the clip of a moment, at every step from row to row."""

    def __init__(self) -> None:
        self._clips: tuple[ClipItem, ...] = ()
        self._starts: list[float] = []
        self._places: list[int] = []

    def find(self, clips: tuple[ClipItem, ...], seconds: float) -> int | None:
        """Return the position of the last clip that has begun at `seconds`, None before the first."""
        if clips is not self._clips:
            begun = sorted(
                (clip.start, place)
                for place, clip in enumerate(clips)
                if isinstance(clip, Clip) and clip.start is not None
            )
            self._clips, self._starts = clips, [start for start, _ in begun]
            self._places = list(accumulate((place for _, place in begun), max))
        after = bisect_right(self._starts, seconds)
        return self._places[after - 1] if after else None
