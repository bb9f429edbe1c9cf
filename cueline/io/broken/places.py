"""Where front matter that does not parse is truly wrong, and what can be done about each fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cueline.io.broken.faults import Fault, Fix, drop, put
from cueline.io.broken.quotes import quoted_otherwise, unquoted
from cueline.io.broken.units import (
    KNOWN_KEYS,
    Entry,
    Unit,
    dashed_key,
    entries,
    indent_of,
    is_said,
    misplaced_items,
    parses,
)

_SPECIAL = "*&@%`[{!|>}],#"
_TIMELIKE = re.compile(r"\[?\(?\d{1,3}:\d\d(?::\d\d)?\)?\]?\s*")


def faults_of(lines: Sequence[str], unit: Unit, *, twin: bool) -> Iterator[Fault]:
    """Yield the faults of a unit that does not parse, each with ways to mend it; `twin`: the same stands above it."""
    if twin:
        yield _repeated(unit)
        return
    if unit.kind == "stray":
        yield from _stray(lines, unit)
        return
    tabs = [n for n in range(unit.first, unit.last) if "\t" in lines[n][: indent_of(lines[n])]]
    if tabs:
        yield _tabs(lines, unit, tabs)
        return
    items = list(misplaced_items(lines, unit))
    if items:
        yield _misplaced_item(lines, unit, items[0])
        return
    found, misfits = entries(lines, unit)
    keys = list(_misplaced_keys(lines, unit, found))
    yield from keys
    for entry in found:
        if not parses(_alone(lines, entry)):
            yield from _value(lines, entry)
    if not keys:
        yield from (_misfit(lines, number, unit) for number in misfits)


def _alone(lines: Sequence[str], entry: Entry) -> str:
    first = " " * entry.column + lines[entry.first][entry.column :]
    return "\n".join([first, *entry.further(lines)])


def _repeated(unit: Unit) -> Fault:
    return Fault(
        unit.first,
        0,
        "this stands here twice, next to each other. Take the broken one out",
        (Fix("Take out {}, which stands there twice", unit.first, drop(unit.first, unit.last)),),
    )


# ---------------------------------------------------------------------------------- lines


def _stray(lines: Sequence[str], unit: Unit) -> Iterator[Fault]:
    last = max(n for n in range(unit.first, unit.last) if is_said(lines[n])) + 1
    pasted = _pasted(lines, unit.first, last)
    if pasted:
        yield Fault(
            unit.first,
            0,
            "here stands a raw transcript (a time, a name, a text), pasted in between. Make items of it",
            (pasted, *_unwanted(lines, unit.first, last)),
        )
        return
    yield Fault(
        unit.first,
        0,
        "this line is neither an item nor a field (name: value). Take it out, or make it part of the text above",
        (*_unwanted(lines, unit.first, last), _joined(lines, unit.first, last, 4)),
    )


def _pasted(lines: Sequence[str], first: int, last: int) -> Fix | None:
    if not _TIMELIKE.fullmatch(lines[first]):
        return None
    named = tuple(range(first, last))
    taken = drop(first, _with_blank_lines(lines, last))
    return Fix("Make items of the raw transcript in {}", first, taken, named, pasted=True)


def _with_blank_lines(lines: Sequence[str], last: int) -> int:
    while last < len(lines) and not lines[last].strip():
        last += 1
    return last


def _unwanted(lines: Sequence[str], first: int, last: int) -> tuple[Fix, Fix]:
    remarks = [f"# {line}" if line.strip() else line for line in lines[first:last]]
    named = tuple(range(first, last))
    return (
        Fix("Take out {}", first, drop(first, last)),
        Fix("Keep {} as a remark (# in front)", first, put(first, last, remarks), named),
    )


def _joined(lines: Sequence[str], first: int, last: int, indent: int) -> Fix:
    moved = [" " * indent + line.lstrip(" \t") for line in lines[first:last]]
    named = tuple(range(first, last))
    return Fix("Make {} part of the text above", first, put(first, last, moved), named)


def _misfit(lines: Sequence[str], number: int, unit: Unit) -> Fault:
    fixes = _unwanted(lines, number, number + 1)
    joined = _joined(lines, number, number + 1, unit.indent + 4)
    return Fault(
        number,
        indent_of(lines[number]),
        "this line is neither a field (name: value) nor further in than the text above, to which it would belong then. "
        "Move it in, or take it out",
        (joined, *fixes),
    )


def _tabs(lines: Sequence[str], unit: Unit, tabs: list[int]) -> Fault:
    def spaced(number: int) -> str:
        rest = lines[number].lstrip(" \t")
        return " " * _expected(rest, unit) + rest

    fixed = [spaced(n) if n in tabs else lines[n] for n in range(tabs[0], tabs[-1] + 1)]
    return Fault(
        tabs[0],
        lines[tabs[0]].index("\t"),
        "the line begins with a tab, which YAML does not take. Replace the tab by spaces",
        (
            Fix(
                "Replace the tabs by spaces in {}", tabs[0], put(tabs[0], tabs[-1] + 1, fixed),
                tuple(tabs),
            ),
        ),
    )  # fmt: skip


def _expected(rest: str, unit: Unit) -> int:
    """Return how far in a line should begin: an item, a field of one, or more of a text."""
    if dashed_key(rest):
        return unit.indent
    key = rest.partition(":")[0]
    return unit.indent + (2 if key in KNOWN_KEYS or unit.kind == "field" else 4)


def _misplaced_item(lines: Sequence[str], unit: Unit, first: int) -> Fault:
    end = first + 1
    while end < unit.last and not dashed_key(lines[end]):
        end += 1
    moved = [_moved(lines[n], unit) for n in range(first, end)]
    return Fault(
        first,
        indent_of(lines[first]),
        "this item does not begin where the others of the list do. Move it to where they begin",
        (Fix("Move the item in {} to where the others begin", first, put(first, end, moved)),),
    )


def _moved(line: str, unit: Unit) -> str:
    rest = line.lstrip(" \t")
    key = dashed_key(rest) or rest.partition(":")[0]
    fits = indent_of(line) > unit.indent + 2 and key not in KNOWN_KEYS
    return line if fits or not rest.strip() else " " * _expected(rest, unit) + rest


def _misplaced_keys(lines: Sequence[str], unit: Unit, found: Sequence[Entry]) -> Iterator[Fault]:
    """Yield the keys of an item that do not stand below its first one."""
    if unit.kind != "item" or not found:
        return
    right = found[0].column
    for entry in found[1:]:
        if entry.column == right or entry.key not in KNOWN_KEYS:
            continue
        line = " " * right + lines[entry.first].lstrip(" ")
        yield Fault(
            entry.first,
            entry.column,
            f"“{entry.key}” does not begin where the other fields of the item do. Move it below them",
            (
                Fix("Indent {} like the other fields of the item", entry.first,
                    put(entry.first, entry.first + 1, [line])),
            ),
        )  # fmt: skip


# --------------------------------------------------------------------------------- values


def _value(lines: Sequence[str], entry: Entry) -> Iterator[Fault]:
    value = entry.value(lines)
    if value[:1] in ("'", '"'):
        yield from quoted_otherwise(lines, entry, value)
        return
    place = _why_not_plain(value)
    if place is None:
        return
    before = value[:place]
    line = entry.first + before.count("\n")
    column = place + entry.start if line == entry.first else place - before.rfind("\n") - 1
    what = (
        "a text with “: ” in it" if value[place] == ":" else f"a text that begins with {value[0]}"
    )
    yield Fault(line, column, f"{what} has to stand in quotes", unquoted(lines, entry, value))


def _why_not_plain(value: str) -> int | None:
    if value[:1] and value[0] in _SPECIAL:
        return 0
    found = re.search(r":(?=\s|\Z)", value)
    return found.start() if found else None


def end_of_front_matter(lines: Sequence[str], all_units: Sequence[Unit]) -> int:
    """Return the line before which a lost closing `---` would stand: after the last item or field."""
    end = all_units[0].first if all_units else 1
    for unit in all_units:
        if not _is_front(lines, unit) and not lines[unit.first - 1].strip():
            break
        end = unit.last
    while end > 1 and not is_said(lines[end - 1]):
        end -= 1
    return end


def _is_front(lines: Sequence[str], unit: Unit) -> bool:
    line = lines[unit.first]
    if unit.kind == "item":
        return dashed_key(line) != ""
    return unit.kind == "field" and (line[:1].islower() or line[:1] == "_")
