"""The numbers that entries carry from the file they were read from, so that a save knows each again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVar

from cueline.episode.values import ClipItem, Episode, Item

E = TypeVar("E", bound=Item | ClipItem)


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest origins that items and clips have had in a session: none is given a second time."""

    items: int = -1
    clips: int = -1

    def with_those_of(self, episode: Episode) -> Highest:
        """Return the highest of these and of those in an episode."""
        return Highest(_highest(episode.items, self.items), _highest(episode.clips, self.clips))


NONE = Highest()


def numbered(episode: Episode, *others: Episode, above: Highest = NONE) -> Episode:
    """Give each entry without an origin, or with one that stands there twice, a new one.

    It is above those that `others` have, and above those that were ever given.
    """
    for other in others:
        above = above.with_those_of(other)
    items = _numbered(episode.items, above.items)
    return replace(episode, items=items, clips=_numbered(episode.clips, above.clips))


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


def _numbered(entries: tuple[E, ...], highest: int) -> tuple[E, ...]:
    used = {entry.origin for entry in entries if entry.origin is not None}
    if len(used) == len(entries):
        return entries
    fresh, seen, out = count(_highest(entries, highest) + 1), set[int](), list[E]()
    for entry in entries:
        known = entry.origin is not None and entry.origin not in seen
        out.append(entry if known else replace(entry, origin=next(fresh)))
        seen.add(out[-1].origin or 0)
    return tuple(out)


def _highest(entries: Iterable[Item | ClipItem], least: int) -> int:
    return max(
        (e.origin for e in entries if e.origin is not None and e.origin > least), default=least
    )
