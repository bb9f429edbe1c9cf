r"""The heads of turns in Markdown transcripts: `**Ana:** \[5:38\]`, `[00:05:38] **Ana**:`, `\[5:38\]` alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TIME_FORM = (
    r"(?:(?P<escaped>\\)\[|(?P<plain>\[))(?P<label>(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2,3}(?:\.[0-9]{1,6})?)"
    r"(?:(?(escaped)\\\])(?(plain)\](?![(\[:])))"
)
_NAME_FORM = (
    r"(?P<mark>\*\*|__)(?P<name>(?![\s*_])(?:(?!\*\*|__)[^\r\n]){0,99}?[^\s:\N{FULLWIDTH COLON}*_\\]"
    r"|[^\s:\N{FULLWIDTH COLON}*_\\])"
    r"(?:(?P<inside>[ \t]?[:\N{FULLWIDTH COLON}])(?P=mark)|(?P=mark)(?P<after>[ \t]?[:\N{FULLWIDTH COLON}]))"
)
_TIME, _NAME = re.compile(_TIME_FORM), re.compile(_NAME_FORM)
_TURN = re.compile(rf" {{0,3}}(?:{_TIME_FORM}[ \t]*)?{_NAME_FORM}")
_SPACE = re.compile(r"[ \t]*")
_INDENT = re.compile(r" {0,3}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes a head. `colon` is what stands for it, `inside` the bold or behind it.

    `time_first`: the time stands before the name; `time_gap` between the two. `escaped`: the brackets are.
    """

    mark: str = "**"
    colon: str = ":"
    inside: bool = True
    time_first: bool = False
    time_gap: str = " "
    escaped: bool = True

    def name(self, name: str) -> str:
        """Write a name, bold, with its colon."""
        if self.inside:
            return f"{self.mark}{name}{self.colon}{self.mark}"
        return f"{self.mark}{name}{self.mark}{self.colon}"

    def time(self, label: str) -> str:
        """Write a time in brackets."""
        return rf"\[{label}\]" if self.escaped else f"[{label}]"

    def head(self, name: str, label: str) -> str:
        """Write a head of a name, a time, or both; "" of neither."""
        pieces = [self.name(name) if name else "", self.time(label) if label else ""]
        if self.time_first:
            pieces.reverse()
        return (self.time_gap if all(pieces) else "").join(pieces)


@dataclass(frozen=True, slots=True)
class Head:
    """What a source line opens with: the name and the label, and where in the line they stand.

    `name_span` and `label_span` are the values alone, `bold_span` and `time_span` all that is written for them; None
    if there is none. `end` is where the head ends, `text` where what is said begins.
    """

    name: str
    label: str
    name_span: tuple[int, int] | None
    bold_span: tuple[int, int] | None
    label_span: tuple[int, int] | None
    time_span: tuple[int, int] | None
    start: int
    end: int
    text: int

    @property
    def bare(self) -> bool:
        """Whether there is neither name nor time."""
        return self.bold_span is None and self.time_span is None


def read_head(line: str) -> Head:
    """Read what the first source line of a paragraph opens with."""
    start = place = _past(_INDENT, line, 0)
    early = _TIME.match(line, place)
    gap = _past(_SPACE, line, early.end()) if early else place
    bold = _NAME.match(line, gap)
    place = bold.end() if bold else early.end() if early else start
    late = _TIME.match(line, _past(_SPACE, line, place)) if bold and not early else None
    time, end = early or late, late.end() if late else place
    return Head(
        bold["name"] if bold else "", time["label"] if time else "",
        bold.span("name") if bold else None, bold.span() if bold else None,
        time.span("label") if time else None, time.span() if time else None,
        start, end, _past(_SPACE, line, end),
    )  # fmt: skip


def opens_turn(line: str) -> bool:
    """Tell whether a source line opens with a name, and so begins a turn wherever it stands."""
    return not line[:1].isalnum() and _TURN.match(line) is not None


def style_of(line: str, head: Head) -> Style:
    """Tell how the head of a line is written; the defaults for what it does not have."""
    style, time = Style(), head.time_span
    if head.bold_span and head.name_span:
        mark = line[head.bold_span[0] : head.name_span[0]]
        rest = line[head.name_span[1] : head.bold_span[1]]
        colon = rest.replace(mark, "")
        style = replace(style, mark=mark, colon=colon, inside=rest.endswith(mark))
    if time:
        style = replace(style, escaped=line[time[0]] == "\\")
    if head.bold_span and time:
        first, second = sorted((head.bold_span, time))
        style = replace(style, time_first=first == time, time_gap=line[first[1] : second[0]])
    return style


def _past(pattern: re.Pattern[str], line: str, place: int) -> int:
    found = pattern.match(line, place)
    return found.end() if found else place
