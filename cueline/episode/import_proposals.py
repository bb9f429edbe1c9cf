"""Imported lines and headers, proposed for an episode: nothing that is there is replaced unless it is ticked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cueline.episode.headers import places_at
from cueline.episode.proposals import Proposal, Suggestion
from cueline.episode.values import EditError, Episode, Header, Item, Line, writable

LINES, AGAIN = "New lines", "Lines where somebody speaks already"
SECTIONS, SECTIONS_AGAIN = "New sections", "Other sections"
GONE = "Lines and headers that would go"
_ORDER = (SECTIONS, LINES, SECTIONS_AGAIN, AGAIN, GONE)

SLOWLY = 8.0
"""Characters a second of slow speech: a tenth of 4,119 cues of real episodes is below 6.6, half below 12.2."""

_LEAST = 2.0
_SHOWN = 60


def propose_import(
    ep: Episode, items: Sequence[Header | Line], label: str, *, exact: bool = False
) -> Proposal:
    """Propose to take imported lines and headers in, each where its time says.

    Into an episode without lines all of them go; in one with lines those are off by default at whose time somebody
    speaks already, and so is the removal of what is there. Starts are rounded down to what the episode holds, unless
    it is to have milliseconds (`exact`). EditError where there is nothing to take.
    """
    if not items:
        raise EditError("There is no text in it that could be taken into the episode.")
    whole = replace(ep, clock=replace(ep.clock, precision=3)) if exact else ep
    plan = _Plan(whole, tuple(_written(whole, item) for item in items))
    return Proposal(label, tuple(plan.suggestions), plan.build)


@dataclass(frozen=True)
class _Act:
    """One suggestion: the imported item of that number goes before the item `place`, or that item goes away."""

    suggestion: Suggestion
    place: int
    item: int | None = None


@dataclass(frozen=True)
class _Plan:
    """What can be done with imported items in an episode."""

    ep: Episode
    items: tuple[Header | Line, ...]

    @property
    def suggestions(self) -> list[Suggestion]:
        """All that can be done."""
        return [act.suggestion for act in self._acts]

    def build(self, chosen: frozenset[int]) -> Episode:
        """Return the episode with what is chosen; headers stand with the lines that came below them."""
        acts = [self._acts[number] for number in chosen]
        gone = {act.place for act in acts if act.item is None}
        fresh: dict[int, list[Item]] = {}
        lines = {act.item: act.place for act in acts if act.item is not None}
        for number, place in sorted(lines.items()):
            item = self.items[number]
            at = place if isinstance(item, Line) else self._with_its_lines(number, place, lines)
            fresh.setdefault(at, []).append(item)
        made: list[Item] = []
        for place, item in enumerate(self.ep.items):
            made += fresh.get(place, ())
            if place not in gone:
                made.append(item)
        return self.ep.with_items((*made, *fresh.get(len(self.ep.items), ())))

    def _with_its_lines(self, number: int, place: int, lines: dict[int, int]) -> int:
        """Return where the lines go that came below a header, if they go in; else its own place."""
        for below in range(number + 1, len(self.items)):
            if isinstance(self.items[below], Line):
                return lines.get(below, place)
        return place

    @cached_property
    def _acts(self) -> list[_Act]:
        times = self._times()
        headers = [i for i, item in enumerate(self.items) if isinstance(item, Header)]
        places = places_at(self.ep, [times[i] or 0.0 for i in headers])
        tops = dict(zip(headers, places, strict=True))
        acts: list[_Act] = []
        for number, item in enumerate(self.items):
            if isinstance(item, Line):
                acts.append(self._line(number, item, times[number]))
            else:
                acts += self._header(number, item, times[number], tops[number])
        acts += (_leaving(self.ep, place) for place in range(len(self.ep.items)))
        return sorted(acts, key=lambda act: _ORDER.index(act.suggestion.kind))

    def _times(self) -> list[float | None]:
        """Return the time of each item: a line without one goes on, a header has that of the line below it."""
        times: list[float | None] = []
        now: float | None = None
        for item in self.items:
            now = item.start if isinstance(item, Line) and item.start is not None else now
            times.append(now)
        following: float | None = None
        for number in reversed(range(len(times))):
            item = self.items[number]
            if isinstance(item, Line):
                following = times[number]
            elif following is not None:
                times[number] = following
        return times

    def _line(self, number: int, line: Line, time: float | None) -> _Act:
        there = self._said_at(line.text, time)
        place = self._place_of(time)
        kind, reason = LINES, ""
        if there is not None:
            kind, reason = AGAIN, f"There now: {_short(self.ep.items[there])}"
        elif self._speech and time is None:
            kind, reason = AGAIN, "It has no time; it would stand at the end."
        elif self._speech:
            reason = "Nobody speaks there yet."
        when = line.label if line.start is not None else ""
        here = place if place < len(self.ep.items) else None
        suggestion = Suggestion(
            kind, when, "", _short(line, 400), reason, there if there is not None else here,
            on=kind == LINES,
        )  # fmt: skip
        return _Act(suggestion, place, number)

    def _header(
        self, number: int, header: Header, time: float | None, top: int | None
    ) -> list[_Act]:
        """Return what becomes of a header: nothing where the same one stands at its time already."""
        places = range(number, len(self.items))
        below = next((i for i in places if isinstance(self.items[i], Line)), number)
        there = self._said_at(self.items[below].text, time)
        if not self._speech or (there is None and time is not None):
            return [self._section(number, header, time, self._place_of(time))]
        if time is None or top is None:
            why = "No line begins then or later; it would stand at the end."
            return [self._section(number, header, time, len(self.ep.items), why)]
        above = self.ep.items[top - 1] if top else None
        if not isinstance(above, Header):
            return [self._section(number, header, time, top)]
        why = f"“{above.text}” begins there."
        same = above.text == header.text
        return [] if same else [self._section(number, header, time, top, why)]

    def _section(
        self, number: int, header: Header, time: float | None, place: int, why: str = ""
    ) -> _Act:
        when = self.ep.clock.format(time) if time is not None else ""
        here = place if place < len(self.ep.items) else None
        kind = SECTIONS_AGAIN if why else SECTIONS
        return _Act(
            Suggestion(kind, when, "", header.text, why, here, on=not why), place, number
        )  # fmt: skip

    @cached_property
    def _speech(self) -> tuple[tuple[float, float, int], ...]:
        """From when to when each of the lines that are there is spoken at most, and where it stands."""
        spoken: list[tuple[float, int, int]] = []
        for place, item in enumerate(self.ep.items):
            if not isinstance(item, Line):
                continue
            if item.start is not None and (not spoken or item.start > spoken[-1][0]):
                spoken.append((item.start, place, len(item.text)))
            elif spoken:
                spoken[-1] = (*spoken[-1][:2], spoken[-1][2] + len(item.text))
            else:
                spoken.append((0.0, place, len(item.text)))
        nexts = [*(start for start, _, _ in spoken[1:]), float("inf")][: len(spoken)]
        return tuple(
            (start, min(stop, start + max(_LEAST, letters / SLOWLY)), place)
            for (start, place, letters), stop in zip(spoken, nexts, strict=True)
        )

    def _said_at(self, text: str, time: float | None) -> int | None:
        """Return the line that is there already when an imported text is said; None if nobody speaks."""
        if time is None:
            return None
        for moment in (time, time + max(_LEAST, len(text) / SLOWLY) / 3):
            at = bisect_right(self._speech, moment, key=lambda span: span[0]) - 1
            if at >= 0 and moment < self._speech[at][1]:
                return self._speech[at][2]
        return None

    def _place_of(self, time: float | None) -> int:
        """Return the item before which a line of that time goes: the first that begins later, or its headers."""
        count = len(self.ep.items)
        if time is None:
            return count
        at = bisect_right(self._speech, time, key=lambda span: span[0])
        place = self._speech[at][2] if at < len(self._speech) else count
        while 0 < place < count and isinstance(self.ep.items[place - 1], Header):
            place -= 1
        return place


def _written(ep: Episode, item: Header | Line) -> Header | Line:
    """Return an imported item as the episode writes such items."""
    writable(item.text)
    if isinstance(item, Header) or item.start is None:
        return item
    writable(item.speaker)
    start = ep.clock.round(item.start)
    return replace(item, start=start, label=ep.clock.format(start) if ep.clock.labels else "")


def _leaving(ep: Episode, place: int) -> _Act:
    item = ep.items[place]
    when = ep.clock.format(item.start) if isinstance(item, Line) and item.start is not None else ""
    reason = "Only if what is imported is to take its place."
    return _Act(Suggestion(GONE, when, _short(item, 400), "", reason, place, on=False), place)


def _short(item: Item, most: int = _SHOWN) -> str:
    text = item.text if isinstance(item, (Line, Header)) else item.summary
    text = text if len(text) <= most else f"{text[:most].rstrip()}…"
    return f"{item.speaker}: {text}" if isinstance(item, Line) and item.speaker else text
