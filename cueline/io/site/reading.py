"""One file of a site read for its index: what is listed, what is searched and what is wrong, from one opening."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cueline.episode import Episode, Header, Item, Line, Map
from cueline.episode.catalogue import EpisodeEntry
from cueline.episode.folding import folded_lines
from cueline.episode.links import keys_of
from cueline.episode.questions import guests
from cueline.io.checking.checking import Opened, opened, problems_of, settings_for, uncollected
from cueline.io.document import Document, names_a_file
from cueline.io.site.counts import Noted, counted, noted, with_all_rules
from cueline.io.site.site import Site
from cueline.io.site.values import (
    Reading,
    Stamp,
    digest_of,
    encoded,
    is_sure,
    told_of,
    wanted_name,
)

_HEAD_BYTES = 8 * 1024
_MOST_TEXT = 4 * 1024 * 1024
"""Up to how many characters of a broken file are searched."""

_TOLD = re.compile(rb"^(title|season|episode):[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)


def read_files(paths: Sequence[Path], site: Site | None) -> list[Reading]:
    """Read a few files of one site, an episode of two files once; without a site they are not checked."""
    readings: list[Reading] = []
    seen = set[Path]()
    with uncollected():
        for path in paths:
            if path not in seen:
                readings.append(read_file(path, site))
                seen.update(stamp.path for stamp in readings[-1].files)
    return readings


def read_file(path: Path, site: Site | None) -> Reading:
    """Read one file; a fault in it is part of what is told.

    What a file with a transcript elsewhere is a part of, that transcript says: it may belong to another such file.
    """
    before, look = _status(path), opened(path)
    first = _told_by(path, look)
    if first == path:
        return _reading(path, before, look, site)
    whole = _reading(first, _status(first), opened(first), site)
    if path in [stamp.path for stamp in whole.files]:
        return whole
    return replace(whole, files=(*whole.files, _stamp(path, before, _bytes_of(path))))


def _told_by(path: Path, look: Opened) -> Path:
    """Return the file that tells of a file's episode: its transcript, or itself."""
    if look.document is not None:
        return look.document.parts[0].path
    return path if look.fault is None else look.fault.path


def _missing(document: Document) -> tuple[Stamp, ...]:
    """Return the stamp of a transcript that is named and is not there, so that it is seen when it comes."""
    wanted = document.episode.fields.get("transcript")
    if len(document.files) > 1 or not isinstance(wanted, str) or not names_a_file(wanted):
        return ()
    path = document.path.with_name(wanted)
    if path == document.path or _status(path):
        return ()
    return (_stamp(path.with_name(wanted_name(wanted, document.path.name)), None, None),)


def _reading(path: Path, before: os.stat_result | None, look: Opened, site: Site | None) -> Reading:
    """Return what came of opening a file; `before`: its status from before that."""
    document = look.document
    if document is None:
        stamps = (_stamp(path, before, _bytes_of(path)),)
        if look.skipped:
            return Reading(stamps, look.skipped, keys=_keys(Episode(), path))
        return Reading(
            stamps, "", _faulty(path, look, stamps[0]), *_texts(_lines(look)),
            keys=_keys(Episode(), path),
        )  # fmt: skip
    stamps = tuple(
        _stamp(file.path, before if file.path == path else _status(file.path), file.data)
        for file in document.files
    )
    stamps += _missing(document)
    if look.skipped:
        return Reading(stamps, look.skipped)
    entry, told = _entry(document, look, site), _told_of_guests(document.episode, site)
    if look.fault is not None:
        return Reading(stamps, "", entry, keys=_keys(document.episode, document.path), guests=told)
    texts = _texts([_plain(item) for item in document.episode.items])
    keys = _keys(document.episode, document.parts[-1].path)
    if site is None:
        return Reading(stamps, "", entry, *texts, keys, guests=told)
    problems = _problems(document, site)
    entry = counted(entry, problems, site.settings_for(document.path))
    return Reading(stamps, "", entry, *texts, keys, encoded(json.dumps(problems)), told)


def _texts(items: Sequence[tuple[str, str, float | None]]) -> tuple[bytes, bytes]:
    """Return `words` and `items` of a reading."""
    words = folded_lines(text for text, _, _ in items)
    return encoded(words), encoded(json.dumps(items, ensure_ascii=False))


