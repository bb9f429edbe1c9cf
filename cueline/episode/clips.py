"""Edits of the clips: the parts of the recording that have a page address of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from operator import is_

from cueline.episode.values import (
    Clip,
    ClipItem,
    EditError,
    Episode,
    Line,
    Map,
    writable,
)

_START_IN_URL = re.compile(
    r"(?<=[?&#;]t=)(?:\d+h(?:\d+m)?(?:\d+(?=s))?|\d+m(?:\d+(?=s))?|\d+(?:\.\d+)?)"
)  # seconds, as a rule; `1h2m3s` gives way to seconds as a whole

_WORDS = 6


def set_clip_boundary(ep: Episode, clip: int, seconds: float) -> Episode:
    """Move the edge between `clip - 1` and `clip`: the end before it, the start after it and the url's last `t=`.

    `clip` may be the number of clips: then it is the end of the last one. EditError unless the edge stays strictly
    inside the two.
    """
    if not 0 <= clip <= len(ep.clips) or not ep.clips:
        raise EditError("There is no such clip edge.")
    edge = clip_time(ep, seconds)
    before = clip_at(ep, clip - 1) if clip > 0 else None
    after = clip_at(ep, clip) if clip < len(ep.clips) else None
    if edge < 0 or not _inside(before, after, edge):
        raise EditError(
            "The edge has to stay between the start of one clip and the end of the next."
        )
    clips = list(ep.clips)
    if before is not None:
        clips[clip - 1] = replace(before, end=edge)
    if after is not None:
        clips[clip] = starting(after, edge)
    return with_clips(ep, clips)


def rename_clip(ep: Episode, clip: int, name: str) -> Episode:
    """Give a clip another name."""
    if not name.strip():
        raise EditError("A clip needs a name.")
    renamed = replace(clip_at(ep, clip), name=writable(name))
    return with_clips(ep, _replaced(ep, clip, (renamed,)))


def rename_clips(ep: Episode, names: Mapping[str, str]) -> Episode:
    """Give other names to the clips that have one of these names."""
    clips = [
        replace(clip, name=names[clip.name])
        if isinstance(clip, Clip) and clip.name in names
        else clip
        for clip in ep.clips
    ]
    return with_clips(ep, clips)


def split_clip(ep: Episode, clip: int, seconds: float) -> Episode:
    """Cut a clip in two at `seconds`; the second has the name of the section that starts there, else the same."""
    whole, cut = clip_at(ep, clip), clip_time(ep, seconds)
    if not (whole.start or 0) < cut or (whole.end is not None and cut >= whole.end):
        raise EditError("The cut has to lie inside the clip.")
    title = next((s.title for s in ep.sections if s.start == cut and s.title), whole.name)
    second = starting(replace(whole, name=title, origin=None), cut)
    return with_clips(ep, _replaced(ep, clip, (replace(whole, end=cut), second)))


def delete_clip(ep: Episode, clip: int) -> Episode:
    """Take a clip out; the others stay as they are."""
    if not 0 <= clip < len(ep.clips):
        raise EditError("There is no such clip.")
    return with_clips(ep, _replaced(ep, clip, ()))


def set_clip_start(ep: Episode, clip: int, seconds: float) -> Episode:
    """Move the start of one clip, and its address; the clip before it keeps its end (see `set_clip_boundary`)."""
    alone, start = clip_at(ep, clip), clip_time(ep, seconds)
    if start < 0 or not _inside(None, alone, start):
        raise EditError("A clip has to start before it ends.")
    return with_clips(ep, _replaced(ep, clip, (starting(alone, start),)))


def set_clip_end(ep: Episode, clip: int, seconds: float) -> Episode:
    """Move the end of one clip; the clip after it keeps its start."""
    alone, end = clip_at(ep, clip), clip_time(ep, seconds)
    if not _inside(alone, None, end):
        raise EditError("A clip has to end after it starts.")
    return with_clips(ep, _replaced(ep, clip, (replace(alone, end=end),)))


def set_clip_url(ep: Episode, clip: int, url: str) -> Episode:
    """Give a clip another address, as it is typed."""
    moved = replace(clip_at(ep, clip), url=writable(url.strip()))
    return with_clips(ep, _replaced(ep, clip, (moved,)))


def add_clip(
    ep: Episode, first: int, last: int, name: str = "", end: float | None = None
) -> Episode:
    """Make a clip of the items from `first` to `last`, whatever other clips there are; it comes before later ones.

    It starts with the first time in them and ends with the first time after them, else at `end` (seconds, such as
    the sound's end). Without a name it has that of the section that starts there, else the first words.
    """
    if not 0 <= first <= last < len(ep.items):
        raise EditError("There are no such entries in the transcript.")
    start = next((s for s in map(_start_of, ep.items[first : last + 1]) if s is not None), None)
    if start is None:
        raise EditError("None of these lines has a time that the clip could start at.")
    after = (s for s in map(_start_of, ep.items[last + 1 :]) if s is not None and s > start)
    stop = next(after, None if end is None else clip_time(ep, end))
    if stop is None:
        raise EditError("Where the clip ends is not known: the length of the sound is needed.")
    if stop <= start:
        raise EditError("The clip would end before it starts.")
    made = replace(
        new_clip(ep, writable(name.strip() or _name_at(ep, first, start)), start), end=stop
    )
    place = place_of_clip(ep.clips, start)
    return with_clips(ep, [*ep.clips[:place], made, *ep.clips[place:]])


def merge_clips(ep: Episode, first: int, last: int) -> Episode:
    """Join the clips from `first` to `last`: name, start and address of the first, the end of the last."""
    if not 0 <= first < last < len(ep.clips):
        raise EditError("Joining needs at least two clips.")
    joined = [clip_at(ep, place) for place in range(first, last + 1)]
    whole = replace(joined[0], end=joined[-1].end)
    if whole.start is not None and whole.end is not None and whole.end <= whole.start:
        raise EditError("The clips are not in the order of their times.")
    return with_clips(ep, [*ep.clips[:first], whole, *ep.clips[last + 1 :]])


def take_edges_along(ep: Episode, old: float, new: float) -> Episode:
    """Move the clip edges that stood at `old` to `new`, where they stay inside their clips."""
    return take_all_along(ep, [(old, new)])


def take_all_along(ep: Episode, moves: Iterable[tuple[float, float]]) -> Episode:
    """Move clip edges from old to new places, one after the other; none may come to where a later one begins."""
    clips, places = list(ep.clips), _places_of_edges(ep.clips)
    for old, new in moves:
        for place in sorted(places.get(old, ())):
            _move_edge(clips, place, old, new)
    return with_clips(ep, clips)


def _move_edge(clips: list[ClipItem], place: int, old: float, new: float) -> None:
    before = _edge(clips[place - 1] if place else None, "end", old)
    after = _edge(clips[place] if place < len(clips) else None, "start", old)
    if not _inside(before, after, new):
        return
    if before is not None:
        clips[place - 1] = replace(before, end=new)
    if after is not None:
        clips[place] = starting(after, new)


def _places_of_edges(clips: tuple[ClipItem, ...]) -> dict[float, set[int]]:
    """Return for each edge (s) which of the places between clips (0: before the first) may have it."""
    found: dict[float, set[int]] = {}
    for place, clip in enumerate(clips):
        for edge in (clip.start, clip.end) if isinstance(clip, Clip) else ():
            if edge is not None:
                found.setdefault(edge, set()).update((place, place + 1))
    return found


def _edge(clip: ClipItem | None, side: str, seconds: float) -> Clip | None:
    """Return the clip if its start or end stands at `seconds`."""
    return clip if isinstance(clip, Clip) and getattr(clip, side) == seconds else None


def url_at(url: str, seconds: float) -> str:
    """Return the address with the digits after its last `t=` changed, and nothing else."""
    found = list(_START_IN_URL.finditer(url))
    if not found:
        return url
    return url[: found[-1].start()] + str(int(seconds)) + url[found[-1].end() :]


def new_clip(ep: Episode, name: str, start: float) -> Clip:
    """Return a clip without an end; its address is that of the episode's video with the start."""
    link = video_link(ep)
    return Clip(name, start, None, address_at(link, start) if link else "")


def video_link(ep: Episode) -> str:
    """Return the address in `links.youtube`; "" where there is none."""
    links = ep.fields.get("links")
    address = links.get("youtube") if isinstance(links, Map) else None
    return address if isinstance(address, str) and address.startswith("http") else ""


def address_at(link: str, start: float) -> str:
    """Return the address of a place in the video."""
    return f"{link}{'&' if '?' in link else '?'}t={int(start)}"


def place_of_clip(clips: Sequence[ClipItem], start: float) -> int:
    """Return where among the clips one that starts at `start` belongs: after those that do not start later."""
    later = (
        place
        for place, clip in enumerate(clips)
        if isinstance(clip, Clip) and clip.start is not None and clip.start > start
    )
    return next(later, len(clips))


def clip_at(ep: Episode, clip: int) -> Clip:
    """Return the clip at a position; EditError where there is none."""
    if not 0 <= clip < len(ep.clips):
        raise EditError("There is no such clip.")
    found = ep.clips[clip]
    if not isinstance(found, Clip):
        raise EditError("This entry is not a clip; it can only be deleted.")
    return found


def _inside(before: Clip | None, after: Clip | None, edge: float) -> bool:
    low = before.start if before is not None else None
    high = after.end if after is not None else None
    return (low is None or low < edge) and (high is None or edge < high)


def starting(clip: Clip, start: float) -> Clip:
    """Return the clip with another start, its address with it."""
    return replace(clip, start=start, url=url_at(clip.url, start))


def _replaced(ep: Episode, clip: int, clips: tuple[Clip, ...]) -> list[ClipItem]:
    return [*ep.clips[:clip], *clips, *ep.clips[clip + 1 :]]


def with_clips(ep: Episode, clips: Sequence[ClipItem]) -> Episode:
    """Return the episode with these clips; what is as it was stays the same object."""
    if len(clips) == len(ep.clips) and all(map(is_, clips, ep.clips)):
        return ep
    untouched = set(map(id, ep.clips))
    touched = {clip.origin for clip in clips if id(clip) not in untouched}
    old = {(clip.origin, clip): clip for clip in ep.clips if clip.origin in touched}
    new = tuple(
        clip if id(clip) in untouched else old.get((clip.origin, clip), clip) for clip in clips
    )
    same = len(new) == len(ep.clips) and all(map(is_, new, ep.clips))
    return ep if same else replace(ep, clips=new)


def clip_time(ep: Episode, seconds: float) -> float:
    """Return the time as the file can hold it; EditError for what is no time."""
    if not isfinite(seconds):
        raise EditError("This is not a time.")
    return ep.clock.round(seconds)


def _start_of(item: object) -> float | None:
    return item.start if isinstance(item, Line) else None


def _name_at(ep: Episode, first: int, start: float) -> str:
    title = next((s.title for s in ep.sections if s.start == start and s.title.strip()), "")
    texts = (i.text for i in ep.items[first:] if isinstance(i, Line) and i.text.strip())
    words = next(texts, "Clip").split()
    return title or " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
