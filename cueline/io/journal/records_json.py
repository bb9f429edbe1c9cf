"""The records of a journal as JSON, and back; what no Cueline wrote is refused, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, cast

from cueline.episode import Change, Clip, Clock, EditError, Header, Line, Other, Splice
from cueline.episode.change import entry_to_list
from cueline.io.journal.records import (
    Base,
    Begun,
    Clean,
    Closed,
    Merged,
    Moved,
    Origins,
    Patch,
    Placed,
    Record,
    Rows,
    Saved,
    Saving,
    Stepped,
    Text,
)
from cueline.io.passages import LENGTH, decoded

FORMAT = "Cueline journal"
VERSION = 1
_YEAR_3000 = 32_503_680_000
_Data: TypeAlias = Mapping[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class RefusedRecordError(Exception):
    """A record that was not written by Cueline, or by a newer one; the message is a sentence about its journal."""


class NewerRecordError(RefusedRecordError):
    """A record of a newer Cueline, which can read it."""


def to_json(record: Record) -> Iterator[bytes]:
    """Give a record as JSON, piece by piece: whoever makes a long one at once lets no other thread on."""
    data = {"is": type(record).__name__.lower(), **_FORMS[type(record)][0](record)}
    change = getattr(record, "change", None)
    if isinstance(change, Change):
        data["change"] = change
    for text in _gathered(_pieces(data)):
        yield text.encode("utf-8", "surrogatepass")


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Give the same text in pieces that are neither tiny nor long."""
    some, length = list[str](), 0
    for piece in pieces:
        some.append(piece)
        length += len(piece)
        if length > LENGTH:
            yield "".join(some)
            some, length = [], 0
    yield "".join(some)


def _pieces(value: Any) -> Iterator[str]:
    """Give a value as JSON; bytes are those of a file, which are no text perhaps."""
    if isinstance(value, bytes):
        yield '"'
        yield from (_encode(text)[1:-1] for text in decoded(value, "surrogateescape"))
        yield '"'
    elif isinstance(value, Change):
        yield from _change_pieces(value)
    elif isinstance(value, (list, tuple)):
        yield from _listed(map(_pieces, cast(Sequence[Any], value)))
    elif isinstance(value, dict):
        yield "{"
        for number, (key, inside) in enumerate(cast(_Data, value).items()):
            yield f"{',' if number else ''}{_encode(key)}:"
            yield from _pieces(inside)
        yield "}"
    else:
        yield _encode(value)


def from_json(payload: bytes) -> Record:
    """Read what `to_json` wrote; RefusedRecordError for anything else."""
    try:
        data = json.loads(payload.decode("utf-8", "surrogatepass"))
        return _BY_NAME[data["is"]](data)
    except (
        ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError, EditError,
    ) as error:  # fmt: skip
        raise RefusedRecordError("This is no journal of Cueline.") from error


def _change_pieces(change: Change) -> Iterator[str]:
    rest = replace(change, items=(), clips=()).to_dict()
    del rest["items"], rest["clips"]
    yield '{"items":'
    yield from _listed(map(_splice_pieces, change.items))
    yield ',"clips":'
    yield from _listed(map(_splice_pieces, change.clips))
    yield f",{_encode(rest)[1:]}"


def _splice_pieces(splice: Splice[Any]) -> Iterator[str]:
    yield f"[{splice.first},"
    yield from _listed(map(_entry_pieces, splice.removed))
    yield ","
    yield from _listed(map(_entry_pieces, splice.inserted))
    yield "]"


def _entry_pieces(entry: Any) -> Iterator[str]:
    yield _encode(entry_to_list(entry))


def _listed(values: Iterable[Iterator[str]]) -> Iterator[str]:
    yield "["
    for number, value in enumerate(values):
        if number:
            yield ","
        yield from value
    yield "]"


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _begun(data: _Data) -> Begun:
    if data["format"] != FORMAT:
        raise ValueError
    if _whole(data["version"]) > VERSION:
        raise NewerRecordError(
            f"They were made in a newer Cueline ({_str(data['program'])}): start that one."
        )
    paths = tuple(map(_str, data["paths"]))
    _check(not any("\0" in path for path in paths))
    return Begun(
        paths,
        tuple(map(_str, data["digests"])),
        _str(data["program"]),
        _whole(data["pid"]),
        _str(data["host"]),
        _moment(data["when"]),
        _str(data["on_disk"]),
    )


def _base(data: _Data) -> Base:
    broken = data["on_disk"]
    return Base(tuple(map(_bytes_of, data["files"])), None if broken is None else _bytes_of(broken))


def _stepped(data: _Data) -> Stepped:
    return Stepped(
        _str(data["name"]),
        _str(data["label"]),
        _change(data["change"]),
        _rows(data["rows"]),
        _moment(data["when"]),
    )


def _saved(data: _Data) -> Saved:
    patches = tuple(Patch(_place(h), _place(t), _bytes_of(m)) for h, t, m in data["files"])
    return Saved(_whole(data["index"]), _str(data["digest"]), patches, _change_or_none(data))


def _placed(data: _Data) -> Placed:
    row, column, caret = (_or_none(data[key], _whole) for key in ("row", "column", "caret"))
    return Placed(row, column, caret, _or_none(data["playhead"], _number))


