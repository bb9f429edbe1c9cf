"""Sounds that do not say where their seconds are: a copy does, and players keep to it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import av
import numpy as np
import pytest

from cueline.media.indexed_copy import indexed_copy, needs_index
from cueline.media.peaks import PeaksError, read_peaks
from cueline.media.qt_player import QtPlayer
from tests.media.encoded_sounds import bursts, encode


def copied(sound, folder, **how):
    """Copy a sound and return the copy."""
    copy = indexed_copy(Path(sound), folder, **how)
    assert copy is not None
    return copy


@pytest.fixture(scope="module")
def vbr(tmp_path_factory):
    noise = np.random.default_rng(1).uniform(-0.9, 0.9, 44100 * 20).astype(np.float32)
    samples = np.concatenate((noise, bursts(60.0, 44100, [39.0])))
    path = tmp_path_factory.mktemp("sounds") / "vbr #1.mp3"
    return encode(path, samples, "libmp3lame", 44100, quality=2, write_xing="0")


def test_only_sounds_whose_length_is_a_guess_need_it(vbr, tmp_path):
    assert needs_index(read_peaks(vbr))
    whole = encode(tmp_path / "whole.mp3", bursts(2, 44100, [1]), "libmp3lame", 44100)
    assert not needs_index(read_peaks(whole))


def test_the_copy_holds_the_same_sound_at_the_same_places(vbr, tmp_path):
    copy = read_peaks(copied(vbr, tmp_path / "copies"))
    original = read_peaks(vbr)
    assert copy.duration == pytest.approx(original.duration, abs=0.05)
    assert not needs_index(copy)
    loud = [np.flatnonzero(p.values[2200:, 1] > 6000)[0] for p in (copy, original)]
    assert abs(int(loud[0]) - int(loud[1])) <= 3


@pytest.mark.sound
def test_the_player_knows_the_length_of_the_copy(vbr, tmp_path, qtbot):
    player = QtPlayer()
    player.load(copied(vbr, tmp_path))
    qtbot.waitUntil(lambda: player.state == "paused")
    assert player.duration == pytest.approx(read_peaks(vbr).duration, abs=0.1)
    player.unload()
    player.deleteLater()


def test_a_copy_is_made_once_and_replaced_when_the_sound_changes(vbr, tmp_path):
    folder = tmp_path / "copies"
    first = copied(vbr, folder)
    made = first.stat().st_ino
    assert copied(vbr, folder) == first
    assert first.stat().st_ino == made
    os.utime(vbr)
    second = copied(vbr, folder)
    assert list(folder.iterdir()) == [second]


def test_what_cannot_be_copied_is_said(tmp_path):
    with pytest.raises(PeaksError, match=r"“gone\.mp3”"):
        copied(tmp_path / "gone.mp3", tmp_path)
    (tmp_path / "a.txt").write_text("words " * 99)
    with pytest.raises(PeaksError, match=r"“a\.txt” has no sound in it"):
        copied(tmp_path / "a.txt", tmp_path / "copies")
    assert not list((tmp_path / "copies").iterdir())


def test_copies_take_no_more_room_than_they_may(vbr, tmp_path):
    folder = tmp_path / "copies"
    sounds = [shutil.copy(vbr, tmp_path / f"{name}.mp3") for name in "abc"]
    copies = [copied(sound, folder) for sound in sounds[:2]]
    os.utime(copies[1], (1, 1))
    size = copies[0].stat().st_size
    newest = copied(sounds[2], folder, limit=size * 2)
    assert sorted(folder.iterdir()) == sorted([copies[0], newest])
    alone = copied(sounds[1], folder, limit=10)
    assert list(folder.iterdir()) == [alone]


def test_when_copying_is_stopped_nothing_is_left(vbr, tmp_path):
    answers = iter([True, True, False])
    assert indexed_copy(vbr, tmp_path / "copies", lambda: next(answers)) is None
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize("name", ["film.mkv", "film.webm"])
def test_a_film_with_an_index_needs_no_copy_and_one_has_its_picture_in_it(tmp_path, name):
    codec = "aac" if name.endswith("mkv") else "libopus"
    film = encode(tmp_path / name, bursts(12, 48000, [1.0]), codec, 48000, film=True)
    assert not needs_index(read_peaks(film))
    with av.open(str(copied(film, tmp_path / "copies"))) as copy:
        assert [stream.type for stream in copy.streams] == ["audio", "video"]


def test_bare_aac_has_its_places_in_the_copy(tmp_path):
    bare = encode(tmp_path / "bare.aac", bursts(60, 44100, [50.0]), "aac", 44100)
    peaks = read_peaks(bare)
    assert needs_index(peaks)
    copy = read_peaks(copied(bare, tmp_path / "copies"))
    assert copy.told == pytest.approx(peaks.duration, abs=0.1)
    loud = [np.flatnonzero(p.values[:, 1] > 6000)[0] for p in (copy, peaks)]
    assert abs(int(loud[0]) - int(loud[1])) <= 3
