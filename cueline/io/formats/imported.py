"""What a reader gives back, and how readers find text, lines and places in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cueline.episode import Header, Line
from cueline.io.formats.voices import Said
from cueline.io.source import BOM, Source

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
NOT_UTF8 = "The file is not UTF-8; it was read as Windows text. Look at the letters with accents and the quotes."


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a sound editor: where it begins and ends, in seconds, and its text."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another program says, as an episode's values.

    `items`: lines and headers in order, starts in seconds as exact as the file has them, no labels yet.
    `labels`: places in the sound, from which an episode can take its times. `notices`: what the user should know.
    `parts`: what the items were made of, where words before a colon may be names, see `names.settled`.
    """

    items: tuple[Header | Line, ...]
    labels: tuple[Label, ...] = ()
    notices: tuple[str, ...] = ()
    parts: tuple[Said | Header, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines alone."""
        return tuple(item for item in self.items if isinstance(item, Line))

    @property
    def headers(self) -> tuple[Header, ...]:
        """The headers alone."""
        return tuple(item for item in self.items if isinstance(item, Header))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file's text, without its break, and the offset of its first character."""

    offset: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text.strip()


def text_of(data: bytes, path: Path) -> tuple[Source, tuple[str, ...]]:
    r"""Read a text file of another program, its line breaks as `\n`; the notices tell of another encoding.

    UTF-8 and UTF-16 with a mark, else Windows-1252; DocumentError for bytes that are none of these.
    """
    marked = data.startswith(_UTF16)
    try:
        text = data.decode("utf-16" if marked else "utf-8")
        notices: tuple[str, ...] = ()
    except UnicodeDecodeError:
        try:
            text, notices = data.decode("utf-8" if marked else "cp1252"), (NOT_UTF8,)
        except UnicodeDecodeError:
            return Source.decode(path, data), ()
    clean = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    return Source(path, clean), notices


def rows_of(source: Source) -> Iterator[Row]:
    """Give the lines of the text with their places."""
    offset = 0
    for text in source.text.split("\n"):
        yield Row(offset, text)
        offset += len(text) + 1


def order_notices(items: tuple[Header | Line, ...]) -> tuple[str, ...]:
    """Return the notice on lines that begin before the one above them."""
    starts = [item.start for item in items if isinstance(item, Line) and item.start is not None]
    count = sum(late < early for early, late in pairwise(starts))
    if not count:
        return ()
    return (
        f"{count} line{'s go' if count > 1 else ' goes'} back in time; they stand as in the file.",
    )
