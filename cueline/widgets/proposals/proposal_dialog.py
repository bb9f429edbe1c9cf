"""The one window for everything that is proposed: a list to tick, the reasons, and one button that does it."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.proposals import Proposal, Suggestion
from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names
from cueline.widgets.proposals.dialog_foot import DialogFoot, wrapped_label
from cueline.widgets.proposals.proposal_list import ProposalList, tint
from cueline.widgets.proposals.proposal_model import ProposalModel

_LONG = 60
"""From how many characters on, was and now together, a list is wider, so that both can be read side by side."""
_LOOKED_AT = 500
"""How many suggestions are looked at for that."""
_PATIENCE_MS = 500

KEYS = key_names("Space ticks · Enter shows the place · Ctrl+Enter does it")


class ProposalDialog(QDialog):
    """Shows a proposal. `wanted` asks for what is ticked to be done; the window stays until it is told to close.

    That may take long: `show_work` says so, and closing the window gives it up. `show_refusal` says why it cannot be.
    """

    wanted = Signal(object)  # frozenset[int]
    jump_requested = Signal(object)  # Suggestion

    def __init__(self, proposal: Proposal, intro: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposalDialog")
        self.setWindowTitle(proposal.label[:1].upper() + proposal.label[1:])
        self._proposal = proposal
        self._model = ProposalModel(proposal.suggestions, self)
        self._list = ProposalList(self._model, self)
        self._intro = wrapped_label(intro, self)
        self._detail = wrapped_label("", self)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._error = wrapped_label("", self)
        self._error.setObjectName("proposalError")
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("The changes are being made")
        self._bar.hide()
        self._late = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._late.timeout.connect(self._bar.show)
        self._foot = DialogFoot(self, "", left=KEYS)
        self._do = self._foot.do
        self._lay_out()
        self._connect()
        self._show_detail(self._model.suggestion_at(self._list.currentIndex()))
        self._count()
        self._list.setFocus()
        open_with(self, self.sizeHint())  # or Qt makes it as low as its wrapped labels allow

    def sizeHint(self) -> QSize:
        em, parent = self.fontMetrics().height(), self.parentWidget()
        most = round(parent.window().width() * 0.95) if parent is not None else em * 80
        first = islice(self._proposal.suggestions, _LOOKED_AT)
        whole = max((len(s.was) + len(s.now) for s in first), default=0)
        wide = em * 80 if whole > _LONG else em * 48
        return QSize(max(em * 48, min(wide, most)), em * 34)

    def choose(self) -> None:
        """Ask for what is ticked."""
        self.wanted.emit(frozenset(self._model.chosen))

    def show_work(self) -> None:
        """Say that the changes are being made; nothing can be ticked meanwhile."""
        self._work(True)

    def show_refusal(self, reason: str) -> None:
        """Say why the changes cannot be made; something else may be ticked."""
        self._work(False)
        self._say(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()  # the one with the frame, and no other

    def _connect(self) -> None:
        self._model.chosen_changed.connect(self._count)
        self._list.jump_requested.connect(self.jump_requested)
        self._list.current_changed.connect(self._show_detail)
        self._do.clicked.connect(self.choose)

    def _work(self, on: bool) -> None:
        self._list.setEnabled(not on)
        self._do.setEnabled(not on)
        if on:
            self._late.start()
        else:
            self._late.stop()
            self._bar.hide()
            self._list.setFocus()

    def _count(self) -> None:
        self._say("")
        amount, whole = len(self._model.chosen), len(self._proposal.suggestions)
        self._do.setEnabled(amount > 0)
        self._do.setText(_offer(amount, whole))
        self._do.setToolTip(
            key_names("Do what is ticked, as one step that one undo takes back (Ctrl+Enter)")
        )

    def _show_detail(self, suggestion: Suggestion | None) -> None:
        self._detail.setText(detail_of(suggestion) if suggestion else "")

    def _say(self, text: str) -> None:
        palette = self._error.palette()
        palette.setColor(QPalette.ColorRole.WindowText, tint(self))
        self._error.setPalette(palette)
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._detail.setMinimumHeight(round(em * 4.4))
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self._intro)
        column.addWidget(self._list, 1)
        column.addWidget(self._detail)
        column.addWidget(self._error)
        column.addWidget(self._bar)
        column.addLayout(self._foot)
        self._intro.setVisible(bool(self._intro.text()))


def detail_of(suggestion: Suggestion) -> str:
    """Return a suggestion whole, in lines."""
    lines = [
        f"Was: {suggestion.was}" if suggestion.was else "",
        f"Now: {suggestion.now}" if suggestion.now else "",
        suggestion.reason,
    ]
    return "\n".join(line for line in lines if line)


def _offer(amount: int, whole: int) -> str:
    if not amount:
        return "Nothing Is Ticked"
    if whole == 1:
        return "Do It"
    return f"Do All {amount:,}" if amount == whole else f"Do {amount:,}"
