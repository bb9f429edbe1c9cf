"""The numbers that entries carry from the file they were read from, so that a save knows each again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from cueline.episode.values import ClipItem, Episode, Item

E = TypeVar("E", bound=Item | ClipItem)


def numbered(episode: Episode, *others: Episode) -> Episode:
    """Give each entry that has no origin, or one that stands there twice, a new one, which `others` do not have."""
    items = _numbered(episode.items, _highest(*(ep.items for ep in others)))
    clips = _numbered(episode.clips, _highest(*(ep.clips for ep in others)))
    return replace(episode, items=items, clips=clips)


def carried_over(now: Episode, written: Episode, read: Episode) -> Episode:
    """Give entries that are others since `written` went to the disk the form that they have there from now on.

    `read` is the episode that was written, numbered, and as the file holds it; `now` may have been edited meanwhile.
    """
    known: dict[int, Any] = {
        id(a): b
        for old, new in ((written.items, read.items), (written.clips, read.clips))
        for a, b in zip(old, new, strict=True)
        if a is not b
    }
    if not known:
        return now
    return replace(
        now,
        items=tuple(known.get(id(item), item) for item in now.items),
        clips=tuple(known.get(id(clip), clip) for clip in now.clips),
    )


def _highest(*lists: Sequence[Item | ClipItem]) -> int:
    """Return the highest origin in any of the lists; -1 where there is none."""
    known = (entry.origin for entries in lists for entry in entries)
    return max((origin for origin in known if origin is not None), default=-1)


def _numbered(entries: tuple[E, ...], above: int = -1) -> tuple[E, ...]:
    used = {entry.origin for entry in entries if entry.origin is not None}
    if len(used) == len(entries):
        return entries
    fresh, seen, out = count(max(above, max(used, default=-1)) + 1), set[int](), list[E]()
    for entry in entries:
        known = entry.origin is not None and entry.origin not in seen
        out.append(entry if known else replace(entry, origin=next(fresh)))
        seen.add(out[-1].origin or 0)
    return tuple(out)
