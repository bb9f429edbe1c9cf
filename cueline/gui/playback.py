"""Commands on the sound: play, seek, speed, and hearing the edges of a line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from cueline.episode import Episode, Line
from cueline.gui import dialogs
from cueline.gui.listening import Listening
from cueline.gui.workbench import Workbench
from cueline.media.player import SOUND_SUFFIXES

SPEEDS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0)
BIT = 0.5
"""Seconds that are heard of an edge."""


class Playback(QObject):
    """Does what the Playback menu, the player pane and the keys of the table ask for."""

    def __init__(self, bench: Workbench, listening: Listening) -> None:
        super().__init__(bench)
        self._bench = bench
        self._listening = listening

    def toggle(self) -> None:
        """Play or pause."""
        if self._has_sound():
            self._listening.toggle()

    def pause(self) -> None:
        """Stand still; play on if it stands still already."""
        self.toggle()

    def play_line(self) -> None:
        """Play from the current line's start to the next one's."""
        span = self._span()
        if span is not None and self._has_sound():
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
        if not self._has_sound() or not isinstance(episode.items[index], Line):
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
        """Hear what comes just before the line."""
        span = self._span()
        if span is not None:
            self._hear(max(0.0, span[0] - BIT), span[0])

    def hear_first(self) -> None:
        """Hear how the line begins."""
        span = self._span()
        if span is not None:
            self._hear(span[0], span[0] + BIT)

    def hear_last(self) -> None:
        """Hear how the line ends."""
        span = self._span()
        end = None if span is None else span[1] or self._listening.length
        if end is not None:
            self._hear(max(0.0, end - BIT), end)

    def hear_after(self) -> None:
        """Hear what comes just after the line."""
        span = self._span()
        end = None if span is None else span[1]
        if end is not None:
            self._hear(end, end + BIT)

    def slower(self) -> None:
        """Take the next lower speed."""
        below = [speed for speed in SPEEDS if speed < self._listening.player.rate - 0.001]
        self._set_speed(below[-1] if below else SPEEDS[0])

    def faster(self) -> None:
        """Take the next higher speed; play if it stands still, as players do."""
        above = [speed for speed in SPEEDS if speed > self._listening.player.rate + 0.001]
        self._set_speed(above[0] if above else SPEEDS[-1])

    def normal_speed(self) -> None:
        """Play as recorded."""
        self._set_speed(1.0)

    def choose_sound(self) -> None:
        """Let the user choose the sound of this episode."""
        document = self._bench.session.document
        if document is None:
            return
        folder = self._listening.sound or document.path or Path.home()
        kinds = "Sound and film ({});;All files (*)".format(
            " ".join(f"*{suffix}" for suffix in SOUND_SUFFIXES)
        )
        dialogs.choose_file(
            self._bench.window, "Choose the sound", folder.parent, kinds, self._listening.choose
        )

    def set_offset(self) -> None:
        """Say that what is heard now is the start of the current line."""
        line = self._bench.line
        if line is None or line.start is None:
            self._bench.said.emit("This needs a line with a time.")
        elif self._has_sound():
            self._listening.set_offset_here(line.start)
            self._bench.said.emit(
                f"This sound is now {self._listening.offset:+.1f} s off the transcript."
            )

    def _hear(self, start: float, end: float) -> None:
        if self._has_sound():
            self._listening.play_line(start, end)

    def _set_speed(self, rate: float) -> None:
        self._listening.set_rate(rate)
        self._bench.said.emit(f"Speed {rate:g}×")

    def _span(self) -> tuple[float, float | None] | None:
        index = self._bench.index
        return None if index is None else span_of(self._bench.episode, index)

    def _has_sound(self) -> bool:
        if self._listening.usable:
            return True
        self._bench.said.emit("There is no sound yet: Playback ▸ Choose Sound.")
        return False


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
            text.insert(0, item.text)
            if item.start is not None and not same:
                lead = sum(len(part) + 1 for part in text[:-1])
                return Line(" ".join(text), item.speaker, item.start), lead + offset
        index -= 1
    return None
