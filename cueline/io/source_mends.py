"""Faults that only the source of a file shows, mended there."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Collection, Iterator

from cueline.io import atomic
from cueline.io.document import Document, parse_file
from cueline.io.errors import SaveError
from cueline.io.facts import is_plain_number
from cueline.io.nodes import MappingNode, Node
from cueline.io.render import Splice, apply
from cueline.io.source import BOM

MENDED = ("unquoted-time", "front-matter-offset")
"""The kinds of facts that can be mended here."""


def mend_source(document: Document, kinds: Collection[str] = MENDED) -> bytes:
    """Return one file (see `document.files`) with its facts of these kinds mended: times quoted, nothing before `---`.

    The episode stays as it is; SaveError where it would not.
    """
    splices = sorted({*_offset(document, kinds), *_unquoted(document, kinds)})
    if not splices:
        return document.data
    data = apply(document.source.text, splices).encode("utf-8")
    if parse_file(data, document.path).episode != document.episode:
        raise SaveError(document.path, "Mending it would change what the file says.")
    return data


def save_mended(document: Document, kinds: Collection[str] = MENDED) -> bool:
    """Write those files of a document in which `mend_source` changes something; tell whether any was.

    SaveError and StaleFileError as with `document.save`. The document has to be opened again.
    """
    mended = [(file, mend_source(file, kinds)) for file in document.files]
    changed = [(file, data) for file, data in mended if data != file.data]
    for file, _ in changed:
        atomic.check_unchanged(file.path, file.data)
    for file, data in changed:
        atomic.write(file.path, data)
    return bool(changed)


def _offset(document: Document, kinds: Collection[str]) -> Iterator[Splice]:
    front, text = document.front, document.source.text
    if "front-matter-offset" in kinds and front is not None and text[: front.opening].strip(BOM):
        yield Splice(len(BOM) if text.startswith(BOM) else 0, front.opening, "")


def _unquoted(document: Document, kinds: Collection[str]) -> Iterator[Splice]:
    layout = document.layout
    if "unquoted-time" not in kinds or layout is None or layout.items.node is None:
        return
    nodes: list[Node] = layout.items.node.value
    for node in nodes:
        for key, value in node.value if isinstance(node, MappingNode) else ():
            if key.value == "time" and is_plain_number(value):
                start = layout.start + value.start_mark.index
                end = layout.start + value.end_mark.index
                yield Splice(start, end, f"'{layout.source.text[start:end]}'")
