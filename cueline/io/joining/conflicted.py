"""Files opened only where git left no conflict in them; where it did, what to join, and the text that comes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cueline.episode import Episode
from cueline.episode.joining import Choice, Joined, RowId
from cueline.episode.pairing import paired
from cueline.io.document import Document, parse_file
from cueline.io.errors import DocumentError, Repair, SaveError
from cueline.io.joining.conflict_markers import (
    ConflictError,
    ThreeWays,
    has_markers,
    read_markers,
    three_ways,
)
from cueline.io.joining.git import Git, GitError, GitRefusal
from cueline.io.opening import READABLE_BYTES, open_document, parse_document

REASON = "Git left conflict markers in it: it could not join two versions by itself."
_OPENING = re.compile(r"^<{7}", re.MULTILINE)
_NAMED = re.compile(
    rb"^transcript:[ \t]*['\"]?([^\s'\"/\\]+\.\w{2,8})['\"]?[ \t]*\r?$", re.MULTILINE
)
_ENDINGS = (".yaml", ".yml", ".md", ".markdown")


class ConflictedError(DocumentError):
    """A file with conflict markers in it; `data` is what it holds."""

    def __init__(self, path: Path, data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        found = _OPENING.search(text)
        line = text.count("\n", 0, found.start() if found else 0) + 1
        super().__init__(
            path, line, 1, REASON, text=text, find_repairs=lambda: _whole_sides(path, data)
        )
        self.data = data


def _whole_sides(path: Path, data: bytes) -> list[Repair]:
    """Return the two versions, each as a whole: those that can be read."""
    try:
        found = read_markers(data)
    except ConflictError:
        return []
    sides = (("mine", found.our_name, found.ours), ("theirs", found.their_name, found.theirs))
    repairs: list[Repair] = []
    for side, name, version in sides:
        with suppress(DocumentError):
            if not parse_file(version, path).read_only:
                label = f"Take {side}{f' ({name})' if name else ''} in every conflict"
                repairs.append(Repair(label, version))
    return repairs


def open_unconflicted(path: str | os.PathLike[str]) -> Document:
    """Open a file; ConflictedError where git left conflict markers in it, or in the one that belongs to it."""
    try:
        document = open_document(path)
    except DocumentError as error:
        data = (error.text or "").encode("utf-8")
        if has_markers(data):
            raise ConflictedError(error.path, data) from error
        raise
    for file in document.files:
        if has_markers(file.data):
            raise ConflictedError(file.path, file.data)
    return document


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file with conflict markers, taken apart: three versions, and what git calls two of them."""

    path: Path
    ways: ThreeWays
    our_name: str
    their_name: str

    def join(self, choices: Mapping[RowId, Choice] | None = None) -> Joined:
        """Join the versions; a row without a choice has ours."""
        return self.ways.join(choices)

    def text(self, joined: Joined) -> bytes:
        """Return the file without markers; SaveError where it cannot be written so."""
        document = self.ways.document
        parts = zip(document.files, document.split(joined.episode), strict=True)
        for file, part in parts:
            if file.path.name == self.path.name:
                return file.render(part)
        raise SaveError(self.path, "The file is no part of the episode.")


def taken_apart(path: Path, data: bytes) -> Conflict:
    """Take a file with conflict markers apart; ConflictError where that cannot be.

    What stood there before is in the file only where git was told so; else git is asked while its merge goes on.
    """
    found, siblings = read_markers(data), _siblings(path, data)
    ways = three_ways(data, path, siblings)
    base = _base_in_git(path, siblings) if found.base is None else None
    if base is not None:
        ours, theirs = ways.ours, ways.document.episode
        ways = ThreeWays(base, paired(base, ours), paired(base, theirs), ways.document)
    return Conflict(path, ways, found.our_name, found.their_name)


def _base_in_git(path: Path, siblings: Mapping[str, bytes]) -> Episode | None:
    """Return what both versions were made of, as git keeps it till a merge is done; None where it does not."""
    place = Path(os.path.realpath(path))
    try:
        data = Git(place.parent).ask("cat-file", "blob", f":1:./{place.name}")
        return parse_document(data, str(path), siblings).episode
    except (GitError, GitRefusal, DocumentError):
        return None


def _siblings(path: Path, data: bytes) -> dict[str, bytes]:
    """Return the file that belongs to this one, where there may be one: named in it, or of the same stem."""
    named = _NAMED.search(data)
    stem = path.stem.removesuffix("-transcript")
    names = [os.fsdecode(named[1])] if named else [stem + ending for ending in _ENDINGS]
    found: dict[str, bytes] = {}
    for name in names:
        other = path.with_name(name)
        with suppress(OSError):
            if name != path.name and other.stat().st_size <= READABLE_BYTES:
                found[name] = other.read_bytes()
    return found
