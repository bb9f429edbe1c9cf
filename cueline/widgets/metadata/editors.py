"""What edits one field of the front matter: text, a number, a date, a list with an entry on each line, or YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cueline.episode import Path, Value
from cueline.widgets import theme
from cueline.widgets.metadata.boxes import Box, BoxTyping, LineBox, ProseBox, can_be_shown

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EXAMPLE = "2026-11-22"
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_NOTHING_YET = object()
_CLOCK = re.compile(r"[ Tt]\d\d?:\d\d\S*( ?\S+)?", re.ASCII)


class RefusedError(Exception):
    """A text that is not what the field holds; the message is a sentence for the user."""


class FieldEditor(QWidget):
    """Edits one field. It tells values and changes nothing itself.

    Signals: `told(path, value, gesture)` with the path below the field, `removed(path)`, `left` at Escape, and
    `structure_changed` when boxes came or went. A sentence about what cannot be understood stands beneath.
    """

    told = Signal(object, object, int)
    removed = Signal(object)
    left = Signal()
    structure_changed = Signal()

    def __init__(self, name: str, gestures: Iterator[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._gestures = gestures
        self.is_refusing = False
        """Whether something was typed here that is not understood; the sentence beneath says what."""
        self.good: Value = None
        """The value as the file has it now."""
        self._typings: dict[Box, BoxTyping] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._note = QLabel(self)
        self._note.setObjectName("fieldNote")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setFont(theme.muted_font(self.font()))
        self._note.hide()
        self._column.addWidget(self._note)

    @staticmethod
    def takes(value: Value) -> bool:
        """Tell whether this editor can show such a value, and give it back unchanged."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value; where it is what was told, nothing moves."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Give up what was typed and not told: the next value is another document's."""
        self.is_refusing = False
        self.say("")

    @property
    def fault(self) -> str:
        """What is not understood here, as a sentence; "" if nothing is."""
        return self._note.text() if self.is_refusing else ""

    def give_up(self) -> None:
        """Show the last good value in place of what is not understood."""
        good = self.good
        self.begin_anew()
        self.show_value(good)

    def boxes(self) -> list[QWidget]:
        """Return what the Tab key goes through, in order."""
        return list(self._typings)

    def focus_at(self, path: Path) -> None:
        """Put the focus at a place below the field."""
        boxes = self.boxes()
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Put the focus where the Tab key would."""
        self.focusNextChild()

    def flush(self) -> None:
        """Tell what was typed since the last time."""
        for typing in list(self._typings.values()):
            typing.flush()

    def say(self, sentence: str, *, wrong: bool = True) -> None:
        """Say something beneath the field; "" takes it away."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))
        self._note.setProperty("wrong", wrong)
        self._note.style().polish(self._note)
        for box in self._typings:
            bad = wrong and bool(sentence)
            if bool(box.property("invalid")) != bad:
                box.setProperty("invalid", bad)
                box.style().polish(box)
            box.setAccessibleDescription(sentence or box.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._note.setFont(theme.muted_font(self.font()))

    def _leave(self) -> None:
        """Go out of the field; what is not understood is given up first, and the field stays."""
        if self.is_refusing:
            self.give_up()
        else:
            self.left.emit()

    def _watch(self, box: Box, tell: Callable[[str, int], None], name: str, tip: str) -> BoxTyping:
        typing = self._typings[box] = BoxTyping(box, tell, self._gestures)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.left.connect(self._leave)
        return typing

    def _forget(self, box: Box) -> None:
        self._typings.pop(box).stop()
        box.hide()
        box.deleteLater()


class OneBoxEditor(FieldEditor):
    """A field in one box: what is typed is read by `read`, what is shown is written by `write`."""

    def __init__(
        self, name: str, tip: str, gestures: Iterator[int], box: Box, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, gestures, parent)
        self.box = box
        self._value: object = _NOTHING_YET
        self._column.insertWidget(0, box)
        self._typing = self._watch(box, self._take, name, tip)
        box.entered.connect(self.go_on)

    def show_value(self, value: Value) -> None:
        """Show a value; where it is what was told, the text stays as it was typed."""
        if repr(value) != repr(self._value):
            self._value, self.is_refusing = value, False
            self._typing.know(self.write(value))
            self._check(self.box.text())

    def begin_anew(self) -> None:
        """Show the next value, whatever was typed."""
        super().begin_anew()
        self._value = _NOTHING_YET

    def read(self, text: str) -> Value:
        """Return the value of a text; RefusedError if it is none."""
        return text

    def write(self, value: Value) -> str:
        """Return the text that stands for a value."""
        return value if isinstance(value, str) else ""

    def _take(self, text: str, gesture: int) -> None:
        try:
            value = self.read(text)
        except RefusedError as error:
            self.is_refusing = True
            self.say(str(error))
        else:
            self.is_refusing = False
            self.say("")
            if repr(value) != repr(self._value):
                self._value = value
                self.told.emit((), value, gesture)

    def _check(self, text: str) -> None:
        try:
            self.read(text)
        except RefusedError as error:
            self.say(str(error) if text else "")
        else:
            self.say("")


class TextEditor(OneBoxEditor):
    """Text without line breaks of its own: a title, the name of an image, a description."""

    def __init__(
        self, name: str, tip: str, gestures: Iterator[int], *, least: int = 1, spelled: bool = True
    ) -> None:
        super().__init__(name, tip, gestures, ProseBox(breaks=False, least=least, spelled=spelled))

    @staticmethod
    def takes(value: Value) -> bool:
        """Take texts that a box can show."""
        return value is None or (isinstance(value, str) and can_be_shown(value))


class ProseEditor(TextEditor):
    """Text that may have line breaks."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        OneBoxEditor.__init__(self, name, tip, gestures, ProseBox(breaks=True, least=3))


class NumberEditor(OneBoxEditor):
    """A whole number."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        super().__init__(name, tip, gestures, LineBox())
        self.box.setMaximumWidth(self.fontMetrics().height() * 6)

    @staticmethod
    def takes(value: Value) -> bool:
        """Take whole numbers."""
        return value is None or (isinstance(value, int) and not isinstance(value, bool))

    def read(self, text: str) -> Value:
        """Read a whole number."""
        number = text.strip()
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise RefusedError(f"Write the {self.name.lower()} as a whole number, such as 7.")
        return int(number)

    def write(self, value: Value) -> str:
        """Write the number."""
        return "" if value is None else str(value)


class DateEditor(OneBoxEditor):
    """A day, with a time of day behind it where the file has one."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        box = LineBox()
        box.setPlaceholderText(_EXAMPLE)
        super().__init__(name, tip, gestures, box)
        box.setMaximumWidth(self.fontMetrics().height() * 14)

    @staticmethod
    def takes(value: Value) -> bool:
        """Take texts of one line."""
        return value is None or (isinstance(value, str) and can_be_shown(value, breaks=False))

    def read(self, text: str) -> Value:
        """Read a day that exists, and what stands behind it."""
        day, rest = text.strip()[:10], text.strip()[10:]
        if not _DAY.fullmatch(day) or (rest and not _CLOCK.fullmatch(rest)):
            raise RefusedError(
                f"“{text.strip()}” is not a date. Write year, month and day: {_EXAMPLE}."
            )
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise RefusedError(f"There is no such day as {day}.") from error
        return text.strip()


class ListEditor(OneBoxEditor):
    """A list of texts, each on a line of its own: Enter or a comma begins the next one."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        box = ProseBox(breaks=True, least=2)
        box.setPlaceholderText("One on each line, or with commas between")
        super().__init__(name, tip, gestures, box)

    @staticmethod
    def takes(value: Value) -> bool:
        """Take lists of texts of one line."""
        return value is None or is_list_of_texts(value)

    def read(self, text: str) -> Value:
        """Read the lines that are not empty."""
        known = self._value if isinstance(self._value, tuple) else ()
        lines = (line if line in known else line.strip() for line in self._parted(text).split("\n"))
        return tuple(line for line in lines if line)

    def write(self, value: Value) -> str:
        """Write a line for each entry."""
        return "\n".join(map(str, value)) if isinstance(value, tuple) else ""

    def _take(self, text: str, gesture: int) -> None:
        super()._take(text, gesture)
        if self._parted(text) != text:
            self._typing.know(self._parted(text))

    def _parted(self, text: str) -> str:
        """Break the lines at commas, unless the file has an entry with a comma in it: then they belong there."""
        good = self.good if isinstance(self.good, tuple) else ()
        commas = any("," in str(entry) for entry in good)
        return text if commas else _COMMA.sub("\n", text)

    def focus_at(self, path: Path) -> None:
        """Put the caret into the line of an entry."""
        super().focus_at(path)
        if path and isinstance(path[0], int) and isinstance(self.box, ProseBox):
            self.box.go_to_line(path[0])


def is_list_of_texts(value: Value) -> bool:
    """Tell whether a value is a list of texts that each fit on a line."""
    return isinstance(value, tuple) and all(
        isinstance(entry, str) and entry and can_be_shown(entry, breaks=False) for entry in value
    )


class YamlEditor(OneBoxEditor):
    """Any value, as YAML. `to_text` and `from_text` turn it into text and back; `from_text` raises ValueError."""

    def __init__(
        self,
        name: str,
        tip: str,
        gestures: Iterator[int],
        to_text: Callable[[Value], str],
        from_text: Callable[[str], Value],
    ) -> None:
        super().__init__(name, tip, gestures, ProseBox(breaks=True, spelled=False))
        self._to_text, self._from_text = to_text, from_text
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(1.0, self.font().pointSizeF() * 0.95))
        self.box.setFont(font)

    @staticmethod
    def takes(value: Value) -> bool:
        """Take anything."""
        return True

    def read(self, text: str) -> Value:
        """Read YAML."""
        try:
            value = self._from_text(text)
        except ValueError as error:
            raise RefusedError(str(error)) from error
        if value is None:
            raise RefusedError("There is no value here yet. To take the field out, remove it.")
        return value

    def write(self, value: Value) -> str:
        """Write YAML."""
        return self._to_text(value)
