"""Lengths as files write them: `PT01H05M09S`, `PT1H5M9S`, `PT65M9S`, `1:05:09`; and what `duration` should say."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import partial

from cueline.episode.clock import parse_time
from cueline.episode.fields import set_field
from cueline.episode.proposals import Proposal, Suggestion
from cueline.episode.values import Episode, Line, Value

DURATION = "Duration"
_USUAL = "PT01H05M09S"
_ISO = re.compile(
    r"P(?:(?P<D>\d{1,4})D)?(?:T(?:(?P<H>\d{1,6})H)?(?:(?P<M>\d{1,6})M)?(?:(?P<S>\d{1,9}(?:\.\d+)?)S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class SoundEnd:
    """Where the recording ends, in seconds of the transcript's clock.

    `file`: the sound's name. `offset`: the seconds that were added to the sound's own length. Both are for the
    reason that people read, since nothing is taken from a sound without naming them.
    """

    seconds: float
    file: str = ""
    offset: float = 0.0

    def described(self) -> str:
        """Say where this end is known from."""
        shifted = f", shifted by {self.offset:+g} s" if self.offset else ""
        return f"the length of “{self.file}”{shifted}" if self.file else "the length of the sound"


def parse_duration(text: str) -> float | None:
    """Read `PT01H05M09S`, `PT65M9S` or `1:05:09` as seconds; None if it is neither."""
    match = _ISO.fullmatch(text.strip().upper())
    if match is None or not any(match.groupdict().values()):
        return parse_time(text) if ":" in text else None
    seconds = float(match["S"] or 0)
    whole = int(match["D"] or 0) * 86400 + int(match["H"] or 0) * 3600 + int(match["M"] or 0) * 60
    return whole + (int(seconds) if seconds == int(seconds) else seconds)


def format_duration(seconds: float, like: str = "") -> str:
    """Write a length (rounded down to whole seconds) in the form of `like`; `PT01H05M09S` if that is no length.

    Minutes and seconds of zero are left out (`PT01H28S`) unless `like` has them so, as measured on these files.
    """
    total = math.floor(round(max(0, seconds), 6))
    if ":" in like and parse_time(like) is not None:
        return _with_colons(total, like.strip())
    match = _ISO.fullmatch(like.strip().upper())
    if match is None or match["D"] or not any(match.groupdict().values()):
        match = _ISO.fullmatch(_USUAL)
    return _iso(total, match) if match else _USUAL


def duration_of(ep: Episode) -> float | None:
    """Return the field `duration` in seconds; None where it is missing or not a length."""
    value = ep.fields.get("duration")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value  # what a YAML 1.1 reader makes of a plain 1:05:09
    return parse_duration(value) if isinstance(value, str) else None


def last_start(ep: Episode) -> float | None:
    """Return the latest start in the transcript; None if nothing there has a time."""
    starts = (i.start for i in ep.items if isinstance(i, Line) and i.start is not None)
    return max(starts, default=None)


def propose_duration(ep: Episode, sound: SoundEnd | None = None) -> Proposal:
    """Propose what `duration` should say: up to the end of the sound, else (longer than now only) to the last start."""
    label, old, last = "set the duration", duration_of(ep), last_start(ep)
    length = sound.seconds if sound is not None else last
    known = sound is not None or old is None or (last is not None and old < last)
    if length is None or not known or (old is not None and int(old) == int(length)):
        return Proposal(label, (), lambda _: ep)
    value = ep.fields.get("duration")
    now = format_duration(length, value if isinstance(value, str) else "")
    short = sound is not None and last is not None and sound.seconds < last
    reason = _reason(sound, short=short)
    suggestion = Suggestion(DURATION, "duration", _shown(value), now, reason, on=not short)
    return Proposal.of_steps(
        label, ep, [(suggestion, partial(set_field, path=("duration",), value=now))]
    )


def _reason(sound: SoundEnd | None, *, short: bool) -> str:
    if sound is None:
        return "This is the start of the last line; how long the sound is, is not known."
    if short:
        return f"This is {sound.described()}, but the transcript goes on after it: is it the right sound?"
    return f"This is {sound.described()}."


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def _with_colons(total: int, like: str) -> str:
    fields = like.count(":") + 1
    padded = like.startswith("0")
    if fields == 2 and total < 3600:
        return f"{total // 60:0{2 if padded else 1}d}:{total % 60:02d}"
    return f"{total // 3600:0{2 if padded else 1}d}:{total // 60 % 60:02d}:{total % 60:02d}"


def _iso(total: int, like: re.Match[str]) -> str:
    """Write with long minutes, padding and parts of zero where `like` has them."""
    parts = {unit: like[unit] for unit in "HMS" if like[unit]}
    width = 2 if any(len(part) > 1 and part[0] == "0" for part in parts.values()) else 1
    zeros = {unit for unit, part in parts.items() if float(part) == 0}
    long = "H" not in parts and int(parts.get("M", 0)) >= 60
    minutes, second = divmod(total, 60)
    hours, minutes = (0, minutes) if long else divmod(minutes, 60)
    always = zeros | ({"H"} & parts.keys() if width > 1 else set[str]())
    values = {"H": hours, "M": minutes, "S": second}
    written = [f"{n:0{width}d}{unit}" for unit, n in values.items() if n or unit in always]
    return "PT" + ("".join(written) or "0S")
