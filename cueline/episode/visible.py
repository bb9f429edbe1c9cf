"""Text as it may be shown: a character that acts on what stands around it becomes one that only stands there."""

from __future__ import annotations

import re

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\u2028\u2029]")
_PICTURES, _DELETE = 0x2400, "\N{SYMBOL FOR DELETE}"
_TURN = "\N{RIGHTWARDS ARROW OVER LEFTWARDS ARROW}"
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """Return the text with a sign for each character that would move, hide or end what follows it.

    These are control characters (but tab and newline), what turns the direction of writing until it is ended, and
    bytes of a file's name that are no text. One sign stands for one character, so places in the text stay.
    """
    return _ACTING.sub(_sign, text) if _ACTING.search(text) else text


def visible_name(text: str) -> str:
    """Return a name, of a file for one, as `visible` does, line breaks and tabs with a sign too."""
    return _BREAKS.sub(_sign, visible(text))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return _DELETE
    if code in (0x2028, 0x2029):
        return chr(_PICTURES + 0x0A)
    return _TURN if 0x2000 < code < 0x2070 else _UNKNOWN
