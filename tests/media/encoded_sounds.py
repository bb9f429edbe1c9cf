"""Sounds in every format, encoded by the tests themselves: silence with bursts of tone at known seconds."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.codec.context import Flags

LOUD = 0.5
"""The amplitude of a burst, of full scale."""


def bursts(seconds: float, rate: int, places: Iterable[float], length: float = 0.1) -> np.ndarray:
    """Return samples from -1 to 1: silence with a burst of 440 Hz at each of `places` (seconds)."""
    samples = np.zeros(round(seconds * rate), np.float32)
    for place in places:
        first = round(place * rate)
        count = min(round(length * rate), len(samples) - first)
        samples[first : first + count] = LOUD * np.sin(np.arange(count) * 2 * np.pi * 440 / rate)
    return samples


def encode(
    path: Path,
    samples: np.ndarray | None,
    codec: str,
    rate: int = 48000,
    layout: str = "mono",
    bit_rate: int = 0,
    quality: int | None = None,
    film: bool = False,
    first: float = 0.0,
    **options: str,
) -> Path:
    """Encode `samples` (from -1 to 1; one row per channel, or the same for all) to `path` and return it.

    `quality`: VBR of that grade. `film`: with a picture; `samples` may be None then. `first`: seconds of the first
    sample. The rest are FFmpeg's options for the container.
    """
    with av.open(str(path), "w", options=options) as container:
        picture = _add_picture(container) if film else None
        if samples is not None:
            stream = cast(AudioStream, container.add_stream(codec, rate=rate, layout=layout))
            if bit_rate:
                stream.codec_context.bit_rate = bit_rate
            if quality is not None:
                stream.codec_context.flags |= Flags.qscale
                stream.codec_context.global_quality = quality * 118
            _encode_sound(container, stream, samples, first)
        if picture is not None:
            _encode_film(container, picture, 12.0)
    return path


def _encode_sound(container, stream, samples, first):
    rate, layout = stream.rate, stream.layout.name
    shape = (stream.layout.nb_channels, np.shape(samples)[-1])
    rows = np.ascontiguousarray(np.broadcast_to(samples, shape), np.float32)
    frame = av.AudioFrame.from_ndarray(rows, format="fltp", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, round(first * rate), Fraction(1, rate)
    context = stream.codec_context
    context.open()
    resampler = AudioResampler(context.format, layout, rate, context.frame_size or 1024)
    for part in (*resampler.resample(frame), *resampler.resample(None)):
        container.mux(stream.encode(part))
    container.mux(stream.encode(None))


def _add_picture(container):
    stream = container.add_stream("libvpx" if container.format.name == "webm" else "mpeg4", rate=10)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    return stream


def _encode_film(container, stream, seconds):
    for number in range(round(seconds * 10)):
        frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number % 255, np.uint8), "rgb24")
        frame.pts, frame.time_base = number, Fraction(1, 10)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
