"""How a Markdown transcript is written, learned from its own blocks: heads, headings, blank lines, width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from cueline.episode import Item, Line
from cueline.io.markdown.blocks import Block, Kind, heading_parts
from cueline.io.markdown.heads import Head, Style, read_head, style_of

_BREAK = re.compile(r"\r\n|\n|\r")
_WIDTHS = range(40, 141)
_USUAL = (80, 72, 79, 78, 100, 120)
_LOOKED_AT = 2000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class MarkdownDialect:
    """How new items are written, and where long lines are broken.

    `gap`: what stands between a head and what is said. `level`: of headings; `underline`: the character below them,
    "" where they begin with `#`; `closing`: what stands behind their text. `tight`: turns follow each other without
    a blank line. `repeats`: the name stands before every paragraph of a turn. `width`: the column, None where
    paragraphs are one line each. `trailing`: what ends the lines of a paragraph. `loose_header`: a blank line
    follows headings.
    """

    style: Style = field(default_factory=Style)
    gap: str = " "
    level: int = 2
    underline: str = ""
    closing: str = ""
    tight: bool = False
    repeats: bool = False
    width: int | None = None
    trailing: str = ""
    loose_header: bool = True

    def heading(self, title: str, newline: str) -> str:
        """Write a heading."""
        if self.underline:
            return title + newline + self.underline * max(3, len(title))
        return f"{'#' * self.level} {title}{self.closing}"


def learn_markdown(text: str, blocks: Sequence[Block], items: Sequence[Item]) -> MarkdownDialect:
    """Learn the dialect from what a file does most, as far as its first blocks tell."""
    blocks = blocks[:_LOOKED_AT]
    spoken = [block for block in blocks if block.kind is not Kind.OTHER]
    items = items[: len(spoken)]
    paragraphs = [text[b.start : b.end] for b in spoken if b.kind is Kind.PARAGRAPH]
    lines = [_BREAK.split(paragraph) for paragraph in paragraphs]
    heads = [(read_head(own[0]), own[0]) for own in lines]
    width = learn_width(lines)
    dialect = MarkdownDialect(
        style=_style(heads),
        gap=_usual((line[h.end : h.text] for h, line in heads if _is_followed(h, line)), " "),
        tight=_usual(_tight(text, blocks), default=False),
        repeats=_usual(_repeats(spoken, items, heads), default=False),
        width=width,
        trailing=_usual(_trailing(lines), "") if width else "",
        loose_header=_usual(_loose(text, blocks), default=True),
    )
    return _with_headings(dialect, text, spoken)


def _is_followed(head: Head, line: str) -> bool:
    return not head.bare and head.text < len(line)


def _usual(found: Iterator[_T], default: _T) -> _T:
    known = Counter(found)
    return known.most_common(1)[0][0] if known else default


def _style(heads: Sequence[tuple[Head, str]]) -> Style:
    """Put together what most heads do; the brackets of a time without a name count too."""
    styles = [(head, style_of(line, head)) for head, line in heads if not head.bare]
    named = [style for head, style in styles if head.bold_span]
    timed = [style for head, style in styles if head.time_span]
    both = [style for head, style in styles if head.bold_span and head.time_span]
    mark, colon, inside = _usual(((s.mark, s.colon, s.inside) for s in named), ("**", ":", True))
    first, gap = _usual(((s.time_first, s.time_gap) for s in both), (False, " "))
    escaped = _usual((s.escaped for s in timed), default=True)
    return Style(mark, colon, inside, first, gap, escaped)


def _tight(text: str, blocks: Sequence[Block]) -> Iterator[bool]:
    """Tell of each turn whether it follows another paragraph without a blank line."""
    for before, block in pairwise(blocks):
        if before.kind is block.kind is Kind.PARAGRAPH:
            line = _BREAK.split(text[block.start : block.end], maxsplit=1)[0]
            if read_head(line).bold_span:
                yield len(_BREAK.findall(text, before.end, block.start)) < 2


def _loose(text: str, blocks: Sequence[Block]) -> Iterator[bool]:
    for before, block in pairwise(blocks):
        if before.kind in (Kind.HEADING, Kind.UNDERLINED):
            yield len(_BREAK.findall(text, before.end, block.start)) > 1


def _repeats(
    spoken: Sequence[Block], items: Sequence[Item], heads: Sequence[tuple[Head, str]]
) -> Iterator[bool]:
    """Tell of each paragraph that goes on with a speaker whether it has the name again."""
    found = iter(heads)
    named = [
        next(found)[0].bold_span is not None if block.kind is Kind.PARAGRAPH else False
        for block in spoken
    ]
    for (before, item), has_name in zip(pairwise(items), named[1:], strict=True):
        speakers = {x.speaker if isinstance(x, Line) else "" for x in (before, item)}
        if len(speakers) == 1 and "" not in speakers:
            yield has_name


def _with_headings(dialect: MarkdownDialect, text: str, spoken: Sequence[Block]) -> MarkdownDialect:
    forms = Counter(_heading_form(text[b.start : b.end]) for b in spoken if _is_heading(b))
    if not forms:
        return dialect
    level, underline, closing = forms.most_common(1)[0][0]
    return replace(dialect, level=level, underline=underline, closing=closing)


def _is_heading(block: Block) -> bool:
    return block.kind in (Kind.HEADING, Kind.UNDERLINED)


def _heading_form(source: str) -> tuple[int, str, str]:
    lines = _BREAK.split(source)
    if len(lines) > 1:
        return 2, lines[-1].strip()[:1], ""
    opening, _, closing = heading_parts(source)
    return opening.count("#"), "", closing.rstrip(" \t")


def learn_width(paragraphs: Sequence[Sequence[str]]) -> int | None:
    """Find the column at which paragraphs are broken: each line fits, and the next word would not have.

    None where no column explains half of the breaks, or where most long paragraphs are one line.
    """
    bounds: list[tuple[int, int]] = []
    long = 0
    for lines in paragraphs:
        for line, following in pairwise(lines):
            fit = len(line.rstrip(" \t"))
            bounds.append((fit, fit + 1 + len(following.split(" ", 1)[0])))
        long += len(lines) == 1 and len(lines[0]) > _WIDTHS[-1]
    votes = Counter(w for low, high in bounds for w in range(low, high) if w in _WIDTHS)
    if not votes:
        return None
    best = max(votes.values())
    widths = [width for width, count in votes.items() if count == best]
    width = next((usual for usual in _USUAL if usual in widths), min(widths))
    broken = sum(len(lines) > 1 for lines in paragraphs)
    return width if best * 2 >= len(bounds) and broken >= long else None


def _trailing(paragraphs: Sequence[Sequence[str]]) -> Iterator[str]:
    for lines in paragraphs:
        for line in lines[:-1]:
            own = line[len(line.rstrip(" \t")) :]
            yield own if own != "  " else ""
