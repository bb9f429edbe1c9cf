"""What changed in a site's folder since it was read, and reading just that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from cueline.episode.catalogue import EpisodeEntry
from cueline.io.checking.checking import GONE, files_below
from cueline.io.checking.settings_file import SettingsError
from cueline.io.site.counts import Noted, counted
from cueline.io.site.folder import SiteMarks
from cueline.io.site.rows import Known, Rows
from cueline.io.site.site import Site, Sites
from cueline.io.site.values import (
    Kept,
    Mark,
    Reading,
    Stamp,
    digest_of,
    guests_of,
    is_sure,
    real_name,
    told_of,
)

_CHUNK = 6
_FEW = 12
_ROUNDS = 3
OnProgress = Callable[[int, int, EpisodeEntry | None], bool]


class Changes:
    """One look at a folder. `gone`: how many episodes are no longer there."""

    def __init__(self, rows: Rows, marks: SiteMarks) -> None:
        self.gone = 0
        self._rows = rows
        self._marks = marks
        self._marks_of_folders: dict[bytes, Mark] = {}
        self._root = os.fsencode(rows.root)
        self._files: dict[bytes, Path] = {}
        self._claimed = set[bytes]()
        self._read: dict[bytes, Path] = {}
        self._others: list[tuple[Path, Stamp]] = []
        self._tried = set[bytes]()
        self._sites = Sites()
        self._of_folders: dict[Path, Site | None] = {}
        self._people: dict[Path, Mapping[str, str] | None] = {}

    def look(self) -> int:
        """See which readings still hold, and drop those of files that are gone; return how many episodes hold."""
        self._files = {self._rows.name(path): path for path in files_below([self._rows.root])}
        renewed, dropped, unchanged = list[Kept](), list[int](), 0
        others, new_people = list[Known](), list[Known]()
        for known in self._rows.known():
            if known.name not in self._files:
                dropped.append(known.id)
                self.gone += known.told and not os.path.lexists(self._rows.path(known.name))
                continue
            stamps = self._unchanged(known)
            if stamps is not None:
                renewed += (new for new, old in zip(stamps, known.files, strict=True) if new != old)
                unchanged += known.told
                self._claimed.update(stamp.name for stamp in stamps)
                mark = self._mark(known.name)
                others += [known] if known.mark.counted != mark.counted else []
                new_people += [known] if known.mark.people != mark.people else []
        self._rows.drop(dropped)
        self._rows.renew(renewed)
        self._rows.count(map(self._counted, others))
        self._rows.note_people((known.id, self._mark(known.name)) for known in new_people)
        return unchanged

    def read(self, on_progress: OnProgress, workers: int | None) -> tuple[int, bool]:
        """Read what is not known; return how many episodes that were, and whether it was stopped."""
        read, done = 0, 0
        for _ in range(_ROUNDS):
            unread = [
                (name, path) for name, path in self._files.items() if name not in self._claimed
            ]
            unread = [(name, path) for name, path in unread if name not in self._tried]
            if not unread:
                break
            self._tried.update(name for name, _ in unread)
            total = done + len(unread)
            if not on_progress(done, total, None):
                return read, True
            for count, entries in self._results([path for _, path in unread], workers):
                done += count
                read += len(entries)
                if self._rows.closed or not _tell(on_progress, done, total, entries):
                    return read, True
            self._claimed = self._rows.names()
        return read, False

    def _counted(self, known: Known) -> tuple[int, EpisodeEntry | None, Mark]:
        """Count the problems of an episode as the settings want it now."""
        found = self._rows.problems(known.id)
        path = self._rows.path(known.name)
        site = None if found is None else self._site_of(path)
        if found is None:
            return known.id, None, self._mark(known.name)
        entry, problems = found
        settings = None if site is None else site.settings_for(path)
        noted = [Noted(*problem) for problem in problems]
        return known.id, counted(entry, noted, settings), self._mark(known.name)

    def _results(
        self, paths: Sequence[Path], workers: int | None
    ) -> Iterator[tuple[int, list[EpisodeEntry]]]:
        """Read files and keep what they are; yield how many files were done, with the entries of episodes."""
        from cueline.io.site.workers import cores, read_chunks

        several = 1 if len(paths) < _FEW else min(workers or cores(), -(-len(paths) // _CHUNK))
        with closing(read_chunks(self._chunks(paths), several)) as results:
            for (_, chunk), readings in results:
                kept = [reading for reading in readings if self._is_first(reading)]
                self._rows.keep(
                    (reading, self._mark(self._rows.name(reading.files[0].path)))
                    for reading in kept
                )
                self._add_others()
                yield len(chunk), [reading.entry for reading in kept if reading.entry is not None]

    def _is_first(self, reading: Reading) -> bool:
        """Tell whether none of a reading's files belongs to one of this look; else they are added to that."""
        if reading.skipped == GONE or not reading.files:
            return False
        stamps = {self._rows.name(stamp.path): stamp for stamp in reading.files}
        owner = next((self._read[name] for name in stamps if name in self._read), None)
        if owner is not None:
            self._others += [(owner, s) for name, s in stamps.items() if name not in self._read]
        self._read.update(dict.fromkeys(stamps, reading.files[0].path if owner is None else owner))
        return owner is None

    def _add_others(self) -> None:
        for owner, stamp in self._others:
            self._rows.add_file(owner, stamp)
        self._others.clear()

    def _chunks(self, paths: Sequence[Path]) -> list[tuple[Site | None, list[Path]]]:
        chunks: list[tuple[Site | None, list[Path]]] = []
        for path in paths:
            site = self._site_of(path)
            if not chunks or chunks[-1][0] is not site or len(chunks[-1][1]) >= _CHUNK:
                chunks.append((site, []))
            chunks[-1][1].append(path)
        return chunks

    def _site_of(self, path: Path) -> Site | None:
        """Return the site of a file, None where its settings cannot be understood."""
        folder = path.parent
        if folder not in self._of_folders:
            try:
                self._of_folders[folder] = self._sites.of(path)
            except SettingsError:
                self._of_folders[folder] = None
        return self._of_folders[folder]

    def _unchanged(self, known: Known) -> list[Kept] | None:
        """Return by what the files of a reading are known now; None where one is another, or its site or a guest is."""
        mark = self._mark(known.name)
        if not known.files or not mark.holds(known.mark):
            return None
        if mark.people != known.mark.people and not self._has_same_guests(known):
            return None
        stamps = [_unchanged(self._root, kept) for kept in known.files]
        return None if None in stamps else [stamp for stamp in stamps if stamp is not None]

    def _has_same_guests(self, known: Known) -> bool:
        """Tell whether the people, of whom some are others now, still tell the same of an episode's guests."""
        guests = guests_of(known.guests)
        return not guests or known.guests == told_of(guests, self._people_beside(known))

    def _people_beside(self, known: Known) -> Mapping[str, str] | None:
        path = self._rows.path(known.name)
        if path.parent not in self._people:
            self._people[path.parent] = self._sites.people_of(path)
        return self._people[path.parent]

    def _mark(self, name: bytes) -> Mark:
        folder = os.path.dirname(name)  # noqa: PTH120, there are thousands of them
        if folder not in self._marks_of_folders:
            self._marks_of_folders[folder] = self._marks.of(self._rows.path(name))
        return self._marks_of_folders[folder]


def _unchanged(root: bytes, kept: Kept) -> Kept | None:
    """Return the stamp of a file that is the same, with its size and time as they are now."""
    path = os.path.join(root, real_name(kept.name))  # noqa: PTH118
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return kept if kept.size < 0 else None
    now = (status.st_size, status.st_mtime_ns)
    if kept.sure and now == (kept.size, kept.modified):
        return kept
    if now[0] != kept.size or _digest(path) != kept.digest:
        return None
    return Kept(kept.name, *now, kept.digest, is_sure(now[1]))


def _digest(path: bytes) -> bytes | None:
    try:
        return digest_of(Path(os.fsdecode(path)).read_bytes())
    except OSError:
        return None


def _tell(on_progress: OnProgress, done: int, total: int, entries: Sequence[EpisodeEntry]) -> bool:
    told = [on_progress(done, total, entry) for entry in entries or (None,)]
    return all(told)
