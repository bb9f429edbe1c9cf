"""What all the commands work with: the session, the table, and one way to try an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cueline.episode import EditError, Episode, Item, Line
from cueline.gui.session import Session
from cueline.gui.undo import Edit
from cueline.widgets.lines.table import LineTable

LONG = 3000
"""From how many entries on an episode is long: what walks over all of it waits longer, and works beside the window."""

_LONG_PAUSE_MS = 1000


class OpenEditor(Protocol):
    """Where something can be half typed: a cell of a table, a title in the tree."""

    def commit(self) -> bool:
        """Take what was typed; False if it is not understood, which is said where it stands."""
        ...

    def finish(self) -> None:
        """Take what was typed and close the editor; what is not understood is given up."""
        ...


class Workbench(QObject):
    """The open episode and its table, as the commands see them. `said` carries a sentence for the status line."""

    said = Signal(str)

    def __init__(
        self,
        session: Session,
        table: LineTable,
        window: QWidget,
        editors: Sequence[OpenEditor] = (),
    ) -> None:
        super().__init__(window)
        self.session = session
        self.table = table
        self.window = window
        self._editors = (table.cells, *editors)
        self.found: tuple[int, int, int] | None = None
        """Row, offset and length (code points) of what was found last, or typed over and undone.

        It is selected in the next opened text.
        """
        self.fault = ""
        """What stopped the last `commit_open`, as a sentence; "" if an open cell says it where it stands."""

    @property
    def episode(self) -> Episode:
        """The episode as it is now, without what is still being typed."""
        return self.session.episode

    @property
    def long(self) -> bool:
        """Whether the episode is so long that a walk over it would hold up the next key."""
        return len(self.episode.items) > LONG

    def pause(self, usual: int) -> int:
        """Return after how many milliseconds without an edit the whole episode is looked at; `usual` in a short one."""
        return _LONG_PAUSE_MS if self.long else usual

    @property
    def index(self) -> int | None:
        """The current row, None without one."""
        index = self.table.current
        return index if index is not None and index < len(self.episode.items) else None

    @property
    def item(self) -> Item | None:
        """The current row's item, None without one."""
        return None if self.index is None else self.episode.items[self.index]

    @property
    def line(self) -> Line | None:
        """The current row's line, None if it is none."""
        return self.item if isinstance(self.item, Line) else None

    @property
    def rows(self) -> tuple[int, int] | None:
        """The selected rows, first and last, or just the current one; None without any."""
        chosen = self.table.selection
        if chosen is None or (self.index is not None and not chosen[0] <= self.index <= chosen[1]):
            return None if self.index is None else (self.index, self.index)
        return chosen

    @property
    def marked_text(self) -> str:
        """What is marked in the open text, as far as it is part of the episode; "" if nothing is."""
        cell = self.table.open_cell_at()
        if cell is None or cell.column != "text" or cell.caret == cell.anchor:
            return ""
        first, last = sorted((cell.caret, cell.anchor))
        return str(getattr(self.episode.items[cell.index], "text", ""))[first:last]

    @contextmanager
    def caret_held(self) -> Iterator[None]:
        """Keep the caret of an open text between the words where it stands, while others change the text."""
        cell, text = self.table.open_cell_at(), self.table.cells.text.text()
        yield
        now = self.table.open_cell_at()
        if cell is None or now is None or cell.column != "text" or now.column != "text":
            return
        from cueline.episode.caret import carried

        place = carried(text, self.table.cells.text.text(), cell.caret)
        self.table.cells.select_text(place, 0)

    def take_found(self, index: int) -> tuple[int, int] | None:
        """Return offset and length of what was found in this row, once; None if nothing was."""
        found, self.found = self.found, None
        return found[1:] if found is not None and found[0] == index else None

    def commit_open(self) -> bool:
        """Take what stands in every open editor; False if a time is not understood: then that is to be mended first."""
        self.fault = ""
        return all(editor.commit() for editor in self._editors)

    def finish_open(self) -> None:
        """Close every open editor and take what stands in it; a time that is not understood is given up."""
        for editor in self._editors:
            editor.finish()

    def attempt(
        self, edit: Edit, make: Callable[[Episode], Episode], gesture: object = None
    ) -> bool:
        """Take what is being typed, then do the edit; say why not when it cannot be done. True if something changed."""
        self.table.commit_typing()
        return self.attempt_now(edit, make, gesture)

    def attempt_now(
        self, edit: Edit, make: Callable[[Episode], Episode], gesture: object = None
    ) -> bool:
        """Do the edit on the episode as it is; for what the table itself sends."""
        if not self.session.editable:
            self.said.emit("This file can only be looked at.")
            return False
        try:
            episode = make(self.episode)
        except EditError as error:
            self.said.emit(str(error))
            return False
        return self.session.apply(edit, episode, gesture)

    def origin(self, index: int) -> object:
        """Return what tells the item at `index` from all others, for merging steps of the history."""
        item = self.episode.items[index]
        return ("item", item.origin) if item.origin is not None else ("row", index)
