"""Values in the tables of a site's store: entries, texts, files, by paths below its folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cueline.episode.catalogue import EpisodeEntry, ProblemCount
from cueline.io.site.store import Store
from cueline.io.site.values import Kept, Mark, Reading, Stamp, encoded

if TYPE_CHECKING:
    import sqlite3

Text = tuple[str, str, float | None]
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of the files of one reading: its own name, the mark of its site, and by what its files are known."""

    id: int
    name: bytes
    mark: Mark
    files: tuple[Kept, ...]
    told: bool
    """Whether it is an episode."""
    guests: str = ""
    """What the people told of its guests, see `told_of`."""


class Rows:
    """The rows of a store as values, and back."""

    def __init__(self, store: Store, root: Path) -> None:
        self.root = root
        self._store = store
        self._prefix = os.path.join(root, "")  # noqa: PTH118, it ends in a slash

    @property
    def closed(self) -> bool:
        """Whether nothing is kept any more."""
        return self._store.closed

    def place(self, path: Path) -> Path | None:
        """Return where a file is below the folder, as the folder's own walk finds it; None if it is not below."""
        below = _below(self._prefix, os.path.abspath(path))  # noqa: PTH100, a link stays where it is
        if below is None:
            real = os.path.join(os.path.realpath(self.root), "")  # noqa: PTH118
            below = _below(real, os.path.realpath(path))
        return None if below is None else self.root / below

    def entries(self) -> list[EpisodeEntry]:
        """Return the entries of all episodes, in no order."""
        times = dict(self._store.rows("SELECT path, modified FROM files"))
        return [
            replace(entry, modified=self._modified(entry, times))
            for _, entry in self.numbered_entries()
        ]

    def _modified(self, entry: EpisodeEntry, times: Mapping[bytes, int]) -> float:
        return max((times.get(self.name(file), 0) for file in entry.files), default=0) / 1e9

    def numbered_entries(self) -> list[tuple[int, EpisodeEntry]]:
        """Return the entries with what their texts are found by, but not when they were changed."""
        rows = self._store.rows("SELECT id, path, entry FROM readings WHERE skipped = ''")
        found = ((number, self._entry(name, text)) for number, name, text in rows)
        return [(number, entry) for number, entry in found if entry is not None]

    def words(self, number: int) -> bytes:
        """Return the folded texts of an episode's items, one a line; nothing where it has none."""
        rows = self._store.rows("SELECT words FROM texts WHERE reading = ?", (number,))
        return rows[0][0] if rows else b""

    def items(self, number: int) -> list[Text]:
        """Return text, speaker and start of each item of an episode."""
        rows = self._store.rows("SELECT items FROM texts WHERE reading = ?", (number,))
        try:
            return json.loads(rows[0][0].decode("utf-8", "surrogatepass")) if rows else []
        except ValueError:
            return []

    def with_key(self, key: str) -> set[int]:
        """Return the episodes that are found by a key (see `keys_of`)."""
        rows = self._store.rows("SELECT reading FROM keys WHERE key = ?", (encoded(key),))
        return {number for (number,) in rows}

    def skipped(self) -> dict[str, int]:
        """Return how many files are no episodes, by why they are not."""
        sql = "SELECT skipped, count(*) FROM readings WHERE skipped != '' GROUP BY skipped"
        return dict(self._store.rows(sql))

    def known(self) -> list[Known]:
        """Return what is kept of all files."""
        stamps = dict[int, list[Kept]]()
        files = "SELECT reading, path, size, modified, digest, sure FROM files ORDER BY path"
        for number, *stamp in self._store.rows(files):
            stamps.setdefault(number, []).append(Kept(*stamp))
        readings = "SELECT id, path, skipped, guests, read, people, checked, counted FROM readings"
        return [
            Known(number, name, Mark(*mark), tuple(stamps.get(number, ())), not skipped, guests)
            for number, name, skipped, guests, *mark in self._store.rows(readings)
        ]

    def problems(self, number: int) -> tuple[EpisodeEntry, list[list[Any]]] | None:
        """Return an episode's entry and its problems as they were found; None where they are not counted."""
        sql = "SELECT path, entry, noted FROM readings JOIN problems ON id = reading WHERE id = ?"
        for name, text, found in self._store.rows(sql, (number,)):
            entry = self._entry(name, text)
            try:
                return None if entry is None else (entry, json.loads(found))
            except ValueError:
                break
        return None

    def count(self, counts: Iterable[tuple[int, EpisodeEntry | None, Mark]]) -> None:
        """Keep entries whose problems were counted anew, with their marks; None: the entry stays."""
        rows = [
            (None if entry is None else self._text(entry), mark.counted, number)
            for number, entry, mark in counts
        ]

        def work(connection: sqlite3.Connection) -> None:
            sql = "UPDATE readings SET entry = coalesce(?, entry), counted = ? WHERE id = ?"
            connection.executemany(sql, rows)

        if rows:
            self._store.write(work)

    def note_people(self, marks: Iterable[tuple[int, Mark]]) -> None:
        """Keep that readings hold with the people that there are now, though some are others than before."""
        rows = [(mark.people, number) for number, mark in marks]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("UPDATE readings SET people = ? WHERE id = ?", rows)

        if rows:
            self._store.write(work)

    def names(self) -> set[bytes]:
        """Return the names of all files of which something is kept."""
        return {name for (name,) in self._store.rows("SELECT path FROM files")}

    def keep(self, readings: Iterable[tuple[Reading, Mark]]) -> None:
        """Keep readings, each with the mark of its site; what was known of their files before is dropped."""
        kept = [(reading, mark) for reading, mark in readings if reading.files]

        def work(connection: sqlite3.Connection) -> None:
            for reading, mark in kept:
                _drop_files(connection, [self.name(stamp.path) for stamp in reading.files])
                self._insert(connection, reading, mark)

        if kept:
            self._store.write(work)

    def add_file(self, owner: Path, stamp: Stamp) -> None:
        """Let a file count as a part of the reading that another is a part of, so that a change in it is seen."""

        def work(connection: sqlite3.Connection) -> None:
            sql = "SELECT reading FROM files WHERE path = ?"
            found = connection.execute(sql, (self.name(owner),)).fetchone()
            before = connection.execute(sql, (self.name(stamp.path),)).fetchone()
            if before is not None and before != found:
                _drop(connection, [before])
            if found is not None:
                self._insert_files(connection, found[0], [stamp])

        self._store.write(work)

    def renew(self, stamps: Iterable[Kept]) -> None:
        """Keep the new size and time of files that are the same."""
        rows = [(s.size, s.modified, s.sure, s.name) for s in stamps]

        def work(connection: sqlite3.Connection) -> None:
            sql = "UPDATE files SET size = ?, modified = ?, sure = ? WHERE path = ?"
            connection.executemany(sql, rows)

        if rows:
            self._store.write(work)

    def drop(self, numbers: Iterable[int]) -> None:
        """Drop readings."""
        dropped = [(number,) for number in numbers]

        def work(connection: sqlite3.Connection) -> None:
            _drop(connection, dropped)

        if dropped:
            self._store.write(work)

    def forget(self, path: Path) -> None:
        """Drop the reading that a file is a part of."""
        self._store.write(lambda connection: _drop_files(connection, [self.name(path)]))

    def name(self, path: Path) -> bytes:
        """Return the name of a file from the folder on, in the bytes of the file system."""
        return os.fsencode(os.fspath(path).removeprefix(self._prefix))

    def path(self, name: bytes) -> Path:
        """Return the file of a name."""
        return self.root / os.fsdecode(name)

    def _insert(self, connection: sqlite3.Connection, reading: Reading, mark: Mark) -> None:
        entry = reading.entry
        path = reading.files[0].path if entry is None else entry.path
        connection.execute("DELETE FROM readings WHERE path = ?", (self.name(path),))
        text = "" if entry is None else self._text(entry)
        number = connection.execute(
            "INSERT INTO readings (path, read, people, checked, counted, skipped, entry, guests)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.name(path), *mark, reading.skipped, text, reading.guests),
        ).lastrowid
        assert number is not None
        self._insert_files(connection, number, reading.files)
        if reading.words:
            connection.execute(
                "INSERT OR REPLACE INTO texts VALUES (?, ?, ?)",
                (number, reading.words, reading.items),
            )
        if reading.problems:
            connection.execute("INSERT INTO problems VALUES (?, ?)", (number, reading.problems))
        keys = [(encoded(key), number) for key in reading.keys]
        connection.executemany("INSERT OR REPLACE INTO keys VALUES (?, ?)", keys)

    def _insert_files(
        self, connection: sqlite3.Connection, number: int, stamps: Iterable[Stamp]
    ) -> None:
        rows = [(self.name(s.path), number, s.size, s.modified, s.digest, s.sure) for s in stamps]
        connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _text(self, entry: EpisodeEntry) -> str:
        files = [os.fsdecode(self.name(path)) for path in entry.files]
        return json.dumps(
            [files, entry.title, entry.season, entry.number, entry.guests, entry.lines, entry.timed, 0.0, entry.fault,
             entry.errors, entry.warnings, entry.others, entry.problems, entry.speakers]
        )  # fmt: skip

    def _entry(self, name: bytes, text: str) -> EpisodeEntry | None:
        try:
            files, title, season, number, guests, *rest, problems, speakers = json.loads(text)
            paths = tuple(self.root / file for file in files)
            kinds = tuple(ProblemCount(*problem) for problem in problems)
            said = tuple((who, lines) for who, lines in speakers)
            told = (self.path(name), paths, title, season, number, tuple(guests), *rest)
            return EpisodeEntry(*told, problems=kinds, speakers=said)
        except (ValueError, TypeError):  # somebody else wrote it
            return None


def _below(prefix: str, path: str) -> str | None:
    return path[len(prefix) :] if path.startswith(prefix) else None


def newest_first(entry: EpisodeEntry) -> tuple[Any, ...]:
    """Return by what entries are sorted, the newest season and episode first, then by file."""
    return (-_whole(entry.season), -_whole(entry.number), os.fspath(entry.path))


def _whole(text: str) -> int:
    found = _NUMBER.search(text)
    return int(found[0][:15]) if found else -1


def _drop_files(connection: sqlite3.Connection, names: Iterable[bytes]) -> None:
    for name in names:
        found = connection.execute("SELECT reading FROM files WHERE path = ?", (name,)).fetchone()
        if found is not None:
            _drop(connection, [found])


def _drop(connection: sqlite3.Connection, numbers: Iterable[tuple[int]]) -> None:
    dropped = list(numbers)
    for table, column in (
        ("files", "reading"),
        ("texts", "reading"),
        ("problems", "reading"),
        ("keys", "reading"),
        ("readings", "id"),
    ):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", dropped)
