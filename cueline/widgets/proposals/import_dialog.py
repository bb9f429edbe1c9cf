"""The window of an import: its source, who speaks, and the way on to what would change."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names
from cueline.widgets.proposals.dialog_foot import DialogFoot
from cueline.widgets.proposals.import_source import ImportSource


class ImportDialog(QDialog):
    """Asks what is to be imported. `go_on_requested` when the user wants to see what it would change."""

    go_on_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle("Import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.source = ImportSource(self)
        self._foot = DialogFoot(self, "&See What Would Change…")
        self._next = self._foot.do
        self._next.setEnabled(False)
        self._next.clicked.connect(self.go_on_requested)
        self._next.setToolTip(key_names("Shows it as a list, before anything happens (Ctrl+Enter)"))
        self._lay_out()
        open_with(self, self.sizeHint())
        self.source.setFocus()

    def set_ready(self, ready: bool) -> None:
        """Tell whether there is something that can be imported."""
        self._next.setEnabled(ready)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 46, em * 30)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(em)
        column.addWidget(self.source, 1)
        column.addLayout(self._foot)
