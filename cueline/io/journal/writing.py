"""The log of changes: what was done to a document, written down as it is done, so that no crash takes it away.

See docs/decisions/0014-journal.md. Reading one: `cueline.io.journal.reading`.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from cueline import __version__
from cueline.episode import Episode
from cueline.io.document import Document
from cueline.io.journal import claims
from cueline.io.journal.book import JournalBook, add_record
from cueline.io.journal.claims import Claim, Holder
from cueline.io.journal.reading import Replayed
from cueline.io.journal.records import Begun, Record, digest_of
from cueline.io.journal.state import Ground, JournalState
from cueline.system_faults import in_words

THREAD = "journal"
"""What the threads are called that write."""

PAUSE, LONGEST, RETRY = 0.25, 0.8, 2.0
"""Seconds: without a record till the disk is synced; the longest till then; till what failed is tried again."""

_PATIENCE, _LAST_PATIENCE = 10.0, 3.0
"""Seconds that a flush, and the end of the writing, wait at most for a disk that hangs."""

Fault = Callable[[str | None], object]
Safe = Callable[[], object]
Met = Callable[[list[Holder]], object]


def _untold(_: object = None) -> None:
    return None


class Journal:
    """Writes the changes of one open document down, in a thread of its own; nobody else waits for the disk.

    `append` and `close` return at once. What is handed in is called from that thread: `fault` with a sentence when the
    disk does not take what is written, and with None when all of it is there again; `safe` each time that all of it is
    on the disk; `met` with who else has the document open when it is begun. `earlier`: journals that were closed and
    may not be gone yet; this one waits for them, so that their document is not taken for open elsewhere.
    """

    def __init__(
        self,
        make_book: Callable[[], JournalBook],
        folder: Path,
        fault: Fault,
        safe: Safe,
        earlier: Sequence[Journal] = (),
    ) -> None:
        self._make_book, self._fault, self._safe = make_book, fault, safe
        self._folder = folder
        self._earlier = tuple(earlier)
        self._book: JournalBook | None = None
        self._wake = threading.Condition()
        self._pending: list[Record | Callable[[], Record]] = []
        self._appended = self._taken = self._written = self._synced = self._tried = 0
        self._hurry = self._hurrying = self._ending = self._over = self._closed = False
        self._successor: Journal | None = None
        self._failing: str | None = None
        self._first_unsynced = self._last_written = self._retry_at = 0.0
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)
        self._thread.start()

    @classmethod
    def begin(
        cls,
        folder: Path,
        document: Document,
        fault: Fault = _untold,
        safe: Safe = _untold,
        met: Met = _untold,
        earlier: Sequence[Journal] = (),
        follows: Journal | None = None,
    ) -> Journal:
        """Begin a journal for a document that was opened; `fault` also hears of a folder that cannot be made.

        `follows`: the journal of the text that it was made of, which this window has too, for the moment.
        """
        files = tuple(file.data for file in document.files)
        ground, on_disk = Ground(document.episode, files), document.on_disk

        def make() -> JournalBook:
            begun, claim = _begun(document, files), _claimed(folder, document.path)
            _tell_holders(folder, document.path, (claim, follows and follows.claim), met)
            return JournalBook(folder, begun, JournalState(ground, on_disk), claim, has_base=False)

        return cls(make, folder, fault, safe, earlier)

    @classmethod
    def of_text(
        cls,
        folder: Path,
        path: Path,
        data: bytes,
        fault: Fault = _untold,
        safe: Safe = _untold,
    ) -> Journal:
        """Begin a journal for a file that does not parse; its `Text` records say what was made of it by hand."""

        def make() -> JournalBook:
            begun = _begun_now((path,), (digest_of([data]),))
            state = JournalState(Ground(Episode(), (data,)))
            return JournalBook(folder, begun, state, _claimed(folder, path), has_base=False)

        return cls(make, folder, fault, safe)

    @classmethod
    def go_on(
        cls,
        claim: Claim,
        replayed: Replayed,
        fault: Fault = _untold,
        safe: Safe = _untold,
        met: Met = _untold,
        earlier: Sequence[Journal] = (),
    ) -> Journal:
        """Go on with a journal that was left; it stands as it is till it is written anew, whole."""

        def make() -> JournalBook:
            begun, folder = (
                _begun(replayed.document, replayed.state.base.files),
                claim.journal.parent,
            )
            _tell_holders(folder, Path(begun.paths[0]), (claim,), met)
            return JournalBook(folder, begun, replayed.state, claim, has_base=True)

        return cls(make, claim.journal.parent, fault, safe, earlier)

    @property
    def claim(self) -> Claim | None:
        """The name under which it is written; None while there is no place for it."""
        return self._book.claim if self._book is not None else None

    @property
    def file(self) -> Path | None:
        """The file that is written; None while there is no place for it."""
        claim = self.claim
        return claim.journal if claim else None

    @property
    def failing(self) -> str | None:
        """The sentence that says why nothing can be written just now; None while it can."""
        return self._failing

    @property
    def is_safe(self) -> bool:
        """Whether all that was appended is on the disk."""
        return self._synced >= self._appended

    def append(self, record: Record | Callable[[], Record]) -> None:
        """Write a record down as soon as can be, in the thread, where what makes one is called too."""
        with self._wake:
            if callable(record):
                self._pending.append(record)
            else:
                add_record(self._pending, record)
            self._appended += 1
            self._wake.notify_all()

    def flush(self, patience: float = _PATIENCE) -> bool:
        """Wait till what was appended is on the disk; False where it cannot be, or not within `patience` seconds."""
        with self._wake:
            wanted, tried = self._appended, self._tried
            self._hurry = True
            self._wake.notify_all()
            self._wake.wait_for(
                lambda: (
                    self._synced >= wanted or (self._failing and self._tried > tried) or self._over
                ),
                patience,
            )
            return self._synced >= wanted

    def close(self, successor: Journal | None = None) -> None:
        """End the journal of a document that is closed: there is nothing to bring back. `wait` till it is gone.

        `successor`: a journal that says the same; this one stays till that has all it was given on the disk.
        """
        self._closed, self._successor = True, successor
        self._fault = self._safe = _untold
        self._end()

    def leave(self, seconds: float = _LAST_PATIENCE) -> None:
        """End the writing, and leave the journal for the next start; wait for that so long at most."""
        self._end()
        self.wait(seconds)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait till a journal that was closed or left is let go of; False where that takes longer than `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _end(self) -> None:
        with self._wake:
            self._ending = True
            self._wake.notify_all()

    def _run(self) -> None:
        for journal in self._earlier:
            journal.wait()
        with ExitStack() as on_fault:
            on_fault.callback(self._break_down)
            self._book = book = self._make_book()
            del self._earlier, self._make_book  # they hold the window that began it
            self._write_all(book)
            on_fault.pop_all()
        if self._closed:
            self._await_successor()
            book.discard()
        else:
            book.close()

    def _break_down(self) -> None:
        """Say that a fault of the program ends the writing; the file stays, and its name is nobody else's."""
        self._failing = (
            "Changes cannot be kept safe any more: something in Cueline went wrong. Save soon."
        )
        with self._wake:
            self._over = True
            self._wake.notify_all()
        self._fault(self._failing)

    def _await_successor(self) -> None:
        """Wait till what this journal says stands in another one, or is not wanted any more."""
        successor = self._successor
        while successor is not None and not successor.flush():
            if successor.wait(RETRY):
                successor = successor._successor

    def _write_all(self, book: JournalBook) -> None:
        while True:
            batch = self._next_batch()
            try:
                self._write(book, batch)
            except OSError as error:
                self._fail(batch, error)
            with self._wake:
                self._tried += 1
                self._wake.notify_all()
                self._over = self._ending and bool(self._failing or not self._pending)
                if self._over:
                    return

    def _next_batch(self) -> list[Record]:
        """Wait till there is something to do, or a sync is due; return the records to write."""
        return [record() if callable(record) else record for record in self._take_pending()]

    def _take_pending(self) -> list[Record | Callable[[], Record]]:
        with self._wake:
            while not self._has_work():
                self._wake.wait(self._seconds_to_wait())
            batch, self._pending, self._taken = self._pending, [], self._appended
            self._hurrying, self._hurry = self._hurry, False
            return batch

    def _has_work(self) -> bool:
        if self._hurry or self._ending:
            return True
        if self._failing:
            return time.monotonic() >= self._retry_at
        return bool(self._pending) or self._is_due()

    def _seconds_to_wait(self) -> float | None:
        if self._failing:
            return max(0.0, self._retry_at - time.monotonic())
        return max(0.0, self._due() - time.monotonic()) if self._written > self._synced else None

    def _due(self) -> float:
        """When what is written has to be synced: at a pause, but not later than allowed."""
        return min(self._last_written + PAUSE, self._first_unsynced + LONGEST)

    def _is_due(self) -> bool:
        return self._written > self._synced and time.monotonic() >= self._due()

    def _write(self, book: JournalBook, batch: list[Record]) -> None:
        safe = book.put(batch)
        now = time.monotonic()
        if batch:
            self._first_unsynced = now if self._written == self._synced else self._first_unsynced
            self._last_written = now
        self._written = self._taken
        if not safe and (self._hurrying or self._ending or self._is_due()):
            book.sync()
            safe = True
        if safe and self._synced < self._written:
            self._synced = self._written
            self._safe()
        if self._failing:
            self._failing = None
            self._fault(None)

    def _fail(self, batch: list[Record], error: OSError) -> None:
        with self._wake:
            if self._written < self._taken:
                self._pending[:0] = batch
            self._retry_at = time.monotonic() + RETRY
        if not self._failing:
            reason = in_words(error)
            place = f"in {self._folder} just now"
            self._failing = f"Changes cannot be kept safe {place}: {reason}. Save soon."
            self._fault(self._failing)


def _claimed(folder: Path, path: Path) -> Claim | None:
    """Claim a name for a journal; None where that cannot be now: it is tried again when something is to be written."""
    with suppress(OSError):
        return claims.take(folder, path)
    return None


def _tell_holders(folder: Path, path: Path, own: Sequence[Claim | None], met: Met) -> None:
    with suppress(OSError):
        met(claims.holders(folder, path, *own))


def _begun(document: Document, files: tuple[bytes, ...]) -> Begun:
    known = {id(file.data): file for file in document.files}
    digests = tuple(
        known[id(data)].digest if id(data) in known else digest_of([data]) for data in files
    )
    return _begun_now(tuple(f.path for f in document.files), digests, document.on_disk)


def _begun_now(
    paths: tuple[Path, ...], digests: tuple[str, ...], broken: bytes | None = None
) -> Begun:
    return Begun(
        tuple(str(path.absolute()) for path in paths),
        digests,
        __version__,
        os.getpid(),
        socket.gethostname(),
        time.time(),
        digest_of([broken]) if broken is not None else "",
    )
