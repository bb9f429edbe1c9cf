"""Clips from sections: what to make, move, rename and take out, keeping what is right.

The rule was measured over 185 files: a clip has its header's name, starts with the first line under it (the first
clip may start at 0), and ends where the next one starts, the last one with the sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from cueline.episode.clip_pairs import (
    Cut,
    clip_before,
    cuts,
    overlap_before,
    pair_clips,
    starts_right,
)
from cueline.episode.clips import clip_time, new_clip, place_of_clip, starting, with_clips
from cueline.episode.durations import SoundEnd, last_start
from cueline.episode.proposals import Proposal, Suggestion
from cueline.episode.values import Clip, ClipItem, EditError, Episode

NEW, RENAMED, EDGES = "New clips", "Renamed clips", "Moved edges"
LAST_END, REMOVED = "End of the last clip", "Removed clips"
_NO_END = "Where the last clip ends is not known: the length of the sound is needed."


@dataclass(frozen=True, slots=True)
class _Act:
    """A suggestion with what it does to the clips.

    `clip`: the clip it is about (None: a new one, or whichever comes last). `needed`: without it the clips are not
    those of the sections.
    """

    suggestion: Suggestion
    clip: int | None = None
    cut: Cut | None = None
    seconds: float | None = None
    needed: bool = True

    @property
    def kind(self) -> str:
        """The suggestion's kind."""
        return self.suggestion.kind


@dataclass(slots=True)
class _Place:
    """An entry of the new list: a clip or something else, and its old position (None: it is new)."""

    entry: ClipItem
    old: int | None


def propose_clips(ep: Episode, sound: SoundEnd | None = None) -> Proposal:
    """Propose clips like the sections: one for each header with lines, each ending where the next one starts.

    `sound`: where the recording ends, for the last clip. Starts of clips that have a header stay, and clips without
    one too, unless they are ticked.
    """
    acts = tuple(_acts(ep, sound))
    suggestions = tuple(act.suggestion for act in acts)
    return Proposal("clips from the sections", suggestions, partial(_build, ep, acts))


def clips_from_sections(ep: Episode, duration: float | None = None) -> Episode:
    """Accept all of `propose_clips` that it takes to have one clip for each section.

    A clip with the section's name keeps its start and url. The last end is `duration` (seconds), else the old last
    end, else the last start in the transcript.
    """
    if all(cut.start is None for cut in cuts(ep)):
        raise EditError("Clips come from sections, and no section here has a title and a time.")
    acts = tuple(_acts(ep, None if duration is None else SoundEnd(duration)))
    if any(act.needed and act.kind == LAST_END and act.seconds is None for act in acts):
        raise EditError(_NO_END)
    made = _build(ep, acts, [i for i, act in enumerate(acts) if act.needed])
    _check(made.clips, ())
    return made


def mend_section(ep: Episode, header: int) -> Episode:
    """Bring the clip of a section in step: its name and its start, or a new clip where there is none.

    The clip before it ends where it starts then, as clips tile the episode.
    """
    acts, clip = tuple(_acts(ep, None)), pair_clips(ep).get(header)
    mine = [
        place
        for place, act in enumerate(acts)
        if (act.cut is not None and act.cut.header == header)
        or (clip is not None and act.clip == clip and act.kind == RENAMED)
    ]
    if not mine and (clip is None or not overlap_before(ep, clip)):
        raise EditError("This section has no lines, or its clip is in step with it.")
    made = _build(ep, acts, mine) if mine else ep
    return _ended_before(made, pair_clips(made).get(header))


def _ended_before(ep: Episode, clip: int | None) -> Episode:
    """Let the clip before this one end where it starts."""
    if clip is None or not overlap_before(ep, clip):
        return ep
    place, after = clip_before(ep, clip), ep.clips[clip]
    before = ep.clips[place] if place is not None else None
    if not isinstance(before, Clip) or not isinstance(after, Clip) or after.start is None:
        return ep
    clips = [*ep.clips]
    clips[place or 0] = replace(before, end=after.start)
    _check(clips, ep.clips)
    return with_clips(ep, clips)


