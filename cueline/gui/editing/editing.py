"""Commands on lines: text, speakers, split, join, insert, delete; undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from cueline.episode import Episode, Header, Line, edits
from cueline.episode.voices import names_in
from cueline.gui import dialogs
from cueline.gui.editing.along import with_clips
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

NOBODY_SPEAKS = "Nobody speaks a section’s title. Choose a line first."


class Editing(QObject):
    """Does what the table and the Transcript menu ask for."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.undo_text: Callable[[], bool] = _nothing
        """Take back what was done last in a text that is no document; False if none is shown. Set by the window."""
        self.redo_text: Callable[[], bool] = _nothing
        """Do again what was taken back in a text that is no document; False if none is shown. Set by the window."""

    # Undo.

    def undo(self) -> None:
        """Take the last step back, with what is being typed counted as one."""
        if self.undo_text():
            return
        self._bench.table.commit_typing()
        label = self._bench.session.undo()
        self._bench.said.emit(f"Taken back: {label}" if label else "There is nothing to take back.")

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.redo_text():
            return
        self._bench.table.commit_typing()
        label = self._bench.session.redo()
        self._bench.said.emit(f"Done again: {label}" if label else "There is nothing to do again.")

    # What the table sends.

    def take_text(self, index: int, text: str, gesture: int) -> None:
        """Make what was typed part of the episode; a header's clip of the same name goes along."""
        header = isinstance(self._bench.episode.items[index], Header)
        label = "renaming the section" if header else "typing"
        over = self._bench.table.cells.typing.over
        edit = Edit("line.text", self._bench.origin(index), label, over)

        def make(episode: Episode) -> Episode:
            if header:
                return edits.rename_section_together(episode, index, text)
            return edits.set_text(episode, index, text)

        before = self._bench.episode
        self._bench.attempt_now(edit, make, gesture)
        along = with_clips(before, self._bench.episode) if header else ""
        if along:
            self._bench.said.emit(f"Renamed to “{text}”{along}.")

    def take_speaker(self, first: int, last: int, name: str) -> None:
        """Give the lines from `first` to `last` to `name`."""
        edit = Edit("line.speaker", self._bench.origin(first), f"speaker {name}")
        done = self._bench.attempt_now(edit, lambda ep: edits.set_speakers(ep, first, last, name))
        if done and last > first:
            self._bench.said.emit(f"{name} speaks {_lines(len(self._lines(first, last)))}.")

    def split_at(self, index: int, offset: int) -> None:
        """Cut the line in two; the caret goes on at the start of the second."""
        edit = Edit("line.split", self._bench.origin(index), "split line")
        if self._bench.attempt(edit, lambda ep: edits.split_line(ep, index, offset)):
            self._bench.table.open_cell(index + 1, caret=0)

    def merge_rows(self, first: int, last: int) -> None:
        """Join lines; across two speakers only when the user says so."""
        self._bench.table.commit_typing()
        items = self._bench.episode.items[max(0, first) : last + 1]
        speakers = list(dict.fromkeys(item.speaker for item in items if isinstance(item, Line)))
        if len(speakers) > 1 and all(isinstance(item, Line) for item in items):
            names = " and ".join(name or "nobody named" for name in speakers)
            dialogs.ask(
                self._bench.window,
                f"{names} speak these lines.",
                f"Joined, all of it is said by {speakers[0] or 'nobody named'}.",
                [("Join", lambda: self._merge(first, last))],
            )
        else:
            self._merge(first, last)

    def delete_rows(self, first: int, last: int) -> None:
        """Take rows out."""
        edit = Edit("line.delete", self._bench.origin(first), f"delete {_rows(last - first + 1)}")
        if self._bench.attempt(edit, lambda ep: edits.delete_items(ep, first, last)):
            left = len(self._bench.episode.items)
            if left:
                self._bench.table.set_current(min(first, left - 1))
            them = "it" if first == last else "them"
            self._bench.said.emit(f"Deleted {_rows(last - first + 1)}. Undo brings {them} back.")

    # What the menu and the keys ask for.

    def open_text(self) -> None:
        """Open the current row's text, or close the cell that is open; where there are no rows, begin the first."""
        if not self._bench.episode.items:
            self.insert()
        elif self._bench.table.open_cell_at() is not None:
            self._bench.table.close_cell()
        elif self._bench.index is not None:
            found = self._bench.take_found(self._bench.index)
            self._bench.table.open_cell(self._bench.index)
            if found is not None:
                self._bench.table.cells.select_text(*found)

    def open_time(self) -> None:
        """Open the current row's time."""
        if self._bench.line is not None and self._bench.index is not None:
            self._bench.table.open_cell(self._bench.index, "time")

    def split(self) -> None:
        """Cut the line at the caret of the open cell."""
        cell = self._bench.table.open_cell_at()
        if cell is None or cell.column != "text":
            self._bench.said.emit("Open the line and put the caret where it should be cut.")
        else:
            self.split_at(cell.index, cell.caret)

    @property
    def merge_text(self) -> str:
        """Say in the menu which lines `merge` joins."""
        rows, found = self._bench.rows, self._to_merge()
        if rows is not None and rows[1] > rows[0]:
            return "&Merge the Selected Lines"
        if found is None or self._bench.index is None:
            return "&Merge Lines"
        way = "Above" if found[0] < self._bench.index else "Below"
        return f"&Merge with the Line {way}"

    def merge(self) -> None:
        """Join the selected lines, or the current one with the one below; with the one above where a section ends."""
        rows = self._to_merge()
        if rows is None:
            self._bench.said.emit("There is no line above or below to join with.")
        else:
            self.merge_rows(*rows)

    def _to_merge(self) -> tuple[int, int] | None:
        rows, items = self._bench.rows, self._bench.episode.items
        if rows is None or rows[1] >= len(items):  # another file is about to be shown
            return None
        if rows[1] > rows[0]:
            return rows
        index = rows[0]
        if isinstance(items[index], Line):
            if index + 1 < len(items) and isinstance(items[index + 1], Line):
                return index, index + 1
            if index and isinstance(items[index - 1], Line):
                return index - 1, index
        return None

    def insert(self) -> None:
        """Put an empty line of the same speaker below the current one and open it."""
        index = (
            len(self._bench.episode.items) if self._bench.index is None else self._bench.index + 1
        )
        speaker = self._bench.line.speaker if self._bench.line else ""
        edit = Edit("line.insert", ("row", index), "insert line")
        if self._bench.attempt(edit, lambda ep: edits.insert_line(ep, index, Line("", speaker))):
            self._bench.table.open_cell(index, caret=0)

    def delete(self) -> None:
        """Take the selected rows out."""
        if self._bench.rows is not None:
            self.delete_rows(*self._bench.rows)

    def ask_speaker(self) -> None:
        """Ask who speaks the selected lines; headers among them are let be."""
        rows = self._bench.rows
        lines = self._lines(*rows) if rows else []
        if rows is None or not lines:
            self._bench.said.emit(NOBODY_SPEAKS)
            return
        names = {self._speaker(index) for index in lines}
        dialogs.ask_name(
            self._bench.window,
            "Speaker",
            f"Who speaks {_these(len(lines))}?",
            names_in(self._bench.episode),
            names.pop() if len(names) == 1 else "",
            lambda name: self.take_speaker(*rows, name),
            do="Use This Name",
        )

    def ask_new_name(self) -> None:
        """Ask what the speaker of the current line is called in the whole episode."""
        if self._bench.line is None:
            self._bench.said.emit(NOBODY_SPEAKS)
            return
        name = self._bench.line.speaker
        lines = _lines(len(_spoken_by(self._bench.episode, name)))
        dialogs.ask_name(
            self._bench.window,
            "Rename this speaker everywhere",
            f"{name or 'Nobody named'} speaks {lines}. What is the name in all of them?",
            names_in(self._bench.episode),
            name,
            lambda new: self.rename_speaker(name, new),
            do="Rename",
        )

    def rename_speaker(self, old: str, new: str) -> None:
        """Give every line of `old` to `new`, as one step; lines whose speaker only contains the name stay."""
        lines = len(_spoken_by(self._bench.episode, old))
        others = len(_spoken_by(self._bench.episode, new))
        edit = Edit("line.rename_speaker", old, f"rename {old or 'nobody named'} to {new}")
        if self._bench.attempt(edit, lambda ep: edits.rename_speaker(ep, old, new)):
            joined = f" {new} spoke {_lines(others)} before that." if others else ""
            self._bench.said.emit(f"{_lines(lines).capitalize()} renamed to “{new}”.{joined}")

    def _lines(self, first: int, last: int) -> list[int]:
        items = self._bench.episode.items
        return [index for index in range(first, last + 1) if isinstance(items[index], Line)]

    def _speaker(self, index: int) -> str:
        item = self._bench.episode.items[index]
        return item.speaker if isinstance(item, Line) else ""

    def _merge(self, first: int, last: int) -> None:
        if first < 0:
            return
        episode = self._bench.episode
        start = episode.items[first]
        caret = len(start.text) if isinstance(start, Line) else None
        was_open = self._bench.table.open_cell_at() is not None
        edit = Edit("line.merge", self._bench.origin(first), f"join {_rows(last - first + 1)}")
        if self._bench.attempt(edit, lambda ep: edits.merge_lines(ep, first, last)):
            self._bench.table.set_current(first)
            if was_open:
                self._bench.table.open_cell(first, caret=caret)


def _spoken_by(episode: Episode, name: str) -> list[Line]:
    return [item for item in episode.items if isinstance(item, Line) and item.speaker == name]


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _these(count: int) -> str:
    return "this line" if count == 1 else f"these {count} lines"


def _nothing() -> bool:
    return False
