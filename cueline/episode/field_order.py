"""The usual order of the front matter's keys, and where a new key goes in a file that has an order of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

GROUPS = (
    ("title", "short"),
    ("season", "episode"),
    ("guests",),
    ("image",),
    ("ids", "links"),
    ("description",),
    ("topics", "keywords"),
    ("intro",),
    ("dateadded", "date"),
    ("duration",),
    ("context",),
)
"""The keys that episodes usually have, in order; what stands in one group stands together."""

INNER_GROUPS = (("youtube",), ("anchor",), ("spotify",), ("apple",))
"""The usual order inside `ids` and `links`."""

USUAL = tuple(key for group in GROUPS for key in group)
"""The keys of `GROUPS`, one after the other."""

RARE = ("keywords", "date", "context")
"""Those of the usual keys that most episodes do without, and the corrected file has no place of its own for."""


def place_of(key: str, present: Iterable[str], *, inner: bool = False) -> int:
    """Return where among the keys `present` a new one goes; 0 is before the first.

    Keys that stand in the order of the alphabet go on doing so. Else a key that is known goes beside the one it
    belongs to, else behind those that usually come before it and before those that come after it; any other goes to
    the end. `inner`: the keys are those of a mapping inside the front matter.
    """
    there, groups = list(present), INNER_GROUPS if inner else GROUPS
    ranks = [_rank(other, groups) for other in there]
    rank = _rank(key, groups)
    if _is_alphabetical(there, ranks):
        return sum(other < key for other in there)
    if rank is None:
        return len(there) - (there[-1:] == ["context"] and not inner)
    companions = [found for found in ranks if found is not None and found[0] == rank[0]]
    ranks = [found if not companions or found in companions else None for found in ranks]
    return _with_fewest_swaps(ranks, rank)


def _with_fewest_swaps(ranks: Sequence[tuple[int, int] | None], rank: tuple[int, int]) -> int:
    """Return the place with the fewest keys on the wrong side of it, close behind a key or else before one."""
    if not any(ranks):
        return len(ranks)
    wrong = sum(found < rank for found in ranks if found)
    swaps = [wrong]
    for found in ranks:
        wrong += 0 if found is None else -1 if found < rank else 1
        swaps.append(wrong)
    best = min(swaps)
    behind = any(found < rank for found in ranks if found)
    return swaps.index(best) if behind else len(swaps) - 1 - swaps[::-1].index(best)


def _rank(key: str, groups: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the group of a key, and its place in that; None for a key that is in none."""
    found = (number for number, group in enumerate(groups) if key in group)
    group = next(found, None)
    return None if group is None else (group, groups[group].index(key))


def _is_alphabetical(keys: Sequence[str], ranks: Sequence[tuple[int, int] | None]) -> bool:
    known = [rank for rank in ranks if rank is not None]
    return all(a < b for a, b in pairwise(keys)) and any(a > b for a, b in pairwise(known))
