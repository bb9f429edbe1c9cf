"""YAML as nodes with marks: composed, never constructed. Marks count code points from the start of the YAML."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

import yaml
from yaml import events
from yaml.composer import ComposerError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from cueline.episode import Map, Value
from cueline.io.passages import passages
from cueline.io.source import Source

__all__ = [
    "CollectionNode",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "compose",
    "has_aliases",
    "is_empty",
    "is_text",
    "pairs",
    "value_of",
]

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALIASES = (
    re.compile(r"\*(?<![^\s\[{,].)[^\s,\[\]{}]"),
    re.compile(r"&(?<![^\s\[{,].)[^\s,\[\]{}]"),
)
"""What may be an alias or an anchor; each begins with one character, so that it is looked for quickly."""
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NULLS = {"", "~", "null", "Null", "NULL"}
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
ALIAS_LIMIT = 100_000
_PIECE = 32_768
"""Characters that are parsed at once; that takes a millisecond."""
Pair: TypeAlias = "tuple[Node, Node]"


class AliasNode(ScalarNode):
    """An alias where it stands: reads like what it points to when that is a scalar, else as its own source."""


class TooManyAliases(Exception):
    """Aliases that stand for more nodes than anything real: a bomb."""


def compose(source: Source, start: int, end: int) -> Node | None:
    """Parse the YAML between two offsets; DocumentError names the place where it does not parse."""
    try:
        if has_aliases(source.text, start, end):
            return _AliasComposer(source.text[start:end]).compose()
        return yaml.compose(stream_of(source.text, start, end), Loader=_Loader)
    except yaml.reader.ReaderError as error:
        place = start + _code_points(source.text[start:end], error.position)
        raise source.error(
            place,
            f"the character number {_ordinal(error.character)} is not allowed in YAML. Remove it and open again.",
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = start + min(mark.index if mark else 0, end - start)
        reason = _reason(source.text[start:end], error, source.text[place : place + 1])
        raise source.error(place, reason) from error


def has_aliases(text: str, start: int, end: int) -> bool:
    """Tell whether there may be an alias or an anchor in the YAML between two offsets."""
    found = passages(text, start, end)
    return any(alias.search(text, *passage) for passage in found for alias in _ALIASES)


class Pieces:
    """A text that a parser reads piece by piece.

    libyaml does not let another thread on until it asks for more: given all at once, a long text stops the window.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._place, self._end = text, start, end

    def read(self, _size: int) -> str:
        """Return the next piece, "" at the end."""
        first, self._place = self._place, min(self._place + _PIECE, self._end)
        return self._text[first : self._place]


def stream_of(text: str, start: int = 0, end: int | None = None) -> str | Pieces:
    """Return what to give to a parser for a text, or for what stands in it between two offsets."""
    end = len(text) if end is None else end
    return text[start:end] if end - start <= _PIECE else Pieces(text, start, end)


def pairs(node: MappingNode) -> list[Pair]:
    """Return the keys and values of a mapping, in order, typed."""
    return node.value


def value_of(node: Node) -> Value:
    """Read a node as a field's value: of the plain scalars only null, booleans and decimal numbers are not text."""
    if isinstance(node, MappingNode):
        return Map({_key_text(key): value_of(value) for key, value in pairs(node)})
    if isinstance(node, SequenceNode):
        return tuple(value_of(item) for item in node.value)
    return _scalar_value(node) if isinstance(node, ScalarNode) else None


def is_empty(node: Node) -> bool:
    """Tell whether a node is no value at all: nothing, `~` or `null` without quotes."""
    return isinstance(node, ScalarNode) and not node.style and node.value in _NULLS


