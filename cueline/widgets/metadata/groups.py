"""The fields of several parts: guests with their names, ids and links by name, and the duration with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QBoxLayout,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from cueline.episode import Map, Path, Value
from cueline.episode.durations import parse_duration
from cueline.episode.field_order import INNER_GROUPS
from cueline.widgets import theme
from cueline.widgets.metadata.boxes import BoxTyping, LineBox, can_be_shown
from cueline.widgets.metadata.editors import (
    FieldEditor,
    OneBoxEditor,
    RefusedError,
    is_list_of_texts,
)
from cueline.widgets.plain_tip import plain_tip

_ID = Qt.ItemDataRole.UserRole


class PeopleCompleter(QCompleter):
    """Offers people by id and full name, and writes the id."""

    def __init__(self, people: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for key, name in people.items():
            item = QStandardItem(f"{name}  ({key})" if name else key)
            item.setData(key, _ID)
            model.appendRow(item)
        self.setModel(model)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        _name_choices(self)

    def pathFromIndex(self, index: QModelIndex) -> str:  # type: ignore[override]
        """Write the id, not what is shown."""
        return str(index.data(_ID))


def _name_choices(completer: QCompleter) -> None:
    """Give the list its name, by which the style sheet knows it."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("choices")


class GuestsEditor(FieldEditor):
    """A line for each guest, with the full name beside it where it is known; the last line is for another one."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        super().__init__(name, gestures)
        self._tip = tip
        self._people: dict[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._column.insertLayout(0, self._grid)
        self._lines: list[tuple[LineBox, QLabel]] = []
        self._shown: tuple[str, ...] = ()
        self._settle()

    @staticmethod
    def takes(value: Value) -> bool:
        """Take lists of texts of one line."""
        return value is None or is_list_of_texts(value)

    def show_value(self, value: Value) -> None:
        """Show a line for each guest."""
        guests = tuple(map(str, value)) if isinstance(value, tuple) else ()
        if guests != self._shown:
            self._shown = guests
            while len(self._lines) < len(guests):
                self._add_line()
            for place, (box, _) in enumerate(self._lines):
                self._typings[box].know(guests[place] if place < len(guests) else "")
        self._settle()

    def begin_anew(self) -> None:
        """Show the next guests, whatever was typed."""
        super().begin_anew()
        self._shown = ("",)

    def set_people(self, people: Mapping[str, str]) -> None:
        """Offer these people: id to full name."""
        self._people = dict(people)
        for box, _ in self._lines:
            self._offer(box)
        self._settle()

    def focus_at(self, path: Path) -> None:
        """Put the focus into the line of a guest."""
        place = path[0] if path and isinstance(path[0], int) else 0
        self._lines[min(place, len(self._lines) - 1)][0].setFocus()

    def _take(self, text: str, gesture: int) -> None:
        self._shown = tuple(filter(None, (self._id_of(box.text()) for box, _ in self._lines)))
        self.told.emit((), self._shown, gesture)
        self._settle()

    def _id_of(self, text: str) -> str:
        """Return the id for a text that is somebody's full name, else the text."""
        text = text.strip()
        found = [key for key, name in self._people.items() if name.lower() == text.lower() != ""]
        return text if text in self._people or len(found) != 1 else found[0]

    def _settle(self) -> None:
        """Keep one empty line at the end, and say who everybody is."""
        count = len(self._lines)
        while len(self._lines) > 1 and self._is_spare(-1) and self._is_spare(-2):
            box, label = self._lines.pop()
            label.deleteLater()
            self._forget(box)
        if not self._lines or self._lines[-1][0].text():
            self._add_line()
        for place, (box, label) in enumerate(self._lines):
            key = self._id_of(box.text())
            unknown = "" if not key or not self._people else "not known"
            label.setText(self._people.get(key, unknown))
            stranger = f"Nobody in the site’s folder of people is called {key}"
            told = stranger if unknown and key not in self._people else label.text()
            label.setToolTip(plain_tip(told))
            last = place == len(self._lines) - 1
            box.setPlaceholderText("Id or name" if last else "")
        if count != len(self._lines):
            self.structure_changed.emit()

    def _is_spare(self, place: int) -> bool:
        box = self._lines[place][0]
        return not box.text() and (place == -1 or not box.hasFocus())

    def _add_line(self) -> None:
        box, label, place = LineBox(self), QLabel(self), len(self._lines)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme.muted_font(self.font()))
        label.setForegroundRole(label.foregroundRole())
        label.setMinimumWidth(1)
        self._grid.addWidget(box, place, 0)
        self._grid.addWidget(label, place, 1)
        self._lines.append((box, label))
        for widget in (box, label):
            widget.show()  # at once, for the focus goes on to it
        self._watch(box, self._take, f"{self.name} {place + 1}", self._tip)
        self._offer(box)
        box.entered.connect(partial(self._go_on, box))
        box.emptied.connect(partial(self._go_back, box))

    def _offer(self, box: LineBox) -> None:
        box.setCompleter(PeopleCompleter(self._people, box) if self._people else None)  # type: ignore[arg-type]

    def _go_on(self, box: LineBox) -> None:
        typing = self._typings[box]
        typing.flush()
        box.set_text(self._id_of(box.text()))
        typing.flush()
        self.go_on()

    def _go_back(self, box: LineBox) -> None:
        place = [line for line, _ in self._lines].index(box)
        self._lines[max(0, place - 1)][0].setFocus()


