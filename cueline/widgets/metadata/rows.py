"""The rows of the front matter form: which editor a field gets, what it is called, and how a row stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from cueline.episode import Value
from cueline.widgets import theme
from cueline.widgets.key_names import DELETING, key_names
from cueline.widgets.metadata.editors import (
    DateEditor,
    FieldEditor,
    ListEditor,
    NumberEditor,
    ProseEditor,
    TextEditor,
    YamlEditor,
)
from cueline.widgets.metadata.groups import DurationEditor, GuestsEditor, PairsEditor
from cueline.widgets.plain_tip import plain_tip

Maker = Callable[[str, str, Iterator[int]], FieldEditor]


@dataclass(frozen=True, slots=True)
class FieldLook:
    """How a usual field is shown: its name, a tool tip, and the editor for values of the usual shape."""

    name: str
    tip: str
    make: Maker
    takes: Callable[[Value], bool]


def _look(name: str, tip: str, kind: type[FieldEditor], **options: object) -> FieldLook:
    return FieldLook(name, tip, partial(kind, **options), kind.takes)


_REMOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_FIRST_ON = "Enter or a comma begins the next one, an empty line is left out"
LOOKS = {
    "title": _look("Title", "The title on the page", TextEditor),
    "short": _look("Short title", "The title where there is little room", TextEditor),
    "season": _look("Season", "The number of the season", NumberEditor),
    "episode": _look("Episode", "The number of the episode in its season", NumberEditor),
    "guests": _look("Guests", "The id of each guest; a name is completed from the site’s people", GuestsEditor),
    "image": _look("Image", "Where the picture is, from the site’s folder", TextEditor, spelled=False),
    "ids": _look("Ids", "The episode’s id at each place that has it", PairsEditor),
    "links": _look("Links", "The episode’s address at each place that has it", PairsEditor),
    "description": _look("Description", "A sentence or two for search engines and lists", TextEditor, least=2),
    "topics": _look("Topics", f"A topic on each line: {_FIRST_ON}", ListEditor),
    "keywords": _look("Keywords", f"A keyword on each line: {_FIRST_ON}", ListEditor),
    "intro": _look("Introduction", "What is said about the episode on its page", ProseEditor),
    "dateadded": _look("Date added", "The day it came onto the site, as year, month, day: 2026-11-22", DateEditor),
    "date": _look("Date", "The day of the episode, as year, month, day: 2026-11-22", DateEditor),
    "duration": _look("Duration", "How long the episode is, written as PT1H5M9S", DurationEditor),
    "context": _look("Context", "What the episode is about, at more length", ProseEditor),
}  # fmt: skip
"""The usual fields."""

BESIDE = {"season": 0, "episode": 1}
"""Fields that share a row of the form, and their column in it."""


def name_of(key: str) -> str:
    """Return what a field is called in the form; the key itself where it is not a usual one."""
    return LOOKS[key].name if key in LOOKS else key


def titled(key: str) -> str:
    """Return what a field is called, with its key where that is another word: `“Date added” (dateadded)`."""
    name = name_of(key)
    return f"“{name}”" if name.lower() == key.lower() else f"“{name}” ({key})"


@dataclass(frozen=True, slots=True)
class YamlReading:
    """How values become YAML and YAML becomes values; `read` raises ValueError with a sentence."""

    write: Callable[[Value], str]
    read: Callable[[str], Value]


class FieldRow(QWidget):
    """A field with its name above it, or left of it where there is room."""

    remove_requested = Signal(str)

    def __init__(
        self, key: str, editor: FieldEditor, *, odd: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key, self.editor, self.odd = key, editor, odd
        self._wide: bool | None = None
        self.setObjectName(f"field-{key}")
        name = name_of(key)
        self.label = QLabel(f"{name}  (as YAML)" if odd and key in LOOKS else name, self)
        self.label.setFont(theme.muted_font(self.font()))
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setToolTip(LOOKS[key].tip if key in LOOKS else "A field of this file, as YAML")
        self._button = self._make_button(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(6)
        self._name_boxes()
        editor.structure_changed.connect(self._name_boxes)
        self.set_wide(wide=False)

    def set_wide(self, *, wide: bool) -> None:
        """Put the name beside the field, or above it."""
        if wide == self._wide:
            return
        self._wide = wide
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for widget in (self.label, self._button, self.editor):
            grid.removeWidget(widget)
        em = self.fontMetrics().height()
        self.label.setFixedWidth(em * 7) if wide else self.label.setMinimumWidth(0)
        if not wide:
            self.label.setMaximumWidth(16777215)
        self.label.setWordWrap(wide)
        self.label.setContentsMargins(0, em // 3 if wide else 0, 0, 0)
        grid.addWidget(self.label, 0, 0, top if wide else Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._button, 0, 2, top)
        grid.addWidget(self.editor, *((0, 1) if wide else (1, 0, 1, 3)))
        grid.setColumnStretch(0, 0 if wide else 1)
        grid.setColumnStretch(1, 1 if wide else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in DELETING and event.modifiers() == _REMOVING:
            self.remove_requested.emit(self.key)
        else:
            super().keyPressEvent(event)

    def _make_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon("close"))
        button.setIconSize(QSize(1, 1) * (self.fontMetrics().height() * 3 // 4))
        button.setProperty("small", True)
        button.setAccessibleName(f"Remove {name}")
        keys = key_names("Ctrl+Shift+Delete")
        tip = f"Take the field “{self.key}” out of the file ({keys} in it)"
        button.setToolTip(plain_tip(tip))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.remove_requested.emit(self.key))
        return button

    def _name_boxes(self) -> None:
        boxes = self.editor.boxes()
        if boxes:
            self.label.setBuddy(boxes[0])


def make_row(key: str, value: Value, gestures: Iterator[int], yaml: YamlReading) -> FieldRow:
    """Make the row of a field; a value of unusual shape is shown as YAML."""
    look = LOOKS.get(key)
    if look is not None and look.takes(value):
        return FieldRow(key, look.make(look.name, look.tip, gestures), odd=False)
    name = name_of(key)
    tip = f"{look.tip}. This value has another shape, so it is shown as YAML" if look else "As YAML"
    return FieldRow(key, YamlEditor(name, tip, gestures, yaml.write, yaml.read), odd=True)


def still_fits(row: FieldRow, value: Value) -> bool:
    """Tell whether a row's editor is the right one for another value too."""
    look = LOOKS.get(row.key)
    return row.odd == (look is None or not look.takes(value))
