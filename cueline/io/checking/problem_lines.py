"""Where problems stand: in which file of a document, and on which of its lines."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterable

from cueline.episode.checks import Problem
from cueline.episode.values import Path
from cueline.io.document import Document
from cueline.io.yaml_text.nodes import MappingNode, Node, SequenceNode


def file_of(document: Document, problem: Problem) -> Document:
    """Return the file of a document that holds what a problem is about: items in the first, all else in the last."""
    if problem.line is not None:
        shown = (problem.rule, problem.index, problem.line)
        for file in document.files:
            if any((fact.kind, fact.index, fact.line) == shown for fact in file.facts):
                return file
    return document.files[0 if problem.of == "item" else -1]


def line_of(document: Document, problem: Problem) -> int:
    """Return the line of a problem in its file (from 1), as the file was read; 1 for what stands nowhere."""
    if problem.line is not None:
        return problem.line
    file = file_of(document, problem)
    layout = file.layout
    if layout is None:
        return 1
    if problem.index is not None:
        found = layout.items if problem.of == "item" else layout.clips
        if problem.index >= len(found.entries):
            return 1
        return file.source.line_at(layout.start + found.place(problem.index))
    key = _key_at(layout.root, problem.path)
    return 1 if key is None else file.source.line_at(layout.start + key.start_mark.index)


def lines_of_items(document: Document, indices: Iterable[int]) -> dict[int, int]:
    """Return the source lines, from 1, on which these items begin; one walk through the text, however many they are."""
    layout, lines = document.layout, dict[int, int]()
    if layout is None:
        return dict.fromkeys(indices, 1)
    text, at, line = document.source.text, 0, 1
    for index in sorted(indices):
        first = layout.start + layout.items.place(index)
        line += text.count("\n", at, first)
        at = first
        lines[index] = line
    return lines


def _key_at(node: Node | None, path: Path) -> Node | None:
    """Return the deepest key or entry on the way to a field that is there; None if not even its first is."""
    found: Node | None = None
    for step in path:
        if isinstance(node, MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                break
            found, node = pair
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node = node.value[step]
        else:
            break
    return found
