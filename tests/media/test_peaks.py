"""Peaks of sounds in every format, whole and damaged: where it is loud, how long it is, and what is said."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from cueline.media.peaks import PeaksError, read_peaks
from tests.media.encoded_sounds import bursts, encode
from tests.media.made_sounds import make_clicks

PLACES = [0.3, 1.0, 2.5, 11.3]
LENGTH = 12.0

FORMATS = [
    ("a.mp3", "libmp3lame", 44100, "mono", {}),
    ("stereo.mp3", "libmp3lame", 44100, "stereo", {}),
    ("no header.mp3", "libmp3lame", 22050, "mono", {"write_xing": "0"}),
    ("a.m4a", "aac", 44100, "stereo", {}),
    ("a.aac", "aac", 44100, "mono", {}),
    ("a.opus", "libopus", 48000, "mono", {}),
    ("a.ogg", "libopus", 48000, "stereo", {}),
    ("a.flac", "flac", 96000, "stereo", {}),
    ("16.wav", "pcm_s16le", 11025, "stereo", {}),
    ("24.wav", "pcm_s24le", 48000, "mono", {}),
    ("8.wav", "pcm_u8", 8000, "mono", {}),
    ("float 5.1.wav", "pcm_f32le", 192000, "5.1", {}),
    ("double.wav", "pcm_f64le", 22050, "stereo", {}),
    ("a.mp4", "aac", 44100, "stereo", {"film": True}),
    ("a.webm", "libopus", 48000, "stereo", {"film": True}),
    ("a.mkv", "flac", 44100, "mono", {"film": True}),
]


def onsets(peaks):
    """Return the seconds at which it becomes loud."""
    loud = peaks.values[:, 1] > 6000
    return np.flatnonzero(loud & ~np.concatenate(([False], loud[:-1]))) / peaks.rate


@pytest.mark.parametrize(("name", "codec", "rate", "layout", "more"), FORMATS)
def test_every_format_is_loud_where_it_should_be(tmp_path, name, codec, rate, layout, more):
    path = encode(tmp_path / name, bursts(LENGTH, rate, PLACES), codec, rate, layout, **more)
    peaks = read_peaks(path)
    late = 0.055 if name.endswith(("mp3", "aac")) else 0.021  # the encoder's delay, which is played
    assert onsets(peaks) == pytest.approx(PLACES, abs=late)
    assert peaks.duration == pytest.approx(LENGTH, abs=0.08)
    assert peaks.values.dtype == np.int16
    assert len(peaks.values) == pytest.approx(peaks.duration * 100, abs=1)
    assert 14000 <= peaks.values.max() <= 19000
    assert -19000 <= peaks.values.min() <= -14000
    assert (peaks.rate, peaks.note, peaks.complete) == (100, "", True)


def test_values_are_the_exact_extremes_of_each_hundredth(tmp_path):
    rate = 11025
    samples = np.random.default_rng(3).uniform(-1, 1, (2, rate * 3)).astype(np.float32)
    peaks = read_peaks(encode(tmp_path / "noise.wav", samples, "pcm_f32le", rate, "stereo"))
    edges = [round(i * rate / 100) for i in range(301)]
    for place in (0, 1, 57, 299):
        part = samples[:, edges[place] : edges[place + 1]]
        expected = [np.rint(part.min() * 32768), min(np.rint(part.max() * 32768), 32767)]
        assert peaks.values[place].tolist() == expected


def test_every_channel_is_seen(tmp_path):
    left, right = bursts(3.0, 44100, [1.0]), bursts(3.0, 44100, [2.0])
    for name, codec in [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame")]:
        path = encode(tmp_path / name, np.stack([left, right]), codec, 44100, "stereo")
        assert onsets(read_peaks(path)) == pytest.approx([1.0, 2.0], abs=0.04)


def test_full_scale_and_beyond_stay_within_int16(tmp_path):
    samples = np.array([2.0, -2.0, np.nan, np.inf] * 2000, np.float32)
    peaks = read_peaks(encode(tmp_path / "loud.wav", samples, "pcm_f32le", 8000))
    assert peaks.values[3].tolist() in ([-32768, 32767], [0, 0])
    one = np.ones(8000, np.float32)
    assert read_peaks(encode(tmp_path / "one.wav", one, "pcm_s16le", 8000)).values.max() == 32767


def test_a_late_beginning_is_silence(tmp_path):
    path = encode(tmp_path / "late.mkv", bursts(3.0, 48000, [1.0]), "flac", first=4.0)
    assert onsets(read_peaks(path)) == pytest.approx([5.0], abs=0.011)


def test_a_guessed_length_is_put_right(tmp_path):
    noise = np.random.default_rng(1).uniform(-0.9, 0.9, 44100 * 20).astype(np.float32)
    samples = np.concatenate((bursts(40.0, 44100, [39.0]), noise))
    path = encode(
        tmp_path / "vbr.mp3", samples, "libmp3lame", 44100, "mono", quality=2, write_xing="0"
    )
    peaks = read_peaks(path)
    assert peaks.duration == pytest.approx(60.0, abs=0.1)
    assert onsets(peaks)[0] == pytest.approx(39.0, abs=0.06)
    assert (peaks.told, peaks.note) == (None, "")


def test_progress_grows_to_the_end(tmp_path):
    for name, more in [("a.mp3", {}), ("no header.mp3", {"write_xing": "0"})]:
        path = encode(tmp_path / name, bursts(45.0, 44100, [1]), "libmp3lame", 44100, **more)
        told = []
        read_peaks(path, told.append)
        assert len(told) >= 4
        assert told == sorted(told)
        assert told[0] < 0.4
        assert 0.97 <= told[-1] <= 1.0


def test_it_stops_when_told_and_keeps_what_it_has(tmp_path):
    path = encode(tmp_path / "a.flac", bursts(45.0, 44100, [1.0]), "flac", 44100)
    told = []

    def enough(fraction):
        told.append(fraction)
        return len(told) < 2

    peaks = read_peaks(path, enough)
    assert len(told) == 2
    assert not peaks.complete
    assert 15 <= peaks.duration <= 30
    assert onsets(peaks) == pytest.approx([1.0], abs=0.02)
    assert peaks.note == "Reading “a.flac” was stopped at 0:20."


CUT_OFF = [
    ("a.mp3", "libmp3lame"),
    ("a.flac", "flac"),
    ("a.wav", "pcm_s16le"),
    ("a.mkv", "flac"),
]


@pytest.mark.parametrize(("name", "codec"), CUT_OFF)
def test_a_cut_off_file_gives_what_is_there_and_says_where_it_ends(tmp_path, name, codec):
    noise = 0.3 * np.random.default_rng(1).uniform(-1, 1, 44100 * 30).astype(np.float32)
    path = encode(tmp_path / name, noise, codec, 44100)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    peaks = read_peaks(path)
    assert 13 <= peaks.duration <= 16
    assert "ends at 0:1" in peaks.note
    assert "last until 0:30" in peaks.note
    assert peaks.complete


def test_damage_inside_leaves_the_rest_in_its_place(tmp_path):
    places = [2.0, 50.0]
    path = encode(tmp_path / "a.mkv", bursts(60.0, 44100, places), "aac", 44100, bit_rate=64000)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = b"\xff" * 3000
    path.write_bytes(data)
    peaks = read_peaks(path)
    assert onsets(peaks)[[0, -1]] == pytest.approx(places, abs=0.05)
    assert peaks.duration == pytest.approx(60.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.mp3", None, "is not there"),
        ("empty.mp3", b"", "is empty"),
        ("notes.txt", b"These are only words.\n" * 40, "has no sound in it"),
        ("notes.mp3", b"These are only words.\n" * 40, "“notes.mp3”"),
        ("noise.wav", bytes(range(256)) * 8, "cannot be read"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:9,\nhttp://example.org/a.ts\n", "“list.m3u8”"),
    ],
)
def test_what_is_no_sound_is_said_in_a_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PeaksError) as caught:
        read_peaks(path)
    assert words in str(caught.value)
    assert name in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_folder_is_no_sound(tmp_path):
    with pytest.raises(PeaksError, match="is a folder"):
        read_peaks(tmp_path)


def test_a_film_without_a_track_and_a_sound_of_no_length(tmp_path):
    film = encode(tmp_path / "silent.mp4", None, "", film=True)
    with pytest.raises(PeaksError, match=r"“silent.mp4” has no sound in it"):
        read_peaks(film)
    with pytest.raises(PeaksError, match=r"“zero.wav” has no sound in it: its length is zero"):
        read_peaks(make_clicks(tmp_path / "zero.wav", 0, []))


@pytest.mark.parametrize("name", ["a b.wav", "50%.wav", "nr #3.wav", "a:b.wav", "訪談 ü.wav"])
def test_any_name_is_read(tmp_path, name):
    assert onsets(read_peaks(make_clicks(tmp_path / name, 2, [1]))) == pytest.approx([1.0])


def test_numpy_and_av_wait_for_the_first_sound():
    code = (
        "import sys, cueline.media.peaks, cueline.media.peaks_job\n"
        "print(sorted({'numpy', 'av', 'vlc'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_rougher_outline_keeps_what_is_loud_where_it_is(tmp_path):
    peaks = read_peaks(encode(tmp_path / "a.flac", bursts(61.03, 8000, [7.0, 60.9]), "flac", 8000))
    assert peaks.coarser(len(peaks.values)) is peaks
    rough = peaks.coarser(1300)
    assert (rough.rate, len(rough.values)) == (20, 1221)
    assert rough.duration == peaks.duration
    loud = np.flatnonzero(rough.values[:, 1] > 8000) / rough.rate
    assert (loud[0], loud[-1]) == (7.0, pytest.approx(60.95))
    assert rough.values[:, 0].min() == peaks.values[:, 0].min()
    assert peaks.coarser(10).rate == 1
