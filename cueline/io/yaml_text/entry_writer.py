"""Entries as source: an entry that changed is written into its own source, a new one as the file writes its own."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cueline.episode import Clip, ClipItem, Header, Item, Line, Map, Other, Value
from cueline.io.yaml_text.dialect import Dialect, Form
from cueline.io.yaml_text.entries import CLIP_KEYS, LINE_KEYS, Fragment
from cueline.io.yaml_text.nodes import ScalarNode, is_text
from cueline.io.yaml_text.pairs import PairList, Piece
from cueline.io.yaml_text.scalars import Layout, Spot, change, style_of, write

Entry = Item | ClipItem
_SIMPLE = re.compile(r"(['\"]?)\w+(?:[:.]\w+)*\1", re.ASCII)
_TIMES = {"sec", "time"}
_OWN_KEYS = {*LINE_KEYS, *CLIP_KEYS, "header"}
_ONE_LINE = Layout(width=None)


class CannotWriteError(Exception):
    """An entry that cannot be brought into the file; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class EntryWriter:
    """Writes the entries of one list of one file."""

    form: Form
    dialect: Dialect
    newline: str

    def changed(
        self, fragment: Fragment[Entry], entry: Entry, once: Sequence[Fragment[Entry]] = ()
    ) -> str:
        """Return the fragment's source with the entry's values in it; a text that it had `once` as it was written."""
        try:
            pairs = fragment.pairs(self.newline)
        except ValueError as error:
            raise CannotWriteError("An entry that has no names in it cannot be changed.") from error
        was, now = values_of(fragment.entry), values_of(entry)
        for key in [k for k in {**was, **now} if was.get(k) != now.get(k) and k in pairs]:
            value = now.get(key)
            if value is None:
                pairs.remove(key)
            elif source := self._written(once, pairs, key, value):
                pairs.patch(pairs[key], source)
            else:
                self._patch(pairs, pairs[key], value)
        for key in self.form.order(self._gained(was, now, pairs), LINE_KEYS):
            self._add(pairs, key, now[key])
        return pairs.render()

    def _written(
        self, once: Sequence[Fragment[Entry]], pairs: PairList, key: str, value: Value
    ) -> str | None:
        """Return how a text was written when the entry had it, in a place like the one it has now; None if nowhere."""
        own = isinstance(value, str) and key in _OWN_KEYS  # which are never aliases
        for fragment in reversed(once) if own else ():
            if values_of(fragment.entry).get(key) != value:
                continue
            known = fragment.pairs(self.newline)
            if (known.flow, known.column) == (pairs.flow, pairs.column) and key in known:
                start, end = known.span(known[key])
                return known[key].text[start:end]
        return None

    def new(self, entry: Entry, position: int) -> str:
        """Return the source of an entry that the file did not have."""
        if isinstance(entry, Other):
            raise CannotWriteError("an entry that is neither header nor line cannot be made anew")
        values: dict[str, Value] = {k: v for k, v in values_of(entry).items() if v is not None}
        usual = CLIP_KEYS if isinstance(entry, Clip) else (*LINE_KEYS, "header")
        if isinstance(entry, Line):
            values = self._known_times(values)
        keys = self.form.order(values, usual)
        if self.form.flow:
            return self._new_flow(keys, values, position)
        indent = self.form.dash + self.form.gap
        lines = [self._pair(key, values[key], indent) for key in keys]
        body = (self.newline + " " * indent).join(lines)
        dash = " " * self.form.dash + "-" + " " * (self.form.gap - 1)
        lead = self.form.lead if position else ""
        return f"{lead}{dash}{body}{self.newline}"

    def _known_times(self, values: dict[str, Value]) -> dict[str, Value]:
        known = {key for order in self.form.orders for key in order}
        drop = _TIMES - known if known & _TIMES else set[str]()
        return {k: v for k, v in values.items() if k not in drop}

    def _new_flow(self, keys: Sequence[str], values: Mapping[str, Value], position: int) -> str:
        pairs = ", ".join(
            f"{self.form.key(k)}: {self._scalar(k, values[k], Spot(0, 0, True, self.newline))}"
            for k in keys
        )
        if self.form.flow_list:
            return "{" + pairs + "}"
        dash = " " * self.form.dash + "-" + " " * (self.form.gap - 1)
        return f"{self.form.lead if position else ''}{dash}{{{pairs}}}{self.newline}"

    def _pair(self, key: str, value: Value, indent: int) -> str:
        name = self.form.key(key)
        further = indent + self.dialect.continuation
        spot = Spot(indent + len(name) + 2, further, newline=self.newline)
        return f"{name}: {self._scalar(key, value, spot)}"

    def _scalar(self, key: str, value: Value, spot: Spot) -> str:
        if isinstance(value, str):
            style = self.dialect.style(key, value, flow=spot.flow)
            return write(value, style, spot, self.dialect.layout)
        return number(value) if isinstance(value, (int, float)) else flow_value(value)

    def _patch(self, pairs: PairList, piece: Piece, value: Value) -> None:
        start, end = pairs.span(piece)
        node, key_node = piece.node, piece.key_node
        if not isinstance(node, ScalarNode) or key_node is None:
            raise CannotWriteError(f"“{piece.key}” of this entry is not a text.")
        raw = piece.text[start:end]
        owner = key_node.start_mark.column
        further = re.search(r"\n([ ]*)\S", raw)
        indent = len(further[1]) if further else owner + self.dialect.continuation
        spot = Spot(node.start_mark.column, indent, pairs.flow, self.newline)
        if start == end:
            column = owner + len(piece.key) + 2
            pairs.patch(piece, self._scalar(piece.key, value, replace(spot, column=column)))
        else:
            pairs.patch(piece, patch_scalar(raw, node, value, spot, self.dialect, piece.key))

    def _gained(
        self, was: Mapping[str, Value], now: Mapping[str, Value], pairs: PairList
    ) -> list[str]:
        """Return the keys that the entry gains; of `sec` and `time` none where it has the other one alone."""
        gained = [k for k, v in now.items() if k not in pairs and v is not None and v != was.get(k)]
        alone = ("sec" in pairs) != ("time" in pairs)
        known = {key for order in self.form.orders for key in order} & _TIMES
        return [k for k in gained if k not in _TIMES or (not alone and (not known or k in known))]

    def _add(self, pairs: PairList, key: str, value: Value) -> None:
        present = pairs.keys()
        order = self.form.order([*present, key], (*LINE_KEYS, *present))
        before = [k for k in order[: order.index(key)] if k in present]
        place = max((present.index(k) for k in before), default=-1) + 1
        if pairs.flow:
            source = self._scalar(key, value, Spot(0, 0, True, self.newline))
            pair = f"{self.form.key(key)}: {source}"
        else:
            pair = self._pair(key, value, pairs.column)
        pairs.insert(place, key, pair)


