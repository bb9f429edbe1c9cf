"""A single value as YAML text that people edit, and that text read back.

Only null, booleans and decimal numbers are anything but text; so a date stays the characters it is. Nothing is
constructed, and what a value cannot hold (tags, anchors, the same key twice) is refused with its place.
"""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml import events
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from cueline.episode import Map, Value
from cueline.io.errors import DocumentError
from cueline.io.source import Source
from cueline.io.yaml_text.entry_writer import number
from cueline.io.yaml_text.nesting import TOO_DEEP, deep_place
from cueline.io.yaml_text.nodes import compose, is_plain_value, value_of

_TEXT = "tag:yaml.org,2002:str"
_WHERE = "the front matter is not valid YAML here: "
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlValueError(ValueError):
    """A text that is no value: `line` and `column` count from 1, `reason` says what is wrong there."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(f"Line {line}, column {column}: {reason}")
        self.line, self.column, self.reason = line, column, reason


def yaml_of(value: Value) -> str:
    """Return a value as YAML text without a line end, lines unbroken; "" for None."""
    if value is None:
        return ""
    text = yaml.serialize(
        _node(value), Dumper=yaml.SafeDumper, allow_unicode=True, width=2**31, encoding=None
    )
    return str(text).removesuffix("...\n").removesuffix("\n")


def value_of_yaml(text: str) -> Value:
    """Read YAML text as a value; YamlValueError says where it is none."""
    source = Source(Path("value.yaml"), text)
    try:
        place = deep_place(text)
        if place is not None:
            raise source.error(place, TOO_DEEP)
        node = compose(source, 0, len(text))
        _refuse_marks(source)
    except DocumentError as error:
        raise YamlValueError(error.line, error.column, _sentence(error.reason)) from error
    if node is None:
        return None
    _refuse_double_keys(node)
    return value_of(node)


def _sentence(reason: str) -> str:
    """Return what to do about it, where the parser's own words are followed by that."""
    if reason.startswith(_WHERE):
        problem, _, advice = reason.removeprefix(_WHERE).partition(". ")
        reason = advice or problem
    return reason[:1].upper() + reason[1:]


def _node(value: Value) -> Node:
    if isinstance(value, Map):
        pairs = [(_node(key), _node(item)) for key, item in value.items()]
        return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=not pairs)
    if isinstance(value, tuple):
        items = [_node(item) for item in value]
        return SequenceNode("tag:yaml.org,2002:seq", items, flow_style=not items)
    if isinstance(value, str):
        return _text_node(value)
    kinds: dict[type, str] = {bool: "bool", int: "int", float: "float"}
    return ScalarNode(f"tag:yaml.org,2002:{kinds.get(type(value), 'null')}", number(value))


def _text_node(text: str) -> Node:
    """Return a text that stands plain wherever Cueline reads it as text again, a date for one."""
    if not is_plain_value(text):
        return ScalarNode(_TEXT, text, style="'")
    tag = str(Resolver().resolve(ScalarNode, text, (True, False)))
    tag = _TEXT if tag.endswith(":yaml") else tag  # `*`, `&` and `!`, which cannot stand plain
    style = '"' if any(c in "\x85\u2028\u2029\ufeff" for c in text) else None
    return ScalarNode(_TEXT if style else tag, text, style=style)


def _refuse_marks(source: Source) -> None:
    for event in yaml.parse(source.text, Loader=_Loader):
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
            raise source.error(
                event.start_mark.index,
                "a name with & or * refers to another place of the file. Use a text editor for these.",
            )
        if isinstance(event, events.NodeEvent) and getattr(event, "tag", None):
            raise source.error(
                event.start_mark.index,
                "a type (!) cannot be given here. Put the value in quotes if it begins with !.",
            )


def _refuse_double_keys(node: Node) -> None:
    for mapping in _mappings(node):
        seen: set[str] = set()
        for key, _ in mapping.value:
            line, column = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, ScalarNode):
                raise YamlValueError(line, column, "A key has to be a text.")
            if key.value in seen:
                raise YamlValueError(line, column, f"“{key.value}” stands here twice.")
            seen.add(str(key.value))


def _mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
    children = (
        [value for _, value in node.value]
        if isinstance(node, MappingNode)
        else node.value
        if isinstance(node, SequenceNode)
        else []
    )
    for child in children:
        yield from _mappings(child)