def _acts(ep: Episode, sound: SoundEnd | None) -> Iterator[_Act]:
    pairs = pair_clips(ep)
    heads = cuts(ep)
    yield from _new(ep, heads, pairs)
    for cut in heads:
        clip = pairs.get(cut.header)
        if clip is not None:
            yield from _mended(ep, cut, clip)
    yield from _edges(ep)
    yield from _last(ep, sound, heads)
    for place in sorted({place for place, _ in _real(ep.clips)} - set(pairs.values())):
        yield _removed(ep, place)


def _new(ep: Episode, heads: Sequence[Cut], pairs: dict[int, int]) -> Iterator[_Act]:
    reached = -1.0
    for cut in heads:
        if cut.start is None:
            continue
        ahead, reached = cut.start > reached, max(reached, cut.start)
        if cut.header in pairs:
            continue
        reason = "This section has no clip."
        if not ahead:
            reason += " It does not start after the section above it: look at the times first."
        place = ep.clock.format(cut.start)
        yield _Act(Suggestion(NEW, place, "", cut.title, reason, cut.header, ahead), cut=cut)


def _mended(ep: Episode, cut: Cut, clip: int) -> Iterator[_Act]:
    entry = ep.clips[clip]
    if not isinstance(entry, Clip):
        return
    place = _time(ep, entry.start)
    if entry.name != cut.title:
        reason = "This is the header of the section that starts there."
        suggestion = Suggestion(RENAMED, place, entry.name, cut.title, reason, clip, of="clip")
        yield _Act(suggestion, clip)
    if cut.start is not None and not starts_right(ep, cut, clip):
        lost = entry.start is None
        reason = "The section starts there." + ("" if lost else " A start is kept unless ticked.")
        now = _time(ep, cut.start)
        suggestion = Suggestion(EDGES, cut.title, place, now, reason, clip, lost, "clip")
        yield _Act(suggestion, clip, cut, cut.start, lost)


def _edges(ep: Episode) -> Iterator[_Act]:
    for (place, clip), (_, after) in _joints(ep.clips):
        if after.start is None or clip.end == after.start or (clip.start or 0) >= after.start:
            continue
        far = "" if clip.end is None else f"{abs(clip.end - after.start):g} s "
        reason = f"The next clip starts {far}{'before' if clip.end and clip.end > after.start else 'after'} this end."
        reason = "The clip has no end." if clip.end is None else reason
        was, now = _time(ep, clip.end), _time(ep, after.start)
        yield _Act(Suggestion(EDGES, clip.name, was, now, reason, place, of="clip"), place)


def _last(ep: Episode, sound: SoundEnd | None, heads: Sequence[Cut]) -> Iterator[_Act]:
    """Yield what is to be said about the end of the clip that will be the last."""
    clips = list(_real(ep.clips))
    starts = [cut.start for cut in heads] + [clip.start for _, clip in clips]
    start = max((s for s in starts if s is not None), default=None)
    if start is None:
        return
    place, old = (clips[-1][0], clips[-1][1].end) if clips else (None, None)
    spoken = last_start(ep) or 0
    kept = old is not None and old > start
    if sound is not None:
        end = clip_time(ep, sound.seconds)
        reason = f"This is {sound.described()}."
        reason += "" if end >= spoken else " But the transcript goes on after it."
        right, on, needed = old == end, end >= spoken, True
    else:
        end = spoken if spoken > start else None
        reason = "How long the sound is, is not known"
        stands_in = ". Where the last line starts stands in for the end, until the sound is there."
        reason += ": the end is left open." if end is None else stands_in
        right, on, needed = (
            old is not None and kept and old >= spoken,
            not kept and end is not None,
            not kept,
        )
    if not right:
        was, now = _time(ep, old), _time(ep, end)
        suggestion = Suggestion(LAST_END, "last clip", was, now, reason, place, on, "clip")
        yield _Act(suggestion, seconds=end, needed=needed)


