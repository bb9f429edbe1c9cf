r"""The blocks of a Markdown text: headings, paragraphs of speech, and what is neither.

CommonMark, as far as where blocks begin and end, with what static sites add: Liquid tags, attribute lists, tables,
footnotes. One thing is added for transcripts: a source line that opens with a turn head (`**Ana:**`) begins a
paragraph of its own, with a blank line before it or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cueline.io.markdown.heads import opens_turn

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}>")
_ITEM = re.compile(r"(?P<indent> {0,3})(?P<mark>[-+*]|(?P<number>\d{1,9})[.)])(?P<gap>[ \t]+|$)")
_HTML_SPAN = (
    (re.compile(r" {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE),
     re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)),
    (re.compile(r" {0,3}<!--"), re.compile("-->")),
    (re.compile(r" {0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r" {0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r" {0,3}<![A-Za-z]"), re.compile(">")),
    (re.compile(r" {0,3}\{%(?!.*%\})"), re.compile(r"%\}")),
)  # fmt: skip
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    r"|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html"
    r"|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary"
    r"|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|/?>|$)",
    re.IGNORECASE,
)
_HTML_TAG = re.compile(
    r" {0,3}(?:</[A-Za-z][\w-]*\s*>|<[A-Za-z][\w-]*(?:\s+[\w:.@-]+(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*"
    r"\s*/?>)[ \t]*$"
)
_ALONE = re.compile(
    r"""[ ]{0,3}(?:
      !\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])(?:\{:?[^}]*\})?   # an image
      | \[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)                     # one that is a link
      | \{%.*%\} | \{\{.*\}\} | \{:.*\}                         # a tag of Liquid, attributes of kramdown
      | <(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|[^\s<>@]+@)[^\s<>]*>                # an address by itself
      | \[\[?toc\]\]? | \[TOC\]
    )[ \t]*$""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r" {0,3}(?:\[\^[^\]]+\]:|\*\[[^\]]+\]:|\[(?:[^\]\\]|\\.)+\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?[ \t]*$)"
)
_TABLE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)+$")
_CODE = re.compile(r"(?: {4}| {0,3}\t)")
_BLANK = re.compile(r"[ \t]*$")


