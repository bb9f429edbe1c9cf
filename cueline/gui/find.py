"""Finding text in an episode."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from cueline.episode import Episode, Other


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the text stands: item, offset and length in code points."""

    index: int
    offset: int
    length: int


def find_hits(episode: Episode, text: str) -> list[Hit]:
    """Find `text` in lines and headers, in order, in capitals or not."""
    if not text:
        return []
    pattern = re.compile(re.escape(text), re.IGNORECASE)
    return [
        Hit(index, match.start(), match.end() - match.start())
        for index, item in enumerate(episode.items)
        if not isinstance(item, Other)
        for match in pattern.finditer(item.text)
    ]


def next_hit(hits: list[Hit], index: int, offset: int) -> int | None:
    """Return which hit is the first at or after a place, the first of all when none is; None without hits."""
    if not hits:
        return None
    after = (n for n, hit in enumerate(hits) if (hit.index, hit.offset) >= (index, offset))
    return next(after, 0)


def hit_after(hits: list[Hit], place: tuple[int, int]) -> int:
    """Return which hit is the first that stands after a place (row, offset); their number if none does."""
    return bisect_right(hits, place, key=lambda hit: (hit.index, hit.offset))
