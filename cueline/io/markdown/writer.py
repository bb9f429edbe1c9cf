"""The source of one item of a Markdown transcript: as it was but for what changed, or new in the file's dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cueline.episode import Header, Item, Line
from cueline.io.markdown.blocks import Kind, heading_parts, is_speech
from cueline.io.markdown.dialect import MarkdownDialect
from cueline.io.markdown.heads import Head, read_head
from cueline.io.markdown.reader import Passage, joined, source_lines
from cueline.io.markdown.wrap import filled, relaid
from cueline.io.yaml_text.entry_writer import CannotWriteError

_BREAK = re.compile(r"\r\n|\n|\r")
_EDGES = " \t"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class MarkdownWriter:
    """Writes items. `newline` ends the lines of new ones; `turn` is always who spoke before the item's place."""

    dialect: MarkdownDialect
    newline: str

    def new(self, item: Item, turn: str, cut_off: Sequence[str] = ()) -> str:
        """Return the source of an item that was not in the file.

        `cut_off`: the source lines that its text is the end of, whose line breaks it keeps.
        """
        if isinstance(item, Header):
            return self.dialect.heading(_one_line(item.text), self.newline)
        if not isinstance(item, Line):
            raise CannotWriteError("A Markdown transcript has only headers and lines.")
        named = self._must_name(item, turn) or (self.dialect.repeats and bool(item.speaker))
        head = self.dialect.style.head(item.speaker if named else "", item.label)
        text, width = _one_line(item.text), self.dialect.width
        prefix = head + self.dialect.gap if head and text else head
        if cut_off:
            ends = [self.newline] * (len(cut_off) - 1)
            lines, ends = self._relaid(list(cut_off), ends, text, len(prefix))
            source = prefix + "".join(map(str.__add__, lines, [*ends, ""]))
        else:
            lines = filled(text, width, len(prefix))
            source = prefix + (self.dialect.trailing + self.newline).join(lines)
        return _checked(source, item)

    def changed(self, old: Passage, item: Item, turn: str, joined_on: Sequence[str] = ()) -> str:
        """Return the source of an item that was in the file with other values, or below another turn.

        `joined_on`: the source lines, with their ends, of the paragraphs that came to it.
        """
        if isinstance(item, Header) and isinstance(old.entry, Header):
            return self._heading(old, _one_line(item.text))
        if isinstance(item, Line) and isinstance(old.entry, Line):
            return _checked(self._paragraph(old, item, turn, joined_on), item)
        return self.new(item, turn)

    def _heading(self, old: Passage, title: str) -> str:
        if old.kind is Kind.UNDERLINED:
            lines = source_lines(old.text)
            own = lines[0]
            indent = own[: len(own) - len(own.lstrip(_EDGES))]
            return indent + title + _BREAK.findall(old.text)[-1] + lines[-1]
        opening, was, closing = heading_parts(old.text)
        joint = "" if opening.endswith((" ", "\t")) else " "
        hashes = "" if was or "#" not in closing else " "
        return opening + joint + title + hashes + closing

    def _paragraph(self, old: Passage, item: Line, turn: str, more: Sequence[str]) -> str:
        """Change a line inside its source: the head where it differs, the text from the first word that does."""
        lines, ends = source_lines(old.text), _BREAK.findall(old.text)
        head = read_head(lines[0])
        said = [lines[0][head.text :], *lines[1:], *more]
        ends += [self.newline] * len(more)
        prefix = self._head(lines[0], head, item, turn)
        if joined(said) != item.text:
            said, ends = self._relaid(said, ends, _one_line(item.text), len(prefix))
        if not "".join(said).strip(_EDGES):
            prefix = prefix.rstrip(_EDGES)
        pairs = zip([prefix + said[0], *said[1:]], [*ends, ""], strict=True)
        return "".join(line + end for line, end in pairs)

    def _relaid(
        self, said: list[str], ends: list[str], text: str, column: int
    ) -> tuple[list[str], list[str]]:
        """Return the lines of a changed text with the blanks around them, and their ends."""
        if len(said) > 1 and text and not said[0].strip(_EDGES):
            below, under = self._relaid(said[1:], ends[1:], text, 0)
            return [said[0], *below], [ends[0], *under]
        old = [line.strip(_EDGES) for line in said]
        new = relaid(old, text, self.dialect.width, column)
        around = [(line[: _left(line)], line[len(line.rstrip(_EDGES)) :]) for line in said]
        places = _sources_of(old, new)
        between = ends[0] if ends else self.newline
        lines: list[str] = []
        for place, (line, source) in enumerate(zip(new, places, strict=True)):
            last = place == len(new) - 1
            plain = ("", around[-1][1] if last else self._trailing(around))
            before, behind = around[source] if source is not None else plain
            lines.append(before + line + behind)
        return lines, [ends[s] if s is not None and s < len(ends) else between for s in places[:-1]]

    def _trailing(self, around: list[tuple[str, str]]) -> str:
        """Return what ends a line that the paragraph did not have; never a hard break."""
        own = around[0][1] if len(around) > 1 else self.dialect.trailing
        return own if own == " " else ""

    def _head(self, line: str, head: Head, item: Line, turn: str) -> str:
        """Return the head for the item in the place of `head`, with the blanks around it."""
        named = head.bold_span is not None or self._must_name(item, turn)
        style = self.dialect.style
        bold = _within(line, head.bold_span, head.name_span, item.speaker) if head.bold_span else ""
        bold = bold or (style.name(item.speaker) if named else "")
        bold = bold if item.speaker else ""
        time = _within(line, head.time_span, head.label_span, item.label) if head.time_span else ""
        time = (time or style.time(item.label)) if item.label else ""
        pieces, between = [bold, time], style.time_gap
        first = style.time_first
        if head.bold_span and head.time_span:
            spans = sorted((head.bold_span, head.time_span))
            between, first = line[spans[0][1] : spans[1][0]], spans[0] == head.time_span
        if first:
            pieces.reverse()
        made = (between if all(pieces) else "").join(pieces)
        gap = line[head.end : head.text] or ("" if head.text < len(line) else self.dialect.gap)
        return (
            line[: head.start] + made + ((self.dialect.gap if head.bare else gap) if made else "")
        )

    def _must_name(self, item: Line, turn: str) -> bool:
        if item.speaker == "" and turn:
            raise CannotWriteError(
                f"A paragraph without a name goes on with what {turn} says. Give it a name."
            )
        nothing = not item.text and not item.label
        if nothing and not item.speaker:
            raise CannotWriteError("A line without text needs a name or a time in this file.")
        opens_other = bool(
            item.speaker and item.text and not item.label and not is_speech(item.text)
        )
        return item.speaker != turn or nothing or opens_other


