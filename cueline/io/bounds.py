"""How much a file may hold to be edited: what no transcript has would take all memory, or hold the window up."""

from __future__ import annotations

from cueline.episode import Clip, Episode, Header, Line, Map, Value

EDITABLE_BYTES = 64 * 2**20
_ENTRIES = 4_000_000
"""Line ends and commas: each may begin a value, which takes some 500 bytes while the file is read."""
_TEXT, _NAME = 1_000_000, 50_000


def too_much(data: bytes) -> str | None:
    """Return why a file can only be looked at, by its bytes alone; None if it may be edited."""
    if len(data) > EDITABLE_BYTES:
        return "it is larger than 64 MB."
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        return f"it has a NUL byte in line {line}, which text files cannot have."
    if data.count(b"\n") + data.count(b",") > _ENTRIES:
        return "it has more than four million lines and commas, and no transcript has."
    return None


def too_long(episode: Episode) -> str | None:
    """Return why an episode can only be looked at: a text that is longer than any is; None if none is."""
    for item in episode.items:
        if isinstance(item, Line):
            if len(item.text) > _TEXT or len(item.speaker) > _NAME or len(item.label) > _NAME:
                return _sentence("a line", max(len(item.text), len(item.speaker), len(item.label)))
        elif isinstance(item, Header) and len(item.text) > _NAME:
            return _sentence("a header", len(item.text))
    for clip in episode.clips:
        if isinstance(clip, Clip) and max(len(clip.name), len(clip.url)) > _NAME:
            return _sentence("a clip", max(len(clip.name), len(clip.url)))
    longest = max(map(_longest, episode.fields.values()), default=0)
    return _sentence("a field", longest) if longest > _TEXT else None


def _longest(value: Value) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Map):
        return max((max(len(key), _longest(item)) for key, item in value.items()), default=0)
    return max(map(_longest, value), default=0) if isinstance(value, tuple) else 0


def _sentence(what: str, length: int) -> str:
    return f"{what} in it has {length:,} characters, more than any transcript’s."
