"""What the line table shows of an episode without lines: what can be done, with a button for each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cueline.widgets import theme
from cueline.widgets.lines.table import LineTable

WORDS = "No lines yet."
HINT = (
    "Enter begins the first line. A transcript of another program can be imported, or dropped here."
)


class EmptyLines(QWidget):
    """Lies over the table while that has no rows and may be edited."""

    first_line_requested = Signal()
    import_requested = Signal()

    def __init__(self, table: LineTable) -> None:
        super().__init__(table.viewport())
        self.setObjectName("emptyLines")
        self._table = table
        self._first = QPushButton("Begin the First Line", self)
        self._first.setProperty("primary", True)
        self._first.clicked.connect(self.first_line_requested)
        self._import = QPushButton("Import…", self)
        self._import.clicked.connect(self.import_requested)
        self._lay_out()
        self.hide()
        table.viewport().installEventFilter(self)
        for signal in (
            table.lines.modelReset,
            table.lines.rowsInserted,
            table.lines.rowsRemoved,
            table.lines.layoutChanged,
        ):
            signal.connect(self.follow)

    def follow(self) -> None:
        """Show up or go away, as the table has rows or not."""
        lines = self._table.lines
        self.setVisible(lines.rowCount() == 0 and not lines.read_only)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        self.setGeometry(self._table.viewport().rect())

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        words, hint = QLabel(WORDS, self), QLabel(HINT, self)
        words.setFont(theme.muted_font(self.font(), 1.3))
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for label in (words, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(em // 2)
        buttons.addStretch(1)
        buttons.addWidget(self._first)
        buttons.addWidget(self._import)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(em * 2, em, em * 2, em)
        column.setSpacing(round(em * 0.8))
        column.addStretch(2)
        column.addWidget(words)
        column.addWidget(hint)
        column.addLayout(buttons)
        column.addStretch(3)
