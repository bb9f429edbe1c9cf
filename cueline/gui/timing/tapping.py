"""Tapping as a pass: one key at each line that begins, from the first tap to the sum at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from PySide6.QtCore import QObject, Signal

from cueline.episode import Change, Line
from cueline.gui.files.problems import counted
from cueline.gui.sound.listening import Listening
from cueline.gui.timing.marks import RowMarks, place_after
from cueline.gui.timing.timing import Timing, next_timed, signed
from cueline.gui.undo import Place
from cueline.gui.workbench import Workbench

TAP = "line.retime_and_next"
"""The action of a tap, and what the history calls it."""

ECHO = 0.3
"""Seconds within which a second tap is taken for a slip of the finger."""

AGAIN = 3.0
"""Seconds before a tap from which it is heard again when it is taken back."""

FAR = 5.0
"""Seconds from which a move is worth a look at the end of the pass."""

_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
_BUTTONS = 3
_SAME_PLACE = 0.005


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap: the row it went to, its start before and after (s), its mark before, and where the sound was (s).

    `step` is the length of the undo history after it; `moved` tells whether it added a step.
    """

    index: int
    was: float
    now: float
    mark: str
    heard: float
    step: int
    moved: bool


class Tapping(QObject):
    """Holds a pass of taps together. It begins with a tap during playback, and ends with Escape or the last line.

    A row that is left by hand pauses it. `place_changed` carries `place`. `summed_up` carries the sum ("": nothing of
    it holds any more) and what can be done about it, as the notice bar takes it; `sum_changed` the same, when undo
    took taps of that pass back.
    """

    mode_changed = Signal(str)
    told = Signal(str)
    place_changed = Signal(object)
    summed_up = Signal(str, object)
    sum_changed = Signal(str, object)

    def __init__(
        self, bench: Workbench, listening: Listening, timing: Timing, marks: RowMarks
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening
        self._timing = timing
        self._marks = marks
        self._active = False
        self._paused_at: float | None = None
        self._here: int | None = None
        self._begin: int | None = None
        self._taps: list[Tap] = []
        self._last: tuple[float, float] | None = None
        self._led: int | None = None
        self._next_far = 0

    @property
    def active(self) -> bool:
        """Tell whether a pass is under way, paused or not."""
        return self._active

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether there is a pass, under way or just ended, that can be taken back whole."""
        return self._begin is not None and self._bench.session.index > self._begin

    @property
    def place(self) -> int | None:
        """The row at which the pass stands, None without a pass.

        The times below it are still to come: that they lie before those above means nothing yet.
        """
        return self._here if self._active else None

    def tap(self, *, together: bool = True) -> None:
        """Start the current line where the sound is, and go on to the next timed line; nothing on a header."""
        index = self._bench.index
        if index is None or not self._timing.can_be_timed(index):
            return
        if not self._listening.ask_for_sound() or self._goes_on_first():
            return
        if self._stands_still(index) or self._is_echo() or not self._timing.is_seen(index):
            return
        if not self._active and self._listening.player.state == "playing":
            self._start()
        line = self._bench.episode.items[index]
        if isinstance(line, Line) and line.start is not None:
            self._stamp(index, line, together=together)
        else:
            self._bench.said.emit(
                "This paragraph goes on without a time. Here is the next line with one."
            )
        self._go_on(index)

    def back(self) -> None:
        """Take the last tap back, return to its line, and play from a little before it."""
        if not self._taps:
            self._bench.said.emit("There is no tap to take back.")
            return
        tap = self._taps[-1]
        self._bench.table.commit_typing()
        session = self._bench.session
        if session.index != tap.step:
            last = session.step(session.index - 1)
            label = last.text() if last else "something else"
            self._bench.said.emit(f"Since that tap there was: {label}. Undo takes that back first.")
            return
        self._taps.pop()
        self._put(tap.index)
        if tap.moved:
            session.undo()
        self._mark(tap.index, tap.mark)
        self._put(tap.index)
        self._last = self._paused_at = None
        self._listening.play_from(max(0.0, tap.heard - AGAIN))
        self._bench.said.emit("One tap taken back.")
        self._tell()

    def take_back(self) -> None:
        """Take all taps of the pass back, with what else was changed since it began."""
        begin, first = self._begin, self._taps[0].index if self._taps else None
        self._bench.table.commit_typing()
        if begin is None or not self.can_be_taken_back:
            self._bench.said.emit("There is no pass of taps to take back.")
            return
        session = self._bench.session
        count = session.index - begin
        self._close()
        session.undo_to(begin)
        self.summed_up.emit("", [])
        if first is not None:
            self._bench.table.set_current(first)
        self._bench.table.setFocus()  # the button that was pressed is gone
        self._bench.said.emit(f"The pass is taken back: {counted(count, 'step')}. Redo brings it.")

    def end(self) -> None:
        """End the pass and sum it up."""
        if self._active:
            self._listening.pause()
            self._close()
            self._sum_up()

    def forget(self) -> None:
        """Let go of the pass without a word: another file is shown."""
        self._close()
        self._taps, self._begin = [], None

    def go_to_far(self) -> None:
        """Go to the next of the lines that the pass moved far."""
        far = self._far()
        if not far:
            self._bench.said.emit("No line was tapped far from where it stood.")
            return
        tap = far[self._next_far % len(far)]
        self._next_far += 1
        self._go_to(tap)

    # What happens meanwhile.

    def note_change(self, change: Change) -> None:
        """Keep in mind where the rows of the pass are now."""
        if any(splice.growth for splice in change.items):
            self._taps = [replace(tap, index=place_after(change, tap.index)) for tap in self._taps]
            self._here = None if self._here is None else place_after(change, self._here)
            self._led = None if self._led is None else place_after(change, self._led)
            self.place_changed.emit(self.place)

    def note_undo(self, place: Place) -> None:
        """Expect the row of a step that is taken back: the user does not leave by hand then."""
        self._here = place.current if self._active else None
        self._led = None

    def note_history(self, index: int) -> None:
        """Forget the taps that undo has taken back; the sum goes with the last of them."""
        if self._begin is None:
            return
        count = len(self._taps)
        self._taps = [tap for tap in self._taps if tap.step <= index]
        if index < self._begin or (index == self._begin and not self._active):
            self._begin = min(index, self._begin) if self._active else None
            self.summed_up.emit("", [])
        elif not self._active and len(self._taps) < count:
            self.sum_changed.emit(*self._sum())
        self._tell()

    def note_row(self, index: int | None) -> None:
        """Pause the pass where the user leaves its row by hand."""
        if self._active and index != self._here and self._paused_at is None:
            self._listening.pause()
            self._paused_at = self._listening.now()
            self._tell()

    def note_state(self, state: str) -> None:
        """End the pass with the sound."""
        if state == "ended" and self._active:
            self.end()

    # Parts of a tap.

    def _start(self) -> None:
        self._active, self._paused_at, self._taps = True, None, []
        self._bench.table.commit_typing()
        self._begin = self._bench.session.index
        self._here, self._next_far = self._bench.index, 0
        self.place_changed.emit(self.place)
        self.summed_up.emit("", [])
        self.mode_changed.emit("tap")

    def _goes_on_first(self) -> bool:
        """Go on playing where a pass was paused and the sound still stands; the next tap counts again."""
        at, self._paused_at = self._paused_at, None
        if not self._active or at is None:
            return False
        self._here = self._bench.index
        self.place_changed.emit(self.place)
        self._tell()
        if self._listening.player.state == "playing" or abs(self._listening.now() - at) > 0.01:
            return False
        self._listening.play_from(max(0.0, at - AGAIN))
        self._bench.said.emit("The pass goes on from this line; the next tap counts.")
        return True

    def _stands_still(self, index: int) -> bool:
        """Refuse a tap on the row to which the last one led, where nothing was heard since: two lines, one time."""
        player = self._listening.player
        if self._last is None or index != self._led or player.state == "playing":
            return False
        if abs(self._listening.now() - self._last[0]) > _SAME_PLACE:
            return False
        self._bench.said.emit("The sound stands still, and this place is taken: Space plays it.")
        return True

    def _is_echo(self) -> bool:
        """Tell whether this tap came less than 0.3 s after the last one, by the clock and by the sound."""
        player = self._listening.player
        now, heard = monotonic(), self._listening.now()
        last, self._last = self._last, (heard, now)
        if last is None or player.state != "playing":
            return False
        return 0 <= heard - last[0] < ECHO * player.rate and now - last[1] < ECHO

    def _stamp(self, index: int, line: Line, *, together: bool) -> None:
        seconds = self._listening.stamp(self._bench.episode.clock)
        was, mark, heard = line.start or 0.0, self._marks.of(line), self._listening.now()
        name, note = TAP, f" · {self._listening.stamp_note}"
        moved = self._timing.retime(
            index, seconds, name, "tap", together=together, note=note, below=not self._active
        )
        after = self._bench.episode.items[index]
        if not isinstance(after, Line) or after.start is None:
            return
        if not moved and after.start == seconds:
            self._mark(index, "tapped")
            self._timing.say_unmoved(index, seconds)
        if self._active:
            step = self._bench.session.index
            self._taps.append(Tap(index, was, after.start, mark, heard, step, moved))

    def _go_on(self, index: int) -> None:
        following = next_timed(self._bench.episode, index)
        if following is None:
            self._bench.said.emit("That was the last line with a time.")
            if self._active:
                self._close()
                self._sum_up()
            return
        if self._bench.table.open_cell_at() is not None:
            self._bench.table.close_cell()
        self._put(following)
        self._led = following
        self._tell()

    def _put(self, index: int) -> None:
        self._here = index
        self.place_changed.emit(self.place)
        self._bench.table.set_current(index)

    def _mark(self, index: int, kind: str) -> None:
        if kind:
            self._marks.put([self._bench.episode.items[index]], kind)

    # The end.

    def _close(self) -> None:
        was, self._active = self._active, False
        self._here = self._paused_at = self._last = None
        if was:
            self.place_changed.emit(None)
            self.told.emit("")
            self.mode_changed.emit("")

    def _tell(self) -> None:
        if self._active:
            count = counted(len(self._taps), "tap")
            paused = self._paused_at is not None
            self.told.emit(f"tapping paused · {count}" if paused else f"tapping · {count}")

    def _sum_up(self) -> None:
        if self._taps:
            self.summed_up.emit(*self._sum())

    def _sum(self) -> tuple[str, list[tuple[str, Callable[[], None]]]]:
        """Return what came of the pass, and what can be done about it."""
        actions: list[tuple[str, Callable[[], None]]] = []
        far = self._far()
        for tap in far[:_BUTTONS]:
            time = self._bench.episode.clock.format(tap.now)
            actions.append((f"{time} ({signed(tap.now - tap.was)} s)", self._show(tap)))
        if len(far) > _BUTTONS:
            actions.append(("Next One", self._show(None)))
        if self.can_be_taken_back:
            actions.append(("Take the Pass Back", self.take_back))
        return summary([tap.now - tap.was for tap in _by_row(self._taps)]), actions

    def _show(self, tap: Tap | None) -> Callable[[], None]:
        def go() -> None:
            if tap is None:
                self.go_to_far()
            else:
                self._go_to(tap)
            self._sum_up()  # a button closes its notice; the others are still wanted

        return go

    def _go_to(self, tap: Tap) -> None:
        index = next((t.index for t in self._taps if t.step == tap.step), tap.index)
        if index < len(self._bench.episode.items):
            self._bench.table.setFocus()
            self._bench.table.set_current(index)

    def _far(self) -> list[Tap]:
        return [tap for tap in _by_row(self._taps) if abs(tap.now - tap.was) > FAR]


def _by_row(taps: list[Tap]) -> list[Tap]:
    """Return one tap a row: where a row was tapped twice, its first start and its last one."""
    rows: dict[int, Tap] = {}
    for tap in taps:
        rows[tap.index] = replace(tap, was=rows[tap.index].was if tap.index in rows else tap.was)
    return list(rows.values())


def summary(moves: list[float]) -> str:
    """Sum up by how much lines moved (s): `38 taps, typically 0.8 s later; three moved more than 5 s`.

    What is typical is the median.
    """
    from statistics import median

    middle = round(median(moves), 1)
    way = "later" if middle > 0 else "earlier"
    move = f"{abs(middle):g} s {way}" if middle else "unmoved"
    said = f"{counted(len(moves), 'tap')}, {'typically ' if len(moves) > 1 else ''}{move}"
    far = sum(abs(move) > FAR for move in moves)
    number = _WORDS[far] if far < len(_WORDS) else str(far)
    return f"{said}; {number} moved more than {FAR:g} s" if far else said
