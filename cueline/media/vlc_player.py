"""The player that calls libVLC: for those who prefer it, and for files that Qt cannot play."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from cueline.media.clocked_player import ClockedPlayer
from cueline.media.player import USABLE
from cueline.media.sound_files import no_sound_in
from cueline.media.sound_job import SoundJob
from cueline.media.vlc_picture import VlcPicture

if TYPE_CHECKING:
    import vlc


PATIENCE = 1.3
"""Seconds without a report in which the position runs on: with Opus libVLC reports once a second."""

DRAIN = 1.3
"""Seconds at most that the end is put off: libVLC tells it when all is decoded, not when all is heard."""

STALE = 0.4
"""Seconds by which a report may miss the place of a seek or of a start; one that misses it by more is of an older
place, or of what was read ahead while it stood still."""

SETTLED = 1.0
"""Seconds after a seek or a start from which on every report is believed."""

REFINED = 0.1
"""Seconds by which a length has to change to be told: libVLC refines its guess of an mp3 all the time."""

_NO_LIBRARY = (ImportError, NameError, OSError, AttributeError, KeyError, RuntimeError, SystemExit)
"""What python-vlc does where it finds no library that fits; it even ends the program."""

EVENTS = {
    "MediaPlayerPaused": "paused",
    "MediaPlayerTimeChanged": "time",
    "MediaPlayerLengthChanged": "length",
    "MediaPlayerEndReached": "end",
    "MediaPlayerEncounteredError": "error",
}


def availability() -> str | None:
    """Say in a sentence why libVLC cannot be used here; None where it can. The first time it takes a moment."""
    try:
        usual_instance()
    except VlcMissing as missing:
        return str(missing)
    return None


class VlcMissing(Exception):
    """There is no libVLC that can be called; the message is a sentence for people."""


class VlcPlayer(ClockedPlayer):
    """Play through libVLC, which is loaded when the first sound is.

    A sound is opened paused (`:start-paused`), so that its tracks and length are known and nothing is heard. At its
    end libVLC takes no more orders: it is stopped and opened anew when it is to play again. libVLC calls back on
    threads of its own, where nothing of it may be called; there a Qt signal is emitted and no more. Places after a
    seek are as good as the format's: up to 0.2 s off in mp3 and m4a, more in VBR files without an index.

    `arguments` go to libVLC, such as `--aout=dummy` where there is no sound card.
    """

    name = "VLC"

    _told = Signal(str, int, int, float)

    def __init__(self, parent: QObject | None = None, arguments: Iterable[str] = ()) -> None:
        super().__init__(parent, PATIENCE)
        self._arguments = tuple(arguments)
        self._instance: vlc.Instance | None = None
        self._engine: vlc.MediaPlayer | None = None
        self._picture: VlcPicture | None = None
        self._opening = False
        self._over = False
        self._heard = False
        self._sought: tuple[float, float] | None = None
        self._loads = 0
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._drained = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._drained.timeout.connect(self._finish)

    @Slot(str)
    def _beat(self, state: str) -> None:
        super()._beat(state)
        if state != "playing":
            self._drained.stop()

    # What libVLC tells.

    @Slot(str, int, int, float)
    def _take(self, what: str, value: int, load: int, then: float) -> None:
        """Take what a callback posted `then` (`time.perf_counter`), unless another sound was loaded since."""
        if load != self._loads or self._engine is None:
            return
        if what == "time":
            self._time_told(value / 1000, then)
        elif what == "paused" and self._opening:
            self._opened()
        elif what == "length":
            self._length_told(value / 1000)
        elif what == "end":
            self._end_told()
        elif what == "error":
            self._cannot_play()

    def _opened(self) -> None:
        self._opening = False
        self._adjust()
        if self.state == "loading":
            self._loaded()
        elif self.state in USABLE:
            self._place_engine(self._clock.position(time.perf_counter()))
            if self.state == "playing":
                self._go_on()

    def _loaded(self) -> None:
        engine = self._engine
        if engine is None or engine.audio_get_track_count() <= 0:  # a text file "loads" as a film
            self._fail(no_sound_in(self._path or Path()))
            return
        self._clock.place(0.0, time.perf_counter())
        self._ready(max(0, engine.get_length()) / 1000)

    def _length_told(self, seconds: float) -> None:
        if self.state in USABLE and abs(seconds - (self.duration or 0.0)) > REFINED:
            self._lasts(seconds)

    def _time_told(self, seconds: float, then: float) -> None:
        self._heard = self._heard or seconds > 0
        now = time.perf_counter()
        place = seconds + (now - then) * self.rate
        if self._sought is not None:
            target, since = self._sought
            off = place - target - (now - since) * self.rate
            if abs(off) > STALE and now - since < SETTLED:
                return
            self._sought = None
        self._clock.report(place, now)

    def _end_told(self) -> None:
        self._over = True
        if self.state == "loading":
            self._cannot_play()
        elif self.duration is None and not self._heard:
            self._fail(no_sound_in(self._path or Path()))
        elif self.state == "playing" and self._path is not None:
            load, look = self._loads, _Look(self._path, self)
            look.done.connect(lambda there: self._run_out(there, load))
            look.start()

    def _run_out(self, there: bool, load: int) -> None:
        """Let what is left be heard, unless the sound ended before its time, as its file is not `there` any more."""
        if load != self._loads or not self._over or self.state != "playing" or self._path is None:
            return
        if not there:
            self._fail(f"“{self._path.name}” is gone: it was moved or deleted while it was played.")
            return
        left = 0.0 if self.duration is None else (self.duration - self.position) / self.rate
        self._drained.start(round(min(max(left, 0.0), DRAIN) * 1000))

    # What it is told to do.

    def _open(self, path: Path) -> None:
        try:
            if self._instance is None:
                own = self._arguments
                self._instance = _make_instance(own) if own else usual_instance()
        except VlcMissing as missing:
            self._fail(str(missing))
            return
        self._over, self._opening, self._heard = False, True, False
        self._engine = self._make_engine(self._instance, path)
        self._engine.play()

    def _make_engine(self, instance: vlc.Instance, path: Path) -> vlc.MediaPlayer:
        engine: vlc.MediaPlayer = instance.media_player_new()  # pyright: ignore[reportAssignmentType]
        media: vlc.Media = instance.media_new_path(str(path.absolute()))  # pyright: ignore[reportAssignmentType]
        media.add_option(":start-paused")
        self._picture = None
        if self._sink is None:
            media.add_option(":no-video")
        else:
            import vlc

            self._picture = VlcPicture(self._sink, self)
            self._picture.take_from(engine, vlc.CallbackDecorators)
        self._listen(engine)
        engine.set_media(media)
        media.release()
        return engine

    def _listen(self, engine: vlc.MediaPlayer) -> None:
        import vlc

        load, manager = self._loads, engine.event_manager()
        for name, what in EVENTS.items():
            manager.event_attach(getattr(vlc.EventType, name), self._post, what, load)

    def _post(self, event: vlc.Event, what: str, load: int) -> None:
        """Post an event to the window's thread: this runs on a thread of libVLC's."""
        value = event.u.new_time if what in ("time", "length") else 0
        with suppress(RuntimeError):  # the player is gone: nobody waits for it
            self._told.emit(what, min(value, 2**31 - 1), load, time.perf_counter())

    def _close(self) -> None:
        self._loads += 1
        self._clock.hold(time.perf_counter())
        self._opening, self._sought = False, None
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop()
            engine.release()

    def _start(self) -> None:
        self._clock.start(time.perf_counter())
        if self._over:
            self._revive()
        elif not self._opening:
            self._go_on()

    def _go_on(self) -> None:
        if self._engine is not None:
            self._engine.set_pause(0)
            now = time.perf_counter()
            place = self._clock.position(now)
            self._sought = (place, now)
            self._clock.report(place, now)  # it is heard at once

    def _halt(self) -> None:
        self._clock.hold(time.perf_counter())
        if self._engine is not None and not self._over:
            self._engine.set_pause(1)

    def _move(self, seconds: float) -> None:
        now = time.perf_counter()
        self._drained.stop()
        self._clock.place(seconds, now)
        if self._over:
            self._revive()
        elif not self._opening:
            self._place_engine(seconds)
            self._clock.report(seconds, now)

    def _revive(self) -> None:
        """Open the sound once more: after its end libVLC neither plays nor seeks."""
        if self._engine is not None:
            self._over, self._opening = False, True
            self._engine.stop()
            self._engine.play()

    def _place_engine(self, seconds: float) -> None:
        if self._engine is not None:
            self._sought = (seconds, time.perf_counter())
            self._engine.set_time(round(seconds * 1000))

    def _has_picture(self) -> bool:
        return self._engine is not None and self._engine.video_get_track_count() > 0

    def _adjust(self) -> None:
        self._clock.set_rate(self._rate, time.perf_counter())
        if self._engine is not None:
            self._engine.set_rate(self._rate)
            self._engine.audio_set_volume(round(self._volume * 100))


class _Look(SoundJob):
    """Looks whether a sound is still there."""

    def _work(self) -> bool:
        return self.path.exists()


@cache
def usual_instance() -> vlc.Instance:
    """Return libVLC, loaded by whoever asks first, in any thread; VlcMissing where there is none, as yet."""
    return _make_instance(())


def _make_instance(arguments: tuple[str, ...]) -> vlc.Instance:
    """Load libVLC; VlcMissing where python-vlc is not installed, or finds no library, or one without plugins."""
    try:
        with _away_from_here():
            import vlc
        instance = vlc.Instance("--quiet", "--no-video-title-show", "--no-xlib", *arguments)
    except _NO_LIBRARY:
        instance = None  # without the library `import vlc` works, and the first call is a NameError
    if instance is None:
        raise VlcMissing(f"VLC is not installed here, or its library was not found. {_advice()}")
    return instance


@contextmanager
def _away_from_here() -> Generator[None]:
    """Be in the folder of Python's own program for a moment, where this is Windows, and then where one was.

    There python-vlc takes any `libvlc.dll` of the current folder, where VLC is not installed; and where its library
    cannot be loaded, it stays in VLC's folder.
    """
    if sys.platform != "win32":
        yield
        return
    here = Path.cwd()
    os.chdir(Path(sys.executable).parent)
    try:
        yield
    finally:
        os.chdir(here)


def _advice() -> str:
    if sys.platform.startswith("linux"):
        return "On Debian and Ubuntu the packages libvlc5 and vlc-plugin-base bring it."
    return (
        f"Install VLC from videolan.org, the one for this kind of processor ({platform.machine()})."
    )
