"""Finding and replacing in an episode: a text or a regular expression, in what is said, in speakers, in headers."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from cueline.episode.edits import rename_sections_together
from cueline.episode.values import EditError, Episode, Header, Item, Line, writable

Part: TypeAlias = Literal["header", "speaker", "text"]
Entry: TypeAlias = tuple[int, Part, str]
"""A text that can be searched: item, part, text."""

PARTS: tuple[Part, ...] = ("header", "speaker", "text")
"""What can be searched, in the order in which a row shows it."""

MEANT: tuple[Part, ...] = ("header", "text")
"""What is searched unless something else is asked for."""

_FAR = 60
"""How much of the text around a hit is looked at (characters)."""

_GAP = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’]*\w)?")
"""A word as far as its capitals go: with the apostrophe of "don't" in it."""

_FLAGS_AT_START = re.compile(r"(?:\(\?[aiLmsux]+\))*")
_SIGN = re.compile(r"\\(?:(?P<number>\d{1,2})|g<(?P<name>[^>]*)>|(?P<sign>.)?)", re.DOTALL)
_SIGNS = {"\\": "\\", "n": "\n", "t": "\t"}
_REASONS = {
    "unterminated character set": "the bracket [ is not closed",
    "missing ), unterminated subpattern": "the bracket ( is not closed",
    "unbalanced parenthesis": "this ) closes nothing",
    "nothing to repeat": "there is nothing here that could be repeated",
    "multiple repeat": "two signs of repetition follow each other",
    "bad escape (end of pattern)": "a backslash stands at the end",
}


class PatternError(EditError):
    """An expression, or what is to be put in its place, that cannot be understood. `column` counts from 1."""

    def __init__(self, column: int, reason: str, where: str = "the expression") -> None:
        super().__init__(f"Column {column} of {where}: {reason}.")
        self.column = column


class Hit(NamedTuple):
    """A place where a pattern was found.

    `item` is a position in `episode.items`; `offset` and `length` count code points in its part. `groups` is what
    the groups of a regular expression hold, the whole hit first; empty for a plain text.
    """

    item: int
    part: Part
    offset: int
    length: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """What is looked for. `regular`: a regular expression. `case`: capitals matter. `words`: whole words only."""

    text: str
    regular: bool = False
    case: bool = False
    words: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression as Python has it; PatternError where it cannot be understood."""
        flags = re.NOFLAG if self.case else re.IGNORECASE
        if not self.regular:
            text = re.escape(self.text)
            return re.compile(rf"(?<!\w){text}(?!\w)" if self.words else text, flags)
        own = _compiled(self.text, flags)
        if not self.words:
            return own
        inside = _FLAGS_AT_START.sub("", self.text, count=1)
        end = "\n" if own.flags & re.VERBOSE else ""
        return _compiled(rf"(?<!\w)(?:{inside}{end})(?!\w)", own.flags)

    @property
    def fault(self) -> str:
        """Why the expression cannot be understood; "" if it can."""
        try:
            _ = self.expression
        except PatternError as error:
            return str(error)
        return ""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the places of the pattern in a text: first and stop."""
        return (match.span() for match in self.expression.finditer(text)) if self.text else iter(())


def find(episode: Episode, pattern: Pattern, parts: Collection[Part] = MEANT) -> tuple[Hit, ...]:
    """Find the places of a pattern, in the order of the rows; PatternError where it cannot be understood.

    A regular expression may take longer than anybody waits; `cueline.episode.matching` can be stopped.
    """
    return find_in(entries(episode, parts), pattern)


def find_in(texts: Iterable[Entry], pattern: Pattern) -> tuple[Hit, ...]:
    """Find the places of a pattern in texts."""
    if not pattern.text:
        return ()
    search = pattern.expression.finditer
    if not pattern.regular:
        return tuple(
            Hit(index, part, match.start(), match.end() - match.start())
            for index, part, text in texts
            for match in search(text)
        )
    return tuple(
        Hit(index, part, match.start(), match.end() - match.start(), (match[0], *match.groups("")))
        for index, part, text in texts
        for match in search(text)
    )


def entries(episode: Episode, parts: Collection[Part] = MEANT) -> Iterator[Entry]:
    """Give the texts of these parts, in the order of the rows."""
    header, speaker, text = (part in parts for part in PARTS)
    for index, item in enumerate(episode.items):
        if isinstance(item, Line):
            if speaker and item.speaker:
                yield index, "speaker", item.speaker
            if text:
                yield index, "text", item.text
        elif header and isinstance(item, Header):
            yield index, "header", item.text


def text_of(item: Item, part: Part) -> str:
    """Return the text of a part of an item; "" where it has none."""
    if part == "header":
        return item.text if isinstance(item, Header) else ""
    if not isinstance(item, Line):
        return ""
    return item.speaker if part == "speaker" else item.text


def surroundings(item: Item, hit: Hit, words: int = 4) -> tuple[str, str, str]:
    """Return a few words before a hit, the hit, and a few words after it; "…" stands for what is left out."""
    text = text_of(item, hit.part)
    stop = hit.offset + hit.length
    return around(text, hit.offset, stop, words)


def around(text: str, first: int, stop: int, words: int = 4) -> tuple[str, str, str]:
    """Return a few words before `first`, what stands up to `stop`, and a few words after."""
    before, after = text[max(0, first - _FAR) : first], text[stop : stop + _FAR]
    gaps = list(_GAP.finditer(before))
    left = before[gaps[-words - 1].end() :] if len(gaps) > words else before
    gaps = list(_GAP.finditer(after))
    right = after[: gaps[words].start()] if len(gaps) > words else after
    return (
        f"{'…' if len(left) < first else ''}{left}",
        text[first:stop],
        f"{right}{'…' if stop + len(right) < len(text) else ''}",
    )


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is put in the place of hits: pieces of text, and numbers of groups.

    `typed`: what was looked for, where the replacement follows the capitals of the place; "" where it does not.
    """

    pieces: tuple[str | int, ...]
    typed: str = ""

    @staticmethod
    def of(text: str, pattern: Pattern) -> Replacement:
        r"""Understand what was typed: as it stands, or, for a regular expression, with `\1` and `\g<name>` in it.

        It follows the capitals of each place where a plain text is looked for whatever its capitals, and the
        replacement has none. PatternError where it names a group that the expression does not have.
        """
        if pattern.regular:
            return Replacement(tuple(_pieces(text, pattern.expression)))
        small = text == text.lower() and pattern.text.lower() != text
        return Replacement((text,), pattern.text if small and not pattern.case else "")

    def for_hit(self, hit: Hit, was: str) -> str:
        """Return the text that takes the place of a hit, where `was` stands now.

        What stands just as it was typed becomes what was typed.
        """
        if len(self.pieces) == 1 and isinstance(self.pieces[0], str):
            follows = self.typed and was != self.typed
            return with_capitals_of(was, self.pieces[0]) if follows else self.pieces[0]
        return "".join(
            piece if isinstance(piece, str) else hit.groups[piece] for piece in self.pieces
        )