class PairsEditor(FieldEditor):
    """Names and texts in two columns; the last row adds one, Backspace in an empty one takes it out."""

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        super().__init__(name, gestures)
        self._tip = tip
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._column.insertLayout(0, self._grid)
        self._rows: dict[str, tuple[QLabel, LineBox, QToolButton]] = {}
        self._new_name, self._new_text = LineBox(self), LineBox(self)
        em = self.fontMetrics().height()
        self._new_name.setMaximumWidth(em * 9 // 2)
        self._new_name.setPlaceholderText("name")
        self._new_text.setPlaceholderText("new")
        self._watch(self._new_name, self._name_typed, f"New name in {name}", tip)
        self._watch(self._new_text, self._add_pair, f"New entry in {name}", tip)
        self._new_name.entered.connect(self._new_text.setFocus)
        self._new_text.entered.connect(self.go_on)
        self._lay_out()

    @staticmethod
    def takes(value: Value) -> bool:
        """Take mappings of texts of one line."""
        return value is None or (
            isinstance(value, Map)
            and all(
                item is None or (isinstance(item, str) and can_be_shown(item, breaks=False))
                for item in value.values()
            )
        )

    def show_value(self, value: Value) -> None:
        """Show a row for each pair; rows that stay keep their boxes."""
        pairs = value if isinstance(value, Map) else Map()
        names = list(self._rows)
        for key in [key for key in names if key not in pairs]:
            self._drop_row(key)
        for key, item in pairs.items():
            if key not in self._rows:
                self._add_row(key)
            self._typing(key).know("" if item is None else str(item))
        self._rows = {key: self._rows[key] for key in pairs}
        if names != list(self._rows):
            self._lay_out()
            self.structure_changed.emit()

    def begin_anew(self) -> None:
        """Show the next pairs, whatever was typed."""
        super().begin_anew()
        for box in (self._new_name, self._new_text):
            self._typings[box].know("")
            box.set_text("")

    def boxes(self) -> list[QWidget]:
        """Return the texts in order, then the row for another one."""
        return [*(row[1] for row in self._rows.values()), self._new_name, self._new_text]

    def focus_at(self, path: Path) -> None:
        """Put the focus into the row of a name; for one that is missing, where it is added."""
        key = str(path[0]) if path else next(iter(self._rows), "")
        if key in self._rows:
            self._rows[key][1].setFocus()
        else:
            self._new_name.set_text(key)
            (self._new_text if key else self._new_name).setFocus()

    def flush(self) -> None:
        """Tell what was typed; an entry that has no name yet is to get one first."""
        super().flush()
        self.is_refusing = bool(self._new_text.text())
        if self.is_refusing and not self._new_name.text().strip():
            self.say("Give the new entry a name.")

    def _typing(self, key: str) -> BoxTyping:
        return self._typings[self._rows[key][1]]

    def _add_row(self, key: str) -> None:
        label, box, button = QLabel(key, self), LineBox(self), QToolButton(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(plain_tip(key))
        button.setIcon(theme.icon("close"))
        button.setIconSize(QSize(1, 1) * (self.fontMetrics().height() * 3 // 4))
        button.setAccessibleName(f"Remove {key}")
        button.setToolTip(plain_tip(f"Remove {key} (Backspace in its empty line)"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("small", True)
        self._rows[key] = (label, box, button)
        for widget in (label, box, button):
            widget.show()
        self._watch(
            box,
            lambda text, gesture: self.told.emit((key,), text, gesture),
            f"{self.name}: {key}",
            self._tip,
        )
        label.setBuddy(box)
        box.entered.connect(self.go_on)
        box.emptied.connect(partial(self._remove, key))
        button.clicked.connect(partial(self._remove, key))

    def _remove(self, key: str) -> None:
        """Ask for a pair to be taken out; the focus goes to the one before."""
        names = list(self._rows)
        if self._rows[key][1].hasFocus():
            before = names[names.index(key) - 1] if names[0] != key else ""
            (self._rows[before][1] if before else self._new_name).setFocus()
        self.removed.emit((key,))

    def _drop_row(self, key: str) -> None:
        label, box, button = self._rows.pop(key)
        for widget in (label, button):
            widget.hide()
            widget.deleteLater()
        self._forget(box)

    def _name_typed(self, text: str, gesture: int) -> None:
        known = text.strip() in self._rows
        self.say(f"“{text.strip()}” is there already." if known else "")
        self._add_pair(self._new_text.text(), gesture)

    def _add_pair(self, text: str, gesture: int) -> None:
        key = self._new_name.text().strip()
        if not key or not text or key in self._rows:
            return
        inside = self._new_text.hasFocus()
        self._typings[self._new_name].know("")
        self._typings[self._new_text].know("")
        self.say("")
        self.told.emit((key,), text, gesture)
        if inside and key in self._rows:
            self._rows[key][1].setFocus()
            self._rows[key][1].setCursorPosition(len(text))

    def _lay_out(self) -> None:
        for place, row in enumerate(self._rows.values()):
            for column, widget in enumerate(row):
                self._grid.addWidget(widget, place, column)
        self._grid.addWidget(self._new_name, len(self._rows), 0)
        self._grid.addWidget(self._new_text, len(self._rows), 1)
        names = [key for group in INNER_GROUPS for key in group if key not in self._rows]
        completer = QCompleter(names, self._new_name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        _name_choices(completer)
        self._new_name.setCompleter(completer)


class DurationEditor(OneBoxEditor):
    """A length as the file writes it, with what that means, and two ways to have it filled in."""

    asked = Signal(str)

    def __init__(self, name: str, tip: str, gestures: Iterator[int]) -> None:
        box = LineBox()
        super().__init__(name, tip, gestures, box)
        box.setMaximumWidth(self.fontMetrics().height() * 12)
        self.meaning = QLabel(self)
        self.meaning.setTextFormat(Qt.TextFormat.PlainText)
        self.meaning.setFont(theme.muted_font(self.font()))
        line = QHBoxLayout()
        line.setSpacing(6)
        self._column.removeWidget(box)
        line.addWidget(box, 2)
        line.addWidget(self.meaning, 1)
        self._column.insertLayout(0, line)
        buttons = self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.setSpacing(4)
        self.buttons = [
            self._button("From the sound", "sound", "Take the length of the sound"),
            self._button("From the last line", "last_line", "Take the start of the last line"),
        ]
        for button in self.buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column.insertLayout(1, buttons)
        box.textChanged.connect(self._explain)

    def stack_buttons(self, stacked: bool) -> None:
        """Put the two buttons below each other, where there is no room beside."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._ways.setDirection(below if stacked else beside)

    @staticmethod
    def takes(value: Value) -> bool:
        """Take texts of one line."""
        return value is None or (isinstance(value, str) and can_be_shown(value, breaks=False))

    def boxes(self) -> list[QWidget]:
        """Return the box and the two buttons."""
        return [self.box, *self.buttons]

    def read(self, text: str) -> Value:
        """Read a length that can be understood."""
        if parse_duration(text) is None:
            raise RefusedError(
                f"“{text.strip()}” is not a length. Write it as PT1H5M9S: 1 hour, 5 minutes, 9 seconds."
            )
        return text.strip()

    def _button(self, text: str, source: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.name} {text[0].lower()}{text[1:]}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("outlined", True)
        button.clicked.connect(partial(self._ask, source))
        return button

    def _ask(self, source: str) -> None:
        self.flush()
        self.asked.emit(source)

    def _explain(self, text: str) -> None:
        seconds = parse_duration(text)
        self.meaning.setText("" if seconds is None else in_words(seconds))


def in_words(seconds: float) -> str:
    """Say a length as people do: `1 h 5 min 9 s`."""
    total = int(seconds)
    parts = ((total // 3600, "h"), (total // 60 % 60, "min"), (total % 60, "s"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s"
