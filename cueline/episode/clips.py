"""Edits of the clips: the parts of the recording that have a page address of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite
from operator import is_

from cueline.episode.values import Clip, ClipItem, EditError, Episode, Map, writable

_START_IN_URL = re.compile(
    r"(?<=[?&#;]t=)(?:\d+h(?:\d+m)?(?:\d+(?=s))?|\d+m(?:\d+(?=s))?|\d+(?:\.\d+)?)"
)  # seconds, as a rule; `1h2m3s` gives way to seconds as a whole


def set_clip_boundary(ep: Episode, clip: int, seconds: float) -> Episode:
    """Move the edge between `clip - 1` and `clip`: the end before it, the start after it and the url's last `t=`.

    `clip` may be the number of clips: then it is the end of the last one. EditError unless the edge stays strictly
    inside the two.
    """
    if not 0 <= clip <= len(ep.clips) or not ep.clips:
        raise EditError("There is no such clip edge.")
    edge = _time(ep, seconds)
    before = _clip(ep, clip - 1) if clip > 0 else None
    after = _clip(ep, clip) if clip < len(ep.clips) else None
    if edge < 0 or not _inside(before, after, edge):
        raise EditError(
            "The edge has to stay between the start of one clip and the end of the next."
        )
    clips = list(ep.clips)
    if before is not None:
        clips[clip - 1] = replace(before, end=edge)
    if after is not None:
        clips[clip] = _starting(after, edge)
    return _with_clips(ep, clips)


def rename_clip(ep: Episode, clip: int, name: str) -> Episode:
    """Give a clip another name."""
    if not name.strip():
        raise EditError("A clip needs a name.")
    renamed = replace(_clip(ep, clip), name=writable(name))
    return _with_clips(ep, _replaced(ep, clip, (renamed,)))


def split_clip(ep: Episode, clip: int, seconds: float) -> Episode:
    """Cut a clip in two at `seconds`; the second has the name of the section that starts there, else the same."""
    whole, cut = _clip(ep, clip), _time(ep, seconds)
    if not (whole.start or 0) < cut or (whole.end is not None and cut >= whole.end):
        raise EditError("The cut has to lie inside the clip.")
    title = next((s.title for s in ep.sections if s.start == cut and s.title), whole.name)
    second = _starting(replace(whole, name=title, origin=None), cut)
    return _with_clips(ep, _replaced(ep, clip, (replace(whole, end=cut), second)))


def delete_clip(ep: Episode, clip: int) -> Episode:
    """Take a clip out; the others stay as they are."""
    if not 0 <= clip < len(ep.clips):
        raise EditError("There is no such clip.")
    return _with_clips(ep, _replaced(ep, clip, ()))


def clips_from_sections(ep: Episode, duration: float | None = None) -> Episode:
    """Make one clip of each section with a title and a time, keeping what is right of the clips there are.

    A clip with the section's name keeps its start and url; ends are the next starts, the last one is `duration`
    (seconds), else the old last end, else the last start in the transcript. The rule was measured over 185 files.
    """
    named = [s for s in ep.sections if s.title and s.start is not None]
    if not named:
        raise EditError("Clips come from sections, and no section here has a title and a time.")
    known = [c for c in ep.clips if isinstance(c, Clip)]
    made = [_taken(known, s.title) or _new_clip(ep, s.title, s.start or 0) for s in named]
    starts = [
        c.start if c.start is not None else s.start or 0 for c, s in zip(made, named, strict=True)
    ]
    ends = [*starts[1:], _last_end(ep, starts[-1], duration)]
    if any(end <= start for start, end in zip(starts, ends, strict=True)):
        raise EditError(
            "A clip would end before it starts: look at the times of the sections first."
        )
    clips: list[ClipItem] = [
        replace(c, start=start, end=end) for c, start, end in zip(made, starts, ends, strict=True)
    ]
    return _with_clips(ep, clips)


def take_edges_along(ep: Episode, old: float, new: float) -> Episode:
    """Move the clip edges that stood at `old` to `new`, where they stay inside their clips."""
    clips = list(ep.clips)
    for place in _places_of(ep.clips, old):
        before = _edge(clips[place - 1] if place else None, "end", old)
        after = _edge(clips[place] if place < len(clips) else None, "start", old)
        if not _inside(before, after, new):
            continue
        if before is not None:
            clips[place - 1] = replace(before, end=new)
        if after is not None:
            clips[place] = _starting(after, new)
    return _with_clips(ep, clips)


def _places_of(clips: tuple[ClipItem, ...], edge: float) -> list[int]:
    """Return which of the places between clips (0: before the first) may have their edge at `edge` seconds."""
    found: set[int] = set()
    for place, clip in enumerate(clips):
        if isinstance(clip, Clip) and edge in (clip.start, clip.end):
            found |= {place, place + 1}
    return sorted(found)


def _edge(clip: ClipItem | None, side: str, seconds: float) -> Clip | None:
    """Return the clip if its start or end stands at `seconds`."""
    return clip if isinstance(clip, Clip) and getattr(clip, side) == seconds else None


def url_at(url: str, seconds: float) -> str:
    """Return the address with the digits after its last `t=` changed, and nothing else."""
    found = list(_START_IN_URL.finditer(url))
    if not found:
        return url
    return url[: found[-1].start()] + str(int(seconds)) + url[found[-1].end() :]


def _clip(ep: Episode, clip: int) -> Clip:
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


def _starting(clip: Clip, start: float) -> Clip:
    return replace(clip, start=start, url=url_at(clip.url, start))


def _replaced(ep: Episode, clip: int, clips: tuple[Clip, ...]) -> list[ClipItem]:
    return [*ep.clips[:clip], *clips, *ep.clips[clip + 1 :]]


def _with_clips(ep: Episode, clips: list[ClipItem]) -> Episode:
    """Return the episode with these clips; what is as it was stays the same object."""
    untouched = set(map(id, ep.clips))
    touched = {clip.origin for clip in clips if id(clip) not in untouched}
    old = {(clip.origin, clip): clip for clip in ep.clips if clip.origin in touched}
    new = tuple(
        clip if id(clip) in untouched else old.get((clip.origin, clip), clip) for clip in clips
    )
    same = len(new) == len(ep.clips) and all(map(is_, new, ep.clips))
    return ep if same else replace(ep, clips=new)


def _time(ep: Episode, seconds: float) -> float:
    if not isfinite(seconds):
        raise EditError("This is not a time.")
    return ep.clock.round(seconds)


def _taken(clips: list[Clip], name: str) -> Clip | None:
    """Take the first clip of the name out of the list: sections of one name have a clip each."""
    found = next((clip for clip in clips if clip.name == name), None)
    if found is not None:
        clips.remove(found)
    return found


def _new_clip(ep: Episode, name: str, start: float) -> Clip:
    links = ep.fields.get("links")
    address = links.get("youtube") if isinstance(links, Map) else None
    if not isinstance(address, str) or not address.startswith("http"):
        return Clip(name, start, None)
    joint = "&" if "?" in address else "?"
    return Clip(name, start, None, f"{address}{joint}t={int(start)}")


def _last_end(ep: Episode, start: float, duration: float | None) -> float:
    if duration is not None:
        return _time(ep, duration)
    ends = [c.end for c in ep.clips if isinstance(c, Clip) and c.end is not None]
    if ends and ends[-1] > start:
        return ends[-1]
    last = max(
        (s for s in (getattr(i, "start", None) for i in ep.items) if s is not None), default=0
    )
    if last <= start:
        raise EditError("Where the last clip ends is not known: the length of the sound is needed.")
    return last
