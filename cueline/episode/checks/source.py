"""Rules about what only the source of a file shows; such faults are mended in the source."""

from __future__ import annotations

from collections.abc import Iterator

from cueline.episode.checks.case import Case
from cueline.episode.checks.problem import Fix, Found


def unreadable(_: Case) -> Iterator[Found]:
    """Find nothing: an episode that is here was readable. Whoever opens the file says it."""
    yield from ()


def duplicate_key(case: Case) -> Iterator[Found]:
    """Find names that stand twice where they may stand once."""
    yield from _of_kind(case, "duplicate-key", "The same name stands twice here; which counts?")


def unquoted_time(case: Case) -> Iterator[Found]:
    """Find times without quotes, which some programs read as a number."""
    message = "The time has no quotes, so that some programs read it as a number."
    yield from _of_kind(case, "unquoted-time", message, Fix("Put it in quotes", safe=True))


def tab(case: Case) -> Iterator[Found]:
    """Find tabs in the front matter's indentation."""
    message = "The line is indented with a tab; YAML wants spaces."
    yield from _of_kind(case, "tab", message)


def front_matter_offset(case: Case) -> Iterator[Found]:
    """Find front matter that does not begin at the first byte."""
    message = (
        "Something stands before the first ---; many sites then show the front matter as text."
    )
    yield from _of_kind(case, "front-matter-offset", message, Fix("Take it away"))


def _of_kind(case: Case, kind: str, message: str, *fixes: Fix) -> Iterator[Found]:
    for fact in case.facts:
        if fact.kind == kind:
            line = case.item(fact.index) if fact.index is not None else None
            about = f"{getattr(line, 'text', '')} {getattr(line, 'label', '')}"
            yield Found(message, fact.index, fixes, about, line=fact.line)
