"""The entries of a list in the front matter (`transcript`, `quotableClips`): their values, and the source of each."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeVar, overload

from cueline.collection import let_go
from cueline.episode import Clip, ClipItem, Header, Item, Line, Map, Other, Value, parse_time
from cueline.io.source import Source
from cueline.io.yaml_text.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    compose,
    value_of,
)
from cueline.io.yaml_text.pairs import (
    PairList,
    indentation,
    last_mark,
    line_end,
    skip_deeper_comments,
)

Entry = Item | ClipItem
E = TypeVar("E")

LINE_KEYS = ("line", "sec", "time", "who")
CLIP_KEYS = ("name", "startOffset", "url", "endOffset")
_GAP = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_LEAD = re.compile(rf"{_GAP.pattern}[ ]*-{_GAP.pattern}[ \t]*")
_NOWHERE = Path("entry.yaml")
_NUMBER = re.compile(r"\d{1,15}(\.\d+)?", re.ASCII)  # more digits are no time of anything
_SUMMARY = 80


class Fragment(Generic[E]):
    """The source of one entry, with the comments above it; `start` is where it stands, from where the YAML begins.

    `shift` leads from a node's mark to a place in `text`. Of a list without nodes it is composed from `text`.
    """

    __slots__ = ("_node", "entry", "shift", "start", "text")

    def __init__(self, text: str, entry: E, start: int, node: Node | None) -> None:
        self.text, self.entry, self.start = text, entry, start
        self._node, self.shift = node, 0 if node is None else start

    @property
    def node(self) -> Node:
        """The entry's node; ValueError if it cannot be read by itself."""
        if self._node is None:
            root = compose(Source(_NOWHERE, self.text), 0, len(self.text))
            if not isinstance(root, SequenceNode) or len(root.value) != 1:
                raise ValueError("this entry is more, or less, than one")
            self._node = root.value[0]
        return self._node

    @property
    def place(self) -> int:
        """Where the entry itself begins, behind its dash, from where the YAML begins."""
        if self._node is not None:
            return self._node.start_mark.index - self.shift + self.start
        lead = _LEAD.match(self.text)
        return self.start + (lead.end() if lead else 0)

    def pairs(self, newline: str) -> PairList:
        """Return the entry's pairs as pieces of `text`; ValueError if the entry is no mapping."""
        if not isinstance(self.node, MappingNode):
            raise ValueError("this entry is no mapping")
        return PairList(self.text, self.node, self.shift, newline)


class Fragments(Sequence[Fragment[E]]):
    """The source of every entry of a list, in order, each made when it is asked for."""

    def __init__(self, entries: EntryList[E]) -> None:
        self._of = entries

    def __len__(self) -> int:
        return len(self._of.entries)

    @overload
    def __getitem__(self, index: int) -> Fragment[E]: ...

    @overload
    def __getitem__(self, index: slice) -> list[Fragment[E]]: ...

    def __getitem__(self, index: int | slice) -> Fragment[E] | list[Fragment[E]]:
        places = range(len(self))[index]
        return (
            self._of.fragment(places)
            if isinstance(places, int)
            else list(map(self._of.fragment, places))
        )


