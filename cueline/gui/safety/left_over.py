"""Journals that a crash left: which there are, and what is made of one before it is shown. No window."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cueline.system_faults import in_words

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.io.journal.claims import Claim
    from cueline.io.journal.reading import Journalled, Refused, Replayed

_TRIED, _REFUSED, _DISCARDED = ".tried", ".refused", ".discarded"
_KEPT_S = 31 * 24 * 3600
"""How long a journal waits that was discarded, or whose file is not there, as on a stick that was pulled out."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A journal that no program has: of which file, and what in it is not saved, in words ("" if nothing is).

    `tried`: it was being brought back when the program ended once more. `refused`: why nothing can be brought back.
    `history`: it has a history to go on with. `there`: the file was there when that was looked for.
    """

    journal: Path
    path: Path
    said: str = ""
    tried: bool = False
    refused: str = ""
    history: bool = False
    there: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A journal that is taken over, and what it leads to.

    `replayed`: a document with its history. `text`: what was made of a broken file by hand. `unchanged`: the files on
    disk are what the changes stand on. `there`: the first of them is there. `newer`: it holds something that was
    written after the text.
    """

    left: LeftOver
    claim: Claim
    journalled: Journalled
    replayed: Replayed | None
    document: Document | None
    texts: dict[int, tuple[Document, Document]]
    text: bytes | None
    base: bytes | None
    unchanged: bool
    there: bool
    newer: bool = False


class CannotBringBackError(Exception):
    """A journal of which nothing can be shown; the message is a sentence."""


class TakenError(CannotBringBackError):
    """A journal that a window or another program has."""


def left_over(folder: Path, path: Path | None = None) -> list[LeftOver]:
    """Return the journals that were left, of `path` or of any file, the newest first; those of no use are removed.

    The files are read: not for the window's thread.
    """
    from cueline.io.journal import claims

    for old in folder.glob(f"*{_DISCARDED}"):
        if not _is_recent(old):
            forget(old)
    wanted = None if path is None else path.absolute()
    found = [_known(journal, wanted) for journal in reversed(claims.left_over(folder))]
    return [left for left in found if left is not None]


def _known(journal: Path, wanted: Path | None) -> LeftOver | None:
    from cueline.io.journal.reading import Refused, read_journal

    read = read_journal(journal)
    if isinstance(read, Refused):
        return None if read.stays and wanted is not None else _refused(read)
    if wanted is not None and read.path != wanted:
        return None
    if _is_done(read):
        forget(journal)
        return None
    said = read.said or ("changes to its text" if read.text is not None else _taken_back(read))
    if said is None:
        return None
    tried = journal.with_suffix(_TRIED).exists()
    there = read.path.exists()
    return LeftOver(journal, read.path, said, tried, history=read.base is not None, there=there)


def _refused(read: Refused) -> LeftOver:
    """Say why nothing can be brought back, and put the journal aside, unless it can be read another time."""
    if read.stays:
        said = f"Changes that are kept safe cannot be shown now. {read.reason}"
        return LeftOver(read.file, read.file, refused=said)
    aside = read.file.with_suffix(_REFUSED)
    with suppress(OSError):
        read.file.replace(aside)
    return LeftOver(aside, read.file, refused=f"{read.reason} It was put aside as {aside.name}.")


def _is_done(read: Journalled) -> bool:
    """Tell whether nothing can be lost with a journal, whatever the files hold."""
    if read.closed:
        return True
    if read.text is not None:  # it was saved, and the program ended before that was written down
        return _digest_on_disk(read.path) == _digest(read.text)
    return read.base is None and not read.path.exists()


def _taken_back(read: Journalled) -> str | None:
    """Say what was saved and a power cut took back; "" where nothing was.

    None: that cannot be known now, as a file is not there. What somebody else put in the place of what was saved takes
    nothing back: the saved bytes are in the earlier versions.
    """
    from cueline.io import DocumentError
    from cueline.io.journal.reading import held_in

    disk = held_in(read.paths) if read.saved else {}
    if None in disk.values() and _is_recent(read.file):
        return None
    with suppress(DocumentError, OSError, ValueError):
        return read.taken_back(disk)
    return ""


def _is_recent(journal: Path) -> bool:
    with suppress(OSError):
        return time.time() - journal.stat().st_mtime < _KEPT_S
    return False