def _origins(data: _Data) -> Origins:
    items, clips = (
        tuple((_place(i), _or_none(o, _whole)) for i, o in data[key]) for key in ("items", "clips")
    )
    highest_item, highest_clip = data["highest"]
    return Origins(items, clips, (_whole(highest_item), _whole(highest_clip)))


_FORMS: dict[type[Any], tuple[Callable[[Any], _Data], Callable[[_Data], Record]]] = {
    Begun: (
        lambda r: {
            "format": FORMAT, "version": VERSION, "paths": r.paths, "digests": r.digests, "program": r.program,
            "pid": r.pid, "host": r.host, "when": r.when, "on_disk": r.on_disk,
        },
        _begun,
    ),
    Base: (
        lambda r: {"files": r.files, "on_disk": r.on_disk},
        _base,
    ),
    Stepped: (
        lambda r: {"name": r.name, "label": r.label, "rows": r.rows, "when": r.when},
        _stepped,
    ),
    Merged: (lambda _: {}, lambda d: Merged(_change_or_none(d))),
    Moved: (lambda r: {"index": r.index}, lambda d: Moved(_place(d["index"]))),
    Placed: (
        lambda r: {"row": r.row, "column": r.column, "caret": r.caret, "playhead": r.playhead},
        _placed,
    ),
    Saving: (lambda _: {}, lambda d: Saving(_change_or_none(d))),
    Saved: (
        lambda r: {
            "index": r.index,
            "digest": r.digest,
            "files": [(p.head, p.tail, p.middle) for p in r.files],
        },
        _saved,
    ),
    Clean: (lambda r: {"index": r.index}, lambda d: Clean(_whole(d["index"]))),
    Origins: (lambda r: {"items": r.items, "clips": r.clips, "highest": r.highest}, _origins),
    Text: (
        lambda r: {"data": r.data, "caret": r.caret},
        lambda d: Text(_bytes_of(d["data"]), _place(d.get("caret", 0))),
    ),
    Closed: (lambda _: {}, lambda _: Closed()),
}  # fmt: skip
_BY_NAME = {kind.__name__.lower(): reader for kind, (_, reader) in _FORMS.items()}


def _change_or_none(data: _Data) -> Change | None:
    return _change(data["change"]) if "change" in data else None


def _change(data: _Data) -> Change:
    """Read a change, and look at every value in it: what is taken up here goes into the window unseen."""
    change = Change.from_dict(data)
    for splice in (*change.items, *change.clips):
        _place(splice.first)
    for kinds, splices in (((Line, Header, Other), change.items), ((Clip, Other), change.clips)):
        _check_entries(kinds, splices)
    for field in change.fields:
        _str(field.path[0])
        _flag(field.was_present)
        _flag(field.is_present)
    for keys in change.order or ():
        _all_str(keys)
    _all_str(change.body or ())
    for clock in change.clock or ():
        _check_clock(clock)
    return change


def _check_entries(kinds: tuple[type[Any], ...], splices: Sequence[Splice[Any]]) -> None:
    for splice in splices:
        for entry in (*splice.removed, *splice.inserted):
            _check(isinstance(entry, kinds))
            _or_none(entry.origin, _whole)
            _check_entry(entry)


def _check_entry(entry: Any) -> None:
    match entry:
        case Line():
            _all_str((entry.text, entry.speaker, entry.label, *(key for key, _ in entry.extra)))
            _or_none(entry.start, _number)
            if entry.source_time:
                _or_none(entry.source_time[0], _number)
                _str(entry.source_time[1])
        case Clip():
            _all_str((entry.name, entry.url))
            _or_none(entry.start, _number)
            _or_none(entry.end, _number)
        case Header():
            _str(entry.text)
        case _:
            _str(entry.summary)


def _check_clock(clock: Clock) -> None:
    for flag in (clock.hours, clock.padded, clock.labels, clock.exact):
        _flag(flag)
    for number in (clock.fields, clock.decimals, clock.precision):
        _check(0 <= _whole(number) < 100)


def _check(true: bool) -> None:
    if not true:
        raise ValueError


def _str(value: Any) -> str:
    _check(isinstance(value, str))
    return value


def _all_str(values: Iterable[Any]) -> None:
    for value in values:
        _str(value)


def _flag(value: Any) -> None:
    _check(isinstance(value, bool))


def _number(value: Any) -> float:
    _check(isinstance(value, (int, float)) and not isinstance(value, bool))
    return value


def _moment(value: Any) -> float:
    """Return seconds since 1970 that every system can tell as a date: Windows knows none before, or from 3000 on."""
    _check(0 <= _number(value) < _YEAR_3000)
    return value


def _whole(value: Any) -> int:
    _check(isinstance(value, int) and not isinstance(value, bool))
    return value


def _place(value: Any) -> int:
    _check(_whole(value) >= 0)
    return value


def _or_none(value: Any, reader: Callable[[Any], Any]) -> Any:
    return None if value is None else reader(value)


def _rows(data: Any) -> Rows:
    first, last, current = (_or_none(row, _whole) for row in data)
    return first, last, current