def _removed(ep: Episode, place: int) -> _Act:
    clip = ep.clips[place]
    name, start = (clip.name, clip.start) if isinstance(clip, Clip) else ("", None)
    reason = "No header has this name or stands at this time."
    return _Act(
        Suggestion(REMOVED, _time(ep, start), name, "", reason, place, False, "clip"), place
    )


def _build(ep: Episode, acts: Sequence[_Act], chosen: Collection[int]) -> Episode:
    """Return the episode with the chosen acts done; EditError where a clip would end before it starts."""
    wanted = [acts[i] for i in sorted(chosen)]
    gone = {act.clip for act in wanted if act.kind == REMOVED}
    row = [_Place(entry, i) for i, entry in enumerate(ep.clips) if i not in gone]
    for act in wanted:
        _apply(ep, row, act)
    _join(ep, row, {act.clip for act in wanted if act.kind == EDGES and act.cut is None})
    _end(ep, row, next((act for act in wanted if act.kind == LAST_END), None))
    _check([place.entry for place in row], ep.clips)
    return with_clips(ep, [place.entry for place in row])


def _apply(ep: Episode, row: list[_Place], act: _Act) -> None:
    if act.kind == NEW and act.cut is not None:
        start = act.cut.start or 0
        at = place_of_clip([place.entry for place in row], start)
        row.insert(at, _Place(new_clip(ep, act.cut.title, start), None))
    mine = next((p for p in row if p.old is not None and p.old == act.clip), None)
    if mine is None or not isinstance(mine.entry, Clip):
        return
    if act.kind == RENAMED:
        mine.entry = replace(mine.entry, name=act.suggestion.now)
    elif act.kind == EDGES and act.seconds is not None:
        mine.entry = starting(mine.entry, act.seconds)


def _join(ep: Episode, row: list[_Place], mended: set[int | None]) -> None:
    """Let clips end where the next one starts: new ones, those that did before, and those whose edge is mended."""
    tiled = {place for (place, clip), (_, after) in _joints(ep.clips) if clip.end == after.start}
    clips = [place for place in row if isinstance(place.entry, Clip)]
    for place, following in pairwise(clips):
        clip, after = place.entry, following.entry
        if not isinstance(clip, Clip) or not isinstance(after, Clip) or after.start is None:
            continue
        new = place.old is None or following.old is None
        if new or place.old in tiled or place.old in mended:
            place.entry = replace(clip, end=after.start)


def _end(ep: Episode, row: list[_Place], act: _Act | None) -> None:
    last = next((place for place in reversed(row) if isinstance(place.entry, Clip)), None)
    if last is None or not isinstance(last.entry, Clip):
        return
    before = list(_real(ep.clips))
    if act is not None and act.seconds is not None:
        last.entry = replace(last.entry, end=act.seconds)
    elif before and last.old != before[-1][0]:
        end, start = before[-1][1].end, last.entry.start or 0
        tiled = {place for (place, a), (_, b) in _joints(ep.clips) if a.end == b.start}
        if last.old is None or last.old in tiled:
            last.entry = replace(last.entry, end=end if end is not None and end > start else None)


def _check(clips: Sequence[ClipItem], untouched: Collection[ClipItem]) -> None:
    for clip in clips:
        if not isinstance(clip, Clip) or clip.start is None or clip.end is None:
            continue
        if clip.end <= clip.start and clip not in untouched:
            raise EditError(
                f"The clip “{clip.name}” would end before it starts: "
                "look at the times of the sections first."
            )


def _real(clips: Sequence[ClipItem]) -> Iterator[tuple[int, Clip]]:
    return ((place, clip) for place, clip in enumerate(clips) if isinstance(clip, Clip))


def _joints(
    clips: Sequence[ClipItem],
) -> Iterator[tuple[tuple[int, Clip], tuple[int, Clip]]]:
    real = list(_real(clips))
    return pairwise(real)


def _time(ep: Episode, seconds: float | None) -> str:
    return "not known" if seconds is None else ep.clock.format(seconds)
