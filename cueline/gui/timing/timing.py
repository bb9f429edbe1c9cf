"""Commands on times: start at the playhead, tap, nudge, shift, and what a time cell was given."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject

from cueline.episode import Clip, Episode, Header, Line, edits
from cueline.episode.change import ready_to_show
from cueline.episode.clips import take_all_along
from cueline.episode.order import goes_backwards, start_above, timed_below
from cueline.gui.editing.long_edits import LongEdits, Stop
from cueline.gui.sound.listening import Listening
from cueline.gui.timing.marks import CHECKED, ESTIMATED, TAPPED, MadeMarks, RowMarks
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

_SAME_STRETCH = 1.0


class Timing(QObject):
    """Moves starts. What stood together moves together, unless the line is to move alone."""

    def __init__(
        self, bench: Workbench, listening: Listening, marks: RowMarks, edits: LongEdits
    ) -> None:
        super().__init__(bench)
        self._bench, self._edits = bench, edits
        self._listening = listening
        self._marks = marks
        self._stretch = (0, 0.0)

    def stamp(self) -> None:
        """Let the current line start where the sound is, with what stood at the same time."""
        self._stamp(together=True)

    def stamp_alone(self) -> None:
        """Let the current line, and it alone, start where the sound is."""
        self._stamp(together=False)

    def shift_rest(self) -> None:
        """Start the current line where the sound is; everything after it moves by as much."""
        index, line = self._bench.index, self._bench.line
        if index is None or not self.can_be_timed(index):
            return
        if line is None or line.start is None:
            self._bench.said.emit(
                "This paragraph goes on without a time; nothing can be measured by it."
            )
            return
        if not self._listening.ask_for_sound() or not self.is_seen(index):
            return
        delta = self._listening.stamp(self._bench.episode.clock) - line.start
        if not self._bench.long:
            self._shift(index, delta, lambda ep: shift_together(ep, delta, index))
            return

        def shifted(before: Episode, _: Stop) -> tuple[Episode, MadeMarks]:
            made = ready_to_show(before, shift_together(before, delta, index))
            return made, self._marks.made(made.items[index + 1 :], ESTIMATED)

        self._edits.begin(
            "Moving all that comes after this line…",
            shifted,
            lambda done: self._shift(index, delta, lambda _: done[0], done[1]),
        )

    def _shift(
        self,
        index: int,
        delta: float,
        make: Callable[[Episode], Episode],
        made: MadeMarks | None = None,
    ) -> None:
        edit = Edit("line.shift_rest", self._bench.origin(index), "shift the rest")
        if self._bench.attempt(edit, make):
            items = self._bench.episode.items
            if made is None or not self._marks.take(made):
                self._marks.put(items[index + 1 :], ESTIMATED)
            self._marks.put([items[index]], TAPPED)
            self._bench.said.emit(f"This line and all after it moved by {signed(delta)} s.")

    def nudge_earlier(self) -> None:
        """Move the current line one step back, with what stood at the same time."""
        self._nudge(-1, together=True)

    def nudge_later(self) -> None:
        """Move the current line one step on, with what stood at the same time."""
        self._nudge(1, together=True)

    def nudge_alone_earlier(self) -> None:
        """Move the current line alone one step back."""
        self._nudge(-1, together=False)

    def nudge_alone_later(self) -> None:
        """Move the current line alone one step on."""
        self._nudge(1, together=False)

    def take_time(self, index: int, seconds: float) -> None:
        """Give the line at `index` the time that was typed in its cell."""
        self.retime(index, seconds, "line.time", "time")

    def retime(
        self,
        index: int,
        seconds: float,
        name: str,
        label: str,
        *,
        together: bool = True,
        gesture: object = None,
        note: str = "",
        below: bool = True,
    ) -> bool:
        """Retime a line and say on the status line what moved; `note` is added to it.

        A line that comes to stand in the wrong order is told too; the lines `below` only if they have their times.
        """
        move = edits.retime_together if together else edits.retime
        old = self._bench.episode
        edit = Edit(name, self._bench.origin(index), label)
        if not self._bench.attempt(edit, lambda ep: move(ep, index, seconds), gesture):
            return False
        self._note_touched(old, index)
        new = self._bench.episode
        said = what_moved(old, new, index) + out_of_order(old, new, index, below=below)
        self._bench.said.emit(said + note)
        return True

    def is_seen(self, index: int) -> bool:
        """Tell whether a row is in sight; if not, show it and say so: a start is never given unseen."""
        scrolling = self._bench.table.scrolling
        if scrolling.shows(index):
            return True
        scrolling.reveal(index)
        scrolling.pause()  # else the sound takes it out of sight again
        self._bench.said.emit("The current line was out of sight: here it is. Press again for it.")
        return False

    def can_be_timed(self, index: int) -> bool:
        """Tell whether a row is a line; say so if it is none: no other line gets the time in its place."""
        item = self._bench.episode.items[index]
        if isinstance(item, Header):
            self._bench.said.emit(
                "A header has no time: ↓ goes to the line below, Enter opens the title."
            )
        elif not isinstance(item, Line):
            self._bench.said.emit("Only lines have a start; this row is none.")
        return isinstance(item, Line)

    def _note_touched(self, old: Episode, index: int) -> None:
        """Mark what a retime by hand has moved, where its new start was not checked before."""
        items = self._bench.episode.items
        rows = (index, *edits.together_with(old, index))
        moved = [items[row] for row in rows if items[row] is not old.items[row]]
        self._marks.put([item for item in moved if self._marks.of(item) != CHECKED], TAPPED)

    def _stamp(self, *, together: bool) -> None:
        index = self._bench.index
        if index is None or not self.can_be_timed(index) or not self._listening.ask_for_sound():
            return
        if not self.is_seen(index):
            return
        seconds = self._listening.stamp(self._bench.episode.clock)
        name, label = "line.retime_to_playhead", "start at the playhead"
        if not self.retime(index, seconds, name, label, together=together, note=self._note()):
            self.say_unmoved(index, seconds)

    def _nudge(self, direction: int, *, together: bool) -> None:
        index, line = self._bench.index, self._bench.line
        if index is None or line is None or line.start is None:
            return
        self._bench.table.commit_typing()
        step = 1 if not self._bench.episode.clock.precision else 0.1
        target = round(line.start + direction * step, 3)
        name = "line.nudge" if together else "line.nudge_alone"
        gesture = ("nudge", self._gesture())
        self.retime(index, target, name, "nudge", together=together, gesture=gesture)

    def _gesture(self) -> int:
        number, last = self._stretch
        now = monotonic()
        number += now - last > _SAME_STRETCH
        self._stretch = (number, now)
        return number

    def _note(self) -> str:
        return f" · {self._listening.stamp_note}"

    def say_unmoved(self, index: int, seconds: float) -> None:
        """Say that a line starts at `seconds` already, if it does."""
        line = self._bench.episode.items[index]
        if isinstance(line, Line) and line.start == seconds:
            self._bench.said.emit(
                f"It starts at {self._bench.episode.clock.format(seconds)} already."
            )


def next_timed(episode: Episode, index: int) -> int | None:
    """Return the first line after `index` that has a time; None if there is none."""
    for place in range(index + 1, len(episode.items)):
        item = episode.items[place]
        if isinstance(item, Line) and item.start is not None:
            return place
    return None


def shift_together(episode: Episode, seconds: float, first: int) -> Episode:
    """Shift all starts from `first` on, with the clip edges that stood at them."""
    starts = {
        item.start
        for item in episode.items[first:]
        if isinstance(item, Line) and item.start is not None
    }
    edges = {
        edge for clip in episode.clips if isinstance(clip, Clip) for edge in (clip.start, clip.end)
    }
    shifted = edits.shift(episode, seconds, first)
    delta = episode.clock.round(abs(seconds)) * (1 if seconds >= 0 else -1)
    along = sorted((edge for edge in edges & starts if edge is not None), reverse=delta > 0)
    return take_all_along(shifted, ((edge, edge + delta) for edge in along))


def what_moved(old: Episode, new: Episode, index: int) -> str:
    """Say what became of the line's time and what went along: `5:38 → 5:41, with 1 paragraph and the clip *X*`."""
    before, after = old.items[index], new.items[index]
    if not isinstance(before, Line) or not isinstance(after, Line) or after.start is None:
        return ""
    was = "no time" if before.start is None else old.clock.format(before.start)
    along = [*_paragraphs(old, new, index), *_clips(old, new)]
    text = f"{was} → {new.clock.format(after.start)}"
    return f"{text}, with {' and '.join(along)}" if along else text


