"""The chapter list for a YouTube description."""

from __future__ import annotations

from cueline.episode import Clock, Episode
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.topics import Topic, topics

LEAST_CHAPTERS = 3
LEAST_SECONDS = 10
LONGEST_DESCRIPTION = 5000


class Youtube:
    """`0:00 Topic`, one a line, by the rules under which YouTube makes chapters of it.

    The rules (YouTube Help, *Video chapters*): the first one at 0:00, at least three, in ascending order, each ten
    seconds or longer; a description has at most 5,000 characters and no angle brackets. The first topic is put
    to 0:00; fewer than three are refused, as the list would do nothing; what else breaks a rule is in the notes.
    """

    name = "youtube"
    label = "YouTube chapters"
    suffix = ".youtube.txt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the list; SaveError with fewer than three topics."""
        listed = topics(episode, options)
        found = listed.found
        if len(found) < LEAST_CHAPTERS:
            have = "one section has" if len(found) == 1 else f"{len(found)} sections have"
            raise options.refused(
                f"YouTube makes chapters of three topics or more, and only {have} a title and a time."
            )
        chapters = [Topic(0, found[0].title), *found[1:]]
        clock = Clock()
        text = "".join(f"{clock.format(topic.start)} {topic.title}\n" for topic in chapters)
        notes = (*_first_notes(found[0]), *_short_notes(chapters, options), *_text_notes(text))
        return Exported(text, (*listed.notes, *notes))


def _first_notes(first: Topic) -> tuple[str, ...]:
    if int(first.start) == 0:
        return ()
    at = Clock().format(first.start)
    return (
        f"“{first.title}” begins at {at}; it is listed at 0:00, where YouTube wants the first.",
    )


def _short_notes(chapters: list[Topic], options: Options) -> tuple[str, ...]:
    ends = [*(int(topic.start) for topic in chapters[1:]), options.length]
    short = [
        (topic, end - int(topic.start))
        for topic, end in zip(chapters, ends, strict=True)
        if end is not None and end - int(topic.start) < LEAST_SECONDS
    ]
    return tuple(
        f"“{topic.title}” at {Clock().format(topic.start)} is {max(0, int(length))} s long. YouTube makes no chapters "
        f"at all while one is shorter than {LEAST_SECONDS} s."
        for topic, length in short
    )


def _text_notes(text: str) -> tuple[str, ...]:
    notes: list[str] = []
    if "<" in text or ">" in text:
        notes.append("YouTube takes no < and > in a description; replace them after pasting.")
    if len(text) > LONGEST_DESCRIPTION:
        notes.append(
            f"The list has {len(text)} characters; a description has at most {LONGEST_DESCRIPTION}."
        )
    return tuple(notes)
