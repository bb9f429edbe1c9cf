"""A transcript in the body of a Markdown file: its headers and lines, and the source of each.

What is not speech (lists, quotes, code, html, images, includes, rules, tables) is in no item: it stays where it is,
between them. A paragraph without a name goes on with the turn before it, over headers and over what is not speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cueline.episode import Clock, Header, Item, Line, Other, parse_time
from cueline.episode.clock import learn_clock
from cueline.io.markdown.blocks import Block, Kind, find_blocks, heading_parts
from cueline.io.markdown.dialect import MarkdownDialect, learn_markdown
from cueline.io.markdown.heads import read_head

_BREAK = re.compile(r"\r\n|\n|\r")
_EDGES = " \t"
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Passage:
    """The source of one item, without the line end after it.

    `start` leads from where the file's YAML begins (0 without) to its place in the text. `named`: it says who speaks.
    """

    text: str
    entry: Item
    kind: Kind
    start: int
    named: bool

    @property
    def place(self) -> int:
        """Where the item itself begins: nothing stands before it in its source."""
        return self.start


class BodyItems:
    """The items in the body of a text, and what stands between them."""

    flow = False
    node = None

    def __init__(self, text: str, base: int, start: int) -> None:
        self._text, self._base = text, base
        self.start = start
        self.blocks: tuple[Block, ...] = tuple(find_blocks(text, start))
        self.entries: tuple[Item, ...] = tuple(_entries(text, self.spoken))
        self.learned: MarkdownDialect | None = None

    @property
    def spoken(self) -> tuple[Block, ...]:
        """The blocks that are items, in order."""
        return tuple(block for block in self.blocks if block.kind is not Kind.OTHER)

    def holding(self, entries: tuple[Item, ...]) -> BodyItems:
        """Return these items with other objects for them, equal ones."""
        other = BodyItems.__new__(BodyItems)
        other._text, other._base, other.start = self._text, self._base, self.start
        other.blocks, other.entries, other.learned = self.blocks, entries, self.learned
        return other

    def place(self, index: int) -> int:
        """Return where an item begins in the text that was read."""
        return self.fragments[index].place

    @cached_property
    def fragments(self) -> tuple[Passage, ...]:
        """The source of every item, in order."""
        return tuple(
            self._passage(block, entry)
            for block, entry in zip(self.spoken, self.entries, strict=True)
        )

    @property
    def dialect(self) -> MarkdownDialect:
        """How the file writes its items; learned when first asked for."""
        if self.learned is None or self.entries:
            self.learned = self._dialect
        return self.learned

    @cached_property
    def _dialect(self) -> MarkdownDialect:
        return learn_markdown(self._text, self.blocks, list(self.entries))

    def _passage(self, block: Block, entry: Item) -> Passage:
        text = self._text[block.start : block.end]
        named = isinstance(entry, Line) and read_head(_first(text)).bold_span is not None
        return Passage(text, entry, block.kind, block.start - self._base, named)


def clock_of(items: tuple[Item, ...]) -> Clock:
    """Return the clock of a transcript whose labels are all that tells its starts.

    The labels of the first hour say how times are written; some files write the later ones more finely.
    """
    times = [(x.start, x.label, "") for x in items if isinstance(x, Line)]
    early = [time for time in times if time[0] is not None and time[0] < _HOUR]
    clock = learn_clock(early or times)
    return replace(clock, hours=learn_clock(times).hours, precision=clock.decimals, exact=True)


def source_lines(text: str) -> list[str]:
    """Return the lines of a block, without their ends."""
    return _BREAK.split(text)


def _entries(text: str, blocks: tuple[Block, ...]) -> Iterator[Item]:
    speaker = ""
    for origin, block in enumerate(blocks):
        item = _entry(text[block.start : block.end], block.kind, speaker, origin)
        if isinstance(item, Line):
            speaker = item.speaker
        yield item


def _entry(source: str, kind: Kind, speaker: str, origin: int) -> Item:
    """Read one item; a paragraph without a name has the `speaker` before it."""
    if kind is Kind.HEADING:
        return Header(heading_parts(source)[1], origin=origin)
    lines = source_lines(source)
    if kind is Kind.UNDERLINED:
        return Header(joined(lines[:-1]), origin=origin)
    head = read_head(lines[0])
    said = joined([lines[0][head.text :], *lines[1:]])
    start = parse_time(head.label) if head.label else None
    read = (start, head.label)
    return Line(
        said, head.name or speaker, start, head.label, origin=origin, source_time=read
    )  # fmt: skip


def without_edges(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items as a text in Markdown can hold them: without blanks around what is said."""
    if not any(not isinstance(x, Other) and x.text != x.text.strip(_EDGES) for x in items):
        return items
    return tuple(
        x if isinstance(x, Other) else replace(x, text=x.text.strip(_EDGES)) for x in items
    )


def joined(lines: list[str]) -> str:
    """Return the text of source lines: one, with a space for each line break."""
    return " ".join(filter(None, (line.strip(_EDGES) for line in lines)))


def _first(source: str) -> str:
    return _BREAK.split(source, maxsplit=1)[0]
