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
class Mark:
    """A header that should be: its time in seconds, its text, and the header that it is (None: there is none yet)."""

    seconds: float
    text: str
    header: int | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a list of marks is, for its proposal.

    `label`: the step of undo. `source`: who says so ("A clip", "The list"). `absent`: why a header is to go that no
    mark has. `rename`: headers with another text take the mark's by default. `clips_along`: clip edges go along with
    moved headers. `spared`: headers that are never proposed for removal.
    """

    label: str
    source: str
    absent: str
    rename: bool = False
    clips_along: bool = False
    spared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Act:
    suggestion: Suggestion
    kind: str
    mark: int = -1
    header: int = -1
    to: int = -1


def propose_headers(ep: Episode) -> Proposal:
    """Propose headers like the clips: one of its name where each clip starts. Removals are off by default."""
    pairs = {clip: header for header, clip in pair_clips(ep).items()}
    clips = [(i, clip) for i, clip in enumerate(ep.clips) if isinstance(clip, Clip)]
    marks = [_mark(ep, clip, pairs.get(i)) for i, clip in clips if clip.start is not None]
    names = {clip.name for _, clip in clips}
    spared = frozenset(
        place for place, i in enumerate(ep.items) if isinstance(i, Header) and i.text in names
    )
    if not clips:
        raise EditError("Headers come from clips, and there are no clips here.")
    wishes = Wishes(
        "headers from the clips", "A clip", "No clip has this name.", True, spared=spared
    )
    return propose_marks(ep, marks, wishes)


def propose_marks(ep: Episode, marks: Sequence[Mark], wishes: Wishes) -> Proposal:
    """Propose a header for each mark, before the line of `headers.place_at`; those that stand right are kept."""
    if all(not isinstance(i, Line) or i.start is None for i in ep.items):
        raise EditError("No line here has a time, so headers cannot be placed by time.")
    marks = sorted(marks, key=lambda mark: mark.seconds)
    places = places_at(ep, [mark.seconds for mark in marks])
    acts: list[_Act] = []
    for number, (mark, place) in enumerate(zip(marks, places, strict=True)):
        acts += _acts_of(ep, number, mark, place, wishes)
    kept = {mark.header for mark in marks} | wishes.spared
    acts += (_removed(ep, place, wishes) for place in _headers(ep) if place not in kept)
    build = partial(_build, ep, tuple(marks), tuple(acts), wishes.clips_along)
    return Proposal(wishes.label, tuple(act.suggestion for act in acts), build)


def _mark(ep: Episode, clip: Clip, header: int | None) -> Mark:
    """Return what a clip says of its header; a first clip from 0 says nothing of the time, as does one near enough."""
    start = clip.start or 0
    if header is None or start > 0:
        return Mark(start, clip.name, header)
    time = header_time(ep, header)
    first = all(place >= header for place in _headers(ep))
    return Mark(time if first and time is not None else start, clip.name, header)


def _acts_of(ep: Episode, number: int, mark: Mark, place: int | None, wishes: Wishes) -> list[_Act]:
    to = place if place is not None else _last_line(ep)
    when, reason = ep.clock.format(mark.seconds), _reason(ep, mark, place, wishes)
    if mark.header is None:
        new = Suggestion(NEW, when, "", mark.text, reason, to, place is not None)
        return [_Act(new, NEW, number, to=to)]
    acts: list[_Act] = []
    item = ep.items[mark.header]
    if isinstance(item, Header) and item.text != mark.text:
        why = f"{wishes.source} says it so."
        renamed = Suggestion(
            RENAMED, when, item.text, mark.text, why, mark.header, on=wishes.rename
        )
        acts.append(_Act(renamed, RENAMED, number, mark.header))
    if not stands_at(ep, mark.header, to):
        was, now = _time(ep, mark.header), _time(ep, to - 1)
        moved = Suggestion(MOVED, mark.text, was, now, reason, mark.header, place is not None)
        acts.append(_Act(moved, MOVED, number, mark.header, to))
    return acts


def _reason(ep: Episode, mark: Mark, place: int | None, wishes: Wishes) -> str:
    when = ep.clock.format(mark.seconds)
    if place is None:
        return f"{wishes.source} says {when}, when no line starts any more: this is the last one."
    start = header_time(ep, place - 1) or 0
    if start == mark.seconds:
        return f"{wishes.source} says {when}."
    return f"{wishes.source} says {when}; the line there starts at {ep.clock.format(start)}."


def _removed(ep: Episode, header: int, wishes: Wishes) -> _Act:
    item = ep.items[header]
    text = item.text if isinstance(item, Header) else ""
    when = _time(ep, header)
    suggestion = Suggestion(REMOVED, when, text, "", wishes.absent, header, on=False)
    return _Act(suggestion, REMOVED, header=header)


def _build(
    ep: Episode,
    marks: Sequence[Mark],
    acts: Sequence[_Act],
    clips_along: bool,
    chosen: Collection[int],
) -> Episode:
    wanted = [acts[i] for i in sorted(chosen)]
    gone = {act.header for act in wanted if act.kind in (MOVED, REMOVED)}
    texts = {act.header: marks[act.mark].text for act in wanted if act.kind == RENAMED}
    renamed = _renamed(ep, texts)
    staying = {
        mark.header: number
        for number, mark in enumerate(marks)
        if mark.header is not None and mark.header not in gone
    }
    put: list[tuple[int, Header]] = []
    moves: dict[int, int] = {}
    for act in sorted((a for a in wanted if a.kind in (NEW, MOVED)), key=lambda a: a.mark):
        place = _before_later(ep, act.to, act.mark, staying)
        item = renamed.items[act.header] if act.kind == MOVED else Header(marks[act.mark].text)
        if isinstance(item, Header):
            put.append((place, item))
        if act.kind == MOVED:
            moves[act.header] = act.to
    made = arranged(renamed, gone, put)
    return take_clips_along(ep, made, moves) if clips_along else made


def _before_later(ep: Episode, to: int, number: int, staying: dict[int, int]) -> int:
    """Return the place at `to`, or before the first header there that belongs to a later mark."""
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
