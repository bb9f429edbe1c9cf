"""What an episode can be exported to: one class a format, in one registry."""

from __future__ import annotations

from typing import Protocol

from cueline.episode import Episode
from cueline.io.formats.audacity import Audacity
from cueline.io.formats.chapters import Chapters
from cueline.io.formats.comma_separated import CommaSeparated
from cueline.io.formats.episode import EpisodeFormat
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.json_data import JsonData
from cueline.io.formats.markdown import Markdown
from cueline.io.formats.plain_text import PlainText
from cueline.io.formats.soundbites import Soundbites
from cueline.io.formats.srt import Srt
from cueline.io.formats.timestamps import Timestamps
from cueline.io.formats.transcript_json import TranscriptJson
from cueline.io.formats.vtt import Vtt
from cueline.io.formats.youtube import Youtube

__all__ = ["FORMATS", "Exported", "Format", "Options", "export_to"]


class Format(Protocol):
    """A way to write an episode down: `name` for the command line, `label` for people, `suffix` for its files."""

    name: str
    label: str
    suffix: str

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the export; SaveError where the format cannot hold the episode."""
        ...


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        EpisodeFormat(),
        Srt(),
        Vtt(),
        PlainText(),
        Markdown(),
        CommaSeparated(),
        JsonData(),
        Youtube(),
        Timestamps(),
        Chapters(),
        TranscriptJson(),
        Soundbites(),
        Audacity(),
    )
}
"""The formats by name, in the order in which they are offered."""


def export_to(name: str, episode: Episode, options: Options) -> Exported:
    """Export to the format of that name; SaveError, too, for a text that no file can hold."""
    exported = FORMATS[name].export(episode, options)
    try:
        exported.text.encode()
    except UnicodeEncodeError as error:
        raise options.refused(
            "The text has half of a character in it, which cannot be saved."
        ) from error
    return exported
