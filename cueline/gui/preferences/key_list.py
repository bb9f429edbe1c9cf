"""The list of keys: every action with its keys, a field to find one, and a field to press another key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cueline.gui import dialogs
from cueline.gui.actions import real_actions
from cueline.gui.actions.keys import Conflict, KeySet, clashes_with, conflicts, load_keys, why_unfit
from cueline.widgets.dialog_size import open_with

_ID, _SCOPE, _NAME = (Qt.ItemDataRole.UserRole + place for place in range(3))

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
    "problems": "in the problems",
}


class KeyList(QDialog):
    """Every action with its keys. A key that is pressed is judged at once: what it does already, or why it is unfit."""

    changed = Signal(str, dict)
    reset_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setWindowTitle("Keys")
        self._keys: KeySet | None = None
        self._search = QLineEdit(placeholderText="Find an action or a key")
        self._search.setAccessibleName("Find an action or a key")
        self._search.setClearButtonEnabled(True)
        self._list = self._make_list()
        self._about = QLabel("New key:")
        self._field = QKeySequenceEdit()
        self._field.setMaximumSequenceLength(1)
        self._field.setClearButtonEnabled(True)
        self._field.setAccessibleName("New key")
        self._use = self._button("Use This Key")
        self._note = QLabel(wordWrap=True)
        self._note.setObjectName("fieldNote")
        self._reset = self._button("Reset All Keys…")
        self._close = self._button("Close")
        self._lay_out()
        self._search.textChanged.connect(self._narrow)
        self._use.clicked.connect(self._take)
        self._reset.clicked.connect(self._ask_to_reset)
        self._close.clicked.connect(self.reject)
        self._list.currentItemChanged.connect(self._show_key)
        self._field.keySequenceChanged.connect(self._judge)
        self._search.setFocus()

    def set_keys(self, keys: KeySet) -> None:
        """Show a key set; the chosen row and what is looked for stay."""
        place, scrolled = self._chosen(), self._list.verticalScrollBar().value()
        self._keys = keys
        self._list.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for action in real_actions():
            group = groups.setdefault(action.menu, self._group(action.menu))
            for scope, sequences in (keys.keys.get(action.id) or {"everywhere": ()}).items():
                group.addChild(self._row(action.id, _named(action.id), scope, sequences))
        self._list.addTopLevelItems(list(groups.values()))
        self._list.expandAll()
        self._narrow(self._search.text())
        for row in self._rows():
            if (row.data(0, _ID), row.data(0, _SCOPE)) == place:
                self._list.setCurrentItem(row)
        self._list.verticalScrollBar().setValue(scrolled)
        self._reset.setEnabled(_own_count(keys) > 0)
        self._show_key()

    def _make_list(self) -> QTreeWidget:
        shown = QTreeWidget()
        shown.setAccessibleName("Actions and their keys")
        shown.setHeaderLabels(["Action", "Key", "Where"])
        shown.setRootIsDecorated(False)
        em = self.fontMetrics().height()
        header = shown.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        shown.setColumnWidth(1, em * 11)
        return shown

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        change = QHBoxLayout()
        change.addWidget(self._field, 1)
        change.addWidget(self._use)
        buttons = QHBoxLayout()
        buttons.addWidget(self._reset)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        self._note.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, round(em * 0.8))
        layout.setSpacing(round(em * 0.6))
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._about)
        layout.addLayout(change)
        layout.addWidget(self._note)
        layout.addLayout(buttons)
        open_with(self, QSize(em * 46, em * 40))

    def _group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([name])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        group.setFont(0, font)
        group.setSizeHint(0, QSize(0, round(self.fontMetrics().height() * 2.4)))
        return group

    def _row(
        self, action: str, name: str, scope: str, sequences: tuple[str, ...]
    ) -> QTreeWidgetItem:
        shown = ", ".join(native(key) for key in sequences)
        row = QTreeWidgetItem([name, shown, SCOPE_NAMES[scope]])
        row.setData(0, _ID, action)
        row.setData(0, _SCOPE, scope)
        row.setData(0, _NAME, f"{name} {shown} {SCOPE_NAMES[scope]}".lower())
        row.setToolTip(0, name)
        row.setToolTip(1, shown)
        row.setSizeHint(0, QSize(0, round(self.fontMetrics().height() * 1.7)))
        return row

    def _rows(self) -> list[QTreeWidgetItem]:
        return [row for group in _inside(self._list.invisibleRootItem()) for row in _inside(group)]

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        for group in _inside(self._list.invisibleRootItem()):
            for row in _inside(group):
                found = f"{group.text(0).lower()} {row.data(0, _NAME)}"
                row.setHidden(not all(word in found for word in words))
            group.setHidden(all(row.isHidden() for row in _inside(group)))
        shown = [row for row in self._rows() if not row.isHidden()]
        if words and shown and self._list.currentItem() not in shown:
            self._list.setCurrentItem(shown[0])
        if not shown:
            self._list.setCurrentItem(None)  # type: ignore[arg-type]
            self._say("Nothing found.")

    def _chosen(self) -> tuple[str, str] | None:
        row = self._list.currentItem()
        if row is None or not row.data(0, _ID):
            return None
        return row.data(0, _ID), row.data(0, _SCOPE)

    def _show_key(self) -> None:
        place = self._chosen()
        self._field.setEnabled(place is not None)
        self._about.setText(
            f"New key for “{_named(place[0])}” {SCOPE_NAMES[place[1]]}: press it in the field"
            if place
            else "Choose an action to give it another key"
        )
        self._field.setKeySequence(QKeySequence(self._key_now()))
        self._judge()

    def _key_now(self) -> str:
        place = self._chosen()
        if place is None or self._keys is None:
            return ""
        keys = self._keys.keys.get(place[0], {}).get(place[1], ())
        return keys[0] if keys else ""

    def _pressed(self) -> str:
        return self._field.keySequence().toString()

    def _judge(self) -> None:
        """Say what the key in the field does already, and offer what can be done with it."""
        key, place = self._pressed(), self._chosen()
        same = key == QKeySequence(self._key_now()).toString()
        self._use.setText("Use This Key" if key or same else "Use No Key")
        self._use.setEnabled(place is not None and not same)
        if place is None or self._keys is None or same:
            self._say(_all_clashes(self._keys))
        elif unfit := why_unfit(key, place[1]):
            self._use.setEnabled(False)
            self._say(unfit, wrong=True)
        elif clashes := clashes_with(self._keys, key, *place):
            self._use.setText("Use It Here Instead")
            told = " and ".join(f"“{_named(c.second)}” {SCOPE_NAMES[c.scope]}" for c in clashes)
            self._say(f"{native(key)} is {told} already, which would lose it.", wrong=True)
        else:
            self._say(f"{native(key)} is free." if key else "")

    def _take(self) -> None:
        place, key = self._chosen(), self._pressed()
        if place is None or self._keys is None:
            return
        for clash in clashes_with(self._keys, key, *place) if key else ():
            self._give_up(clash)
        action, scope = place
        scopes = {s: list(k) for s, k in self._keys.keys.get(action, {}).items()}
        rest = [k for k in scopes.get(scope, [])[1:] if QKeySequence(k).toString() != key]
        scopes[scope] = [key, *rest] if key else rest
        self.changed.emit(action, scopes)
        now = f"“{_named(action)}” has {native(key) or 'no key'} {SCOPE_NAMES[scope]} now."
        self._say(f"{now} {_all_clashes(self._keys)}".strip())

    def _give_up(self, clash: Conflict) -> None:
        """Take a key away from the other action that has it."""
        if self._keys is not None:
            scopes = self._keys.keys[clash.second]
            left = {
                scope: [k for k in keys if QKeySequence(k).toString() != clash.key]
                if scope == clash.scope
                else list(keys)
                for scope, keys in scopes.items()
            }
            self.changed.emit(clash.second, left)

    def _ask_to_reset(self) -> None:
        if self._keys is None:
            return
        count = _own_count(self._keys)
        own = "1 action has a key" if count == 1 else f"{count} actions have keys"
        dialogs.ask(
            self,
            f"Give all actions the keys of “{self._keys.name}” again?",
            f"{own} of your own now. They would be forgotten.",
            [("Reset All Keys", self.reset_requested.emit)],
        )

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._note.setText(text)
        self._note.setProperty("wrong", wrong)
        self._note.style().polish(self._note)


def native(key: str) -> str:
    """Return a key as this platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _inside(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = (item.child(place) for place in range(item.childCount()))
    return [row for row in rows if row is not None]


def _named(action_id: str) -> str:
    return next(a.text.replace("&", "").rstrip("…") for a in real_actions() if a.id == action_id)


def _own_count(keys: KeySet) -> int:
    """Return how many actions have other keys than the set gives them."""
    given = load_keys(keys.id).keys
    return sum(keys.keys.get(a, {}) != given.get(a, {}) for a in {*keys.keys, *given})


def _all_clashes(keys: KeySet | None) -> str:
    clashes = [
        f"{native(c.key)} {SCOPE_NAMES[c.scope]}: “{_named(c.first)}” and “{_named(c.second)}”"
        for c in (conflicts(keys) if keys else ())
    ]
    return "These keys clash: " + "; ".join(clashes) if clashes else ""
