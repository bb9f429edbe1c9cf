"""The items of an episode brought into the body of the Markdown file they were read from.

Blocks that are no item stay where they are, behind the item they followed. What stands between two blocks stays while
they are neighbours; new neighbours get what the file mostly has there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cueline.episode import Item, Line
from cueline.io.markdown.blocks import Block, Kind, is_underline
from cueline.io.markdown.heads import opens_turn
from cueline.io.markdown.reader import BodyItems, Passage, source_lines
from cueline.io.markdown.writer import MarkdownWriter, said_lines
from cueline.io.memory import Memory
from cueline.io.yaml_text.entry_writer import CannotWriteError

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class _Element:
    """A block of the new text; `old` is its number among the blocks that were read, None for a new one."""

    text: str
    kind: Kind
    old: int | None

    @property
    def stands_alone(self) -> bool:
        """Whether it needs no blank line above it: it cannot go on with a paragraph there."""
        return self.kind is Kind.HEADING or (
            self.kind is Kind.PARAGRAPH and opens_turn(source_lines(self.text)[0])
        )


def body_splices(
    text: str, body: BodyItems, memory: Memory, new: Sequence[Item], newline: str
) -> Iterator[tuple[int, int, str]]:
    """Return what has to change in `text` for `new`: start, end, what comes there. CannotWriteError as it arises."""
    sources = _Sources(body, memory, newline)
    texts = sources.all(new)
    spoken = body.spoken
    if [e.origin for e in body.entries] == [e.origin for e in new]:
        for block, source in zip(spoken, texts, strict=True):
            if text[block.start : block.end] != source:
                yield block.start, block.end, source
        return
    made = _Assembly(text, body, newline).text(new, texts)
    yield _trimmed(text, body.start, made)


def _trimmed(text: str, start: int, made: str) -> tuple[int, int, str]:
    """Leave out of a replacement what both texts begin and end with, in whole lines."""
    old = text[start:]
    head = old.rfind("\n", 0, _alike(old, made)) + 1
    tail = _alike(old[head:][::-1], made[head:][::-1])
    return start + head, len(text) - tail, made[head : len(made) - tail]


def _alike(one: str, two: str) -> int:
    """Return how many characters both begin with."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == two[:middle] else (low, middle - 1)
    return low


class _Sources:
    """Finds the source of each item: as it is, as it once was, as a change of its own, or new."""

    def __init__(self, body: BodyItems, memory: Memory, newline: str) -> None:
        self._memory, self._passages = memory, body.fragments
        self._known = {f.entry.origin: n for n, f in enumerate(body.fragments)}
        self._writer = MarkdownWriter(body.dialect, newline)
        self._used = set[int]()

    def all(self, items: Sequence[Item]) -> list[str]:
        """Return the sources, each for its place after the turns before it."""
        turn, texts = "", list[str]()
        before: Passage | None = None
        for item in items:
            known = self._known.get(item.origin) if item.origin is not None else None
            try:
                texts.append(self._of(item, turn, before))
            except CannotWriteError as error:
                raise CannotWriteError(f"{_named(len(texts), item)}: {error}") from error
            turn = item.speaker if isinstance(item, Line) else turn
            before = self._passages[known] if known is not None else before
        return texts

    def _of(self, item: Item, turn: str, before: Passage | None) -> str:
        """Return the source of the item; `before` is what was read last before its place."""
        origin = item.origin
        if origin is None or origin in self._used:
            cut_off = said_lines(before) if before and _is_end(before, item) else ()
            return self._writer.new(replace(item, origin=None), turn, cut_off)
        self._used.add(origin)
        number = self._known.get(origin)
        known = self._passages[number] if number is not None else None
        once: Passage | None = self._memory.fragments.get((origin, item))
        for passage in (known, once):
            if passage is not None and passage.entry == item and _fits(passage, item, turn):
                return passage.text
        base: Passage | None = known or self._memory.latest(origin)
        if base is None:
            return self._writer.new(item, turn)
        more = self._joined_on(number, item) if number is not None else []
        return self._writer.changed(base, item, turn, more)

    def _joined_on(self, number: int, item: Item) -> list[str]:
        """Return the source lines of the paragraphs below that the item's text has taken up, all of them."""
        text, lines = "", list[str]()
        for passage in self._passages[number:]:
            entry = passage.entry
            if not isinstance(entry, Line) or not isinstance(item, Line):
                break
            text = f"{text} {entry.text}".strip(" ")
            lines += said_lines(passage)
            if text == item.text or not item.text.startswith(text + " "):
                break
        own = len(source_lines(self._passages[number].text))
        broken = self._writer.dialect.width is not None
        return lines[own:] if broken and isinstance(item, Line) and text == item.text else []


def _named(index: int, item: Item) -> str:
    """Name an item for people: `Row 12 (0:35 Ana)`."""
    who = f"{item.label} {item.speaker}".strip() if isinstance(item, Line) else ""
    return f"Row {index + 1} ({who})" if who else f"Row {index + 1}"


def _is_end(passage: Passage, item: Item) -> bool:
    """Tell whether the item says the end of what the passage said: it was cut off from it."""
    if not (isinstance(passage.entry, Line) and isinstance(item, Line) and item.text):
        return False
    return passage.entry.text != item.text and passage.entry.text.endswith(item.text)


