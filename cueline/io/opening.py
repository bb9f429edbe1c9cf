"""Open files as documents, with the file beside one that belongs to it."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from cueline.io.document import Document, names_a_file, parse_file
from cueline.io.errors import DocumentError
from cueline.io.saving.together import finish
from cueline.io.two_files import TwoFileDocument
from cueline.system_faults import in_words

READABLE_BYTES = 1 * 2**30
_DATA = (".yaml", ".yml")
_MANY = 400
_HEAD = 2**20
_Read = Callable[[str], bytes]
_Names = Callable[[], list[str]]


def open_document(path: str | os.PathLike[str]) -> Document:
    """Open a file; DocumentError says, with path, line and column, why it cannot be shown or parsed.

    A transcript that another file of its folder names, and a file that names its transcript, are opened together.
    A save of the two that was cut off is finished first.
    """
    found = Path(path)
    document = _with_sibling(
        parse_file(_bytes_of(found), found),
        lambda: _names_beside(found),
        lambda name: _bytes_of(found.with_name(name)),
        finish,
    )
    document.notices += [_LINKED.format(f.path.name) for f in document.files if _is_linked(f.path)]
    return document


def open_mended(path: Path, data: bytes, on_disk: bytes) -> Document:
    """Make a document of a file's text as it was mended, with the other file of its episode; nothing is written.

    `on_disk`: what the file holds. DocumentError: the text does not parse.
    """
    document = parse_file(data, path)
    document.on_disk = None if data == on_disk else on_disk
    try:
        return _with_sibling(
            document,
            lambda: _names_beside(path),
            lambda name: _bytes_of(path.with_name(name)),
            _nothing,
        )
    except DocumentError as error:
        reason = f"its transcript ({error.path.name}) cannot be read: {error.reason.rstrip('.')}. Mend that file first."
        return replace(document, read_only=reason)


def parse_document(
    data: bytes, name: str = "episode.md", siblings: Mapping[str, bytes] | None = None
) -> Document:
    """Make a document of bytes. `siblings`: other files of its folder by name, for layouts of two files.

    DocumentError: not UTF-8, or the YAML does not parse.
    """
    beside = {Path(key).name: value for key, value in (siblings or {}).items()}
    return _with_sibling(
        parse_file(data, Path(name)), lambda: list(beside), beside.__getitem__, _nothing
    )


def _with_sibling(
    document: Document,
    names: _Names,
    read: _Read,
    finish: Callable[[Mapping[Path, None]], str | None],
) -> Document:
    """Join a document with the other file of its episode; the folder is looked into only where there may be one."""
    wanted = document.episode.fields.get("transcript")
    if document.items_key == "segments" and isinstance(wanted, str) and names_a_file(wanted):
        own = document.path.name
        pair = (wanted, own) if wanted != own and wanted in names() else None
        reason = f"its transcript is in another file ({wanted}), which is not beside it."
        reason = reason if wanted != own else "it names itself as the file of its transcript."
        document = document if pair else replace(document, read_only=reason)
    else:
        pair = _named_by(document, names, read)
    return document if pair is None else _together(document, pair, read, finish)


def _together(
    document: Document,
    pair: tuple[str, str],
    read: _Read,
    finish: Callable[[Mapping[Path, None]], str | None],
) -> Document:
    """Read both files; a metadata file that cannot be read leaves the transcript by itself."""
    words, data = (document.path.with_name(name) for name in pair)
    said = finish({words: None, data: None})
    known = {} if said else {document.path: document}
    try:
        metadata = known.get(data) or parse_file(read(data.name), data)
    except DocumentError as error:
        if data.name == document.path.name:
            raise
        reason = f"{data.name}, which has this transcript's clips and fields, cannot be read: {error.reason}"
        return replace(document, notices=[*document.notices, reason])
    transcript = known.get(words) or parse_file(read(words.name), words)
    return TwoFileDocument.joined(transcript, metadata, [said] if said else [])


def _named_by(document: Document, names: _Names, read: _Read) -> tuple[str, str] | None:
    """Find the file that names this one as its transcript: the one with its stem, else any of the folder."""
    own = _written(document.path.name)
    if document.items_key != "segments" or document.path.suffix.lower() not in _DATA:
        return None
    stem = document.path.stem.removesuffix("-transcript")
    others = [
        name for name in names() if name != own and Path(name).suffix.lower() in (*_DATA, ".md")
    ]
    others.sort(key=lambda name: (Path(name).stem != stem, name))
    naming = re.compile(
        rb"^transcript:[ \t]*['\"]?" + re.escape(own.encode()) + rb"['\"]?[ \t]*(?:#|\r?$)",
        re.MULTILINE,
    )
    for name in others[:_MANY]:
        try:
            if naming.search(read(name)[:_HEAD]):
                return own, name
        except (DocumentError, KeyError):
            continue
    return None


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(_written(entry.name) for entry in os.scandir(path.parent))
    except OSError:
        return []


def _written(name: str) -> str:
    """Return a file's name as texts have it: macOS may have its accents in another way, and takes both for one."""
    return normalize("NFC", name) if sys.platform == "darwin" else name


def _bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(path, 1, 1, _not_a_file(status.st_mode))
        if status.st_size > READABLE_BYTES:
            raise DocumentError(path, 1, 1, "this file is larger than 1 GB; it is no transcript.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise DocumentError(path, 1, 1, _cannot_read(error)) from error


_LINKED = (
    "{} is on the disk under another name too (a hard link). What is saved here does not change the "
    "file of that name: it stays as it is."
)


def _is_linked(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_nlink > 1
    return False


def _not_a_file(mode: int) -> str:
    what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
    return f"this is {what}, not a file. Choose an episode file (.md or .yaml)."


def _cannot_read(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file. Look at the name, or whether it was moved."
    if isinstance(error, PermissionError):
        return "you may not read this file. Change its permissions, or ask its owner."
    if isinstance(error, ValueError):
        return "no file can have this name: there is a character in it that names cannot have."
    return f"the file cannot be read: {in_words(error)}."


def _nothing(_: Mapping[Path, None]) -> None:
    return None
