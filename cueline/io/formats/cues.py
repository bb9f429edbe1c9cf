"""Lines as cues: what is heard together, from when to when. For the formats that need an end to every start."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import groupby

from cueline.episode import Episode, Header, Line, format_span
from cueline.io.formats.exported import Options, left_out, one_line, spoken

SPOKEN_PER_SECOND = 12.0
"""Characters a second: the median of 4,119 cues of 38 real episodes (12.2; a tenth is under 6.6, a tenth over 18)."""

_MS = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines that begin at one time, in seconds; `titles` are the headers that stand before them."""

    start: float
    end: float
    lines: tuple[Line, ...]
    titles: tuple[str, ...] = ()

    def turns(self) -> list[tuple[str, list[str]]]:
        """Return who speaks and the paragraphs, each in one line; paragraphs without a word are left out."""
        said = [(line.speaker, one_line(line.text)) for line in self.lines]
        return [
            (speaker, [text for _, text in turn])
            for speaker, turn in groupby((pair for pair in said if pair[1]), lambda pair: pair[0])
        ]


@dataclass(frozen=True, slots=True)
class Track:
    """The cues of an episode in the order of their starts; `closing`: headers that no line follows."""

    cues: tuple[Cue, ...]
    closing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def end_of(self, start: float) -> float | None:
        """Return the end, in seconds, of what begins at `start`; None where nothing does."""
        place = bisect_right(self.cues, round(start, _MS), key=lambda cue: cue.start) - 1
        cue = self.cues[place] if place >= 0 else None
        return cue.end if cue is not None and cue.start == round(start, _MS) else None


@dataclass
class _Group:
    """Lines that share a start, while they are collected."""

    start: float
    lines: list[Line] = field(default_factory=list[Line])
    titles: list[str] = field(default_factory=list[str])


def timed(episode: Episode, options: Options) -> Track:
    """Return the cues of the episode; SaveError where no line has a time."""
    spoken(episode, options)
    found = track(episode, options)
    if not found.cues:
        raise options.refused(
            "No line has a time yet, and this format needs them. Give the lines their times first."
        )
    return found


def track(episode: Episode, options: Options) -> Track:
    """Return the cues of the episode; none where no line has a time.

    Lines of one start share a cue, a line without a time belongs to the cue before it; such lines at the very
    beginning get one from 0:00. A cue ends where the next one begins, the last one with the sound, else after the
    time in which its text is spoken (see `SPOKEN_PER_SECOND`). Times are rounded to milliseconds.
    """
    groups, closing, backwards, untimed = _groups(episode)
    starts = sorted(groups)
    end, ending = _last_end(groups[starts[-1]], options) if starts else (0.0, ())
    cues = tuple(
        Cue(start, stop, tuple(groups[start].lines), tuple(groups[start].titles))
        for start, stop in zip(starts, [*starts[1:], end], strict=True)
    ) if starts else ()  # fmt: skip
    notes = (*left_out(episode), *_order_notes(backwards, untimed), *ending)
    return Track(cues, tuple(closing), notes if cues else left_out(episode))


def _groups(episode: Episode) -> tuple[dict[float, _Group], list[str], int, int]:
    """Collect the lines by start; also the closing headers, the lines that go backwards and those before any time."""
    groups: dict[float, _Group] = {}
    titles: list[str] = []
    current, backwards = _Group(0.0), 0
    first, untimed = True, 0
    for item in episode.items:
        if isinstance(item, Header):
            titles.append(one_line(item.text))
        if not isinstance(item, Line):
            continue
        if item.start is not None:
            start = round(item.start, _MS)
            backwards += not first and start < current.start
            current, first = groups.setdefault(start, _Group(start)), False
        elif first:
            untimed += 1
            current = groups.setdefault(0.0, current)
        current.lines.append(item)
        current.titles += titles
        titles = []
    return ({} if first else groups), titles, backwards, untimed


def _last_end(group: _Group, options: Options) -> tuple[float, tuple[str, ...]]:
    """Return the end of the last cue, and a note on where it comes from if that is not the sound."""
    if options.length is not None and options.length > group.start:
        return round(options.length, _MS), ()
    characters = sum(len(line.text) for line in group.lines)
    end = round(group.start + max(1.0, characters / SPOKEN_PER_SECOND), _MS)
    at = format_span(end)
    if options.length is None:
        return end, (
            f"The last end, {at}, is estimated from the length of the text: the sound's length is not known.",
        )
    over = f"The sound is over ({format_span(options.length)}) before the last line begins"
    return end, (f"{over}, so its end, {at}, is estimated from the length of the text.",)


def _order_notes(backwards: int, untimed: int) -> tuple[str, ...]:
    notes: list[str] = []
    if backwards:
        what = "1 line goes" if backwards == 1 else f"{backwards} lines go"
        notes.append(f"{what} back in time; the export is in the order of the times.")
    if untimed:
        what = "1 line stands" if untimed == 1 else f"{untimed} lines stand"
        notes.append(f"{what} before the first time; here that is at 0:00.")
    return tuple(notes)


def with_words(cues: tuple[Cue, ...]) -> list[Cue]:
    """Return the cues in which something is said; the headers of the others move on to the next."""
    kept: list[Cue] = []
    titles: tuple[str, ...] = ()
    for cue in cues:
        if cue.turns():
            kept.append(replace(cue, titles=(*titles, *cue.titles)))
            titles = ()
        else:
            titles = (*titles, *cue.titles)
    return kept