def _fits(passage: Passage, item: Item, turn: str) -> bool:
    return not isinstance(item, Line) or passage.named or item.speaker == turn


class _Assembly:
    """Puts blocks together again, with other items among them."""

    def __init__(self, text: str, body: BodyItems, newline: str) -> None:
        self._body, self._newline = body, newline
        self._blocks = body.blocks
        ends = [body.start, *(block.end for block in self._blocks)]
        starts = [*(block.start for block in self._blocks), len(text)]
        self._gaps = [text[a:b] for a, b in zip(ends, starts, strict=True)]
        self._texts = [text[block.start : block.end] for block in self._blocks]
        numbers = [n for n, block in enumerate(self._blocks) if block.kind is not Kind.OTHER]
        self._entries = dict(zip(numbers, body.entries, strict=True))
        self._open = bool(text[: body.start]) and not text[: body.start].endswith("\n")

    def text(self, new: Sequence[Item], texts: Sequence[str]) -> str:
        """Return the whole body."""
        elements = self._elements(new, texts)
        lead, last = (self._gaps[0], self._gaps[-1]) if self._blocks else self._empty()
        pieces = [lead]
        for before, element in pairwise(elements):
            pieces += (before.text, self._gap(before, element))
        return "".join([*pieces, *(e.text for e in elements[-1:]), last])

    def _empty(self) -> tuple[str, str]:
        """Return what comes before and after the first items of an empty body."""
        blank = self._gaps[0] if _BREAK.search(self._gaps[0]) else self._newline
        first = not self._body.start or self._blocks
        return ("" if first else self._newline * self._open + blank), self._newline

    def _elements(self, new: Sequence[Item], texts: Sequence[str]) -> list[_Element]:
        place_of = {entry.origin: n for n, entry in self._entries.items()}
        places = [place_of.get(item.origin) if item.origin is not None else None for item in new]
        staying = _longest_rise(places)
        out, run = list[_Element](), list[_Element]()
        done, tail_of = 0, ""
        for at, (item, source) in enumerate(zip(new, texts, strict=True)):
            place = places[at]
            kind = _kind(item, source, self._blocks[place] if place is not None else None)
            element = _Element(source, kind, place)
            if at in staying and place is not None:
                out += [*self._others(done, place), *run, element]
                run, done = [], place + 1
                tail_of = self._cut_tail(place, item)
            elif not run and tail_of and isinstance(item, Line) and tail_of.endswith(item.text):
                out.append(element)
            else:
                run.append(element)
        return [*out, *self._others(done, len(self._blocks)), *run]

    def _others(self, first: int, stop: int) -> list[_Element]:
        return [
            _Element(self._texts[n], Kind.OTHER, n)
            for n in range(first, stop)
            if self._blocks[n].kind is Kind.OTHER
        ]

    def _cut_tail(self, place: int, item: Item) -> str:
        """Return what the line said when it was read, if it now says less: the rest may have become a line."""
        old = self._entries[place]
        cut = isinstance(old, Line) and isinstance(item, Line) and old.text != item.text
        return old.text if cut and isinstance(old, Line) else ""

    def _gap(self, before: _Element, element: _Element) -> str:
        """Return what stands between two blocks: what stood above the second, where that still parts them."""
        old = element.old
        if old is not None and before.old == old - 1:
            return self._gaps[old]
        if old:
            gap = self._gaps[old]
            alike = _class(self._blocks[old - 1].kind) == _class(before.kind)
            if before.kind is Kind.PARAGRAPH and not before.stands_alone:
                alike = alike and not is_underline(source_lines(element.text)[0])
            if len(_BREAK.findall(gap)) > 1 or element.stands_alone or alike:
                return gap
        return self._newline if self._is_tight(before, element) else self._newline * 2

    def _is_tight(self, before: _Element, element: _Element) -> bool:
        dialect = self._body.dialect
        if before.kind is Kind.HEADING:
            return not dialect.loose_header
        both = before.kind is element.kind is Kind.PARAGRAPH
        return dialect.tight and both and element.stands_alone


def _class(kind: Kind) -> str:
    return "heading" if kind in (Kind.HEADING, Kind.UNDERLINED) else kind.value


def _kind(item: Item, source: str, block: Block | None) -> Kind:
    if block is not None:
        return block.kind
    if isinstance(item, Line):
        return Kind.PARAGRAPH
    return Kind.UNDERLINED if _BREAK.search(source) else Kind.HEADING


def _longest_rise(places: Sequence[int | None]) -> set[int]:
    """Return the positions of a longest rising run among the places: what of a list did not move."""
    tops, chain = list[int](), list[int]()
    back: dict[int, int | None] = {}
    for at, place in enumerate(places):
        if place is None:
            continue
        rank = bisect_left(tops, place)
        back[at] = chain[rank - 1] if rank else None
        tops[rank : rank + 1], chain[rank : rank + 1] = [place], [at]
    found, last = set[int](), chain[-1] if chain else None
    while last is not None:
        found.add(last)
        last = back[last]
    return found
