"""A copy of a sound that players can seek in exactly, for files that do not say where their seconds are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.atomic_file import make_folder, new_file, patiently, remove, sync
from cueline.media.decoding import PeaksError, open_container
from cueline.media.peaks import Peaks
from cueline.media.peaks_cache import SoundStamp
from cueline.media.sound_files import no_sound_in
from cueline.media.sound_job import SoundJob

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

SUFFIX = ".mka"

LIMIT = 500_000_000
"""Bytes that all copies may take together: some ten hours; one that is larger stays alone."""

SHARE = 500
"""Packets between two looks at whether to go on: some ten seconds of sound."""


def needs_index(peaks: Peaks) -> bool:
    """Tell whether players only guess the length and the places of this sound (an mp3 without a header, bare AAC)."""
    return peaks.complete and not peaks.indexed


def indexed_copy(
    path: Path,
    folder: Path,
    go_on: Callable[[], bool] | None = None,
    limit: int = LIMIT,
) -> Path | None:
    """Put the sound into a Matroska file in `folder`, byte for byte and not encoded anew; return that file.

    A copy made before is used again while the sound is the same. Of the copies the ones not used for longest are
    removed until all take at most `limit` bytes. When `go_on` returns False, copying stops, nothing is left of it,
    and None is returned. It takes about a second for an hour; do it beside the window. PeaksError and OSError.
    """
    stamp = SoundStamp.of(path)
    if stamp is None:
        raise PeaksError(f"The sound “{path.name}” is not there any more.")
    name = Path(stamp.file_name).stem
    target = folder / f"{name}-{stamp.size}-{stamp.changed}{SUFFIX}"
    if target.exists():
        with suppress(OSError):
            os.utime(target)
        return target
    make_folder(folder)
    _remove(folder.glob(f"{name}-*{SUFFIX}"))
    handle, temporary = new_file(folder, "", ".part")
    os.close(handle)
    try:
        if not _remux(path, str(temporary), go_on):
            return None
        # Else a power cut may leave an empty copy, which would be taken for a whole one.
        with temporary.open("r+b") as file:
            sync(file.fileno())
        patiently(lambda: temporary.replace(target))
    finally:
        remove(temporary)
    _shrink(folder, target, limit)
    return target


class CopyJob(SoundJob):
    """Make the indexed copy of one sound in `folder`, or find it there; `done` tells where it is."""

    def __init__(self, path: str | Path, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(path, parent)
        self._folder = folder

    def _work(self) -> Path | None:
        return indexed_copy(self.path, self._folder, lambda: not self._cancelled.is_set())


def _remux(path: Path, target: str, go_on: Callable[[], bool] | None) -> bool:
    """Copy packet by packet; tell whether it came to the end."""
    import av
    from av.error import FFmpegError

    try:
        with open_container(path) as source, av.open(target, "w", format="matroska") as copy:
            streams = {old.index: copy.add_stream_from_template(old) for old in _tracks(source)}
            if not streams:
                raise PeaksError(no_sound_in(path))
            for number, packet in enumerate(source.demux(list(streams))):
                if number % SHARE == 0 and go_on is not None and not go_on():
                    return False
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    copy.mux(packet)
    except (FFmpegError, ValueError):  # the second: a kind that Matroska does not hold
        raise PeaksError(f"“{path.name}” cannot be read to its end: it is damaged.") from None
    return True


def _tracks(source: InputContainer) -> list[AudioStream | VideoStream]:
    """Return the sound that a player would take, and its moving picture; none without a sound."""
    from av.audio.stream import AudioStream
    from av.stream import Disposition
    from av.video.stream import VideoStream

    sound, picture = source.streams.best("audio"), source.streams.best("video")
    if not isinstance(sound, AudioStream):
        return []
    if isinstance(picture, VideoStream) and not picture.disposition & Disposition.attached_pic:
        return [sound, picture]
    return [sound]


def _shrink(folder: Path, newest: Path, limit: int) -> None:
    found = [(copy, copy.stat()) for copy in folder.glob(f"*{SUFFIX}")]
    total = sum(state.st_size for _, state in found)
    for copy, state in sorted(found, key=lambda entry: entry[1].st_mtime_ns):
        if total <= limit:
            return
        if copy != newest:
            _remove([copy])
            total -= state.st_size


def _remove(copies: Iterable[Path]) -> None:
    for copy in copies:
        with suppress(OSError):  # where files that are played cannot be removed, another time
            copy.unlink(missing_ok=True)
