"""What is known of a site's episodes without opening them: one entry a file, and the places that a search found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class ProblemCount(NamedTuple):
    """How many problems of one rule an episode has; `safe`: how many of them can be put right without asking."""

    rule: str
    amount: int
    safe: int = 0


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """One episode of a folder. `path` is its transcript's; `files` has all its files, two where it is kept in two.

    `title`, `season` and `number` are as the file says them, "" where it does not. `guests`: full names where the site
    has them, else ids. `lines`: how many lines it has, `timed`: how many have a start. `modified`: seconds since 1970.
    `fault`: why it cannot be opened for editing, "" if it can. The counts are None until the file was checked.
    `problems`: the same by rule, in the order of the rules. `speakers`: who has how many lines, the most first.
    """

    path: Path
    files: tuple[Path, ...] = ()
    title: str = ""
    season: str = ""
    number: str = ""
    guests: tuple[str, ...] = ()
    lines: int = 0
    timed: int = 0
    modified: float = 0.0
    fault: str = ""
    errors: int | None = None
    warnings: int | None = None
    others: int | None = None
    """Cosmetics and hints."""
    problems: tuple[ProblemCount, ...] = ()
    speakers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a search found: in the file at `path`, with what stands around it.

    `kind`: `"phrase"` (in a line or header), `"title"`, `"guest"`, `"address"` (a page or a film, with or without
    `t=`), or `"time"` (one that was written beside what names the episode). `index`: the item to go to, None for the
    file as a whole; `offset` and `length` count code points in its text. `start`: seconds, of the line or the one a
    link leads to, None where there is none. `before`, `hit` and `after`: the hit with a few words around it, white
    space as single spaces. `line`: in a file that cannot be read as an episode, the line of its source, from 1,
    instead of an item.
    """

    path: Path
    title: str
    kind: str
    index: int | None = None
    offset: int = 0
    length: int = 0
    start: float | None = None
    speaker: str = ""
    before: str = ""
    hit: str = ""
    after: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """How many there are of something, and in how many episodes."""

    amount: int = 0
    episodes: int = 0


def mendable_in(entries: Iterable[EpisodeEntry]) -> dict[str, Sum]:
    """Sum up, by rule, the problems of episodes that can be put right without asking."""
    amounts, episodes = Counter[str](), Counter[str]()
    for entry in entries:
        for problem in entry.problems:
            if problem.safe:
                amounts[problem.rule] += problem.safe
                episodes[problem.rule] += 1
    return {rule: Sum(amount, episodes[rule]) for rule, amount in amounts.items()}


def speakers_in(entries: Iterable[EpisodeEntry]) -> dict[str, Sum]:
    """Sum up the lines of each speaker, who has the most first."""
    lines, episodes = Counter[str](), Counter[str]()
    for entry in entries:
        for name, amount in entry.speakers:
            lines[name] += amount
            episodes[name] += 1
    return {name: Sum(amount, episodes[name]) for name, amount in lines.most_common()}
