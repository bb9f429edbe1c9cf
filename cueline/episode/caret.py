"""Where a place in a text is after the text became another one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


def carried(old: str, new: str, place: int) -> int:
    """Return where `place` (code points in `old`) is in `new`: in the same word, or behind what came in its place."""
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    end = now = 0
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        start, before = end, now
        end += sum(map(len, a[a1:a2]))
        now += sum(map(len, b[b1:b2]))
        if place <= end:
            return before + place - start if what == "equal" else now
    return now
