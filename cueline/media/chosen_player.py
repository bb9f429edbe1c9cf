"""The player that the user chose, or the one that can play the sound: Qt, or libVLC, behind one face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from PySide6.QtCore import QObject, Signal

from cueline.media.player import Player
from cueline.media.sound_files import refusal
from cueline.media.sound_job import SoundJob

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

Choice: TypeAlias = Literal["automatic", "qt", "vlc"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
Makers: TypeAlias = Mapping[str, Callable[[], Player]]


class ChosenPlayer(Player):
    """Play through Qt or through libVLC; each is made when it is first needed.

    `choice`: "automatic" takes Qt, and libVLC for a sound that Qt cannot play; "qt" and "vlc" take that one, and
    "vlc" takes Qt where there is no libVLC. Another choice is put to work at once, and the sound goes on where it
    was. When a sound is there, `backend_changed` tells the name of what plays it from now on, and in a sentence why, if
    that is not what the user chose ("" if it is).
    """

    backend_changed = Signal(str, str)

    def __init__(self, parent: QObject | None = None, makers: Makers | None = None) -> None:
        super().__init__(parent)
        self.name = "Qt"
        self._makers = makers or {"qt": _make_qt, "vlc": _make_vlc}
        self._made: dict[str, Player] = {}
        self._choice: Choice = "automatic"
        self._backend = ""
        self._refused: tuple[Path, str] | None = None
        self._heard = 0.0
        self._why = ""
        self._looked_at = False
        self._trying: _SecondTry | None = None

    @property
    def choice(self) -> Choice:
        """What is to play."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Let another backend play, from now on and what is loaded too."""
        self._choice, self._refused = choice, None
        if self._path is None or self._wanted_backend() == self._backend:
            return
        if self._state == "failed":
            self.load(self._path)
        else:
            self._reopen()

    def load(self, path: str | Path, *, looked_at: bool = False) -> None:
        """Open a sound with the backend that is wanted for it; it asks the disk once at most."""
        self._looked_at = True  # by `super`, if not before
        super().load(path, looked_at=looked_at)
        self._looked_at = False

    def preparation(self) -> Callable[[], object]:
        """Return what loads libVLC where that is to play; it takes a few tenths of a second."""
        return _why_not_vlc if self._choice == "vlc" else super().preparation()

    def show_picture(self, sink: QVideoSink | None) -> None:
        """Hand the picture to `sink`, whichever backend plays."""
        self._sink = sink
        if self._inner is not None:
            self._inner.show_picture(sink)

    def believe_duration(self, seconds: float) -> None:
        """Take the length from who decoded the whole sound, for every backend."""
        super().believe_duration(seconds)
        if self._inner is not None:
            self._inner.believe_duration(seconds)

    @property
    def _inner(self) -> Player | None:
        return self._made.get(self._backend)

    def _wanted_backend(self) -> str:
        if self._choice == "automatic":
            return "vlc" if self._refused and self._refused[0] == self._path else "qt"
        return self._choice

    def _open(self, path: Path) -> None:
        backend, reason = self._wanted_backend(), ""
        if self._refused is not None and self._refused[0] != self._path:
            self._refused = None
        if backend == "vlc" and self._choice == "vlc":
            reason = _why_not_vlc() or ""
            backend = "qt" if reason else "vlc"
        elif backend == "vlc":
            name = (self._path or path).name
            reason = f"“{name}” is played by VLC: Qt cannot play it."
        self._why = reason
        self._switch(backend)
        if self._inner is not None:
            self._inner.load(path, looked_at=self._looked_at)

    def _switch(self, backend: str) -> None:
        """Let `backend` be what plays; the other one rests."""
        if backend not in self._made:
            self._made[backend] = self._make(backend)
        self._backend = backend
        player = self._made[backend]
        player.show_picture(self._sink)
        self._adjust()

    def _make(self, backend: str) -> Player:
        player = self._makers[backend]()
        player.setParent(self)
        player.state_changed.connect(lambda state: self._take_state(player, state))
        player.position_changed.connect(lambda _: self._take_position(player))
        player.duration_changed.connect(lambda seconds: self._take_duration(player, seconds))
        player.ended.connect(lambda: self._take_end(player))
        player.failed.connect(lambda sentence: self._take_failure(player, sentence))
        return player

    # What the backend tells; of the one that rests nothing counts.

    def _take_state(self, player: Player, state: str) -> None:
        if player is not self._inner:
            return
        if state == "paused" and self._state == "loading":
            if self._length_is_sure and self._duration is not None:
                player.believe_duration(self._duration)
            self._tell_backend(player.name)
            self._ready(player.duration)

    def _tell_backend(self, name: str) -> None:
        before, self.name = self.name, name
        if before != name or self._why:
            self.backend_changed.emit(name, self._why)

    def _take_position(self, player: Player) -> None:
        if player is self._inner and self._state == "playing":
            self._heard = self.position
            self.position_changed.emit(self._heard)

    def _take_duration(self, player: Player, seconds: float) -> None:
        if player is self._inner and self._state != "loading":
            self._lasts(seconds)

    def _take_end(self, player: Player) -> None:
        if player is self._inner and self._state == "playing":
            self._finish()

    def _take_failure(self, player: Player, sentence: str) -> None:
        if player is not self._inner or self._path is None:
            return
        if self._copy is not None:  # then the sound itself
            self._fail(sentence)
        elif self._refused is not None:  # neither can: what was said first is what is told
            self._fail(self._refused[1] if self._backend == "vlc" else sentence)
        elif self._choice == "automatic" and self._backend == "qt":
            self._ask_for_vlc(self._path, sentence)
        else:
            self._fail(sentence)

    def _ask_for_vlc(self, path: Path, sentence: str) -> None:
        """Let libVLC play what Qt cannot, once it is known beside the window that it may; else `sentence` is told."""
        if self._state != "loading":  # it failed on the way: go on from what was heard last
            self._wants_to_play = self._state == "playing"
            self._wanted = self._heard if self._wants_to_play else self.position
        self._close()
        self._enter("loading")
        self._trying = trying = _SecondTry(path, self)

        def go_on(possible: bool) -> None:
            self._trying = None
            if possible and self._choice == "automatic":
                self._refused = (path, sentence)
                self._open(path)
            else:
                self._fail(sentence)

        trying.done.connect(go_on)
        trying.failed.connect(lambda _: go_on(False))
        trying.start()

    # What the backend is told.

    def _close(self) -> None:
        if self._trying is not None:
            self._trying.leave()
            self._trying = None
        if self._inner is not None:
            self._inner.unload()

    def _start(self) -> None:
        if self._inner is not None:
            self._inner.play()

    def _halt(self) -> None:
        if self._inner is not None:
            self._inner.pause()

    def _move(self, seconds: float) -> None:
        if self._inner is not None:
            self._inner.seek(seconds)

    def _place(self) -> float:
        return 0.0 if self._inner is None else self._inner.position

    def _has_picture(self) -> bool:
        return self._inner is not None and self._inner.has_picture

    def _adjust(self) -> None:
        if self._inner is not None:
            self._inner.set_rate(self._rate)
            self._inner.set_volume(self._volume)


class _SecondTry(SoundJob):
    """Finds out whether libVLC may be tried with a sound that Qt cannot play, and loads it then."""

    def _work(self) -> bool:
        return refusal(self.path) is None and _why_not_vlc() is None


def _make_qt() -> Player:
    from cueline.media.qt_player import QtPlayer

    return QtPlayer()


def _make_vlc() -> Player:
    from cueline.media.vlc_player import VlcPlayer

    return VlcPlayer()


def _why_not_vlc() -> str | None:
    """Say why libVLC cannot be used here, None where it can; asked only when it is to be used."""
    from cueline.media.vlc_player import availability

    return availability()
