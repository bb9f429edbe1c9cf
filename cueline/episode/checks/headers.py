"""Rules about headers, and about copies of lines that an old tool left before them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cueline.episode import edits
from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found
from cueline.episode.clip_proposals import mend_section
from cueline.episode.questions import move_to_question, question_above
from cueline.episode.values import EditError, Episode, Header, Item, Line


def orphan_copy(case: Case) -> Iterator[Found]:
    """Find lines that have nothing but a text, the text of the real line after them."""
    for place, line in case.lines:
        if not _is_bare(line):
            continue
        real = case.item(place + 1)
        real = case.item(place + 2) if isinstance(real, Header) else real
        if isinstance(real, Line) and real.text == line.text and not _is_bare(real):
            fix = Fix("Delete the copy", partial(_without_copy, index=place, was=line), True)
            yield Found("The line is a copy of the one after it.", place, (fix,), line.text)


def repeated_header(case: Case) -> Iterator[Found]:
    """Find headers that are followed at once by one with the same text."""
    for place, header in case.headers:
        after = case.item(place + 1)
        if isinstance(after, Header) and after.text == header.text:
            fix = Fix("Delete one of them", partial(_without_double, index=place, was=header), True)
            yield Found(f"The header “{header.text}” stands twice.", place, (fix,), header.text)


def header_without_lines(case: Case) -> Iterator[Found]:
    """Find headers with no line that has a start before the next header or the end, where lines have starts."""
    for section in case.ep.sections if case.keeps_times else ():
        if section.header is not None and section.start is None:
            header = case.ep.items[section.header]
            fix = Fix("Delete it", partial(_without_header, index=section.header, was=header))
            message = f"The header “{section.title}” has no line with a time under it."
            yield Found(message, section.header, (fix,), section.title)


def header_after_question(case: Case) -> Iterator[Found]:
    """Find headers between a host's question and its answer."""
    for place, header in case.headers:
        if question_above(case.ep, place, case.hosts) is None:
            continue
        fix = Fix("Move it before the question", partial(_to_question, index=place, was=header))
        message = f"The header “{header.text}” stands between a question and its answer."
        yield Found(message, place, (fix,), header.text)


def header_empty(case: Case) -> Iterator[Found]:
    """Find headers without text."""
    for place, header in case.headers:
        if not header.text.strip():
            yield Found("The header has no text.", place)


def header_is_text(case: Case) -> Iterator[Found]:
    """Find headers that are too long for one: a paragraph that slipped there."""
    for place, header in case.headers:
        if len(header.text) > case.settings.header_length:
            fix = Fix("Make it a line", partial(_as_line, index=place, was=header))
            message = (
                f"The header has {len(header.text)} characters: “{header.text[:40].rstrip()}…”."
            )
            yield Found(message, place, (fix,), header.text)


def header_without_clip(case: Case) -> Iterator[Found]:
    """Find headers whose name no clip has, where there are clips."""
    names = {clip.name for _, clip in case.clips}
    for place, header in case.headers if names else ():
        if header.text in names or not header.text.strip():
            continue
        fix = Fix("Make it, or give it the name", partial(mend_section, header=place))
        fixes = () if case.times_of_headers[place] is None else (fix,)
        message = f"No clip has the name of the section “{header.text}”."
        yield Found(message, place, fixes, header.text)


def _is_bare(line: Line) -> bool:
    return not line.speaker and line.start is None and not line.label and not line.extra


def _unchanged(ep: Episode, index: int, was: Item) -> None:
    if not 0 <= index < len(ep.items) or ep.items[index] != was:
        raise EditError("The transcript has changed meanwhile.")


def _without_copy(ep: Episode, index: int, was: Line) -> Episode:
    """Delete the copy, and the header before it where it then stands twice."""
    _unchanged(ep, index, was)
    before = ep.items[index - 1] if index else None
    after = ep.items[index + 1] if index + 1 < len(ep.items) else None
    twice = isinstance(before, Header) and isinstance(after, Header) and before.text == after.text
    return edits.delete_items(ep, index - twice, index)


def _without_double(ep: Episode, index: int, was: Header) -> Episode:
    _unchanged(ep, index, was)
    after = ep.items[index + 1] if index + 1 < len(ep.items) else None
    if not isinstance(after, Header) or after.text != was.text:
        raise EditError("The header does not stand twice any more.")
    return edits.delete_items(ep, index, index)


def _without_header(ep: Episode, index: int, was: Item) -> Episode:
    _unchanged(ep, index, was)
    return edits.merge_section(ep, index)


def _to_question(ep: Episode, index: int, was: Header) -> Episode:
    _unchanged(ep, index, was)
    return move_to_question(ep, index)


def _as_line(ep: Episode, index: int, was: Header) -> Episode:
    _unchanged(ep, index, was)
    return ep.with_range(index, index + 1, (Line(was.text),))
