"""Peaks kept between runs: found again while the sound is the same, and never more than the limit."""

from __future__ import annotations

import os

import numpy as np
import pytest

from cueline.media.peaks import Peaks
from cueline.media.peaks_cache import PeaksCache, SoundStamp

VALUES = np.arange(600, dtype=np.int16).reshape(300, 2)


@pytest.fixture
def cache(tmp_path):
    return PeaksCache(tmp_path / "data" / "peaks")


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "訪談 #1.wav"
    path.write_bytes(b"as long as it is the same")
    return path


def stamp_of(sound):
    stamp = SoundStamp.of(sound)
    assert stamp is not None
    return stamp


def keep(cache, sound, **about):
    stamp = stamp_of(sound)
    cache.keep(stamp, Peaks(VALUES, 3.0, **about))
    return stamp


def test_what_is_kept_is_found_again(cache, sound):
    stamp = keep(cache, sound, note="It is cut off.", told=9.5)
    found = PeaksCache(cache.folder).recall(stamp)
    assert found is not None
    assert np.array_equal(found.values, VALUES)
    assert found.values.dtype == np.int16
    assert (found.duration, found.rate, found.note, found.told) == (3.0, 100, "It is cut off.", 9.5)
    assert found.complete


def test_a_file_is_an_array_that_numpy_loads(cache, sound):
    stamp = keep(cache, sound)
    assert np.array_equal(np.load(cache.folder / stamp.file_name), VALUES)


def test_a_sound_that_changed_is_read_anew_and_takes_no_more_room(cache, sound):
    keep(cache, sound)
    os.utime(sound, ns=(1, 1))
    assert cache.recall(stamp_of(sound)) is None
    sound.write_bytes(b"longer than it was before")
    stamp = keep(cache, sound)
    assert cache.recall(stamp) is not None
    assert len(list(cache.folder.iterdir())) == 1


@pytest.mark.parametrize("keep_bytes", [0, 3, 100, 700, -1])
def test_a_damaged_file_counts_as_none(cache, sound, keep_bytes):
    stamp = keep(cache, sound)
    path = cache.folder / stamp.file_name
    path.write_bytes(path.read_bytes()[:keep_bytes])
    assert cache.recall(stamp) is None
    keep(cache, sound)
    assert cache.recall(stamp) is not None


def test_the_oldest_go_when_there_is_no_more_room(tmp_path):
    cache = PeaksCache(tmp_path / "peaks", limit=5000)
    stamps = []
    for number in range(4):
        sound = tmp_path / f"{number}.wav"
        sound.write_bytes(b"sound")
        stamps.append(keep(cache, sound))
        os.utime(cache.folder / stamps[-1].file_name, ns=(number, number))
        cache.recall(stamps[0])  # looked at again and again: stays
    found = [cache.recall(stamp) is not None for stamp in stamps]
    assert found == [True, False, True, True]
    assert sum(p.stat().st_size for p in cache.folder.iterdir()) <= 5000


def test_what_was_stopped_is_not_kept(cache, sound):
    stamp = keep(cache, sound, complete=False)
    assert cache.recall(stamp) is None


def test_where_nothing_can_be_written_nothing_happens(tmp_path, sound):
    (tmp_path / "file").write_text("no folder")
    cache = PeaksCache(tmp_path / "file" / "peaks")
    assert cache.recall(keep(cache, sound)) is None


def test_a_sound_that_is_gone_has_no_stamp(tmp_path):
    assert SoundStamp.of(tmp_path / "gone.wav") is None
