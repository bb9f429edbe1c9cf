"""Faults that only the source of a file shows, mended there."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from cueline.io.document import Document, parse_file
from cueline.io.errors import SaveError
from cueline.io.facts import is_plain_number
from cueline.io.markdown.reader import BodyItems
from cueline.io.memory import Memory
from cueline.io.render import Splice, apply
from cueline.io.saving import atomic
from cueline.io.source import BOM
from cueline.io.two_files import TwoFileDocument

MENDED = ("unquoted-time", "front-matter-offset")
"""The kinds of facts that can be mended here."""


def mended(
    document: Document, kinds: Collection[str] = MENDED, line: int | None = None
) -> Document:
    """Return the document with its facts of these kinds mended in the text, which is not written yet.

    Its episode is the same one, and so is what the disk holds; what was written of the session's earlier values is
    forgotten, for it has the faults. `line`: mend only what stands on this line of the file. SaveError: see
    `mend_source`. The document itself where there is nothing to mend.
    """
    if isinstance(document, TwoFileDocument):
        files = [mended(file, kinds, line) for file in document.files]
        return _joined(document, *files)
    read, episode, disk = _read_mended(document, kinds, line), document.episode, document.disk
    if read is document:
        return document
    return replace(
        read, path=document.path, episode=episode, reading=read.reading.holding(episode, None),
        memory=Memory(), read_only=document.read_only, on_disk=None if read.data == disk else disk,
    )  # fmt: skip


def on_disk_of(document: Document, now: Document) -> Document:
    """Return `document` for a disk that holds what `now`, a later state of it, was read from or written to."""
    if isinstance(document, TwoFileDocument):
        pairs = zip(document.files, now.files, strict=True)
        return _joined(document, *(on_disk_of(file, later) for file, later in pairs))
    found = where_disk_holds(document, document.path, now.disk)
    return found if now.path == found.path else replace(found, path=now.path)


def where_disk_holds(document: Document, path: Path, disk: bytes) -> Document:
    """Return `document` where its file at `path` holds `disk`; the same one if it is known to."""
    if isinstance(document, TwoFileDocument):
        files = [where_disk_holds(file, path, disk) for file in document.files]
        return _joined(document, *files)
    if document.path != path or document.disk == disk:
        return document
    return replace(document, on_disk=None if disk == document.data else disk)


def _joined(document: TwoFileDocument, transcript: Document, metadata: Document) -> Document:
    if (transcript, metadata) == document.files:
        return document
    return replace(
        document, path=transcript.path, data=transcript.data, reading=transcript.reading,
        memory=transcript.memory, front=transcript.front, transcript=transcript, metadata=metadata,
    )  # fmt: skip


def mend_source(document: Document, kinds: Collection[str] = MENDED) -> bytes:
    """Return one file (see `document.files`) with its facts of these kinds mended: times quoted, nothing before `---`.

    The episode stays as it is; SaveError where it would not.
    """
    return _read_mended(document, kinds).data


def _read_mended(document: Document, kinds: Collection[str], line: int | None = None) -> Document:
    splices = sorted({*_offset(document, kinds), *_unquoted(document, kinds)})
    if line is not None and "unquoted-time" in kinds:
        first, stop = _span_of(document.source.text, line)
        splices = [splice for splice in splices if first <= splice.start < stop]
    if not splices:
        return document
    data = apply(document.source.text, splices)
    read = parse_file(data, document.path, in_body=document.in_body)
    if read.episode != document.episode:
        raise SaveError(document.path, "Mending it would change what the file says.")
    return read


def _span_of(text: str, line: int) -> tuple[int, int]:
    """Return from where to where a line (from 1) goes."""
    first = 0
    for _ in range(line - 1):
        first = text.find("\n", first) + 1
    stop = text.find("\n", first)
    return first, len(text) if stop < 0 else stop


def save_mended(document: Document, kinds: Collection[str] = MENDED) -> bool:
    """Write those files of a document in which `mend_source` changes something; tell whether any was.

    SaveError and StaleFileError as with `document.save`. The document has to be opened again.
    """
    mended = [(file, mend_source(file, kinds)) for file in document.files]
    changed = [(file, data) for file, data in mended if data != file.data]
    for file, _ in changed:
        atomic.check_unchanged(file.path, file.data)
    for file, data in changed:
        atomic.write(file.path, data, file.data)
    return bool(changed)


def _offset(document: Document, kinds: Collection[str]) -> Iterator[Splice]:
    front, text = document.front, document.source.text
    if "front-matter-offset" in kinds and front is not None and text[: front.opening].strip(BOM):
        yield Splice(len(BOM) if text.startswith(BOM) else 0, front.opening, "")


def _unquoted(document: Document, kinds: Collection[str]) -> Iterator[Splice]:
    layout = document.layout
    if "unquoted-time" not in kinds or layout is None or isinstance(layout.items, BodyItems):
        return
    for index in {fact.index or 0 for fact in document.facts if fact.kind == "unquoted-time"}:
        fragment = layout.items.fragment(index)
        lead = layout.start + fragment.start - fragment.shift
        for key, value in fragment.node.value:
            if key.value == "time" and is_plain_number(value):
                start, end = lead + value.start_mark.index, lead + value.end_mark.index
                yield Splice(start, end, f"'{layout.source.text[start:end]}'")
