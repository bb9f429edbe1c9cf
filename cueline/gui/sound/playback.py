"""Commands on the sound: play, seek, speed, and hearing the edges of a line."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cueline.episode import Episode, Line
from cueline.gui.sound.listening import Listening
from cueline.gui.workbench import Workbench
from cueline.widgets.waveform.drag import Edge
from cueline.widgets.waveform.waveform import Waveform

BIT = 0.5
"""Seconds that are heard of an edge."""

JUST_BEGUN = 1.0
"""Seconds after a start within which the start before is meant, while it plays."""


class Playback(QObject):
    """Does what the Playback menu, the player pane and the keys of the table ask for."""

    def __init__(self, bench: Workbench, listening: Listening, wave: Waveform) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening
        self._wave = wave

    def toggle(self) -> None:
        """Play or pause."""
        if self._listening.ask_for_sound():
            self._listening.toggle()

    def pause(self) -> None:
        """Stand still; play on if it stands still already."""
        self.toggle()

    def play_line(self) -> None:
        """Play from the current line's start to the next one's."""
        span = self._span()
        if span is not None and self._listening.ask_for_sound():
            self._listening.play_line(*span)

    def play_from_caret(self) -> None:
        """Play from the caret of the open cell, else from the start of the line."""
        cell = self._bench.table.open_cell_at()
        if cell is not None and cell.column == "text":
            self._bench.table.commit_typing()
            self.play_word(cell.index, cell.caret)
        elif self._bench.index is not None:
            self.play_word(self._bench.index, 0)

    def play_word(self, index: int, offset: int) -> None:
        """Play from a little before the word at `offset` of the line at `index`."""
        episode = self._bench.episode
        if not self._listening.ask_for_sound() or not isinstance(episode.items[index], Line):
            return
        found = time_of(episode, index, offset)
        if found is None:
            self._bench.said.emit("No line up to here has a time yet.")
            return
        line, place = found
        self._listening.play_from_caret(line, next_start(episode, index, line.start), place)

    def back(self) -> None:
        """Go back 1 s."""
        self._listening.skip(-1.0)

    def forward(self) -> None:
        """Go on 1 s."""
        self._listening.skip(1.0)

    def back_more(self) -> None:
        """Go back 5 s."""
        self._listening.skip(-5.0)

    def forward_more(self) -> None:
        """Go on 5 s."""
        self._listening.skip(5.0)

    def hear_before(self) -> None:
        """Hear what comes just before the line, or before the edge that is chosen in the waveform."""
        span = self._heard_span()
        if span is not None:
            self._hear(max(0.0, span[0] - BIT), span[0])

    def hear_first(self) -> None:
        """Hear how the line begins, or what the chosen edge begins."""
        span = self._heard_span()
        if span is not None:
            self._hear(span[0], span[0] + BIT)

    def hear_last(self) -> None:
        """Hear how the line ends, or what the chosen edge begins."""
        span = self._heard_span()
        end = None if span is None else span[1] or self._listening.length
        if end is not None:
            self._hear(max(0.0, end - BIT), end)

    def hear_after(self) -> None:
        """Hear what comes just after the line, or after the chosen edge."""
        span, edge = self._heard_span(), self._chosen_edge()
        end = edge.seconds if edge is not None else None if span is None else span[1]
        if end is not None:
            self._hear(end, end + BIT)

    def again(self) -> None:
        """Play once more what was last played from a line or a word."""
        if self._listening.ask_for_sound():
            self._listening.play_again()

    def loop(self) -> None:
        """Play the selected lines, or the current one, again and again; stop doing so if it is done already."""
        if self._listening.looping:
            self._listening.end_loop()
            self._bench.said.emit("It plays on.")
            return
        rows = self._bench.rows
        span = None if rows is None else span_of_rows(self._bench.episode, *rows)
        if span is None:
            self._listening.loop_changed.emit(False)
            self._bench.said.emit("This needs a line with a time.")
        elif self._listening.ask_for_sound():
            self._listening.loop(*span)
            self._bench.said.emit("It is played again and again.")
        else:
            self._listening.loop_changed.emit(False)

    def previous_start(self) -> None:
        """Put the sound to the start before the place where it is."""
        self._go_to_start(-1)

    def next_start(self) -> None:
        """Put the sound to the next start."""
        self._go_to_start(1)

    def set_offset(self) -> None:
        """Say that what is heard now is the start of the current line."""
        line = self._bench.line
        if line is None or line.start is None:
            self._bench.said.emit("This needs a line with a time.")
        elif self._listening.ask_for_sound():
            self._listening.set_offset_here(line.start)
            self._bench.said.emit(
                f"This sound is now {self._listening.offset:+.1f} s off the transcript."
            )

    def _hear(self, start: float, end: float) -> None:
        if not self._listening.ask_for_sound():
            return
        if self._chosen_edge() is not None:
            self._wave.scene.following.hold(start, end)  # the edge is looked at, wherever it ends
        self._listening.play_line(start, end)

    def _go_to_start(self, by: int) -> None:
        if not self._listening.ask_for_sound():
            return
        here = self._listening.now()
        grace = JUST_BEGUN if self._listening.player.state == "playing" else 0.01
        beside = here + 0.01 if by > 0 else here - grace
        start = self._listening.lines.start_beside(self._bench.episode, beside, by)
        if start is None:
            where = "below" if by > 0 else "above"
            self._bench.said.emit(f"There is no line with a time {where} this place.")
        else:
            self._listening.seek(start)

    def _chosen_edge(self) -> Edge | None:
        """Return the edge that is chosen in the waveform, while that has the focus."""
        return self._wave.edge if self._wave.hasFocus() else None

    def _heard_span(self) -> tuple[float, float | None] | None:
        """Return from the chosen edge to the next one, else from the line's start to the next one's."""
        edge, edges = self._chosen_edge(), self._wave.scene.edges
        if edge is None or edges is None:
            return self._span()
        following = edges.beside(edge, 1)
        return edge.seconds, None if following is None else following.seconds

    def _span(self) -> tuple[float, float | None] | None:
        index = self._bench.index
        return None if index is None else span_of(self._bench.episode, index)


def span_of(episode: Episode, index: int) -> tuple[float, float | None] | None:
    """Return from where to where (seconds; None: the end) the row at `index` is heard; None if no time tells.

    A paragraph without a time is heard with the one that it continues, a header with what follows it.
    """
    own = episode.items[index]
    if not isinstance(own, Line):
        start = next_start(episode, index, -1.0)
    else:
        found = time_of(episode, index, 0)
        start = found[0].start if found else None
    return None if start is None else (start, next_start(episode, index, start))


def span_of_rows(episode: Episode, first: int, last: int) -> tuple[float, float | None] | None:
    """Return from where to where the rows `first` to `last` are heard, as `span_of` does for one."""
    start, end = span_of(episode, first), span_of(episode, last)
    return None if start is None or end is None else (start[0], end[1])


def next_start(episode: Episode, index: int, start: float | None) -> float | None:
    """Return the first start later than `start` below the row at `index`."""
    for item in episode.items[index + 1 :]:
        if isinstance(item, Line) and item.start is not None and item.start > (start or 0.0):
            return item.start
        if start == -1.0 and isinstance(item, Line) and item.start is not None:
            return item.start
    return None


def time_of(episode: Episode, index: int, offset: int) -> tuple[Line, int] | None:
    """Return a line with a time and an offset in it that stand for `offset` in the line at `index`.

    Paragraphs without a time, or with the same one, are one stretch of speech from the first of them on.
    """
    text: list[str] = []
    while index >= 0:
        item = episode.items[index]
        if isinstance(item, Line):
            before = episode.items[index - 1] if index else None
            same = isinstance(before, Line) and before.start == item.start is not None
            text.append(item.text)
            if item.start is not None and not same:
                lead = sum(len(part) + 1 for part in text[1:])
                return Line(" ".join(reversed(text)), item.speaker, item.start), lead + offset
        index -= 1
    return None
