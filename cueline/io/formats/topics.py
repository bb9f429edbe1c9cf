"""The sections as a list of topics, each with the time it begins at. For chapter lists."""

from __future__ import annotations

from dataclasses import dataclass

from cueline.episode import Episode, Section
from cueline.io.formats.exported import Options, one_line


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the episode; `start` in seconds."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics in the order of their starts, never empty, and what the reader should know."""

    found: tuple[Topic, ...]
    notes: tuple[str, ...] = ()


def topics(episode: Episode, options: Options) -> Topics:
    """Return the topics of the episode; SaveError where no section has a title and a time.

    A topic begins with the first time under its header. A first header that has none begins at 0:00: so it is in
    the published lists of real episodes. Of headers in a row only the last one is a topic, as on the page.
    """
    titled = [section for section in episode.sections if section.title.strip()]
    if not titled:
        raise options.refused("There are no sections yet, and topics come from their titles.")
    placed = [(section.title, section.start) for section in titled]
    if _opens(episode, titled):
        placed[0] = (placed[0][0], 0)
    found = [Topic(start, one_line(title)) for title, start in placed if start is not None]
    if not found:
        raise options.refused(
            "No section has a time yet. Give the first line of each section its time first."
        )
    ordered = sorted(found, key=lambda topic: topic.start)
    return Topics(tuple(ordered), (*_lost(placed), *_moved(found, ordered)))


def _opens(episode: Episode, titled: list[Section]) -> bool:
    """Tell whether the very first header has no time of its own, and is not repeated just below, where it has."""
    first, later = titled[0], titled[1:]
    alone = first.start is None and first is episode.sections[0]
    starts = [section.start for section in later if section.start is not None]
    return alone and bool(starts) and min(starts) > 0 and later[0].title != first.title


def _lost(placed: list[tuple[str, float | None]]) -> tuple[str, ...]:
    """Tell of the headers without a time; one whose title is in the list anyway is no loss."""
    listed = {title for title, start in placed if start is not None}
    lost = [title for title, start in placed if start is None and title not in listed]
    if not lost:
        return ()
    named = ", ".join(f"“{one_line(title)}”" for title in lost[:3])
    more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
    return (f"Left out, because no line under the header has a time: {named}{more}.",)


def _moved(found: list[Topic], ordered: list[Topic]) -> tuple[str, ...]:
    if found == ordered:
        return ()
    return ("Some sections go back in time; the list is in the order of the times.",)
