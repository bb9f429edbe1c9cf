"""Several files written together: all of them new, or all as they were.

A file system puts one file in its place at a time. So a note is laid beside the files before the first one is
replaced; when the program or the power goes between two of them, the note tells the next opening what is left to do.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from cueline.atomic_file import Fresh, patiently, remove, remove_left_over, sync_folder
from cueline.io.errors import SaveError
from cueline.io.saving import atomic
from cueline.system_faults import in_words

Bytes = Mapping[Path, tuple[bytes | None, bytes]]
"""The files to write: what each held when it was read (None: it was not there), and what it is to hold."""


def write_together(files: Bytes) -> None:
    """Replace the files, or none of them. SaveError names the one that could not be written.

    `files` stand in one folder.
    """
    with ExitStack() as cleaning:
        fresh: dict[Path, Fresh] = {}
        for path, (_, new) in files.items():
            try:
                fresh[path] = Fresh(path, new)
            except OSError as error:
                raise atomic.not_written(path, error) from error
            cleaning.callback(fresh[path].discard)
        note = note_of(files)
        atomic.write(note, _noted(files, fresh))
        cleaning.callback(remove, note)
        _put_in_place(files, fresh)
    for path in files:
        remove_left_over(path)


def note_of(paths: Mapping[Path, Any]) -> Path:
    """Return where the note about a save of these files stands."""
    first = min(Path(os.path.realpath(path)) for path in paths)
    return first.with_name(f".{first.name}.saving")


def finish(paths: Mapping[Path, Any]) -> str | None:
    """Finish a save that was cut off between its files; return a sentence about it, None if there was none.

    Nothing is written over that is neither what was read then nor what was to be written.
    """
    note = note_of(paths)
    try:
        entries = _entries(json.loads(note.read_text("utf-8")), note.parent)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (
            f"The note of an earlier save ({note.name}) cannot be read. Look at it, and remove it."
        )
    left = [entry for entry in entries if not entry.is_written]
    if all(entry.is_old for entry in entries) and not all(e.can_be_written for e in left):
        left = []  # it had not begun: the new bytes were not there yet, or are gone again
    stuck = [entry for entry in left if not entry.can_be_written]
    if stuck:
        return (
            f"The last save was cut off between its files, and {stuck[0].path.name} was changed since. "
            f"What was to be written there is in {stuck[0].fresh.name}; remove {note.name} when you have looked."
        )
    try:
        for entry in left:
            patiently(partial(os.replace, entry.fresh, entry.path))
        sync_folder(note.parent)  # before the note goes, which is needed till then
        patiently(note.unlink)
    except OSError as error:
        return f"The last save was cut off, and cannot be finished: {in_words(error)}."
    names = " and ".join(entry.path.name for entry in left)
    return (
        f"The last save was cut off between its files; {names} is now written too."
        if left
        else None
    )


class _Entry:
    """A line of the note: a file, its new bytes beside it, and the digests of old and new."""

    def __init__(self, folder: Path, data: Mapping[str, str]) -> None:
        self.path, self.fresh = folder / Path(data["file"]).name, folder / Path(data["fresh"]).name
        self._old, self._new = data["old"], data["new"]

    @property
    def is_written(self) -> bool:
        """Whether the file has its new bytes."""
        return _digest_of(self.path) == self._new

    @property
    def is_old(self) -> bool:
        """Whether the file is as it was read."""
        return _digest_of(self.path) == self._old

    @property
    def can_be_written(self) -> bool:
        """Whether the file is as it was read, and its new bytes are whole."""
        return self.is_old and _digest_of(self.fresh) == self._new


def _entries(data: object, folder: Path) -> list[_Entry]:
    return [
        _Entry(folder, entry) for entry in cast("dict[str, list[dict[str, str]]]", data)["files"]
    ]


def _noted(files: Bytes, fresh: Mapping[Path, Fresh]) -> bytes:
    entries = [
        {
            "file": fresh[path].target.name,
            "fresh": fresh[path].place.name,
            "old": "" if old is None else sha256(old).hexdigest(),
            "new": sha256(new).hexdigest(),
        }
        for path, (old, new) in files.items()
    ]
    return json.dumps({"files": entries}, indent=1).encode()


def _put_in_place(files: Bytes, fresh: Mapping[Path, Fresh]) -> None:
    """Replace one file after the other; if one cannot be, the ones before it are as they were again.

    StaleFileError: another program has saved one of them meanwhile; then none is replaced.
    """
    done: list[Path] = []
    with ExitStack() as alone:
        for path in sorted(files):
            alone.enter_context(atomic.alone_at(fresh[path].target))
        for path, (old, _) in files.items():
            if old is not None:
                atomic.check_unchanged(path, old)
        for path in files:
            try:
                fresh[path].put_in_place()
            except OSError as error:
                _take_back(files, done)
                raise atomic.not_written(path, error) from error
            done.append(path)
    sync_folder(fresh[done[0]].target.parent)


def _take_back(files: Bytes, done: list[Path]) -> None:
    for path in done:
        old = files[path][0]
        try:
            if old is None:
                patiently(path.unlink)
            else:
                atomic.write(path, old)
        except (OSError, SaveError) as error:
            reason = f"It was written, another file was not, and it cannot be taken back: {error}"
            raise SaveError(path, reason) from error


def _digest_of(path: Path) -> str:
    """Return the digest of a file's bytes, "" of one that is not there."""
    with suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return ""
