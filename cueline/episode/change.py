"""What became of an episode: the difference of two values, as a value that can be undone, shown and written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as data_field
from operator import gt, is_
from typing import Any, Generic, TypeVar

from cueline.episode.clock import Clock
from cueline.episode.item_facts import SpliceFacts
from cueline.episode.values import (
    Clip,
    ClipItem,
    Episode,
    Header,
    Item,
    Kept,
    Line,
    Map,
    Other,
    Path,
    Value,
    freeze,
)

T = TypeVar("T")
_CHUNK = 2048
_FEW = 8
MOST_SPLICES = 1000
"""How many splices of items there are at most: of more places one is made, for everybody does something for each."""
_ANOTHER = "the change was made for another episode"
_NO_FACTS = SpliceFacts((), ())


@dataclass(frozen=True, slots=True)
class Splice(Generic[T]):
    """From position `first` on, the entries `removed` gave way to `inserted`. Positions are those of the old value.

    `facts` spares whoever follows a change of very many items a walk over them of his own.
    """

    first: int
    removed: tuple[T, ...]
    inserted: tuple[T, ...]
    facts: SpliceFacts = data_field(default=_NO_FACTS, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.facts is _NO_FACTS:
            object.__setattr__(self, "facts", SpliceFacts(self.removed, self.inserted))

    @property
    def growth(self) -> int:
        """How many entries more there are afterwards."""
        return len(self.inserted) - len(self.removed)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's old and new value; `present` tells an absent field from one that holds None."""

    path: Path
    old: Value
    new: Value
    was_present: bool = True
    is_present: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two episodes.

    Splices are ordered and do not overlap; each `first` counts in the old tuple. `fields` lists the top-level
    fields that differ, with the order of the keys where that changed too.
    """

    items: tuple[Splice[Item], ...] = ()
    clips: tuple[Splice[ClipItem], ...] = ()
    fields: tuple[FieldChange, ...] = ()
    order: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    body: tuple[str, str] | None = None
    clock: tuple[Clock, Clock] | None = None

    def __bool__(self) -> bool:
        return bool(
            self.items or self.clips or self.fields or self.order or self.body or self.clock
        )

    @staticmethod
    def between(old: Episode, new: Episode) -> Change:
        """Find what became of `old`; entries that are the same object count as untouched."""
        return Change(
            items=_item_splices(old, new),
            clips=tuple(_splices(old.clips, new.clips)),
            fields=tuple(_field_changes(old.fields, new.fields)),
            order=_order_change(old.fields, new.fields),
            body=None if old.body == new.body else (old.body, new.body),
            clock=None if old.clock == new.clock else (old.clock, new.clock),
        )

    @property
    def size(self) -> int:
        """How many items it takes out and puts in."""
        return sum(len(splice.removed) + len(splice.inserted) for splice in self.items)

    def find_facts(self) -> None:
        """Find all that is asked of the items when the change is shown, and when it is taken back."""
        for splice in self.items:
            splice.facts.find_all()

    def apply(self, episode: Episode) -> Episode:
        """Return `episode` after this change; ValueError if it is not the episode the change was made for."""
        if self.body and self.body[0] != episode.body:
            raise ValueError(_ANOTHER)
        items, kept = _apply_to_items(self.items, episode)
        return Episode(
            items=items,
            clips=_apply(self.clips, episode.clips),
            fields=_apply_fields(self, episode.fields),
            body=self.body[1] if self.body else episode.body,
            clock=self.clock[1] if self.clock else episode.clock,
            kept=kept,
        )

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(
            items=_inverse(self.items),
            clips=_inverse(self.clips),
            fields=tuple(
                FieldChange(f.path, f.new, f.old, f.is_present, f.was_present) for f in self.fields
            ),
            order=self.order[::-1] if self.order else None,  # type: ignore[arg-type]
            body=self.body[::-1] if self.body else None,  # type: ignore[arg-type]
            clock=self.clock[::-1] if self.clock else None,  # type: ignore[arg-type]
        )

    def to_dict(self) -> dict[str, Any]:
        """Write the change as JSON-ready data."""
        return {
            "items": [_splice_to_list(s) for s in self.items],
            "clips": [_splice_to_list(s) for s in self.clips],
            "fields": [
                [list(f.path), _thaw(f.old), _thaw(f.new), f.was_present, f.is_present]
                for f in self.fields
            ],
            "order": self.order,
            "body": self.body,
            "clock": [_clock_to_list(c) for c in self.clock] if self.clock else None,
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Change:
        """Read what `to_dict` wrote; KeyError, TypeError or ValueError for anything else."""
        order, body, clock = (_pair(data[key]) for key in ("order", "body", "clock"))
        return Change(
            items=tuple(_splice_from_list(s) for s in data["items"]),
            clips=tuple(_splice_from_list(s) for s in data["clips"]),
            fields=tuple(
                FieldChange(tuple(path), freeze(old), freeze(new), was, now)
                for path, old, new, was, now in data["fields"]
            ),
            order=(tuple(order[0]), tuple(order[1])) if order else None,
            body=body,
            clock=(Clock(*clock[0]), Clock(*clock[1])) if clock else None,
        )


def ready_to_show(old: Episode, new: Episode) -> Episode:
    """Return `new`, made of `old`, with all that is asked once it is shown; for another thread than the window's."""
    change = Change.between(old, new)
    if not change.items:
        return new
    change.find_facts()
    if new.kept is not None and new.kept.found and new.kept.found[0] is change.items:
        return new
    head, last = change.items[0].first, change.items[-1]
    tail = len(old.items) - last.first - len(last.removed)
    return replace(new, kept=Kept(old.items, new.items, head, tail, [], [change.items]))


