"""Where headers go when they are moved, and how that is said before it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cueline.episode import Episode, Header, Line, Other
from cueline.episode.headers import moves_by_lines, times_of_moves

SHOWN = 4
"""How many of several moved headers are named."""

_SHORT = 32
_PAUSES = ",;:–—-"


def moves_to(
    ep: Episode, headers: Collection[int], grabbed: int, place: int | None
) -> dict[int, int]:
    """Return the moves that bring the header `grabbed` before the line `place`, the others by as many lines.

    For `headers.move_headers`; empty where nothing moves.
    """
    if place is None or isinstance(ep.items[place], Header):
        return {}
    first, last = sorted((grabbed, place))
    lines = sum(not isinstance(item, Header) for item in ep.items[first:last])
    moves = moves_by_lines(ep, sorted(headers), lines if place > grabbed else -lines)
    return {header: to for header, to in moves.items() if to not in (header, header + 1)}


def words_before(ep: Episode, moves: Mapping[int, int], grabbed: int) -> str:
    """Say what moving headers would do, one a row, that one first which is under the pointer."""
    if not moves:
        return f"{title(ep, grabbed)}: stays where it is"
    order = sorted(moves, key=lambda header: (header != grabbed, header))
    times = times_of_moves(ep, moves)
    rows = [
        f"{title(ep, header)} → {_where(ep, moves[header])}, {times_words(ep, *times[header])}"
        for header in order[:SHOWN]
    ]
    left = len(order) - SHOWN
    return "\n".join((*rows, f"and {left} more")) if left > 0 else "\n".join(rows)


def words_after(ep: Episode, moves: Mapping[int, int]) -> str:
    """Say what moving headers did; `ep` is the episode before it."""
    times = times_of_moves(ep, moves)
    said = [f"“{title(ep, header)}”: {times_words(ep, *times[header])}" for header in sorted(moves)]
    return said[0] if len(said) == 1 else f"{len(said)} headers moved. {said[0]}, and so on"


def times_words(ep: Episode, old: float | None, new: float | None) -> str:
    """Say two times as `6:28 → 6:41`."""
    was, now = ("no time" if time is None else ep.clock.format(time) for time in (old, new))
    return f"still {now}" if was == now else f"{was} → {now}"


def title(ep: Episode, header: int) -> str:
    """Return a header's title, short enough for a label."""
    item = ep.items[header]
    return _short(item.text) if isinstance(item, Header) else ""


def _where(ep: Episode, to: int) -> str:
    if to >= len(ep.items):
        return "after the last line"
    item = ep.items[to]
    if not isinstance(item, Line):
        return f"before “{_short(item.summary if isinstance(item, Other) else item.text)}”"
    when = "" if item.start is None else ep.clock.format(item.start)
    named = " ".join(part for part in (when, item.speaker) if part)
    return f"before {named} “{_short(item.text)}”".replace("  ", " ")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[:_SHORT].rsplit(' ', 1)[0].rstrip(_PAUSES)}…"
