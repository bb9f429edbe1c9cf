"""The text of a file as it was read, and places in it. Offsets count code points, lines and columns from 1."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cueline.io.errors import DocumentError
from cueline.io.not_text import kind_of
from cueline.io.passages import amount, passages

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_EXCERPT = 100
_LINE_END = re.compile("\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Source:
    """A file's name, and its text with the line ends, and the byte order mark, that it had."""

    path: Path
    text: str

    @staticmethod
    def decode(path: Path, data: bytes) -> Source:
        """Read UTF-8; DocumentError names the first byte that is not."""
        try:
            return Source(path, data.decode("utf-8"))
        except UnicodeDecodeError as error:
            readable = Source(path, data.decode("utf-8", "replace"))
            place = len(data[: error.start].decode("utf-8", "replace"))
            line, column = readable.position(place)
            hidden = data.startswith(_UTF16) or kind_of(data)
            excerpt = "" if hidden else readable.excerpt(place)
            reason = _not_utf8(data, error.start)
            raise DocumentError(path, line, column, reason, excerpt=excerpt) from error

    @cached_property
    def newline(self) -> str:
        r"""The line end that most lines have: `"\n"` or `"\r\n"`."""
        windows = amount(self.text, "\r\n")
        return "\r\n" if windows * 2 > amount(self.text, "\n") else "\n"

    @cached_property
    def _line_ends(self) -> list[int]:
        whole = passages(self.text, 0, len(self.text))
        return [end.start() for passage in whole for end in _LINE_END.finditer(self.text, *passage)]

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, of an offset; after the first time without a walk through the text."""
        return bisect_left(self._line_ends, offset) + 1

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, of an offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def excerpt(self, offset: int) -> str:
        """Return the source line at `offset` and below it a caret; a long line is cut around the place."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        line = self.text[start : len(self.text) if end < 0 else end].rstrip("\r")
        column = min(offset - start, len(line))
        cut = max(0, column - _EXCERPT // 2)
        shown = re.sub(r"[\x00-\x1f\x7f]", " ", line[cut : cut + _EXCERPT])
        return f"{shown}\n{' ' * (column - cut)}^"

    def error(self, offset: int, reason: str) -> DocumentError:
        """Make the error that says what is wrong at `offset`."""
        line, column = self.position(offset)
        excerpt = self.excerpt(offset)
        return DocumentError(self.path, line, column, reason, excerpt=excerpt, text=self.text)


def _not_utf8(data: bytes, place: int) -> str:
    if data.startswith(_UTF16):
        return (
            "this file is UTF-16, not UTF-8. Save it as UTF-8 in a text editor, then open it again."
        )
    kind = kind_of(data)
    if kind:
        return (
            f"it is {kind}, whatever its name says. Choose the file with the text of the episode."
        )
    return (
        f"the byte {data[place]:#04x} is not UTF-8 text. "
        "If this is a text file, save it as UTF-8 in a text editor, then open it again."
    )
