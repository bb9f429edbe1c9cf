"""Earlier states of a document: what its files held before each save of the last month."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cueline.episode import Episode
from cueline.io.document import Document
from cueline.io.opening import parse_document
from cueline.io.saving import atomic
from cueline.io.saving.versions import LIMIT, Version, Versions


@dataclass(frozen=True, slots=True)
class EarlierState:
    """What the files of a document held till `when` (UTC); a file that is not in `versions` was what it is now.

    `saved`: what was written `when`, and was replaced later, who knows when.
    """

    when: datetime
    versions: dict[Path, Version]
    saved: bool = False

    def read(self, document: Document) -> Document:
        """Return the document as it was. DamagedVersionError, DocumentError: it cannot be read any more."""
        held = {
            file.path: self.versions[file.path].read() if file.path in self.versions else file.disk
            for file in document.files
        }
        first, *rest = document.files
        siblings = {file.path.name: held[file.path] for file in rest}
        return parse_document(held[first.path], str(first.path), siblings)


def keep_states(document: Document, versions: Versions) -> OSError | None:
    """Keep what the files of a document hold, which are about to be written.

    What cannot be kept is left: why is returned, None where all is kept.
    """
    fault = _keep(document, versions)
    versions.clean()
    return fault


def keep_saved(document: Document, versions: Versions) -> None:
    """Keep what was just saved, for somebody may replace it while nobody looks; what cannot be kept is left."""
    _keep(document, versions, saved=True)


def keep_target(path: Path, versions: Versions) -> None:
    """Keep what a file holds that was chosen to be written to, if there is one; what cannot be kept is left."""
    with suppress(OSError):
        if path.stat().st_size <= LIMIT:
            versions.keep(path, path.read_bytes())


def save_and_keep(document: Document, episode: Episode) -> Document:
    """Save as the window does: what the files held and hold is kept. SaveError as `Document.save`."""
    versions = Versions.for_app()
    keep_states(document, versions)
    saved = document.save(episode)
    keep_saved(saved, versions)
    return saved


def write_and_keep(path: Path, data: bytes) -> None:
    """Write a file, and keep what it held. SaveError: it is as it was."""
    versions = Versions.for_app()
    keep_target(path, versions)
    atomic.write(path, data)
    versions.clean()


def earlier_states(document: Document, versions: Versions) -> list[EarlierState]:
    """Return the states that were kept, the newest first; what the files still hold is none of them."""
    kept = {file.path: versions.of(file.path) for file in document.files}
    now = tuple(_digest(file) for file in document.files)
    states: list[EarlierState] = []
    seen = {now}
    for when in sorted(
        {version.when for found in kept.values() for version in found}, reverse=True
    ):
        held = {
            path: version
            for path, found in kept.items()
            if (version := _held_till(found, when)) is not None
        }
        digests = tuple(
            held[file.path].digest if file.path in held else digest
            for file, digest in zip(document.files, now, strict=True)
        )
        if digests not in seen:
            seen.add(digests)
            saved = any(one.when == when and one.saved for one in held.values())
            states.append(EarlierState(when, held, saved))
    return states


def _keep(document: Document, versions: Versions, *, saved: bool = False) -> OSError | None:
    now, fault = datetime.now(UTC), None
    for file in document.files:
        try:
            versions.keep(file.path, file.disk, now, saved=saved)
        except OSError as error:
            fault = error
    return fault


def _held_till(found: list[Version], when: datetime) -> Version | None:
    """Return what a file held just before `when`: what was replaced then, or next after."""
    later = [version for version in found if version.when >= when]
    return later[-1] if later else None


def _digest(file: Document) -> str:
    from hashlib import sha256

    return sha256(file.disk).hexdigest()
