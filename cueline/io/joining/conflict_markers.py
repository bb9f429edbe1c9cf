"""A file in which git left conflict markers: the versions that it was made of, to be joined like any two edits.

Git writes what both sides have alike once, and where they differ both versions between markers; with the setting
`diff3` what stood there before, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from cueline.episode import Clip, ClipItem, Episode, Header, Item, Line, Map, Other, Value
from cueline.episode.joining import Choice, Joined, RowId, join
from cueline.episode.origins import numbered
from cueline.episode.pairing import paired
from cueline.io.document import Document
from cueline.io.errors import DocumentError
from cueline.io.joining.other_sources import learn_sources
from cueline.io.opening import parse_document

E = TypeVar("E", bound=Item | ClipItem)
UNKNOWN = "…"
"""What stands for a value of the common version where the file does not tell it."""

_UNTIMED = -1
_OPENING = re.compile(rb"^(<{7,})(?: ([^\r\n]*))?\r?$", re.MULTILINE)
_NUMBER = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 7


class ConflictError(Exception):
    """Markers that make no sense, or a version that cannot be read; `reason` is a sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Conflicted:
    """The versions of a file, and what git called them; `base` is None where the file does not tell it everywhere."""

    base: bytes | None
    ours: bytes
    theirs: bytes
    our_name: str
    their_name: str
    count: int


@dataclass(frozen=True, slots=True)
class ThreeWays:
    """The common version, ours with its origins, and the document of theirs, over which the result is to be saved.

    `known`: the episode of theirs with the origins of the common version. The document knows that the file holds the
    markers: it is unsaved till it was written over them.
    """

    base: Episode
    ours: Episode
    known: Episode
    document: Document

    def join(self, choices: Mapping[RowId, Choice] | None = None) -> Joined:
        """Join ours (mine) and theirs; a row without a choice has ours."""
        return join(self.base, self.ours, self.document.episode, choices, self.known)


def has_markers(data: bytes) -> bool:
    """Tell whether a file has conflict markers in it, whole or damaged."""
    return b"\n=======" in data and _OPENING.search(data) is not None and b"\n>>>>>>>" in data


def read_markers(data: bytes) -> Conflicted:
    """Take a file with conflict markers apart; ConflictError where they are not whole, or there are none."""
    reading = _Reading()
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        reading.take(line, number)
    return reading.result()


def three_ways(data: bytes, path: Path, siblings: Mapping[str, bytes] | None = None) -> ThreeWays:
    """Read the versions of a file with conflict markers; ConflictError where one of the two does not parse."""
    found = read_markers(data)
    ours = _parsed(found.ours, path, siblings, found.our_name)
    theirs = _parsed(found.theirs, path, siblings, found.their_name)
    document = replace(theirs, on_disk=data)
    learn_sources(document, ours, paired(theirs.episode, ours.episode))
    base = _base_of(found, path, siblings)
    if base is not None:
        return ThreeWays(base, paired(base, ours.episode), paired(base, theirs.episode), document)
    known = numbered(paired(ours.episode, theirs.episode), ours.episode)
    return ThreeWays(unknown_base(ours.episode, known), ours.episode, known, document)


def unknown_base(ours: Episode, theirs: Episode) -> Episode:
    """Make a common version for two that have none: what they have alike; all else is unlike both, to be chosen.

    `theirs` has the origins of `ours`, and others for what is not there.
    """
    return replace(
        ours,
        items=_blended(ours.items, theirs.items),
        clips=_blended(ours.clips, theirs.clips),
        fields=_blended_maps(ours.fields, theirs.fields),
        body=ours.body if ours.body == theirs.body else UNKNOWN,
    )


