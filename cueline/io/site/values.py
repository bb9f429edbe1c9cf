"""What passes between those who read a site's files and the store that keeps what was read."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cueline.episode.catalogue import EpisodeEntry

_NOT_SURE = 2_000_000_000
"""Nanoseconds. A file that was written just before it was read may be written again without another time."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known again. `modified`: nanoseconds; `sure`: size and time are enough to tell."""

    path: Path
    size: int
    modified: int
    digest: bytes
    sure: bool


class Kept(NamedTuple):
    """A stamp as it is kept, of which there are thousands; `name`: the path below the site's folder."""

    name: bytes
    size: int
    modified: int
    digest: bytes
    sure: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file, with the other of its episode.

    `skipped`: why it is none of an episode, else there is an `entry`. `words`: the texts of the items as `folded`
    makes them, one a line; `items`: those items as JSON, each `[text, speaker, start]`; of a file that cannot be read
    as an episode the lines of its source. `keys`: see `keys_of`. `problems`: as JSON, see `Noted`; b"" if it was not
    checked, or is not counted by them. `guests`: what the people told of its guests, see `told_of`.
    """

    files: tuple[Stamp, ...]
    skipped: str = ""
    entry: EpisodeEntry | None = None
    words: bytes = b""
    items: bytes = b""
    keys: frozenset[str] = frozenset()
    problems: bytes = b""
    guests: str = ""


class Mark(NamedTuple):
    """By what a reading is known to hold, besides its files.

    `read`: what all of it hangs on, the program. `people`: all people; where they are others, what they tell of the
    guests may still be the same. `checked`: the settings that its checks ask; b"" where they cannot be understood, and
    nothing is checked. `counted`: the settings that say what is counted.
    """

    read: bytes
    people: bytes
    checked: bytes
    counted: bytes

    def holds(self, other: Mark) -> bool:
        """Tell whether what was read under another mark still holds, as far as no guest is another now.

        What is not checked now need not have been.
        """
        return self.read == other.read and self.checked in (other.checked, b"")


def told_of(guests: Iterable[str], people: Mapping[str, str] | None) -> str:
    """Return what people tell of an episode's guests, as JSON: the full name of each; "" where there are none."""
    names = {guest: None if people is None else people.get(guest, "") for guest in guests}
    return json.dumps(names) if names else ""


def guests_of(told: str) -> list[str]:
    """Return of whom `told_of` tells."""
    return list(json.loads(told)) if told else []


def encoded(text: str) -> bytes:
    """Return a text as it is kept and compared; half characters do no harm."""
    return text.encode("utf-8", "surrogatepass")


def digest_of(data: bytes) -> bytes:
    """Return what tells the bytes of a file from others."""
    return sha256(data).digest()


def is_sure(modified: int) -> bool:
    """Tell whether a change from now on will show in the file's time."""
    return abs(time.time_ns() - modified) > _NOT_SURE


def wanted_name(name: str, by: str) -> str:
    """Return under which name a file that is not there is kept: several may want it, and none of them has it."""
    return f"{name}\0{by}"


def real_name(name: bytes) -> bytes:
    """Return the name of a file that may be kept as one that is wanted."""
    return name.partition(b"\0")[0]