class EntryList(Generic[E]):
    """A list as it stands in a text: its values from the first, the source of its entries when asked for."""

    def __init__(
        self,
        text: str,
        base: int,
        node: Node | None,
        read: Callable[[Node, int], E],
        numbers: Iterable[int],
    ) -> None:
        self._text, self._base = text, base
        self.node = node if isinstance(node, SequenceNode) else None
        self._slim = False
        nodes: list[Node] = self.node.value if self.node else []
        self.entries: tuple[E, ...] = tuple(map(read, nodes, numbers))

    def holding(self, entries: tuple[E, ...]) -> EntryList[E]:
        """Return this list with other objects for its entries, equal ones."""
        other = copy(self)
        other.entries = entries
        return other

    def slim(self) -> EntryList[E]:
        """Return this list, which has no brackets, without what it holds; `on` and `holding` make it whole.

        The one that is given is no more. The last node stays, for it tells where the list ends.
        """
        other = copy(self)
        other._bounds, other._text, other.entries, other._slim = self._bounds, "", (), True
        if self.node is not None:
            let_go(self.node.value, 1)
        return other

    def on(self, text: str) -> EntryList[E]:
        """Return this slim list with the text in which it stands."""
        other = copy(self)
        other._text = text
        return other

    @property
    def flow(self) -> bool:
        """Whether the list is written in brackets."""
        return bool(self.node and self.node.flow_style)

    @property
    def fragments(self) -> Fragments[E]:
        """The source of every entry, in order; in a block list they tile its text from the first dash on."""
        return Fragments(self)

    def fragment(self, index: int) -> Fragment[E]:
        """Return the source of one entry."""
        (start, end), entry = self.span_of(index), self.entries[index]
        node = None if self._slim or self.node is None else self.node.value[index]
        return Fragment(self._text[start:end], entry, start - self._base, node)

    def place(self, index: int) -> int:
        """Return where an entry itself begins, behind its dash, from where the YAML begins; no other is looked at."""
        if self._slim or self.node is None:
            return self.fragment(index).place
        return self.node.value[index].start_mark.index

    @property
    def span(self) -> tuple[int, int]:
        """Where the fragments, together, stand in the text, in code points."""
        return self.span_of(0)[0], self.span_of(len(self.entries) - 1)[1]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What stands between the entries of a list in brackets."""
        spans = map(self.span_of, range(len(self.entries)))
        return tuple(self._text[a[1] : b[0]] for a, b in pairwise(spans))

    def span_of(self, index: int) -> tuple[int, int]:
        """Where the source of one entry stands in the text, in code points."""
        if not self.flow:
            return self._bounds[index], self._bounds[index + 1]
        assert self.node is not None
        node: Node = self.node.value[index]
        return self._at(node.start_mark.index), self._at(node.end_mark.index)

    def _at(self, mark: int) -> int:
        return self._base + mark

    @cached_property
    def _bounds(self) -> array[int]:
        """Where the entries of a block list begin, and the last one ends."""
        text = self._text
        dash = self._at(self.node.start_mark.index) if self.node else 0
        bounds = array("I", (_above(text, text.rfind("\n", 0, dash) + 1),))
        for node in self.node.value if self.node else ():
            gap = _GAP.match(text, bounds[-1])
            dash_line = gap.end() if gap else bounds[-1]
            bounds.append(self._end(node, indentation(text, dash_line)))
        return bounds

    def _end(self, node: Node, indent: int) -> int:
        """Return where the entry's last line ends, its comment and deeper comment lines below included."""
        text = self._text
        end = line_end(text, self._at(last_mark(node, text, -self._base)))
        return skip_deeper_comments(text, end, indent)


def _above(text: str, start: int) -> int:
    """Return where the comment and blank lines above the line at `start` begin."""
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        content = text[line:start].strip()
        if content and content[0] != "#":
            break
        start = line
    return start


def read_item(node: Node, origin: int) -> Item:
    """Read one entry of the transcript."""
    if not isinstance(node, MappingNode):
        return Other(summary(node), origin=origin)
    cells = {k.value: v for k, v in node.value if k.__class__ is ScalarNode}
    line, header = cells.get("line"), cells.get("header")
    if line is None and _is_scalar(header):
        return Header(header.value, origin=origin)  # type: ignore[union-attr]
    if header is not None or not _is_scalar(line):
        return Other(summary(node), origin=origin)
    who, sec, time = cells.get("who"), cells.get("sec"), cells.get("time")
    for cell in (who, sec, time):
        if cell is not None and not _is_scalar(cell):
            return Other(summary(node), origin=origin)
    label = time.value if time is not None else ""
    start = seconds_of(sec.value) if sec is not None else None
    if start is None and label:
        start = parse_time(label)
    extra = () if cells.keys() <= _LINE_SET and len(cells) == len(node.value) else _extra(node)
    speaker = who.value if who is not None else ""
    return Line(line.value, speaker, start, label, extra, origin=origin, source_time=(start, label))  # type: ignore[union-attr]


_LINE_SET = frozenset(LINE_KEYS)


def read_clip(node: Node, origin: int) -> ClipItem:
    """Read one entry of the clips."""
    if not isinstance(node, MappingNode):
        return Other(summary(node), origin=origin)
    cells = {k.value: v for k, v in node.value if k.__class__ is ScalarNode}
    own = [cells.get(key) for key in CLIP_KEYS]
    name, start, url, end = own
    if (name is None and start is None) or not all(c is None or _is_scalar(c) for c in own):
        return Other(summary(node), origin=origin)
    return Clip(
        name.value if name is not None else "",
        seconds_of(start.value) if start is not None else None,
        seconds_of(end.value) if end is not None else None,
        url.value if url is not None else "",
        origin=origin,
    )


def seconds_of(text: str) -> float | None:
    """Read `sec`, `startOffset`, `endOffset`: seconds, or a time code; None for anything else."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else parse_time(text)


def summary(node: Node) -> str:
    """Say in one line what an entry holds that is neither header nor line."""
    value = value_of(node)
    named = list(value.items()) if isinstance(value, Map) else []
    parts = [f"{k}: {_short(v)}" for k, v in named] or [_short(value)]
    text = " · ".join(parts)
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1] + "…"


def _short(value: Value) -> str:
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else "…"


def _is_scalar(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.tag != "tag:cueline,alias"


def _extra(node: MappingNode) -> tuple[tuple[str, Value], ...]:
    return tuple(
        (str(k.value), value_of(v)) for k, v in node.value if str(k.value) not in _LINE_SET
    )
