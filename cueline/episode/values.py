"""The values an episode is made of: frozen, comparable, without a trace of the file they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias, cast

from cueline.episode.clock import Clock

Value: TypeAlias = "str | int | float | bool | None | tuple[Value, ...] | Map"
"""What a front matter field may hold: a scalar, a list (a tuple here) or a mapping (a `Map`)."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a field: `("links", "youtube")`, `("topics", 2)`."""


class EditError(Exception):
    """An edit that cannot be done; the message is a sentence for the user."""


class Map(Mapping[str, Value]):
    """A mapping that cannot be changed: ordered, hashable, equal to another with the same entries."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[str, Value] | None = None) -> None:
        self._entries: dict[str, Value] = dict(entries or {})

    def __getitem__(self, key: str) -> Value:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"Map({self._entries!r})"


def writable(text: str) -> str:
    """Return the text; EditError for one that no file can hold (half of a surrogate pair in it)."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise EditError("The text has half of a character in it, which cannot be saved.") from error
    return text


def freeze(value: object) -> Value:
    """Return `value` with its lists and mappings made unchangeable; EditError for what YAML fields cannot hold."""
    if isinstance(value, str):
        return writable(value)
    if value is None or isinstance(value, (int, float, Map)):
        return value
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return Map({writable(str(key)): freeze(item) for key, item in pairs})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in cast("Sequence[object]", value))
    raise EditError(f"A field cannot hold {value!r}.")


def _origin() -> int | None:
    return field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that somebody says.

    `start` is in seconds from the start of the recording, None if the line has no time. `label` is the time as
    the file writes it ("" if it writes none). `extra` holds the entry's other keys. `source_time` is the start
    and label as they were read: a line that is moved and moved back gets its own label again.
    """

    text: str
    speaker: str = ""
    start: float | None = None
    label: str = ""
    extra: tuple[tuple[str, Value], ...] = ()
    origin: int | None = _origin()
    source_time: tuple[float | None, str] | None = field(
        default=None, compare=False, repr=False, kw_only=True
    )


_new = object.__new__
_put_text, _put_speaker, _put_start, _put_label, _put_extra, _put_origin, _put_time = (
    getattr(Line, name).__set__
    for name in ("text", "speaker", "start", "label", "extra", "origin", "source_time")
)


def started(line: Line, start: float | None, label: str) -> Line:
    """Return a line with another start and label: five times as quick as `replace`, for when all lines move."""
    moved = _new(Line)
    _put_text(moved, line.text)
    _put_speaker(moved, line.speaker)
    _put_start(moved, start)
    _put_label(moved, label)
    _put_extra(moved, line.extra)
    _put_origin(moved, line.origin)
    _put_time(moved, line.source_time)
    return moved


@dataclass(frozen=True, slots=True)
class Header:
    """A heading: the first thing of a section."""

    text: str
    origin: int | None = _origin()


@dataclass(frozen=True, slots=True)
class Other:
    """An entry that is neither header, line nor clip: kept as it is; `summary` says what it is."""

    summary: str
    origin: int | None = _origin()


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of the recording with a page address of its own; `start` and `end` in seconds, None if not written."""

    name: str
    start: float | None
    end: float | None
    url: str = ""
    origin: int | None = _origin()


Item: TypeAlias = Header | Line | Other
ClipItem: TypeAlias = Clip | Other


def header_places(items: Sequence[Item]) -> list[int]:
    """Return where the headers are, in order; quick also where very many lines are between them."""
    kinds, places, place = list(map(type, items)), list[int](), -1
    with suppress(ValueError):
        while True:
            place = kinds.index(Header, place + 1)
            places.append(place)
    return places


def _first_start(items: Sequence[Item], first: int, stop: int) -> float | None:
    for place in range(first, stop):
        item = items[place]
        if isinstance(item, Line) and item.start is not None:
            return item.start
    return None


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one header (or before the first one, `header` None).

    `header`, `first` and `last` are positions in `episode.items`; `first` is the first item under the header,
    `last` is inclusive and less than `first` when nothing stands there. `start` is the first time in it, `end`
    the first time after it, in seconds; None where there is none.
    """

    title: str
    header: int | None
    first: int
    last: int
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What an edit of the items left alone: of `old` and of `new` the first `head` and the last `tail`.

    `spare`: the list that `new` was made of, until the next edit takes it: to copy all items takes longest.
    `found`: the splices that lead from `old` to `new`, once somebody has looked for them.
    """

    old: tuple[Item, ...]
    new: tuple[Item, ...]
    head: int
    tail: int
    spare: list[list[Item]]
    found: list[Any] = field(default_factory=list[Any])


@dataclass(frozen=True)
class Episode:
    """An episode: what the file says, as a value. Edits make new episodes (see `cueline.episode.edits`).

    `kept` is no part of the value: it spares whoever compares this episode with the one before a walk over all items.
    """

    items: tuple[Item, ...] = ()
    clips: tuple[ClipItem, ...] = ()
    fields: Map = field(default_factory=Map)
    body: str = ""
    clock: Clock = field(default_factory=Clock)
    kept: Kept | None = field(default=None, compare=False, repr=False)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in order; computed once for each value."""
        bounds = header_places(self.items)
        if self.items and (not bounds or bounds[0] > 0):
            bounds.insert(0, -1)
        ends = [*bounds[1:], len(self.items)] if bounds else []
        sections: list[Section] = []
        following: float | None = None
        for header, stop in zip(reversed(bounds), reversed(ends), strict=True):
            section = self._section(header, stop, following)
            following = section.start if section.start is not None else following
            sections.append(section)
        return tuple(reversed(sections))

    def _section(self, header: int, stop: int, end: float | None) -> Section:
        item = self.items[header] if header >= 0 else None
        start = _first_start(self.items, header + 1, stop)
        title = item.text if isinstance(item, Header) else ""
        return Section(title, header if item else None, header + 1, stop - 1, start, end)

    def with_items(self, items: tuple[Item, ...]) -> Episode:
        """Return this episode with other items."""
        return replace(self, items=items)

    def with_range(self, first: int, stop: int, items: Iterable[Item]) -> Episode:
        """Return this episode with `items` in the place of those from `first` up to `stop`."""
        changed = self.own_list()
        changed[first:stop] = items
        new = tuple(changed)
        kept = Kept(self.items, new, first, len(self.items) - stop, [changed])
        return replace(self, items=new, kept=kept)

    def own_list(self) -> list[Item]:
        """Return the items as a list that is the caller's own."""
        kept = self.kept
        if kept is not None and kept.new is self.items:
            with suppress(IndexError):  # another thread may have taken it just now
                return kept.spare.pop()
        return list(self.items)
