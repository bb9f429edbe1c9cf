"""A fault of a file that does not parse, and the ways to mend it, in whole lines. Lines count from 0 here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Change = tuple[int, int, tuple[str, ...]]
"""First line, the line after the last one, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a fault. `label` has `{}` where "line 41" is to stand; `lines` are those it names.

    `pasted`: the lines that are taken out come back as items.
    """

    label: str
    line: int
    change: Change
    lines: tuple[int, ...] = ()
    pasted: bool = False

    @property
    def named(self) -> tuple[int, ...]:
        """The lines that the label names."""
        first, last, new = self.change
        if self.lines:
            return self.lines
        return tuple(range(first, last)) if not new and last - first > 1 else (self.line,)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `line` and `column` from 0. The first of the fixes is the best."""

    line: int
    column: int
    reason: str
    fixes: tuple[Fix, ...]


def drop(first: int, last: int) -> Change:
    """Take lines out."""
    return first, last, ()


def put(first: int, last: int, lines: Iterable[str]) -> Change:
    """Put lines in the place of others."""
    return first, last, tuple(lines)


def applied(lines: Sequence[str], fixes: Iterable[Fix]) -> list[str]:
    """Return the lines with fixes made; of two that touch the same lines the upper one."""
    found, end = list(lines), 0
    kept: list[Change] = []
    for change in sorted(fix.change for fix in fixes):
        if change[0] >= end:
            kept.append(change)
            end = max(change[1], change[0] + 1)
    for first, last, new in reversed(kept):
        found[first:last] = new
    return found


def label_of(fixes: Iterable[Fix]) -> str:
    """Say what some fixes do, those of one kind together: "Close the quote at the end of lines 41 and 90"."""
    kinds: dict[str, list[int]] = {}
    for fix in fixes:
        kinds.setdefault(fix.label, []).extend(fix.named)
    parts = [label.format(_lines(sorted(set(named)))) for label, named in kinds.items()]
    head = [parts[0], *(part[:1].lower() + part[1:] for part in parts[1:3])]
    return "; ".join(head) + (f"; and {len(parts) - 3} more" if len(parts) > 3 else "")


def _lines(numbers: Sequence[int]) -> str:
    shown = [str(number + 1) for number in numbers]
    if len(shown) == 1:
        return f"line {shown[0]}"
    if len(shown) > 2 and numbers[-1] - numbers[0] == len(shown) - 1:
        return f"lines {shown[0]}–{shown[-1]}"
    if len(shown) > 6:
        return f"{len(shown)} lines from {shown[0]} to {shown[-1]}"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"
