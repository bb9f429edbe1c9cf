"""Where both players really are after a seek: what they play is looked up in the decoded sound."""

from __future__ import annotations

import ctypes
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import av
import numpy as np

from cueline.media.indexed_copy import indexed_copy
from cueline.media.qt_player import QtPlayer
from cueline.media.vlc_player import VlcPlayer, availability
from tests.benchmarks.measure import Result
from tests.media.encoded_sounds import encode

RATE = 44100
LENGTH = 600
SEEKS = 20
HEARD = 22050
"""Samples that are looked up in the decoded sound; after a seek the first tenth of a second of an mp3 may be silent."""

AROUND = 40
"""Seconds on either side of the wanted place in which they are looked for."""

KINDS = [
    ("wav", "pcm_s16le", {}),
    ("mp3", "libmp3lame", {"bit_rate": 64000}),
    ("m4a", "aac", {"bit_rate": 64000}),
    ("opus", "libopus", {"bit_rate": 48000}),
    ("mp3 VBR without header", "libmp3lame", {"quality": 3, "write_xing": "0"}),
]


def results() -> Iterator[Result]:
    """Seek 20 times in each kind of sound with Qt and, where it is installed, with libVLC."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as name:
        for kind, codec, more in KINDS:
            rate = 48000 if codec == "libopus" else RATE
            path = Path(name) / f"{kind}.{kind.split()[0]}"
            encode(path, noise(rate), codec, rate, **more)
            yield from of_one(app, kind, path)
            if "VBR" in kind:
                copy = indexed_copy(path, Path(name) / "copies")
                assert copy is not None
                yield from of_one(app, f"{kind}, indexed copy", copy)


def noise(rate: int) -> np.ndarray:
    """Return noise that never repeats, by turns bright, dull, loud and soft, so that VBR has something to vary."""
    chance = np.random.default_rng(5)
    samples = chance.uniform(-1, 1, LENGTH * rate).astype(np.float32)
    bright = np.convolve(samples, np.ones(4, np.float32) / 4, "same")
    dull = np.convolve(samples, np.ones(40, np.float32) / 20, "same")
    turns = np.repeat(chance.choice([True, False], LENGTH // 3), 3 * rate)
    loudness = np.repeat(chance.choice([0.1, 0.8], LENGTH // 3), 3 * rate).astype(np.float32)
    return np.clip(np.where(turns, bright, dull), -1, 1) * loudness


def of_one(app: Any, kind: str, path: Path) -> Iterator[Result]:
    """Measure one sound with both players."""
    sound = decoded(path)
    yield summary(f"place after a seek, Qt, {kind}", 0.03, errors(app, QtListener(), path, sound))
    reason = availability()
    if reason is None:
        yield summary(
            f"place after a seek, VLC, {kind}", 0.25, errors(app, VlcListener(), path, sound)
        )
    else:
        print(f"players: VLC left out. {reason}", file=sys.stderr)


def summary(what: str, budget: float, found: list[float]) -> Result:
    """Return the worst error in ms, with the range."""
    worst = max((abs(error) for error in found), default=float("inf"))
    low, middle, high = (value * 1000 for value in (min(found), median(found), max(found)))
    detail = f"worst of {len(found)}; from {low:+.0f} to {high:+.0f}, median {middle:+.0f} ms"
    return Result(what, budget * 1000, worst * 1000, "ms", detail)


def decoded(path: Path) -> np.ndarray:
    """Return all samples at 44.1 kHz, mono, each at its own time."""
    samples = np.zeros((LENGTH + 2) * RATE, np.float32)
    resampler = av.AudioResampler("flt", "mono", RATE)
    with av.open(str(path)) as container:
        first, place = None, 0
        for frame in container.decode(audio=0):
            if first is None:
                first = place = round((frame.time or 0.0) * RATE)
            for part in resampler.resample(frame):
                data = part.to_ndarray()[0]
                data = data[max(0, -place) :]
                samples[max(0, place) : max(0, place) + len(data)] = data[
                    : max(0, len(samples) - place)
                ]
                place = max(0, place) + len(data)
    return samples


def errors(app: Any, listener: Any, path: Path, sound: np.ndarray) -> list[float]:
    """Seek and listen; return how many seconds what is heard lies after what was asked for."""
    player = listener.player
    player.load(path)
    wait(app, lambda: player.state == "paused", 10)
    chance = random.Random(11)
    found = []
    for _ in range(SEEKS):
        target = chance.uniform(5, min(LENGTH - 10, (player.duration or LENGTH) - 5))
        player.pause()
        wait(app, lambda: False, 0.15)
        player.seek(target)
        listener.forget(target)
        player.play()
        wait(app, lambda: len(listener.heard()) >= HEARD, 3)
        heard = listener.heard()[:HEARD]
        if len(heard) == HEARD:
            found.append(looked_up(heard, sound, target) - target)
    player.unload()
    return found


def looked_up(heard: np.ndarray, sound: np.ndarray, target: float) -> float:
    """Return the second of the sound at which it is most like what was heard."""
    first = max(0, round((target - AROUND) * RATE))
    part = sound[first : round((target + AROUND) * RATE)]
    size = 1 << (len(part) + len(heard)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(heard, size)), size)
    energy = np.concatenate(([0.0], np.cumsum(part.astype(np.float64) ** 2)))
    count = len(part) - len(heard)
    power = np.sqrt(np.maximum(energy[len(heard) : len(heard) + count] - energy[:count], 1e-6))
    return (first + int(np.argmax(likeness[:count] / power))) / RATE


def wait(app: Any, ready: Callable[[], bool], seconds: float) -> None:
    """Let the program run until it is `ready`, at most `seconds`."""
    until = time.monotonic() + seconds
    while not ready() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.003)


class QtListener:
    """Qt's player, and the samples that it gives to the loudspeaker."""

    def __init__(self) -> None:
        from PySide6.QtMultimedia import QAudioBufferOutput, QAudioFormat

        self.player = QtPlayer()
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._output = QAudioBufferOutput(form)
        self._output.audioBufferReceived.connect(self._take)
        self._parts: list[np.ndarray] = []
        self._target = 0.0
        self.player._engine().setAudioBufferOutput(self._output)

    def forget(self, target: float) -> None:
        """Drop what was heard; listen for what comes at `target`."""
        self._parts, self._target = [], target

    def heard(self) -> np.ndarray:
        """Return what was heard since, from -1 to 1."""
        return np.concatenate(self._parts) if self._parts else np.empty(0, np.float32)

    def _take(self, buffer: Any) -> None:
        stale = not self._parts and abs(buffer.startTime() / 1e6 - self._target) > 0.3
        if not stale:  # up to two buffers of the old place come after a seek
            self._parts.append(
                np.frombuffer(buffer.constData(), np.int16).astype(np.float32) / 32768
            )


