"""A list of all commands, narrowed by typing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cueline.gui.actions import real_actions
from cueline.gui.keys import KeySet

_STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_ID = Qt.ItemDataRole.UserRole


class CommandList(QDialog):
    """Type a part of a name, press Enter, and the command is done."""

    def __init__(self, actions: Mapping[str, QAction], keys: KeySet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commandList")
        self.setWindowTitle("Any command")
        self._actions = actions
        self._field = QLineEdit(placeholderText="What do you want to do?")
        self._field.setAccessibleName("Part of a command's name")
        self._list = QTreeWidget()
        self._list.setAccessibleName("Commands")
        self._list.setHeaderHidden(True)
        self._list.setColumnCount(3)
        self._list.setRootIsDecorated(False)
        self._fill(keys)
        layout = QVBoxLayout(self)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self.resize(560, 420)
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(self._take)
        self._list.itemActivated.connect(self._take)
        self._field.installEventFilter(self)
        self._narrow("")
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else 0
        if event.type() == QEvent.Type.KeyPress and key in _STEPS:
            self._step(_STEPS[key])
            return True
        return super().eventFilter(watched, event)

    def _fill(self, keys: KeySet) -> None:
        for action in real_actions():
            if self._actions[action.id].isEnabled():
                label = action.text.replace("&", "").rstrip("…")
                row = QTreeWidgetItem([label, action.menu, keys.shown(action.id)])
                row.setData(0, _ID, action.id)
                row.setSizeHint(0, QSize(0, round(self.fontMetrics().height() * 1.7)))
                self._list.addTopLevelItem(row)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = [self._list.topLevelItem(i) for i in range(self._list.topLevelItemCount())]
        return [row for row in rows if row is not None and not row.isHidden()]

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        for place in range(self._list.topLevelItemCount()):
            row = self._list.topLevelItem(place)
            if row is not None:
                name = f"{row.text(1)} {row.text(0)}".lower()
                row.setHidden(not all(word in name for word in words))
        shown = self._rows()
        if shown:
            self._list.setCurrentItem(shown[0])

    def _step(self, by: int) -> None:
        shown = self._rows()
        current = self._list.currentItem()
        if shown:
            place = shown.index(current) + by if current in shown else 0
            self._list.setCurrentItem(shown[place % len(shown)])

    def _take(self, *_: object) -> None:
        row = self._list.currentItem()
        self.accept()
        if row is not None and not row.isHidden():
            self._actions[row.data(0, _ID)].trigger()
