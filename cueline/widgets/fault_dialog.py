"""A fault of the program itself: what happened, what is safe, and details to copy into a report."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.dialog_size import open_with
from cueline.widgets.plain_label import plain_label

_MOST = 200_000
"""How many characters of details are kept: a fault that comes with every painting must not fill the memory."""


class FaultDialog(QDialog):
    """Says what went wrong; details of further faults are put below the first."""

    def __init__(self, what: str, safe: str, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fault")
        self.setWindowTitle("Cueline")
        self.setAccessibleName(what)
        self.setAccessibleDescription(safe)
        self._details = QPlainTextEdit(self)
        self._details.setObjectName("faultDetails")
        self._details.setAccessibleName("Details")
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setPlainText(details)
        self._copy = QPushButton("&Copy Details", self)
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self.copy)
        self._shut = QPushButton("Close", self)
        self._shut.setDefault(True)
        self._shut.clicked.connect(self.accept)
        self._lay_out(what, safe)
        open_with(self, self.sizeHint())  # or Qt makes it as low as its wrapped labels allow
        self._shut.setFocus()

    @property
    def details(self) -> str:
        """The details, as they are copied."""
        return self._details.toPlainText()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 38, em * 20)

    def add(self, details: str) -> None:
        """Put the details of another fault below those that are shown."""
        if len(self.details) < _MOST:
            self._details.appendPlainText(f"\n{details}")

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)
        self._copy.setText("Copied")

    def _lay_out(self, what: str, safe: str) -> None:
        em = self.fontMetrics().height()
        icon = QLabel(self)
        colour = theme.tokens(self.palette()).error
        side = round(em * 1.8)
        icon.setPixmap(
            theme.tinted_icon("error", colour).pixmap(QSize(side, side), self.devicePixelRatioF())
        )
        words = QVBoxLayout()
        words.setSpacing(em // 3)
        words.addWidget(plain_label(what, strong=True))
        words.addWidget(plain_label(safe))
        top = QHBoxLayout()
        top.setSpacing(round(em * 0.8))
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(em // 2)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._shut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(em, em, em, round(em * 0.7))
        whole.setSpacing(round(em * 0.8))
        whole.addLayout(top)
        whole.addWidget(self._details, 1)
        whole.addLayout(buttons)