def out_of_order(old: Episode, new: Episode, index: int, *, below: bool = True) -> str:
    """Say where a retimed line has come into the wrong order: ` · now before the line above, 0:51`; "" if nowhere."""
    line = new.items[index]
    if not isinstance(line, Line) or line.start is None:
        return ""
    time = new.clock.format
    above = start_above(new.items, index)
    if above is not None and line.start < above and not goes_backwards(old.items, index):
        return f" · now before the line above, {time(above)}"
    last = max((index, *edits.together_with(new, index)))
    under = timed_below(new.items, last) if below else None
    if under is None or not goes_backwards(new.items, under) or goes_backwards(old.items, under):
        return ""
    after = new.items[under]
    start = after.start if isinstance(after, Line) else None
    return "" if start is None else f" · now after the line below, {time(start)}"


def _paragraphs(old: Episode, new: Episode, index: int) -> list[str]:
    moved = [
        place for place in edits.together_with(old, index) if old.items[place] != new.items[place]
    ]
    if not moved:
        return []
    return ["1 paragraph" if len(moved) == 1 else f"{len(moved)} paragraphs"]


def _clips(old: Episode, new: Episode) -> list[str]:
    if old.clips is new.clips:
        return []
    pairs = [
        (a, b)
        for a, b in zip(old.clips, new.clips, strict=False)
        if isinstance(a, Clip) and isinstance(b, Clip)
    ]
    starts = [f"the clip *{b.name}*" for a, b in pairs if a.start != b.start]
    ends = [f"the end of the clip *{b.name}*" for a, b in pairs if a.end != b.end]
    return starts or ends


def signed(seconds: float) -> str:
    """Write a move with its sign: `+0.8`, `−2`; none has no sign."""
    return f"{seconds:+g}".replace("-", "\N{MINUS SIGN}") if seconds else "0"