def _pair(data: Any) -> tuple[Any, Any] | None:
    if data is None:
        return None
    old, new = data
    return old, new


def _common_prefix(old: Sequence[T], new: Sequence[T]) -> int:
    """Count the entries that both begin with: the same objects, for equal ones may be of different origins."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and all(
        map(is_, old[start : start + _CHUNK], new[start : start + _CHUNK])
    ):
        start += _CHUNK
    while start < shorter and old[start] is new[start]:
        start += 1
    return min(start, shorter)


def _common_suffix(old: Sequence[T], new: Sequence[T], limit: int) -> int:
    count = 0
    while count + _CHUNK <= limit and all(map(is_, _tail(old, count), _tail(new, count))):
        count += _CHUNK
    while count < limit and old[-1 - count] is new[-1 - count]:
        count += 1
    return count


def _tail(entries: Sequence[T], count: int) -> Sequence[T]:
    end = len(entries) - count
    return entries[end - _CHUNK : end]


def _item_splices(old: Episode, new: Episode) -> tuple[Splice[Item], ...]:
    """Find where the items of two episodes differ; once only for an edit that told what it left alone."""
    kept = new.kept
    if kept is None or kept.old is not old.items or kept.new is not new.items:
        return tuple(_splices(old.items, new.items))
    if not kept.found:
        kept.found.append(tuple(_splices(old.items, new.items, kept.head, kept.tail)))
    return kept.found[0]


def _apply_to_items(
    splices: tuple[Splice[Item], ...], episode: Episode
) -> tuple[tuple[Item, ...], Kept | None]:
    """Return the items after splices, and what these left alone."""
    old = episode.items
    if not splices:
        return old, episode.kept
    found = [splices] if _check(splices, old) else []
    head, last = splices[0].first, splices[-1]
    tail = len(old) - last.first - len(last.removed)
    changed = _spliced(splices, episode.own_list())
    new = _before(changed, episode.kept, old, head, tail) or tuple(changed)
    return new, Kept(old, new, head, tail, [changed], found)


def _before(
    changed: list[Item], kept: Kept | None, now: tuple[Item, ...], head: int, tail: int
) -> tuple[Item, ...] | None:
    """Return the items that those of `now` were made of, if a change of their middle leads back there."""
    if kept is None or kept.new is not now or len(changed) != len(kept.old):
        return None
    if head < kept.head or tail < kept.tail:
        return None
    middle = slice(kept.head, len(changed) - kept.tail)
    return kept.old if all(map(is_, changed[middle], kept.old[middle])) else None


def _splices(
    old: tuple[T, ...], new: tuple[T, ...], head: int = 0, end: int = 0
) -> Iterator[Splice[T]]:
    """Find where two tuples differ; the first `head` and the last `end` entries are known to be the same."""
    if old is new:
        return
    before, after = old[head : len(old) - end], new[head : len(new) - end]
    same = _common_prefix(before, after)
    tail = _common_suffix(before, after, min(len(before), len(after)) - same)
    before, after = before[same : len(before) - tail], after[same : len(after) - tail]
    first = head + same
    stays = [True, *map(is_, before, after), True]
    if len(before) != len(after) or sum(map(gt, stays, stays[1:])) > MOST_SPLICES:
        yield Splice(first, before, after)
        return
    start = None
    for place, same in enumerate(stays[1:]):
        if not same and start is None:
            start = place
        elif same and start is not None:
            yield Splice(first + start, before[start:place], after[start:place])
            start = None


def _apply(splices: tuple[Splice[T], ...], entries: tuple[T, ...]) -> tuple[T, ...]:
    if not splices:
        return entries
    _check(splices, entries)
    return tuple(_spliced(splices, list(entries)))


def _check(splices: tuple[Splice[T], ...], entries: tuple[T, ...]) -> bool:
    """Tell whether the entries that splices take out are the very ones; ValueError if they are not even equal."""
    same = True
    for splice in splices:
        end = splice.first + len(splice.removed)
        there = entries[splice.first : end]
        own = end <= len(entries) and all(map(is_, there, splice.removed))
        if not own and (end > len(entries) or there != splice.removed):
            raise ValueError(_ANOTHER)
        same &= own
    return same


def _spliced(splices: tuple[Splice[T], ...], entries: list[T]) -> list[T]:
    """Put the insertions into a list: one after the other, from the last on, or many of them by making it anew."""
    if len(splices) <= _FEW or not any(splice.growth for splice in splices):
        for splice in reversed(splices):
            entries[splice.first : splice.first + len(splice.removed)] = splice.inserted
        return entries
    parts: list[T] = []
    position = 0
    for splice in splices:
        parts += entries[position : splice.first]
        parts += splice.inserted
        position = splice.first + len(splice.removed)
    return parts + entries[position:]


def _inverse(splices: tuple[Splice[T], ...]) -> tuple[Splice[T], ...]:
    inverted: list[Splice[T]] = []
    growth = 0
    for splice in splices:
        back = splice.facts.turned()
        inverted.append(Splice(splice.first + growth, splice.inserted, splice.removed, back))
        growth += splice.growth
    return tuple(inverted)


def _field_changes(old: Map, new: Map) -> Iterator[FieldChange]:
    if old is new:
        return
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if (key in old) != (key in new) or repr(was) != repr(now):
            yield FieldChange((key,), was, now, key in old, key in new)


def _order_change(old: Map, new: Map) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    return None if old is new or tuple(old) == tuple(new) else (tuple(old), tuple(new))


def _apply_fields(change: Change, fields: Map) -> Map:
    if not change.fields and not change.order:
        return fields
    entries = dict(fields)
    if change.order and change.order[0] != tuple(entries):
        raise ValueError(_ANOTHER)
    for field in change.fields:
        key = str(field.path[0])
        if (key in entries) != field.was_present or entries.get(key) != field.old:
            raise ValueError(_ANOTHER)
        if field.is_present:
            entries[key] = field.new
        else:
            entries.pop(key, None)
    return Map({key: entries[key] for key in change.order[1]} if change.order else entries)


def _thaw(value: Value) -> Any:
    if isinstance(value, Map):
        return {key: _thaw(item) for key, item in value.items()}
    return [_thaw(item) for item in value] if isinstance(value, tuple) else value


def _clock_to_list(clock: Clock) -> list[Any]:
    return [
        clock.hours,
        clock.fields,
        clock.padded,
        clock.decimals,
        clock.precision,
        clock.labels,
        clock.exact,
    ]


def _splice_to_list(splice: Splice[Any]) -> list[Any]:
    removed, inserted = map(_entries_to_list, (splice.removed, splice.inserted))
    return [splice.first, removed, inserted]


def _splice_from_list(data: Sequence[Any]) -> Splice[Any]:
    first, removed, inserted = data
    old, new = (tuple(map(_entry_from_list, entries)) for entries in (removed, inserted))
    return Splice(int(first), old, new)


def _entries_to_list(entries: tuple[Item | ClipItem, ...]) -> list[list[Any]]:
    return [entry_to_list(entry) for entry in entries]


def entry_to_list(entry: Item | ClipItem) -> list[Any]:
    """Write an item or a clip as JSON-ready data, as it stands in `Change.to_dict`."""
    match entry:
        case Line():
            extra = [[key, _thaw(value)] for key, value in entry.extra]
            time = entry.source_time
            return [
                "line",
                entry.origin,
                entry.text,
                entry.speaker,
                entry.start,
                entry.label,
                extra,
                time,
            ]
        case Header():
            return ["header", entry.origin, entry.text]
        case Other():
            return ["other", entry.origin, entry.summary]
        case Clip():
            return ["clip", entry.origin, entry.name, entry.start, entry.end, entry.url]


def _entry_from_list(data: Sequence[Any]) -> Any:
    kind, origin, *rest = data
    if kind == "line":
        text, speaker, start, label, extra, time = rest
        pairs = tuple((key, freeze(value)) for key, value in extra)
        source_time = (time[0], time[1]) if time else None
        return Line(text, speaker, start, label, pairs, origin=origin, source_time=source_time)
    makers = {"header": Header, "other": Other, "clip": Clip}
    if kind not in makers:
        raise ValueError(f"no entry of the kind {kind!r}")
    return makers[kind](*rest, origin=origin)
