"""Reading the open sound in the background: its peaks, then a copy to seek in where the file gives no places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.gui.sound.listening import Listening
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench
from cueline.widgets.waveform.waveform import Waveform

if TYPE_CHECKING:
    from cueline.media.peaks import Peaks
    from cueline.media.sound_job import SoundJob

_DIFFERENT = 1.0
_EMPTY = "No sound yet. Choose one to see it here."


class SoundReading(QObject):
    """Reads one sound at a time and shows it in the waveform, as far as it is read.

    Where players would only guess the places of the sound, they get a copy that has them. `told` carries a sentence
    about the sound that the user should know, such as where a damaged file ended.
    """

    told = Signal(str)

    def __init__(
        self, bench: Workbench, wave: Waveform, listening: Listening, store: Store
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._wave = wave
        self._listening = listening
        self._store = store
        self._job: SoundJob | None = None
        self._begun = False
        self._nothing = ""
        listening.state_changed.connect(lambda _: QTimer.singleShot(0, self, self._refuse_nothing))
        listening.waiting.connect(self.show_waiting)
        wave.set_message(_EMPTY)

    def show(self, sound: Path | None) -> None:
        """Show another sound, or none: read its peaks, or take those that were read before."""
        self.stop()
        self._nothing = ""
        self._wave.set_peaks(None)
        self._wave.set_progress(None)
        if not self._listening.looking:  # else what was said is said till it is known
            self._wave.set_message(_EMPTY if sound is None else "")
        if sound is not None:
            QTimer.singleShot(0, self, lambda: self._read(sound))

    def show_waiting(self, text: str) -> None:
        """Say what is being waited for, "" when that is over."""
        if text:
            self._wave.set_message("")
        self._wave.set_progress(text or None)

    def stop(self) -> None:
        """Stop what is being done; nothing more is told of it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def finish(self) -> None:
        """Stop all that is still being done, and leave it to itself: the window is about to go."""
        self.stop()
        if self._begun:
            from cueline.media.sound_job import SoundJob

            for job in self.findChildren(SoundJob):
                job.leave()

    def _read(self, sound: Path) -> None:
        from cueline.media.peaks_cache import PeaksCache
        from cueline.media.peaks_job import PeaksJob

        if sound != self._listening.sound:
            return
        self.stop()
        self._begun = True
        self._job = job = PeaksJob(sound, PeaksCache(self._store.folder / "peaks"), self)
        job.progress.connect(self._show_part)
        job.done.connect(self._show_done)
        job.failed.connect(self._show_failed)
        self._wave.set_progress("Reading the sound…")
        job.start()

    def _show_part(self, share: float, peaks: Peaks) -> None:
        self._wave.set_peaks(peaks.values, peaks.rate, max(peaks.duration, peaks.told or 0.0))
        self._wave.set_progress(f"Reading the sound… {share:.0%}")

    def _show_done(self, peaks: Peaks) -> None:
        from cueline.media.indexed_copy import needs_index

        self._job = None
        self._wave.set_progress(None)
        self._wave.set_peaks(peaks.values, peaks.rate, peaks.duration)
        self._wave.set_playhead(self._listening.now())
        self._listening.player.believe_duration(peaks.duration)
        if peaks.note:
            self.told.emit(peaks.note)
        elif peaks.told is not None and abs(peaks.told - peaks.duration) > _DIFFERENT:
            clock = self._bench.episode.clock
            self.told.emit(
                f"This sound says it is {clock.format(peaks.told)} long, and is {clock.format(peaks.duration)}. "
                "What is shown is right; going to a place may be slow or inexact until the file is made anew."
            )
        if needs_index(peaks) and self._listening.player.state != "failed":
            self._copy()

    def _show_failed(self, sentence: str) -> None:
        self._job = None
        self._wave.set_progress(None)
        self._wave.set_peaks(None)
        self._wave.set_message(sentence)
        self._nothing = sentence
        self._refuse_nothing()

    def _refuse_nothing(self) -> None:
        """Let the player give up what has no length and cannot be read: it would "play" that for ever."""
        listening = self._listening
        if self._nothing and listening.usable and listening.player.duration is None:
            listening.player.give_up(self._nothing)

    def _copy(self) -> None:
        """Let the player have a copy in which it finds every place."""
        from cueline.media.indexed_copy import CopyJob

        sound = self._listening.sound
        if sound is not None:
            self._job = job = CopyJob(sound, self._store.folder / "copies", self)
            job.done.connect(self._take_copy)
            job.failed.connect(self._go_without)
            self._wave.set_progress("Finding the places in this sound…")
            job.start()

    def _take_copy(self, copy: Path) -> None:
        self._job = None
        self._wave.set_progress(None)
        self._listening.player.play_copy(copy)

    def _go_without(self, _sentence: str) -> None:
        self._job = None
        self._wave.set_progress(None)
        self.told.emit(
            "This sound does not say where its seconds are, and no copy that does could be made: "
            "going to a place may be slow or inexact."
        )