class _Reading:
    """Puts the versions together, line by line."""

    def __init__(self) -> None:
        self._ours: list[bytes] = []
        self._theirs: list[bytes] = []
        self._base: list[bytes] = []
        self._names = ["", ""]
        self._opened = 0
        self._size = 0
        self._part = ""
        self._has_base = True
        self._told_base = False
        self._count = 0

    def take(self, line: bytes, number: int) -> None:
        """Take the next line of the file."""
        bare = line.rstrip(b"\r\n")
        if not self._part:
            opening = _OPENING.match(bare)
            if opening is None:
                self._put(line, self._ours, self._base, self._theirs)
            else:
                self._open(len(opening[1]), opening[2], number)
        elif self._is_marker(bare, b"|") and self._part == "ours":
            self._part, self._told_base = "base", True
        elif self._is_marker(bare, b"=") and self._part in ("ours", "base"):
            self._part = "theirs"
        elif self._is_marker(bare, b">") and self._part == "theirs":
            self._close(bare)
        else:
            self._put(line, getattr(self, f"_{self._part}"))

    def result(self) -> Conflicted:
        """Return what was found."""
        if self._part:
            raise ConflictError(
                f"The conflict that begins in line {self._opened} has no end (>>>>>>>). "
                "Look at the file in a text editor."
            )
        if not self._count:
            raise ConflictError("This file has no conflict markers.")
        base = b"".join(self._base) if self._has_base else None
        ours, theirs = b"".join(self._ours), b"".join(self._theirs)
        return Conflicted(base, ours, theirs, self._names[0], self._names[1], self._count)

    def _open(self, size: int, name: bytes | None, number: int) -> None:
        self._part, self._size, self._opened, self._told_base = "ours", size, number, False
        self._count += 1
        self._names[0] = self._names[0] or _name(name)

    def _close(self, bare: bytes) -> None:
        self._part = ""
        self._has_base = self._has_base and self._told_base
        self._names[1] = self._names[1] or _name(bare[self._size :])

    def _is_marker(self, bare: bytes, sign: bytes) -> bool:
        rest = bare[self._size :]
        return bare.startswith(sign * self._size) and (not rest or rest.startswith(b" "))

    def _put(self, line: bytes, *versions: list[bytes]) -> None:
        for version in versions:
            version.append(line)


def _name(raw: bytes | None) -> str:
    """Return what git calls a version; of a commit's number, as after a pull, its beginning."""
    name = (raw or b"").decode("utf-8", "replace").strip()
    return name[:_SHORT] if _NUMBER.fullmatch(name) else name


def _parsed(data: bytes, path: Path, siblings: Mapping[str, bytes] | None, name: str) -> Document:
    called = f"The version “{name}”" if name else "One of the two versions"
    try:
        document = parse_document(data, str(path), siblings)
    except DocumentError as error:
        raise ConflictError(
            f"{called} of this file does not parse: {error.reason} Look at the file as text."
        ) from error
    if document.read_only:
        raise ConflictError(f"{called} of this file can only be looked at: {document.read_only}")
    return document


def _base_of(found: Conflicted, path: Path, siblings: Mapping[str, bytes] | None) -> Episode | None:
    if found.base is None:
        return None
    try:
        return parse_document(found.base, str(path), siblings).episode
    except DocumentError:
        return None


def _blended(ours: tuple[E, ...], theirs: tuple[E, ...]) -> tuple[E, ...]:
    """Blend entries that both have, and put in, unlike they are, those that one has: whether they stay is chosen."""
    mine, there = {entry.origin for entry in ours}, {entry.origin: entry for entry in theirs}
    behind: dict[int | None, list[E]] = {None: []}
    anchor = None
    for entry in theirs:
        if entry.origin in mine:
            anchor = entry.origin
        else:
            behind.setdefault(anchor, []).append(_blend(entry, None))
    out = behind[None]
    for entry in ours:
        out += [_blend(entry, there.get(entry.origin)), *behind.get(entry.origin, [])]
    return tuple(out)


def _blend(ours: E, theirs: E | None) -> E:
    """Return an entry that has what both have alike; of a value that they do not, it has another than both."""
    if theirs == ours:
        return ours
    values = {
        name: _blended_value(getattr(ours, name), None if theirs is None else getattr(theirs, name))
        for name in _VALUES[type(ours)]
    }
    return replace(ours, **values)


_VALUES: dict[type[Any], tuple[str, ...]] = {
    Line: ("text", "speaker", "start", "label"),
    Header: ("text",),
    Clip: ("name", "start", "end", "url"),
    Other: ("summary",),
}


def _blended_value(one: Any, two: Any) -> Any:
    if repr(one) == repr(two):
        return one
    return UNKNOWN if isinstance(one, str) else _UNTIMED


def _blended_maps(ours: Map, theirs: Map) -> Map:
    found: dict[str, Value] = {}
    for key in dict.fromkeys((*ours, *theirs)):
        one, two = ours.get(key, UNKNOWN), theirs.get(key, UNKNOWN)
        if isinstance(one, Map) and isinstance(two, Map):
            found[key] = _blended_maps(one, two)
        else:
            found[key] = one if repr(one) == repr(two) else UNKNOWN
    return Map(found)
