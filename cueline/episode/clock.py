"""Times as people and files write them: `5:38`, `62:23`, `1:02:23.5`."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_TIME = re.compile(
    r"(?:(?:(\d{1,9}):)?(\d{1,9}):)?(\d{1,9})(?:\.(\d+))?", re.ASCII
)  # nobody records for longer, and Python refuses to read numbers of thousands of digits

_SHIFT = re.compile(r"\s*([+\-\N{MINUS SIGN}])\s*(\S+)\s*")


@dataclass(frozen=True, slots=True)
class Clock:
    """A file's way of writing times.

    `hours`: from one hour on, three fields (`1:02:23`) instead of long minutes (`62:23`). `fields`: the least
    number of fields. `padded`: the first field has two digits. `decimals`: digits after the second in labels;
    `precision`: digits after the second that the file's starts have (0: whole seconds, rounded down).
    `labels`: the file writes times at all, beside the seconds. `exact`: labels alone tell the starts, so a start with
    a fraction is written with it.
    """

    hours: bool = True
    fields: int = 2
    padded: bool = False
    decimals: int = 0
    precision: int = 0
    labels: bool = True
    exact: bool = False

    def format(self, seconds: float) -> str:
        """Write `seconds` (not negative) as this file does; rounded down to what it writes."""
        whole, tail = (
            (seconds, "") if isinstance(seconds, int) and not self.decimals else self._cut(seconds)
        )
        minutes, second = divmod(whole, 60)
        if self.fields > 2 or (self.hours and minutes >= 60):
            hour, minute = divmod(minutes, 60)
            first = f"{hour:02d}" if self.padded else hour
            return f"{first}:{minute:02d}:{second:02d}{tail}"
        first = f"{minutes:02d}" if self.padded else minutes
        return f"{first}:{second:02d}{tail}"

    def _cut(self, seconds: float) -> tuple[int, str]:
        """Return the whole seconds, and the fraction as it is written, "" for none."""
        decimals = (
            max(self.decimals, _decimals(f"{seconds % 1:.6f}".rstrip("0")))
            if self.exact
            else self.decimals
        )
        units = 10**decimals
        ticks = (
            seconds * units if isinstance(seconds, int) else math.floor(round(seconds * units, 6))
        )
        whole, fraction = divmod(ticks, units)
        return whole, f".{fraction:0{decimals}d}" if decimals else ""

    def round(self, seconds: float) -> float:
        """Round `seconds` down to what the file can hold: an int where it has whole seconds."""
        if not self.precision:
            return math.floor(round(seconds, 6))
        units = 10**self.precision
        value = math.floor(round(seconds * units, 6)) / units
        return int(value) if value == int(value) else value


def parse_time(text: str) -> float | None:
    """Read `5:38`, `62:23`, `1:02:23.5` or `338` as seconds; None if it is none of these. Minutes may pass 59."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, second, fraction = match[1], match[2], match[3], match[4]
    if minutes is not None and (len(second) > 2 or int(second) > 59):
        return None
    if hours is not None and minutes is not None and (len(minutes) > 2 or int(minutes) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(second)
    return whole if fraction is None else float(f"{whole}.{fraction}")


def parse_entry(text: str, current: float | None) -> float | None:
    """Read what a person types into a time cell: a time, or `+2` / `-0.5` from `current`; None if not understood.

    The result is in seconds and never negative.
    """
    shift = _SHIFT.fullmatch(text)
    if shift is None:
        return parse_time(text)
    seconds = parse_time(shift[2])
    if seconds is None or current is None:
        return None
    moved = current + seconds if shift[1] == "+" else current - seconds
    return moved if moved >= 0 else None


def format_span(seconds: float) -> str:
    """Write a length for people: `3:12`, `1:02:23`, `0.4`."""
    return Clock().format(max(0.0, seconds))


def learn_clock(times: Iterable[tuple[float | None, str, str]]) -> Clock:
    """Find the clock of a file from its lines' start, label, and the source of their seconds ("" if none)."""
    votes: Counter[tuple[int, bool, int]] = Counter()
    long: Counter[bool] = Counter()
    precision, labelled, unlabelled = 0, 0, 0
    for start, label, seconds in times:
        if seconds:
            precision = max(precision, _decimals(seconds))
        labelled, unlabelled = (
            labelled + bool(label),
            unlabelled + (not label and start is not None),
        )
        if ":" not in label or parse_time(label) is None:
            continue
        parts, decimals = label.split(".")[0].split(":"), _decimals(label)
        precision = max(precision, decimals)
        if (start or 0) >= 3600:
            long[len(parts) == 3] += 1
        if len(parts[0]) > 1 and parts[0][0] == "0":
            votes[len(parts), True, decimals] += 1
        elif len(parts[0]) == 1:
            padded_hours = len(parts) == 3 and int(parts[0]) == 0
            votes[3 if padded_hours else 2, False, decimals] += 1
    fields, padded, decimals = votes.most_common(1)[0][0] if votes else (2, False, 0)
    hours = long[True] >= long[False]
    return Clock(hours, fields, padded, decimals, precision, labelled >= unlabelled)


def _decimals(text: str) -> int:
    whole, dot, fraction = text.partition(".")
    return len(fraction) if dot and fraction.isdigit() and whole else 0
