"""Places that a search found, found again: the file may be another one by now, or have changes that are not saved."""

from __future__ import annotations

import re

from cueline.episode import Episode, Other
from cueline.episode.catalogue import Place


def found_again(episode: Episode, place: Place) -> tuple[int, int, int] | None:
    """Return item, offset and length of a place, as near as its words stand to where they were; None if nowhere.

    A place in a text that was no transcript then is looked for from the start.
    """
    if place.index is None and place.line is None:
        return None
    index = place.index or 0
    if not place.hit or place.kind != "phrase":
        return (index, place.offset, 0) if index < len(episode.items) else None
    words = _words(place)
    hits = [
        (number, match.start(), match.end() - match.start())
        for number, item in enumerate(episode.items)
        if not isinstance(item, Other)
        for match in words.finditer(item.text)
    ]
    return min(
        hits,
        key=lambda hit: (abs(hit[0] - index), abs(hit[1] - place.offset)),
        default=None,
    )


def found_in_lines(text: str, place: Place) -> tuple[int, int, int]:
    """Return line and column, both from 1, and the length of the words of a place in a text that is no transcript.

    They are looked for as near as they stand to where they were; where they are gone, the line alone is returned.
    """
    words, wanted = _words(place), place.line or 1
    hits = [
        (number, match.start() + 1, match.end() - match.start())
        for number, line in enumerate(text.split("\n"), 1)
        for match in (words.finditer(line) if place.hit else ())
    ]
    return min(
        hits,
        key=lambda hit: (abs(hit[0] - wanted), abs(hit[1] - 1 - place.offset)),
        default=(wanted, 1, 0),
    )


def _words(place: Place) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, place.hit.split())), re.IGNORECASE)
