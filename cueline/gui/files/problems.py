"""What is said when something is wrong with a file: what happened, what is safe, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cueline.episode import Episode, Line
from cueline.system_faults import in_words

if TYPE_CHECKING:
    from cueline.io import Document, DocumentError, SaveError


def cannot_open(error: DocumentError) -> str:
    """Say why a file cannot be opened; where in its text, if that is where the fault is."""
    place = f" (line {error.line}, column {error.column})" if error.excerpt else ""
    reason = error.reason.rstrip(".")
    return f"{error.path.name} cannot be edited here: {reason}{place}. Nothing was changed."


def broken(error: DocumentError, state: str) -> str:
    """Say that a file is shown as text because it does not parse, and in which `state` it is: a sentence.

    What is wrong stands beside the text.
    """
    from cueline.io.joining.conflicted import ConflictedError

    if isinstance(error, ConflictedError):
        return f"Git left conflicts in {error.path.name}: two versions of it, to be joined. {state}"
    if not error.line:
        return f"The text of {error.path.name} can be changed by hand here. {state}"
    return f"{error.path.name} is broken in line {error.line}, so it is shown as text. {state}"


def cannot_save(error: SaveError) -> str:
    """Say why a file could not be saved."""
    cause = error.cause.rstrip(".")
    disk = "" if error.gone else "The file on disk is as it was. "
    do = "Save it to another place." if error.gone else "Try again, or save it to another place."
    return f"{error.path.name} was not saved: {cause}. {disk}Your changes are safe in this window. {do}"


def only_to_look_at(document: Document) -> str:
    """Say why a file can be looked at only."""
    return f"{document.name} can only be looked at: {(document.read_only or '').rstrip('.')}."


def open_elsewhere(document: Document, *, in_program: bool = False) -> str:
    """Say that another window has the file too, or another program."""
    where = "another Cueline" if in_program else "another window"
    return (
        f"{document.name} is open in {where} as well. What one saves is shown in the other;"
        " one with changes of its own is asked first, and nothing is written over."
    )


def reason(error: OSError) -> str:
    """Say in words what the system refused, and of which file, to stand at the end of a sentence."""
    return f"{in_words(error)}: {error.filename}" if error.filename else in_words(error)


def refusal(error: OSError) -> str:
    """Say as a sentence of its own what the system refused, and of which file."""
    said = reason(error)
    return f"{said[:1].upper()}{said[1:]}."


def properties(document: Document, episode: Episode) -> list[tuple[str, str]]:
    """Return what is to be known of the file: what it is, and the value."""
    lines = sum(isinstance(item, Line) for item in episode.items)
    data = document.data
    ends = data.endswith(b"\n")
    newline = "CRLF (Windows)" if b"\r\n" in data else "LF"
    amounts = (
        counted(lines, "line"),
        counted(len(episode.sections), "section"),
        counted(len(episode.clips), "clip"),
    )
    return [
        ("Place", str(document.path or "not saved yet")),
        ("Contents", ", ".join(amounts)),
        ("Size", f"{len(data):,} bytes"),
        ("Line ends", newline),
        ("Newline at the end", "yes" if ends else "no"),
        ("Times", f"like {episode.clock.format(3723)}"),
    ]


def counted(count: int, thing: str) -> str:
    """Return `1 line`, `2 lines`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
