"""What is known of a site's episodes without opening them: one entry a file, and the places that a search found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EpisodeEntry:
    """One episode of a folder. `path` is its transcript's; `files` has all its files, two where it is kept in two.

    `title`, `season` and `number` are as the file says them, "" where it does not. `guests`: full names where the site
    has them, else ids. `lines`: how many lines it has, `timed`: how many have a start. `modified`: seconds since 1970.
    `fault`: why it cannot be opened for editing, "" if it can. The counts are None until the file was checked.
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


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a search found: in the file at `path`, with what stands around it.

    `kind`: `"phrase"` (in a line or header), `"title"`, `"guest"`, `"address"` (a page or a film, with or without
    `t=`), or `"time"` (one that was written beside what names the episode). `index`: the item to go to, None for the file as a whole; `offset` and `length` count code points in its
    text. `start`: seconds, of the line or the one a link leads to, None where there is none. `before`, `hit` and
    `after`: the hit with a few words around it, white space as single spaces.
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
