"""Sounds decoded to samples, a block at a time: every format that FFmpeg knows, and what is wrong with a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cueline.episode.clock import Clock
from cueline.media.sound_files import no_sound_in, refusal

if TYPE_CHECKING:
    from av import Packet
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

BLOCK = 10
"""Seconds of sound in a block."""

MOST_VALUES = 1_000_000
"""Samples in a block, over all channels: more of them would only cost memory."""

JITTER = 0.02
"""Seconds by which a frame may stand beside the end of the one before it: containers round times."""

LONGEST_GAP = 12 * 3600
"""Seconds of silence between two frames that are still believed."""

SHORT_BY = 1.0
"""Seconds that may be missing of the length a file claims."""

CLOCK = Clock()


class PeaksError(Exception):
    """Nothing of a sound can be read; the message is a sentence for people that names the file."""


class Block:
    """Samples that follow each other: `start` counts samples per channel at `rate` a second from time zero.

    `planes` are raw samples of `kind` (FFmpeg's name of the format): one plane for each channel, or one in which
    `interleaved` channels take turns; `length` samples per channel of them count.
    """

    def __init__(self, frame: AudioFrame, start: int) -> None:
        form, channels = frame.format, len(frame.layout.channels)
        self.start, self.length = start, 0
        self.rate, self.kind = frame.sample_rate, form.name
        self.interleaved = 1 if form.is_planar else channels
        self.most = min(BLOCK * self.rate, MOST_VALUES // channels)
        self._width = form.bytes * self.interleaved
        self._room = self.most + frame.samples
        size = self._room * self._width
        self.planes = [memoryview(bytearray(size)) for _ in range(channels // self.interleaved)]

    @property
    def end(self) -> int:
        """The sample after the last one."""
        return self.start + self.length

    def empty(self, start: int) -> None:
        """Begin again at another sample, with what comes next."""
        self.start, self.length = start, 0

    def fits(self, frame: AudioFrame) -> bool:
        """Tell whether samples of `frame` are of the same kind as those of the block, and there is room for them."""
        return (
            self.length + frame.samples <= self._room
            and frame.format.name == self.kind
            and frame.sample_rate == self.rate
            and len(frame.layout.channels) == len(self.planes) * self.interleaved
        )

    def add(self, frame: AudioFrame) -> None:
        """Copy the samples of a frame that fits to the end."""
        begin, size = self.length * self._width, frame.samples * self._width
        for own, plane in zip(self.planes, frame.planes, strict=True):
            own[begin : begin + size] = memoryview(plane)[:size]
        self.length += frame.samples


class Decoding:
    """One sound file while it is decoded; a context manager. PeaksError if there is nothing to decode.

    The first audio track that a player would take is read, from where its own times say it begins. `notes` holds
    what is wrong with the file, in sentences, when `blocks` is through; `told` the length that it claims, in seconds.
    """

    def __init__(self, path: Path) -> None:
        reason = refusal(path)
        if reason is not None:
            raise PeaksError(reason)
        self.path = path
        self.position = 0.0  # seconds
        self.fraction = 0.0  # how much of the file is read, 0.0 to 1.0
        self.notes: list[str] = []
        self.damaged: list[float] = []  # seconds
        self._broken_off = False
        self._packet: Packet | None = None
        self._container = open_container(path)
        stream = self._container.streams.best("audio")
        if stream is None or stream.type != "audio" or stream.codec_context is None:
            self._container.close()
            raise PeaksError(no_sound_in(path))
        self._stream = stream
        self._tick = float(stream.time_base or 0)
        self.indexed = says_places(self._container, path)
        self.told = self._told()

    def __enter__(self) -> Decoding:
        return self

    def __exit__(self, *_: object) -> None:
        self._packet = None
        self._container.close()

    def blocks(self) -> Iterator[Block]:
        """Decode the sound from beginning to end; a block is good until the next one is asked for."""
        block: Block | None = None
        for frame in self._frames():
            if block is None:
                block = Block(frame, self._place(frame, None))
            elif block.length >= block.most or self._leaps(frame, block) or not block.fits(frame):
                yield self._passed(block)
                start = self._place(frame, block)
                block.empty(start)
                if not block.fits(frame):
                    block = Block(frame, start)
            block.add(frame)
        if block is not None:
            last = self._passed(block)
            self.fraction = 1.0
            yield last
        self._judge()

    def _passed(self, block: Block) -> Block:
        self.position = max(0.0, block.end / block.rate)
        self.fraction = min(max(self.fraction, self._share()), 1.0)
        return block

    def _share(self) -> float:
        if self.told:
            return self.position / self.told
        place, size = self._packet.pos if self._packet else None, self._container.size
        return place / size if place and size > 0 else 0.0

    def _leaps(self, frame: AudioFrame, block: Block) -> bool:
        """Tell whether there is silence between the block and `frame`, by the frame's own time."""
        pts = frame.pts
        if pts is None:
            return False
        ahead = pts * self._tick - (block.start + block.length) / block.rate
        return JITTER < ahead < LONGEST_GAP

    def _place(self, frame: AudioFrame, before: Block | None) -> int:
        """Return the sample at which `frame` begins: by its own time, unless that is only rounded or nonsense."""
        if before is not None and not self._leaps(frame, before):
            return round(before.end * frame.sample_rate / before.rate)
        return round((frame.pts or 0) * self._tick * frame.sample_rate)

    def _frames(self) -> Iterator[AudioFrame]:
        from av.error import FFmpegError

        for packet in self._packets():
            self._packet = packet
            try:
                frames = packet.decode()
            except (FFmpegError, OSError):
                self.damaged.append(self._time_of(packet))
            else:
                yield from frames

    def _packets(self) -> Iterator[Packet]:
        from av.error import FFmpegError

        try:
            yield from self._container.demux(self._stream)
        except (FFmpegError, OSError):
            self._broken_off = True

    def _time_of(self, packet: Packet) -> float:
        if packet.pts is None or packet.time_base is None:
            return self.position
        return max(0.0, float(packet.pts * packet.time_base))

    def _told(self) -> float | None:
        """Return the length that the file claims, in seconds; None where it claims none and FFmpeg only guesses."""
        stream, container = self._stream, self._container
        if not self.indexed:
            return None
        begin = (stream.start_time or 0) * float(stream.time_base or 0)
        if stream.duration and stream.time_base:
            length = float(stream.duration * stream.time_base)
            return begin + length * (_cut_off(self.path) if container.format.name == "wav" else 1.0)
        if container.duration and not container.streams.video:
            return begin + container.duration / 1e6
        return None

    def _judge(self) -> None:
        """Say in sentences what was wrong with the file."""
        end = CLOCK.format(self.position)
        short = self.told is not None and self.position < self.told - SHORT_BY
        inside = [place for place in self.damaged if place < self.position - SHORT_BY]
        if inside:
            self.notes.append(_damage(self.path.name, inside))
        if short and self.told is not None:
            self.notes.append(
                f"“{self.path.name}” is cut off or damaged: its sound ends at {end},"
                f" though it should last until {CLOCK.format(round(self.told))}."
            )
        elif self._broken_off or len(self.damaged) > len(inside):
            self.notes.append(
                f"“{self.path.name}” is damaged: its sound could be read until {end}."
            )


def open_container(path: Path) -> InputContainer:
    """Open a file with FFmpeg; PeaksError if it is not known here."""
    import av
    from av.error import FFmpegError

    try:
        return av.open(
            str(path.absolute()),
            metadata_errors="ignore",
            options={"protocol_whitelist": "file"},  # a playlist must not lead elsewhere
        )
    except (FFmpegError, OSError, UnicodeError):
        raise PeaksError(
            f"“{path.name}” cannot be read: it is damaged, or not a sound that is known here."
        ) from None


def says_places(container: InputContainer, path: Path) -> bool:
    """Tell whether a file says where its seconds are; of an mp3 without a header or bare AAC players only guess it."""
    if container.format.name == "mp3":
        return _has_length_header(path)
    return container.format.name != "aac" and container.duration is not None


def _has_length_header(path: Path) -> bool:
    """Tell whether an mp3 says in its first frame how long it is; without that its length is a guess."""
    with path.open("rb") as file:
        head = file.read(10)
        if head[:3] == b"ID3" and len(head) == 10:
            size = (head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9]
            file.seek(size + 10)
            head = b""
        head += file.read(4096)
    return any(mark in head for mark in (b"Xing", b"Info", b"VBRI"))


def _cut_off(path: Path) -> float:
    """Return how many times longer a WAV file should be than it is: FFmpeg goes by what there is."""
    with path.open("rb") as file:
        head = file.read(8)
    claimed = int.from_bytes(head[4:8], "little") + 8 if head[:4] == b"RIFF" else 0
    size = path.stat().st_size
    return claimed / size if size < claimed < 2**32 - 1 else 1.0


def _damage(name: str, places: list[float]) -> str:
    first = CLOCK.format(places[0])
    if len(places) == 1:
        return f"“{name}” is damaged at {first}: a moment is missing there."
    return (
        f"“{name}” is damaged in {len(places)} places from {first} on: moments are missing there."
    )
