"""The two forms of a transcript, front matter and Markdown, and the way from one to the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cueline.episode import Clip, Episode, Header, Line
from cueline.episode.proposals import Proposal
from cueline.io.document import Document
from cueline.io.formats.markdown_conversion import (
    as_front_matter,
    as_markdown,
    front_matter_proposal,
    markdown_proposal,
)
from cueline.io.formats.one_file import in_one_file, is_in_data_files
from cueline.io.render import top_level

FRONT_MATTER, MARKDOWN = "front-matter", "markdown"
_COMMENT = re.compile(r"^[ \t]*#", re.MULTILINE)


@dataclass(frozen=True)
class Form:
    """One form. `name` is for the command line, `label` for people, `stem` is put behind a file's name."""

    name: str
    label: str
    stem: str
    propose: Callable[[Document], Proposal]
    write: Callable[[Document, Episode], bytes]


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(FRONT_MATTER, "front matter", "-timed", front_matter_proposal, as_front_matter),
        Form(MARKDOWN, "Markdown", "-markdown", markdown_proposal, as_markdown),
    )
}
"""The forms by name."""

_ONE_FILE = Form(
    FRONT_MATTER,
    "front matter",
    "",
    lambda document: Proposal("Episode in one file", (), lambda _: document.episode),
    lambda document, _: document.data,
)
"""What an episode in data files becomes."""


@dataclass(frozen=True)
class Conversion:
    """A transcript on its way to the other form.

    `document` is the file that it comes from; an episode in data files is made one file first. `summary` says what
    goes over, `notes` what the other form has no place for or what is missing there.
    """

    document: Document
    form: Form
    proposal: Proposal
    summary: str
    notes: tuple[str, ...]

    @property
    def proposed_name(self) -> str:
        """What the new file may be called."""
        path = self.document.path
        return f"{path.stem}{self.form.stem}{path.suffix}"

    def written(self, chosen: frozenset[int]) -> bytes:
        """Return the whole file with the chosen suggestions; EditError or SaveError where that cannot be."""
        return self.form.write(self.document, self.proposal.accepted(chosen))


def other_form(document: Document) -> str:
    """Return the name of the form that the transcript does not have yet."""
    return FRONT_MATTER if document.in_body or is_in_data_files(document) else MARKDOWN


def conversion_of(document: Document, form: str) -> Conversion:
    """Return the way to a form; EditError, in a sentence, where there is none."""
    found = FORMS[form]
    if is_in_data_files(document):
        document = in_one_file(document)
        found = _ONE_FILE if form == FRONT_MATTER else found
    proposal = found.propose(document)
    episode = document.episode
    notes = () if found is _ONE_FILE else _notes(document)
    return Conversion(document, found, proposal, _summary(episode), tuple(notes))


def _summary(episode: Episode) -> str:
    lines = sum(isinstance(item, Line) for item in episode.items)
    headers = sum(isinstance(item, Header) for item in episode.items)
    parts = [counted(lines, "line")] if lines else []
    parts += [counted(headers, "heading")] if headers else []
    return " and ".join(parts) or "Nothing"


def _notes(document: Document) -> list[str]:
    episode = document.episode
    lines = [item for item in episode.items if isinstance(item, Line)]
    untimed, nameless = _untimed(lines), sum(not line.speaker for line in lines)
    notes: list[str] = []
    if lines and all(line.start is None for line in lines):
        notes.append("No line has a time, so none gets one.")
    elif untimed:
        have, they = ("has", "it gets") if untimed == 1 else ("have", "they get")
        notes.append(f"{counted(untimed, 'line')} {have} no time, and {they} none.")
    if nameless:
        have = "has" if nameless == 1 else "have"
        notes.append(f"{counted(nameless, 'line')} {have} no speaker.")
    clips = sum(isinstance(clip, Clip) for clip in episode.clips)
    if clips:
        stay = "stays" if clips == 1 else "stay"
        notes.append(f"{counted(clips, 'clip')} {stay} in the front matter.")
    if _has_comments(document):
        notes.append("Comments inside the transcript do not come along.")
    return notes


def _untimed(lines: list[Line]) -> int:
    """Count the lines without a time that do not go on with the turn of the same speaker before them."""
    return sum(
        line.start is None and (last is None or last.speaker != line.speaker)
        for last, line in zip([None, *lines], lines, strict=False)
    )


def _has_comments(document: Document) -> bool:
    layout = document.layout
    pairs = top_level(layout) if layout is not None and not document.in_body else None
    if layout is None or pairs is None or layout.items_key not in pairs:
        return False
    return _COMMENT.search(pairs[layout.items_key].text) is not None


def counted(count: int, thing: str) -> str:
    """Return "1 line" or "2 lines"."""
    return f"{count:,} {thing}{'s' * (count != 1)}"
