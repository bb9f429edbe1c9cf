"""Rules about the clips: their edges, names and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from cueline.episode import edits
from cueline.episode.addresses import clean_address, clean_clip_address, start_in, video_address
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found
from cueline.episode.clips import set_clip_end, video_link
from cueline.episode.durations import last_start
from cueline.episode.values import Clip, EditError, Episode

_NEAR = 3


def clip_not_at_header(case: Case) -> Iterator[Found]:
    """Find clips that start neither at 0 nor where the lines under a header do."""
    if not case.ep.items:
        return  # the transcript is not there yet
    starts = {time for time in case.times_of_headers.values() if time is not None}
    for place, clip in case.clips:
        if not clip.start or clip.start in starts:
            continue
        message = (
            f"The clip “{clip.name}” starts at {case.time(clip.start)}, where no section does."
        )
        fixes = tuple(_to_header(case, place, clip, starts))
        yield Found(message, place, fixes, f"{clip.name} {clip.start:g}")


def clip_name_drift(case: Case) -> Iterator[Found]:
    """Find clips whose name no header has, where there is a transcript."""
    for place, clip in case.clips if case.ep.items else ():
        if clip.name in case.header_names:
            continue
        titles = [
            header.text
            for at, header in case.headers
            if clip.start is not None and case.times_of_headers[at] == clip.start
        ]
        fixes = tuple(
            _named(place, clip, title) for title in dict.fromkeys(titles) if title.strip()
        )
        yield Found(f"No header is called “{clip.name}”, as the clip is.", place, fixes, clip.name)


def clip_overlap(case: Case) -> Iterator[Found]:
    """Find clips that end after the next one starts."""
    for place, clip, after in case.pairs_of_clips():
        if clip.end is not None and after.start is not None and clip.end > after.start:
            yield _edge_found(case, place, clip, after, "after")


def clip_gap(case: Case) -> Iterator[Found]:
    """Find clips that end before the next one starts."""
    for place, clip, after in case.pairs_of_clips():
        if clip.end is not None and after.start is not None and clip.end < after.start:
            yield _edge_found(case, place, clip, after, "before")


def clip_empty(case: Case) -> Iterator[Found]:
    """Find clips that end before they start, or as they do."""
    for place, clip in case.clips:
        if clip.start is None or clip.end is None or clip.end > clip.start:
            continue
        later = [c.start for at, c in case.clips if at > place and c.start is not None]
        spoken = last_start(case.ep)
        end = later[0] if later else spoken
        fixes = [Fix("Delete the clip", _guarded(place, clip, edits.delete_clip))]
        if end is not None and end > clip.start:
            why = ", where the next one starts" if later else ", where the last line starts"
            fixes.insert(0, _ending(case, place, clip, end, why))
        message = f"The clip “{clip.name}” ends at {case.time(clip.end)}, not after its start."
        yield Found(message, place, tuple(fixes), f"{clip.name} {clip.start:g} {clip.end:g}")


def last_clip_short(case: Case) -> Iterator[Found]:
    """Find a last clip that ends before the last line starts."""
    last, sound = last_start(case.ep), case.sound
    if not case.clips or last is None:
        return
    place, clip = case.clips[-1]
    if clip.end is None or clip.end >= last:
        return
    message = (
        f"The last clip, “{clip.name}”, ends at {case.time(clip.end)}, "
        f"but the last line starts at {case.time(last)}."
    )
    whole = sound is not None and sound.seconds >= last
    end = sound.seconds if sound is not None and whole else last
    label = f"End it with {sound.described()}" if sound and whole else "End it at the last line"
    fixes = (Fix(label, partial(set_clip_end, clip=place, seconds=end)),)
    fits = clip.start is None or case.ep.clock.round(end) > clip.start
    yield Found(message, place, fixes if fits else (), f"{clip.name} {clip.end:g} {last:g}")


def url_mismatch(case: Case) -> Iterator[Found]:
    """Find clip addresses whose start is not the clip's, or that lead to another video than the episode's link."""
    link = video_address(video_link(case.ep))
    for place, clip in case.clips:
        if not clip.url and not link:
            continue
        told = start_in(clip.url)
        elsewhere = bool(link) and video_address(clip.url) != link
        late = clip.start is not None and int(clip.start) != (told or 0)
        if not elsewhere and not late:
            continue
        now = clean_clip_address(case.ep, clip)
        edit = _guarded(place, clip, partial(edits.set_clip_url, url=now))
        fixes = (Fix(f"Make it {now}", edit, not elsewhere),) if now != clip.url else ()
        yield Found(_said(case, clip, told, elsewhere), place, fixes, f"{clip.url} {clip.start}")


def url_junk(case: Case) -> Iterator[Found]:
    """Find clip addresses with a bare `t` or with two starts."""
    for place, clip in case.clips:
        parts = clip.url.partition("#")[0].partition("?")[2].split("&")
        if "t" not in parts and sum(part.startswith("t=") for part in parts) < 2:
            continue
        now = clean_address(clip.url)
        edit = _guarded(place, clip, partial(edits.set_clip_url, url=now))
        message = f"The address of the clip “{clip.name}” says “t” twice."
        yield Found(message, place, (Fix(f"Make it {now}", edit, True),), clip.url)


def _to_header(case: Case, place: int, clip: Clip, starts: set[float]) -> Iterator[Fix]:
    """Give the nearest start of a section, of the one with the clip's name first."""
    own = [
        time
        for at, header in case.headers
        if header.text == clip.name and (time := case.times_of_headers[at]) is not None
    ]
    near = sorted(starts, key=lambda time: abs(time - (clip.start or 0)))
    taken = {other.start for _, other in case.clips}
    for seconds in dict.fromkeys([*own, *(time for time in near[:_NEAR] if time not in taken)]):
        edit = _guarded(place, clip, partial(_with_edge, seconds=seconds))
        try:
            edit(case.ep)
        except EditError:
            continue
        yield Fix(f"Let it start at {case.time(seconds)}, as the section does", edit)


