"""Which line is being said at a moment, and in which clip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from cueline.episode import Change, Clip, ClipItem, Episode, Line

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
        if episode is self._episode:
            return
        moved = None if self._episode is None else _moved(self._episode, episode)
        if moved is None:
            self._look(episode)
        for place, was, now in moved or ():
            self._take_out(place, was)
            self._put_in(place, now)
        self._episode = episode

    def _look(self, episode: Episode) -> None:
        """Look at every line; they are sorted only where they are not in order already, as most are."""
        items = episode.items
        starts = [item.start if isinstance(item, Line) else None for item in items]
        self._places = [place for place, start in enumerate(starts) if start is not None]
        self._starts = [start for start in starts if start is not None]
        if sorted(self._starts) != self._starts:
            timed = sorted(zip(self._starts, self._places, strict=True))
            self._starts = [start for start, _ in timed]
            self._places = [place for _, place in timed]

    def _take_out(self, place: int, start: float | None) -> None:
        if start is not None:
            at = self._at(place, start)
            del self._starts[at], self._places[at]

    def _put_in(self, place: int, start: float | None) -> None:
        if start is not None:
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


def _moved(old: Episode, new: Episode) -> list[tuple[int, float | None, float | None]] | None:
    """Return place, old and new start of each line that was moved; None where a fresh look is less work."""
    splices = Change.between(old, new).items
    changed = sum(len(splice.removed) for splice in splices)
    if changed > _MANY or any(splice.growth for splice in splices):
        return None
    moved = [
        (place, _start(was), _start(now))
        for splice in splices
        for place, (was, now) in enumerate(
            zip(splice.removed, splice.inserted, strict=True), splice.first
        )
        if _start(was) != _start(now)
    ]
    return moved if len(moved) <= _FEW else None


def _start(item: object) -> float | None:
    return item.start if isinstance(item, Line) else None
