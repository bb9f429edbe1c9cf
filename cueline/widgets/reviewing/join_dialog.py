"""Two versions of one file joined: what both have changed is chosen, the rest is joined already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.joining import Choice
from cueline.widgets.dialog_size import open_with
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.pane_frame import PaneFrame
from cueline.widgets.proposals.dialog_foot import DialogFoot
from cueline.widgets.reviewing.column_titles import ColumnTitles
from cueline.widgets.reviewing.join_list import BOTH, COLUMNS, MINE, THEIRS, JoinEntry, JoinList
from cueline.widgets.reviewing.join_result import JoinResult


class JoinDialog(QDialog):
    """Rows of *as read*, *mine*, *theirs*; `joined` carries the choices, by the ids of the rows, when all are made.

    The keys of the list hold everywhere but in the field.
    """

    joined = Signal(object)

    def __init__(
        self,
        rows: Sequence[JoinEntry],
        told: str,
        parent: QWidget | None = None,
        columns: Sequence[str] = COLUMNS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("joinDialog")
        self.setWindowTitle("Join two versions")
        self.list = JoinList(rows, self)
        PaneFrame(self.list)
        self.made = JoinResult(self)
        self.made.make_room_for(rows)
        self._told = QLabel(told, self)
        self._told.setWordWrap(True)
        self._count = ElidedLabel(parent=self)
        self._total = len(rows)
        self._next = self._button("&Next", self.list.go_on)
        self._next.setToolTip("Go to the next one that is not chosen yet (N)")
        self._mine = self._button("&Mine for the Rest", lambda: self.list.rows.choose_rest(MINE))
        self._theirs = self._button(
            "&Theirs for the Rest", lambda: self.list.rows.choose_rest(THEIRS)
        )
        self._foot = DialogFoot(self, "&Join", left=self._beside(), on_key=self._go_on_or_join)
        self._join = self._foot.do
        self._join.clicked.connect(self._accept_choices)
        self.list.rows.chosen.connect(self._show_count)
        self.list.row_changed.connect(self._show_row)
        self.list.edit_requested.connect(self._write)
        self.made.edited.connect(self.list.write)
        self.made.both_chosen.connect(lambda: self._leave_field(BOTH))
        self.made.done.connect(self._done)
        self.made.left.connect(self.list.setFocus)
        self._lay_out(columns)
        self._show_row()
        self._show_count()
        open_with(self, self.sizeHint())
        self.list.setFocus()

    def name_joining(self, text: str) -> None:
        """Call the button that joins by what else it does."""
        self._join.setText(text)

    @property
    def choices(self) -> Mapping[Any, Choice]:
        """What was chosen so far, by the ids of the rows."""
        return dict(self.list.rows.choices)

    def choose_again(self, choices: Mapping[Any, Choice], why: str = "") -> None:
        """Begin with what was chosen before; `why` that did not do."""
        self.list.rows.choose_again(choices)
        if why:
            self._told.setText(why)
        self._show_count()
        self._show_row()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 60, em * 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what a button has left: the keys that choose, as in the list."""
        if self.list.take_key(event):
            if not self.made.field.hasFocus():
                self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _show_count(self) -> None:
        left = self.list.rows.left
        chosen = self._total - left
        self._count.show_text(f"{chosen:,} of {self._total:,} chosen")
        self._join.setEnabled(not left)
        self._join.setToolTip("" if not left else "First choose for each row")
        rest = self._mine, self._theirs, self._next
        if not left and self.focusWidget() in rest:
            self.list.setFocus()  # or Qt would put it on the next button, and Space would press that
        for button in rest:
            button.setEnabled(bool(left))

    def _accept_choices(self) -> None:
        if not self.list.rows.left:
            self.accept()
            self.joined.emit(self.choices)

    def _go_on_or_join(self) -> None:
        if self.made.field.hasFocus():
            self._done()
        else:
            self._accept_choices()

    def _show_row(self) -> None:
        self.made.show_row(self.list.row, self.list.choice)

    def _write(self) -> None:
        """Go into the field, where the text may be written."""
        if self.made.field.isEnabled():
            self.made.field.setFocus()
            self.made.field.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self.made.say("This can only be chosen here, not written.")

    def _done(self) -> None:
        """Take what stands in the field for chosen, and go on."""
        self.list.write(self.made.field.text())
        self._leave_field()

    def _leave_field(self, choice: Choice | None = None) -> None:
        self.list.setFocus()
        if choice is not None:
            self.list.choose(choice)
        else:
            self.list.go_on()
        self._show_count()

    def _lay_out(self, columns: Sequence[str]) -> None:
        em = self.fontMetrics().height()
        words = [f"{word} ({number})" for number, word in enumerate(columns, 1)]
        told = QHBoxLayout()
        told.setContentsMargins(em, round(em * 0.7), em, 0)
        told.addWidget(self._told)
        self._foot.setContentsMargins(em, round(em * 0.7), em, round(em * 0.7))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(told)
        column.addWidget(ColumnTitles(words, self.list, self))
        column.addWidget(self.list, 1)
        column.addWidget(self.made)
        column.addLayout(self._foot)

    def _beside(self) -> QWidget:
        """Return what stands beside the buttons at the foot: how many are chosen, and what helps with the rest."""
        beside = QWidget(self)
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 2)
        row.addWidget(self._count, 1)
        for button in (self._next, self._mine, self._theirs):
            row.addWidget(button)
        return beside
