"""The window where a list of topics with their times is pasted or typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.clock import Clock
from cueline.episode.topic_lists import Topic, TopicListError, parse_topics
from cueline.widgets import theme
from cueline.widgets.dialog_size import open_with
from cueline.widgets.key_names import key_names
from cueline.widgets.proposals.dialog_foot import DialogFoot, wrapped_label

_INTRO = "Paste the list, or type it: one topic a line, its time first. What becomes of it is shown before it happens."
_EXAMPLE = "0:00 Introduction\n3:50 Who is our guest\n1:02:23 How to go on"
_SHOWN = 3
"""How many lines that cannot be read are named."""
_MOST = 500
_EMPTY = "No topics yet. One looks like this: 3:50 Who is our guest"


class TopicListDialog(QDialog):
    """A text and what is read in it. `topics_given` carries the topics; `file_requested` asks for a file to read."""

    topics_given = Signal(object)  # tuple[Topic, ...]
    file_requested = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topicListDialog")
        self.setWindowTitle("Sections from a list of topics")
        self._topics: tuple[Topic, ...] = ()
        self._list = QPlainTextEdit(self)
        self._list.setObjectName("topicList")
        self._list.setAccessibleName("Topics, one a line, each with its time first")
        self._list.setProperty("field", True)
        self._list.setPlaceholderText(_EXAMPLE)
        self._list.setTabChangesFocus(True)
        self._said = wrapped_label("", self)
        self._said.setObjectName("topicListSaid")
        self._open = QPushButton("Open a File…", self)
        self._open.setAutoDefault(False)
        self._foot = DialogFoot(self, "Show Where They Go")
        self._foot.insertWidget(0, self._open)
        self._go_on = self._foot.do
        self._go_on.setToolTip(
            key_names("Shows each section and its place; nothing is changed yet (Ctrl+Enter)")
        )
        self._lay_out()
        open_with(self, self.sizeHint())
        self._list.textChanged.connect(self._read)
        self._list.cursorPositionChanged.connect(self._read)
        self._open.clicked.connect(self.file_requested)
        self._go_on.clicked.connect(self.accept)
        self.set_text(text)
        self._list.setFocus()

    @property
    def text(self) -> str:
        """What stands in the window."""
        return self._list.toPlainText()

    def set_text(self, text: str) -> None:
        """Put another list in the place of the one there is; one undo in the field brings that back."""
        cursor = self._list.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._read()

    def accept(self) -> None:
        """Close, and tell the topics; nothing as long as a line cannot be read."""
        if self._topics:
            super().accept()
            self.topics_given.emit(self._topics)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 34, em * 28)

    def _read(self) -> None:
        self._topics = ()
        wrong = _wrong(self.text)
        if not self.text.strip():
            self._say(_EMPTY)
        elif wrong:
            self._refuse(wrong)
        else:
            self._topics = parse_topics(self.text)
            self._say(_summed_up(self._topics))
        self._go_on.setEnabled(bool(self._topics))

    def _refuse(self, errors: list[TopicListError]) -> None:
        """Name and mark the lines that cannot be read; calmly as long as it is the one being typed."""
        colours, document = theme.tokens(self.palette()), self._list.document()
        look = QTextCharFormat()
        look.setBackground(QColor(colours.error_tint))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        marks: list[QTextEdit.ExtraSelection] = []
        for error in errors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(document.findBlockByNumber(error.line - 1))
            mark.format = look
            marks.append(mark)
        typed = self._list.textCursor().blockNumber() + 1
        calm = [error.line for error in errors] == [typed]
        words = [str(error) for error in errors[:_SHOWN]]
        left = len(errors) - _SHOWN
        self._say(
            "\n".join([*words, f"and {left} more"] if left > 0 else words),
            "" if calm else colours.error,
            marks,
        )

    def _say(
        self, text: str, colour: str = "", marks: list[QTextEdit.ExtraSelection] | None = None
    ) -> None:
        self._list.setExtraSelections(marks or [])
        palette = QPalette(self.palette())
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour) if colour else muted)
        self._said.setPalette(palette)
        self._said.setText(text)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._said.setMinimumHeight(round(em * 3.4))
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(round(em * 0.6))
        column.addWidget(wrapped_label(_INTRO, self))
        column.addWidget(self._list, 1)
        column.addWidget(self._said)
        column.addLayout(self._foot)


def _wrong(text: str) -> list[TopicListError]:
    """Return what cannot be read, line by line; what is wrong between lines only when they can all be read."""
    rows = text.splitlines()
    found = [_error("\n" * place + row) for place, row in enumerate(rows[:_MOST]) if row.strip()]
    errors = [error for error in found if error is not None]
    whole = _error(text) if not errors else None
    return errors or ([whole] if whole is not None else [])


def _error(text: str) -> TopicListError | None:
    try:
        parse_topics(text)
    except TopicListError as error:
        return error
    return None


def _summed_up(topics: tuple[Topic, ...]) -> str:
    clock = Clock()
    first, last = (clock.format(topic.seconds) for topic in (topics[0], topics[-1]))
    if len(topics) == 1:
        return f"1 topic, at {first}."
    return f"{len(topics)} topics, from {first} to {last}."
