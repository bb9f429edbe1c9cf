"""How the corrected front matter is to be written: width of the lines, quotes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

_QUOTES = (
    ("Only where YAML needs them", "auto"),
    ("Single quotes around texts", "single"),
    ("Double quotes around texts", "double"),
)


class ExportDialog(QDialog):
    """Asks for width and quotes; `chosen` carries the width in columns (0: never break) and the kind of quotes."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export the corrected front matter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._width = QSpinBox()
        self._width.setObjectName("exportWidth")
        self._width.setRange(0, 400)
        self._width.setValue(80)
        self._width.setSpecialValueText("never broken")
        self._width.setSuffix(" columns")
        self._width.setAccessibleName("Break lines after")
        self._quotes = QComboBox()
        self._quotes.setObjectName("exportQuotes")
        self._quotes.setAccessibleName("Quotes")
        for label, name in _QUOTES:
            self._quotes.addItem(label, name)
        self._lay_out()

    def accept(self) -> None:
        """Close, and say what was chosen."""
        super().accept()
        self.chosen.emit(self._width.value(), str(self._quotes.currentData()))

    def _lay_out(self) -> None:
        explained = QLabel(
            "The whole file is written anew in one canonical form: keys in the usual order, times and clip addresses "
            "that agree with the starts. Comments do not come along. The file that is open stays as it is."
        )
        explained.setWordWrap(True)
        form = QFormLayout()
        form.addRow("Break lines after", self._width)
        form.addRow("Quotes", self._quotes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go_on = buttons.addButton("Choose Where…", QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setProperty("primary", True)
        go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(explained)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(440)
