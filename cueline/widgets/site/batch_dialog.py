"""The window for a change of many files: what is asked for, one list to leave things out of, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.proposals import Suggestion
from cueline.episode.summary import counted
from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names
from cueline.widgets.proposals.proposal_dialog import detail_of
from cueline.widgets.proposals.proposal_list import ProposalList
from cueline.widgets.proposals.proposal_model import ProposalModel
from cueline.widgets.site.batch_forms import BatchForm

KEYS = {
    "asking": "Enter shows what would change; nothing is written yet",
    "listed": key_names("Space leaves out · Enter folds a file · Ctrl+Enter changes the files"),
    "done": "Enter closes the window",
}
EMPTY = "What would change is listed here before anything is written."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BatchDialog(QDialog):
    """Asks what is to be done, shows where, and tells what came of it.

    `list_requested`: show what would change. `change_requested`: do what is ticked, positions in the list. Whatever
    takes long can be stopped. `take_back_requested`: all of it back.
    """

    list_requested = Signal()
    change_requested = Signal(object)  # frozenset[int]
    stop_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, form: BatchForm, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batchDialog")
        self.setWindowTitle(form.title)
        self.form = form
        form.setParent(self)
        self._model = ProposalModel((), self)
        self._list = self._make_list()
        self._files: tuple[str, ...] = ()
        self._state = "asking"
        self._where = self._label(where)
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._detail, self._said = self._label(""), self._label("")
        self._said.setObjectName("batchSaid")
        self._more, self._details = QPushButton(self), QPlainTextEdit(self)
        self._more.setObjectName("batchMore")
        self._more.setCheckable(True)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName("Files that are left out, and why")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._hint = self._label("")
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._go, self._back = QPushButton(self), QPushButton("Take Back This Batch", self)
        self._go.setObjectName("batchGo")
        self._go.setDefault(True)  # for its look: Enter is told apart by what is shown
        self._shut = QPushButton("Cancel", self)
        for button in (self._back, self._shut, self._go, self._more):
            button.setAutoDefault(False)
        self._back.setToolTip("Give all these files the bytes back that they had before")
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._connect()
        self._tell("")
        self._show("asking")
        form.setFocus()
        open_with(self, self.sizeHint())

    def sizeHint(self) -> QSize:
        em, parent = self.fontMetrics().height(), self.parentWidget()
        most = round(parent.window().width() * 0.95) if parent is not None else em * 66
        return QSize(max(em * 52, min(em * 66, most)), em * 40)

    @property
    def said(self) -> str:
        """What the window says came of it."""
        return self._said.text()

    def show_work(self, words: str) -> None:
        """Say that something is under way; only stopping it is possible meanwhile."""
        self._tell(words)
        self._bar.setRange(0, 0)
        self._show("working")

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._said.setText(words)

    def show_list(
        self, suggestions: Sequence[Suggestion], words: str, details: Sequence[str] = ()
    ) -> None:
        """Show what would change, by file; `words`: what else there is to say, `details`: shown when asked for."""
        self._model = ProposalModel(suggestions, self)
        old, self._list = self._list, self._make_list()
        self._column.replaceWidget(old, self._list)
        old.deleteLater()
        self._order()
        self._listen()
        self._tell(words, details)
        self._show("listed" if suggestions else "asking")
        if suggestions:
            self._list.setFocus()
            self._show_detail(self._model.suggestion_at(self._list.currentIndex()))

    def show_fault(self, words: str) -> None:
        """Say why there is no list."""
        self.show_list((), words)
        self.form.setFocus()

    def show_result(self, words: str, details: Sequence[str] = (), *, can_take_back: bool) -> None:
        """Say what came of it; `can_take_back`: whether anything was written."""
        self._tell(words, details)
        self._show("done")
        self._back.setVisible(can_take_back)
        self._shut.setFocus()

    def reject(self) -> None:
        """Stop what is under way; else close the window."""
        if self._state == "working":
            self.stop_requested.emit()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for what is shown: only Ctrl+Enter in front of the list changes files."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._state == "listed":
                self._go.click()
        elif self._state != "working":
            self._take_enter()

    def _take_enter(self) -> None:
        """Press the button with the focus; else ask for the list, or go to it."""
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and focus is not self._go:
            focus.click()
        elif self._state == "asking":
            self._go.click()
        elif self._state == "listed":
            self._list.setFocus()

    def _ask_or_do(self) -> None:
        if self._state == "asking":
            self.list_requested.emit()
        elif self._state == "listed":
            self.change_requested.emit(frozenset(self._model.chosen))

    def _follow_form(self) -> None:
        """Let go of a list that is no longer what is asked for."""
        if self._state in ("listed", "asking"):
            if self._state == "listed":
                self.show_list((), "")
            self._tell("")
            self._show("asking")

    def _tell(self, words: str, details: Sequence[str] = ()) -> None:
        self._said.setText(words)
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._details.setPlainText("\n".join(details))
        self._unfold(False)

    def _unfold(self, on: bool) -> None:
        self._details.setVisible(on)
        self._more.setText("Hide" if on else "Show")
        self._more.setToolTip("Hide the files" if on else "Show which files, and why")

    def _show(self, state: str) -> None:
        self._state = state
        working, listed = state == "working", state == "listed"
        self._bar.setVisible(working)
        self.form.setEnabled(state in ("asking", "listed"))
        self._list.setEnabled(listed)
        self._hint.setText(KEYS.get(state, ""))
        self._detail.setVisible(listed)
        self._back.setVisible(False)
        self._go.setVisible(state in ("asking", "listed"))
        self._said.setVisible(bool(self._said.text()))
        self._shut.setText("Stop" if working else "Close" if state == "done" else "Cancel")
        self._count()

    def _count(self) -> None:
        if self._state == "asking":
            self._go.setText("Show What Would Change")
            self._go.setEnabled(self.form.complete)
            self._go.setToolTip("Read the files and list what would change in them (Enter)")
            return
        files = sum(bool(self._model.chosen_of(group)) for group in self._model.groups)
        words = f"Change {files:,} {'File' if files == 1 else 'Files'}"
        self._go.setText(words if files else "Nothing Is Ticked")
        self._go.setEnabled(files > 0)
        amount = counted(len(self._model.chosen), "change")
        self._go.setToolTip(key_names(f"{amount}, each file whole or not at all (Ctrl+Enter)"))

    def _show_detail(self, suggestion: Suggestion | None) -> None:
        self._detail.setText(detail_of(suggestion) if suggestion else "")

    def _make_list(self) -> ProposalList:
        made = ProposalList(self._model, self)
        made.setAccessibleName("What would change")
        made.empty_text = EMPTY
        return made

    def _listen(self) -> None:
        self._list.current_changed.connect(self._show_detail)
        self._model.chosen_changed.connect(self._count)

    def _connect(self) -> None:
        self._listen()
        self.form.changed.connect(self._follow_form)
        self._go.clicked.connect(self._ask_or_do)
        self._back.clicked.connect(self.take_back_requested)
        self._shut.clicked.connect(self.reject)
        self._more.toggled.connect(self._unfold)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._detail.setMinimumHeight(round(em * 2.4))
        self._details.setFixedHeight(round(em * 7))
        said, buttons = QHBoxLayout(), QHBoxLayout()
        said.addWidget(self._said, 1)
        said.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        buttons.setSpacing(em // 2)
        buttons.addWidget(self._hint, 1)
        buttons.addStretch(0)
        for button in (self._back, self._shut, self._go):
            buttons.addWidget(button)
        column = self._column
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self.form)
        column.addWidget(self._where)
        column.addWidget(self._list, 1)
        column.addWidget(self._detail)
        column.addWidget(self._bar)
        column.addLayout(said)
        column.addWidget(self._details)
        column.addLayout(buttons)
        self._order()

    def _order(self) -> None:
        """Let Tab go on from the list to what stands below it, from left to right."""
        for before, after in pairwise(
            (self._list, self._more, self._details, self._back, self._shut, self._go)
        ):
            self.setTabOrder(before, after)


def chosen_by_group(kinds: Sequence[str], chosen: Collection[int]) -> dict[str, list[int]]:
    """Return, by file, which of its lines are chosen, counted from its first; `kinds`: the file of each line."""
    found: dict[str, list[int]] = {}
    counted: dict[str, int] = {}
    for place, kind in enumerate(kinds):
        number = counted.get(kind, 0)
        counted[kind] = number + 1
        if place in chosen:
            found.setdefault(kind, []).append(number)
    return found
