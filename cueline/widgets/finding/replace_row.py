"""The second row of the find bar: what is put in the place of what was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cueline.widgets.finding.replace_options import PartBoxes
from cueline.widgets.key_names import key_names


class ReplaceRow(QWidget):
    """Buttons and ticks beside the field of the replacement, which stands under that of the search.

    Enter in the field replaces and goes on, Ctrl+Enter asks for all.
    """

    replace_requested = Signal()
    replace_all_requested = Signal()

    def __init__(self, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.one = self._button("&Replace", "Replace this place and go on (Enter in the field)")
        self.all = self._button(
            "Replace A&ll…",
            key_names("Show every place, and replace those that stay ticked (Ctrl+Enter)"),
        )
        self.one.clicked.connect(self.replace_requested)
        self.all.clicked.connect(self.replace_all_requested)
        self.parts = PartBoxes(self)
        em = self.fontMetrics().height()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(em // 4)
        self.row.addWidget(self.one)
        self.row.addWidget(self.all)
        self.row.addSpacing(em // 4)
        self.row.addWidget(self.parts)
        self.row.addStretch(1)
        field.installEventFilter(self)

    def set_possible(self, *, possible: bool) -> None:
        """Say whether there is anything to replace."""
        self.one.setEnabled(possible)
        self.all.setEnabled(possible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            all_of_them = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.replace_all_requested if all_of_them else self.replace_requested).emit()
            return True
        return super().eventFilter(watched, event)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        return button
