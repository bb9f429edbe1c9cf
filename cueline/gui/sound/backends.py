"""What plays the sound, as the user sees it: the choice between Qt and VLC, and which of them is heard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from cueline.gui.asking import Asking
from cueline.gui.sound.listening import Listening
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench
from cueline.media.chosen_player import CHOICES, Choice, ChosenPlayer
from cueline.widgets.player.player_pane import PlayerPane


class Backends(QObject):
    """Keeps the choice in the store, puts it to work, and shows in the player what is heard."""

    def __init__(
        self, bench: Workbench, listening: Listening, pane: PlayerPane, store: Store
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening
        self._pane = pane
        self._store = store
        self._loading = Asking(self)
        player = listening.player
        self._player = player if isinstance(player, ChosenPlayer) else None
        if self._player is not None:
            self._player.backend_changed.connect(self._show)

    @property
    def choice(self) -> Choice:
        """What the user has chosen to play sounds."""
        kept = self._store.recall("settings", "media").get("backend")
        return kept if kept in CHOICES else "automatic"

    def put_to_work(self) -> None:
        """Use what was chosen in earlier runs; nothing is loaded for it."""
        if self._player is not None:
            self._player.choose(self.choice)

    def choose(self, choice: str) -> None:
        """Play with another backend from now on; the open sound goes on where it is."""
        self._store.remember("settings", "media", backend=choice)
        self.put_to_work()

    def ask_why_not_vlc(self, then: Callable[[str | None], None]) -> None:
        """Hand `then` the reason why VLC cannot be chosen here, None where it can; a moment later: it is loaded."""
        from cueline.media.vlc_player import availability

        self._loading.ask(availability, then)

    def _show(self, name: str, why: str) -> None:
        sound = self._listening.sound
        self._pane.set_sound(sound.name if sound else "", name)
        if why:
            self._bench.said.emit(why)
