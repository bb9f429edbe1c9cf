"""Front matter that does not parse, taken apart by its lines: fields at the margin and items, each for itself."""

# PyYAML's types are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

import yaml
from yaml.events import CollectionStartEvent

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ITEM_KEYS = frozenset(("line", "header", "name"))
KNOWN_KEYS = ITEM_KEYS | {"sec", "time", "who", "startOffset", "endOffset", "url"}
ENTRY = re.compile(
    r"(?P<before>[ \t]*(?:- +)*)(?P<key>[^\W\d][\w.-]{0,60}|'[^']*'|\"[^\"]*\"):(?:(?P<gap>[ \t]+)(?P<value>.*))?\r?$"
)
_DASHED = re.compile(r"(?P<indent>[ \t]*)- +(?P<key>\w+):(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """The lines from `first` to before `last`, from 0, of a field or an item; `indent`: where items of its list begin.

    `kind` is "field", "item" or "stray": lines at the margin that are neither.
    """

    first: int
    last: int
    kind: str
    indent: int


def indent_of(line: str) -> int:
    """Return how many spaces and tabs a line begins with."""
    return len(line) - len(line.lstrip(" \t"))


def is_said(line: str) -> bool:
    """Tell whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def dashed_key(line: str) -> str:
    """Return the key after the dash of `- key: …`, "" where there is none."""
    found = _DASHED.match(line)
    return found["key"] if found else ""


def units(lines: Sequence[str], first: int, last: int) -> list[Unit]:
    """Take the lines of some front matter apart; blank lines and comments belong to what stands above them."""
    found: list[Unit] = []
    indent = 0
    for number in range(first, last):
        line = lines[number]
        kind = _kind(line, indent, in_list=bool(found))
        if found and found[-1].kind == "item" and kind in ("field", "stray"):
            kind = "" if _is_inside_item(lines, number, last) else kind
        if kind == "field":
            indent = _list_indent(lines, number + 1, last)
        if kind and not (kind == "stray" and found and found[-1].kind == "stray"):
            found.append(Unit(number, number, kind, indent))
    ends = [*(unit.first for unit in found[1:]), last][: len(found)]
    return [
        Unit(unit.first, end, unit.kind, unit.indent) for unit, end in zip(found, ends, strict=True)
    ]


def _kind(line: str, indent: int, *, in_list: bool) -> str:
    """Return what kind of unit begins with a line, "" where none does."""
    if not is_said(line):
        return ""
    if line.startswith("- ") or line.rstrip() == "-":
        return "item"
    if indent_of(line):
        return "item" if in_list and indent and line.startswith(" " * indent + "- ") else ""
    return "field" if ENTRY.match(line) else "stray"


def _is_inside_item(lines: Sequence[str], number: int, last: int) -> bool:
    """Tell whether a line at the margin belongs to the item above: it is a field of one, or such a field follows."""
    for line in lines[number : min(last, number + 20)]:
        match = ENTRY.match(line)
        if match:
            return match["key"] in KNOWN_KEYS and "-" not in match["before"]
        if line.startswith("-"):
            return False
    return False


def _list_indent(lines: Sequence[str], first: int, last: int) -> int:
    """Return where most items of the list that begins here have their dash."""
    counts: Counter[int] = Counter()
    for number in range(first, last):
        line = lines[number]
        if line[:1].isalpha() and ENTRY.match(line):
            break
        if dashed_key(line) in KNOWN_KEYS:
            counts[indent_of(line)] += 1
        if counts.total() > 50:
            break
    return counts.most_common(1)[0][0] if counts else 0


def parses(text: str) -> bool:
    """Tell whether some lines are a list or a mapping by themselves.

    Looks at the parser's events alone: the composer ends the process where the nesting is deep.
    """
    try:
        found = list(islice(yaml.parse(text, Loader=_Loader), 2, None))
    except (yaml.reader.ReaderError, yaml.MarkedYAMLError):
        return False
    return bool(found) and isinstance(found[0], CollectionStartEvent)


def faulty(lines: Sequence[str], all_units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units that do not parse by themselves, and those with an item beside its list."""
    skip = False
    for unit, following in zip_longest(all_units, all_units[1:]):
        if skip:
            skip = False
            continue
        if _is_whole(lines, unit):
            continue
        skip = (
            following is not None
            and following.kind == "stray"
            and parses("\n".join(lines[unit.first : following.last]))
        )
        if not skip:
            yield unit


def _is_whole(lines: Sequence[str], unit: Unit) -> bool:
    if unit.kind == "stray":
        return False
    return next(misplaced_items(lines, unit), None) is None and parses(
        "\n".join(lines[unit.first : unit.last])
    )


def misplaced_items(lines: Sequence[str], unit: Unit) -> Iterator[int]:
    """Yield the lines on which an item begins that is not where its list has them."""
    for number in range(unit.first, unit.last):
        line = lines[number]
        if indent_of(line) != unit.indent and dashed_key(line) in ITEM_KEYS:
            yield number


@dataclass(slots=True)
class Entry:
    """A key and its value: the lines from `first` to before `last`; `column`: of the key; `start`: of the value."""

    key: str
    first: int
    last: int
    column: int
    start: int

    def value(self, lines: Sequence[str]) -> str:
        """Return the value as it stands, without blank lines and blanks at its end."""
        return "\n".join([lines[self.first][self.start :], *self.further(lines)]).rstrip()

    def further(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of the value after its first one."""
        return list(lines[self.first + 1 : self.last])


def entries(lines: Sequence[str], unit: Unit) -> tuple[list[Entry], list[int]]:
    """Return the keys of a unit with their values, and the lines of it that belong to none."""
    found: list[Entry] = []
    misfits: list[int] = []
    for number in range(unit.first, unit.last):
        line = lines[number]
        now = found[-1] if found else None
        match = ENTRY.match(line)
        if match and _begins_entry(lines, match, now):
            found.append(_entry(match, number))
        elif is_said(line) and now and not _continues(lines, line, now):
            misfits.append(number)
        elif now and is_said(line):
            now.last = number + 1
    return found, misfits


def _entry(match: re.Match[str], number: int) -> Entry:
    start = match.start("value") if match["value"] is not None else match.end("key") + 1
    return Entry(match["key"], number, number + 1, len(match["before"]), start)


def _begins_entry(lines: Sequence[str], match: re.Match[str], now: Entry | None) -> bool:
    if now is None or len(match["before"]) <= now.column:
        return True
    opening = lines[now.first][now.start :].strip()
    return not opening or (match["key"] in KNOWN_KEYS and opening[0] not in "|>")


def _continues(lines: Sequence[str], line: str, now: Entry) -> bool:
    """Tell whether a line can belong to the value of `now`: it is further in, or stands in an open quote."""
    return indent_of(line) > now.column or _is_open(now.value(lines))


def _is_open(value: str) -> bool:
    return value[:1] in ("'", '"') and closing_of(value) is None


def closing_of(value: str) -> int | None:
    """Return where the quote that a value begins with is closed, as YAML reads it; None where it never is."""
    quote, place = value[0], 1
    while place < len(value):
        character = value[place]
        if (character == "\\" and quote == '"') or (
            character == quote and value[place : place + 2] == "''"
        ):
            place += 2
        elif character == quote:
            return place
        else:
            place += 1
    return None
