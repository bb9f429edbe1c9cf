"""What is kept of a site's files between runs: one SQLite file, which may be lost at any time without harm."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from cueline.atomic_file import make_folder

if TYPE_CHECKING:
    import sqlite3

FOLDER = "sites"
_APPLICATION, _FORM = 0x4375654C, 3
_MONTHS_4 = 120 * 24 * 3600
_MOST_SITES, _MOST_BYTES = 30, 2 * 2**30
_PATIENCE = 1.0
_PAGE = 65536
_ENDINGS = ("", "-wal", "-shm", "-journal")
_TABLES = """
CREATE TABLE readings (
    id INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL, read BLOB NOT NULL, people BLOB NOT NULL, checked BLOB NOT NULL,
    counted BLOB NOT NULL, skipped TEXT NOT NULL, entry TEXT NOT NULL, guests TEXT NOT NULL
);
CREATE TABLE files (
    path BLOB PRIMARY KEY, reading INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    digest BLOB NOT NULL, sure INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE texts (reading INTEGER PRIMARY KEY, words BLOB NOT NULL, items BLOB NOT NULL);
CREATE TABLE problems (reading INTEGER PRIMARY KEY, noted BLOB NOT NULL);
CREATE TABLE keys (key BLOB NOT NULL, reading INTEGER NOT NULL, PRIMARY KEY (key, reading)) WITHOUT ROWID;
CREATE INDEX files_reading ON files (reading);
CREATE INDEX keys_reading ON keys (reading);
CREATE TABLE facts (name BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""


def store_file(cache: Path, root: Path) -> Path:
    """Return the file that keeps what is known of a site; its name does not tell the site's."""
    return cache / FOLDER / f"{sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]}.sqlite"


class Store:
    """The tables of one site. Usable from any thread; one may read while another writes.

    A file that is damaged, or another program's, is made anew; where it cannot be used at all, the tables are in
    memory. `generation` counts how often all was lost by that.
    """

    def __init__(self, file: Path | None) -> None:
        self.generation = 0
        self._file = file
        self._writing, self._reading = RLock(), RLock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._closed = False

    @property
    def in_memory(self) -> bool:
        """Whether what is kept ends with the program."""
        return self._file is None

    @property
    def closed(self) -> bool:
        """Whether nothing is kept any more."""
        return self._closed

    def rows(self, sql: str, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a question; none where they cannot be read."""
        import sqlite3

        for _ in range(3):
            generation = self.generation
            try:
                if self._reader is None:
                    self._open_reader()
                with self._reading:
                    if self._reader is not None:
                        return self._reader.execute(sql, arguments).fetchall()
            except (sqlite3.Error, OSError) as error:
                self._give_up(error, generation)
        return []

    def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do `work` as one step: all of it is kept or nothing."""
        import sqlite3

        for _ in range(3):
            generation = self.generation
            try:
                with self._writing:
                    if not self._closed:
                        _as_one_step(self._open_writer(), work)
                return
            except (sqlite3.Error, OSError) as error:
                self._give_up(error, generation)

    def close(self) -> None:
        """Let go of the file; from now on nothing is known, and nothing kept."""
        with self._writing, self._reading:
            self._closed = True
            self._let_go()

    def _open_reader(self) -> None:
        with self._writing:
            if self._reader is None and not self._closed:
                writer = self._open_writer()
                self._reader = writer if self._file is None else _connected(self._file)

    def _open_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            if self._file is None:
                self._reading = self._writing
            else:
                make_folder(self._file.parent)
            self._writer = _connected(self._file)
            _prepare(self._writer)
            if self._file is not None:
                with suppress(OSError):
                    os.utime(self._file)
        return self._writer

    def _give_up(self, error: Exception, generation: int) -> None:
        """Begin with nothing: in a new file where this one is spoilt, in memory where it cannot be used."""
        with self._writing, self._reading:
            if generation != self.generation or self._closed:
                return
            self._let_go()
            self.generation += 1
            if self._file is None or (_is_spoilt(error) and _removed(self._file)):
                return
            self._file = None

    def _let_go(self) -> None:
        import sqlite3

        for connection in {id(c): c for c in (self._reader, self._writer) if c}.values():
            with suppress(sqlite3.Error):
                connection.close()
        self._reader = self._writer = None


def drop_old_stores(cache: Path, kept: Path) -> None:
    """Remove what is kept of sites that nobody opened for months, and the oldest where there are too many."""
    now = time.time()
    with suppress(OSError):
        found = [(path.stat(), path) for path in (cache / FOLDER).glob("*.sqlite") if path != kept]
        size = 0
        for place, (status, path) in enumerate(
            sorted(found, key=lambda pair: -pair[0].st_mtime), 2
        ):
            size += status.st_size
            old = now - status.st_mtime > _MONTHS_4
            if old or place > _MOST_SITES or size > _MOST_BYTES:
                _removed(path)


def _connected(file: Path | None) -> sqlite3.Connection:
    import sqlite3

    name = ":memory:" if file is None else os.fspath(file)
    connection = sqlite3.connect(name, _PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA schema_version")
        connection.execute("PRAGMA cache_size = -4000")  # counted in pages of the size known by now
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none; DatabaseError where this is another program's file, or another form."""
    import sqlite3

    marks = (_APPLICATION, _FORM)
    told = tuple(
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if told not in (marks, (0, 0)) or (told != marks and _has_tables(connection)):
        raise sqlite3.DatabaseError("not a file of this program, or of another version of it")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if told != marks:
        _as_one_step(connection, _make_tables)


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0


def _make_tables(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] == _FORM:
        return  # another program was faster
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {_FORM}")


def _as_one_step(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], None]
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        work(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _is_spoilt(error: Exception) -> bool:
    """Tell whether the file itself is no good; else it is in use, may not be written, or the disk is full."""
    import sqlite3

    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def _removed(file: Path) -> bool:
    """Remove a store; False where that cannot be done."""
    try:
        for ending in _ENDINGS:
            file.with_name(file.name + ending).unlink(missing_ok=True)
    except OSError:
        return False
    return True
