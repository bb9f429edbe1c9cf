"""Paragraphs of several source lines: a text changed in them leaves the line breaks around it where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RISKY = re.compile(
    r"(?:[#>+*=~`|<{!_:\[\\-]|\d{1,9}[.)]|\(?\d{1,3}:\d\d)"
)  # what may open something of its own where a line begins


def relaid(old: Sequence[str], text: str, width: int | None, column: int = 0) -> list[str]:
    """Return the lines that `text` stands on in the place of the lines `old`.

    Line breaks stay where no word around them changed, and where as many words came as went. What grew is broken
    after `width` (None: never); `column` is where the first line begins.
    """
    before, after = _words(old), text.split(" ")
    breaks = _breaks(old)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    last, grown = len(before) - tail, len(after) - len(before)
    kept = {b for b in breaks if b < head} | {b + grown for b in breaks if b >= last}
    inner = {b for b in breaks if head <= b < last and (b == head or not grown)}
    kept |= {b for b in inner if b < len(after) and _may_begin(after, b)}
    kept -= {0, len(after)}
    if width is not None and (grown > 0 or any(head < b < last for b in breaks)):
        kept = _filled(after, kept, (head, max(head + 1, len(after) - tail)), width, column)
    return _lines(after, sorted(kept))


def filled(text: str, width: int | None, column: int = 0) -> list[str]:
    """Return the lines of a new text, broken after `width`."""
    words = text.split(" ")
    if width is None:
        return [text]
    return _lines(words, sorted(_filled(words, set[int](), (0, len(words)), width, column)))


def _filled(
    words: list[str], breaks: set[int], changed: tuple[int, int], width: int, column: int
) -> set[int]:
    """Break the lines that hold changed words (from, up to) where they are too long."""
    kept = sorted(breaks)
    bounds = list(zip([0, *kept], [*kept, len(words)], strict=True))
    out = set(breaks)
    for start, stop in bounds:
        if start < changed[1] and changed[0] < stop:
            out |= _fill(words, start, stop, width, column if not start else 0)
    return out


def _fill(words: list[str], start: int, stop: int, width: int, column: int) -> set[int]:
    """Break one line greedily; return the breaks."""
    out = set[int]()
    used, fits = column + len(words[start]), None
    for place in range(start + 1, stop):
        if _may_begin(words, place):
            fits = place
        used += 1 + len(words[place])
        if used > width and fits is not None:
            out.add(fits)
            used = sum(len(word) + 1 for word in words[fits : place + 1]) - 1
            fits = None
    return out


def _may_begin(words: list[str], place: int) -> bool:
    """Tell whether a line may begin with the word: Markdown has nothing else to see in it, and no space is lost."""
    word, before = words[place], words[place - 1]
    plain = word.strip("\t") == word and before.strip("\t") == before
    ends = bool(before) and not before.endswith("\\")
    return bool(word) and ends and plain and not _RISKY.match(word)


def _words(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in line.split(" ")]


def _breaks(lines: Sequence[str]) -> list[int]:
    """Return before which words a line break stands."""
    place, found = 0, list[int]()
    for line in lines[:-1]:
        place += len(line.split(" "))
        found.append(place)
    return found


def _lines(words: list[str], breaks: list[int]) -> list[str]:
    bounds = zip([0, *breaks], [*breaks, len(words)], strict=True)
    return [" ".join(words[start:stop]) for start, stop in bounds]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
