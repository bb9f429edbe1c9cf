"""Cut, copy and paste from the menu, in whichever text has the focus; the keys are the text's own."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

Field = QLineEdit | QPlainTextEdit | QTextEdit


class Clipboard(QObject):
    """Acts on the text that has the focus, or had it before the menu bar took it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._last: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def words(self) -> set[str]:
        """Return which of `text_cut`, `text_copy` and `text_paste` hold."""
        field = self._field()
        if field is None:
            return set()
        writable, chosen = not field.isReadOnly(), _has_selection(field)
        holds = {
            "text_cut": writable and chosen,
            "text_copy": chosen,
            "text_paste": writable and bool(QApplication.clipboard().text()),
        }
        return {word for word, true in holds.items() if true}

    def cut(self) -> None:
        """Take what is selected out of the text, onto the clipboard."""
        field = self._field()
        if field is not None:
            field.cut()

    def copy(self) -> None:
        """Put what is selected onto the clipboard."""
        field = self._field()
        if field is not None:
            field.copy()

    def paste(self) -> None:
        """Put the clipboard's text where the caret is."""
        field = self._field()
        if field is not None:
            field.paste()

    def _field(self) -> Field | None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QMenuBar):
            focus = self._last if self._last is not None and isValid(self._last) else None
        inside = isinstance(focus, Field) and self._window.isAncestorOf(focus)
        return focus if isinstance(focus, Field) and inside else None

    def _note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not isinstance(now, QMenuBar):
            self._last = now


def _has_selection(field: Field) -> bool:
    if isinstance(field, QLineEdit):
        return field.hasSelectedText()
    return field.textCursor().hasSelection()
