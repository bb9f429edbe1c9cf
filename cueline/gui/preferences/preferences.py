"""What the user can choose about the program: look, keys, listening; and the list of all commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

import cueline
from cueline.gui import dialogs
from cueline.gui.actions.keys import SETS, KeySet, load_keys
from cueline.gui.sound.backends import Backends
from cueline.gui.sound.dials import Dials
from cueline.gui.sound.listening import Listening
from cueline.gui.store import Store
from cueline.gui.window.look import chosen_scheme, show_scheme

if TYPE_CHECKING:
    from cueline.gui.preferences.key_list import KeyList


class Preferences(QObject):
    """Keeps what was chosen in the store and puts it to work."""

    keys_changed = Signal(object)  # KeySet
    media_folder_changed = Signal()

    def __init__(
        self,
        store: Store,
        listening: Listening,
        dials: Dials,
        backends: Backends,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._store = store
        self._listening = listening
        self._dials = dials
        self._backends = backends
        self._actions = actions
        self._window = window

    def put_to_work(self) -> None:
        """Use what was chosen in earlier runs."""
        self._show_scheme(self.scheme)
        times = self._store.recall("settings", "listening")
        self._listening.reaction = _seconds(times.get("reaction"), self._listening.reaction)
        self._listening.back = _seconds(times.get("back"), self._listening.back)
        self._dials.pause_while_typing = times.get("typing") is True
        folder = self._store.recall("settings", "media").get("folder")
        self._listening.media_folder = Path(folder) if isinstance(folder, str) and folder else None
        self._backends.put_to_work()
        self.keys_changed.emit(self.keys)

    @property
    def scheme(self) -> str:
        """The colour scheme: light, dark or system."""
        return chosen_scheme(self._store)

    @property
    def keys(self) -> KeySet:
        """The key set in use, with the user's own keys."""
        chosen = self._store.recall("settings", "keys").get("set")
        return load_keys(chosen if chosen in SETS else default_set(), self._store)

    def set_light(self) -> None:
        """Show the window light."""
        self._choose_scheme("light")

    def set_dark(self) -> None:
        """Show the window dark."""
        self._choose_scheme("dark")

    def set_system(self) -> None:
        """Show the window as the desktop is."""
        self._choose_scheme("system")

    def show_settings(self) -> None:
        """Open the settings."""
        from cueline.gui.preferences.settings import SettingsDialog

        dialog = SettingsDialog(self._window)
        dialog.set_values(self.keys.id, self.scheme, self._listening.reaction, self._listening.back)
        dialog.set_listening(self._dials.pause_while_typing, self._listening.media_folder)
        dialog.backend.show_choice(self._backends.choice)
        dialog.backend.chosen.connect(self._backends.choose)
        self._backends.ask_why_not_vlc(
            lambda reason: dialog.backend.show_reason(reason) if isValid(dialog) else None
        )
        dialog.typing_chosen.connect(self._choose_typing)
        dialog.media_folder_chosen.connect(self._choose_media_folder)
        dialog.key_set_chosen.connect(self._choose_keys)
        dialog.scheme_chosen.connect(self._choose_scheme)
        dialog.reaction_chosen.connect(self._choose_reaction)
        dialog.back_chosen.connect(self._choose_back)
        dialog.keys_requested.connect(self.show_keys)
        _open(dialog)

    def show_keys(self) -> None:
        """Open the list of keys, where they can be changed."""
        from cueline.gui.preferences.key_list import KeyList

        dialog = KeyList(self._window)
        dialog.set_keys(self.keys)
        dialog.changed.connect(lambda action, scopes: self._take_keys(action, scopes, dialog))
        dialog.reset_requested.connect(lambda: self._forget_keys(dialog))
        _open(dialog)

    def show_commands(self) -> None:
        """Open the list of all commands, to choose one by its name."""
        from cueline.gui.preferences.command_list import CommandList

        _open(CommandList(self._actions, self.keys, self._window))

    def show_about(self) -> None:
        """Say what this program is."""
        import platform

        import PySide6

        from cueline.widgets.theme import app_icon

        facts = [
            (
                "Made with",
                f"Python {platform.python_version()}, Qt for Python {PySide6.__version__}",
            ),
            ("System", platform.platform()),
            ("Licence", "MIT: free to use, to change and to pass on"),
        ]
        name, what = (
            f"Cueline {cueline.__version__}",
            "An editor for timed transcripts: it changes the lines that you edit, and no other byte.",
        )
        dialogs.tell_facts(self._window, "About Cueline", name, what, facts, app_icon())

    def _choose_scheme(self, scheme: str) -> None:
        self._store.remember("settings", "look", scheme=scheme)
        self._show_scheme(scheme)

    def _show_scheme(self, scheme: str) -> None:
        show_scheme(scheme)
        for name in ("light", "dark", "system"):
            self._actions[f"view.{name}"].setChecked(name == scheme)

    def _choose_keys(self, set_id: str) -> None:
        self._store.remember("settings", "keys", set=set_id)
        self.keys_changed.emit(self.keys)

    def _take_keys(self, action: str, scopes: dict[str, list[str]], dialog: KeyList) -> None:
        self._store.remember("keys", self.keys.id, **{action: scopes})
        dialog.set_keys(self.keys)
        self.keys_changed.emit(self.keys)

    def _forget_keys(self, dialog: KeyList) -> None:
        self._store.forget("keys", self.keys.id)
        dialog.set_keys(self.keys)
        self.keys_changed.emit(self.keys)

    def _choose_reaction(self, seconds: float) -> None:
        self._listening.reaction = seconds
        self._store.remember("settings", "listening", reaction=seconds)

    def _choose_back(self, seconds: float) -> None:
        self._listening.back = seconds
        self._store.remember("settings", "listening", back=seconds)

    def _choose_typing(self, pause: bool) -> None:
        self._dials.pause_while_typing = pause
        self._store.remember("settings", "listening", typing=pause)

    def _choose_media_folder(self, folder: Path | None) -> None:
        self._listening.media_folder = folder
        self._store.remember("settings", "media", folder=str(folder) if folder else None)
        self.media_folder_changed.emit()


def default_set() -> str:
    """Return the key set for this platform."""
    import sys

    return "macos" if sys.platform == "darwin" else "standard"


def _seconds(value: object, otherwise: float) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 5
    return float(value) if good else otherwise  # type: ignore[arg-type]


def _open(dialog: QWidget) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    opener: Callable[[], None] = getattr(dialog, "open", dialog.show)
    opener()
