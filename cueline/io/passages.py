"""A long text in passages: Python looks through a text without letting another thread on before it is done."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator

LENGTH = 2**18
"""Characters that are looked through at once."""


def passages(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the passages of a text between two offsets: whole lines, and each but the first begins with a line end."""
    while start < end:
        stop = text.find("\n", min(start + LENGTH, end), end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop


def decoded(data: bytes, errors: str = "strict") -> Iterator[str]:
    """Read UTF-8 in pieces; UnicodeDecodeError counts from the piece in which the fault is."""
    decoder = getincrementaldecoder("utf-8")(errors)
    for at in range(0, len(data), LENGTH):
        yield decoder.decode(data[at : at + LENGTH], final=at + LENGTH >= len(data))


def amount(text: str, sign: str, start: int = 0, end: int | None = None) -> int:
    """Count a sign, which is one character, or two that nothing overlaps."""
    end, more = len(text) if end is None else end, len(sign) - 1
    places = range(start, end, LENGTH)
    return sum(text.count(sign, at, min(at + LENGTH + more, end)) for at in places)
