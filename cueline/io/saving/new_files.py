"""New files, written all or none, and never over anything; and what the first episode of a folder is made after."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from cueline.atomic_file import Fresh, remove, sync_folder
from cueline.io.document import Document, parse_file
from cueline.io.errors import SaveError, StaleFileError

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

    StaleFileError: one is there already.
    """
    for path in files:
        if os.path.lexists(path):
            raise _is_there(path)
    with ExitStack() as on_failure:
        for path, data in files.items():
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
    reason = error.strerror or str(error)
    return SaveError(path, f"{path.name} could not be written: {reason}. Nothing was made.")
