"""A field to choose what plays the sound, with the reason where VLC cannot be chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from cueline.widgets.forms import look_like_a_field
from cueline.widgets.theme import muted_font

_CHOICES = (
    ("Automatic: Qt, else VLC", "automatic"),
    ("Qt", "qt"),
    ("VLC", "vlc"),
)


class BackendField(QWidget):
    """Shows the choices; `chosen` carries "automatic", "qt" or "vlc"."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName("What plays the sound")
        for label, choice in _CHOICES:
            self._list.addItem(label, choice)
        self._list.setToolTip(
            "Qt finds places most exactly. VLC plays what Qt cannot, and is taken for that by itself."
        )
        self._reason = QLabel(wordWrap=True)
        self._reason.setFont(muted_font(self.font(), 0.92))
        self._reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._list)
        column.addWidget(self._reason)
        self.setFocusProxy(self._list)
        look_like_a_field(self._list)
        self._list.activated.connect(lambda _: self.chosen.emit(self._list.currentData()))

    def show_choice(self, choice: str) -> None:
        """Show what is chosen now."""
        self._list.setCurrentIndex(max(0, self._list.findData(choice)))

    def show_reason(self, reason: str | None) -> None:
        """Say why VLC cannot be chosen; None: it can."""
        model = self._list.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._list.findData("vlc")).setEnabled(reason is None)
        self._reason.setText(reason or "")
        self._reason.setVisible(bool(reason))
