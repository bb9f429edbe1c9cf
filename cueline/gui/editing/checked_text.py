"""A question for a line of text that stays open, and says why, while the answer cannot be taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

Fault = Callable[[str], str]
"""Says what is wrong with a text, "" if nothing is."""


class CheckedText(QInputDialog):
    """Asks for a line of text; what `fault` says about an answer is shown below the field until it is changed."""

    def __init__(self, parent: QWidget, fault: Fault) -> None:
        super().__init__(parent)
        self._fault = fault
        self._note = QLabel(self)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setObjectName("fieldNote")
        self._note.setProperty("wrong", True)
        self.textValueChanged.connect(lambda _: self._tell(""))

    def lay_out(self) -> None:
        """Put the sentence below the field, when label and text are set."""
        self.sizeHint()  # Qt makes the field only now
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, self._note)

    def accept(self) -> None:
        """Take the answer, or say why it cannot be taken."""
        fault = self._fault(self.textValue())
        if fault:
            self._tell(fault)
            self._field().selectAll()
            self._field().setFocus()
        else:
            super().accept()

    def _tell(self, fault: str) -> None:
        field = self._field()
        self._note.setText(fault)
        field.setAccessibleDescription(fault)
        if bool(field.property("invalid")) != bool(fault):
            field.setProperty("invalid", bool(fault))
            field.style().polish(field)

    def _field(self) -> QLineEdit:
        field = self.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        return field
