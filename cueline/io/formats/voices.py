"""Who speaks, where a file tells it by `Ana:` before a text and in no other way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cueline.episode import Header, Line

_NAMED = re.compile(r"\s*((?:[^\W\d_][\w.'’\-]*)(?: [\w.'’\-]+){0,3}):(?:\s+|$)")
_LONGEST_NAME = 40
_PARTICLES = frozenset("al bin da de del der di du la le van von".split())
DISPLAY_LINE = 80
"""A line of a cue with more characters than this was not broken to fit a screen: it is a paragraph."""


@dataclass(frozen=True, slots=True)
class Said:
    """Lines of text that begin at one time; `speaker` is None where the file has no way to say it."""

    start: float
    texts: tuple[str, ...]
    speaker: str | None = None


def unrolled(parts: Sequence[Said | Header]) -> tuple[list[Said | Header], tuple[str, ...]]:
    """Return the cues without the lines that they repeat from the cue before, and a notice if they do.

    Live and automatic captions roll up: each cue shows the last line of the one before again. That is taken to be
    so where half of the cues or more do it, a third of those with something new below, and no voice is named; what
    somebody really says twice is kept everywhere else.
    """
    said = [part for part in parts if isinstance(part, Said)]
    rolling = [late for early, late in pairwise(said) if _repeats(early, late)]
    longer = sum(len([text for text in part.texts if text.strip()]) > 1 for part in rolling)
    if len(rolling) * 2 < len(said) or len(said) < 3 or longer * 3 < len(rolling):
        return list(parts), ()
    repeating = set(map(id, rolling))
    made = [_without_first(part) if id(part) in repeating else part for part in parts]
    kept = [part for part in made if isinstance(part, Header) or any(map(str.strip, part.texts))]
    return kept, (
        "The captions roll up; lines that a cue repeats from the one before were left out.",
    )


def _repeats(early: Said, late: Said) -> bool:
    if early.speaker is not None or late.speaker is not None or late.start <= early.start:
        return False
    before, now = ([text.strip() for text in cue.texts if text.strip()] for cue in (early, late))
    return bool(before and now) and before[-1] == now[0]


def _without_first(part: Said | Header) -> Said | Header:
    if isinstance(part, Header):
        return part
    first = next(place for place, text in enumerate(part.texts) if text.strip())
    return replace(part, texts=part.texts[first + 1 :])


def named(text: str) -> tuple[str, str] | None:
    """Return the name a text begins with and what follows the colon; None where it begins with none."""
    found = _NAMED.match(text)
    if found is None or len(found[1]) > _LONGEST_NAME or found[1][0].islower():
        return None
    return found[1], text[found.end() :]


def names_in(parts: Iterable[Said | Header]) -> Counter[str]:
    """Count the names that stand before texts where no voice is named; the first words of all count as two."""
    found: Counter[str] = Counter()
    said = (part for part in parts if isinstance(part, Said) and part.speaker is None)
    for number, text in enumerate(text for cue in said for text in cue.texts):
        name = named(text)
        if name is not None:
            found[name[0]] += 2 if number == 0 else 1
    return found


def looks_like_name(words: str) -> bool:
    """Tell whether words before a colon look like a name: one to three, all but “van” and the like capitalised."""
    found = words.split()
    return len(found) <= 3 and all(word[0].isupper() or word in _PARTICLES for word in found)


def items_from(
    parts: Sequence[Said | Header], names: Collection[str] | None = None
) -> list[Header | Line]:
    """Return headers and lines: a name before a text begins one and holds until the next name.

    `names` are those that count; without them a name has to come twice, or to be the very first word. Lines of a
    cue that were broken to fit a screen are joined. A further paragraph of the same speaker at the same time has
    no time of its own.
    """
    if names is None:
        names = frozenset(name for name, count in names_in(parts).items() if count > 1)
    items: list[Header | Line] = []
    speaker, start = "", -1.0
    for part in parts:
        if isinstance(part, Header):
            items.append(part)
            start = -1.0
            continue
        for name, text in _turns(part, names, speaker):
            goes_on = (name, part.start) == (speaker, start)
            items.append(Line(text, name, None if goes_on else part.start))
            speaker, start = name, part.start
    return items


def _turns(cue: Said, names: Collection[str], before: str) -> list[tuple[str, str]]:
    """Return speaker and text of each paragraph of a cue; `before` spoke last."""
    speaker = before if cue.speaker is None else cue.speaker
    paragraphs = any(len(text) > DISPLAY_LINE for text in cue.texts)
    turns: list[tuple[str, str]] = []
    for text in (text.strip() for text in cue.texts if text.strip()):
        found = named(text) if cue.speaker is None else None
        if found is not None and found[0] in names:
            speaker = found[0]
            turns.append((speaker, found[1].strip()))
        elif turns and not paragraphs:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]} {text}".strip())
        else:
            turns.append((speaker, text))
    return turns


def joined(
    items: Sequence[Header | Line], enough: int = 250, most: int = 800
) -> list[Header | Line]:
    """Return the lines put together to paragraphs, as transcripts have them: whole sentences of one speaker.

    A paragraph ends with the first sentence that reaches `enough` characters, at the latest with `most`; the
    median of 27,764 real lines is 255 characters, one in twenty has more than 804. What begins with words that
    may be a name begins a paragraph: somebody else may speak there.
    """
    made: list[Header | Line] = []
    for item in items:
        last = made[-1] if made else None
        if isinstance(last, Line) and isinstance(item, Line) and _goes_on(last, item, enough, most):
            made[-1] = replace(last, text=f"{last.text} {item.text}".strip())
        else:
            made.append(item)
    return made


def _goes_on(last: Line, line: Line, enough: int, most: int) -> bool:
    begins = named(line.text)
    return (
        last.speaker == line.speaker
        and not _is_full(last.text, enough, most)
        and (begins is None or not looks_like_name(begins[0]))
    )


def _is_full(text: str, enough: int, most: int) -> bool:
    ended = text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…"))
    return len(text) >= most or (ended and len(text) >= enough)
