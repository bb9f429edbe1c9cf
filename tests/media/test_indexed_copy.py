"""Sounds that do not say where their seconds are: a copy does, and players keep to it."""

from __future__ import annotations

import os

import numpy as np
import pytest

from cueline.media.indexed_copy import indexed_copy, needs_index
from cueline.media.peaks import PeaksError, read_peaks
from cueline.media.qt_player import QtPlayer
from tests.media.encoded_sounds import bursts, encode


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
    copy = read_peaks(indexed_copy(vbr, tmp_path / "copies"))
    original = read_peaks(vbr)
    assert copy.duration == pytest.approx(original.duration, abs=0.05)
    assert not needs_index(copy)
    loud = [np.flatnonzero(p.values[2200:, 1] > 6000)[0] for p in (copy, original)]
    assert abs(int(loud[0]) - int(loud[1])) <= 3


def test_the_player_knows_the_length_of_the_copy(vbr, tmp_path, qtbot):
    player = QtPlayer()
    player.load(indexed_copy(vbr, tmp_path))
    qtbot.waitUntil(lambda: player.state == "paused")
    assert player.duration == pytest.approx(read_peaks(vbr).duration, abs=0.1)
    player.unload()
    player.deleteLater()


def test_there_is_one_copy_and_it_is_made_once(vbr, tmp_path):
    folder = tmp_path / "copies"
    first = indexed_copy(vbr, folder)
    made = first.stat().st_mtime_ns
    assert indexed_copy(vbr, folder) == first
    assert first.stat().st_mtime_ns == made
    os.utime(vbr)
    second = indexed_copy(vbr, folder)
    assert list(folder.iterdir()) == [second]


def test_what_cannot_be_copied_is_said(tmp_path):
    with pytest.raises(PeaksError, match=r"“gone\.mp3”"):
        indexed_copy(tmp_path / "gone.mp3", tmp_path)
    (tmp_path / "a.txt").write_text("words " * 99)
    with pytest.raises(PeaksError, match=r"“a\.txt” has no sound in it"):
        indexed_copy(tmp_path / "a.txt", tmp_path / "copies")
    assert not list((tmp_path / "copies").iterdir())