def values_of(entry: Entry) -> dict[str, Value]:
    """Return what an entry says under each of its keys; None where it says nothing."""
    match entry:
        case Line():
            times: dict[str, Value] = {"sec": entry.start, "time": entry.label or None}
            return {"line": entry.text, **times, "who": entry.speaker or None, **dict(entry.extra)}
        case Header():
            return {"header": entry.text}
        case Clip():
            return {
                "name": entry.name or None,
                "startOffset": entry.start,
                "url": entry.url or None,
                "endOffset": entry.end,
            }
        case Other():
            return {}


def patch_scalar(
    raw: str, node: ScalarNode, value: Value, spot: Spot, dialect: Dialect, key: str
) -> str:
    """Return the source of a scalar's new value, as near to the old source as can be."""
    style = style_of(raw)
    text = value if isinstance(value, str) else number(value)
    if not isinstance(value, str) and style[:1] not in ("'", '"'):
        return text
    if _SIMPLE.fullmatch(text) and _SIMPLE.fullmatch(raw) and (style or is_text(text)):
        return f"{style}{text}{style}"
    return change(raw, str(node.value), text, spot, dialect.layout, dialect.other_quote(key))


def number(value: Value) -> str:
    """Write a number, true, false or null as YAML has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{int(value)}.0" if value.is_integer() and value else _decimal(value)
    return str(value)


def _decimal(value: float) -> str:
    """Write a float with the dot that YAML 1.1 wants before an exponent: `5.0e-324`."""
    digits, mark, exponent = repr(value).partition("e")
    return f"{digits}.0e{exponent}" if mark and "." not in digits else repr(value)


def flow_value(value: Value) -> str:
    """Write any value on one line, in brackets."""
    if isinstance(value, Map):
        return "{" + ", ".join(f"{_quoted(k)}: {flow_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(flow_value, value)) + "]"
    return _quoted(value) if isinstance(value, str) else number(value)


def _quoted(text: str) -> str:
    return write(text, '"', Spot(0, 0, flow=True), _ONE_LINE)
