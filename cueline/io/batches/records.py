"""What a change of many files has written, kept so that it can be taken back within a month.

Each batch is a folder: `batch.json` (what, when) and `files.jsonl`, where a line is written before each file is, with
the digests of its old and its new bytes; the old bytes stand beside it. So a batch that was cut off knows what it did.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cueline.atomic_file import sync, write_whole
from cueline.io.errors import SaveError
from cueline.io.journal import locks
from cueline.io.saving import atomic
from cueline.io.saving.together import write_together
from cueline.system_faults import in_words

KEPT = timedelta(days=31)
"""How long a batch can be taken back."""

_FILES = "files.jsonl"

CHANGED = "it was changed since"
UNSAVED = "it has changes in a window that are not saved"

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; returns False to stop."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left as it is, and why: words that end a sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of one episode as a batch found them: old bytes and digest of the new ones, by path."""

    number: int
    old: Mapping[Path, Path]
    digests: Mapping[Path, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is kept. `episodes`: what can still be taken back.

    `planned`: how many episodes were to be changed by one that was cut off, 0 for one that ended. `told`: the user
    knows that.
    """

    folder: Path
    label: str
    when: datetime
    episodes: tuple[Kept, ...]
    planned: int = 0
    told: bool = False

    @property
    def written(self) -> int:
        """How many of the episodes were written; the last one before the end may not have been. Reads the files."""
        return len(self.episodes) - sum(_is_untouched(kept) for kept in self.episodes[-1:])


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of taking a batch back. `files`: those of the `episodes`, counted, that were put back."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    episodes: int


class Record:
    """The record of a batch that is under way. OSError where it cannot be written: then no file may be either.

    `planned`: how many episodes it is to change. As long as it is under way its file is locked: others see that.
    """

    def __init__(self, keep: Path, label: str, now: datetime, planned: int = 0) -> None:
        name = f"{now:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
        self.folder = keep / name
        self._number = 0
        when = now.isoformat(timespec="seconds")
        said = {"label": label, "when": when, "planned": planned}
        write_whole(self.folder / _FILES, b"")
        self._held = (self.folder / _FILES).open("rb")
        with suppress(OSError):
            locks.lock(self._held.fileno())
        write_whole(self.folder / "batch.json", json.dumps(said, ensure_ascii=False).encode())

    def keep(self, files: Mapping[Path, tuple[bytes, bytes]]) -> int:
        """Keep the old bytes of an episode's files, and what they become; return its number."""
        self._number += 1
        entries: list[dict[str, str]] = []
        for place, (path, (old, new)) in enumerate(files.items()):
            name = f"{self._number}-{place}.old"
            write_whole(self.folder / name, old)
            entries.append(
                {
                    "path": str(path.absolute()),
                    "bytes": name,
                    "old": digest(old),
                    "new": digest(new),
                }
            )
        _note(self.folder, {"number": self._number, "files": entries})
        return self._number

    def give_up(self, number: int) -> None:
        """Note that an episode was not written after all."""
        _note(self.folder, {"number": number, "gone": True})

    def end(self) -> Batch | None:
        """Return the batch; None, and no record, if nothing was written."""
        with suppress(OSError):  # then it is told as one that was cut off
            _note(self.folder, {"ended": True})
        self.release()
        batch = _batch(self.folder)
        if batch is None or not batch.episodes:
            shutil.rmtree(self.folder, ignore_errors=True)
            return None
        return batch

    def release(self) -> None:
        """Note no more: whether it has ended or not."""
        if not self._held.closed:
            locks.unlock(self._held.fileno())
            self._held.close()


def batches(keep: Path, now: datetime) -> list[Batch]:
    """Return the batches of the last month that can be taken back, the newest first; older ones are removed."""
    found: list[Batch] = []
    with suppress(OSError):
        for folder in sorted(keep.iterdir()):
            batch = _batch(folder)
            if batch is not None and now - batch.when > KEPT:
                shutil.rmtree(folder, ignore_errors=True)
            elif batch is not None and batch.episodes:
                found.append(batch)
    return sorted(found, key=lambda batch: (batch.when, batch.folder), reverse=True)


def cut_off(keep: Path, now: datetime) -> list[Batch]:
    """Return the batches that were cut off, as by a crash, and that the user has not been told of."""
    return [batch for batch in batches(keep, now) if batch.planned and not batch.told]


def note_told(batch: Batch) -> None:
    """Note that the user knows that a batch was cut off."""
    with suppress(OSError):
        _note(batch.folder, {"told": True})


def left_alone(kept: Sequence[Batch], unsaved: Collection[Path] = ()) -> list[list[Skipped]]:
    """Tell of each batch which episodes would be left as they are if it were taken back now, and why."""
    known: dict[Path, str] = {}

    def now(path: Path) -> str:
        if path not in known:
            known[path] = digest(path.read_bytes())
        return known[path]

    found: list[list[Skipped]] = []
    for batch in kept:
        reasons = ((next(iter(one.old)), _standing(one, unsaved, now)) for one in batch.episodes)
        found.append([Skipped(path, reason) for path, reason in reasons if reason])
    return found


def _standing(kept: Kept, unsaved: Collection[Path], now: Callable[[Path], str]) -> str:
    """Return why an episode would be left as it is, "" if it would not; `now` tells the digest of a file."""
    if is_among(kept.old, unsaved):
        return UNSAVED
    try:
        changed = any(now(path) not in kept.digests[path] for path in kept.old)
    except FileNotFoundError:
        return "it is gone"
    except OSError as error:
        return f"it cannot be read: {in_words(error)}"
    return CHANGED if changed else ""


def take_back(
    batch: Batch,
    *,
    unsaved: Collection[Path] = (),
    on_progress: Progress = lambda done, total: True,
) -> TakenBack:
    """Put back the bytes that files had before a batch, where they are still the batch's; others are named.

    What was put back is no longer in the batch; when nothing is left of it, its record goes.
    """
    files: list[Path] = []
    skipped: list[Skipped] = []
    done = 0
    for place, kept in enumerate(batch.episodes):
        if not on_progress(place, len(batch.episodes)):
            break
        reason = _put_back(kept, unsaved)
        if reason:
            skipped.append(Skipped(next(iter(kept.old)), reason))
            continue
        files += kept.old
        done += 1
        with suppress(OSError):  # then it is put back once more, which changes nothing
            _note(batch.folder, {"number": kept.number, "gone": True})
    left = _batch(batch.folder)
    if left is None or not left.episodes:
        shutil.rmtree(batch.folder, ignore_errors=True)
    return TakenBack(tuple(files), tuple(skipped), done)


def _put_back(kept: Kept, unsaved: Collection[Path]) -> str:
    """Put back an episode's files, all or none; return why not, "" if it was done."""
    if is_among(kept.old, unsaved):
        return UNSAVED
    try:
        now = {path: path.read_bytes() for path in kept.old}
        old = {path: place.read_bytes() for path, place in kept.old.items()}
    except FileNotFoundError as error:
        there = str(error.filename) in map(str, kept.old)
        return "it is gone" if there else "what it was before is gone"
    except OSError as error:
        return f"it cannot be read: {in_words(error)}"
    for path, data in now.items():
        was, became = kept.digests[path]
        if digest(old[path]) != was:
            return "what it was before is damaged"
        if digest(data) not in (was, became):
            return CHANGED
    return _write({path: (data, old[path]) for path, data in now.items() if data != old[path]})


def _write(files: Mapping[Path, tuple[bytes, bytes]]) -> str:
    try:
        if len(files) > 1:
            write_together(files)
        for path, (_, new) in files.items() if len(files) == 1 else ():
            atomic.write(path, new)
    except SaveError as error:
        return reason_of(error)
    return ""


def is_among(paths: Collection[Path], others: Collection[Path]) -> bool:
    """Tell whether one of the files is among others, whatever the way to it."""
    real = {os.path.realpath(path) for path in others}
    return any(os.path.realpath(path) in real for path in paths)


def reason_of(error: SaveError) -> str:
    """Return why a file could not be saved, as words that end a sentence."""
    words = error.reason.partition(". ")[0].rstrip(".")
    return f"{words[:1].lower()}{words[1:]}"


def digest(data: bytes) -> str:
    """Return what tells these bytes from all others."""
    return sha256(data).hexdigest()


def _note(folder: Path, said: Mapping[str, Any]) -> None:
    """Add a line to the record, on the disk before anything else happens.

    It begins with a line end too, for the line before it may have been cut off.
    """
    line = json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogateescape")
    with (folder / _FILES).open("ab") as file:
        file.write(b"\n" + line + b"\n")
        file.flush()
        sync(file.fileno())


def _batch(folder: Path) -> Batch | None:
    """Read a record; None where it is none, or damaged."""
    try:
        said = json.loads((folder / "batch.json").read_text("utf-8"))
        label, when = str(said["label"]), datetime.fromisoformat(said["when"])
        lines = (folder / _FILES).read_bytes().splitlines()
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    words = [word for line in lines if (word := _word(line))]
    planned = 0 if "ended" in words or _is_under_way(folder) else _number(said.get("planned"))
    return Batch(folder, label, when, tuple(_episodes(folder, lines)), planned, "told" in words)


def _word(line: bytes) -> str:
    """Return what a line says of the batch as a whole, "" if it tells of an episode, or was cut off."""
    with suppress(ValueError):
        said = json.loads(line.decode("utf-8", "surrogateescape"))
        return next((word for word in ("ended", "told") if word in said), "")
    return ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is_under_way(folder: Path) -> bool:
    """Tell whether a program is at work on a batch, where the file system can tell that."""
    with suppress(OSError), (folder / _FILES).open("rb") as file:
        if not locks.lock(file.fileno()):
            return True
        locks.unlock(file.fileno())
    return False


def _is_untouched(kept: Kept) -> bool:
    with suppress(OSError):
        return all(digest(path.read_bytes()) == was for path, (was, _) in kept.digests.items())
    return False


def _episodes(folder: Path, lines: Sequence[bytes]) -> Iterator[Kept]:
    """Give the episodes that can be taken back; a line that was cut off stands for a file that was not written."""
    known: dict[int, Kept] = {}
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            said = json.loads(line.decode("utf-8", "surrogateescape"))
            if "gone" in said:
                known.pop(int(said["number"]), None)
                continue
            entries = said["files"]
            known[int(said["number"])] = Kept(
                int(said["number"]),
                {Path(entry["path"]): folder / Path(entry["bytes"]).name for entry in entries},
                {Path(entry["path"]): (str(entry["old"]), str(entry["new"])) for entry in entries},
            )
    yield from known.values()
