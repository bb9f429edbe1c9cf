"""Peaks read beside the window: progress, cache, cancel, and files that change meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cueline.media.peaks import PeaksReader
from cueline.media.peaks_cache import PeaksCache
from cueline.media.peaks_job import PeaksJob
from cueline.media.sound_job import SoundJob
from tests.media.encoded_sounds import bursts, encode


class Listener:
    """A job, and what it told."""

    def __init__(self, qtbot, path, cache=None):
        self._qtbot = qtbot
        self.job = PeaksJob(path, cache)
        self.progress, self.done, self.failed = [], [], []
        self.job.progress.connect(lambda *told: self.progress.append(told))
        self.job.done.connect(self.done.append)
        self.job.failed.connect(self.failed.append)

    def run(self):
        self.job.start()
        self._qtbot.waitUntil(lambda: bool(self.done or self.failed), timeout=20000)
        self._qtbot.waitUntil(lambda: not self.job.running)  # or its thread is the last to know it
        return self


@pytest.fixture(scope="module")
def long_sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sounds")
    return encode(folder / "long.flac", bursts(600, 44100, [1.0, 599.0]), "flac", 44100)


def test_it_tells_progress_then_the_peaks(qtbot, long_sound):
    listener = Listener(qtbot, long_sound).run()
    (peaks,) = listener.done
    assert peaks.duration == pytest.approx(600.0)
    assert peaks.note == ""
    shares = [share for share, _ in listener.progress]
    assert shares
    assert shares == sorted(shares)
    part = listener.progress[0][1]
    assert 5 < part.duration <= 600
    assert (peaks.values[: len(part.values) - 1] == part.values[:-1]).all()


def test_the_second_time_it_comes_from_the_cache(qtbot, long_sound, tmp_path):
    cache = PeaksCache(tmp_path / "peaks")
    first = Listener(qtbot, long_sound, cache).run().done[0]
    again = Listener(qtbot, long_sound, cache).run()
    assert again.progress == []
    assert (again.done[0].values == first.values).all()
    assert again.done[0].duration == first.duration


def test_after_cancel_nothing_is_told(qtbot, long_sound, tmp_path):
    cache = PeaksCache(tmp_path / "peaks")
    listener = Listener(qtbot, long_sound, cache)
    listener.job.start()
    listener.job.cancel()
    qtbot.waitUntil(lambda: not listener.job.running)
    qtbot.wait(100)
    assert (listener.progress, listener.done, listener.failed) == ([], [], [])
    assert not (tmp_path / "peaks").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("gone.mp3", None, "is not there"), ("a.txt", b"words " * 99, "has no sound in it")],
)
def test_what_cannot_be_read_is_said(qtbot, tmp_path, name, content, words):
    if content:
        (tmp_path / name).write_bytes(content)
    listener = Listener(qtbot, tmp_path / name).run()
    assert listener.done == []
    assert len(listener.failed) == 1
    assert words in listener.failed[0]


def grow(path):
    with path.open("ab") as file:
        file.write(b"more" * 9000)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Path.unlink, "was moved or deleted while it was read"),
        (grow, "grew while it was read"),
        (os.utime, "was changed while it was read"),
    ],
)
def test_a_file_that_changes_meanwhile_is_said_and_not_kept(
    qtbot, long_sound, tmp_path, change, words, monkeypatch
):
    path = shutil.copy(long_sound, tmp_path / "a.flac")
    changed, steps = threading.Event(), PeaksReader.steps

    def till_it_changed(reader):
        for fraction in steps(reader):
            yield fraction
            changed.wait(20)

    monkeypatch.setattr(PeaksReader, "steps", till_it_changed)
    cache = PeaksCache(tmp_path / "peaks")
    listener = Listener(qtbot, path, cache)
    listener.job.progress.connect(
        lambda *_: (change(path), changed.set()), Qt.ConnectionType.SingleShotConnection
    )
    listener.run()
    (peaks,) = listener.done
    assert "“a.flac”" in peaks.note
    assert words in peaks.note
    assert peaks.duration > 500
    assert not cache.folder.exists()


class TooLarge(SoundJob):
    """A job for which there is not enough memory."""

    def _work(self):
        raise MemoryError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_nobody_expected_is_told_too(qtbot, tmp_path):
    job = TooLarge(tmp_path / "huge.wav")
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert "huge.wav" in told.args[0]
    assert "could not be read" in told.args[0]
    qtbot.waitUntil(lambda: not job.running)
