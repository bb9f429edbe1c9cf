"""How many characters of a file changed that nobody asked for: quotes, escapes; and which paragraphs wrap anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cueline.episode import Change, Episode
from cueline.io.diff import edited_spans, line_changes, other_bytes
from cueline.io.document import Document

_MOST = 600
"""How many differences are counted exactly in one piece of text; of more, all of both texts count."""

_JOINED = re.compile(r"\\\n[ \t]*\\?")
"""A line break inside of double quotes that stands for nothing."""

_BREAK = re.compile(r"\n[ \t]*")


@dataclass(frozen=True, slots=True)
class Beside:
    """What changed beside the values: `characters`, and in how many paragraphs line breaks stand elsewhere now."""

    characters: int = 0
    wrapped: int = 0

    def __add__(self, other: Beside) -> Beside:
        return Beside(self.characters + other.characters, self.wrapped + other.wrapped)


def changed_beside(
    read: Document, now: Episode, new: Mapping[Path, bytes], *, mended: int = 0
) -> Beside:
    """Count what changes in a document's files without being part of a changed value.

    `new`: the bytes of each file as it will be. `mended`: how many times get quotes in the source, which are asked for.
    """
    parts = zip(read.files, read.split(now), strict=True)
    if _has_other_entries(read.episode, now):
        return Beside(
            sum(
                other_bytes(file.source.text, new[file.path].decode(), edited_spans(file, part))
                for file, part in parts
            )
        )
    counted = [distance(file.source.text, new[file.path].decode()) for file, _ in parts]
    really = sum(found.characters for found in counted)
    asked = _asked(read.episode, now) + 2 * mended
    return Beside(max(0, really - asked), sum(found.wrapped for found in counted))


def distance(old: str, new: str) -> Beside:
    """Count the characters to take out or put in, at the least, to make one text of the other.

    Line breaks count as spaces; runs of lines where they stand elsewhere are counted apart.
    """
    found = Beside()
    for ours, theirs in line_changes(old, new):
        if len(ours) == len(theirs):
            alike = [_least(a, b) for a, b in zip(ours, theirs, strict=True)]
            whole = _least(_unwrapped(ours), _unwrapped(theirs)) if len(ours) > 1 else sum(alike)
            found += Beside(min(whole, sum(alike)), int(whole < sum(alike)))
        else:
            found += Beside(_least(_unwrapped(ours), _unwrapped(theirs)), 1)
    return found


def _unwrapped(lines: Sequence[str]) -> str:
    return _BREAK.sub(" ", _JOINED.sub("", "".join(lines)))


def _asked(old: Episode, new: Episode) -> int:
    """Count what changed in the values themselves."""
    return sum(_least(str(a), str(b)) for a, b in _values(old, new) if a != b)


def _values(old: Episode, new: Episode) -> Iterator[tuple[object, object]]:
    change = Change.between(old, new)
    for splice in (*change.items, *change.clips):
        for one, other in zip(splice.removed, splice.inserted, strict=True):
            for name in one.__slots__:
                if name not in ("origin", "source_time"):
                    yield getattr(one, name), getattr(other, name)
    yield from _leaves(old.fields, new.fields)


def _leaves(old: object, new: object) -> Iterator[tuple[object, object]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        ours, theirs = cast("Mapping[str, object]", old), cast("Mapping[str, object]", new)
        for key, value in ours.items():
            yield from _leaves(value, theirs.get(key, ""))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        before, after = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        if len(before) == len(after):
            for one, other in zip(before, after, strict=True):
                yield from _leaves(one, other)
        else:
            yield before, after
    else:
        yield old, new


def _has_other_entries(old: Episode, new: Episode) -> bool:
    change = Change.between(old, new)
    return any(len(s.removed) != len(s.inserted) for s in (*change.items, *change.clips))


def _least(old: str, new: str) -> int:
    """Return the least number of characters to take out and put in (Myers, 1986)."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    end = 0
    while end < min(len(old), len(new)) - first and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[first : len(old) - end], new[first : len(new) - end]
    if not old or not new:
        return len(old) + len(new)
    reach = {1: 0}
    for amount in range(min(len(old) + len(new), _MOST) + 1):
        for line in range(-amount, amount + 1, 2):
            down = line == -amount or (line != amount and reach[line - 1] < reach[line + 1])
            x = reach[line + 1] if down else reach[line - 1] + 1
            while x < len(old) and x - line < len(new) and old[x] == new[x - line]:
                x += 1
            reach[line] = x
            if x >= len(old) and x - line >= len(new):
                return amount
    return len(old) + len(new)
