"""What an episode can be exported to and read from: one class a format, in two registries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from cueline.collection import uncollected
from cueline.episode import Episode
from cueline.io.errors import DocumentError
from cueline.io.formats.audacity import Audacity
from cueline.io.formats.blocks import BlocksReader
from cueline.io.formats.chapters import Chapters
from cueline.io.formats.comma_separated import CommaSeparated
from cueline.io.formats.episode import EpisodeFormat
from cueline.io.formats.exported import Exported, Options
from cueline.io.formats.imported import Imported, Label
from cueline.io.formats.json_data import JsonData
from cueline.io.formats.label_reader import LabelReader
from cueline.io.formats.markdown import Markdown
from cueline.io.formats.markdown_conversion import readable
from cueline.io.formats.plain_text import PlainText
from cueline.io.formats.soundbites import Soundbites
from cueline.io.formats.srt import Srt
from cueline.io.formats.srt_reader import SrtReader
from cueline.io.formats.timestamps import Timestamps
from cueline.io.formats.transcript_json import TranscriptJson
from cueline.io.formats.vtt import Vtt
from cueline.io.formats.vtt_reader import VttReader
from cueline.io.formats.whisper import WhisperReader
from cueline.io.formats.word import WordReader
from cueline.io.formats.youtube import Youtube
from cueline.io.passages import LENGTH

__all__ = [
    "FORMATS",
    "READERS",
    "Exported",
    "Format",
    "Imported",
    "Label",
    "Options",
    "Reader",
    "export_to",
    "import_from",
    "reader_for",
]


class Format(Protocol):
    """A way to write an episode down: `name` for the command line, `label` for people, `suffix` for its files."""

    name: str
    label: str
    suffix: str

    def export(self, episode: Episode, options: Options) -> Exported:
        """Return the export; SaveError where the format cannot hold the episode."""
        ...


class Reader(Protocol):
    """A way to read a transcript of another program."""

    name: str
    label: str

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, in lower case and with the dot."""
        ...

    def fits(self, data: bytes) -> bool:
        """Tell by its beginning whether a file looks like one."""
        ...

    def read(self, data: bytes, path: Path) -> Imported:
        """Return what the file says; DocumentError, with line and column, where it cannot be read."""
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


READERS: dict[str, Reader] = {
    found.name: found
    for found in (
        SrtReader(),
        VttReader(),
        WhisperReader(),
        BlocksReader(),
        WordReader(),
        LabelReader(),
    )
}
"""The readers by name, in the order in which they are tried."""


def export_to(name: str, episode: Episode, options: Options) -> Exported:
    """Export to the format of that name; SaveError, too, for a text that no file can hold."""
    with uncollected():
        exported = _exported(name, episode, options)
    text = exported.text
    try:
        for at in range(0, len(text), LENGTH):
            text[at : at + LENGTH].encode()
    except UnicodeEncodeError as error:
        raise options.refused(
            "The text has half of a character in it, which cannot be saved."
        ) from error
    return exported


def _exported(name: str, episode: Episode, options: Options) -> Exported:
    """Export; a transcript in Markdown is exported to Markdown as it stands, and to others without its escapes."""
    document = options.document
    if document is None or not document.in_body:
        return FORMATS[name].export(episode, options)
    if name == Markdown.name:
        return Exported(document.render(episode).decode())
    made, plain = readable(document, episode, converted=name == EpisodeFormat.name)
    return FORMATS[name].export(plain, replace(options, document=made))


def import_from(data: bytes, path: Path, name: str | None = None) -> Imported:
    """Read a transcript of another program, in the form of that name, else in the one it seems to have."""
    return (READERS[name] if name is not None else reader_for(data, path)).read(data, path)


def reader_for(data: bytes, path: Path) -> Reader:
    """Return the reader for a file: by its suffix, by its beginning where several share one; else DocumentError."""
    named = [found for found in READERS.values() if path.suffix.lower() in found.suffixes]
    fitting = [found for found in named or READERS.values() if found.fits(data)]
    if fitting or named:
        return (fitting or named)[0]
    known = ", ".join(f"{found.label} ({found.suffixes[0]})" for found in READERS.values())
    raise DocumentError(path, 1, 1, f"this is nothing that can be imported. What can be: {known}.")
