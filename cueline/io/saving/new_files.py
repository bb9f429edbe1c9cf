"""New files, written all or none, over nothing but empty ones; and what the first episode of a folder is made after."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from cueline.atomic_file import Fresh, remove, sync_folder
from cueline.io.document import Document, parse_file
from cueline.io.errors import SaveError, StaleFileError
from cueline.io.saving import atomic
from cueline.system_faults import in_words

_BLANK = 1000
"""So many bytes an empty file may have: line breaks, blanks."""
_FIRST = b"""\
---
title: ''
season: 1
episode: 0
guests: []
image: images/podcast/s01e00-first.jpg
ids:
  youtube: ''
  anchor: ''
links:
  youtube: ''
  anchor: ''
  spotify: ''
  apple: ''
transcript:
- line: 'A.'
  sec: 0
  time: '0:00'
  who: A
---
"""


def first_of(folder: Path) -> Document:
    """Return what the first episode of a folder is made after: a plain front matter in the usual order."""
    return parse_file(_FIRST, folder / "s01e00-first.md")


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write new files, in order; SaveError, and no file at all, where one cannot be written.

    One that is empty is filled. StaleFileError: one is there already, with something in it.
    """
    for path in files:
        if is_taken(path):
            raise _is_there(path)
    with ExitStack() as on_failure:
        for path, data in files.items():
            if os.path.lexists(path):
                _fill(path, data, on_failure)
                continue
            try:
                fresh = Fresh(path, data)
            except OSError as error:
                raise _not_made(path, error) from error
            on_failure.callback(fresh.discard)
            _appear(fresh, path)
            on_failure.callback(remove, path)
            fresh.discard()
        on_failure.pop_all()
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def is_taken(path: Path) -> bool:
    """Tell whether a new file cannot have this path: something is there, and that is no file without a word in it."""
    if not os.path.lexists(path):
        return False
    try:
        return not path.is_file() or path.stat().st_size > _BLANK or bool(path.read_bytes().strip())
    except OSError:
        return True


def _fill(path: Path, data: bytes, on_failure: ExitStack) -> None:
    """Write what an empty file is to hold; it is empty again where another one fails."""

    def empty() -> None:
        with suppress(SaveError):
            atomic.write(path, there, data)

    try:
        there = path.read_bytes()
    except OSError as error:
        raise _not_made(path, error) from error
    atomic.write(path, data, there)
    on_failure.callback(empty)


def _appear(fresh: Fresh, path: Path) -> None:
    """Let the new bytes have their name, whole and at once; a file that got there meanwhile stays."""
    try:
        os.link(fresh.place, path)
    except FileExistsError as error:
        raise _is_there(path) from error
    except OSError:  # no links on this file system: look once more, then move it there
        if os.path.lexists(path):
            raise _is_there(path) from None
        try:
            fresh.put_in_place()
        except OSError as error:
            raise _not_made(path, error) from error


def _is_there(path: Path) -> StaleFileError:
    reason = f"{path.name} is there already. Give the new episode another file name."
    return StaleFileError(path, reason)


def _not_made(path: Path, error: OSError) -> SaveError:
    reason = in_words(error)
    return SaveError(path, f"{path.name} could not be written: {reason}. Nothing was made.")