def _lines(look: Opened) -> list[tuple[str, str, float | None]]:
    """Return the lines of a file that cannot be read as an episode, for a search."""
    text = None if look.fault is None else look.fault.text
    if text is None or len(text) > _MOST_TEXT:
        return []
    return [(line, "", None) for line in text.split("\n")]


def _keys(episode: Episode, path: Path) -> frozenset[str]:
    return frozenset(keys_of(episode, path.stem))


def _plain(item: Item) -> tuple[str, str, float | None]:
    if isinstance(item, Line):
        return item.text, item.speaker, item.start
    return (item.text, "", None) if isinstance(item, Header) else ("", "", None)


def _entry(document: Document, look: Opened, site: Site | None) -> EpisodeEntry:
    """Return the entry of an episode, but for its problems."""
    episode, fields = document.episode, document.episode.fields
    lines = [item for item in episode.items if isinstance(item, Line)]
    people = (site.people if site is not None else None) or {}
    entry = EpisodeEntry(
        document.parts[0].path,
        tuple(part.path for part in document.parts),
        _text(fields, "title"),
        _text(fields, "season"),
        _text(fields, "episode"),
        tuple(people.get(guest, guest) for guest in _guests(fields)),
        len(lines),
        sum(line.start is not None for line in lines),
        _modified(document),
        "" if look.fault is None else look.fault.reason,
        speakers=tuple(Counter(line.speaker for line in lines if line.speaker).most_common()),
    )
    if look.fault is not None:
        return replace(_told(entry, document.data), errors=1, warnings=0, others=0)
    return entry


def _problems(document: Document, site: Site) -> tuple[Noted, ...]:
    return noted(problems_of(document, settings_for(document, with_all_rules(site))))


def _faulty(path: Path, look: Opened, stamp: Stamp) -> EpisodeEntry:
    """Return the entry of a file that does not open, with as much as its first lines tell."""
    assert look.fault is not None
    fault = look.fault
    reason = fault.reason if fault.line <= 1 else f"line {fault.line}: {fault.reason}"
    entry = EpisodeEntry(
        path, (path,), modified=stamp.modified / 1e9, fault=reason, errors=1, warnings=0, others=0
    )
    return _told(entry, _bytes_of(path) or b"")


def _told(entry: EpisodeEntry, data: bytes) -> EpisodeEntry:
    """Return an entry with title, season and number as far as plain lines of a broken file say them."""
    found = dict[str, str]()
    for key, value in _TOLD.findall(data[:_HEAD_BYTES]):
        text = value.decode("utf-8", "replace").strip("'\"")
        if "{" not in text:
            found.setdefault(key.decode(), text)
    title = entry.title or found.get("title", "")
    return replace(
        entry, title=title, season=entry.season or found.get("season", ""),
        number=entry.number or found.get("episode", ""),
    )  # fmt: skip


def _text(fields: Map, name: str) -> str:
    value = fields.get(name)
    told = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return " ".join(str(value).split()) if told else ""


def _guests(fields: Map) -> Iterator[str]:
    value = fields.get("guests")
    for guest in value if isinstance(value, tuple) else (value,):
        if isinstance(guest, str) and guest.strip():
            yield guest.strip()


def _told_of_guests(episode: Episode, site: Site | None) -> str:
    named = dict.fromkeys((*guests(episode), *_guests(episode.fields)))
    return told_of(named, None if site is None else site.people)


def _modified(document: Document) -> float:
    """Return when the last of a document's files was changed, in seconds since 1970."""
    known = [status.st_mtime_ns for file in document.files if (status := _status(file.path))]
    return max(known, default=0) / 1e9


def _stamp(path: Path, status: os.stat_result | None, data: bytes | None) -> Stamp:
    """Return by what a file is known; one without data, which nobody may read, is looked at again each time."""
    modified = 0 if status is None else status.st_mtime_ns
    size = -1 if status is None else status.st_size
    if data is None:
        return Stamp(path, size, modified, b"", sure=False)
    return Stamp(path, size, modified, digest_of(data), is_sure(modified))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
