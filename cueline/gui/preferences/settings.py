"""The settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.gui.actions.keys import SETS, load_keys
from cueline.gui.preferences.backend_field import BackendField
from cueline.gui.preferences.folder_field import FolderField
from cueline.widgets.forms import Form, look_like_a_field


class SettingsDialog(QDialog):
    """A few choices, each put to work at once."""

    key_set_chosen = Signal(str)
    scheme_chosen = Signal(str)
    reaction_chosen = Signal(float)
    back_chosen = Signal(float)
    typing_chosen = Signal(bool)
    media_folder_chosen = Signal(object)  # Path | None
    keys_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle("Settings")
        self._keys = QComboBox()
        for set_id in SETS:
            self._keys.addItem(load_keys(set_id).name, set_id)
        self._scheme = QComboBox()
        for label, scheme in (("As the system", "system"), ("Light", "light"), ("Dark", "dark")):
            self._scheme.addItem(label, scheme)
        self._reaction = _seconds_field(
            "A line tapped while the sound plays starts this much earlier; at double speed twice as much."
        )
        self._back = _seconds_field("Plain play after a pause begins this much earlier.")
        self._typing = QCheckBox("Pause while I &type")
        self._typing.setToolTip("The sound waits while you type, and goes on a moment later.")
        self._folder = FolderField()
        self.backend = BackendField()
        self._lay_out()
        self._typing.toggled.connect(self.typing_chosen)
        self._folder.chosen.connect(self.media_folder_chosen)
        self._keys.activated.connect(lambda _: self.key_set_chosen.emit(self._keys.currentData()))
        self._scheme.activated.connect(
            lambda _: self.scheme_chosen.emit(self._scheme.currentData())
        )
        self._reaction.valueChanged.connect(self.reaction_chosen)
        self._back.valueChanged.connect(self.back_chosen)

    def set_values(self, key_set: str, scheme: str, reaction: float, back: float) -> None:
        """Show what is chosen now; times in seconds."""
        self._keys.setCurrentIndex(self._keys.findData(key_set))
        self._scheme.setCurrentIndex(self._scheme.findData(scheme))
        for field, value in ((self._reaction, reaction), (self._back, back)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)

    def set_listening(self, pause_while_typing: bool, media_folder: Path | None) -> None:
        """Show whether the sound waits for typing, and where sounds are looked for."""
        self._typing.blockSignals(True)
        self._typing.setChecked(pause_while_typing)
        self._typing.blockSignals(False)
        self._folder.show_folder(media_folder)

    def _lay_out(self) -> None:
        form = Form()
        form.setSpacing(12)
        keys = QHBoxLayout()
        keys.addWidget(self._keys, 1)
        change = QPushButton("Change Keys…")
        change.setAutoDefault(False)
        change.clicked.connect(self.keys_requested)
        keys.addWidget(change)
        label = QLabel("&Keys")
        label.setBuddy(self._keys)
        form.addRow(label, keys)
        form.addRow("&Colours", self._scheme)
        form.addRow("&Time to react", self._reaction)
        form.addRow("Go &back after a pause", self._back)
        form.addRow("", self._typing)
        form.addRow("Folder of &sounds", self._folder)
        form.addRow("&Play with", self.backend)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        for field in (self._keys, self._scheme, self._reaction, self._back):
            look_like_a_field(field)
        layout = QVBoxLayout(self)
        em = self.fontMetrics().height()
        layout.setContentsMargins(em, em, em, round(em * 0.7))
        layout.setSpacing(em)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(520)


def _seconds_field(tip: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox(decimals=2, minimum=0.0, maximum=5.0, singleStep=0.05, suffix=" s")
    field.setToolTip(tip)
    return field
