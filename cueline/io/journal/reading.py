"""Journals that were left: read up to where they are whole, and brought back to a document with its history."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cueline.episode import Change, Episode
from cueline.io.document import Document
from cueline.io.errors import DocumentError, SaveError
from cueline.io.journal.frames import read_frames
from cueline.io.journal.records import (
    Base,
    Begun,
    Closed,
    Placed,
    Record,
    Saved,
    Saving,
    Stepped,
    Text,
    digest_of,
)
from cueline.io.journal.records_json import NewerRecordError, RefusedRecordError, from_json
from cueline.io.journal.state import (
    UNREACHABLE,
    Ground,
    History,
    JournalState,
    UnfitRecordError,
)
from cueline.io.opening import parse_document
from cueline.io.saving.together import finish
from cueline.system_faults import in_words

_ON_BASE = (Stepped, Saving, Saved)


@dataclass(frozen=True, slots=True)
class Refused:
    """A journal that nothing can be brought back from; `reason` is a sentence.

    `stays`: it can be another time, or by a newer program.
    """

    file: Path
    reason: str
    stays: bool = False


@dataclass(frozen=True)
class Journalled:
    """What a journal holds, up to where it is whole. `whole`: nothing of it was cut off or damaged."""

    file: Path
    begun: Begun
    base: Base | None
    records: tuple[Record, ...]
    history: History
    whole: bool

    @property
    def path(self) -> Path:
        """The file that was open; of two files the transcript's."""
        return Path(self.begun.paths[0])

    @property
    def paths(self) -> list[Path]:
        """All files that were open."""
        return [Path(path) for path in self.begun.paths]

    @property
    def closed(self) -> bool:
        """Whether the document was closed: there is nothing to bring back."""
        return any(isinstance(record, Closed) for record in self.records)

    @property
    def place(self) -> Placed | None:
        """Where the user was last; None if it was never told."""
        return next((r for r in reversed(self.records) if isinstance(r, Placed)), None)

    @property
    def text(self) -> bytes | None:
        """The text of a broken file as it was changed by hand; None if there is none."""
        return next((r.data for r in reversed(self.records) if isinstance(r, Text)), None)

    @property
    def caret(self) -> int:
        """Where the caret was in that text, in UTF-16 units."""
        return next((r.caret for r in reversed(self.records) if isinstance(r, Text)), 0)

    @property
    def saved(self) -> bool:
        """Whether the files were saved, since they were opened."""
        return any(isinstance(record, Saved) for record in self.records)

    @property
    def may_be_lost(self) -> bool:
        """Whether a power cut may have taken the last save back.

        It cannot where the folder can be synced, for that is done before a save is told here; nor where a file was
        written since the last step that was saved: somebody went back to it.
        """
        from cueline.atomic_file import sync_folder

        places = [Path(os.path.realpath(path)) for path in self.paths]
        if not self.saved or all(sync_folder(place.parent) for place in places):
            return False
        with suppress(OSError):
            return all(place.stat().st_mtime <= self._saved_after for place in places)
        return True

    @property
    def _saved_after(self) -> float:
        """When the last step was made that was saved, s since 1970; the save came after that."""
        last = max(place for place, r in enumerate(self.records) if isinstance(r, Saved))
        return max((r.when for r in self.records[:last] if isinstance(r, Stepped)), default=0.0)

    @property
    def digest(self) -> str:
        """The digest of what the files held when they were opened or saved last."""
        saved = [r.digest for r in self.records if isinstance(r, Saved)]
        return saved[-1] if saved else digest_of(self.base.files) if self.base else ""

    @cached_property
    def said(self) -> str:
        """What is not saved, in words: "14 changes since 13:58"; "" where everything is."""
        return _counted(self.history)

    def taken_back(self, disk: Mapping[Path, bytes | None]) -> str:
        """Say what was saved, and is lost in the files, as they hold what an earlier save wrote; "" where it is not.

        A power cut does that where a folder cannot be synced. What somebody else put in the place of what was saved is
        another matter. DocumentError where the journal holds no document.
        """
        held = [disk.get(path) for path in self.paths]
        if not self.may_be_lost or digest_of(data or b"" for data in held) == self.digest:
            return ""
        return _counted(self.replay().settled(disk).state.history)

    def replay(self) -> Replayed:
        """Make the document and its history anew, from the bytes in the journal; DocumentError where there are none.

        The steps that do not fit any more, and all after them, are left out.
        """
        document = self._opened()
        files = tuple(file.data for file in document.files)
        state = JournalState(Ground(document.episode, files), document.on_disk)
        for count, record in enumerate(self.records):
            try:
                state.take(record)
            except UnfitRecordError:
                return Replayed(
                    _taken_up(document, state), state, left_out=len(self.records) - count
                )
        return Replayed(_taken_up(document, state), state)

    def _opened(self) -> Document:
        if self.base is None:
            raise DocumentError(self.path, 1, 1, "its journal does not hold what it was.")
        paths = self.paths
        parts = {path.name: data for path, data in zip(paths, self.base.files, strict=True)}
        document = parse_document(self.base.files[0], str(paths[0]), parts)
        if self.base.on_disk is not None:
            document = replace(document, on_disk=self.base.on_disk)
        return document


