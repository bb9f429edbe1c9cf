"""What a file is that is no text, told by its first bytes."""

from __future__ import annotations

_PICTURE, _SOUND, _FILM = "a picture", "a sound file", "a video"
_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n", f"{_PICTURE} (PNG)"),
    (0, b"\xff\xd8\xff", f"{_PICTURE} (JPEG)"),
    (0, b"GIF8", f"{_PICTURE} (GIF)"),
    (8, b"WEBP", f"{_PICTURE} (WebP)"),
    (4, b"ftypavif", f"{_PICTURE} (AVIF)"),
    (4, b"ftyphei", f"{_PICTURE} (HEIC)"),
    (0, b"II*\0", f"{_PICTURE} (TIFF)"),
    (0, b"MM\0*", f"{_PICTURE} (TIFF)"),
    (0, b"%PDF", "a PDF"),
    (0, b"PK\x03\x04", "a zip file, or a document of a word processor"),
    (0, b"\xd0\xcf\x11\xe0", "a document of an old word processor"),
    (0, b"\x1f\x8b", "a packed file (gzip)"),
    (0, b"7z\xbc\xaf", "a packed file (7-Zip)"),
    (0, b"ID3", f"{_SOUND} (MP3)"),
    (0, b"\xff\xfb", f"{_SOUND} (MP3)"),
    (0, b"\xff\xf3", f"{_SOUND} (MP3)"),
    (0, b"OggS", f"{_SOUND} (Ogg)"),
    (0, b"fLaC", f"{_SOUND} (FLAC)"),
    (8, b"WAVE", f"{_SOUND} (WAV)"),
    (4, b"ftypM4A", f"{_SOUND} (M4A)"),
    (4, b"ftyp", f"{_FILM} (MP4)"),
    (0, b"\x1aE\xdf\xa3", f"{_FILM} (Matroska or WebM)"),
    (8, b"AVI ", f"{_FILM} (AVI)"),
    (0, b"SQLite format 3", "a database (SQLite)"),
)
"""Where bytes stand, which, and what a file with them is; the first that fits."""


def kind_of(data: bytes) -> str:
    """Return what a file is, with its article; "" where its first bytes do not tell."""
    return next((kind for at, mark, kind in _KINDS if data.startswith(mark, at)), "")