@lru_cache(maxsize=256)  # the same words stand in most places
def with_capitals_of(was: str, now: str) -> str:
    """Return `now` with the capitals of `was`, where these are clear; else as it is.

    Clear are ALL CAPITALS, Each Word, and First alone. One word in capitals may be an abbreviation: it makes capitals
    of one word, not of several.
    """
    words, others = _WORD.findall(was), _WORD.findall(now)
    kinds = [_capitals(word) for word in words]
    if not kinds or kinds[0] in ("small", "mixed"):
        return now
    if all(kind == "all" for kind in kinds) and (len(kinds) > 1 or len(words[0]) > 1):
        return now.upper() if len(kinds) > 1 or len(others) == 1 else now
    if kinds[0] != "first" and len(words[0]) > 1:
        return now
    each = len(kinds) > 1 and all(kind == "first" for kind in kinds)
    return _WORD.sub(lambda found: _capitalized(found[0]), now, count=0 if each else 1)


def _capitals(word: str) -> str:
    """Tell which letters of a word are capitals: "small", "first", "all", or "mixed"."""
    if word == word.lower():
        return "small"
    if word == word.upper() and len(word) > 1:
        return "all"
    return "first" if word[0] != word[0].lower() and word[1:] == word[1:].lower() else "mixed"


