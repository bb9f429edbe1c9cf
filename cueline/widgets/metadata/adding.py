"""What stands at the end of the front matter form: adding a field, by a menu or by its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from cueline.widgets import theme
from cueline.widgets.metadata.boxes import LineBox
from cueline.widgets.metadata.rows import name_of

_NAMED = 2
OWN = ("transcript", "segments", "quotableClips")
"""Keys that have panes of their own."""


class AddingBar(QWidget):
    """Adds a usual field that is missing, or any by name."""

    add_requested = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present: tuple[str, ...] = ()
        self._missing: tuple[str, ...] = ()
        self._add = QPushButton(self)
        self._add.setObjectName("addField")
        self._add.setToolTip("Add a field that this file does not have")
        self._add.setProperty("quiet", True)
        self._add.setMinimumWidth(self.fontMetrics().height() * 7)  # it is cut, not the pane
        self._name = LineBox(self)
        self._name.setObjectName("newFieldName")
        self._name.setPlaceholderText("Name of the field, then Enter")
        self._name.setAccessibleName("Name of the new field")
        self._name.setToolTip("Any name; the field is then written as YAML")
        self._note = QLabel(self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setProperty("wrong", True)
        self._note.setObjectName("fieldNote")
        self._note.setFont(theme.muted_font(self.font()))
        self._lay_out()
        self._add.clicked.connect(self.open_menu)
        self._name.entered.connect(self._take_name)
        self._name.left.connect(self._close_name)
        self._name.typed.connect(lambda: self._complain(""))

    def show_fields(self, missing: Sequence[str], present: Sequence[str]) -> None:
        """Offer the usual fields that are missing."""
        self._missing, self._present = tuple(missing), tuple(present)
        names = ", ".join(name_of(key).lower() for key in missing[:_NAMED])
        self._add.setText(f"Add: {names}…" if names else "Add a field…")
        self._add.setAccessibleName("Add a field")

    def boxes(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        return [self._add, self._name]

    def menu(self) -> QMenu:
        """Make the menu of what can be added."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self._missing:
            name = name_of(key)
            words = name if name.lower() == key.lower() else f"{name} ({key})"
            menu.addAction(words).triggered.connect(partial(self._ask, key))
        if self._missing:
            menu.addSeparator()
        menu.addAction("Another…").triggered.connect(self.ask_name)
        return menu

    def open_menu(self) -> None:
        """Show what can be added."""
        menu = self.menu()
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))
        menu.setActiveAction(menu.actions()[0])

    def ask_name(self) -> None:
        """Ask for the name of any field, in a line below."""
        self._name.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, key: str, *_: object) -> None:
        self.add_requested.emit(key)

    def _take_name(self) -> None:
        key = self._name.text().strip()
        if not key:
            self._complain("Write a name first.")
        elif key in OWN:
            self._complain(f"“{key}” has a pane of its own.")
        elif key in self._present:
            self._complain(f"“{key}” is there already.")
        else:
            self._name.clear()
            self._name.hide()
            self._complain("")
            self.add_requested.emit(key)

    def _close_name(self) -> None:
        self._name.hide()
        self._complain("")
        self.left.emit()

    def _complain(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._name)
        column.addWidget(self._note)
        self._name.hide()
        self._note.hide()
