"""Changes of many files: a list of what would change, then each file whole or not at all, and the sum of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cueline.collection import uncollected
from cueline.episode import EditError, Episode
from cueline.io.batches.kinds import FileHit, Kind, done
from cueline.io.batches.records import (
    CHANGED,
    UNSAVED,
    Batch,
    Progress,
    Record,
    Skipped,
    batches,
    is_among,
    reason_of,
)
from cueline.io.changed_characters import Beside, changed_beside
from cueline.io.checking.checking import opened
from cueline.io.document import Document
from cueline.io.errors import DocumentError, SaveError
from cueline.io.opening import open_document
from cueline.io.site.site import Sites
from cueline.system_faults import in_words


@dataclass(frozen=True, slots=True)
class FileChange:
    """What would change in a file, or, with `fault`, why that is not known.

    `digest` tells the bytes that were read. `files`: those of the episode.
    """

    path: Path
    hits: tuple[FileHit, ...] = ()
    digest: str = ""
    files: tuple[Path, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a batch. `hits`: how many changes were made. `beside`: what else changed with them, counted.

    `stopped`: why it ended before its time, "" if it did not. `batch`: None where nothing was written.
    """

    unit: tuple[str, str]
    hits: int
    files: tuple[Path, ...]
    beside: Beside
    skipped: tuple[Skipped, ...]
    stopped: str
    batch: Batch | None

    @property
    def sentence(self) -> str:
        """The total: "219 spaces in 98 files; nothing else in them changed"."""
        what = _counted(self.hits, *self.unit)
        files = _counted(len(self.files), "file", "files")
        others = _counted(self.beside.characters, "other character", "other characters")
        wrapped = _counted(self.beside.wrapped, "paragraph", "paragraphs")
        more = f"; with them {others} changed, such as quotes" if self.beside.characters else ""
        again = f"; {wrapped} wrapped anew" if self.beside.wrapped else ""
        them = "it" if len(self.files) == 1 else "them"
        none = f"; nothing else in {them} changed" if self.files and not more + again else ""
        return f"{what} in {files}{more}{again}{none}"


def prepare(
    paths: Sequence[Path], kind: Kind, on_progress: Progress = lambda done, total: True
) -> Iterator[FileChange]:
    """Read files and tell what would change in each; those in which nothing would are left out.

    An episode in two files is told of once. SettingsError where the settings of a site cannot be understood, EditError
    where the search takes too long.
    """
    seen, sites = set[str](), Sites()
    with uncollected():
        for place, path in enumerate(paths):
            if not on_progress(place, len(paths)):
                return
            change = _change_of(path, kind, sites, seen)
            if change is not None:
                yield change


def carry_out(
    changes: Iterable[FileChange],
    chosen: Mapping[Path, Collection[int]],
    kind: Kind,
    keep: Path,
    *,
    now: datetime,
    unsaved: Collection[Path] = (),
    on_progress: Progress = lambda done, total: True,
) -> Result:
    """Make the chosen changes (by path, positions in `hits`), each file whole or not at all.

    What is no longer as it was listed, is unsaved in a window or cannot be saved is left out and named. Before each
    file is written, what it was is kept below `keep`.
    """
    batches(keep, now)  # which removes those that are older than a month
    wanted = [change for change in changes if chosen.get(change.path)]
    work = _Work(kind, keep, now, unsaved, len(wanted))
    with uncollected(), closing(work):
        for place, change in enumerate(wanted):
            if work.stopped or not on_progress(place, len(wanted)):
                work.stopped = (
                    work.stopped or "It was stopped; the files after that are as they were."
                )
                break
            work.change(change, [change.hits[hit] for hit in sorted(chosen[change.path])])
        return work.result()


