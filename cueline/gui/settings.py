"""The settings, and the list of keys where they can be changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cueline.gui.actions import real_actions
from cueline.gui.backend_field import BackendField
from cueline.gui.folder_field import FolderField
from cueline.gui.keys import SETS, KeySet, conflicts, load_keys

_ID, _SCOPE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

SCOPE_NAMES = {
    "everywhere": "everywhere",
    "tap": "while tapping",
    "hop": "in a hop pass",
    "table": "in the table",
    "cell": "in an open cell",
    "player": "in the player",
    "wave": "in the waveform",
    "tree": "in the sections",
    "clips": "in the clips",
}


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
            "A stamp during playback is earlier by this, times the speed."
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
        form = QFormLayout()
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
        for field in (self._keys, self._scheme, self._reaction, self._back):
            field.setMinimumHeight(round(self.fontMetrics().height() * 1.9))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(18)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(520)


class KeyList(QDialog):
    """Every action with its keys; a key can be changed, and two that clash are shown."""

    changed = Signal(str, dict)
    reset_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setWindowTitle("Keys")
        self._keys: KeySet | None = None
        self._list = QTreeWidget()
        self._list.setAccessibleName("Actions and their keys")
        self._list.setHeaderLabels(["Action", "Key", "Where"])
        self._list.setRootIsDecorated(True)
        self._field = QKeySequenceEdit()
        self._field.setMaximumSequenceLength(1)
        self._field.setAccessibleName("New key")
        self._use = QPushButton("Use This Key")
        self._use.setAutoDefault(False)
        self._note = QLabel(wordWrap=True)
        self._lay_out()
        self._use.clicked.connect(self._take)
        self._list.currentItemChanged.connect(self._show_key)

    def set_keys(self, keys: KeySet) -> None:
        """Show a key set."""
        place = self._chosen()
        self._keys = keys
        self._list.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for action in real_actions():
            group = groups.setdefault(action.menu, _group(action.menu))
            scopes = keys.keys.get(action.id) or {"everywhere": ()}
            for scope, sequences in scopes.items():
                shown = ", ".join(_native(key) for key in sequences)
                label = action.text.replace("&", "").rstrip("…")
                row = QTreeWidgetItem([label, shown, SCOPE_NAMES[scope]])
                row.setData(0, _ID, action.id)
                row.setData(0, _SCOPE, scope)
                row.setSizeHint(0, QSize(0, round(self.fontMetrics().height() * 1.6)))
                group.addChild(row)
                if place == (action.id, scope):
                    self._list.setCurrentItem(row)
        self._list.addTopLevelItems(list(groups.values()))
        self._list.expandAll()
        self._say_conflicts(keys)

    def _lay_out(self) -> None:
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        change = QHBoxLayout()
        change.addWidget(QLabel("New key:"))
        change.addWidget(self._field, 1)
        change.addWidget(self._use)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        reset = buttons.addButton("Take All My Keys Back", QDialogButtonBox.ButtonRole.ResetRole)
        reset.setAutoDefault(False)
        reset.clicked.connect(self.reset_requested)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._list, 1)
        layout.addLayout(change)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self.resize(640, 560)

    def _chosen(self) -> tuple[str, str] | None:
        row = self._list.currentItem()
        if row is None or not row.data(0, _ID):
            return None
        return row.data(0, _ID), row.data(0, _SCOPE)

    def _show_key(self) -> None:
        place = self._chosen()
        self._use.setEnabled(place is not None)
        if place and self._keys:
            keys = self._keys.keys.get(place[0], {}).get(place[1], ())
            self._field.setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())

    def _take(self) -> None:
        place = self._chosen()
        if place is None or self._keys is None:
            return
        action, scope = place
        scopes = {s: list(k) for s, k in self._keys.keys.get(action, {}).items()}
        key = self._field.keySequence().toString()
        rest = scopes.get(scope, [])[1:]
        scopes[scope] = [key, *rest] if key else rest
        self.changed.emit(action, scopes)

    def _say_conflicts(self, keys: KeySet) -> None:
        names = {a.id: a.text.replace("&", "").rstrip("…") for a in real_actions()}
        clashes = [
            f"{_native(c.key)} {SCOPE_NAMES[c.scope]}: “{names[c.first]}” and “{names[c.second]}”"
            for c in conflicts(keys)
        ]
        self._note.setText(
            "These keys clash: " + "; ".join(clashes) if clashes else "No keys clash."
        )


def _group(name: str) -> QTreeWidgetItem:
    group = QTreeWidgetItem([name])
    group.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return group


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _seconds_field(tip: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox(decimals=2, minimum=0.0, maximum=5.0, singleStep=0.05, suffix=" s")
    field.setToolTip(tip)
    return field
