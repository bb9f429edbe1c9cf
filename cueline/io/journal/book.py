"""The content of a journal that is being written: put down record by record, or anew with the fewest records."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cueline.io.journal import claims
from cueline.io.journal.claims import Claim
from cueline.io.journal.file import JournalFile
from cueline.io.journal.records import Begun, Closed, Merged, Placed, Record, Text
from cueline.io.journal.state import JournalState, UnfitRecordError

COMPACT_BYTES = 4 * 2**20
"""From this size on a journal is written anew with the fewest records, whenever it has doubled."""

_LAST_COUNTS = (Merged, Placed, Text)
"""Of these the last one counts. Not of `Moved`: undo and redo may change where an entry is from."""

_WITHOUT_BASE = (Placed, Text, Closed)


class JournalBook:
    """Knows all that its file has to hold, so that it can be written anew at any time. No thread of its own.

    The bytes that the changes stand on are written with the first change: a file that is only looked at costs nothing.
    """

    def __init__(
        self,
        folder: Path,
        begun: Begun,
        state: JournalState,
        claim: Claim | None,
        *,
        has_base: bool,
    ) -> None:
        self.claim = claim
        self._folder, self._begun, self._state = folder, begun, state
        self._has_base = has_base
        self._file: JournalFile | None = None
        self._unfolded: list[Record] = []
        """What was written, and is not yet part of the state."""
        self._compact_from = COMPACT_BYTES

    def put(self, records: Sequence[Record]) -> bool:
        """Write records; return whether they are safe on the disk already. OSError: none of them is written."""
        file = self._file_to_write()
        needs_base = not self._has_base and not all(isinstance(r, _WITHOUT_BASE) for r in records)
        anew = not file.is_sound or self._is_to_be_compacted(file)
        if anew:
            based = self._state.records() if self._has_base or needs_base else ()
            file.write_anew([self._begun, *based, *self._unfolded, *records])
            self._compact_from = max(COMPACT_BYTES, 2 * file.size)
        elif records:
            file.append([*([self._state.base] if needs_base else []), *records])
        self._has_base = self._has_base or needs_base
        for record in records:
            add_record(self._unfolded, record)
        return anew

    def sync(self) -> None:
        """See to it that all is on the disk; OSError: it has to be written anew, as the next `put` will."""
        if self._file is not None:
            self._file.sync()

    def discard(self) -> None:
        """Remove the file: there is nothing to bring back, as it says itself should it stay."""
        if self._file is not None or self._has_base:
            with suppress(OSError):
                self.put([Closed()])
                self.sync()
        if self._file is not None:
            self._file.close()
        if self.claim is not None:
            with suppress(OSError):
                self.claim.journal.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let go of the file and of its name."""
        if self._file is not None:
            self._file.close()
        if self.claim is not None:
            self.claim.release()

    def _file_to_write(self) -> JournalFile:
        if self.claim is None:
            self.claim = claims.take(self._folder, Path(self._begun.paths[0]))
        if self._file is None:
            self._file = JournalFile(self.claim.journal)
        return self._file

    def _is_to_be_compacted(self, file: JournalFile) -> bool:
        """Tell whether the file is too long; never while a save is under way, which has to find its episode again."""
        if file.size < self._compact_from:
            return False
        if not self._has_base:  # each record says all that its kind has to say
            self._unfolded = list({type(record): record for record in self._unfolded}.values())
            return True
        self._fold()
        return not self._unfolded and self._state.on_its_way is None

    def _fold(self) -> None:
        while self._unfolded:
            try:
                self._state.take(self._unfolded[0])
            except UnfitRecordError:
                return
            del self._unfolded[0]


def add_record(records: list[Any], record: Record) -> None:
    """Put a record at the end of a list, in the place of one that says nothing more beside it."""
    last = records[-1] if records else None
    if isinstance(record, _LAST_COUNTS) and type(last) is type(record) and last != Merged(None):
        records[-1] = record
    else:
        records.append(record)
