"""Walking through what was found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cueline.episode.replacing import Hit

Place = tuple[int, str, int]
"""Row, part and offset; the part "" comes before all others."""


def hit_from(hits: Sequence[Hit], place: Place) -> int | None:
    """Return which hit is the first at or after a place, the first of all when none is; None without hits."""
    if not hits:
        return None
    return bisect_left(hits, place, key=place_of) % len(hits)


def hit_after(hits: Sequence[Hit], place: Place) -> int:
    """Return which hit is the first that stands after a place; their number if none does."""
    return bisect_right(hits, place, key=place_of)


def hit_before(hits: Sequence[Hit], place: Place) -> int:
    """Return which hit is the last that stands before a place; -1 if none does."""
    return bisect_left(hits, place, key=place_of) - 1


def place_of(hit: Hit) -> Place:
    """Return where a hit stands."""
    return hit[:3]
