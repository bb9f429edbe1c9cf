"""Rules about when lines start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cueline.episode import edits
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found
from cueline.episode.clock import parse_time
from cueline.episode.values import EditError, Episode, Line

_LABEL = re.compile(r"(?:\d{1,3}:[0-5]\d|\d{1,2}:[0-5]\d:[0-5]\d)(?:\.\d{1,6})?", re.ASCII)
_LOOSE_LABEL = re.compile(r"\D*(\d{1,3})\D{1,3}(\d{2})\D*", re.ASCII)
_FEW = 3


def missing_time(case: Case) -> Iterator[Found]:
    """Find lines without a start that do not go on with the turn of the line before.

    Nothing is said of a transcript that has hardly any times.
    """
    if not case.keeps_times:
        return
    before: Line | None = None
    start: float | None = None
    for place, line in case.lines:
        above, before = before, line
        start = line.start if line.start is not None else start
        if line.start is not None or case.goes_on(line, above):
            continue
        fixes = () if start is None else (_retimed(case, place, line, start, "as the line before"),)
        yield Found("The line has no time.", place, fixes, f"{line.speaker} {line.text}")


def time_mismatch(case: Case) -> Iterator[Found]:
    """Find lines whose `time` and `sec` differ."""
    for place, line, start in case.timed:
        said = parse_time(line.label) if line.label else None
        if said is None or _same(line.label, said, start):
            continue
        fixes = (
            _retimed(case, place, line, start, f"as “sec” says, {start:g}"),
            _retimed(case, place, line, said, f"as “time” says, {line.label}"),
        )
        message = f"“time” says {line.label}, but “sec” says {start:g} ({case.time(start)})."
        yield Found(message, place, fixes, f"{line.label} {start:g}")


def time_malformed(case: Case) -> Iterator[Found]:
    """Find times that are not written as `5:38`, `62:23` or `1:02:23`."""
    for place, line in case.lines:
        if not line.label or _LABEL.fullmatch(line.label.strip()):
            continue
        start = line.start if line.start is not None else _guessed(line.label)
        fixes = () if start is None else (_relabelled(case, place, line, start),)
        message = f"“{line.label}” is not a time such as 5:38 or 1:02:23."
        yield Found(message, place, fixes, line.label)


def time_backwards(case: Case) -> Iterator[Found]:
    """Find lines that start before the previous start."""
    for at, ((_, _, before), (place, line, start)) in enumerate(pairwise(case.timed)):
        if start < before:
            message = f"The line starts at {case.time(start)}, before the one above it ({case.time(before)})."
            fixes = tuple(_digits_mended(case, at))[:_FEW]
            yield Found(message, place, fixes, f"{before:g} {start:g} {line.label}")


def time_jump(case: Case) -> Iterator[Found]:
    """Find lines that start long after the previous start."""
    for (_, _, before), (place, _, start) in pairwise(case.timed):
        if start - before > case.settings.jump:
            far = case.time(start - before)
            message = f"The line starts {far} after the one above it, at {case.time(start)}."
            yield Found(message, place, (), f"{before:g} {start:g}")


def _same(label: str, said: float, start: float) -> bool:
    """Compare as finely as the label is written: `5:38` is also said of 338.4."""
    fraction = label.partition(".")[2]
    units = 10 ** len(fraction) if fraction.isdigit() else 1
    return int(round(said * units, 6)) == int(round(start * units, 6))


def _retimed(case: Case, place: int, line: Line, seconds: float, why: str) -> Fix:
    label = f"Let it start at {case.time(seconds)}" + (f", {why}" if why else "")
    return Fix(label, _Start(place, line, seconds))


@dataclass(frozen=True, slots=True)
class _Start:
    """Let a line start at another time, unless it changed meanwhile. There may be very many: they take little room."""

    index: int
    was: Line
    seconds: float

    def __call__(self, ep: Episode) -> Episode:
        item = ep.items[self.index] if 0 <= self.index < len(ep.items) else None
        was = self.was.start, self.was.label
        if not isinstance(item, Line) or (item.start, item.label) != was:
            raise EditError("The line has changed meanwhile.")
        return edits.retime(ep, self.index, self.seconds)


def _relabelled(case: Case, place: int, line: Line, seconds: float) -> Fix:
    return Fix(f"Write {case.time(seconds)}", _Label(place, line, seconds))


@dataclass(frozen=True, slots=True)
class _Label(_Start):
    """Write the time of a line anew, which an edit of its start would leave as it is."""

    def __call__(self, ep: Episode) -> Episode:
        retimed = _Start.__call__(self, ep)
        start, label = ep.clock.round(self.seconds), ep.clock.format(self.seconds)
        line = replace(self.was, start=start, label=label)
        return retimed.with_range(self.index, self.index + 1, (line,))


def _guessed(label: str) -> float | None:
    """Return the seconds of a time with another sign than a colon in it; None if it cannot be told."""
    found = _LOOSE_LABEL.fullmatch(label)
    return parse_time(f"{found[1]}:{found[2]}") if found else None


def _digits_mended(case: Case, at: int) -> Iterator[Fix]:
    """Give the ways to put two starts in order by one digit: of the later line, or of the one above it."""
    for number in (at + 1, at):
        low = case.timed[number - 1][2] if number else 0.0
        high = case.timed[number + 1][2] if number + 1 < len(case.timed) else None
        place, line, start = case.timed[number]
        for seconds in _one_digit_off(case.time(start)):
            if low <= seconds and (high is None or seconds <= high):
                yield _retimed(case, place, line, seconds, f"one digit off from {case.time(start)}")


def _one_digit_off(label: str) -> Iterator[float]:
    for place, sign in enumerate(label):
        for digit in "0123456789":
            if sign.isdigit() and digit != sign:
                seconds = parse_time(label[:place] + digit + label[place + 1 :])
                if seconds is not None:
                    yield seconds
