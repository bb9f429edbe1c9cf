"""Keys in texts for the user, called as they are on this system."""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import Qt

DELETING = (
    (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) if sys.platform == "darwin" else (Qt.Key.Key_Delete,)
)
"""The keys that delete what is chosen; the one that a Mac has for it is Qt's Backspace."""

_ON_A_MAC = {
    "Ctrl": "\N{PLACE OF INTEREST SIGN}",
    "Alt": "\N{OPTION KEY}",
    "Shift": "\N{UPWARDS WHITE ARROW}",
}
_KEY = re.compile(rf"\b({'|'.join(_ON_A_MAC)})\b\+?")


def key_names(text: str) -> str:
    """Return a text with the keys in it called as on this system: on a Mac Qt's Ctrl is the command key."""
    if sys.platform != "darwin":
        return text
    return _KEY.sub(lambda found: _ON_A_MAC[found[1]], text)
