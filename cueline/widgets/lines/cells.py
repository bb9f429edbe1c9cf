"""The open cell of the line table: opening, leaving, walking on, and following what changes meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPersistentModelIndex, Signal

from cueline.episode.clock import parse_entry
from cueline.episode.values import Item, Line
from cueline.widgets.lines.cell_editors import FieldCell, SpeakerCell, TimeCell
from cueline.widgets.lines.columns import (
    LONGEST,
    Column,
    editable_columns,
    shown_text,
    shown_time,
)
from cueline.widgets.lines.editor import TextCell
from cueline.widgets.lines.keys import field_key, text_key
from cueline.widgets.lines.layout import points_of, units_of
from cueline.widgets.lines.line_typing import Typing
from cueline.widgets.lines.walk import CellRequests, CellWalk

if TYPE_CHECKING:
    from cueline.widgets.lines.model import LineModel
    from cueline.widgets.lines.table import LineTable

NOT_A_TIME = "This is not a time. Type 5:38, or 338 seconds, or +2 to move it by two seconds."
NO_TIME_YET = "This line has no time to move. Type one, such as 5:38."
LOOK_ONLY = "This file can be looked at, but not changed."
TOO_LONG = (
    "This text is too long to be edited here; a text editor can. Everything else can be changed."
)


@dataclass(frozen=True, slots=True)
class OpenCell:
    """The cell that is open; `caret` and `anchor` (the other end of what is selected) count code points."""

    index: int
    column: str
    caret: int
    anchor: int


class OpenCells(QObject):
    """Holds the one open cell of a table, if any; `changed` when one was opened or closed."""

    changed = Signal()

    def __init__(self, table: LineTable, model: LineModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._index = QPersistentModelIndex()
        self._column: Column | None = None
        home = table.viewport()
        self.text = TextCell(home, lambda event: text_key(event, self.text, self))
        self.time = TimeCell(home, lambda event: field_key(event, self.time, self))
        self.speaker = SpeakerCell(home, lambda event: field_key(event, self.speaker, self))
        self.going = CellWalk(table, model, self)
        self.requests = CellRequests(table, model, self)
        self.typing = Typing(self.text, self._tell_text)
        self.text.hide()
        self.text.height_changed.connect(self._grow)
        self.text.cursorPositionChanged.connect(self.show_caret)
        for field in (self.time, self.speaker):
            field.hide()
            field.left.connect(self._left_field)
        self.time.textEdited.connect(lambda: self._refuse(""))

    @property
    def row(self) -> int:
        """The row of the open cell; -1 if none is open."""
        return self._index.row() if self._column is not None else -1

    @property
    def column(self) -> Column | None:
        """The column of the open cell."""
        return self._column

    @property
    def editor(self) -> TextCell | FieldCell | None:
        """The open editor."""
        if self._column is None:
            return None
        return {Column.TIME: self.time, Column.SPEAKER: self.speaker}.get(self._column, self.text)

    def at(self) -> OpenCell | None:
        """Tell which cell is open, and where its caret is."""
        editor = self.editor
        if editor is None or self._column is None:
            return None
        if isinstance(editor, TextCell):
            text, cursor = editor.text(), editor.textCursor()
            caret, anchor = cursor.position(), cursor.anchor()
        else:
            text, caret = editor.text(), editor.cursorPosition()
            anchor = caret
        return OpenCell(
            self.row, self._column.title, points_of(text, caret), points_of(text, anchor)
        )

    def open_current(self) -> bool:
        """Open the current cell."""
        rows = self._table.rows
        return rows.row >= 0 and self.open(rows.row, rows.column)

    def open(self, row: int, column: Column, caret: int | None = None) -> bool:
        """Open a cell with the caret at an offset (None: at the end); False if it cannot be edited."""
        if self._model.read_only:
            self._table.message.emit(LOOK_ONLY)
            return False
        if column not in editable_columns(self._model.items[row]) or not self.close():
            if len(shown_text(self._model.items[row])) > LONGEST:
                self._table.message.emit(TOO_LONG)
            return False
        self._table.rows.enter(row, column)
        self._column, self._index = column, QPersistentModelIndex(self._model.index(row, 0))
        self._table.scrolling.reveal(row)
        self._load(caret)
        self._set_mark()
        editor = self.editor
        assert editor is not None
        editor.setAccessibleName(f"{column.title.capitalize()} of {self._model.line_name(row)}")
        editor.show()
        self._table.setFocusProxy(editor)
        editor.setFocus()
        self.show_caret()
        return True

    def close(self, *, keep: bool = True) -> bool:
        """Close the cell; what is in it counts, unless not `keep`. False if a time is not understood."""
        if self._column is None:
            return True
        if keep and not self._take():
            return False
        self._shut()
        return True

    def flush(self) -> None:
        """Tell what was typed since the last time."""
        if self._column == Column.TEXT:
            self.typing.flush()

    def commit(self) -> bool:
        """Take what is in the open cell, which stays open; False if a time is not understood."""
        if self._column is None:
            return True
        if not self._take():
            self._table.setFocus()
            return False
        if isinstance(self.editor, FieldCell):
            self.editor.setText(self._field_text())
        return True

    def finish(self) -> None:
        """Take what is in the open cell and close it; a time that is not understood is given up."""
        self._table.close_cell()

    def follow(self) -> None:
        """Take over what a change made of the open cell's row; close the cell if the row is gone."""
        if self._column is None:
            return
        if not self._index.isValid() or self._column not in editable_columns(self.item):
            self._shut()
            return
        if self._column == Column.TEXT and self.typing.follow(shown_text(self.item)):
            self._grow(self.text.line_count() * self._table.painter.style.line)
        elif isinstance(self.editor, FieldCell) and not self.editor.isModified():
            self.editor.setText(self._field_text())
        self._set_mark()
        self.place()

    def place(self) -> None:
        """Put the editor over its cell."""
        editor = self.editor
        if editor is None or self._column is None or not self._index.isValid():
            return
        area = self._table.painter.cell_area(self.row, self._column)
        if isinstance(editor, TextCell):
            editor.set_width(area.width())
            editor.setGeometry(area.adjusted(0, 0, 4, 0))
            editor.verticalScrollBar().setValue(0)
            return
        editor.setGeometry(area)
        self.time.place_note()

    def lay_out(self) -> None:
        """Take another width or font."""
        style = self._table.painter.style
        if self._column == Column.TEXT and self._index.isValid():
            self.text.set_look(style.font_of(self.item), style.line)
            self.text.set_width(self._table.painter.text_width(self.item))
            self._grow(self.text.line_count() * style.line)
        self.place()

    def mark_hits(self) -> None:
        """Mark in the open text what the search finds."""
        if self._column == Column.TEXT and self._index.isValid():
            self.text.mark(self._table.painter.hits(self.row, self.text.text()))

    @property
    def item(self) -> Item:
        """Give the open cell's item."""
        return self._model.items[self.row]

    def _field_text(self) -> str:
        item = self.item
        if self._column == Column.TIME:
            return shown_time(item, self._model.episode.clock)
        return item.speaker if isinstance(item, Line) else ""

    def _load(self, caret: int | None) -> None:
        editor, style = self.editor, self._table.painter.style
        if isinstance(editor, TextCell):
            text = shown_text(self.item)
            width = self._table.painter.text_width(self.item)
            editor.load(text, style.font_of(self.item), style.line, width)
            self.typing.begin(text)
            self.mark_hits()
            self._grow(editor.line_count() * style.line)
            editor.put_caret(units_of(text, len(text) if caret is None else caret))
        elif editor is not None:
            editor.setFont(style.speaker if self._column == Column.SPEAKER else style.time)
            editor.setText(self._field_text())
            self.select_field() if caret is None else editor.setCursorPosition(caret)
            self._refuse("")
        self.place()

    def select_field(self) -> None:
        """Select what stands in an open time or speaker."""
        if isinstance(self.editor, FieldCell):
            self.editor.selectAll()

    def select_text(self, offset: int, length: int) -> None:
        """Select a part of an open text, in code points, and show it."""
        if isinstance(self.editor, TextCell):
            text = shown_text(self.item)
            ends = (units_of(text, end) for end in (offset + length, offset))
            self.editor.put_caret(*ends)
            self.show_caret()

    def _take(self) -> bool:
        if self._column == Column.TEXT:
            self.typing.flush()
            return True
        editor = self.editor
        if not isinstance(editor, FieldCell) or editor.text() == self._field_text():
            return True
        return self._take_time() if self._column == Column.TIME else self._take_speaker()

    def _take_time(self) -> bool:
        item, typed = self.item, self.time.text().strip()
        start = item.start if isinstance(item, Line) else None
        seconds = parse_entry(typed, start)
        if seconds is None:
            relative = typed[:1] in ("+", "-", "\N{MINUS SIGN}") and start is None
            self._refuse(NO_TIME_YET if relative else NOT_A_TIME)
            return False
        self._refuse("")
        self._table.time_entered.emit(self.row, seconds)
        return True

    def _take_speaker(self) -> bool:
        rows = self._table.rows.selected
        if self.row not in rows:
            rows = range(self.row, self.row + 1)
        self._table.speaker_entered.emit(rows.start, rows.stop - 1, self.speaker.text().strip())
        return True

    def _shut(self) -> None:
        editor, row = self.editor, self.row
        self._column = None
        self._index = QPersistentModelIndex()
        self.typing.end()
        self.time.refuse("")
        if editor is not None:
            focused = editor.hasFocus()
            self._table.setFocusProxy(None)  # type: ignore[arg-type]
            editor.hide()
            if focused:
                self._table.setFocus()
        if row >= 0:
            self._table.heights.set_live(row, None)
        self._set_mark()

    def _set_mark(self) -> None:
        self._table.marks.open = None if self._column is None else (self.row, self._column)
        self._table.marks.refused = bool(self.time.refusal)
        self.changed.emit()

    def _refuse(self, sentence: str) -> None:
        if self.time.refusal != sentence:
            self.time.refuse(sentence)
            self._set_mark()

    def _left_field(self) -> None:
        if isinstance(self.editor, FieldCell):
            self.close()

    def _tell_text(self, text: str, gesture: int) -> None:
        self._table.text_typed.emit(self.row, text, gesture)

    def _grow(self, height: int) -> None:
        if self._column == Column.TEXT and self._index.isValid():
            around = self._table.painter.style.around(self.item)
            self._table.heights.set_live(self.row, height + around)
            self.place()
            self.show_caret()

    def show_caret(self) -> None:
        """Bring the caret of an open text into sight."""
        if self._column == Column.TEXT and self.text.isVisible():
            caret = self.text.cursorRect().translated(self.text.pos())
            self._table.scrolling.reveal_span(caret.top(), caret.bottom() + 4)