def said_lines(passage: Passage) -> list[str]:
    """Return the source lines of a paragraph, without its head."""
    lines = source_lines(passage.text)
    return [lines[0][read_head(lines[0]).text :], *lines[1:]]


def _within(
    line: str, whole: tuple[int, int] | None, value: tuple[int, int] | None, text: str
) -> str:
    """Return what stands in the span `whole`, with another value in it."""
    if whole is None or value is None:
        return ""
    return line[whole[0] : value[0]] + text + line[value[1] : whole[1]]


def _sources_of(old: list[str], new: list[str]) -> list[int | None]:
    """Tell of each new line which old one's blanks it takes: its own, or those of the line it stands for or ends."""
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    if len(old) == len(new):
        return list(range(len(new)))
    found: list[int | None] = [None] * (len(new) - head - tail)
    if found and len(old) - tail > head:
        found[-1] = len(old) - tail - 1
    return [*range(head), *found, *range(len(old) - tail, len(old))]


def _alike(one: list[str], two: list[str]) -> int:
    """Return how many lines both begin with."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(two)))


def _one_line(text: str) -> str:
    """Return the text; CannotWriteError where a paragraph of Markdown cannot hold it."""
    if _BREAK.search(text):
        raise CannotWriteError(
            f"“{_shown(text)}” has a line break in it, which a paragraph in Markdown does not keep."
        )
    return text


def _checked(source: str, item: Line) -> str:
    """Return the source; CannotWriteError where Markdown would see something else than a paragraph."""
    first = source_lines(source)[0]
    if not first.strip(_EDGES) or not is_speech(first):
        raise CannotWriteError(
            f"“{_shown(item.text)}” would be no paragraph but a heading, a list or the like. "
            "Put a \\ before its first character."
        )
    if not read_head(item.text).bare and not _says(first, item):
        raise CannotWriteError(
            f"“{_shown(item.text)}” would begin another turn, or one at another time. "
            "Put a \\ before its first character."
        )
    return source


def _says(first: str, item: Line) -> bool:
    """Tell whether a source line opens with what the item has, and not with what its text begins with."""
    head = read_head(first)
    return head.label == item.label and head.name in ("", item.speaker)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


def _left(line: str) -> int:
    return len(line) - len(line.lstrip(_EDGES))
