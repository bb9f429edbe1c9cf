"""A copy of a sound that players can seek in exactly, for files that do not say where their seconds are."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cueline.media.decoding import PeaksError, open_container
from cueline.media.peaks import Peaks
from cueline.media.peaks_cache import SoundStamp
from cueline.media.sound_files import no_sound_in

SUFFIX = ".mka"


def needs_index(peaks: Peaks) -> bool:
    """Tell whether players only guess the length and the places of this sound (an mp3 without a header, bare AAC)."""
    return peaks.told is None and peaks.complete


def indexed_copy(path: Path, folder: Path) -> Path:
    """Put the sound into a Matroska file in `folder`, byte for byte and not encoded anew; return that file.

    A copy made before is used again while the sound is the same, and the copy of another sound is removed: there
    is never more than one. It takes about a second for an hour; do it beside the window. PeaksError and OSError.
    """
    stamp = SoundStamp.of(path)
    if stamp is None:
        raise PeaksError(f"The sound “{path.name}” is not there any more.")
    name = Path(stamp.file_name).stem
    target = folder / f"{name}-{stamp.size}-{stamp.changed}{SUFFIX}"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"*{SUFFIX}"):
        old.unlink(missing_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    os.close(handle)
    try:
        _remux(path, temporary)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return target


def _remux(path: Path, target: str) -> None:
    import av
    from av.error import FFmpegError

    try:
        with open_container(path) as source, av.open(target, "w", format="matroska") as copy:
            sound = source.streams.best("audio")
            if sound is None:
                raise PeaksError(no_sound_in(path))
            stream = copy.add_stream_from_template(sound)
            for packet in source.demux(sound):
                if packet.dts is not None:
                    packet.stream = stream
                    copy.mux(packet)
    except FFmpegError:
        raise PeaksError(f"“{path.name}” cannot be read to its end: it is damaged.") from None
