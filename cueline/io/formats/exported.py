"""What an export is asked for and what it gives back; the same for every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cueline.episode import Episode, Line, Other
from cueline.io.errors import SaveError

if TYPE_CHECKING:
    from cueline.io.document import Document

_LINE_BREAKS = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")


class ExportStoppedError(Exception):
    """An export was stopped before its end: nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may want to know beside the episode.

    `document`: the file the episode was read from; `episode` keeps what no value holds of it, and errors name it.
    `width` (columns after which a line is broken, 0: never) and `quotes` (`auto`, `single`, `double`) are for
    `episode` alone. `length`: the sound's length in seconds on the transcript's clock, None where it is not known.
    `names`: the full name for a speaker of the file (`{"Ana": "Ana Sousa"}`); others stay as they are. `stop` is asked
    again and again by what takes long.
    """

    document: Document | None = None
    width: int = 80
    quotes: str = "auto"
    length: float | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    stop: Callable[[], bool] = field(default=bool, compare=False)

    @property
    def path(self) -> Path:
        """The file that is exported, for messages."""
        return self.document.path if self.document is not None else Path("episode")

    def name_of(self, speaker: str) -> str:
        """Return how a speaker is called in the export, in one line."""
        return one_line(self.names.get(speaker, speaker))

    def go_on(self) -> None:
        """Raise ExportStoppedError if the export is to stop."""
        if self.stop():
            raise ExportStoppedError

    def refused(self, reason: str) -> SaveError:
        """Return the error for an episode that the format cannot hold; `reason` is a sentence."""
        return SaveError(self.path, reason)


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of an export, and in `notes` what its reader should know: what was left out, moved or estimated."""

    text: str
    notes: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The text as it is written to a file."""
        return self.text.encode()


def one_line(text: str) -> str:
    """Return the text with its line breaks as spaces; a NUL, which no text file has, shows as U+FFFD."""
    return _LINE_BREAKS.sub(" ", text).strip(" \t").replace("\0", "\N{REPLACEMENT CHARACTER}")


def spoken(episode: Episode, options: Options) -> list[Line]:
    """Return the lines of the transcript; SaveError where there is none."""
    lines = [item for item in episode.items if isinstance(item, Line)]
    if not lines:
        raise options.refused("There is nothing to export: the transcript has no line yet.")
    return lines


def left_out(episode: Episode) -> tuple[str, ...]:
    """Return the note on entries that are neither header nor line, which no format but `episode` takes along."""
    count = sum(isinstance(item, Other) for item in episode.items)
    one = "1 entry that is neither header nor line was left out."
    return () if not count else (one,) if count == 1 else (
        f"{count} entries that are neither header nor line were left out.",
    )  # fmt: skip
