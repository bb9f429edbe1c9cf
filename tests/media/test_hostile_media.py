"""Sounds that carry more than sound: what they say of themselves is not believed, shown as it is, or loaded."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest

from cueline.media.peaks import PeaksError, read_peaks
from cueline.media.sound_files import refusal
from tests.media.encoded_sounds import bursts, encode

SECONDS = 3.0
HTML = "<img src='file:///etc/hostname'>\u202e".encode()


def frame(kind: bytes, data: bytes, size: int | None = None) -> bytes:
    """Return a frame of an ID3 tag; `size`: what it claims to be."""
    return kind + _synchsafe(len(data) if size is None else size) + b"\0\0" + data


def tag(*frames: bytes, size: int | None = None) -> bytes:
    """Return an ID3 tag, to stand before an mp3."""
    data = b"".join(frames)
    return b"ID3\x04\0\0" + _synchsafe(len(data) if size is None else size) + data


def _synchsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


@pytest.fixture(scope="module")
def mp3(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "plain.mp3"
    return encode(
        path, bursts(SECONDS, 44100, [1.0]), "libmp3lame", 44100, bit_rate=64_000
    ).read_bytes()


TAGS = {
    "a title of 1 MB": tag(frame(b"TIT2", b"\3" + b"x" * 2**20)),
    "html and marks in the title": tag(frame(b"TIT2", b"\3" + HTML), frame(b"TPE1", b"\3" + HTML)),
    "a cover that is no picture": tag(
        frame(b"APIC", b"\0image/png\0\3\0" + b"\x89PNG" + b"\0" * 3_000_000)
    ),
    "a cover at an address": tag(frame(b"APIC", b"\0-->\0\3\0http://127.0.0.1:9/cover.png")),
    "a cover longer than the file": tag(frame(b"APIC", b"\0image/png\0\3\0abc", size=2**27)),
    "a length of a year": tag(frame(b"TLEN", b"\3" + b"31536000000")),
    "a length below nothing": tag(frame(b"TLEN", b"\3-5")),
    "a thousand chapters": tag(
        *(
            frame(b"CHAP", b"c%d\0" % n + struct.pack(">4I", 2**31, 5, 2**32 - 1, 9))
            for n in range(1_000)
        )
    ),
    "bytes that are no text": tag(
        frame(b"TIT2", b"\1\xff\xfe\x00\xd8\x00"), frame(b"TXXX", b"\x07\xff\0\xff")
    ),
}


@pytest.mark.parametrize("name", TAGS)
def test_what_an_mp3_says_of_itself_does_not_change_its_sound(mp3, tmp_path, name):
    path = tmp_path / "hostile.mp3"
    path.write_bytes(TAGS[name] + mp3)
    assert refusal(path) is None
    peaks = read_peaks(path)
    assert peaks.duration == pytest.approx(SECONDS, abs=0.2)
    loud = abs(peaks.values).max(axis=1).argmax()
    assert 1.0 <= loud / peaks.rate <= 1.2


def test_a_tag_that_claims_to_be_larger_than_the_file_is_no_sound_or_the_same_sound(mp3, tmp_path):
    path = tmp_path / "hostile.mp3"
    path.write_bytes(tag(size=2**27) + mp3)
    with suppress(PeaksError):
        assert read_peaks(path).duration <= SECONDS + 0.2


@pytest.mark.parametrize("claimed", [0, 1, 2**31, 2**32 - 1])
def test_a_wav_that_lies_about_its_length_lasts_as_long_as_its_samples(tmp_path, claimed):
    path = encode(tmp_path / "plain.wav", bursts(SECONDS, 8000, [1.0]), "pcm_s16le", 8000)
    data = path.read_bytes()
    place = data.index(b"data") + 4
    path.write_bytes(data[:place] + struct.pack("<I", claimed) + data[place + 4 :])
    with suppress(PeaksError):
        assert read_peaks(path).duration <= SECONDS + 0.1


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXTINF:3,x\nhttp://127.0.0.1:9/a.mp3\n",
        "ffconcat version 1.0\nfile '/etc/hostname'\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",
        "[playlist]\nFile1=http://127.0.0.1:9/a.mp3\nNumberOfEntries=1\n",
    ],
)
@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".wav"])
def test_a_playlist_in_the_coat_of_a_sound_leads_nowhere(tmp_path, playlist, suffix):
    path = tmp_path / f"list{suffix}"
    path.write_text(playlist)
    with pytest.raises(PeaksError, match="list"):
        read_peaks(path)
