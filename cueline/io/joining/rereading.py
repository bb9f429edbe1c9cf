"""A file that somebody else changed, read again by who has it open."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from cueline.episode import Episode
from cueline.episode.origins import numbered
from cueline.episode.pairing import paired
from cueline.io.checking.source_mends import where_disk_holds
from cueline.io.document import Document
from cueline.io.errors import DocumentError, SaveError
from cueline.io.joining.conflict_markers import has_markers, unknown_base
from cueline.io.joining.conflicted import open_unconflicted
from cueline.io.two_files import TwoFileDocument


@dataclass(frozen=True, slots=True)
class Reread:
    """What the disk holds now. `goes_on`: its entries have the origins of the document before, and its memory.

    Where it does not go on, the file became something else, and is opened anew; but `refused` says why nothing there
    can be worked on, such as an empty file ("" where it can).
    """

    document: Document
    goes_on: bool
    refused: str = ""


def reread(old: Document, now: Episode) -> Reread:
    """Read the files of `old` again; DocumentError where they cannot be read, or git left conflicts there.

    `now`: the episode that is open, edited or not. What is equal in the file is the same objects as in it.
    """
    read = open_unconflicted(old.path)
    refused = "" if old.read_only else _refusal(old, read)
    if refused or old.read_only or _paths(read) != _paths(old):
        return Reread(read, goes_on=False, refused=refused)
    base = now if now == old.episode else old.episode
    known = numbered(paired(base, read.episode), now, old.episode, above=old.memory.highest)
    episode = replace(known, clock=read.episode.clock)
    if old.long and not isinstance(old, TwoFileDocument):
        return Reread(_long(old, read, episode), goes_on=True)
    alike = all(a.in_body == b.in_body for a, b in zip(old.files, read.files, strict=True))
    try:
        taken = old.taken_up(
            episode, [file.data for file in read.files], read.files if alike else ()
        )
    except SaveError:
        return Reread(read, goes_on=False)
    return Reread(replace(_learning_anew(taken), notices=read.notices), goes_on=True)


def why_not_joined(old: Document, now: Episode) -> str:
    """Say why what the disk holds now cannot be joined with what is open; "" where it can."""
    try:
        found = reread(old, now)
    except DocumentError as error:
        return f"line {error.line}, {error.reason}"
    return "" if found.goes_on else found.refused or "it is another kind of file."


def _refusal(old: Document, read: Document) -> str:
    """Say why what was read is nothing to go on with for those who have `old` open; "" where it is."""
    if not read.data.strip():
        return "it is empty."
    apart = set(_paths(old)) - set(_paths(read))
    return read.read_only or ("its two files do not belong together." if apart else "")


def over_disk(document: Document) -> Document:
    """Return `document` where its files hold what they hold now, so that a save writes over that, whatever it is.

    OSError where one cannot be read; one that is gone stays as it was known.
    """
    for file in document.files:
        with suppress(FileNotFoundError):
            document = where_disk_holds(document, file.path, file.path.read_bytes())
    return document


def is_mended(document: Document) -> bool:
    """Tell whether a document stands in a text that was mended, or joined, and is not on the disk yet."""
    return any(file.on_disk is not None for file in (document, *document.files))


def common_version(old: Document, now: Episode, disk: Document) -> Episode:
    """Return what `now`, which is open, and `disk`, read again, were both made of.

    Of a broken text that is what it was mended to. Of one with conflict markers it is not known who changed what: there
    it is what both have alike, and all else is unlike both.
    """
    if any(has_markers(file.disk) for file in (old, *old.files)):
        return unknown_base(now, disk.episode)
    return old.episode


def _long(old: Document, read: Document, episode: Episode) -> Document:
    """Return the new reading of a long file: of the old one it knows the whole, and not how each entry was written.

    To learn that, the old text had to be taken apart once more, which takes longer than reading the new one.
    """
    memory = old.memory
    memory.highest = memory.highest.with_those_of(old.episode).with_those_of(episode)
    memory.keep_state(old.episode, old.data)
    reading = read.reading.holding(episode, None)
    return replace(read, path=old.path, episode=episode, memory=memory, reading=reading)


def _learning_anew(document: Document) -> Document:
    """Return the document with nothing known of how its files write things: somebody else wrote them."""
    if isinstance(document, TwoFileDocument):
        transcript, metadata = map(_learning_anew, document.files)
        return TwoFileDocument.joined(transcript, metadata)
    return replace(document, reading=document.reading.holding(document.episode, None))


def _paths(document: Document) -> list[str]:
    return [str(file.path.absolute()) for file in document.files]