def prepare(left: LeftOver) -> Prepared:
    """Take a journal over and make of it what can be shown; CannotBringBackError where that is nothing."""
    from cueline.io import DocumentError
    from cueline.io.journal import claims
    from cueline.io.journal.reading import Refused, read_journal

    try:
        claim = claims.take_over(left.journal, left.path)
    except OSError as error:
        raise CannotBringBackError(f"Its journal cannot be opened: {in_words(error)}.") from error
    if claim is None:
        raise TakenError(f"{left.path.name} is being worked on in another window.")
    with ExitStack() as on_failure:
        on_failure.callback(claim.release)
        with suppress(OSError):
            left.journal.with_suffix(_TRIED).touch()
        read = read_journal(left.journal)
        try:
            if isinstance(read, Refused):
                raise CannotBringBackError(read.reason)
            found = _prepared(left, claim, read)
        except (DocumentError, OSError, ValueError) as error:
            raise CannotBringBackError(str(error)) from error
        on_failure.pop_all()
    return found


def _prepared(left: LeftOver, claim: Claim, read: Journalled) -> Prepared:
    from cueline.io.journal.reading import disk_of

    there = left.path.exists()
    if read.text is not None or read.base is None:
        base = left.path.read_bytes() if there else None
        same = base is not None and _digest(base) == read.begun.digests[0]
        newer = base is not None and read.text is not None and _is_newer(base, read, left.path)
        return Prepared(left, claim, read, None, None, {}, read.text, base, same, there, newer)
    replayed = read.replay()
    if replayed.left_out:
        shutil.copyfile(left.journal, left.journal.with_suffix(_REFUSED))
    disk = disk_of(replayed.document)
    replayed = replayed.settled(disk, may_be_lost=read.may_be_lost)
    document, texts = _with_texts(replayed)
    document.take_digests()
    unchanged = replayed.stands_on(disk)
    return Prepared(left, claim, read, replayed, document, texts, None, None, unchanged, there)


def _is_newer(disk: bytes, read: Journalled, path: Path) -> bool:
    """Tell whether a file holds something that was written after a text that was kept, or undone to.

    It is another one than the text stands on, or it was mended and saved: it can be read, and the text cannot.
    """
    if _digest(disk) != read.begun.digests[0]:
        return bool(disk.strip())
    return _parses(disk, path) and not _parses(read.text or b"", path)


def _parses(data: bytes, path: Path) -> bool:
    from cueline.io import DocumentError
    from cueline.io.opening import parse_document

    try:
        return parse_document(data, str(path)).read_only is None
    except DocumentError:
        return False


def _with_texts(replayed: Replayed) -> tuple[Document, dict[int, tuple[Document, Document]]]:
    """Mend the text as the unsaved steps did; return the document, and each step's before and after."""
    from cueline.gui.checks.source_steps import Mend
    from cueline.io import SaveError

    document = replayed.document
    texts: dict[int, tuple[Document, Document]] = {}
    for place, step in enumerate(replayed.steps):
        mend = Mend.named(step.name)
        if mend is None:
            continue
        texts[place] = document, document
        if replayed.saved_index <= place < replayed.index:
            with suppress(SaveError):
                texts[place] = document, mend(document)
                document = texts[place][1]
    return document, texts


def _digest_on_disk(path: Path) -> str:
    with suppress(OSError):
        return _digest(path.read_bytes())
    return ""


def _digest(data: bytes) -> str:
    from cueline.io.journal.records import digest_of

    return digest_of([data])


def note_shown(journal: Path) -> None:
    """Note that a journal was brought back, and the program still runs."""
    with suppress(OSError):
        journal.with_suffix(_TRIED).unlink(missing_ok=True)


def forget(journal: Path) -> None:
    """Remove a journal, and what stands beside it."""
    for path in (journal, journal.with_suffix(_TRIED)):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def remove(left: LeftOver) -> bool:
    """Remove a journal with nothing in it that is unsaved; False if a program has it."""
    return _end(left, lambda: forget(left.journal))


def discard(left: LeftOver) -> bool:
    """Put a journal away that is not wanted, for a month; False if a program has it, or it cannot be put away."""
    away = left.journal.with_suffix(_DISCARDED)
    note_shown(left.journal)
    return _end(left, lambda: left.journal.replace(away)) and away.exists()


def take_back(left: LeftOver) -> LeftOver | None:
    """Return a journal that was discarded, as one that was left; None where it is there no more."""
    from cueline.io.journal import claims

    with suppress(OSError):
        claim = claims.take(left.journal.parent, left.path)
        with ExitStack() as leaving:
            leaving.callback(claim.release)
            left.journal.with_suffix(_DISCARDED).replace(claim.journal)
        return replace(left, journal=claim.journal)
    return None


def _end(left: LeftOver, act: Callable[[], object]) -> bool:
    from cueline.io.journal import claims

    claim = None
    with suppress(OSError):
        claim = claims.take_over(left.journal, left.path)
    if claim is None:
        return False
    with suppress(OSError):
        act()
    claim.release()
    return True
