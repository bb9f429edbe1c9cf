"""Clips from sections."""

from __future__ import annotations

from dataclasses import replace

from cueline.episode.clips import with_clips
from cueline.episode.values import Clip, ClipItem, EditError, Episode, Map


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
    return with_clips(ep, clips)


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
        return ep.clock.round(duration)
    ends = [c.end for c in ep.clips if isinstance(c, Clip) and c.end is not None]
    if ends and ends[-1] > start:
        return ends[-1]
    last = max(
        (s for s in (getattr(i, "start", None) for i in ep.items) if s is not None), default=0
    )
    if last <= start:
        raise EditError("Where the last clip ends is not known: the length of the sound is needed.")
    return last
