"""Which clip belongs to which header, and whether the two are in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from cueline.episode.values import Clip, Episode


@dataclass(frozen=True, slots=True)
class Cut:
    """A header that a clip belongs to: its text, its position in the items, and where its clip should start.

    `start` is the first time under the header; None for one with nothing under it, which needs no clip.
    """

    title: str
    header: int
    start: float | None


@dataclass(frozen=True, slots=True)
class SectionClip:
    """A section's header, its clip (None: there is none) and, in sentences, what is not in step."""

    header: int
    clip: int | None
    faults: tuple[str, ...]


def cuts(ep: Episode) -> tuple[Cut, ...]:
    """Return the headers with a text, in order.

    The first one, if the next header takes its lines, begins the episode: its clip starts at 0. So do 18 of the
    19 such episodes that were measured ("Episode Start", then the first line's section at 3:50).
    """
    found = [
        Cut(section.title, section.header, section.start)
        for section in ep.sections
        if section.header is not None and section.title.strip()
    ]
    timed = next((cut for cut in found if cut.start is not None), None)
    if timed is None or timed is found[0] or not timed.start or timed.title == found[0].title:
        return tuple(found)
    if any(s.start is not None for s in ep.sections if s.first <= found[0].header):
        return tuple(found)
    return (replace(found[0], start=0), *found[1:])


def pair_clips(ep: Episode) -> dict[int, int]:
    """Return the clip of each header that has one (position in items: position in clips), nothing twice.

    A clip of the header's name and time before one of its name, before one at its time; and a first clip that
    begins at 0 is that of the first header that starts within it.
    """
    heads = cuts(ep)
    clips = {place: clip for place, clip in enumerate(ep.clips) if isinstance(clip, Clip)}
    pairs: dict[int, int] = {}

    def claim(of_cut: Callable[[Cut], Hashable], of_clip: Callable[[Clip], Hashable]) -> None:
        taken, free = set(pairs.values()), defaultdict[Hashable, list[int]](list)
        for place in reversed(clips):
            if place not in taken:
                free[of_clip(clips[place])].append(place)
        for cut in heads:
            if cut.header not in pairs and free[of_cut(cut)]:
                pairs[cut.header] = free[of_cut(cut)].pop()

    claim(lambda cut: (cut.title, cut.start), lambda clip: (clip.name, clip.start))
    claim(lambda cut: cut.title, lambda clip: clip.name)
    # A time that is missing on either side is nobody's partner.
    claim(lambda cut: cut.start, lambda clip: "" if clip.start is None else clip.start)
    _pair_first(heads, clips, pairs)
    return pairs


def section_clips(ep: Episode) -> tuple[SectionClip, ...]:
    """Return each header with lines or a clip, its clip and what is not in step; nothing where there are no clips."""
    if not any(isinstance(clip, Clip) for clip in ep.clips):
        return ()
    pairs, heads = pair_clips(ep), cuts(ep)
    return tuple(
        SectionClip(cut.header, pairs.get(cut.header), _faults(ep, cut, pairs.get(cut.header)))
        for cut in heads
        if cut.start is not None or cut.header in pairs
    )


def starts_right(ep: Episode, cut: Cut, clip: int) -> bool:
    """Tell whether a clip starts where its header does; the first may start at 0 before the first line."""
    entry = ep.clips[clip]
    if not isinstance(entry, Clip) or cut.start is None or entry.start == cut.start:
        return True
    first = not any(isinstance(other, Clip) for other in ep.clips[:clip])
    return first and entry.start == 0 and not _timed_before(ep, cut)


def clip_before(ep: Episode, clip: int) -> int | None:
    """Return the position of the clip before another; None for the first."""
    before = (place for place in range(clip - 1, -1, -1) if isinstance(ep.clips[place], Clip))
    return next(before, None)


def overlap_before(ep: Episode, clip: int) -> float:
    """Return by how many seconds the clip before this one reaches into it; less than 0: there is a gap."""
    place = clip_before(ep, clip)
    before, after = (ep.clips[at] if at is not None else None for at in (place, clip))
    if not isinstance(before, Clip) or not isinstance(after, Clip):
        return 0
    if before.end is None or after.start is None:
        return 0
    return before.end - after.start


def _faults(ep: Episode, cut: Cut, clip: int | None) -> tuple[str, ...]:
    entry = ep.clips[clip] if clip is not None else None
    if clip is None or not isinstance(entry, Clip):
        return ("This section has no clip.",)
    faults: list[str] = []
    if entry.name != cut.title:
        faults.append(f"Its clip is called “{entry.name}”.")
    if not starts_right(ep, cut, clip):
        clock, start = ep.clock, entry.start
        began = "nowhere" if start is None else f"at {clock.format(start)}"
        faults.append(f"Its clip starts {began}, the section at {clock.format(cut.start or 0)}.")
    over = overlap_before(ep, clip)
    if over and entry.start is not None:
        what = "the two overlap" if over > 0 else "there is a gap"
        faults.append(f"The clip before it ends at {ep.clock.format(entry.start + over)}: {what}.")
    return tuple(faults)


def _timed_before(ep: Episode, cut: Cut) -> bool:
    return any(s.start is not None for s in ep.sections if s.first <= cut.header)


def _pair_first(heads: tuple[Cut, ...], clips: dict[int, Clip], pairs: dict[int, int]) -> None:
    timed = next((cut for cut in heads if cut.start is not None), None)
    if timed is None or timed.start is None or not clips or timed.header in pairs:
        return
    place, clip = next(iter(clips.items()))
    covers = clip.start == 0 and (clip.end is None or clip.end > timed.start)
    if covers and place not in pairs.values():
        pairs[timed.header] = place
