"""Two people's edits of one episode joined, entry by entry and value by value: as read, mine, theirs.

What one side alone has changed is taken, and so is what both have changed alike. What both have changed otherwise is a
row to choose from. The result is made to be saved over theirs, by the document that theirs was read as: what stands
there keeps its origin there, and an entry that is not changed is theirs' own object, so that its bytes stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias, TypeVar

from cueline.episode.both_changes import both_changes
from cueline.episode.clock import Clock
from cueline.episode.join_order import Key, Slot, ThreeLists
from cueline.episode.pairing import paired
from cueline.episode.values import Clip, ClipItem, Episode, Header, Item, Line, Map, Other, Value

E = TypeVar("E", bound=Item | ClipItem)
RowId: TypeAlias = tuple[str | int, ...]
Side: TypeAlias = Literal["base", "mine", "theirs", "both"]
"""What is chosen of a row; `base`: what was read, where that is known and something can be made of it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A text that is chosen instead of all of these: it was written by hand."""

    text: str


Choice: TypeAlias = Side | Edited


@dataclass(frozen=True, slots=True)
class JoinRow:
    """What both have changed, each otherwise.

    `kind`: `line` (its text), `header`, `time`, `speaker`, `extra` (another key), `clip`, `field`, `body`, `moved`,
    `removed` (one took out what the other has changed: that text is ""). `index`: the item's position in the joined
    episode, None for clips and fields and what is not there. `place`: where that is, in words. `id`: for the choice.
    `both`: what comes of taking the changes of both, None where that is nothing. `writable`: it is a text, which can be
    `Edited`.
    """

    id: RowId
    kind: str
    index: int | None
    place: str
    base: str
    mine: str
    theirs: str
    both: str | None = None
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined episode, with the origins that theirs has, and the rows that were, or are still to be, chosen."""

    episode: Episode
    rows: tuple[JoinRow, ...]


def join(
    base: Episode,
    mine: Episode,
    theirs: Episode,
    choices: Mapping[RowId, Choice] | None = None,
    known: Episode | None = None,
) -> Joined:
    """Join two episodes that were both made of `base`; a row without a choice has mine.

    `mine` has the origins of `base`; `theirs` was read by itself. Rows keep their ids, whatever is chosen. `known` is
    `theirs` with the origins of `base`, where these are known; else they are told by what is equal or alike.
    """
    known = paired(base, theirs) if known is None else known
    return _Joining(base, mine, theirs, choices or {}).join(known)


class _Absent:
    """Stands for a field that is not there."""

    def __repr__(self) -> str:
        return "<absent>"


_ABSENT: Final = _Absent()
_UNSETTLED: Final = _Absent()
_Known: TypeAlias = "Value | _Absent"


