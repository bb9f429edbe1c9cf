"""What a converted transcript would be, before it is one: what changes, to tick, and beside it the whole new file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.proposals import Suggestion
from cueline.widgets import theme
from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names
from cueline.widgets.long_text import Beginning
from cueline.widgets.proposals.dialog_foot import DialogFoot, wrapped_label
from cueline.widgets.proposals.proposal_dialog import detail_of
from cueline.widgets.proposals.proposal_list import ProposalList
from cueline.widgets.proposals.proposal_model import ProposalModel

KEYS = key_names("Space ticks · Ctrl+Enter asks where to write it")
_NOTHING = "Every line goes over letter by letter: there is nothing to choose."
_SHOWN_LINES = 4000
_PAUSE_MS = 150


class ConvertDialog(QDialog):
    """Shows a conversion. `wanted` asks for the file with what is ticked; the answer comes by `show_file`.

    `write_requested` when the file that is shown is to be written.
    """

    wanted = Signal(object)  # frozenset[int]
    write_requested = Signal()

    def __init__(
        self, title: str, intro: str, suggestions: Sequence[Suggestion], parent: QWidget | None,
        *, wrapped: bool,
    ) -> None:  # fmt: skip
        """Show what would become of a transcript; `intro` says what goes where. `wrapped`: the file has long lines."""
        super().__init__(parent)
        self.setObjectName("convertDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._model = ProposalModel(suggestions, self)
        self._list = ProposalList(self._model, self)
        self._list.setAccessibleName("What changes")
        self._intro = wrapped_label(intro, self)
        self._detail = wrapped_label("" if suggestions else _NOTHING, self)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notes = wrapped_label("", self)
        self._notes.setObjectName("convertNotes")
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._make_preview(wrapped=wrapped)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_detail(self._model.suggestion_at(self._list.currentIndex()))
        self._list.setVisible(bool(suggestions))
        (self._list if suggestions else self._preview).setFocus()
        open_with(self, self.sizeHint())  # or Qt makes it as low as its wrapped labels allow

    @property
    def chosen(self) -> frozenset[int]:
        """The places of the suggestions that are ticked."""
        return frozenset(self._model.chosen)

    def ask(self) -> None:
        """Ask for the file as it would be with what is ticked."""
        self._pause.stop()
        self._write.setEnabled(False)
        self.wanted.emit(self.chosen)

    def show_file(self, text: str, line: int, notes: str) -> None:
        """Show the whole new file, and what there is to know about it; at first from `line` (from 1) on."""
        first = not self._preview.toPlainText()
        self._preview.show_beginning(text, _SHOWN_LINES)
        if first:
            self._preview.verticalScrollBar().setValue(line - 1)
        self._say(notes, wrong=False)
        self._write.setEnabled(True)

    def show_refusal(self, reason: str) -> None:
        """Say why there can be no such file."""
        self._preview.clear()
        self._say(reason, wrong=True)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 80, em * 46)

    def _connect(self) -> None:
        self._model.chosen_changed.connect(self._note_choice)
        self._list.current_changed.connect(self._show_detail)
        self._pause.timeout.connect(self.ask)
        self._write.clicked.connect(self.write_requested)

    def _note_choice(self) -> None:
        """Ask for the file anew at a pause: what is shown is no longer what is ticked."""
        self._write.setEnabled(False)
        self._pause.start()

    def _show_detail(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self._detail.setText(detail_of(suggestion))
        elif self._model.groups:
            self._detail.setText("")

    def _say(self, text: str, *, wrong: bool) -> None:
        colors = theme.tokens(self.palette())
        palette = self._notes.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colors.error if wrong else colors.muted)
        self._notes.setPalette(palette)
        self._notes.setText(text)
        self._notes.setVisible(bool(text))

    def _make_preview(self, *, wrapped: bool) -> None:
        self._preview = Beginning(self)
        self._preview.setObjectName("convertPreview")
        self._preview.setAccessibleName("The new file")
        self._preview.setPlaceholderText("It is being made…")
        if not wrapped:
            self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

    def _make_buttons(self) -> None:
        self._foot = DialogFoot(self, "Choose &Where…", "Close", KEYS)
        self._write = self._foot.do
        self._write.setObjectName("convertWrite")
        self._write.setEnabled(False)
        self._write.setToolTip(key_names("Write it as a new file, and open that (Ctrl+Enter)"))

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._detail.setMinimumHeight(round(em * 5.5))
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        halves = QHBoxLayout()
        halves.setSpacing(em)
        halves.addWidget(_column("What changes on the way", self._list, self._detail), 4)
        halves.addWidget(_column("The new file", self._preview), 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(self._intro)
        column.addLayout(halves, 1)
        column.addWidget(self._notes)
        column.addLayout(self._foot)


def _column(title: str, *below: QWidget) -> QWidget:
    whole = QWidget()
    head = QLabel(title, whole)
    head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(head.fontMetrics().height() // 2)
    layout.addWidget(head)
    layout.addWidget(below[0], 1)
    for widget in below[1:]:
        layout.addWidget(widget)
    return whole
