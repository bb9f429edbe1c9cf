"""The waveform in the window: its sound is read in the background, its edges are moved, its places are heard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Change, Episode, Header, Line
from cueline.gui.editing.clips import Clips
from cueline.gui.sound.listening import Listening
from cueline.gui.sound.sound_reading import SoundReading
from cueline.gui.store import Store
from cueline.gui.timing.timing import Timing
from cueline.gui.workbench import Workbench
from cueline.widgets.waveform.waveform import Waveform

_HEARD = 0.4
"""Seconds that are heard from an edge while it is dragged."""

_REST_MS = 140


class Waves(QObject):
    """Shows the sound of the open episode and does what the waveform asks for.

    `told` carries a sentence about the sound that the user should know, such as where a damaged file ended.
    """

    told = Signal(str)

    def __init__(
        self, bench: Workbench, wave: Waveform, listening: Listening, store: Store
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._wave = wave
        self._listening = listening
        self._timing: Timing | None = None
        self._clips: Clips | None = None
        self._reading = SoundReading(bench, wave, listening, store)
        self._reading.told.connect(self.told)
        self._dragged: float | None = None
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._hear_dragged)

    def use(self, timing: Timing, clips: Clips) -> None:
        """Take the commands that move starts and clip edges."""
        self._timing, self._clips = timing, clips

    # What is shown.

    def show_sound(self, sound: Path | None) -> None:
        """Show another sound, or none: read its peaks, or take those that were read before."""
        self._wave.set_offset(self._listening.offset)
        self._reading.show(sound)

    def finish(self) -> None:
        """Stop reading: the window is about to go."""
        self._reading.finish()

    def show_document(self) -> None:
        """Show the edges of another episode."""
        self._wave.set_episode(self._bench.episode)
        self._wave.set_current(self._bench.index)

    def show_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the edges."""
        self._wave.apply_change(change, episode)

    def show_current(self) -> None:
        """Light the current line."""
        self._wave.set_current(self._bench.index)

    def show_moved(self, seconds: float) -> None:
        """Show where the sound is."""
        self._wave.set_playhead(seconds)

    def show_offset(self) -> None:
        """Show the sound where its offset puts it."""
        self._wave.set_offset(self._listening.offset)

    # What is asked for.

    def move_edge(self, kind: str, index: int, seconds: float, gesture: int, alone: bool) -> None:
        """Put the edge of a line, a section or a clip to another time: one step of the history."""
        self._rest.stop()
        if self._timing is None or self._clips is None:
            return
        if kind == "clip":
            self._move_clip_edge(self._clips, index, seconds, ("wave", gesture), alone=alone)
            return
        line = index if kind == "line" else self._first_line(index)
        if line is not None:
            name = "line.drag" if not alone else "line.drag_alone"
            self._timing.retime(
                line, seconds, name, "move edge", together=not alone, gesture=("wave", gesture)
            )

    def hear_edge(self, _kind: str, _index: int, seconds: float) -> None:
        """Play a moment from where a dragged edge would go, once it rests."""
        self._dragged = seconds
        self._rest.start()

    def zoom_in(self) -> None:
        """Come closer."""
        self._wave.zoom_in()

    def zoom_out(self) -> None:
        """Go away."""
        self._wave.zoom_out()

    def zoom_fit(self) -> None:
        """Show the whole sound."""
        self._wave.zoom_fit()

    def zoom_line(self) -> None:
        """Show the current line, or section, as wide as it goes."""
        if self._bench.index is not None:
            self._wave.zoom_to_line(self._bench.index)

    def nearest_edge(self) -> None:
        """Choose the edge nearest to the playhead, and go to the waveform."""
        self._wave.setFocus()
        self._wave.select_nearest_edge()

    def next_edge(self) -> None:
        """Choose the next edge."""
        self._wave.step_edge(1)

    def previous_edge(self) -> None:
        """Choose the edge before."""
        self._wave.step_edge(-1)

    def nudge_earlier(self) -> None:
        """Move the chosen edge one step back, with what stood there."""
        self._wave.nudge(-1)

    def nudge_later(self) -> None:
        """Move the chosen edge one step on, with what stood there."""
        self._wave.nudge(1)

    def nudge_alone_earlier(self) -> None:
        """Move the chosen edge alone one step back."""
        self._wave.nudge(-1, alone=True)

    def nudge_alone_later(self) -> None:
        """Move the chosen edge alone one step on."""
        self._wave.nudge(1, alone=True)

    def toggle_overview(self) -> None:
        """Show or hide the strip with the whole sound."""
        self._wave.set_overview(not self._wave.scene.overview)

    def _move_clip_edge(
        self, clips: Clips, index: int, seconds: float, gesture: object, *, alone: bool
    ) -> None:
        """Move the side of a clip edge that is held: both where they are one, unless the start is to go `alone`."""
        edge, entries = self._wave.edge, self._bench.episode.clips
        begins = getattr(entries[index], "start", None) if index < len(entries) else None
        if edge is not None and begins != edge.seconds:
            clips.move_end(index - 1, seconds, gesture)
        else:
            clips.move_edge(index, seconds, gesture, alone=alone)

    def _hear_dragged(self) -> None:
        held = self._wave.scene.drag.dragging
        if held and self._dragged is not None and self._listening.usable:
            self._listening.play_line(self._dragged, self._dragged + _HEARD)

    def _first_line(self, header: int) -> int | None:
        """Return the first line with a time under a header."""
        items = self._bench.episode.items
        for place in range(header + 1, len(items)):
            item = items[place]
            if isinstance(item, Header):
                return None
            if isinstance(item, Line) and item.start is not None:
                return place
        return None
