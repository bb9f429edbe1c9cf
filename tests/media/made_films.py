"""Films and odd sounds that tests make for themselves."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import av
import numpy as np

RED = (200, 30, 30)


def make_film(path: Path, seconds: float, colour: tuple[int, int, int] = RED) -> Path:
    """Write an mp4 of one colour, 160 × 96, 10 pictures a second, with a quiet tone; return `path`."""
    rate = 44100
    with av.open(str(path), "w") as film:
        video = film.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 160, 96, "yuv420p"
        audio = film.add_stream("aac", rate=rate)
        audio.layout = "mono"
        picture = np.full((96, 160, 3), colour, np.uint8)
        for number in range(round(seconds * 10)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            film.mux(video.encode(frame))
        film.mux(video.encode(None))
        tone = np.sin(np.arange(round(seconds * rate)) * 0.06).astype(np.float32) * 0.1
        for first in range(0, len(tone), 1024):
            part = av.AudioFrame.from_ndarray(tone[None, first : first + 1024], "fltp", "mono")
            part.sample_rate, part.pts = rate, first
            film.mux(audio.encode(part))
        film.mux(audio.encode(None))
    return path


def make_tracker_song(path: Path) -> Path:
    """Write a ProTracker module of 7.7 s, which libVLC plays and Qt does not; return `path`."""
    wave = bytes(round(60 * math.sin(i * math.pi / 16)) & 255 for i in range(4096))
    sample = b"tone".ljust(22, b"\0") + struct.pack(">HBBHH", len(wave) // 2, 0, 64, 0, 2048)
    silent = bytes(22) + struct.pack(">HBBHH", 0, 0, 0, 0, 1)
    note = bytes([0x00 | 428 >> 8, 428 & 255, 0x10, 0])
    rows = b"".join(note + bytes(12) if row % 8 == 0 else bytes(16) for row in range(64))
    head = b"song".ljust(20, b"\0") + sample + silent * 30 + bytes([1, 127]) + bytes(128)
    path.write_bytes(head + b"M.K." + rows + wave)
    return path