def _capitalized(word: str) -> str:
    return word[0].title() + word[1:]


def replaced(episode: Episode, hits: Iterable[Hit], replacement: Replacement) -> Episode:
    """Put the replacement in the place of these hits, and of no others; a clip goes along with its header's name.

    Of hits that overlap, the first counts. EditError where a hit is not in the episode, or a header would be empty.
    """
    follows = bool(replacement.typed)
    return with_spots(
        episode,
        (
            Spot(*hit[:4], replacement.for_hit(hit, _said_at(episode, hit) if follows else ""))
            for hit in hits
        ),
    )


def _said_at(episode: Episode, hit: Hit) -> str:
    text = _text_at(episode, hit.item, hit.part)
    return text[hit.offset : hit.offset + hit.length]


class Spot(NamedTuple):
    """A change to be made: `length` code points at `offset` of a part of an item become `now`."""

    item: int
    part: Part
    offset: int
    length: int
    now: str


def with_spots(episode: Episode, spots: Iterable[Spot]) -> Episode:
    """Return the episode with these changes made; EditError as `replaced` says."""
    made: dict[int, Item] = {}
    headers: dict[int, str] = {}
    by_text: dict[tuple[int, Part], list[Spot]] = {}
    for spot in spots:
        by_text.setdefault(spot[:2], []).append(spot)
    for (index, part), group in sorted(by_text.items()):
        text = _spliced(_text_at(episode, index, part), sorted(set(group)) if group[1:] else group)
        if part == "header":
            headers[index] = text
        else:
            made[index] = _with_part(made.get(index, episode.items[index]), part, text)
    if made:
        items = tuple(made.get(index, item) for index, item in enumerate(episode.items))
        episode = episode.with_items(items)
    return rename_sections_together(episode, headers)


def _with_part(item: Item, part: Part, text: str) -> Item:
    """Return a line with another text or speaker. The class itself: `replace` takes three times as long."""
    assert isinstance(item, Line)
    if text == (item.speaker if part == "speaker" else item.text):
        return item
    said, speaker = (
        (item.text, writable(text)) if part == "speaker" else (writable(text), item.speaker)
    )
    extra, read = item.extra, item.source_time
    return Line(said, speaker, item.start, item.label, extra, origin=item.origin, source_time=read)


def _text_at(episode: Episode, index: int, part: Part) -> str:
    item = episode.items[index] if 0 <= index < len(episode.items) else None
    if item is None or isinstance(item, Header) != (part == "header"):
        raise EditError("The episode was changed meanwhile. Look for it once more.")
    return text_of(item, part)


def _spliced(text: str, spots: Sequence[Spot]) -> str:
    out: list[str] = []
    place = 0
    for spot in spots:
        if spot.offset + spot.length > len(text):
            raise EditError("The episode was changed meanwhile. Look for it once more.")
        if spot.offset >= place:
            out += (text[place : spot.offset], spot.now)
            place = spot.offset + spot.length
    return "".join((*out, text[place:]))


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what other versions of Python will read in another way
        try:
            return re.compile(text, flags)
        except re.error as error:
            column = (error.pos or 0) + 1
            raise PatternError(column, _REASONS.get(error.msg, error.msg)) from error
        except (OverflowError, RecursionError) as error:
            raise PatternError(1, "it asks for more than can be looked for") from error


def _pieces(text: str, expression: re.Pattern[str]) -> Iterator[str | int]:
    place = 0
    for match in _SIGN.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        yield _piece(match, expression)
        place = match.end()
    if place < len(text):
        yield text[place:]


def _piece(match: re.Match[str], expression: re.Pattern[str]) -> str | int:
    where, column = "the replacement", match.start() + 1
    named, sign = match["name"], match["sign"]
    if sign is not None or (named is None and match["number"] is None):
        if sign not in _SIGNS:
            shown = f"\\{sign}" if sign else "a backslash at the end"
            raise PatternError(column, f"{shown} means nothing here; write \\\\ for one", where)
        return _SIGNS[sign]
    name = match["number"] if named is None else named
    group = int(name) if name.isdecimal() else expression.groupindex.get(name, -1)
    if not 0 <= group <= expression.groups:
        raise PatternError(column, f"the expression has no group “{name}”", where)
    return group
