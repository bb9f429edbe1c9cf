"""What an episode can be exported to: one class a format, in one registry."""

from __future__ import annotations

from typing import Protocol

from cueline.episode import Episode
from cueline.io.formats.episode import EpisodeFormat
from cueline.io.formats.exported import Exported, Options

__all__ = ["FORMATS", "Exported", "Format", "Options", "export_to"]


class Format(Protocol):
    """A way to write an episode down: `name` for the command line, `label` for people, `suffix` for its files."""

    name: str
    label: str
    suffix: str

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the export; SaveError where the format cannot hold the episode."""
        ...


FORMATS: dict[str, Format] = {found.name: found for found in (EpisodeFormat(),)}
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
