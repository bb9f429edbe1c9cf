"""Key sets: data files that say which keys ask for which action, and where the focus must be."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cueline.gui.store import Store
from cueline.resources import FOLDER
from cueline.widgets.key_names import key_names

EVERYWHERE = "everywhere"
MODES = ("tap", "hop")
"""Scopes of a pass that is under way: their keys take the place of those of the widget that has the focus."""
SCOPES = (EVERYWHERE, *MODES, "table", "cell", "player", "wave", "tree", "clips", "problems")
SETS = ("standard", "laptop", "macos")

_CLIPBOARD = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X)
_TYPING = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)

_ALTGR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_OPTION = Qt.KeyboardModifier.AltModifier

_IN_WAVE = Qt.ShortcutContext.WidgetShortcut

Keys = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of each action by scope; `name` is shown, `id` is the data file's."""

    id: str
    name: str
    keys: Keys

    def shown(self, action: str, *scopes: str) -> str:
        """Return the key to show for `action` where the focus is in `scopes`, nearest first; "" if it has none."""
        by_scope = self.keys.get(action, {})
        for place in dict.fromkeys((*scopes, EVERYWHERE, *SCOPES)):
            if by_scope.get(place):
                sequence = QKeySequence(by_scope[place][0])
                text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
                return text.replace("Return", "Enter")
        return ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key that asks for two actions at the same place."""

    key: str
    scope: str
    first: str
    second: str


def load_keys(set_id: str, store: Store | None = None) -> KeySet:
    """Read a key set with what it is based on and with the user's own keys from `store`."""
    data = json.loads((FOLDER / "keys" / f"{set_id}.json").read_text("utf-8"))
    keys = dict(load_keys(data["based_on"]).keys) if "based_on" in data else {}
    kept = store.recall("keys", set_id) if store else {}
    own = {action: scopes for action, scopes in kept.items() if _makes_sense(scopes)}
    for action, scopes in (*data["keys"].items(), *own.items()):
        keys[action] = {scope: tuple(sequences) for scope, sequences in scopes.items()}
    return KeySet(set_id, data["name"], keys)


def _makes_sense(scopes: object) -> bool:
    """Tell whether what was remembered of an action's keys is texts by scope: the file may be damaged."""
    return isinstance(scopes, dict) and all(
        scope in SCOPES and isinstance(keys, list) and all(isinstance(key, str) for key in keys)
        for scope, keys in scopes.items()
    )


def conflicts(key_set: KeySet) -> list[Conflict]:
    """Find keys that ask for two actions at one place; a key for everywhere meets that key in every scope."""
    found: list[Conflict] = []
    for (key, scope, action), (other_key, other_scope, other) in combinations(
        _bindings(key_set), 2
    ):
        meet = scope == other_scope or EVERYWHERE in (scope, other_scope)
        if key == other_key and meet and action != other:
            place = other_scope if scope == EVERYWHERE else scope
            found.append(Conflict(key, place, action, other))
    return found


def clashes_with(key_set: KeySet, key: str, action: str, scope: str) -> list[Conflict]:
    """Return the clashes there would be if `action` had `key` in `scope`; `second` is the other action.

    The scope of a clash is that of the other action, where it would lose the key.
    """
    wanted = QKeySequence(key).toString()
    return [
        Conflict(wanted, other_scope, action, other)
        for other_key, other_scope, other in _bindings(key_set)
        if other_key == wanted
        and other != action
        and (scope == other_scope or EVERYWHERE in (scope, other_scope))
    ]


def why_unfit(key: str, scope: str) -> str:
    """Return why `key` cannot be used in `scope`: where text is typed, typing needs it; "" if it can."""
    if not key or scope not in (EVERYWHERE, "cell"):
        return ""
    combination = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
    pressed, modifiers = combination.key(), combination.keyboardModifiers()
    shift = Qt.KeyboardModifier.ShiftModifier
    if modifiers & ~shift == Qt.KeyboardModifier.ControlModifier and pressed in _CLIPBOARD:
        return "Typing needs this key to copy, cut, paste or select. Choose another one."
    held = modifiers & ~(shift | Qt.KeyboardModifier.KeypadModifier)
    types = pressed < Qt.Key.Key_Escape
    if types and held == _ALTGR:
        return (
            "On many keyboards Ctrl with Alt is AltGr, which types characters. Choose another key."
        )
    if held and not (types and held == _OPTION and sys.platform == "darwin"):
        return ""
    keys = key_names("Ctrl" if types and sys.platform == "darwin" else "Ctrl or Alt")
    if types:
        return f"By itself this key types a character. Press it with {keys}, or choose an F key."
    if pressed in _TYPING:
        return f"Typing needs this key. Press it with {keys}, or choose an F key."
    return ""


def _bindings(key_set: KeySet) -> Iterator[tuple[str, str, str]]:
    for action, scopes in key_set.keys.items():
        for scope, sequences in scopes.items():
            for sequence in sequences:
                yield QKeySequence(sequence).toString(), scope, action


class KeyBinder(QObject):
    """Ties a key set to the actions of a window: each key works where its scope's widget has the focus.

    A text field keeps its letters: a pane's keys need the focus on the pane itself, or inside it for panes
    without text fields, and Qt asks the field first. The player's keys work in the waveform too, but for those
    that mean something of its own there.
    """

    def __init__(
        self,
        actions: Mapping[str, QAction],
        panes: Sequence[tuple[str, QWidget, Qt.ShortcutContext]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._panes = panes
        self._shortcuts: list[tuple[str, QShortcut]] = []
        self._mode = ""

    def bind(self, key_set: KeySet) -> None:
        """Replace all keys of the window by those of `key_set`."""
        for _, shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts.clear()
        wave = next(widget for scope, widget, _ in self._panes if scope == "wave")
        own = {key for scopes in key_set.keys.values() for key in scopes.get("wave", ())}
        for name, action in self._actions.items():
            scopes = key_set.keys.get(name, {})
            action.setShortcuts([QKeySequence(key) for key in scopes.get(EVERYWHERE, ())])
            self._show(action, key_set)
            for scope, widget, context in self._panes:
                for key in scopes.get(scope, ()):
                    self._add(scope, QShortcut(QKeySequence(key), widget, context=context), action)
            for key in set(scopes.get("player", ())) - own:
                self._add("wave", QShortcut(QKeySequence(key), wave, context=_IN_WAVE), action)
        self.set_mode(self._mode)

    def set_mode(self, mode: str) -> None:
        """Let the keys of a pass work ("tap", "hop") and those that they hide rest; "": no pass."""
        self._mode = mode
        own = {(s.key().toString(), s.parent()) for scope, s in self._shortcuts if scope == mode}
        for scope, shortcut in self._shortcuts:
            hidden = (shortcut.key().toString(), shortcut.parent()) in own
            shortcut.setEnabled(scope == mode if scope in MODES else not hidden)

    def _add(self, scope: str, shortcut: QShortcut, action: QAction) -> None:
        shortcut.setAutoRepeat(action.autoRepeat())
        shortcut.activated.connect(action.trigger)
        self._shortcuts.append((scope, shortcut))

    def _show(self, action: QAction, key_set: KeySet) -> None:
        name = action.objectName()
        label = action.text().partition("\t")[0]
        key = key_set.shown(name)
        told = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        # On a Mac what stands behind the tab becomes the menu's own key, wherever the focus is.
        beside = key != told and sys.platform != "darwin"
        action.setText(f"{label}\t{key}" if beside else label)
        tip = action.data() or label.replace("&", "").rstrip("…")
        action.setToolTip(f"{tip} ({key})" if key else tip)