class _Work:
    """A batch under way."""

    def __init__(
        self, kind: Kind, keep: Path, now: datetime, unsaved: Collection[Path], planned: int
    ) -> None:
        self._planned = planned
        self._kind, self._keep, self._now, self._unsaved = kind, keep, now, unsaved
        self._record: Record | None = None
        self._hits, self._beside = 0, Beside()
        self._files: list[Path] = []
        self._skipped: list[Skipped] = []
        self.stopped = ""

    def change(self, change: FileChange, hits: Sequence[FileHit]) -> None:
        """Change one file, or note why not."""
        try:
            reason = self._try(change, hits)
        except (SaveError, DocumentError) as error:
            reason = reason_of(error) if isinstance(error, SaveError) else _why(error)
        except EditError as error:
            reason = str(error).rstrip(".")
        if reason:
            self._skipped.append(Skipped(change.path, reason))

    def close(self) -> None:
        """Let go of the record."""
        if self._record is not None:
            self._record.release()

    def result(self) -> Result:
        """Return what came of it all."""
        batch = None if self._record is None else self._record.end()
        return Result(
            self._kind.unit, self._hits, tuple(self._files), self._beside, tuple(self._skipped),
            self.stopped, batch,
        )  # fmt: skip

    def _try(self, change: FileChange, hits: Sequence[FileHit]) -> str:
        if is_among(change.files, self._unsaved):
            return UNSAVED
        read = open_document(change.path)
        if read.fingerprint != change.digest:
            return CHANGED.replace("since", "since the list was made")
        document, episode = done(read, hits)
        new = _rendered(document, episode)
        old = {file.path: file.data for file in read.files}
        files = {path: (old[path], data) for path, data in new.items() if data != old[path]}
        if not files:
            return ""
        self._write(document, episode, files)
        self._hits += len(hits)
        mends = sum(bool(hit.mend) for hit in hits)
        self._beside += changed_beside(read, episode, new, mended=mends)
        self._files += [change.path]
        return ""

    def _write(
        self, document: Document, episode: Episode, files: Mapping[Path, tuple[bytes, bytes]]
    ) -> None:
        """Keep what the files are, then write them; SaveError where that cannot be."""
        number = 0
        try:
            self._record = self._record or Record(
                self._keep, self._kind.label, self._now, self._planned
            )
            number = self._record.keep(files)
        except OSError as error:
            self.stopped = (
                "What the files were cannot be kept safe just now"
                f" ({in_words(error)}), so nothing more was changed."
            )
            reason = "what it was cannot be kept safe"
            raise SaveError(next(iter(files)), reason) from error
        try:
            document.save(episode)
        except SaveError:
            self._record.give_up(number)
            raise


def _rendered(document: Document, episode: Episode) -> dict[Path, bytes]:
    """Return the bytes of all files of a document as they would be saved."""
    parts = zip(document.files, document.split(episode), strict=True)
    return {file.path: file.render(part) for file, part in parts}


def _change_of(path: Path, kind: Kind, sites: Sites, seen: set[str]) -> FileChange | None:
    try:
        if not kind.may_change(path.read_bytes()):
            return None
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        return FileChange(
            path, fault="it is gone" if gone else f"it cannot be read: {in_words(error)}"
        )
    look = opened(path)
    if look.skipped or not seen.isdisjoint(look.files):
        return None
    seen.update(look.files)
    if look.fault is not None or look.document is None:
        return None if look.fault is None else FileChange(path, fault=_why(look.fault))
    document = look.document
    hits = tuple(sorted(kind.hits(document, sites), key=lambda hit: hit.line))
    if not hits:
        return None
    files = tuple(part.path for part in document.parts)
    return FileChange(path, hits, document.fingerprint, files)


def _why(error: DocumentError) -> str:
    if isinstance(error.__cause__, FileNotFoundError):
        return "it is gone"
    return f"it cannot be edited: {error.reason.rstrip('.')}"


def _counted(amount: int, one: str, many: str) -> str:
    return f"{amount:,} {one if amount == 1 else many}"
