"""What an episode can be exported to: one class a format, in one registry."""

from __future__ import annotations

from typing import Protocol

from cueline.episode import Episode
from cueline.io.document import Document
from cueline.io.formats.episode import EpisodeFormat

__all__ = ["FORMATS", "Format"]


class Format(Protocol):
    """A way to write an episode down."""

    name: str
    label: str
    suffix: str

    def export(self, document: Document, episode: Episode, width: int, quotes: str) -> str:
        """Return the text of the export; SaveError where the format cannot hold the episode.

        `width`: columns after which a line is broken (0: never); `quotes`: `auto`, `single` or `double`.
        """
        ...


FORMATS: dict[str, Format] = {found.name: found for found in (EpisodeFormat(),)}
