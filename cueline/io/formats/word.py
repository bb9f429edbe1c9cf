"""Reads Word documents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cueline.episode import Header, Line, parse_time
from cueline.io.errors import DocumentError
from cueline.io.formats.blocks import block_lines
from cueline.io.formats.imported import Imported, Row, order_notices
from cueline.io.formats.voices import named
from cueline.io.source import Source

_TITLES = ("Title", "Subtitle")
LARGEST = 256 * 2**20
_CLOCK = r"\d{1,3}(?::\d\d){1,2}"
_ONLY_TIME = re.compile(rf"\s*[\[(]?{_CLOCK}[\])]?\s*")
_TIME_FIRST = re.compile(rf"[\[(]?({_CLOCK})[\])]?:?(?:\s+[-–—])?(?:\s+|$)")
_NAME_AND_TIME = re.compile(
    rf"([^\W\d_][^:\[\](){{}}.!?]{{0,40}}?)\s*[\[(]?({_CLOCK})[\])]?:?(?:\s+|$)"
)


class WordReader:
    """Reads a .docx: headings are sections; a paragraph that names its speaker, its time or both begins a turn.

    Understood are `Ana: text`, `Ana (0:09): text`, `[0:09] Ana: text`, and the blocks of a time, a name and a text
    in paragraphs of their own. Other paragraphs go on with the turn. Errors count paragraphs as lines.
    """

    name = "docx"
    label = "Word document"
    suffixes = (".docx",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the file is a ZIP archive, as Word documents are."""
        return data.startswith(b"PK\x03\x04")

    def read(self, data: bytes, path: Path) -> Imported:
        """Return headings and paragraphs; DocumentError for a file that is no Word document, or is empty."""
        found, tables = _paragraphs(data, path)
        said = [(style, text) for style, text in found if text.strip()]
        paragraphs = [(s.startswith("Heading"), text) for s, text in said if s not in _TITLES]
        texts = [text for heading, text in paragraphs if not heading]
        if not texts:
            raise DocumentError(path, 1, 1, "there is no text in this document.")
        blocks = any(_ONLY_TIME.fullmatch(text) for text in texts)
        items = tuple(_blocks(paragraphs, path) if blocks else _turns(paragraphs))
        titles = tuple(
            f"The title “{text.strip()}” was left out: it is not said."
            for style, text in said
            if style in _TITLES
        )
        return Imported(items, (), (*titles, *_table_notices(tables), *order_notices(items)))


def _table_notices(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (
        f"What stands in tables was left out ({count} of them); make it plain paragraphs first.",
    )


def _paragraphs(data: bytes, path: Path) -> tuple[list[tuple[str, str]], int]:
    """Return the name of each paragraph's style and its text in one line; and the number of tables."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise DocumentError(path, 1, 1, "unpacked, this file is larger than 256 MB.")
        document = docx.Document(io.BytesIO(data))
        found = [(_style(p.style), " ".join(p.text.split("\n"))) for p in document.paragraphs]
        return found, len(document.tables)
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        reason = (
            "this is not a Word document (.docx). Save it as one, or as plain text, and try again."
        )
        raise DocumentError(path, 1, 1, reason) from error


def _style(style: object) -> str:
    name = getattr(style, "name", None)
    return name if isinstance(name, str) else ""


def _turns(paragraphs: list[tuple[bool, str]]) -> Iterator[Header | Line]:
    speaker = ""
    for heading, text in paragraphs:
        if heading:
            yield Header(text.strip())
            continue
        name, start, said = head_of(text.strip())
        speaker = speaker if name is None else name
        if said or start is not None:
            yield Line(said, speaker, start)


def head_of(text: str) -> tuple[str | None, float | None, str]:
    """Return who a paragraph says it is, when it begins, and what remains; None for what it does not tell."""
    first = _TIME_FIRST.match(text)
    if first is not None:
        name, rest = named(text[first.end() :]) or (None, text[first.end() :])
        return name, parse_time(first[1]), rest.strip()
    both = _NAME_AND_TIME.match(text)
    if both is not None:
        return both[1].strip(), parse_time(both[2]), text[both.end() :].strip()
    name, rest = named(text) or (None, text)
    return name, None, rest.strip()


def _blocks(paragraphs: list[tuple[bool, str]], path: Path) -> Iterator[Header | Line]:
    """Give headings and the lines of the blocks between them."""
    source = Source(path, "\n".join(text.replace("\n", " ") for _, text in paragraphs))
    rows: list[Row] = []
    offset = 0
    for heading, text in paragraphs:
        if heading:
            yield from block_lines(source, rows)
            rows = []
            yield Header(text.strip())
        else:
            rows.append(Row(offset, text))
        offset += len(text) + 1
    yield from block_lines(source, rows)
