"""What can be done in many files at once: replace, rename a speaker, put right what one rule finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Protocol, TypeAlias, cast

from cueline.episode import Clip, Episode, Header, Line, Map, Value, edits
from cueline.episode.checks import RULES, Problem, fixed
from cueline.episode.proposals import Step
from cueline.episode.replacing import (
    MEANT,
    Hit,
    Part,
    Pattern,
    Replacement,
    Spot,
    around,
    find,
    text_of,
    with_spots,
)
from cueline.episode.values import Path as FieldPath
from cueline.io.checking.checking import problems_of, settings_for
from cueline.io.checking.problem_lines import line_of, lines_of_items
from cueline.io.checking.source_mends import mended
from cueline.io.document import Document
from cueline.io.site.site import Sites

Find: TypeAlias = Callable[[Episode, Pattern, Collection[Part]], tuple[Hit, ...]]

_ROUNDS = 20
_RUN = re.compile(rb"[A-Za-z0-9]+")
_ALIKE = tuple(sign.encode() for sign in "\u0130\u0131\u017f\u212a")
"""The letters that count as an ASCII one where capitals do not matter."""

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_LONG = 24


@dataclass(frozen=True, slots=True)
class FileHit:
    """One change in a file: on which line, what would become what, with a few words around.

    `time`: where that is in the sound, in the file's own way of writing; "" where there is none.
    It is done as `spot` in an item's text, by `step`, or by mending line `mend` of the source.
    """

    line: int
    before: str
    was: str
    now: str
    after: str
    spot: Spot | None = None
    step: Step | None = None
    mend: int = 0
    time: str = ""


class Kind(Protocol):
    """Something that can be done in many files. `unit`: what its changes are called, one and several."""

    @property
    def label(self) -> str:
        """What it does, as a label."""
        ...

    @property
    def unit(self) -> tuple[str, str]:
        """What one change is called, and what several are."""
        ...

    def may_change(self, data: bytes) -> bool:
        """Tell, without reading a file as an episode, whether anything in it could change."""
        ...

    def hits(self, document: Document, sites: Sites) -> tuple[FileHit, ...]:
        """Return what would change, in the order of the file."""
        ...


@dataclass(frozen=True)
class Replace:
    """Replace a text or an expression. `search` finds it; `cueline.episode.matching` has one that can be stopped."""

    pattern: Pattern
    replacement: Replacement
    parts: tuple[Part, ...] = MEANT
    shown: str = ""
    search: Find = find

    @property
    def label(self) -> str:
        """What it does, as a label."""
        return f"Replace “{_short(self.pattern.text)}” with “{_short(self.shown)}”"

    @property
    def unit(self) -> tuple[str, str]:
        """What one change is called, and what several are."""
        return "place", "places"

    def may_change(self, data: bytes) -> bool:
        """Tell whether the longest word of the text is there."""
        return self.pattern.regular or _may_hold(data, self.pattern.text)

    def hits(self, document: Document, sites: Sites) -> tuple[FileHit, ...]:
        """Return the places that would become something else."""
        found = self.search(document.episode, self.pattern, self.parts)
        return _of_spots(document, [self._spot(document.episode, hit) for hit in found])

    def _spot(self, episode: Episode, hit: Hit) -> Spot:
        was = text_of(episode.items[hit.item], hit.part)[hit.offset : hit.offset + hit.length]
        return Spot(*hit[:4], self.replacement.for_hit(hit, was))


@dataclass(frozen=True)
class RenameSpeaker:
    """Give all lines of a speaker, by the whole name, to another."""

    old: str
    new: str

    @property
    def label(self) -> str:
        """What it does, as a label."""
        return f"Rename “{_short(self.old)}” to “{_short(self.new)}”"

    @property
    def unit(self) -> tuple[str, str]:
        """What one change is called, and what several are."""
        return "name", "names"

    def may_change(self, data: bytes) -> bool:
        """Tell whether the longest word of the name is there."""
        return _may_hold(data, self.old)

    def hits(self, document: Document, sites: Sites) -> tuple[FileHit, ...]:
        """Return the lines of the speaker."""
        spots = [
            Spot(index, "speaker", 0, len(self.old), self.new)
            for index, item in enumerate(document.episode.items)
            if isinstance(item, Line) and item.speaker == self.old
        ]
        return _of_spots(document, spots)


@dataclass(frozen=True)
class SafeFix:
    """Put right what one rule finds, where that is safe."""

    rule: str

    @property
    def label(self) -> str:
        """What it does, as a label."""
        title = RULES[self.rule].title
        return f"Mend {title[:1].lower()}{title[1:]}"

    @property
    def unit(self) -> tuple[str, str]:
        """What one change is called, and what several are."""
        spaces, times = ("space", "spaces"), ("time", "times")
        named = {"double-space": spaces, "invisible-space": spaces, "unquoted-time": times}
        return named.get(self.rule, ("change", "changes"))

    def may_change(self, data: bytes) -> bool:
        """Say yes: there is no telling."""
        return bool(data)

    def hits(self, document: Document, sites: Sites) -> tuple[FileHit, ...]:
        """Return what would be put right; SettingsError where the site's settings cannot be understood."""
        settings = settings_for(document, sites.of(document.path))
        read = document.episode
        found = problems_of(document, settings, rules=(self.rule,))
        quoted = tuple(_in_source(document, found))
        episode = read
        for _ in range(_ROUNDS):
            problems = problems_of(document, settings, episode, (self.rule,))
            episode, done = fixed(episode, problems)
            if not done:
                break
        return (*quoted, *differences(document, episode))


