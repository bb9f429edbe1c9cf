"""The line ends of a text in a Qt document, which knows of lines only: each break remembers what it stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

BREAK = "\N{PARAGRAPH SEPARATOR}"
"""What stands for the end of a line in the raw text of a document."""

Hunk = tuple[int, int, str]
"""First line and last, not included, from 0, and the text that comes in their place."""

_ENDS = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")
_ORDER_MARKS = ("\N{ZERO WIDTH NO-BREAK SPACE}", "\ufffe")
_TYPED = ("\n", "\r\n", "\r")
_LINE_ENDS = ("\n", "\r\n")
_STANDS_FOR = int(QTextFormat.Property.UserProperty)
_NUMBERS = count(1)
_MOST_LINES = 2_000
"""How many lines, after those that are the same at both ends, are compared one by one."""


def usual_end(text: str) -> str:
    r"""Return the line end that most lines have, `"\n"` where there is none."""
    found = Counter(_ENDS.findall(text))
    return max(_TYPED, key=lambda end: found[end])


def is_uneven(text: str, usual: str) -> bool:
    """Tell whether some lines of a text end otherwise than usual."""
    return any(found.group() != usual for found in _ENDS.finditer(text))


def put(cursor: QTextCursor, text: str, usual: str) -> None:
    """Insert a text as one edit.

    The break of a line that does not end as usual has a format that names its end: undo and redo bring that along.
    """
    plain, start = QTextCharFormat(), 0
    cursor.beginEditBlock()
    for found in _ENDS.finditer(text):
        if found.group() != usual:
            _insert(cursor, text[start : found.start()], plain)
            cursor.insertBlock(QTextBlockFormat(), _format_of(found.group()))
            start = found.end()
    _insert(cursor, text[start:], plain)
    cursor.endEditBlock()


def ends_of(document: QTextDocument, usual: str) -> Iterator[str]:
    """Yield the line end before each line but the first.

    What is typed after an odd end has its format too: a break that copies it is an end like any other.
    """
    seen: set[str] = set()
    block = document.begin().next()
    while block.isValid():
        number, _, end = str(block.charFormat().property(_STANDS_FOR) or "").partition(":")
        yield end if end in _LINE_ENDS or (end and number not in seen) else usual
        seen.add(number)
        block = block.next()


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends; the last has none, and may be empty."""
    lines, start = list[str](), 0
    for found in _ENDS.finditer(text):
        lines.append(text[start : found.end()])
        start = found.end()
    return [*lines, text[start:]]


def hunks(old: str, new: str) -> list[Hunk]:
    """Return what makes `new` of `old`, as lines of `old` and what comes in their place."""
    before, after = lines_of(old), lines_of(new)
    top = common(before, after)
    bottom = common(before[top:][::-1], after[top:][::-1])
    last, now = len(before) - bottom, after[top : len(after) - bottom]
    if max(last - top, len(now)) > _MOST_LINES:
        return [(top, last, "".join(now))]
    codes = SequenceMatcher(None, before[top:last], now, autojunk=False).get_opcodes()
    return [
        (top + first, top + end, "".join(now[begin:until]))
        for kind, first, end, begin, until in codes
        if kind != "equal"
    ]


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many of two sequences are the same, from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _insert(cursor: QTextCursor, text: str, plain: QTextCharFormat) -> None:
    """Insert a text whole: what looks like a byte order mark at its beginning is lost on the way to Qt."""
    if not text.startswith(_ORDER_MARKS):
        cursor.insertText(text, plain)
        return
    start, place = QTextCursor(cursor), cursor.position()
    cursor.insertText(f"-{text}", plain)
    start.setPosition(place)
    start.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
    start.removeSelectedText()


def _format_of(end: str) -> QTextCharFormat:
    made = QTextCharFormat()
    number = 0 if end in _LINE_ENDS else next(_NUMBERS)
    made.setProperty(_STANDS_FOR, f"{number}:{end}")
    return made
