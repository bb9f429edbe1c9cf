"""Taking one row of the review back: that value becomes what it was at the saved point, and no other.

A start and the place of a header take along what stands with them now and did not at the saved point: the paragraphs
that were moved with them, and clip edges; a title takes the clip that was renamed with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from cueline.episode import Clip, ClipItem, EditError, Episode, Header, Item, Line, Other, edits
from cueline.episode.clips import take_edges_along, url_at, with_clips
from cueline.episode.headers import header_time
from cueline.episode.review import ReviewRow, review_rows
from cueline.gui.editing import along
from cueline.gui.timing.marks import is_lead
from cueline.gui.timing.timing import what_moved


def taken_back(saved: Episode, now: Episode, row: ReviewRow) -> Episode:
    """Return `now` with what `row` shows as it was in `saved`; EditError if that cannot be found any more."""
    if row.kind in ("line", "header", "time", "speaker", "extra") and row.index is not None:
        return _value_back(saved, now, row.index, row.kind)
    if row.kind == "added" and row.index is not None:
        return edits.delete_items(now, row.index, row.index)
    if row.kind == "moved" and row.index is not None:
        return _moved_back(saved, now, row.index)
    candidates = {"removed": _with_removed, "clip": _with_clips, "field": _with_fields}
    if row.kind in candidates:
        old, before = _part(saved, row.kind), _times(_part(saved, row.kind), now, row)
        for candidate in candidates[row.kind](saved, now, row):
            if _times(old, candidate, row) < before:
                return candidate
    raise EditError("This change cannot be taken back by itself. Undo takes it back.")


def words_of(before: Episode, after: Episode, row: ReviewRow) -> str:
    """Say that a row was taken back, and what came along: `0:11 → 0:08, with the clip *Early roles*`."""
    if row.kind == "clip":
        return "Taken back."
    moved = what_moved(before, after, row.index or 0) if row.kind == "time" else ""
    return f"Taken back: {moved}." if moved else f"Taken back{along.with_clips(before, after)}."


def _part(episode: Episode, kind: str) -> Episode:
    """Return what rows of a kind are about, and nothing else: finding all rows anew for each try takes long."""
    if kind == "clip":
        return Episode(clips=episode.clips, clock=episode.clock)
    if kind == "field":
        return Episode(fields=episode.fields, clock=episode.clock)
    return Episode(episode.items, clock=episode.clock)


def _times(old: Episode, now: Episode, row: ReviewRow) -> int:
    return review_rows(old, _part(now, row.kind)).count(row)


def _value_back(saved: Episode, now: Episode, index: int, kind: str) -> Episode:
    item = now.items[index]
    old = next((i for i in saved.items if i.origin == item.origin and type(i) is type(item)), None)
    if isinstance(item, Line) and isinstance(old, Line):
        if kind == "line":
            return edits.set_text(now, index, old.text)
        if kind == "speaker":
            return edits.set_speaker(now, index, old.speaker)
        if kind == "extra":
            return _put(now, index, replace(item, extra=old.extra))
        return _time_back(saved, now, index, item, old)
    if isinstance(item, Header) and isinstance(old, Header):
        return _title_back(saved, now, index, item, old)
    raise EditError("What this was cannot be found any more. Undo takes it back.")


def _time_back(saved: Episode, now: Episode, index: int, line: Line, old: Line) -> Episode:
    """Give a line its start of then, and the paragraphs that went along with it."""
    before = {item.origin: item for item in saved.items if isinstance(item, Line)}
    back = _put(now, index, replace(line, start=old.start, label=old.label))
    for place in edits.together_with(now, index):
        paragraph = now.items[place]
        was = before.get(paragraph.origin)
        if isinstance(paragraph, Line) and was is not None and was.start == old.start:
            back = _put(back, place, replace(paragraph, start=was.start, label=was.label))
    return _edges_back(saved, back, line.start, old.start) if is_lead(now.items, index) else back


def _title_back(saved: Episode, now: Episode, index: int, header: Header, old: Header) -> Episode:
    """Give a header its title of then, and clips that were renamed with it their names."""
    before = {clip.origin: clip for clip in saved.clips if isinstance(clip, Clip)}
    clips = [
        replace(clip, name=old.text)
        if isinstance(clip, Clip)
        and clip.name == header.text
        and (was := before.get(clip.origin))
        and was.name == old.text
        else clip
        for clip in now.clips
    ]
    return with_clips(_put(now, index, replace(header, text=old.text)), clips)


def _with_edges_of(header: Header, saved: Episode, now: Episode, back: Episode) -> Episode:
    """Put the clip edges back with a header, unless another one still has the time that it had in `now`."""
    left = header_time(now, _place_of(header, now))
    to = header_time(back, _place_of(header, back))
    others = (
        header_time(back, place)
        for place, item in enumerate(back.items)
        if isinstance(item, Header) and item is not header
    )
    return back if left in others else _edges_back(saved, back, left, to)


def _place_of(wanted: Item, episode: Episode) -> int:
    return next(place for place, item in enumerate(episode.items) if item is wanted)


def _edges_back(saved: Episode, now: Episode, left: float | None, to: float | None) -> Episode:
    """Move the clip edges at `left` to `to` (s), with the addresses of then, unless they stood there then too."""
    before = {clip.origin: clip for clip in saved.clips if isinstance(clip, Clip)}
    pairs = [(before.get(clip.origin), clip) for clip in now.clips if isinstance(clip, Clip)]
    if left is None or to is None or any(old and _stayed(old, clip, left) for old, clip in pairs):
        return now
    moved = take_edges_along(now, left, to)
    clips = [
        clip if clip is here else _with_address_of(before.get(clip.origin), clip)
        for here, clip in zip(now.clips, moved.clips, strict=True)
    ]
    return with_clips(moved, clips)


def _stayed(old: Clip, clip: Clip, edge: float) -> bool:
    """Tell whether an edge of a clip stands at `edge` (s), and did before."""
    return old.start == clip.start == edge or old.end == clip.end == edge


def _with_address_of(old: Clip | None, clip: ClipItem) -> ClipItem:
    """Return a clip that starts where it did before with the address of then, if that names just this place."""
    if old is None or not isinstance(clip, Clip) or old.start != clip.start or clip.start is None:
        return clip
    return replace(clip, url=old.url) if url_at(old.url, clip.start) == clip.url else clip


def _put(episode: Episode, index: int, item: Item) -> Episode:
    return episode.with_items((*episode.items[:index], item, *episode.items[index + 1 :]))


def _moved_back(saved: Episode, now: Episode, index: int) -> Episode:
    """Put an entry, a header with the lines that went with it, where it stood: beside its neighbours of then."""
    places = {item.origin: place for place, item in enumerate(saved.items)}
    first = places.get(now.items[index].origin)
    if first is None:
        raise EditError("Where this stood cannot be found any more. Undo takes it back.")
    last = first + _company(places, now, index)
    stop = index + last - first + 1
    left = (*now.items[:index], *now.items[stop:])
    here = {item.origin: place for place, item in enumerate(left)}
    before = (here[item.origin] + 1 for item in saved.items[first - 1 :: -1] if item.origin in here)
    after = (here[item.origin] for item in saved.items[last + 1 :] if item.origin in here)
    rows = len(review_rows(saved, now))
    for place in (next(before, 0) if first else 0, next(after, len(left))):
        found = now.with_items((*left[:place], *now.items[index:stop], *left[place:]))
        if len(review_rows(saved, found)) < rows:
            item = now.items[index]
            return _with_edges_of(item, saved, now, found) if isinstance(item, Header) else found
    raise EditError("This cannot be moved back by itself. Undo takes it back.")


def _company(places: dict[int | None, int], now: Episode, index: int) -> int:
    """Count the entries below a header that stood below it before, too."""
    if not isinstance(now.items[index], Header):
        return 0
    first = places[now.items[index].origin]
    below = enumerate(now.items[index + 1 :], first + 1)
    return sum(1 for _ in takewhile(lambda pair: places.get(pair[1].origin) == pair[0], below))


def _with_removed(saved: Episode, now: Episode, row: ReviewRow) -> Iterator[Episode]:
    """Give `now` with each of the entries that were removed and said just this, where it stood."""
    said = "".join(text for text, _ in row.was)
    places = {item.origin: place for place, item in enumerate(now.items)}
    after = 0
    for item in saved.items:
        if item.origin is not None and item.origin in places:
            after = places[item.origin] + 1
        elif said == (item.summary if isinstance(item, Other) else item.text):
            yield now.with_items((*now.items[:after], item, *now.items[after:]))


def _with_clips(saved: Episode, now: Episode, _: ReviewRow) -> Iterator[Episode]:
    """Give `now` with each clip as it was; an edge goes back on both its sides."""
    before = {clip.origin: place for place, clip in enumerate(saved.clips)}
    for place, clip in enumerate(now.clips):
        there = before.get(clip.origin)
        if there is None or clip.origin is None:
            yield replace(now, clips=now.clips[:place] + now.clips[place + 1 :])
        elif saved.clips[there] != clip:
            yield _clip_back(saved, now, there, place)
    kept = {clip.origin for clip in now.clips}
    for there, clip in enumerate(saved.clips):
        if clip.origin not in kept:
            yield replace(now, clips=(*now.clips[:there], clip, *now.clips[there:]))


def _clip_back(saved: Episode, now: Episode, there: int, place: int) -> Episode:
    clips = list(now.clips)
    new, old = clips[place], saved.clips[there]
    clips[place] = old
    if isinstance(new, Clip) and isinstance(old, Clip):
        earlier = clips[place - 1] if place else None
        if isinstance(earlier, Clip) and earlier.end == new.start != old.start:
            clips[place - 1] = replace(earlier, end=old.start)
        later = clips[place + 1] if place + 1 < len(clips) else None
        if isinstance(later, Clip) and later.start == new.end != old.end:
            was = saved.clips[there + 1] if there + 1 < len(saved.clips) else None
            url = was.url if isinstance(was, Clip) and was.start == old.end else later.url
            clips[place + 1] = replace(later, start=old.end, url=url)
    return replace(now, clips=tuple(clips))


def _with_fields(saved: Episode, now: Episode, row: ReviewRow) -> Iterator[Episode]:
    for key in (key for key in dict.fromkeys((*saved.fields, *now.fields)) if key == row.place):
        if saved.fields.get(key) != now.fields.get(key):
            yield edits.set_field(now, (key,), saved.fields.get(key))
