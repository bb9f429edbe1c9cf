"""The numbers that entries carry from the file they were read from, so that a save knows each again."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from cueline.episode.values import ClipItem, Episode, Item

E = TypeVar("E", bound=Item | ClipItem)


def numbered(episode: Episode) -> Episode:
    """Give each entry that has no origin, or one that stands there twice, a new one."""
    items, clips = _numbered(episode.items), _numbered(episode.clips)
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


def _numbered(entries: tuple[E, ...]) -> tuple[E, ...]:
    used = {entry.origin for entry in entries if entry.origin is not None}
    if len(used) == len(entries):
        return entries
    fresh, seen, out = count(max(used, default=-1) + 1), set[int](), list[E]()
    for entry in entries:
        known = entry.origin is not None and entry.origin not in seen
        out.append(entry if known else replace(entry, origin=next(fresh)))
        seen.add(out[-1].origin or 0)
    return tuple(out)
