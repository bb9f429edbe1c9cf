"""Keys as this system calls them, and keys that type on one system and command on another."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from cueline.widgets.key_names import key_names
from cueline.widgets.player.player_controls import claims
from cueline.widgets.site.search_box import types_text

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
META, KEYPAD = Qt.KeyboardModifier.MetaModifier, Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier


def key(key, held, text="", kind=QEvent.Type.KeyPress):
    return QKeyEvent(kind, key, held, text)


def test_a_mac_s_keys_have_their_signs(monkeypatch):
    text = "Take it (Ctrl+Shift+Delete), or Ctrl or Alt; control stays, and Altitude"
    assert key_names(text) == text
    monkeypatch.setattr(sys, "platform", "darwin")
    assert key_names(text) == "Take it (⌘⇧Delete), or ⌘ or ⌥; control stays, and Altitude"


@pytest.mark.parametrize(
    ("system", "held", "types"),
    [
        ("win32", NONE, True),
        ("win32", CTRL | ALT, True),  # AltGr
        ("win32", ALT, False),
        ("win32", CTRL, False),
        ("darwin", ALT, True),
        ("darwin", META, False),
        ("linux", CTRL, False),
        ("linux", ALT, False),
    ],
)
def test_what_is_typed_with_altgr_or_option_goes_on_in_the_field(system, held, types, monkeypatch):
    monkeypatch.setattr(sys, "platform", system)
    assert types_text(key(Qt.Key.Key_At, held, "@")) == types


def test_the_arrows_of_a_mac_stay_with_the_control_that_has_the_keyboard(qapp):
    asks = key(Qt.Key.Key_Left, KEYPAD, kind=QEvent.Type.ShortcutOverride)
    assert claims(asks, (Qt.Key.Key_Left,))
    assert not claims(
        key(Qt.Key.Key_Left, CTRL, kind=QEvent.Type.ShortcutOverride), (Qt.Key.Key_Left,)
    )
