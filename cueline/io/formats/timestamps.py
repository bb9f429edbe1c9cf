"""The list of topics with their times, as sites keep it beside an episode."""

from __future__ import annotations

from cueline.episode import Clock, Episode
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.topics import topics

_CLOCK = Clock(fields=3, padded=True)


class Timestamps:
    """`HH:MM:SS Topic`, one a line; fractions of a second are dropped."""

    name = "timestamps"
    label = "Topics with their times"
    suffix = ".txt"

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the list; SaveError where no section has a title and a time."""
        listed = topics(episode, options)
        text = "".join(f"{_CLOCK.format(topic.start)} {topic.title}\n" for topic in listed.found)
        return Exported(text, listed.notes)
