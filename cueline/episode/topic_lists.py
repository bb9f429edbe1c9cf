"""Lists of topics with their times, as people paste them under a video, and the headers that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cueline.episode.clock import parse_time
from cueline.episode.header_proposals import Source, WantedHeader, propose_wanted
from cueline.episode.headers import places_at, stands_at
from cueline.episode.proposals import Proposal
from cueline.episode.values import EditError, Episode, Header, writable

_ROW = re.compile(
    r"""\s* (?:[-*•·–—]\s+ | \d{1,3}[.)]\s+)?      # a bullet or a number
        [(\[]? (?P<time>\d+(?::\d+)+(?:\.\d+)?) [)\]]?
        (?P<gap>\s*(?:[-–—:|.]\s+|[–—|]\s*)?) (?P<text>.*?) \s*""",
    re.VERBOSE,
)


class TopicListError(EditError):
    """A list that cannot be read; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(f"Line {line} {reason}")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of a list: its time in seconds and its text; `line` is its place in the list, from 1."""

    seconds: float
    text: str
    line: int = 0


def parse_topics(text: str) -> tuple[Topic, ...]:
    """Read rows such as `0:00 Topic`, `(1:02:03) Topic` or `- 0:00 – Topic`; blank ones are passed over.

    TopicListError names the line and column of what is no row or no time, and of a time that goes back.
    """
    topics = tuple(
        _topic(row, number)
        for number, row in enumerate(text.replace("\ufeff", "").splitlines(), start=1)
        if row.strip()
    )
    for before, topic in pairwise(topics):
        if topic.seconds < before.seconds:
            reason = "has a time before that of the topic above."
            raise TopicListError(topic.line, _column(text, topic.line), reason)
    if not topics:
        raise TopicListError(1, 1, "has no topic, such as “0:00 Introduction”.")
    return topics


def propose_topics(ep: Episode, topics: Sequence[Topic]) -> Proposal:
    """Propose the headers of a list, placed by time: see `headers.place_at`.

    A header with a topic's text is kept where it stands right, else moved, and the clip edge at it along. Writing its
    text as the list does, and removing headers that the list does not have, are off by default.
    """
    known = _Known(ep)
    places = places_at(ep, [topic.seconds for topic in topics])
    found = map(known.take, topics, places)
    wanted = [
        WantedHeader(t.seconds, t.text, header) for t, header in zip(topics, found, strict=True)
    ]
    source = Source(
        "headers from the list",
        "The list",
        "The list does not have it.",
        clips_along=True,
        spared=known.alike(topics),
    )
    return propose_wanted(ep, wanted, source)


class _Known:
    """The headers there are, by text: as written, and without what typing makes differ."""

    def __init__(self, ep: Episode) -> None:
        self._ep = ep
        self._texts = {i: e.text for i, e in enumerate(ep.items) if isinstance(e, Header)}
        self._plain = {place: _plain(text) for place, text in self._texts.items()}
        self._by_plain: dict[str, list[int]] = {}
        for place, plain in self._plain.items():
            self._by_plain.setdefault(plain, []).append(place)

    def take(self, topic: Topic, place: int | None) -> int | None:
        """Return a header of the topic's text, which then is taken: one that stands right, if there is one."""
        alike = self._by_plain.get(_plain(topic.text), [])
        if not alike:
            return None
        right = [h for h in alike if place is not None and stands_at(self._ep, h, place)]
        exact = [h for h in right or alike if self._texts[h] == topic.text]
        found = (exact or right or alike)[-1 if right else 0]
        alike.remove(found)
        return found

    def alike(self, topics: Sequence[Topic]) -> frozenset[int]:
        """Return the headers whose text is that of a topic."""
        wanted = {_plain(topic.text) for topic in topics}
        return frozenset(place for place, plain in self._plain.items() if plain in wanted)


def _topic(row: str, number: int) -> Topic:
    match = _ROW.fullmatch(row)
    if match is None:
        column = len(row) - len(row.lstrip()) + 1
        raise TopicListError(
            number,
            column,
            f"does not begin with a time: “{_short(row)}”. Write one first, such as 1:05.",
        )
    seconds = parse_time(match["time"])
    if seconds is None:
        raise TopicListError(
            number, match.start("time") + 1, f"has “{match['time']}”, which is not a time."
        )
    if not match["text"] or not (match["gap"] or row[match.end("time")] in ")]"):
        raise TopicListError(number, match.end("time") + 1, "has no topic after the time.")
    return Topic(seconds, writable(match["text"]), number)


def _column(text: str, line: int) -> int:
    row = text.replace("\ufeff", "").splitlines()[line - 1]
    match = _ROW.fullmatch(row)
    return match.start("time") + 1 if match else 1


def _short(row: str) -> str:
    words = row.strip()
    return words if len(words) <= _SHORT else words[:_SHORT] + "…"


_SHORT = 40


def _plain(text: str) -> str:
    """Return the words alone: dashes, quotes and capitals are typed one way here and another there."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text
