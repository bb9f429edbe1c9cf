"""An episode that stands in two files: the transcript, and the metadata beside it that names it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cueline.episode import Episode, Map
from cueline.io.document import Document, Part
from cueline.io.errors import SaveError
from cueline.io.facts import Fact
from cueline.io.saving import atomic
from cueline.io.saving.together import write_together

_MARK = "-transcript"


@dataclass(eq=False, repr=False)
class TwoFileDocument(Document):
    """A document of two parts. Its items are the transcript's, its clips and fields the metadata's.

    `path`, `data` and all that counts lines is the transcript's.
    """

    transcript: Document = field(kw_only=True)
    metadata: Document = field(kw_only=True)

    @staticmethod
    def joined(
        transcript: Document, metadata: Document, notices: Sequence[str] = ()
    ) -> TwoFileDocument:
        """Return the document of both. What keeps one from being edited keeps the whole."""
        episode = replace(
            transcript.episode, clips=metadata.episode.clips, fields=metadata.episode.fields
        )
        return TwoFileDocument(
            transcript.path, transcript.data, transcript.reading, episode,
            transcript.read_only or metadata.read_only, [*transcript.notices, *notices],
            transcript.memory, transcript.front, transcript=transcript, metadata=metadata,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """The names of both files."""
        return f"{self.metadata.path.name} + {self.path.name}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The files that this document consists of."""
        return Part(self.path, "transcript"), Part(self.metadata.path, "metadata")

    @property
    def files(self) -> tuple[Document, ...]:
        """The document of each file, the transcript's first."""
        return self.transcript, self.metadata

    @cached_property
    def facts(self) -> list[Fact]:
        """What only the sources show; those of the metadata are about no item."""
        return [*self.transcript.facts, *self.metadata.facts]

    def split(self, episode: Episode) -> tuple[Episode, ...]:
        """Return what of `episode` stands in each of the files."""
        words, data = self.transcript.episode, self.metadata.episode
        if episode.items is not words.items or episode.body != words.body:
            words = replace(words, items=episode.items, body=episode.body)
        if episode.clips is not data.clips or episode.fields is not data.fields:
            data = replace(data, clips=episode.clips, fields=episode.fields)
        return words, data

    def render(self, episode: Episode) -> bytes:
        """Return the part that holds the transcript, as it would be saved."""
        return self.transcript.render(self.split(episode)[0])

    def render_all(self, episode: Episode) -> dict[Path, bytes]:
        """Return the files that change, each as it would be saved."""
        made: dict[Path, bytes] = {}
        for file, part in zip(self.files, self.split(episode), strict=True):
            made |= file.render_all(part)
        return made

    def verified(self, episode: Episode) -> TwoFileDocument:
        """Render both parts and read them back. SaveError unless they hold `episode`."""
        if self.read_only:
            raise SaveError(self.path, f"This file can only be looked at: {self.read_only}")
        if episode.fields.get("transcript") != self.path.name:
            reason = f"The field “transcript” has to stay {self.path.name}: it joins the two files."
            raise SaveError(self.metadata.path, reason)
        return self._verified(episode)

    def taken_up(
        self, episode: Episode, files: Sequence[bytes], read: Sequence[Document] = ()
    ) -> TwoFileDocument:
        """Return the document that a save of `episode` made in an earlier session, when it wrote these files."""
        words, data = self.split(episode)
        return self.joined(
            self.transcript.taken_up(words, files[:1], read[:1]),
            self.metadata.taken_up(data, files[1:], read[1:]),
        )

    def save(self, episode: Episode, path: str | os.PathLike[str] | None = None) -> Document:
        """Write those of the two files that changed, both or none, and return the document as it is now.

        `path` is the new name of either file; the other is named after it. SaveError: both files are as they were.
        StaleFileError: one that would be written is no longer what was read. What is gone is written anew where `path`
        is named.
        """
        if path is not None and Path(path).absolute() not in map(Path.absolute, self._paths):
            return self._saved_as(episode, Path(path))
        saved = self.verified(episode)
        gone = [] if path is None else [place for place in self._paths if not place.exists()]
        changed = [
            (old.path, None if old.path in gone else old.disk, new.data)
            for old, new in zip(self.files, saved.files, strict=True)
            if old.disk != new.data or old.path in gone
        ]
        for place, old, _ in changed:
            if old is not None:
                atomic.check_unchanged(place, old)
        if len(changed) == 1:
            place, old, new = changed[0]
            atomic.write(place, new, old)
        elif changed:
            write_together({place: (old, new) for place, old, new in changed})
        return saved.on_files(*saved.files)

    def on_files(self, transcript: Document, metadata: Document) -> TwoFileDocument:
        """Return the document of these files, which hold what was written for it."""
        words, data = (
            file if file.on_disk is None else replace(file, on_disk=None)
            for file in (transcript, metadata)
        )
        return self.joined(words, data)

    @property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(file.path for file in self.files)

    def _verified(self, episode: Episode) -> TwoFileDocument:
        words, data = self.split(episode)
        return self.joined(self.transcript.verified(words), self.metadata.verified(data))

    def _saved_as(self, episode: Episode, path: Path) -> Document:
        stem = path.stem.removesuffix(_MARK)
        words, data = path.with_stem(stem + _MARK), path.with_stem(stem)
        named = replace(episode, fields=Map({**episode.fields, "transcript": words.name}))
        saved = self._verified(named)
        other = data if path == words else words
        if other.exists():
            reason = (
                f"There is a file {other.name} already. Choose another name, or remove it first."
            )
            raise SaveError(other, reason)
        old = path.read_bytes() if path.exists() else None
        new = {words: saved.transcript.data, data: saved.metadata.data}
        write_together({place: (old if place == path else None, new[place]) for place in new})
        return saved.on_files(
            replace(saved.transcript, path=words), replace(saved.metadata, path=data)
        )
