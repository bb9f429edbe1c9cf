"""The keys of the line table: with no cell open, in an open text, and in an open field.

Each function gives True if the key was its own; every other key goes on to the window's actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from cueline.widgets.lines.cell_editors import FieldCell, SpeakerCell
from cueline.widgets.lines.editor import TextCell

if TYPE_CHECKING:
    from cueline.widgets.lines.cells import OpenCells
    from cueline.widgets.lines.cursor import RowCursor

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_TABS = (Key.Key_Tab, Key.Key_Backtab)
_ENDS = (Key.Key_Home, Key.Key_End)
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_STEPS = {Key.Key_Up: -1, Key.Key_Down: 1}


def modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Give the modifiers that count: not the number pad."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def table_key(event: QKeyEvent, rows: RowCursor, cells: OpenCells) -> bool:
    """Handle a key pressed with no cell open."""
    key = Key(event.key())
    # Home and End lead to the first and the last row, with Ctrl and without.
    held = modifiers(event) & ~(_CTRL if key in _ENDS else _NONE)
    if key in _TABS and held in (_NONE, _SHIFT):
        return rows.walk(-1 if key == Key.Key_Backtab or held == _SHIFT else 1)
    if held in (_NONE, _SHIFT) and (target := rows.target(key)) is not None:
        rows.go(target, extend=held == _SHIFT)
        return True
    if key in (*_ENTER, Key.Key_F2) and held == _NONE:
        return cells.open_current()
    if key == Key.Key_Escape and held == _NONE:
        return rows.shrink()
    if key == Key.Key_Delete and held == _NONE:
        return rows.delete()
    if event.matches(QKeySequence.StandardKey.SelectAll):
        return rows.select_all()
    if event.matches(QKeySequence.StandardKey.Copy):
        return rows.copy()
    return False


def text_key(event: QKeyEvent, editor: TextCell, cells: OpenCells) -> bool:
    """Handle a key pressed in an open text."""
    key, held = Key(event.key()), modifiers(event)
    if event.matches(QKeySequence.StandardKey.Undo):
        return cells.requests.undo()
    if event.matches(QKeySequence.StandardKey.Redo):
        return cells.requests.redo()
    if key in _ENTER and held == _CTRL:
        return cells.requests.split()
    if key in _ENTER:
        return cells.close()
    if held not in (_NONE, _SHIFT):
        return False
    if key == Key.Key_Backspace and held == _NONE and _at_start(editor):
        return cells.requests.merge()
    return _leaving(key, held, cells) or (held == _NONE and _crossing(key, editor, cells))


def field_key(event: QKeyEvent, editor: FieldCell, cells: OpenCells) -> bool:
    """Handle a key pressed in an open time or speaker."""
    key, held = Key(event.key()), modifiers(event)
    if isinstance(editor, SpeakerCell) and editor.choosing and key in _STEPS:
        return False
    if event.matches(QKeySequence.StandardKey.Undo) and not editor.isUndoAvailable():
        return cells.requests.undo()
    if event.matches(QKeySequence.StandardKey.Redo) and not editor.isRedoAvailable():
        return cells.requests.redo()
    if key == Key.Key_Escape and held == _NONE:
        return cells.close(keep=False)
    if key in _ENTER and held == _NONE:
        return cells.close()
    if key in _STEPS and held == _NONE:
        return cells.going.step(_STEPS[key])
    return held in (_NONE, _SHIFT) and _leaving(key, held, cells)


def _leaving(key: Qt.Key, held: Qt.KeyboardModifier, cells: OpenCells) -> bool:
    if key in _TABS:
        return cells.going.walk(-1 if key == Key.Key_Backtab or held == _SHIFT else 1)
    if held == _NONE and key in (Key.Key_Escape, Key.Key_F2):
        return cells.close()
    return False


def _crossing(key: Qt.Key, editor: TextCell, cells: OpenCells) -> bool:
    """Go on into the neighbouring row where the text ends."""
    cursor = editor.textCursor()
    if key == Key.Key_Up and editor.caret_line() <= 0:
        return cells.going.cross(-1)
    if key == Key.Key_Down and editor.caret_line() >= editor.line_count() - 1:
        return cells.going.cross(1)
    if key in (Key.Key_PageUp, Key.Key_PageDown):
        return cells.going.cross_page(-1 if key == Key.Key_PageUp else 1)
    if cursor.hasSelection():
        return False
    from_right = cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft
    back, on = (Key.Key_Right, Key.Key_Left) if from_right else (Key.Key_Left, Key.Key_Right)
    if key == back and cursor.atStart():
        return cells.going.cross(-1, to_end=True)
    return key == on and cursor.atEnd() and cells.going.cross(1, to_end=False)


def _at_start(editor: TextCell) -> bool:
    cursor: QTextCursor = editor.textCursor()
    return cursor.atStart() and not cursor.hasSelection()
