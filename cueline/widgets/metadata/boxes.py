"""The boxes that the front matter form is typed into: one line, or text that grows; and what is told of the typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from cueline.widgets.lines.line_typing import LONGEST, PAUSE, STRETCH

_BREAKS = re.compile(r"[ \t]*[\r\n\u2028\u2029]+[ \t]*")
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\u2029\ufdd0\ufdd1]")
_LONGEST = 10**7
_MOVES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_RUBBING = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class LineBox(QLineEdit):
    """One line. `typed`: the user changed the text; `emptied`: Backspace or Delete where there is none."""

    typed = Signal()
    emptied = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setMinimumWidth(self.fontMetrics().height() * 3)
        self.textEdited.connect(self.typed)

    @property
    def choosing(self) -> bool:
        """Whether a list of completions is open: then what is typed is not finished."""
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        return popup is not None and popup.isVisible()

    def set_text(self, text: str) -> None:
        """Show another text; the caret stays, or goes to the place of the change."""
        if text != self.text():
            caret = self.cursorPosition() + max(0, len(text) - len(self.text()))
            self.setText(text)
            self.setCursorPosition(min(caret, len(text)) if self.hasFocus() else 0)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Show the start of a long text again."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.setCursorPosition(0)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Leave the list of entries to whoever keeps it, when there is nothing to rub out."""
        if self.choosing:
            super().keyPressEvent(arg__1)
        elif arg__1.key() in _RUBBING and not self.text():
            self.emptied.emit()
        elif arg__1.key() in _ENTER:
            self.entered.emit()
        elif arg__1.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(arg__1)


class ProseBox(QPlainTextEdit):
    """Text that is as high as it needs. Without `breaks` Enter goes on and pasted line breaks become spaces."""

    typed = Signal()
    entered = Signal()
    left = Signal()

    choosing = False

    def __init__(
        self, *, breaks: bool, least: int = 1, spelled: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._breaks, self._least, self._loading = breaks, least, False
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        hints = Qt.InputMethodHint.ImhMultiLine
        plain = Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        self.setInputMethodHints(hints if spelled else hints | plain)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._announce)
        self._fit()

    def text(self) -> str:
        """Return the text as it stands: unlike `toPlainText`, with its no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show another text; what is the same at both ends stays, with the caret in it."""
        old = self.text()
        if text == old:
            return
        first = _same_at_start(old, text)
        tail = _same_at_start(old[first:][::-1], text[first:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:first]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self._loading = True
        cursor.insertText(text[first : len(text) - tail])
        self._loading = False

    def go_to_line(self, line: int) -> None:
        """Put the caret at the end of a line, counted from 0."""
        block = self.document().findBlockByNumber(line)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Let Enter go on where there are no line breaks."""
        if e.key() in _ENTER and not self._breaks:
            self.entered.emit()
        else:
            super().keyPressEvent(e)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text."""
        text = source.text()
        if not self._breaks:
            text = _BREAKS.sub(" ", text.strip("\r\n\u2028\u2029"))
        if text:
            self.textCursor().insertText(text.replace("\r\n", "\n"))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the very characters."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Let the form scroll."""
        e.ignore()

    def _fit(self) -> None:
        lines = max(self._least, round(self.document().size().height()))
        around = max(0, self.height() - self.viewport().height()) if self.isVisible() else 10
        height = lines * self.fontMetrics().lineSpacing() + around
        height += round(2 * self.document().documentMargin())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _announce(self) -> None:
        if not self._loading:
            self.typed.emit()


Box = LineBox | ProseBox


class BoxTyping(QObject):
    """Watches one box and calls `tell(text, gesture)` at each pause in typing; one gesture is one stretch of it.

    Undo and redo are the window's; any other key that may be a command, and leaving the box, has what was typed told
    first. Escape emits the box's `left`.
    """

    def __init__(self, box: Box, tell: Callable[[str, int], None], gestures: Iterator[int]) -> None:
        super().__init__(box)
        self._box, self._tell, self._gestures = box, tell, gestures
        self._known = box.text()
        self._gesture = next(gestures)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._paused)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST)
        self._longest.timeout.connect(self._paused)
        self._long_pause = QTimer(self, singleShot=True, interval=STRETCH)
        self._long_pause.timeout.connect(self.end_stretch)
        box.typed.connect(self._typed)
        box.installEventFilter(self)

    def know(self, text: str) -> None:
        """Show a text that is known outside, if another one was known or is being typed while nobody is here."""
        unfinished = text != self._box.text() and not self._box.hasFocus()
        if text != self._known or unfinished:
            self._pause.stop()
            self._known = text
            self._box.set_text(text)
            self.end_stretch()

    def flush(self) -> None:
        """Tell what was typed since the last time."""
        self._pause.stop()
        self._longest.stop()
        text = self._box.text()
        if text != self._known:
            self._known = text
            self._tell(text, self._gesture)

    def stop(self) -> None:
        """Tell nothing any more: the box goes."""
        self._pause.stop()
        self._longest.stop()
        self._long_pause.stop()
        self._box.removeEventFilter(self)

    def end_stretch(self) -> None:
        """Let what is typed next be a step of its own."""
        self._gesture = next(self._gestures)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._filter_key(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            if not self._box.choosing:
                self.flush()
            self.end_stretch()
        return super().eventFilter(watched, event)

    def _filter_key(self, event: QKeyEvent) -> bool:
        history = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        )
        if history:
            self.flush()
            event.ignore()
            return True
        if event.type() == QEvent.Type.ShortcutOverride:
            if not event.text().isprintable() or not event.text():
                self.flush()
        elif event.type() == QEvent.Type.KeyPress:
            return self._filter_press(event)
        return False

    def _filter_press(self, event: QKeyEvent) -> bool:
        if event.key() in _MOVES:
            self.flush()
            self.end_stretch()
        if event.key() != Qt.Key.Key_Escape:
            return False
        self.flush()
        self._box.left.emit()
        return True

    def _typed(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self._long_pause.start()

    def _paused(self) -> None:
        if self._box.choosing:
            self._pause.start()
        else:
            self.flush()


def can_be_shown(text: str, *, breaks: bool = True) -> bool:
    """Tell whether a box shows this text so that what it gives back is the same."""
    return _UNSHOWN.search(text) is None and (breaks or "\n" not in text)


def _same_at_start(one: str, two: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
