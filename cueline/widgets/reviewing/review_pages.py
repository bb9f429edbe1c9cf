"""What a review shows besides its rows: what is compared with, that something takes a while, a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.elided_label import ElidedLabel


class BaseChoice(QWidget):
    """What the episode is compared with, one of a few, and a remark about it at the right."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Compared with")
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._note = ElidedLabel(parent=self)
        self._note.setFont(theme.muted_font(self.font()))
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        em = self.fontMetrics().height()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(em, em // 4, em, em // 2)
        self._row.setSpacing(em)
        self._row.addWidget(self._note, 1)
        self.hide()

    def offer(self, labels: Sequence[str], chosen: int) -> None:
        """Offer these, the one that is chosen first among them marked."""
        for place, label in enumerate(labels):
            button = QRadioButton(label, self)
            button.setChecked(place == chosen)
            self._group.addButton(button, place)
            self._row.insertWidget(place, button)
        self.show()

    def choose(self, place: int) -> None:
        """Mark another one as chosen; nobody is told."""
        self._group.button(place).setChecked(True)

    def set_note(self, text: str) -> None:
        """Say something about what is chosen."""
        self._note.show_text(text)


class WaitPage(QWidget):
    """Says what is waited for, with a way out."""

    cancelled = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        em = self.fontMetrics().height()
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(em * 14)
        bar.setAccessibleName(text)
        cancel = QPushButton("Cancel", self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.cancelled)
        self.setFocusProxy(cancel)
        column = QVBoxLayout(self)
        column.setSpacing(em)
        column.addStretch(2)
        for widget in (said(text, self), bar, cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def said(text: str, parent: QWidget) -> QLabel:
    """Return a sentence in the middle of an empty page."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(label.fontMetrics().height() * 24)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
