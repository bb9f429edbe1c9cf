"""Rules about who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from cueline.episode import edits
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found
from cueline.episode.questions import plain_name
from cueline.episode.values import EditError, Episode, Line

_TRAILING = ":.,"
_NEAR = 2
_MANY = 3
_SHORT = 40


def missing_speaker(case: Case) -> Iterator[Found]:
    """Find lines that nobody says. Nothing is said of a transcript that names nobody at all."""
    if not case.speakers and len(case.lines) >= _MANY:
        return
    for place, line in case.lines:
        if not line.speaker.strip():
            fixes = tuple(
                Fix(f"{name} says it", partial(_given, index=place, name=name))
                for name in case.main_speakers
            )
            yield Found("Who says the line is not known.", place, fixes, line.text)


def speaker_is_text(case: Case) -> Iterator[Found]:
    """Find speakers that are too long for a name: a paragraph that slipped there."""
    for place, line in case.lines:
        if _is_text(case, line):
            label = "Make it the text of the line"
            fixes = [Fix(label, partial(_put_into_text, index=place, was=line))]
            fixes += (
                Fix(
                    f"{name} says the line",
                    partial(_renamed_here, index=place, was=line.speaker, now=name),
                )
                for name in _known(case)[:2]
            )
            message = (
                f"The speaker is a text of {len(line.speaker)} characters: “{_cut(line.speaker)}”."
            )
            yield Found(message, place, tuple(fixes), line.speaker)


def speaker_punctuation(case: Case) -> Iterator[Found]:
    """Find speakers with spaces around them or a colon, dot or comma behind."""
    for place, line in case.lines:
        tidy = _tidy(line.speaker)
        if tidy and tidy != line.speaker and not _is_text(case, line):
            edit = partial(_renamed_here, index=place, was=line.speaker, now=tidy)
            message = f"The speaker is written “{line.speaker}”."
            yield Found(message, place, (Fix(f"Make it “{tidy}”", edit, True),), line.speaker)


def speaker_near_duplicate(case: Case) -> Iterator[Found]:
    """Find speakers that are nobody known, but are written nearly as somebody is."""
    for place, name, near in _strangers(case):
        if near:
            fixes = _renames(case, name, near)
            message = f"“{name}” is written nearly as “{near[0]}”."
            yield Found(message, place, fixes, name)


def speaker_unknown(case: Case) -> Iterator[Found]:
    """Find speakers that are neither host nor guest, where people of the site and guests are known."""
    if case.settings.people is None or not case.guest_names:
        return
    for place, name, near in _strangers(case):
        if not near:
            fixes = _renames(case, name, [n for n in _known(case) if n != name])
            yield Found(f"“{name}” is neither a host nor a guest.", place, fixes, name)


def _strangers(case: Case) -> Iterator[tuple[int, str, list[str]]]:
    """Give the lines of speakers who are nobody known: position, name, and whom they are written nearly as."""
    known = _known(case)
    strangers: dict[str, list[str]] = {}
    for name in case.speakers:
        tidy = _tidy(name)
        long = len(name) > case.settings.speaker_length
        if not long and tidy not in known and name not in known and not _is_guest(case, tidy):
            strangers[name] = [other for other in known if _is_near(tidy, other)]
    for place, line in case.lines if strangers else ():
        if line.speaker in strangers:
            yield place, line.speaker, strangers[line.speaker]


def _is_guest(case: Case, name: str) -> bool:
    """Tell whether this is a guest's name, and not somebody's who is known in other letters."""
    known = _known(case)
    same = plain_name(name) in map(plain_name, known)
    return not same and case.is_guest(name, known)


def _known(case: Case) -> tuple[str, ...]:
    """Return who speakers may be: hosts, the two who say most, and guests in the words of their names."""
    named = [part for name in case.guest_names if " " in name for part in (name, *name.split())]
    main = [name for name in case.main_speakers if len(name) <= case.settings.speaker_length]
    return tuple(dict.fromkeys(map(_tidy, [*main, *sorted(case.hosts), *named])))


def _is_near(name: str, other: str) -> bool:
    """Tell whether two names differ by at most two edits, or one begins with the other.

    Of names with three letters or fewer one edit is as much as two.
    """
    if name == other:
        return False
    if name.startswith(other) or other.startswith(name):
        return True
    allowed = _NEAR if min(len(name), len(other)) > 3 else 1
    return abs(len(name) - len(other)) <= allowed and _distance(name, other) <= allowed


def _distance(one: str, other: str) -> int:
    """Count the letters to put in, take out or change until one name is the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row = row, [number]
        for place, (left, corner) in enumerate(pairwise(above)):
            change = left + (letter != other[place])
            row.append(min(change, corner + 1, row[-1] + 1))
    return row[-1]


def _renames(case: Case, name: str, others: Iterable[str]) -> tuple[Fix, ...]:
    count = case.speakers[name]
    everywhere = f" in all {count} lines" if count > 1 else ""
    return tuple(
        Fix(f"Make it “{other}”{everywhere}", partial(edits.rename_speaker, old=name, new=other))
        for other in others
    )


def _tidy(name: str) -> str:
    return name.strip().rstrip(_TRAILING).rstrip()


def _is_text(case: Case, line: Line) -> bool:
    return len(line.speaker) > case.settings.speaker_length


def _given(ep: Episode, index: int, name: str) -> Episode:
    item = ep.items[index] if 0 <= index < len(ep.items) else None
    if not isinstance(item, Line) or item.speaker.strip():
        raise EditError("The line has changed meanwhile.")
    return edits.set_speaker(ep, index, name)


def _renamed_here(ep: Episode, index: int, was: str, now: str) -> Episode:
    item = ep.items[index] if 0 <= index < len(ep.items) else None
    if not isinstance(item, Line) or item.speaker != was:
        raise EditError("The line has changed meanwhile.")
    return edits.set_speaker(ep, index, now)


def _put_into_text(ep: Episode, index: int, was: Line) -> Episode:
    """Let speaker and text change places where the text is a name; else the speaker begins the text."""
    item = ep.items[index] if 0 <= index < len(ep.items) else None
    if not isinstance(item, Line) or item != was:
        raise EditError("The line has changed meanwhile.")
    name = _tidy(was.text)
    swapped = bool(name) and len(name) <= _SHORT and len(name.split()) <= 2
    text = was.speaker if swapped else f"{was.speaker} {was.text}".strip()
    moved = replace(item, text=text, speaker=name if swapped else "")
    return ep.with_range(index, index + 1, (moved,))


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
