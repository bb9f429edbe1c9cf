"""Taking one row of the review back: that value becomes what it was at the saved point, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from cueline.episode import Clip, EditError, Episode, Header, Item, Line, Other, edits
from cueline.episode.review import ReviewRow, review_rows


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
        return _put(now, index, replace(item, start=old.start, label=old.label))
    if isinstance(item, Header) and isinstance(old, Header):
        if not old.text.strip():
            return _put(now, index, replace(item, text=old.text))
        return edits.rename_section(now, index, old.text)
    raise EditError("What this was cannot be found any more. Undo takes it back.")


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
            return found
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
