"""A list of all commands, narrowed by typing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cueline.gui.actions import real_actions
from cueline.gui.actions.action import Action
from cueline.gui.actions.keys import KeySet
from cueline.gui.actions.state import why_not
from cueline.widgets.dialog_size import open_with

_STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_ID, _NAME, _OFF = (Qt.ItemDataRole.UserRole + place for place in range(3))


class CommandList(QDialog):
    """Type a part of a name, press Enter, and the command is done.

    Those that begin with what was typed come first, then those with its words in that order, then the rest.
    Commands that are not available just now stand below the others, greyed, each with why; Enter leaves them be.
    """

    def __init__(self, actions: Mapping[str, QAction], keys: KeySet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commandList")
        self.setWindowTitle("Any command")
        self._actions = actions
        self._all: list[QTreeWidgetItem] = []
        self._field = QLineEdit(placeholderText="What do you want to do?")
        self._field.setAccessibleName("Part of a command’s name")
        self._list = QTreeWidget()
        self._list.setAccessibleName("Commands")
        self._list.setHeaderHidden(True)
        self._list.setColumnCount(3)
        self._list.setRootIsDecorated(False)
        self._fill(keys)
        self._nothing = QLabel("Nothing found", alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[self.fontMetrics().height()] * 4)
        layout.addWidget(self._field)
        layout.addLayout(self._pages)
        em = self.fontMetrics().height()
        open_with(self, QSize(em * 50, em * 32))
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
        reasons = {
            a: why_not(a, self._actions) for a in real_actions() if a.id != "file.open_recent"
        }
        for action, reason in sorted(reasons.items(), key=lambda entry: bool(entry[1])):
            self._all.append(self._row(action, reason, keys.shown(action.id)))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _row(self, action: Action, reason: str, key: str) -> QTreeWidgetItem:
        label = action.text.replace("&", "").rstrip("…")
        row = QTreeWidgetItem([label, reason or action.menu, key])
        row.setData(0, _ID, action.id)
        row.setData(0, _NAME, f"{action.menu} {label}".lower())
        row.setData(0, _OFF, bool(reason))
        em = self.fontMetrics().height()
        wide = self.fontMetrics().horizontalAdvance(label) + 2 * em
        row.setSizeHint(0, QSize(wide, round(em * 1.7)))
        row.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (1, 2):
            row.setForeground(column, self.palette().brush(QPalette.ColorRole.PlaceholderText))
        if reason:
            row.setToolTip(0, f"Not available just now: {reason}")
            faint = self.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
            for column in range(3):
                row.setForeground(column, faint)
        return row

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = [self._list.topLevelItem(i) for i in range(self._list.topLevelItemCount())]
        return [row for row in rows if row is not None]

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        shown = [row for row in self._all if all(word in row.data(0, _NAME) for word in words)]
        shown.sort(key=lambda row: _rank(row, words))
        self._fit_columns(
            together=False
        )  # or each row that goes and comes has all of them measured
        for place in reversed(range(self._list.topLevelItemCount())):
            self._list.takeTopLevelItem(place)
        self._list.addTopLevelItems(shown)
        self._fit_columns(together=True)
        self._pages.setCurrentWidget(self._list if shown else self._nothing)
        if shown:
            self._list.setCurrentItem(shown[0])

    def _fit_columns(self, *, together: bool) -> None:
        modes = QHeaderView.ResizeMode
        for column in (0, 2):
            self._list.header().setSectionResizeMode(
                column, modes.ResizeToContents if together else modes.Fixed
            )

    def _step(self, by: int) -> None:
        shown = self._rows()
        current = self._list.currentItem()
        if shown:
            place = shown.index(current) + by if current in shown else 0
            self._list.setCurrentItem(shown[place % len(shown)])

    def _take(self, *_: object) -> None:
        row = self._list.currentItem()
        if row is None:
            return
        action = self._actions[row.data(0, _ID)]
        if action.isEnabled():
            self.accept()
            action.trigger()


def _rank(row: QTreeWidgetItem, words: Sequence[str]) -> tuple[bool, int]:
    """Return what a row is sorted by: whether it can be done, and how near its name is to what was typed."""
    label, off = row.text(0).lower(), bool(row.data(0, _OFF))
    if label.startswith(" ".join(words)):
        return off, 0
    in_order = re.search(".*".join(map(re.escape, words)), label) is not None
    return off, (1 if in_order else 2)
