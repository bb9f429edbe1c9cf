"""The one box: a phrase, guest, title, page or film looked for in all of a site's episodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cueline.episode.catalogue import EpisodeEntry, Place
from cueline.episode.clock import parse_time
from cueline.episode.folding import folded, folded_places
from cueline.episode.links import (
    code_key,
    film_in,
    film_key,
    guest_key,
    is_address,
    page_key,
    page_of,
    slug_key,
    slug_of,
    start_of,
)
from cueline.io.site.rows import Rows, Text, newest_first
from cueline.io.site.values import encoded

_BEFORE, _AFTER = 6, 10
_LONGEST, _LONGEST_ADDRESS, _LONGEST_CODE = 5000, 1000, 12
_Numbered = tuple[int, EpisodeEntry]
_FILE_NAME = re.compile(r"[\w.-]*[\d.-][\w.-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first `places`, how many there are in `total`, and in how many `files`."""

    places: tuple[Place, ...] = ()
    total: int = 0
    files: int = 0


def never() -> bool:
    """Tell a search to go on."""
    return False


def search(rows: Rows, query: str, limit: int, stop: Callable[[], bool] = never) -> Found:
    """Find a query in all episodes: addresses by themselves, else titles, guests, then texts, the newest first.

    A time beside what names an episode leads to the line that is heard then.
    """
    asked = query.strip()[:_LONGEST]
    if not folded(asked):
        return Found()
    known = sorted(rows.numbered_entries(), key=lambda pair: newest_first(pair[1]))
    found = _Findings(limit)
    named, start = _with_time(asked)
    at_time = _named(rows, known, named) if start is not None else []
    start = start_of(asked) if start is None else start
    for number, entry in at_time or _addressed(rows, known, asked):
        if found.room:
            found.add(_at(rows, number, entry, start, asked, "time" if at_time else "address"))
        else:
            found.count(entry.path, 1)
    if at_time or not found.total:
        _find_words(rows, known, folded(asked), found, stop)
    return found.result()


