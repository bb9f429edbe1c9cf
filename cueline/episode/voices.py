"""The voices in imported lines, and which name of the episode each of them is likely to have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cueline.episode.values import Episode, Header, Line

SAMPLE = 6.0
"""Seconds that are heard of a voice."""

_NUMBERED = re.compile(r"(speaker|voice|person|unknown|guest|host)?[ _\-]*\w?\d*", re.IGNORECASE)
"""What programs call speakers that they do not know: `Speaker 1`, `SPEAKER_00`, `A`."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in imported lines.

    `name`: as it is called there ("" for nobody named). `lines`: how many are said by it. `sample`: the longest of
    them that has a time, else the longest. `end`: when the next line begins, in seconds; None where none does.
    """

    name: str
    lines: int
    sample: Line
    end: float | None = None

    @property
    def span(self) -> tuple[float, float] | None:
        """From where to where the voice can be heard, in seconds; None without a time."""
        start = self.sample.start
        if start is None:
            return None
        end = start + SAMPLE
        return start, min(end, self.end) if self.end is not None and self.end > start else end


def voices_in(items: Sequence[Header | Line]) -> tuple[Voice, ...]:
    """Return the voices in the order in which they are first heard."""
    found: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        if isinstance(item, Line):
            found.setdefault(item.speaker, []).append(place)
    return tuple(_voice(items, name, places) for name, places in found.items())


def renamed(items: Iterable[Header | Line], names: Mapping[str, str]) -> tuple[Header | Line, ...]:
    """Return the items with the speakers called by other names; one that is not in `names` keeps its own."""
    return tuple(
        replace(item, speaker=names[item.speaker].strip())
        if isinstance(item, Line) and item.speaker in names
        else item
        for item in items
    )


def names_in(episode: Episode) -> list[str]:
    """Return the names to offer: those who speak, the likeliest first, then the host and the guests."""
    counts: dict[str, int] = {}
    for item in episode.items:
        if isinstance(item, Line) and item.speaker:
            counts[item.speaker] = counts.get(item.speaker, 0) + 1
    names = sorted(counts, key=lambda name: -counts[name])
    for key in ("host", "hosts", "guests"):
        value = episode.fields.get(key)
        for name in value if isinstance(value, tuple) else (value,):
            if isinstance(name, str) and name and name not in counts:
                names.append(name)
    return list(dict.fromkeys(names))


def is_known(name: str, known: Sequence[str]) -> bool:
    """Tell whether a voice's name is one of those that are known, or has one of them as its first name."""
    return _likely(name, known) in known


def likely_names(found: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Return for each voice the name that it is likely to have: one that is known, else its own.

    Where all known names are first names, others are shortened to theirs, as long as no two voices become one.
    """
    own = {name: _likely(name, known) for name in found}
    counts = Counter(own.values())
    return {
        name: likely if counts[likely] == 1 or likely == name else name
        for name, likely in own.items()
    }


def _likely(name: str, known: Sequence[str]) -> str:
    same = next((other for other in known if other.casefold() == name.strip().casefold()), None)
    if same is not None:
        return same
    if not name.strip() or _NUMBERED.fullmatch(name.strip()):
        return name
    first = name.split(maxsplit=1)[0]
    short = (other for other in known if other.split() and _alike(other, name, first))
    shortened = bool(known) and all(len(other.split()) == 1 for other in known)
    return next(short, first if shortened else name)


def _alike(known: str, name: str, first: str) -> bool:
    """Tell whether one of two names is the first name of the other."""
    words = known.split()
    alone = len(words) == 1 or len(name.split()) == 1
    return alone and words[0].casefold() == first.casefold()


def _voice(items: Sequence[Header | Line], name: str, places: Sequence[int]) -> Voice:
    def worth(place: int) -> tuple[bool, int]:
        item = items[place]
        return (item.start is not None, len(item.text)) if isinstance(item, Line) else (False, 0)

    best = max(places, key=worth)
    sample = items[best]
    following = (item.start for item in items[best + 1 :] if isinstance(item, Line))
    end = next((start for start in following if start is not None), None)
    return Voice(name, len(places), sample if isinstance(sample, Line) else Line(""), end)
