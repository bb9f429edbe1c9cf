"""Markdown, in the form of the transcripts that are kept in Markdown."""

from __future__ import annotations

import json
import re

from cueline.episode import Clock, Episode, Header, Line
from cueline.io.formats.exported import Exported, Options, left_out, one_line, spoken

_SPECIAL = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])|\\$      # a backslash that would escape
      | `                              # code
      | \*(?!\s)|(?<!\s)\*             # emphasis, where it can begin or end
      | (?<![^\W_])_(?!\s)|(?<!\s)_(?![^\W_])
      | ~(?=~)|(?<=~)~                 # struck out
      | <(?=[A-Za-z/!?])               # a tag
      | &(?=\#?\w+;)                   # a character by its name
      | \](?=[(\[:])                   # a link
    """,
    re.VERBOSE,
)
_WHOLE_MARKS = re.compile(
    r"""!?\[[^\[\]\\]*\]\([^()\s\\]+\)                 # a link or a picture
      | `[^`\\]+`                                     # code
      | <(?P<tag>[A-Za-z]\w*)(?:\s[^<>\\]*)?>[^<>\\]*</(?P=tag)>
      | (?<![\w*\\])(?P<stars>\*{1,3})(?![\s*])[^*\\]*(?<![\s*])(?P=stars)(?![\w*])
      | (?<![\w_\\])(?P<under>_{1,3})(?![\s_])[^_\\]*(?<![\s_])(?P=under)(?![\w_])
    """,
    re.VERBOSE,
)
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_TIME_FIRST = re.compile(r"\A\[(?=\(?\d{1,3}:\d\d)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#91;")
_CLOSING_HASHES = re.compile(r"(?:(?<=\s)|\A)#(?=#*\Z)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)])")
_NO_PARAGRAPH = re.compile(
    r"(?:[#>=|~:]|[-+*](?:\s|$|-)|_{2}|\d{1,9}[.)](?:\s|$)|\{[{%:]|!\[|<)"
)  # a list, a quote, a heading, a rule, a table, a placeholder: no speech where a line begins so


class Markdown:
    r"""`## Section` and `**Ana:** \[5:38\] What she says`; further paragraphs of a turn stand alone.

    The title is front matter, so that all headings are sections. What Markdown would take for markup is escaped
    where it would, and nowhere else; a text thus reads as it was, and mostly is written as it was.
    """

    name = "md"
    label = "Markdown"
    suffix = ".md"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the text; SaveError for a transcript without lines."""
        spoken(episode, options)
        clock = Clock(decimals=episode.clock.precision)
        blocks = [_front_matter(episode)]
        before: str | None = None
        for item in episode.items:
            if isinstance(item, Header):
                blocks.append(_heading(item))
                before = None
            elif isinstance(item, Line):
                blocks.append(_turn(item, before, options, clock))
                before = item.speaker
        return Exported("\n\n".join(filter(None, blocks)) + "\n", left_out(episode))


def _front_matter(episode: Episode) -> str:
    title = episode.fields.get("title")
    if not isinstance(title, str):
        return ""
    written = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", one_line(title))
    return f"---\ntitle: {json.dumps(written, ensure_ascii=False)}\n---"


def _heading(header: Header) -> str:
    title = escaped(one_line(header.text))
    return f"## {_CLOSING_HASHES.sub(_backslashed, title)}".rstrip()


def _turn(line: Line, before: str | None, options: Options, clock: Clock) -> str:
    """Return a paragraph, headed by name and time, unless it goes on with the turn `before` and has no time."""
    text = escaped(one_line(line.text))
    goes_on = line.speaker == before and text and not _NO_PARAGRAPH.match(text)
    name = "" if goes_on else escaped(options.name_of(line.speaker))
    time = "" if line.start is None else rf"\[{clock.format(line.start)}\]"
    head = " ".join(filter(None, (f"**{name}:**" if name else "", time)))
    if head:
        return f"{head} {text}".rstrip()
    return as_paragraph(text)


def as_paragraph(text: str) -> str:
    """Return a text that has nothing before it so that it opens no list, quote or heading."""
    if not _NO_PARAGRAPH.match(text):
        return text
    number = _NUMBER.match(text)
    digits = number[0] if number else ""
    return f"{digits}\\{text[len(digits) :]}"


def escaped(text: str) -> str:
    """Return the text so that Markdown shows it as it is."""
    return _TIME_FIRST.sub("&#91;", _SPECIAL.sub(_backslashed, text), count=1)


def plainly_escaped(text: str) -> str:
    """Return the text so that loose marks show as they are, while whole links, tags, code and emphasis stay such."""
    whole = [found.span() for found in _WHOLE_MARKS.finditer(text)]

    def escape(found: re.Match[str]) -> str:
        inside = any(first <= found.start() < last for first, last in whole)
        return found[0] if inside else _backslashed(found)

    return _TIME_FIRST.sub("&#91;", _SPECIAL.sub(escape, text), count=1)


def unescaped(text: str) -> str:
    """Return what Markdown shows for a text with escapes; marks that are none stay."""
    return _ESCAPED.sub(lambda found: found[1] or "[", text)


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
