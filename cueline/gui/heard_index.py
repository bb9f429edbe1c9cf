"""Which line is being said at a moment, and in which clip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from cueline.episode import Change, Clip, ClipItem, Episode, Line


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

    def _follow(self, episode: Episode) -> None:
        if episode is self._episode:
            return
        if self._episode is None or not _same_times(self._episode, episode):
            timed = sorted(
                (item.start, place)
                for place, item in enumerate(episode.items)
                if isinstance(item, Line) and item.start is not None
            )
            self._starts = [start for start, _ in timed]
            self._places = [place for _, place in timed]
        self._episode = episode


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


def _same_times(old: Episode, new: Episode) -> bool:
    """Tell whether only words have changed: then every line still stands where it stood."""
    return len(old.items) == len(new.items) and all(
        _start(was) == _start(now)
        for splice in Change.between(old, new).items
        for was, now in zip(splice.removed, splice.inserted, strict=True)
    )


def _start(item: object) -> float | None:
    return item.start if isinstance(item, Line) else None
