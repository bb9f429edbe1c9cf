"""Where the YAML of a file begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cueline.io.passages import passages
from cueline.io.source import BOM, Source

_OPENING = re.compile(r"\A(?P<before>(?:[^\n]{0,60}\n){0,4}?[^\n\w]{0,3}_?)---[ \t]*\r?(?:\n|\Z)")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\r?(?=\n|\Z)")
_MARK = re.compile(r"\n(?:---|\.\.\.)")
_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:(?!__)[\w\"'][^\n]{0,80}?:|\?)(?:\s|\Z)")
_PLAIN_KEY = re.compile(r"[A-Za-z][\w-]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The span of the YAML in a text, in code points; `body` is where the rest begins, `opening` where the `---` is."""

    start: int
    end: int
    body: int
    opening: int


def locate(source: Source) -> FrontMatter | None:
    """Find the front matter; None if there is none. DocumentError if it is opened and never closed.

    A `.yaml` or `.yml` file is YAML from end to end.
    """
    text = source.text
    if source.path.suffix.lower() in (".yaml", ".yml"):
        start = len(BOM) if text.startswith(BOM) else 0
        return FrontMatter(start, len(text), len(text), start)
    opening = _OPENING.match(text)
    if opening is None or not _KEY.match(text, opening.end()):
        return _empty(text, opening)
    closing = _find_closing(text, opening.end())
    if _is_further_down(opening) and not (closing and _PLAIN_KEY.match(text, opening.end())):
        return None
    if closing is None:
        raise source.error(
            opening.end("before"),
            "the front matter begins here and never ends. Put a line with only --- after its last line.",
        )
    body = min(len(text), closing.end() + 1) if closing.end() < len(text) else len(text)
    return FrontMatter(opening.end(), closing.start(), body, opening.end("before"))


def _is_further_down(opening: re.Match[str]) -> bool:
    """Tell whether words stand above the `---`, which then may as well underline a heading, or be a rule."""
    return bool(opening["before"].strip(f"{BOM}_ \t\r\n"))


def _find_closing(text: str, start: int) -> re.Match[str] | None:
    """Find the first line that is only `---` or `...`."""
    for first, last in passages(text, start - 1, len(text)):
        for mark in _MARK.finditer(text, first, last):
            if found := _CLOSING.match(text, mark.start() + 1):
                return found
    return None


def _empty(text: str, opening: re.Match[str] | None) -> FrontMatter | None:
    if opening is None or opening["before"].strip(BOM):
        return None
    closing = _CLOSING.match(text, opening.end())
    if closing is None:
        return None
    return FrontMatter(
        opening.end(), closing.start(), min(len(text), closing.end() + 1), opening.end("before")
    )