def is_text(text: str) -> bool:
    """Tell whether a YAML 1.1 reader takes this plain scalar for text (`5:38` is a number to it, `0:09` is not)."""
    return _resolver().resolve(ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"


def is_plain_value(text: str) -> bool:
    """Tell whether Cueline reads this plain scalar as text: all but null, booleans and decimal numbers."""
    return isinstance(_plain_value(text), str)


@lru_cache(maxsize=1)
def _resolver() -> Resolver:
    return Resolver()


def _key_text(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else f"? {_key_of_parts(node)}"


def _key_of_parts(node: Node) -> str:
    """Write a key that is a list or a mapping, each of its texts in quotes once: `repr` would double them per level."""
    if isinstance(node, MappingNode):
        parts = [f"{_key_of_parts(key)}: {_key_of_parts(value)}" for key, value in pairs(node)]
        return f"{{{', '.join(parts)}}}"
    if isinstance(node, SequenceNode):
        return f"[{', '.join(map(_key_of_parts, node.value))}]"
    return repr(value_of(node))


def _scalar_value(node: ScalarNode) -> Value:
    text = str(node.value)
    return (
        text if node.style or not node.tag.startswith("tag:yaml.org,2002:") else _plain_value(text)
    )


def _plain_value(text: str) -> Value:
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 4000 else text
    return float(text) if _FLOAT.fullmatch(text) else text


def _code_points(text: str, position: int) -> int:
    """Return how many code points stand before a byte of the UTF-8 text, which is what libyaml counts."""
    return len(text.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore"))


def _ordinal(character: object) -> int:
    return ord(character) if isinstance(character, str) else int(str(character))


def _reason(text: str, error: yaml.MarkedYAMLError, character: str) -> str:
    problem = error.problem or error.context or "this is not YAML"
    if _TEMPLATE.search(text):
        return f"this is a template with placeholders ({{{{ }}}}), not an episode yet: {problem}. Fill them in first."
    known = _BY_CHARACTER.get(character) if "start any token" in problem else None
    advice = _NO_TAB if "tab character" in problem else known
    return f"the front matter is not valid YAML here: {problem}. {advice or _ADVICE.get(problem, _LOOK)}"


_LOOK = "Look at this line and the lines above it: a quote, a colon or an indentation is not as YAML wants it."
_ADVICE = {
    "mapping values are not allowed in this context": "A text with “: ” in it has to stand in quotes.",
    "found unexpected end of stream": "A quote is opened above and never closed.",
    "found unexpected document separator": "A quote is opened above and never closed.",
    "did not find expected key": "A quote inside quotes above may not be escaped, or the indentation differs.",
    "did not find expected alphabetic or numeric character": "A text that begins with * or & has to stand in quotes.",
    "found unknown escape character": "In double quotes a backslash is written twice: \\\\.",
    "found undefined alias": "A text that begins with * has to stand in quotes.",
}

_NO_TAB = "Replace the tab by spaces."
_BY_CHARACTER = {
    "\t": _NO_TAB,
    "%": "A text that begins with % has to stand in quotes.",
    "@": "A text that begins with @ has to stand in quotes.",
    "`": "A text that begins with ` has to stand in quotes.",
}


class _AliasComposer:
    """Compose from events, keeping each alias where it stands (yaml.compose gives the place of its anchor)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[str, int] = {}
        self._size = 0

    def compose(self) -> Node | None:
        """Return the root node; TooManyAliases for a bomb."""
        stream = iter(yaml.parse(self._text, Loader=_Loader))
        root: Node | None = None
        for event in stream:
            if isinstance(event, events.DocumentStartEvent) and root is not None:
                raise ComposerError(
                    None, None, "expected a single document in the stream", event.start_mark
                )
            if isinstance(event, events.NodeEvent):
                root = self._node(event, stream)
        return root

    def _node(self, event: events.Event, stream: Iterator[events.Event]) -> Node:
        if isinstance(event, events.AliasEvent):
            return self._alias(event)
        before = self._size
        self._size += 1
        node = self._collection(event, stream)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = node
            self._sizes[anchor] = self._size - before
        return node

    def _collection(self, event: events.Event, stream: Iterator[events.Event]) -> Node:
        start, tag = event.start_mark, getattr(event, "tag", None)
        if isinstance(event, events.ScalarEvent):
            tag = (
                tag
                if tag and tag != "!"
                else _resolver().resolve(ScalarNode, event.value, event.implicit)
            )
            return ScalarNode(tag, event.value, start, event.end_mark, style=event.style)
        children: list[Node] = []
        end: events.Event = event
        for child in stream:
            end = child
            if isinstance(child, events.CollectionEndEvent):
                break
            children.append(self._node(child, stream))
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, events.SequenceStartEvent):
            kind = tag or "tag:yaml.org,2002:seq"
            return SequenceNode(kind, children, start, end.end_mark, flow_style=flow)
        couples = list(zip(children[::2], children[1::2], strict=True))
        return MappingNode(
            tag or "tag:yaml.org,2002:map", couples, start, end.end_mark, flow_style=flow
        )

    def _alias(self, event: events.AliasEvent) -> Node:
        target = self._anchors.get(event.anchor)
        if target is None:
            raise ComposerError(None, None, "found undefined alias", event.start_mark)
        self._size += self._sizes[event.anchor]
        if self._size > ALIAS_LIMIT:
            raise TooManyAliases
        mark, end = event.start_mark, event.end_mark
        if isinstance(target, ScalarNode):
            return AliasNode(target.tag, target.value, mark, end, style=target.style)
        return AliasNode("tag:cueline,alias", f"*{event.anchor}", mark, end, style=None)
