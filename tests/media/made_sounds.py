"""Sounds that tests make for themselves: a tone, and clicks at known seconds."""

from __future__ import annotations

import array
import math
import wave
from collections.abc import Iterable
from pathlib import Path

SPEED = 8000
"""Samples per second."""


def make_tone(path: Path, seconds: float) -> Path:
    """Write `seconds` of a quiet tone to `path` and return it."""
    count = round(seconds * SPEED)
    return _write(path, (round(3000 * math.sin(place * 0.3)) for place in range(count)))


def make_clicks(path: Path, seconds: float, clicks: Iterable[float]) -> Path:
    """Write silence of `seconds` with a loud click of 5 ms at each of `clicks` (seconds); return `path`."""
    samples = [0] * round(seconds * SPEED)
    for click in clicks:
        first = round(click * SPEED)
        samples[first : first + 40] = [20000 if place % 4 < 2 else -20000 for place in range(40)]
    return _write(path, samples)


def _write(path: Path, samples: Iterable[int]) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SPEED)
        sound.writeframes(array.array("h", samples).tobytes())
    return path