class Kind(Enum):
    """What a block is to a transcript."""

    HEADING = "heading"
    UNDERLINED = "heading with a line below it"
    PARAGRAPH = "paragraph"
    OTHER = "no speech"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind, and where it stands, from the start of its first line to the end of its last."""

    kind: Kind
    start: int
    end: int


def find_blocks(text: str, start: int) -> Iterator[Block]:
    """Find the blocks of `text` from `start` on, in order; blank lines are in none. Line ends are left out."""
    return _Scanner(text, start).blocks()


def heading_parts(line: str) -> tuple[str, str, str]:
    """Return what stands before the title of a heading, the title, and what stands behind it."""
    opening = _HEADING.match(line)
    start = opening.end() if opening else 0
    rest = line[start:].rstrip(" \t")
    title = rest.rstrip("#")
    if title != rest and title and title[-1] not in " \t":
        title = rest
    title = title.rstrip(" \t")
    return line[:start], title, line[start + len(title) :]


def is_underline(line: str) -> bool:
    """Tell whether a line makes a heading of a paragraph above it."""
    return bool(_UNDERLINE.match(line))


def is_speech(line: str) -> bool:
    """Tell whether a paragraph of speech can begin with the line."""
    return not (_BLANK.match(line) or _CODE.match(line)) and (
        opens_turn(line) or not (_interrupts(line) or _begins_other(line))
    )


def _interrupts(line: str) -> bool:
    """Tell whether a line ends the paragraph above it, by what it opens."""
    if _begins_with_letter(line):
        return False
    item = _ITEM.match(line)
    if item is not None and item.end() < len(line) and item["number"] in (None, "1"):
        return True
    return any(
        known.match(line) for known in (_HEADING, _FENCE, _RULE, _QUOTE, _HTML_BLOCK, _ALONE)
    ) or any(opening.match(line) for opening, _ in _HTML_SPAN)


def _begins_other(line: str) -> bool:
    """Tell whether a line, where no paragraph stands above it, begins something that only then can begin."""
    if _begins_with_letter(line):
        return False
    known = (_ITEM, _HTML_TAG, _DEFINITION)
    return any(pattern.match(line) for pattern in known) or line.lstrip().startswith("|")


def _begins_with_letter(line: str) -> bool:
    """Tell at a glance that a line opens nothing; most lines are so."""
    return line[:1].isalpha()


class _Scanner:
    """Goes through the lines of a text once."""

    def __init__(self, text: str, start: int) -> None:
        self._lines: list[tuple[int, str]] = []
        place = start
        while place < len(text):
            line = _LINE.match(text, place)
            if line is None:
                break
            self._lines.append((place, line[1]))
            place = line.end()
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        """Find all blocks."""
        while self._at < len(self._lines):
            if _BLANK.match(self._line):
                self._at += 1
                continue
            first = self._at
            kind = self._kind()
            start, (end, last) = self._lines[first][0], self._lines[self._at - 1]
            yield Block(kind, start, end + len(last))

    @property
    def _line(self) -> str:
        return self._lines[self._at][1]

    @property
    def _more(self) -> bool:
        return self._at < len(self._lines)

    def _kind(self) -> Kind:
        """Go past the block that begins here, and say what it is."""
        line = self._line
        if opens_turn(line):
            return self._paragraph()
        if _CODE.match(line):
            return self._while(lambda at: bool(_CODE.match(at)), blanks=True)
        if _HEADING.match(line):
            self._at += 1
            return Kind.HEADING
        if fence := _FENCE.match(line):
            return self._fenced(fence[1])
        if _RULE.match(line) or _ALONE.match(line):
            self._at += 1
            return Kind.OTHER
        return self._container(line)

    def _container(self, line: str) -> Kind:
        if _QUOTE.match(line):
            return self._while(lambda at: bool(_QUOTE.match(at)) or not self._ends_lazy(at))
        if item := _ITEM.match(line):
            return self._list(item)
        for opening, closing in _HTML_SPAN:
            if opening.match(line):
                return self._until(closing)
        if _HTML_BLOCK.match(line) or _HTML_TAG.match(line):
            return self._while(lambda at: not opens_turn(at))
        if _DEFINITION.match(line):
            self._at += 1
            return Kind.OTHER
        if line.lstrip().startswith("|") or self._table_follows():
            return self._while(lambda at: not (opens_turn(at) or _interrupts(at)))
        return self._paragraph()

    def _table_follows(self) -> bool:
        following = self._lines[self._at + 1][1] if self._at + 1 < len(self._lines) else ""
        return "|" in self._line and "|" in following and bool(_TABLE.match(following))

    def _paragraph(self) -> Kind:
        turn = opens_turn(self._line)
        self._at += 1
        while self._more:
            line = self._line
            if _UNDERLINE.match(line) and not turn:
                self._at += 1
                return Kind.UNDERLINED
            ends = _BLANK.match(line) or opens_turn(line) or _interrupts(line)
            if ends or self._table_follows():
                break
            self._at += 1
        return Kind.PARAGRAPH

    def _ends_lazy(self, line: str) -> bool:
        """Tell whether a line cannot go on with a paragraph inside a list or a quote."""
        return opens_turn(line) or (_interrupts(line) and not _QUOTE.match(line))

    def _while(self, belongs: Callable[[str], bool], *, blanks: bool = False) -> Kind:
        """Go on while lines belong; to the next blank line, or past blank lines that more follows."""
        end = self._at = self._at + 1
        while self._more and (belongs(self._line) or (blanks and _BLANK.match(self._line))):
            if _BLANK.match(self._line) and not blanks:
                break
            self._at += 1
            end = end if _BLANK.match(self._lines[self._at - 1][1]) else self._at
        self._at = end
        return Kind.OTHER

    def _until(self, closing: re.Pattern[str]) -> Kind:
        while self._more:
            self._at += 1
            if closing.search(self._lines[self._at - 1][1]):
                break
        while _BLANK.match(self._lines[self._at - 1][1]):
            self._at -= 1
        return Kind.OTHER

    def _fenced(self, mark: str) -> Kind:
        closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
        self._at += 1
        return self._until(closing) if self._more else Kind.OTHER

    def _list(self, item: re.Match[str]) -> Kind:
        """Go past a list: its items, what is indented below them, and the lines that go on with their text."""
        inner = len(item["indent"]) + 2
        first = end = self._at
        blank = False
        while self._more:
            line = self._line
            if _BLANK.match(line):
                blank = True
                self._at += 1
                continue
            if self._at > first and not self._in_list(line, inner, blank):
                break
            blank = False
            fence = _FENCE.match(_content(line))
            end = self._at = self._past_inner_fence(fence[1], inner) if fence else self._at + 1
        self._at = end
        return Kind.OTHER

    def _in_list(self, line: str, inner: int, blank: bool) -> bool:
        width = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        if width >= inner:
            return True
        if _RULE.match(line) or opens_turn(line):
            return False
        return bool(_ITEM.match(line)) or not (blank or self._ends_lazy(line))

    def _past_inner_fence(self, mark: str, inner: int) -> int:
        """Return where a fence in a list ends: at its closing line, or where the list does."""
        place = self._at + 1
        while place < len(self._lines):
            line = self._lines[place][1]
            if not _BLANK.match(line) and not line.startswith((" " * inner, "\t")):
                return place
            place += 1
            if line.strip().startswith(mark) and not line.strip().strip(mark[0]):
                return place
        return place


def _content(line: str) -> str:
    """Return what a line of a list says, without its marks."""
    text = line.lstrip(" ")
    while item := _ITEM.match(text):
        text = text[item.end() :] if item.end() else ""
    return text
