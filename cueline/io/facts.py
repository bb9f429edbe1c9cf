"""What only the source of a file shows: faults that are gone once it is read."""

# PyYAML's and ruamel.yaml's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cueline.io.front_matter import FrontMatter
from cueline.io.markdown.reader import BodyItems
from cueline.io.passages import passages
from cueline.io.render import Layout
from cueline.io.source import BOM
from cueline.io.yaml_text.entries import EntryList
from cueline.io.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_text

_TAB = re.compile(r"^ *\t", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One such fault.

    `kind`: `duplicate-key`, `unquoted-time`, `tab` or `front-matter-offset`. `index`: the item's position in the
    transcript, None for the file. `line`: the source line, from 1.
    """

    kind: str
    index: int | None
    line: int


def find_facts(layout: Layout, front: FrontMatter) -> list[Fact]:
    """Find all facts, in the order of their lines."""
    text = layout.source.text
    facts = [*_duplicates(layout.root, layout, None), *_item_facts(layout.items, layout)]
    facts += (
        Fact("tab", None, layout.source.line_at(tab.start()))
        for first, last in passages(text, front.start, front.end)
        if text.find("\t", first, last) >= 0
        for tab in _TAB.finditer(text, first, last)
    )
    if text[: front.opening].strip(BOM):
        line = layout.source.line_at(front.opening)
        facts.append(Fact("front-matter-offset", None, line))
    return sorted(facts, key=lambda fact: fact.line)


def _item_facts(items: EntryList[Any] | BodyItems, layout: Layout) -> Iterator[Fact]:
    nodes: list[Node] = items.node.value if items.node else []
    for index, node in enumerate(nodes):
        yield from _duplicates(node, layout, index)
        if not isinstance(node, MappingNode):
            continue
        for key, value in node.value:
            if key.value == "time" and is_plain_number(value):
                yield Fact("unquoted-time", index, _line(layout, value))


def is_plain_number(node: Node) -> bool:
    """Tell whether a scalar has no quotes and is no text to a YAML 1.1 reader (`5:38` is 338)."""
    return (
        isinstance(node, ScalarNode)
        and not node.style
        and bool(node.value)
        and not is_text(node.value)
    )


def _duplicates(node: Node | None, layout: Layout, index: int | None) -> Iterator[Fact]:
    """Find the keys that stand twice; of the whole file not those inside the transcript's items."""
    if isinstance(node, SequenceNode) and node is not layout.items.node:
        for child in node.value:
            yield from _duplicates(child, layout, index)
    if not isinstance(node, MappingNode):
        return
    names = [str(key.value) for key, _ in node.value]
    for place in _repeated(names):
        yield Fact("duplicate-key", index, _line(layout, node.value[place][0]))
    for _, value in node.value:
        if value.__class__ is not ScalarNode:
            yield from _duplicates(value, layout, index)


def _repeated(names: list[str]) -> list[int]:
    if len(set(names)) == len(names):
        return []
    return [place for place, name in enumerate(names) if name in names[:place]]


def _line(layout: Layout, node: Node) -> int:
    """Return the line of a node as people count: YAML counts lines at other breaks, too."""
    return layout.source.line_at(layout.start + node.start_mark.index)
