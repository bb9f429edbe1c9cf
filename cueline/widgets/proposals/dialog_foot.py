"""The last row of a window that asks before something is done: words, the way out, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget


class DialogFoot(QHBoxLayout):
    """Has the two buttons of a dialog, and beside them `left`: a sentence about keys, or any widget.

    Ctrl+Enter, wherever the keyboard is, presses `do` while that is enabled, or calls `on_key` in any case; `shut`
    closes the dialog without.
    """

    def __init__(
        self,
        dialog: QDialog,
        do: str,
        shut: str = "Cancel",
        left: str | QWidget = "",
        on_key: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.shut = QPushButton(shut, dialog)  # made first: Tab comes to it first
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(dialog.reject)
        self.do = QPushButton(do, dialog)
        self.do.setDefault(True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), dialog, on_key or self.do.click)
        self.setSpacing(dialog.fontMetrics().height() // 2)
        self.addWidget(_hint(left, dialog) if isinstance(left, str) else left, 1)
        self.addWidget(self.shut)
        self.addWidget(self.do)


def wrapped_label(text: str, parent: QWidget) -> QLabel:
    """Return a label for sentences, shown as they are."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _hint(text: str, parent: QWidget) -> QLabel:
    hint = wrapped_label(text, parent)
    hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    hint.setWordWrap(False)
    return hint