class _Findings:
    """Collects places up to a limit, and counts all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._places: list[Place] = []
        self._files = set[object]()
        self.total = 0

    @property
    def room(self) -> int:
        """How many more places are wanted."""
        return max(0, self._limit - len(self._places))

    def add(self, place: Place) -> None:
        """Take a place in, or count it."""
        if self.room:
            self._places.append(place)
        self.count(place.path, 1)

    def count(self, path: object, hits: int) -> None:
        """Count hits in a file that are not shown."""
        self._files.add(path)
        self.total += hits

    def result(self) -> Found:
        """Return what was found."""
        return Found(tuple(self._places), self.total, len(self._files))


def _addressed(rows: Rows, known: Sequence[_Numbered], asked: str) -> list[_Numbered]:
    """Return the episodes that an address, or the name of a file, leads to."""
    for key in _keys(asked):
        numbers = rows.with_key(key)
        if numbers:
            return [(number, entry) for number, entry in known if number in numbers]
    return []


def _with_time(asked: str) -> tuple[str, float | None]:
    """Split a question into what it names and the time (s) behind or before that: `rye 5:38`; None without one."""
    words = asked.split()
    for time, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        seconds = parse_time(time) if ":" in time else None
        if rest and seconds is not None:
            return " ".join(rest), seconds
    return asked, None


def _named(rows: Rows, known: Sequence[_Numbered], name: str) -> list[_Numbered]:
    """Return the episodes that a number, an address, a title or a guest names."""
    phrase = folded(name)
    words, with_guest = phrase.split(), rows.with_key(guest_key(phrase))
    return _addressed(rows, known, name) or [
        (number, entry)
        for number, entry in known
        if words and any(_titles_and_guests(entry, phrase, words, number in with_guest))
    ]


def _keys(asked: str) -> list[str]:
    """Return the keys that a question may stand for, in the order in which they are tried; none where it is words."""
    code = code_key(asked) if len(asked) < _LONGEST_CODE else None
    if code is not None:
        return [code]
    if len(asked) > _LONGEST_ADDRESS or not (is_address(asked) or _FILE_NAME.fullmatch(asked)):
        return []
    film = film_in(asked)
    if film:
        return [film_key(film)]
    return [page_key(page_of(asked)), slug_key(slug_of(asked)), film_key(asked)]


def _at(
    rows: Rows, number: int, entry: EpisodeEntry, start: float | None, asked: str, kind: str
) -> Place:
    """Return the place in an episode that is heard at a time; the episode as a whole without one."""
    place = Place(entry.path, entry.title, kind, start=start, hit=asked)
    if start is None:
        return place
    items = rows.items(number)
    index = _heard(items, start)
    if index is None:
        return place
    text, speaker, _ = items[index]
    return replace(place, index=index, speaker=speaker, hit="", after=_first_words(text))


def _heard(items: Sequence[Text], seconds: float) -> int | None:
    """Return the line that is heard at a time: the latest start that has come, of equal starts the first."""
    begun = [
        (start, -index)
        for index, (_, _, start) in enumerate(items)
        if start is not None and start <= seconds
    ]
    return -max(begun)[1] if begun else None


def _find_words(
    rows: Rows, known: Sequence[_Numbered], phrase: str, found: _Findings, stop: Callable[[], bool]
) -> None:
    """Find titles, guests and the phrase; where that is nowhere, its words in one line, else in one file."""
    words = phrase.split()
    with_guest = rows.with_key(guest_key(phrase))
    for number, entry in known:
        for place in _titles_and_guests(entry, phrase, words, number in with_guest):
            found.add(place)
    told = found.total
    hopeful = _find_phrase(rows, known, phrase, found, stop)
    if found.total == told:
        _find_lines(rows, hopeful, words, found)
    if not found.total:
        _find_files(rows, hopeful, words, found)


def _titles_and_guests(
    entry: EpisodeEntry, phrase: str, words: Sequence[str], has_guest: bool
) -> Iterator[Place]:
    title = folded(entry.title)
    if phrase in title or (len(words) > 1 and all(word in title for word in words)):
        yield _around(
            Place(entry.path, entry.title, "title"),
            entry.title,
            phrase if phrase in title else words[0],
        )
    named = [guest for guest in entry.guests if _is_called(folded(guest), phrase)]
    for guest in named:
        yield _around(Place(entry.path, entry.title, "guest"), guest, phrase)
    if has_guest and not named:
        yield Place(entry.path, entry.title, "guest", hit=", ".join(entry.guests))


def _is_called(guest: str, phrase: str) -> bool:
    """Tell whether a name has a word that begins so; of an id, which is one word for all names, any part counts."""
    return f" {phrase}" in f" {guest}" or (" " not in guest and len(phrase) > 2 and phrase in guest)


def _find_phrase(
    rows: Rows,
    known: Sequence[_Numbered],
    phrase: str,
    found: _Findings,
    stop: Callable[[], bool],
) -> list[_Numbered]:
    """Find the phrase; return the episodes without it that have all its words, of several."""
    wanted = encoded(phrase)
    apart = _rarest_first(phrase.split())
    hopeful: list[_Numbered] = []
    for number, entry in known:
        if stop():
            return []
        words = rows.words(number)
        if wanted in words:
            before = found.total
            if found.room:
                _add_phrases(rows, number, entry, words, phrase, found)
            found.count(entry.path, words.count(wanted) - (found.total - before))
        elif len(apart) > 1 and all(word in words or word in _about(entry) for word in apart):
            hopeful.append((number, entry))
    return hopeful


def _rarest_first(words: Sequence[str]) -> list[bytes]:
    """Return words in the order in which most texts are told from those that have all."""
    return sorted(map(encoded, words), key=len, reverse=True)


def _about(entry: EpisodeEntry) -> bytes:
    return encoded(folded(f"{entry.title} {' '.join(entry.guests)}"))


def _add_phrases(
    rows: Rows, number: int, entry: EpisodeEntry, words: bytes, phrase: str, found: _Findings
) -> None:
    for place in _phrases(rows, number, entry, words, encoded(phrase), phrase):
        found.add(place)
        if not found.room:
            return


def _phrases(
    rows: Rows, number: int, entry: EpisodeEntry, words: bytes, wanted: bytes, phrase: str
) -> Iterator[Place]:
    items = rows.items(number)
    for index in _lines_with(words, wanted):
        if index >= len(items):
            return
        text, speaker, start = items[index]
        small, places = folded_places(text)
        blank = _place(entry, index, speaker, start)
        at = small.find(phrase)
        while at >= 0:
            yield _spanning(blank, text, places[at], places[at + len(phrase) - 1] + 1)
            at = small.find(phrase, at + len(phrase))


def _lines_with(words: bytes, wanted: bytes) -> Iterator[int]:
    """Yield the numbers of the lines that have something in them, each once."""
    index, counted, at = 0, 0, words.find(wanted)
    while at >= 0:
        index += words.count(b"\n", counted, at)
        yield index
        end = words.find(b"\n", at)
        if end < 0:
            return
        index, counted = index + 1, end + 1
        at = words.find(wanted, counted)


def _find_lines(
    rows: Rows, hopeful: Sequence[_Numbered], words: Sequence[str], found: _Findings
) -> None:
    """Find the lines that have all the words."""
    wanted = _rarest_first(words)
    for number, entry in hopeful:
        whole = rows.words(number)
        lines = whole.split(b"\n")
        hits = [
            index
            for index in _lines_with(whole, wanted[0])
            if all(word in lines[index] for word in wanted)
        ]
        _add_lines(rows, number, entry, hits, words, found)


def _find_files(
    rows: Rows, hopeful: Sequence[_Numbered], words: Sequence[str], found: _Findings
) -> None:
    """Find the files that have all the words, each at the first line with most of them."""
    wanted = _rarest_first(words)
    for number, entry in hopeful:
        lines = rows.words(number).split(b"\n")
        best = max(range(len(lines)), key=lambda index: sum(w in lines[index] for w in wanted))
        _add_lines(rows, number, entry, [best], words, found)


def _add_lines(
    rows: Rows,
    number: int,
    entry: EpisodeEntry,
    indices: Iterable[int],
    words: Sequence[str],
    found: _Findings,
) -> None:
    """Add lines, each at the first of the words in it; beyond the limit they are counted."""
    hits = list(indices)
    items = rows.items(number) if found.room and hits else []
    for index in hits:
        if not found.room or index >= len(items):
            found.count(entry.path, 1)
            continue
        text, speaker, start = items[index]
        place = _place(entry, index, speaker, start)
        found.add(_around(place, text, next((w for w in words if w in folded(text)), "")))


def _place(entry: EpisodeEntry, index: int, speaker: str, start: float | None) -> Place:
    """Return the place of an item; of a file that cannot be read as an episode, that of a line."""
    if entry.fault:
        return Place(entry.path, entry.title, "phrase", line=index + 1)
    return Place(entry.path, entry.title, "phrase", index, start=start, speaker=speaker)


def _around(place: Place, text: str, phrase: str) -> Place:
    """Return a place with the first hit of a folded phrase in a text."""
    small, places = folded_places(text)
    at = small.find(phrase)
    if at < 0 or not phrase:
        return replace(place, after=_first_words(text))
    return _spanning(place, text, places[at], places[at + len(phrase) - 1] + 1)


def _spanning(place: Place, text: str, first: int, end: int) -> Place:
    """Return a place with its hit, and a few words around it."""
    before, after = text[:first], text[end:]
    shown = before.split()[-_BEFORE:]
    left = " ".join(shown) + (" " if before[-1:].isspace() and shown else "")
    right = (" " if after[:1].isspace() else "") + " ".join(after.split()[:_AFTER])
    hit = " ".join(text[first:end].split())
    return replace(place, offset=first, length=end - first, before=left, hit=hit, after=right)


def _first_words(text: str) -> str:
    return " ".join(text.split()[: _BEFORE + _AFTER])
