"""Two people's changes of one text or list put together, where they do not touch: what *both* means of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeAlias, cast

_List: TypeAlias = tuple[Any, ...]
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MANY = 3000
"""From how many pieces on a text is not taken apart: that takes too long."""


class _Splice(NamedTuple):
    """What one side has put in the place of pieces `first` to before `last` of what was read."""

    first: int
    last: int
    pieces: Sequence[str]


def both_changes(base: Any, mine: Any, theirs: Any) -> Any:
    """Return a value with the changes of both; None where they touch each other, or it is no text and no list.

    Of texts the words count, of long ones with line breaks the lines. What both have added at one place stands one
    behind the other, mine first, and what is equal in two lists once.
    """
    if all(isinstance(value, str) for value in (base, mine, theirs)):
        piece = _LINE if any("\n" in value for value in (base, mine, theirs)) else _PIECE
        found = _joined(*(piece.findall(value) for value in (base, mine, theirs)))
        text = None if found is None else "".join(found)
        return text if text is not None and _words(text) <= _words(mine) | _words(theirs) else None
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        read = cast("_List", base if isinstance(base, tuple) else ())
        return _joined_lists(read, cast("_List", mine), cast("_List", theirs))
    return None


def _words(text: str) -> set[str]:
    """Return the words of a text: none may come of two that were put side by side."""
    return set(re.findall(r"\w+", text))


def _joined_lists(*sides: _List) -> _List | None:
    """Join lists of values, which are known by how they are written."""
    values = {repr(value): value for side in sides for value in side}
    base, mine, theirs = ([repr(value) for value in side] for side in sides)
    found = _joined(base, mine, theirs, once=True)
    return None if found is None else tuple(values[name] for name in found)


def _joined(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, once: bool = False
) -> list[str] | None:
    """Join three lists of pieces; `once`: they are lists of values, and what both have added stands there once."""
    if max(len(base), len(mine), len(theirs)) > _MANY:
        return None
    ours = list(_splices(base, mine))
    others = [splice for splice in _splices(base, theirs) if splice not in ours]
    if once:
        added = {piece for splice in ours for piece in splice.pieces}
        others = [s._replace(pieces=[p for p in s.pieces if p not in added]) for s in others]
    if any(_touch(one, two, lists=once) for one in ours for two in others):
        return None
    out: list[str] = []
    at = 0
    # at one place: what is put in before what is put in place of something; mine first
    for first, last, pieces in sorted([*ours, *others], key=lambda s: (s.first, s.last)):
        out += [*base[at:first], *pieces]
        at = last
    return [*out, *base[at:]]


def _splices(base: Sequence[str], side: Sequence[str]) -> Iterator[_Splice]:
    for what, a1, a2, b1, b2 in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if what != "equal":
            yield _Splice(a1, a2, side[b1:b2])


def _touch(one: _Splice, two: _Splice, *, lists: bool) -> bool:
    """Tell whether two splices are about the same pieces; what is put in at the edge of another is not.

    In a text two that are put in at one place touch, but where white space is between them.
    """
    if lists or not one.first == one.last == two.first == two.last:
        return one.first < two.last and two.first < one.last
    return not (one.pieces[-1][-1:].isspace() or two.pieces[0][:1].isspace())