class VlcListener:
    """libVLC's player, and the samples that it gives to the loudspeaker."""

    def __init__(self) -> None:
        self._data = bytearray()
        self.player = self._Player(self)

    class _Player(VlcPlayer):
        def __init__(self, listener: VlcListener) -> None:
            super().__init__()
            self._listener = listener

        def _make_engine(self, instance: Any, path: Path) -> Any:
            import vlc

            engine, listener = super()._make_engine(instance, path), self._listener
            self._kept = [
                vlc.CallbackDecorators.AudioPlayCb(listener.take),
                vlc.CallbackDecorators.AudioFlushCb(lambda _data, _pts: listener.forget(0.0)),
            ]
            none = vlc.CallbackDecorators
            engine.audio_set_callbacks(
                self._kept[0],
                none.AudioPauseCb(),
                none.AudioResumeCb(),
                self._kept[1],
                none.AudioDrainCb(),
                None,
            )
            engine.audio_set_format("S16N", RATE, 1)
            return engine

    def take(self, _data: Any, samples: int, count: int, _pts: int) -> None:
        """Keep what libVLC plays: this runs on a thread of its own."""
        self._data += ctypes.string_at(samples, count * 2)

    def forget(self, target: float) -> None:
        """Drop what was heard."""
        self._data = bytearray()

    def heard(self) -> np.ndarray:
        """Return what was heard since, from -1 to 1."""
        return np.frombuffer(bytes(self._data), np.int16).astype(np.float32) / 32768
