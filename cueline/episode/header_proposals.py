"""Headers placed by time: from the clips, or from any list of times and texts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cueline.episode.clip_pairs import pair_clips
from cueline.episode.headers import arranged, header_time, places_at, stands_at, take_clips_along
from cueline.episode.proposals import Proposal, Suggestion
from cueline.episode.values import Clip, EditError, Episode, Header, Line

NEW, MOVED = "New headers", "Moved headers"
RENAMED, REMOVED = "Renamed headers", "Removed headers"


@dataclass(frozen=True, slots=True)
class WantedHeader:
    """A header that should be: its time in seconds, its text, and the header that it is (None: there is none yet)."""

    seconds: float
    text: str
    header: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where wanted headers come from, for their proposal.

    `label`: the step of undo. `name`: who says so ("A clip", "The list"). `absent`: why a header is to go that is not
    wanted. `rename`: headers with another text take the wanted one by default. `clips_along`: clip edges go along
    with moved headers. `spared`: headers that are never proposed for removal.
    """

    label: str
    name: str
    absent: str
    rename: bool = False
    clips_along: bool = False
    spared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Act:
    suggestion: Suggestion
    kind: str
    wish: int = -1
    header: int = -1
    to: int = -1


def propose_headers(ep: Episode) -> Proposal:
    """Propose headers like the clips: one of its name where each clip starts. Removals are off by default."""
    pairs = {clip: header for header, clip in pair_clips(ep).items()}
    clips = [
        (place, clip)
        for place, clip in enumerate(ep.clips)
        if isinstance(clip, Clip) and clip.name.strip()
    ]
    wanted = [_wanted(ep, clip, pairs.get(i)) for i, clip in clips if clip.start is not None]
    names = {clip.name for _, clip in clips}
    spared = frozenset(
        place for place, i in enumerate(ep.items) if isinstance(i, Header) and i.text in names
    )
    if not clips:
        raise EditError("Headers come from clips, and there are no clips here.")
    source = Source(
        "headers from the clips", "A clip", "No clip has this name.", True, spared=spared
    )
    return propose_wanted(ep, wanted, source)


def propose_wanted(ep: Episode, wanted: Sequence[WantedHeader], source: Source) -> Proposal:
    """Propose a header for each one wanted, before the line of `headers.place_at`; those that stand right are kept."""
    if all(not isinstance(i, Line) or i.start is None for i in ep.items):
        raise EditError("No line here has a time, so headers cannot be placed by time.")
    wanted = sorted(wanted, key=lambda wish: wish.seconds)
    places = places_at(ep, [wish.seconds for wish in wanted])
    acts: list[_Act] = []
    for number, (wish, place) in enumerate(zip(wanted, places, strict=True)):
        acts += _acts_of(ep, number, wish, place, source)
    kept = {wish.header for wish in wanted} | source.spared
    acts += (_removed(ep, place, source) for place in _headers(ep) if place not in kept)
    build = partial(_build, ep, tuple(wanted), tuple(acts), source.clips_along)
    return Proposal(source.label, tuple(act.suggestion for act in acts), build)


def _wanted(ep: Episode, clip: Clip, header: int | None) -> WantedHeader:
    """Return what a clip says of its header; a first clip from 0 says nothing of the time, as does one near enough."""
    start = clip.start or 0
    if header is None or start > 0:
        return WantedHeader(start, clip.name, header)
    time = header_time(ep, header)
    first = all(place >= header for place in _headers(ep))
    return WantedHeader(time if first and time is not None else start, clip.name, header)


def _acts_of(
    ep: Episode, number: int, wish: WantedHeader, place: int | None, source: Source
) -> list[_Act]:
    to = place if place is not None else _last_line(ep)
    when, reason = ep.clock.format(wish.seconds), _reason(ep, wish, place, source)
    if wish.header is None:
        new = Suggestion(NEW, when, "", wish.text, reason, to, place is not None)
        return [_Act(new, NEW, number, to=to)]
    acts: list[_Act] = []
    item = ep.items[wish.header]
    if isinstance(item, Header) and item.text != wish.text:
        why = f"{source.name} says it so."
        renamed = Suggestion(
            RENAMED, when, item.text, wish.text, why, wish.header, on=source.rename
        )
        acts.append(_Act(renamed, RENAMED, number, wish.header))
    if not stands_at(ep, wish.header, to):
        was, now = _time(ep, wish.header), _time(ep, to - 1)
        moved = Suggestion(MOVED, wish.text, was, now, reason, wish.header, place is not None)
        acts.append(_Act(moved, MOVED, number, wish.header, to))
    return acts


def _reason(ep: Episode, wish: WantedHeader, place: int | None, source: Source) -> str:
    when = ep.clock.format(wish.seconds)
    if place is None:
        return f"{source.name} says {when}, when no line starts any more: this is the last one."
    start = header_time(ep, place - 1) or 0
    if start == wish.seconds:
        return f"{source.name} says {when}."
    return f"{source.name} says {when}; the line there starts at {ep.clock.format(start)}."


def _removed(ep: Episode, header: int, source: Source) -> _Act:
    item = ep.items[header]
    text = item.text if isinstance(item, Header) else ""
    when = _time(ep, header)
    suggestion = Suggestion(REMOVED, when, text, "", source.absent, header, on=False)
    return _Act(suggestion, REMOVED, header=header)


def _build(
    ep: Episode,
    wanted: Sequence[WantedHeader],
    acts: Sequence[_Act],
    clips_along: bool,
    chosen: Collection[int],
) -> Episode:
    taken = [acts[i] for i in sorted(chosen)]
    gone = {act.header for act in taken if act.kind in (MOVED, REMOVED)}
    texts = {act.header: wanted[act.wish].text for act in taken if act.kind == RENAMED}
    renamed = _renamed(ep, texts)
    staying = {
        wish.header: number
        for number, wish in enumerate(wanted)
        if wish.header is not None and wish.header not in gone
    }
    put: list[tuple[int, Header]] = []
    moves: dict[int, int] = {}
    for act in sorted((a for a in taken if a.kind in (NEW, MOVED)), key=lambda a: a.wish):
        place = _before_later(ep, act.to, act.wish, staying)
        item = renamed.items[act.header] if act.kind == MOVED else Header(wanted[act.wish].text)
        if isinstance(item, Header):
            put.append((place, item))
        if act.kind == MOVED:
            moves[act.header] = act.to
    made = arranged(renamed, gone, put)
    return take_clips_along(ep, made, moves) if clips_along else made


def _before_later(ep: Episode, to: int, number: int, staying: dict[int, int]) -> int:
    """Return the place at `to`, or before the first header there that belongs to a later one."""
    found, place = to, to - 1
    while place >= 0:
        item = ep.items[place]
        if isinstance(item, Line) and item.start is not None:
            break
        if staying.get(place, -1) > number:
            found = place
        place -= 1
    return found


def _renamed(ep: Episode, texts: dict[int, str]) -> Episode:
    if not texts:
        return ep
    items = list(ep.items)
    for place, text in texts.items():
        item = items[place]
        items[place] = replace(item, text=text) if isinstance(item, Header) else item
    return ep.with_items(tuple(items))


def _headers(ep: Episode) -> list[int]:
    return [place for place, item in enumerate(ep.items) if isinstance(item, Header)]


def _last_line(ep: Episode) -> int:
    lines = (i for i, item in enumerate(ep.items) if isinstance(item, Line) and item.start)
    return max(lines, default=0)


def _time(ep: Episode, header: int) -> str:
    time = header_time(ep, header)
    return "the end" if time is None else ep.clock.format(time)