@dataclass(slots=True)
class _Joining:
    base: Episode
    mine: Episode
    theirs: Episode
    choices: Mapping[RowId, Choice]
    rows: list[JoinRow] = field(default_factory=list[JoinRow])

    def join(self, known: Episode) -> Joined:
        """Join all parts; `known` is theirs with the origins of the base."""
        base, mine, theirs = self.base, self.mine, self.theirs
        items = self._list("items", ThreeLists(base.items, mine.items, known.items, theirs.items))
        clips = self._list("clips", ThreeLists(base.clips, mine.clips, known.clips, theirs.clips))
        fields = self._maps(("field",), 1, base.fields, mine.fields, theirs.fields)
        body = self._pick(("body",), "body", "the text below", base.body, mine.body, theirs.body)
        clock = mine.clock if theirs.clock == base.clock else theirs.clock
        episode = replace(
            theirs,
            items=_same_if_equal(theirs.items, items),
            clips=_same_if_equal(theirs.clips, clips),
            fields=theirs.fields if repr(theirs.fields) == repr(fields) else fields,
            body=body,
            clock=clock,
        )
        return Joined(episode, tuple(self.rows))

    def _list(self, name: str, lists: ThreeLists[E]) -> tuple[E, ...]:
        def theirs_moves(key: Key) -> bool:
            return self.choices.get((name, *key, "moved")) == "theirs"

        out: list[E] = []
        for slot in lists.slots(theirs_moves):
            first = len(self.rows)
            if slot.key in lists.contested:
                texts = (self._behind(entry) for entry in lists.contested[slot.key])
                self._row((name, *slot.key, "moved"), "moved", slot.theirs, "", *texts)
            entry = self._entry((name, *slot.key), slot)
            there = len(out) if name == "items" and entry is not None else None
            self.rows[first:] = [replace(row, index=there) for row in self.rows[first:]]
            out += [] if entry is None else [entry]
        return tuple(out)

    def _behind(self, entry: Item | ClipItem | None) -> str:
        return "at the start" if entry is None else f"after {_place(entry, self.theirs.clock)}"

    def _entry(self, name: RowId, slot: Slot[E]) -> E | None:
        base, mine, theirs = slot.base, slot.mine, slot.theirs
        if mine is not None and theirs is not None:
            return self._both(name, base, mine, theirs)
        there = mine if theirs is None else theirs
        assert there is not None
        side: Side = "mine" if theirs is None else "theirs"
        kept = there if base is None or there == base else self._kept(name, base, there, side)
        if kept is None or (base is not None and there == base):
            return None
        return replace(kept, origin=None if side == "mine" else there.origin)

    def _kept(self, name: RowId, base: E, there: E, side: Side) -> E | None:
        """Return what stays of an entry that one side has changed and the other has taken out."""
        texts = (_said(there), "") if side == "mine" else ("", _said(there))
        chosen = self._row((*name, "removed"), "removed", there, _said(base), *texts)
        return base if chosen == "base" else there if chosen == side else None

    def _both(self, name: RowId, base: E | None, mine: E, theirs: E) -> E:
        if mine in (base, theirs) or type(mine) is not type(theirs):
            return theirs
        if theirs == base:
            return _in_place_of(theirs, mine)
        values: dict[str, Any] = {}
        for attribute, kind in _KINDS[type(theirs)]:
            olds, mines, news = (_value(entry, attribute) for entry in (base, mine, theirs))
            row_id = (*name, attribute)
            if attribute == "extra":
                values["extra"] = self._extra(row_id, theirs, olds, mines, news)
                continue
            chosen = _settled(olds, mines, news)
            if chosen is _UNSETTLED:
                place = _place(theirs, self.theirs.clock)
                a, b, c = (_shown(value, self.theirs.clock) for value in (olds, mines, news))
                row = JoinRow(row_id, kind, None, place, a, b, c)
                read = mines if olds is _ABSENT else olds
                chosen = self._choose(row, (olds, mines, news), read)
            values |= chosen if isinstance(chosen, dict) else {attribute: chosen}
        joined = replace(theirs, **values)
        return theirs if joined == theirs else joined

    def _extra(self, row_id: RowId, entry: Any, base: Any, mine: Any, theirs: Any) -> Any:
        """Join the other keys of a line; as a whole where a key comes twice."""
        maps = [Map(dict(pairs)) for pairs in (base if base is not _ABSENT else (), mine, theirs)]
        if any(len(m) != len(p) for m, p in zip(maps[1:], (mine, theirs), strict=True)):
            settled = _settled(base, mine, theirs)
            return theirs if settled is _UNSETTLED else settled
        first = len(self.rows)
        joined = self._maps(row_id, len(row_id), *maps)
        place = _place(entry, self.theirs.clock)
        self.rows[first:] = [
            replace(row, kind="extra", place=f"{place}, {row.place}") for row in self.rows[first:]
        ]
        return tuple(joined.items())

    def _maps(self, name: RowId, depth: int, base: Map, mine: Map, theirs: Map) -> Map:
        """Join mappings key by key: in theirs' order, a key of mine behind the one it follows there.

        The parts of the name from `depth` on say where the mapping is.
        """
        found: dict[str, _Known] = {
            key: self._field(
                (*name, key), depth, *(m.get(key, _ABSENT) for m in (base, mine, theirs))
            )
            for key in dict.fromkeys((*theirs, *mine))
        }
        order = list(theirs)
        previous = ""
        for key in mine:
            if key not in theirs:
                order.insert(order.index(previous) + 1 if previous else 0, key)
            previous = key
        return Map({key: value for key in order if not isinstance(value := found[key], _Absent)})

    def _field(self, name: RowId, depth: int, base: _Known, mine: _Known, theirs: _Known) -> _Known:
        settled = _settled(base, mine, theirs)
        if settled is _UNSETTLED and isinstance(mine, Map) and isinstance(theirs, Map):
            return self._maps(name, depth, base if isinstance(base, Map) else Map(), mine, theirs)
        place = ".".join(str(part) for part in name[depth:])
        return self._pick(name, "field", place, base, mine, theirs)

    def _pick(self, name: RowId, kind: str, place: str, base: Any, mine: Any, theirs: Any) -> Any:
        settled = _settled(base, mine, theirs)
        if settled is not _UNSETTLED:
            return settled
        row = JoinRow(name, kind, None, place, _text(base), _text(mine), _text(theirs))
        return self._choose(row, (base, mine, theirs), base)

    def _choose(self, row: JoinRow, values: tuple[Any, Any, Any], read: Any) -> Any:
        """Note a row about a value; return what was chosen. `read`: what `base` stands for."""
        _, mine, theirs = values
        joinable = row.id[-1] in _JOINABLE or row.kind in ("field", "body")
        both = both_changes(*values) if joinable else None
        both = None if both in (mine, theirs) else both
        texts = isinstance(mine, str) and isinstance(theirs, str)
        writable = texts and row.id[-1] != "summary"
        shown = None if both is None else _text(both)
        self.rows.append(replace(row, both=shown, writable=writable))
        choice = self.choices.get(row.id, "mine")
        if isinstance(choice, Edited):
            return choice.text if writable else mine
        sides = {"base": read, "mine": mine, "theirs": theirs}
        return sides.get(choice, mine if both is None else both)

    def _row(self, name: RowId, kind: str, entry: Any, base: str, mine: str, theirs: str) -> Side:
        """Note a row about a whole entry; return whose was chosen."""
        place = _place(entry, self.theirs.clock)
        self.rows.append(JoinRow(name, kind, None, place, base, mine, theirs))
        choice = self.choices.get(name, "mine")
        return "mine" if isinstance(choice, Edited) or choice == "both" else choice


