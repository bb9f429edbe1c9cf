"""The player that comes with Qt: exact to a codec frame, and always there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from cueline.media.clocked_player import ClockedPlayer
from cueline.media.player import USABLE
from cueline.media.sound_files import no_sound_in

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer


class QtPlayer(ClockedPlayer):
    """Play through QtMultimedia, which is imported when the first sound is loaded.

    Qt reports positions every 50 ms and in steps of what it decodes at once; the clock makes them smooth. Without
    an audio device Qt plays silently at the right speed, but it only ever reaches the end when it has an audio
    output, so it always gets one.
    """

    name = "Qt"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None

    @property
    def media(self) -> QMediaPlayer | None:
        """The Qt object that plays, None before the first sound; for attaching a video or a buffer output."""
        return self._media

    def _engine(self) -> QMediaPlayer:
        if self._media is None:
            from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

            from cueline.media.qt_ffmpeg import hush

            self._media = media = QMediaPlayer(self)
            hush()
            self._output = QAudioOutput(self)
            media.setAudioOutput(self._output)
            media.mediaStatusChanged.connect(self._status_changed)
            media.durationChanged.connect(self._duration_told)
            media.positionChanged.connect(self._position_told)
            media.errorOccurred.connect(self._error_told)
            self._adjust()
        return self._media

    def _status_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        statuses = type(status)
        if status == statuses.LoadedMedia and self.state == "loading":
            self._loaded()
        elif status == statuses.EndOfMedia and self.state == "playing":
            self._clock.hold(time.perf_counter())
            self._finish()
        elif status == statuses.InvalidMedia:
            self._cannot_play()

    def _loaded(self) -> None:
        media = self._engine()
        if not media.hasAudio():  # a text file "loads": FFmpeg takes it for a film of its letters
            self._fail(no_sound_in(self._path or Path()))
            return
        media.pause()
        self._clock.place(0.0, time.perf_counter())
        self._ready(media.duration() / 1000)

    def _duration_told(self, milliseconds: int) -> None:
        if self.state in USABLE:
            self._lasts(milliseconds / 1000)

    def _position_told(self, milliseconds: int) -> None:
        self._clock.report(milliseconds / 1000, time.perf_counter())

    def _error_told(self, _error: object, _text: str) -> None:
        self._cannot_play()

    def _open(self, path: Path) -> None:
        self._engine().setVideoSink(self._sink)  # pyright: ignore[reportArgumentType]
        self._engine().setSource(QUrl.fromLocalFile(str(path.absolute())))

    def _close(self) -> None:
        self._clock.hold(time.perf_counter())
        if self._media is not None:
            self._media.setSource(QUrl())

    def _start(self) -> None:
        self._clock.start(time.perf_counter())
        self._engine().play()

    def _halt(self) -> None:
        self._clock.hold(time.perf_counter())
        self._engine().pause()

    def _move(self, seconds: float) -> None:
        media = self._engine()
        media.setPosition(round(seconds * 1000))
        if self.state == "ended":
            media.pause()
        self._clock.place(seconds, time.perf_counter())

    def _has_picture(self) -> bool:
        return self._media is not None and self._media.hasVideo()

    def _adjust(self) -> None:
        self._clock.set_rate(self._rate, time.perf_counter())
        if self._media is not None and self._output is not None:
            self._media.setPlaybackRate(self._rate)
            self._output.setVolume(self._volume)
