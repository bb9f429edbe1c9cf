"""Headers and their places: which time a header has, where one of a given time belongs, several moved at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping

from cueline.episode.clips import take_edges_along
from cueline.episode.values import EditError, Episode, Header, Item, Line

_EARLY = 3


def header_time(ep: Episode, header: int) -> float | None:
    """Return the first time under the header, in seconds, other headers passed over; None if there is none."""
    starts = (_start(ep.items[place]) for place in range(header + 1, len(ep.items)))
    return next((start for start in starts if start is not None), None)


def place_at(ep: Episode, seconds: float) -> int | None:
    """Return the item that a header of this time belongs before: the first line that starts then or later.

    A line that began up to 3 s before is taken if it is nearer, for people write times that are rounded. None where
    all lines started earlier. Measured on 35 lists of topics with their episodes: all 861 topics that are headers
    there stand so; by the line nearest in time, or the one being said, 12 or 13 would not.
    """
    return places_at(ep, (seconds,))[0]


def places_at(ep: Episode, times: Iterable[float]) -> list[int | None]:
    """Return `place_at` of several times."""
    places, starts = list[int](), list[float]()
    for place, start in enumerate(map(_start, ep.items)):
        if start is not None and (not starts or start > starts[-1]):
            places.append(place)
            starts.append(start)
    return [_nearest(places, starts, seconds) for seconds in times]


def _nearest(places: list[int], starts: list[float], seconds: float) -> int | None:
    """Choose from the lines that start later than all before them."""
    at = bisect_left(starts, seconds)
    early = seconds - starts[at - 1] if at else _EARLY + 1
    late = starts[at] - seconds if at < len(starts) else _EARLY + 1
    if early <= _EARLY and early < late:
        return places[at - 1]
    return places[at] if at < len(places) else None


def stands_at(ep: Episode, header: int, place: int) -> bool:
    """Tell whether no time lies between the header and the item `place`, so that both begin at the same line."""
    between = range(header + 1, place) if header < place else range(place, header)
    return all(_start(ep.items[at]) is None for at in between)


def arranged(ep: Episode, gone: Collection[int], put: Iterable[tuple[int, Header]]) -> Episode:
    """Return the episode without the items `gone`, and with headers put before items; all positions are those of `ep`.

    Of several put before one item, each stands before those that come after it in `put`.
    """
    fresh: dict[int, list[Item]] = {}
    for place, header in put:
        fresh.setdefault(place, []).append(header)
    if not fresh and not gone:
        return ep
    items: list[Item] = []
    for place, item in enumerate(ep.items):
        items += fresh.get(place, ())
        if place not in gone:
            items.append(item)
    return ep.with_items((*items, *fresh.get(len(ep.items), ())))


def move_headers(ep: Episode, moves: Mapping[int, int]) -> Episode:
    """Move several headers at once: each to stand before an item, as `edits.move_header` does with one.

    All positions are those of `ep`. A clip edge at the old time of a moved header goes along to its new one.
    """
    headers = {place: _header(ep, place) for place in sorted(moves)}
    if any(not 0 <= to <= len(ep.items) for to in moves.values()):
        raise EditError("There is no such place in the transcript.")
    moves = {place: to for place, to in moves.items() if to not in (place, place + 1)}
    put = [(moves[place], header) for place, header in headers.items() if place in moves]
    return take_clips_along(ep, arranged(ep, moves, put), moves)


def take_clips_along(ep: Episode, moved: Episode, moves: Mapping[int, int]) -> Episode:
    """Return `moved` with the clip edges at the old times of headers at their new ones, where they fit.

    `moves` tells where the headers of `ep` went: to stand before which of its items.
    """
    for old, new in _in_order(_new_times(ep, moves)):
        moved = take_edges_along(moved, old, new)
    return moved


def times_of_moves(
    ep: Episode, moves: Mapping[int, int]
) -> dict[int, tuple[float | None, float | None]]:
    """Return the old and the new time of each header that `move_headers` would move; None for no time."""
    return {place: (header_time(ep, place), header_time(ep, to - 1)) for place, to in moves.items()}


def moves_by_lines(ep: Episode, headers: Iterable[int], lines: int) -> dict[int, int]:
    """Return where the headers come to stand when all move by a number of lines (back, if negative).

    For `move_headers`. At either end of the transcript they stop.
    """
    spoken = [place for place, item in enumerate(ep.items) if not isinstance(item, Header)]
    found: dict[int, int] = {}
    for header in headers:
        under = sum(place < header for place in spoken)
        to = min(max(under + lines, 0), len(spoken))
        found[header] = spoken[to] if to < len(spoken) else len(ep.items)
    return found if lines else {}


def _header(ep: Episode, place: int) -> Header:
    item = ep.items[place] if 0 <= place < len(ep.items) else None
    if not isinstance(item, Header):
        raise EditError("This is not a header.")
    return item


def _new_times(ep: Episode, moves: Mapping[int, int]) -> dict[float, float]:
    """Return the times that headers leave, each with the new one; not those where another header stays."""
    staying = {
        header_time(ep, place)
        for place, item in enumerate(ep.items)
        if isinstance(item, Header) and place not in moves
    }
    return {
        old: new
        for old, new in times_of_moves(ep, moves).values()
        if old is not None and new is not None and old != new and old not in staying
    }


def _in_order(times: dict[float, float]) -> list[tuple[float, float]]:
    """Sort the moves so that no edge arrives at a time from which another has still to leave."""
    left, done = dict(times), list[tuple[float, float]]()
    while left:
        old = next((old for old, new in left.items() if new not in left), next(iter(left)))
        done.append((old, left.pop(old)))
    return done


def _start(item: Item) -> float | None:
    return item.start if isinstance(item, Line) else None