def done(document: Document, hits: Iterable[FileHit]) -> tuple[Document, Episode]:
    """Return the document, its source mended if need be, and the episode with these changes; nothing is written.

    EditError or SaveError where that cannot be.
    """
    chosen = list(hits)
    for hit in chosen:
        if hit.mend:
            document = mended(document, ("unquoted-time",), hit.mend)
    episode = with_spots(document.episode, [hit.spot for hit in chosen if hit.spot is not None])
    for hit in reversed(chosen):
        if hit.step is not None:
            episode = hit.step(episode)
    return document, episode


def differences(document: Document, now: Episode) -> tuple[FileHit, ...]:
    """Return what leads from a document's episode to `now`, piece by piece; nothing may be new in it."""
    read = document.episode
    spots: list[Spot] = []
    removed: list[FileHit] = []
    kept = {item.origin: item for item in now.items}
    for index, item in enumerate(read.items):
        other = kept.get(item.origin)
        if other is None:
            removed.append(_removal(document, index))
        elif other != item:
            for part in ("header", "speaker", "text"):
                spots += _spots(index, part, text_of(item, part), text_of(other, part))
    return (
        *_of_spots(document, spots),
        *_of_clips(document, now),
        *_of_fields(document, read.fields, now.fields),
        *removed,
    )


def _spots(index: int, part: Part, old: str, new: str) -> Iterator[Spot]:
    """Give the pieces of a text that became others; a run of spaces is one piece."""
    if old == new:
        return
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    offset, place = 0, 0
    for what, first, stop, there, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        offset += len("".join(before[place:first]))
        was = "".join(before[first:stop])
        if what != "equal":
            yield Spot(index, part, offset, len(was), "".join(after[there:end]))
        offset += len(was)
        place = stop


def _of_spots(document: Document, spots: Sequence[Spot]) -> tuple[FileHit, ...]:
    lines = lines_of_items(document, {spot.item for spot in spots})
    times = _times(document.episode) if spots else []
    hits: list[FileHit] = []
    for spot in spots:
        text = text_of(document.episode.items[spot.item], spot.part)
        before, was, after = around(text, spot.offset, spot.offset + spot.length)
        if was != spot.now:
            line, time = lines[spot.item], times[spot.item]
            hits.append(FileHit(line, before, was, spot.now, after, spot, time=time))
    return tuple(hits)


def _times(episode: Episode) -> list[str]:
    """Return where each item is in the sound: what has no start of its own, where its turn or section begins."""
    starts: list[float | None] = []
    known: float | None = None
    for item in episode.items:
        known = item.start if isinstance(item, Line) and item.start is not None else known
        starts.append(known)
    for section in episode.sections:
        if section.header is not None:
            starts[section.header] = section.start
    return [_shown(episode, start) for start in starts]


def _shown(episode: Episode, start: float | None) -> str:
    return "" if start is None else episode.clock.format(start)


def _removal(document: Document, index: int) -> FileHit:
    item = document.episode.items[index]
    line, time = lines_of_items(document, {index})[index], _times(document.episode)[index]
    text = item.text if isinstance(item, (Line, Header)) else item.summary

    def step(episode: Episode) -> Episode:
        return edits.delete_items(episode, index, index)

    return FileHit(line, "", _short(text, 60), "", "", step=step, time=time)


def _of_clips(document: Document, now: Episode) -> Iterator[FileHit]:
    for place, (old, new) in enumerate(zip(document.episode.clips, now.clips, strict=True)):
        if old == new or not (isinstance(old, Clip) and isinstance(new, Clip)):
            continue
        clip = new

        def step(episode: Episode, place: int = place, clip: Clip = clip) -> Episode:
            clips = (*episode.clips[:place], clip, *episode.clips[place + 1 :])
            return replace(episode, clips=clips)

        was, then = (old.name, new.name) if old.name != new.name else (old.url, new.url)
        problem = Problem("", "error", place, "", of="clip")
        time = _shown(document.episode, old.start)
        yield FileHit(line_of(document, problem), "", was, then, "", step=step, time=time)


def _of_fields(
    document: Document, old: Value, new: Value, path: FieldPath = ()
) -> Iterator[FileHit]:
    if repr(old) == repr(new):
        return
    if isinstance(old, Map) and isinstance(new, Map):
        for key in old:
            yield from _of_fields(document, old[key], new.get(key), (*path, key))
        return
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _of_fields(document, one, other, (*path, place))
        return

    def step(episode: Episode) -> Episode:
        return edits.set_field(episode, path, new)

    line = line_of(document, Problem("", "error", None, "", path=path))
    yield FileHit(line, "", str(old), str(new), "", step=step)


def _in_source(document: Document, problems: Iterable[Problem]) -> Iterator[FileHit]:
    for problem in problems:
        fix = problem.safe_fix
        if fix is not None and fix.in_source and problem.line is not None:
            lines = document.files[0].source.text.split("\n")
            text = lines[problem.line - 1] if problem.line <= len(lines) else ""
            time = text.rpartition(" ")[2].strip()
            yield FileHit(problem.line, "", time, f"'{time}'", "", mend=problem.line)


def _may_hold(data: bytes, text: str) -> bool:
    """Tell whether a text may be in a file: its longest word is there, or something may stand for other signs."""
    words = cast("list[bytes]", _RUN.findall(text.encode("utf-8", "replace")))
    word = max(words, key=len, default=b"").lower()
    low = data.lower()
    return word in low or b"\\" in data or any(sign in data for sign in _ALIKE)


def _short(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
