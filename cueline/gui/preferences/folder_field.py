"""A field that shows a folder, with buttons to choose another one and to have none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from cueline.gui import dialogs
from cueline.widgets.plain_tip import plain_tip


class FolderField(QWidget):
    """Where sounds are looked for beside the episode's own folder; `chosen` carries a Path, or None for none."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._shown = QLineEdit()
        self._shown.setReadOnly(True)
        self._shown.setPlaceholderText("only beside the episode")
        self._shown.setAccessibleName("Folder of sounds")
        self._choose = QPushButton("Choose…")
        self._none = QPushButton("None")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._shown, 1)
        for button, act in ((self._choose, self.choose), (self._none, lambda: self._take(None))):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        self.setFocusProxy(self._choose)
        self.show_folder(None)

    def show_folder(self, folder: Path | None) -> None:
        """Show a folder; None: there is none."""
        self._folder = folder
        self._shown.setText(str(folder) if folder else "")
        self._shown.setToolTip(plain_tip(str(folder) if folder else ""))
        self._none.setEnabled(folder is not None)

    def choose(self) -> None:
        """Let the user choose a folder."""
        start = self._folder or Path.home()
        dialogs.choose_folder(self, "Choose the folder of your sounds", start, self._take)

    def _take(self, folder: Path | None) -> None:
        self.show_folder(folder)
        self.chosen.emit(folder)