def _with_edge(ep: Episode, clip: int, seconds: float) -> Episode:
    """Move the start of a clip, and the end before it where the two were one edge."""
    here, before = ep.clips[clip], ep.clips[clip - 1] if clip else None
    joined = isinstance(here, Clip) and isinstance(before, Clip) and before.end == here.start
    return (edits.set_clip_boundary if joined else edits.set_clip_start)(ep, clip, seconds)


def _named(place: int, clip: Clip, title: str) -> Fix:
    edit = _guarded(place, clip, partial(edits.rename_clip, name=title))
    return Fix(f"Call it “{title}”", edit)


def _edge_found(case: Case, place: int, clip: Clip, after: Clip, side: str) -> Found:
    message = (
        f"The clip “{clip.name}” ends at {case.time(clip.end)}, "
        f"{side} the next one starts ({case.time(after.start)})."
    )
    fits = after.start is not None and (clip.start or 0) < after.start
    fix = _ending(case, place, clip, after.start or 0, ", where the next one starts")
    about = f"{clip.name} {clip.end} {after.start}"
    return Found(message, place, (fix,) if fits else (), about)


def _ending(case: Case, place: int, clip: Clip, seconds: float, why: str) -> Fix:
    edit = _guarded(place, clip, partial(set_clip_end, seconds=seconds))
    return Fix(f"End it at {case.time(seconds)}{why}", edit)


def _guarded(place: int, was: Clip, edit: Callable[..., Episode]) -> Callable[[Episode], Episode]:
    return partial(_done_to, place=place, was=was, edit=edit)


def _done_to(ep: Episode, place: int, was: Clip, edit: Callable[..., Episode]) -> Episode:
    """Do an edit to a clip; EditError where it is no longer the one it was made for."""
    if not 0 <= place < len(ep.clips) or ep.clips[place] != was:
        raise EditError("The clip has changed meanwhile.")
    return edit(ep, clip=place)


def _said(case: Case, clip: Clip, told: float | None, elsewhere: bool) -> str:
    if not clip.url:
        return f"The clip “{clip.name}” has no address."
    if elsewhere:
        return f"The address of the clip “{clip.name}” is not that of the episode's link."
    said = "has no start" if told is None else f"says {case.time(told)}"
    return (
        f"The address of the clip “{clip.name}” {said}, but it starts at {case.time(clip.start)}."
    )
