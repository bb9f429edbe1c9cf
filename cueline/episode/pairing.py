"""Two readings of one episode brought together: which entry of the new one is which of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from cueline.episode.values import ClipItem, Episode, Item

E = TypeVar("E", bound=Item | ClipItem)


def paired(old: Episode, new: Episode) -> Episode:
    """Return `new` with the origins of `old`: equal entries become the old objects, changed ones keep their place.

    Used where two files, or two states of one, were read apart from each other.
    """
    items, clips = _paired(old.items, new.items), _paired(old.clips, new.clips)
    return replace(new, items=items, clips=clips, clock=old.clock)


def _paired(old: Sequence[E], new: Sequence[E]) -> tuple[E, ...]:
    out: list[E] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            out += old[a1:a2]
            continue
        partners = [*old[a1:a2], *[None] * (b2 - b1)]
        for before, entry in zip(partners, new[b1:b2], strict=False):
            same = before is not None and type(before) is type(entry)
            out.append(replace(entry, origin=before.origin if same and before else None))
    return tuple(out)
