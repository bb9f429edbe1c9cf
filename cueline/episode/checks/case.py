"""An episode laid out for the rules: what several of them ask for is found once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cueline.episode.checks.problem import Settings, SourceFact
from cueline.episode.durations import SoundEnd
from cueline.episode.questions import guests, hosts, plain_name
from cueline.episode.values import Clip, Episode, Header, Item, Line

_MAIN = 2
_MANY = 3
_ONE_IN = 5
_PART = 2
_SOME = 500


@dataclass(frozen=True)
class Case:
    """An episode with what is known beside it. `sound`: where the recording ends, which some mends need."""

    ep: Episode
    settings: Settings = field(default_factory=Settings)
    facts: Sequence[SourceFact] = ()
    sound: SoundEnd | None = None

    @cached_property
    def lines(self) -> list[tuple[int, Line]]:
        """The lines with their positions."""
        return [(place, item) for place, item in enumerate(self.ep.items) if isinstance(item, Line)]

    @cached_property
    def timed(self) -> list[tuple[int, Line, float]]:
        """The lines that have a start, with their positions and starts."""
        return [(place, line, line.start) for place, line in self.lines if line.start is not None]

    @property
    def keeps_times(self) -> bool:
        """Whether lines are meant to have times: of many lines at least one in five has."""
        return len(self.lines) < _MANY or len(self.timed) * _ONE_IN >= len(self.lines)

    @cached_property
    def headers(self) -> list[tuple[int, Header]]:
        """The headers with their positions."""
        return [
            (place, item) for place, item in enumerate(self.ep.items) if isinstance(item, Header)
        ]

    @cached_property
    def clips(self) -> list[tuple[int, Clip]]:
        """The clips with their positions."""
        return [(place, clip) for place, clip in enumerate(self.ep.clips) if isinstance(clip, Clip)]

    @cached_property
    def times_of_headers(self) -> dict[int, float | None]:
        """The time of each header (by position): of the first timed line after it, other headers passed over."""
        found: dict[int, float | None] = {}
        following: float | None = None
        for place in range(len(self.ep.items) - 1, -1, -1):
            item = self.ep.items[place]
            if isinstance(item, Line) and item.start is not None:
                following = item.start
            elif isinstance(item, Header):
                found[place] = following
        return found

    @cached_property
    def header_names(self) -> frozenset[str]:
        """The texts of all headers."""
        return frozenset(header.text for _, header in self.headers)

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The texts of all lines, some at a time, with NUL between them.

        Python looks through a text without letting another thread on, so none of them is very long.
        """
        texts = [line.text for _, line in self.lines]
        return tuple("\0".join(texts[at : at + _SOME]) for at in range(0, len(texts), _SOME))

    def says(self, *marks: str) -> bool:
        """Tell whether one of these marks is in any text; a rule whose marks are nowhere need not look at each."""
        return any(mark in passage for passage in self.passages for mark in marks)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Who leads the talk: as the site says, else found out."""
        return hosts(self.ep) if self.settings.hosts is None else self.settings.hosts

    @cached_property
    def speakers(self) -> Counter[str]:
        """How many lines each speaker has; those without a name are left out."""
        return Counter(line.speaker for _, line in self.lines if line.speaker.strip())

    @cached_property
    def main_speakers(self) -> tuple[str, ...]:
        """The two who say most."""
        return tuple(name for name, _ in self.speakers.most_common(_MAIN))

    @cached_property
    def guest_names(self) -> tuple[str, ...]:
        """The names of the guests, in full where they are known, else as the file has them."""
        people = self.settings.people or {}
        return tuple(people.get(guest) or guest for guest in guests(self.ep))

    @cached_property
    def guest_parts(self) -> tuple[str, ...]:
        """What the guests may be called: their full names and the words of them."""
        return tuple(part for name in self.guest_names for part in (name, *name.split()))

    def is_guest(self, speaker: str, others: Iterable[str] = ()) -> bool:
        """Tell whether a speaker is a guest's name or part of it; ids such as `anabelo` begin with a part.

        `others`: speakers who are known; an id that begins with the name of one is that one's.
        """
        name = plain_name(speaker)
        if not name:
            return False
        if any(plain_name(part) == name for part in self.guest_parts):
            return True
        ids = [plain_name(guest) for guest in self.guest_names if " " not in guest.strip()]
        taken = [plain_name(other) for other in others]
        free = [guest for guest in ids if not any(guest.startswith(one) for one in taken if one)]
        return len(name) >= _PART and any(guest.startswith(name) for guest in free)

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The first names of guests and hosts, as they are compared."""
        called = {name.split()[0] for name in (*self.guest_names, *self.hosts) if name.split()}
        called |= {name for name in self.speakers if self.is_guest(name) and " " not in name}
        return frozenset(map(plain_name, called)) - {""}

    def item(self, place: int) -> Item | None:
        """Return the item at a position; None before the first and after the last."""
        return self.ep.items[place] if 0 <= place < len(self.ep.items) else None

    def line(self, place: int) -> Line | None:
        """Return the line at a position; None where something else stands, or nothing."""
        item = self.item(place)
        return item if isinstance(item, Line) else None

    def goes_on(self, line: Line, before: Line | None) -> bool:
        """Tell whether a line continues the turn of the line before it: the same speaker, where speakers are told."""
        same = before is not None and before.speaker == line.speaker
        return same and (bool(line.speaker.strip()) or not self.speakers)

    def pairs_of_clips(self) -> Iterator[tuple[int, Clip, Clip]]:
        """Give each clip but the last with its position and the one after it."""
        for (place, clip), (_, after) in zip(self.clips, self.clips[1:], strict=False):
            yield place, clip, after

    def time(self, seconds: float | None) -> str:
        """Write a time as the file does."""
        return "no time" if seconds is None else self.ep.clock.format(seconds)