_KINDS: dict[type[Any], tuple[tuple[str, str], ...]] = {
    Line: (("text", "line"), ("speaker", "speaker"), ("time", "time"), ("extra", "extra")),
    Header: (("text", "header"),),
    Clip: (("name", "clip"), ("start", "clip"), ("end", "clip"), ("url", "clip")),
    Other: (("summary", "line"),),
}
"""The values of an entry that are joined each for itself, and what a row about each is called."""


_JOINABLE = ("text", "name")
"""The values of an entry of which the changes of both can be taken."""


def _value(entry: Any, attribute: str) -> Any:
    if entry is None:
        return _ABSENT
    if attribute == "time":
        return {"start": entry.start, "label": entry.label}
    return getattr(entry, attribute)


def _settled(base: Any, mine: Any, theirs: Any) -> Any:
    """Return what needs no choice; `_UNSETTLED` where both have changed it, each otherwise."""
    if _same(mine, theirs) or _same(base, mine):
        return theirs
    return mine if _same(base, theirs) else _UNSETTLED


def _same(one: Any, two: Any) -> bool:
    """Tell whether two values are one and the same to a file: 1 is not true, and not 1.0."""
    if isinstance(one, str) and isinstance(two, str):
        return one == two
    return one is two or repr(one) == repr(two)


def _in_place_of(theirs: E, mine: E) -> E:
    """Return mine as what it is in theirs' file."""
    if isinstance(theirs, Line) and isinstance(mine, Line):
        return replace(mine, origin=theirs.origin, source_time=theirs.source_time)
    return replace(mine, origin=theirs.origin)


def _same_if_equal(theirs: tuple[E, ...], joined: tuple[E, ...]) -> tuple[E, ...]:
    same = len(theirs) == len(joined) and all(a is b for a, b in zip(theirs, joined, strict=True))
    return theirs if same else joined


def _place(entry: Item | ClipItem, clock: Clock) -> str:
    match entry:
        case Line():
            return f"{_time(entry.start, entry.label, clock)} {entry.speaker}".strip()
        case Clip():
            return f"Clip {entry.name}"
        case Header():
            return f"Section {entry.text}"
        case _:
            return entry.summary


def _said(entry: Item | ClipItem) -> str:
    match entry:
        case Line() | Header():
            return entry.text
        case Clip():
            return entry.name
        case _:
            return entry.summary


def _shown(value: Any, clock: Clock) -> str:
    if isinstance(value, dict):
        return _time(value["start"], value["label"], clock)  # type: ignore[arg-type]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return clock.format(value) if number and value >= 0 else _text(value)


def _time(start: float | None, label: str, clock: Clock) -> str:
    return label or (clock.format(start) if start is not None and start >= 0 else "")


def _text(value: _Known) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, Map):
        return " · ".join(f"{key}: {_text(item)}" for key, item in value.items())
    return "" if value is None or isinstance(value, _Absent) else str(value)
