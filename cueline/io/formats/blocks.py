"""Reads raw transcripts: a time, a name, what is said, each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cueline.episode import Header, Line, parse_time
from cueline.io.formats.imported import Imported, Row, order_notices, rows_of, text_of
from cueline.io.source import Source

_TIME = re.compile(r"\s*[\[(]?(\d{1,3}(?::\d\d){1,2}(?:\.\d+)?)[\])]?\s*")
_TIMELIKE = re.compile(r"\s*[\[(]?\d+(?::\d+)+(?:\.\d+)?[\])]?\s*")
_SENTENCE = re.compile(r"[.!?…,]\s*$")
LONGEST_NAME = 60
FORM = "a block is a time (0:09), a name and the text, each on a line of its own"


class BlocksReader:
    """Reads blocks of a time, a name and paragraphs; of two lines, the second is text that nobody is named for."""

    name = "blocks"
    label = "Raw text (time, name, text)"
    suffixes = (".txt",)

    def fits(self, data: bytes) -> bool:
        """Tell whether the first line is a time."""
        rows = (
            data[:2000]
            .decode("utf-8", "replace")
            .lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
            .split("\n")
        )
        first = next((row for row in rows if row.strip()), "")
        return _TIMELIKE.fullmatch(first) is not None

    def read(self, data: bytes, path: Path) -> Imported:
        """Return the blocks as lines; DocumentError names the line that does not fit."""
        source, notices = text_of(data, path)
        items = tuple(block_lines(source, (row for row in rows_of(source) if not row.blank)))
        if not items:
            raise source.error(0, f"there is no block in it: {FORM}.")
        return Imported(items, (), (*notices, *order_notices(items)))


def block_lines(source: Source, rows: Iterable[Row]) -> list[Header | Line]:
    """Return the lines of the blocks that the rows, none of them blank, make; DocumentError where they make none."""
    blocks: list[list[Row]] = []
    for row in rows:
        if _TIMELIKE.fullmatch(row.text):
            blocks.append([row])
        elif blocks:
            blocks[-1].append(row)
        else:
            raise source.error(row.offset, f"here a time such as 0:09 is expected: {FORM}.")
    return [line for block in blocks for line in _block(source, block)]


def _block(source: Source, rows: list[Row]) -> list[Line]:
    """Return the lines of a block: its first paragraph has the time, the others go on."""
    time = _TIME.fullmatch(rows[0].text)
    start = parse_time(time[1]) if time else None
    if start is None:
        raise source.error(rows[0].offset, "this is not a time: write 0:09, 62:23 or 1:02:23.")
    if len(rows) == 1:
        raise source.error(rows[0].offset, f"nothing is said at this time: {FORM}.")
    name, texts = ("", rows[1:]) if len(rows) == 2 else (_name(source, rows[1]), rows[2:])
    said = [row.text.strip() for row in texts]
    return [Line(said[0], name, start), *(Line(text, name) for text in said[1:])]


def _name(source: Source, row: Row) -> str:
    name = row.text.strip().removesuffix(":").rstrip()
    if len(name) > LONGEST_NAME or _SENTENCE.search(name):
        raise source.error(row.offset, f"here the speaker's name is expected: {FORM}.")
    return name
