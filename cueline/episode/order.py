"""The order of times: which lines start before the one above them."""

from __future__ import annotations

from cueline.episode.values import Item, Line

REACH = 400
"""Items that are looked through for the next time: where few lines have one, that tells nothing any more."""


def start_above(items: tuple[Item, ...], index: int) -> float | None:
    """Return the start (s) of the next line above `index` that has one; None if there is none near."""
    for place in range(index - 1, max(-1, index - 1 - REACH), -1):
        item = items[place]
        if isinstance(item, Line) and item.start is not None:
            return item.start
    return None


def timed_below(items: tuple[Item, ...], index: int) -> int | None:
    """Return the position of the next line below `index` that has a time; None if there is none near."""
    for place in range(index + 1, min(len(items), index + 1 + REACH)):
        item = items[place]
        if isinstance(item, Line) and item.start is not None:
            return place
    return None


def goes_backwards(items: tuple[Item, ...], index: int) -> bool:
    """Tell whether the line at `index` starts before the one above that has a time."""
    item = items[index]
    if not isinstance(item, Line) or item.start is None:
        return False
    above = start_above(items, index)
    return above is not None and item.start < above
