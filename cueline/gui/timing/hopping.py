"""The hop pass: from line to line, each heard from a little before its start, and right or stamped."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.episode import Change, Episode, Line, edits
from cueline.gui.background import Background, Job
from cueline.gui.files.problems import counted
from cueline.gui.sound.listening import Listening
from cueline.gui.timing.hop_list import HopList, Looked
from cueline.gui.timing.marks import CHECKED, TAPPED, RowMarks, is_lead, place_after
from cueline.gui.timing.tapping import Tapping
from cueline.gui.timing.timing import Timing
from cueline.gui.workbench import Workbench

LEAD = 2.0
"""Seconds before a line's start from which it is heard."""

PACE = 8.0
"""Seconds that a line takes until the pass knows better."""

ARRIVAL_MS = 250
"""Milliseconds that the user stays on a row, gone to by hand, before it is heard."""

_PAUSE = 60.0
_REMEMBERED = 30


class Hopping(QObject):
    """Goes through the lines whose start was not checked yet; the marks and the place stay for another day.

    Taps come here too: outside of a hop pass they are handed on to `Tapping`.
    """

    mode_changed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        bench: Workbench,
        listening: Listening,
        timing: Timing,
        tapping: Tapping,
        marks: RowMarks,
        background: Background,
    ) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, background
        self._looking: Job | None = None
        self._listening = listening
        self._timing = timing
        self._tapping = tapping
        self._marks = marks
        self._active = False
        self._before: dict[float | None, str] = {}
        self.remaining = HopList(marks)
        self._marking = False
        self._times: list[float] = []
        self._since = 0.0
        self._here: int | None = None
        self._heard: int | None = None
        self._arriving = QTimer(self, singleShot=True, interval=ARRIVAL_MS)
        self._arriving.timeout.connect(self._arrive)

    @property
    def active(self) -> bool:
        """Tell whether a hop pass is under way."""
        return self._active

    def toggle(self) -> None:
        """Begin a hop pass at the current line, or where the last one ended; end it if it is under way."""
        if self._active:
            self.end()
        elif self._looking is not None:
            self._look_no_more()
        elif self._listening.ask_for_sound():
            self._begin_when_known()

    def right(self) -> None:
        """Mark the current line as checked, and hop to the next one that is not; one not heard yet is heard first."""
        index = self._line()
        if not self._active or index is None:
            return
        if index != self._heard:
            self._play(index)
            return
        self._check(index)
        self._hop_on(index)

    def tap(self) -> None:
        """Start the current line where the sound is: stamp and hop in a hop pass, else tap."""
        if self._active:
            self._stamp()
        else:
            self._tapping.tap()

    def tap_alone(self) -> None:
        """Start the current line, and it alone, where the sound is, and go on."""
        if self._active:
            self._stamp(together=False)
        else:
            self._tapping.tap(together=False)

    def back(self) -> None:
        """Hear the line before again; it is not checked until it was found right once more."""
        index = self._bench.index
        if not self._active or index is None:
            return
        found = next((i for i in range(index - 1, -1, -1) if self._is_lead(i)), None)
        if found is None:
            self._bench.said.emit("This is the first line with a time.")
            return
        line = self._bench.episode.items[found]
        if self._marks.of(line) == CHECKED:
            self._mark(found, self._before.get(getattr(line, "start", None), TAPPED))
        self._hop_to(found)

    def end(self) -> None:
        """End the pass; the next one goes on at this line."""
        if not self._active:
            return
        self._listening.pause()
        index = self._line()
        if index is not None:
            self._marks.keep_place(index)
        done, count = self.remaining.counts(self._bench.episode)
        self._close()
        self._bench.said.emit(f"{done} of {counted(count, 'line')} checked by ear.")

    def forget(self) -> None:
        """Let go of the pass without a word: another file is shown."""
        self._look_no_more()
        self._close()

    def note_change(self, change: Change, episode: Episode) -> None:
        """Keep in mind which line was heard, and count anew what an edit touched."""
        self.remaining.follow(change, episode)
        if self._active:
            self._here = None if self._here is None else place_after(change, self._here)
            self._heard = None if self._heard is None else place_after(change, self._heard)
            self._tell()

    def note_marks(self) -> None:
        """Count anew after marks have changed elsewhere than here."""
        if not self._marking:
            self.remaining.forget()

    def note_row(self, index: int | None) -> None:
        """Hear the row to which the user goes by hand, after a moment."""
        if self._active and index != self._here:
            self._here = index
            self._arriving.start()

    def _arrive(self) -> None:
        self._arriving.stop()
        line = self._line()
        if self._active and line is not None and self._bench.table.open_cell_at() is None:
            self._play(line)

    def _begin_when_known(self) -> None:
        """Begin, in a long episode as soon as all its lines were looked at beside the window."""
        episode = self._bench.episode
        if not self._bench.long or self.remaining.knows(episode):
            self._begin()
            return
        self._looking = self._background.run(
            lambda: self.remaining.looked_at(episode), lambda job: self._take_look(job.result())
        )

    def _take_look(self, looked: Looked) -> None:
        self._looking = None
        self.remaining.take(looked, self._bench.episode)
        self._begin_when_known()

    def _look_no_more(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _begin(self) -> None:
        if not self._all():
            self._bench.said.emit("No line has a time to check.")
            return
        self._tapping.end()
        self._active, self._since = True, monotonic()
        self._before, self._times = {}, []
        self._bench.table.close_cell()
        self._bench.table.setFocus()
        self.mode_changed.emit("hop")
        self._hop_to(self._first())

    def _first(self) -> int:
        """Choose where to begin: where the user stands, or from the top where the last pass ended.

        From where all is checked to the end it is the first line above that is not.
        """
        index, first, kept = self._bench.index, self._all()[0], self._marks.place()
        left, line = self._unchecked(), self._line()
        if index is not None and index > first:
            line = first if line is None else line
            if line == kept:
                self._bench.said.emit("The pass goes on where you stopped.")
            return left[0] if left and left[-1] < line else line
        if kept is None:
            return first
        place = next((i for i in left if i >= kept), left[0] if left else first)
        if place != first:
            self._bench.said.emit("The pass goes on where you stopped.")
        return place

    def _stamp(self, *, together: bool = True) -> None:
        index, current = self._line(), self._bench.index
        if index is None or current is None or not self._timing.can_be_timed(current):
            return
        if not self._timing.is_seen(index):
            return
        seconds = self._listening.stamp(self._bench.episode.clock)
        note = f" · {self._listening.stamp_note}"
        self._marking = True
        moved = self._timing.retime(
            index, seconds, "line.retime_and_next", "stamp", together=together, note=note
        )
        self._marking = False
        self.remaining.look_again(index)
        if not moved:
            self._timing.say_unmoved(index, seconds)
        self._check(index)
        self._hop_on(index)

    def _check(self, index: int) -> None:
        line = self._bench.episode.items[index]
        if isinstance(line, Line):
            self._before[line.start] = self._marks.of(line)
        self._mark(index, CHECKED)
        now = monotonic()
        self._times = [*self._times, min(now - self._since, _PAUSE)][-_REMEMBERED:]
        self._since = now

    def _mark(self, index: int, kind: str) -> None:
        episode = self._bench.episode
        rows = (index, *edits.together_with(episode, index))
        self._marking = True
        self._marks.put([episode.items[row] for row in rows], kind)
        self._marking = False
        self.remaining.look_again(index)

    def _hop_on(self, index: int) -> None:
        unchecked = self._unchecked()
        place = bisect_right(unchecked, index)
        if place < len(unchecked):
            self._hop_to(unchecked[place])
            return
        self.end()
        done, count = self.remaining.counts(self._bench.episode)
        above = counted(count - done, "line") if unchecked else ""
        self._bench.said.emit(
            f"That was the last one; {above} above not checked yet. Hop again to hear them."
            if above
            else "That was the last one: every line is checked by ear."
        )

    def _hop_to(self, index: int) -> None:
        self._here = index
        self._bench.table.set_current(index)
        self._play(index)

    def _play(self, index: int) -> None:
        self._arriving.stop()
        self._heard = index
        self._marks.keep_place(index)
        line = self._bench.episode.items[index]
        if isinstance(line, Line) and line.start is not None:
            self._listening.play_from(max(0.0, line.start - LEAD))
        self._tell()

    def _line(self) -> int | None:
        """Return the line that the current row is heard with: its own, what it continues, or what a header heads."""
        index, items = self._bench.index, self._bench.episode.items
        if index is None:
            return None
        if not isinstance(items[index], Line):
            return next((i for i in self._all() if i > index), None)
        return next((i for i in range(index, -1, -1) if self._is_lead(i)), None)

    def _is_lead(self, index: int) -> bool:
        return is_lead(self._bench.episode.items, index)

    def _all(self) -> list[int]:
        return self.remaining.leads(self._bench.episode)

    def _unchecked(self) -> list[int]:
        return self.remaining.left(self._bench.episode)

    def _tell(self) -> None:
        done, count = self.remaining.counts(self._bench.episode)
        pace = sum(self._times) / len(self._times) if len(self._times) >= 3 else PACE
        self.told.emit(f"{done} of {count}, {time_left(len(self._unchecked()) * pace)}")

    def _close(self) -> None:
        was, self._active = self._active, False
        self._arriving.stop()
        if was:
            self.told.emit("")
            self.mode_changed.emit("")


def time_left(seconds: float) -> str:
    """Say about how long something takes yet: `about 9 min left`."""
    if seconds < 45:
        return "less than a minute left" if seconds > 0 else "done"
    return f"about {ceil(seconds / 60)} min left"