@dataclass(frozen=True)
class Replayed:
    """A document as it was saved last, and what was made of it: the episode, the steps, the place in them.

    `left_out`: how many records did not fit, 0 but for a journal that was tampered with.
    """

    document: Document
    state: JournalState
    left_out: int = 0

    @property
    def episode(self) -> Episode:
        """The episode as it was; its entries have the origins that the document knows."""
        return self.state.episode

    @property
    def steps(self) -> Sequence[Stepped]:
        """The history: the first `index` steps are done, the others were taken back."""
        return self.state.history.steps

    @property
    def index(self) -> int:
        """How many of the steps are done."""
        return self.state.history.index

    @property
    def saved_index(self) -> int:
        """At which place of the history the files are; -1 where that is none of it."""
        return self.state.history.clean

    def stands_on(self, files: Mapping[Path, bytes | None]) -> bool:
        """Tell whether the files still hold what the document holds."""
        expected = {file.path: _expected(file) for file in self.document.files}
        return all(files.get(path) == data for path, data in expected.items())

    def settled(self, files: Mapping[Path, bytes | None], *, may_be_lost: bool = True) -> Replayed:
        """Return this as the files show it: a save under way was done, or the last ones did not get to the disk.

        `may_be_lost`: whether that can be (see `Journalled.may_be_lost`); else somebody went back to an earlier save.
        """
        if self.stands_on(files):
            return self
        held = tuple(files.get(file.path) for file in self.document.files)
        try:
            done = self._with_last_save(held)
            return done or (self._without_last_saves(held) if may_be_lost else None) or self
        except SaveError:
            return self

    def _with_last_save(self, held: tuple[bytes | None, ...]) -> Replayed | None:
        written = self.state.on_its_way
        if written is None:
            return None
        made = tuple(file.data for file in self.document.verified(written).files)
        return self._standing_on(written, made) if made == held else None

    def _without_last_saves(self, held: tuple[bytes | None, ...]) -> Replayed | None:
        """Return this on the bytes of an earlier save, where the files hold those: a rename was lost in a power cut."""
        grounds = self.state.grounds
        found = next((ground for ground in reversed(grounds[:-1]) if ground.files == held), None)
        if found is None:
            return None
        change = Change.between(grounds[-1].episode, found.episode)
        return self._standing_on(change.apply(grounds[-1].episode), found.files, change)

    def _standing_on(
        self, written: Episode, made: tuple[bytes, ...], change: Change | None = None
    ) -> Replayed:
        document, before = self.document.taken_up(written, made), self.state.grounds[-1].files
        index = self.state.history.saving if change is None else UNREACHABLE
        self.state.take(Saved.of(index, before, made, change))
        return replace(self, document=document)


def read_journal(file: Path) -> Journalled | Refused:
    """Read a journal; never an error, whatever the file holds."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Refused(file, f"Their journal cannot be read: {in_words(error)}.", stays=True)
    return journalled(file, data)


def journalled(file: Path, data: bytes) -> Journalled | Refused:
    """Read the bytes of a journal."""
    records: list[Record] = []
    history, end = History(), 0
    for frame in read_frames(data):
        try:
            record = from_json(frame.payload)
            if records:
                _check_fits(records, record, history)
        except RefusedRecordError as error:
            if not records:
                return Refused(file, str(error), stays=isinstance(error, NewerRecordError))
            break
        except UnfitRecordError:
            break
        records.append(record)
        end = frame.end
    if not records or not isinstance(records[0], Begun) or not records[0].paths:
        return Refused(file, "This is no journal of Cueline, or its beginning is damaged.")
    base = next((r for r in records if isinstance(r, Base)), None)
    rest = tuple(r for r in records[1:] if not isinstance(r, (Begun, Base)))
    return Journalled(file, records[0], base, rest, history, end == len(data))


def disk_of(document: Document) -> dict[Path, bytes | None]:
    """Read what the files of a document hold now; see `held_in`."""
    return held_in([file.path for file in document.files])


def held_in(paths: Sequence[Path]) -> dict[Path, bytes | None]:
    """Read what the files of one document hold now; None where one cannot be read.

    A save of two files that was cut off is finished first.
    """
    if len(paths) > 1:
        finish(dict.fromkeys(paths))
    return {path: _read(path) for path in paths}


def _check_fits(records: Sequence[Record], record: Record, history: History) -> None:
    begun = records[0]
    if isinstance(record, Base) and isinstance(begun, Begun):
        if len(record.files) != len(begun.paths) or _digests(record) != begun.digests:
            raise UnfitRecordError
    elif isinstance(record, _ON_BASE) and not any(isinstance(r, Base) for r in records):
        raise UnfitRecordError
    history.take(record)


def _digests(base: Base) -> tuple[str, ...]:
    return tuple(digest_of([data]) for data in base.files)


def _taken_up(document: Document, state: JournalState) -> Document:
    """Bring a document to what was saved last, so that it remembers the source of what was saved before."""
    for ground in state.grounds[1:]:
        try:
            document = document.taken_up(ground.episode, ground.files)
        except SaveError:
            break
    return document


def _expected(document: Document) -> bytes:
    return document.data if document.on_disk is None else document.on_disk


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _counted(history: History) -> str:
    count = history.unsaved
    if not count:
        return ""
    changes = "1 change" if count == 1 else f"{count} changes"
    return changes + since(history)


def since(history: History) -> str:
    """Say from when on a history is not saved, to be added: " since 13:58"; "" where that is not known."""
    when = history.unsaved_since
    return "" if when is None else f" since {_time(when)}"


def _time(when: float) -> str:
    moment = datetime.fromtimestamp(when)
    today = moment.date() == datetime.now().date()
    return f"{moment:%H:%M}" if today else f"{moment:%d %b, %H:%M}"
