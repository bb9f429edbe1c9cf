"""Where imported text comes from: a file or what is pasted, what was found in it, and who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.voices import Voice
from cueline.widgets import theme
from cueline.widgets.dropped_files import dropped_file
from cueline.widgets.proposals.speaker_map import SpeakerMap

PASTE = (
    "Paste the text here, or drop a file.\n\n"
    "Word documents, subtitles (SRT, WebVTT), recognised speech (Whisper JSON), labels of Audacity, "
    "or blocks such as\n\n"
    "0:09\nAnna\nGood morning, and welcome."
)
_PAUSE_MS = 350


class ImportSource(QWidget):
    """Shows one source at a time and says what the user wants of it; whoever reads it answers by the `show_` methods.

    `text_changing` comes with each letter, `text_given` at a pause in typing; "" when the text was emptied.
    """

    file_requested = Signal()
    file_given = Signal(object)  # Path
    text_changing = Signal()
    text_given = Signal(str)
    options_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._make_source()
        self._make_answer()
        self.speakers = SpeakerMap(self)
        self.speakers.hide()
        self._who = QLabel("Who speaks: as the text has it, and as the episode is to have it")
        self._who.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._who.hide()
        self._lay_out()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(lambda: self.text_given.emit(self._text.toPlainText()))
        self._text.textChanged.connect(self._pause.start)
        self._text.textChanged.connect(self.text_changing)
        self._choose.clicked.connect(self.file_requested)
        self._paste.clicked.connect(self._paste_instead)
        for box in (self._join, self._exact):
            box.clicked.connect(self.options_changed)

    @property
    def joining(self) -> bool:
        """Whether short cues are to be put together to paragraphs."""
        return self._join.isChecked()

    @property
    def exact(self) -> bool:
        """Whether fractions of a second are to be kept."""
        return self._exact.isChecked() and not self._exact.isHidden()

    @property
    def text(self) -> str:
        """What was pasted or typed; "" where the text comes from a file."""
        return self._text.toPlainText()

    def put_text(self, text: str) -> None:
        """Put a text in, as if it was pasted; marked, so that another one pasted takes its place."""
        self._text.setPlainText(text)
        self._text.selectAll()

    def show_file(self, path: Path) -> None:
        """Show that the text comes from a file."""
        self._name.setText(path.name)
        self._name.setToolTip(str(path))
        self._text.blockSignals(True)
        self._text.clear()
        self._text.blockSignals(False)
        self._pause.stop()
        self._text.hide()
        self._paste.show()
        self.speakers.begin_anew()

    def show_reading(self, reading: bool) -> None:
        """Show whether the text is being read."""
        self._busy.setVisible(reading)
        if reading:
            self._say("Reading…", wrong=False)

    def show_found(self, what: str, notices: Sequence[str]) -> None:
        """Say what was found in the text, and what the user should know about it."""
        self._say("\n".join((what, *notices)), wrong=False)

    def show_voices(
        self,
        voices: Sequence[Voice],
        offered: Sequence[str] = (),
        likely: Mapping[str, str] | None = None,
        *,
        can_hear: bool = False,
        doubtful: Mapping[str, bool] | None = None,
    ) -> None:
        """Show who speaks in the text, see `SpeakerMap.set_voices`."""
        self.speakers.set_voices(
            voices, offered, likely or {}, can_hear=can_hear, doubtful=doubtful or {}
        )
        self._who.setVisible(bool(voices))
        before: QWidget = self._exact
        for stop in self.speakers.stops:
            QWidget.setTabOrder(before, stop)
            before = stop

    def show_wrong(self, sentence: str) -> None:
        """Say why the text cannot be read; "" where there is no text."""
        self._say(sentence, wrong=True)
        self.show_voices(())
        self.offer(joining=None, fractions=False)

    def offer(self, *, joining: bool | None, fractions: bool) -> None:
        """Offer to join cues, ticked or not (None: do not offer it), and to keep fractions."""
        self._join.setVisible(joining is not None)
        if joining is not None:
            self._join.setChecked(joining)
        self._exact.setVisible(fractions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.file_given.emit(path)

    def _paste_instead(self) -> None:
        self._text.show()
        self._paste.hide()
        self._name.setText("")
        self._text.setFocus()
        self.text_given.emit("")

    def _say(self, text: str, *, wrong: bool) -> None:
        colors = theme.tokens(self.palette())
        palette = self._answer.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colors.error if wrong else colors.muted)
        self._answer.setPalette(palette)
        self._answer.setText(text)
        self._answer.setVisible(bool(text))

    def _make_source(self) -> None:
        self._choose = QPushButton("Choose a &File…")
        self._choose.setAutoDefault(False)
        self._name = QLabel()
        self._name.setObjectName("importFile")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._paste = QPushButton("&Paste Text Instead")
        self._paste.setAutoDefault(False)
        self._paste.hide()
        self._text = QPlainTextEdit()
        self._text.setObjectName("importText")
        self._text.setAccessibleName("Text to import")
        self._text.setProperty("field", True)
        self._text.setPlaceholderText(PASTE)
        self._text.setTabChangesFocus(True)
        self._text.setAcceptDrops(False)  # a dropped file is this whole part's
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def _make_answer(self) -> None:
        self._answer = QLabel()
        self._answer.setObjectName("importAnswer")
        self._answer.setWordWrap(True)
        self._answer.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.hide()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._join = QCheckBox("Put short cues of one voice &together to paragraphs")
        self._join.setObjectName("importJoin")
        self._exact = QCheckBox("Keep f&ractions of a second")
        self._exact.setObjectName("importExact")
        self._exact.setToolTip("Else every start is rounded down to the whole second before it")
        for box in (self._join, self._exact):
            box.hide()

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        top = QHBoxLayout()
        top.setSpacing(em // 2)
        top.addWidget(self._choose)
        top.addWidget(self._name, 1)
        top.addWidget(self._paste)
        self._text.setMinimumHeight(em * 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em * 0.6))
        column.addLayout(top)
        column.addWidget(self._text, 1)
        for part in (self._busy, self._answer, self._join, self._exact):
            column.addWidget(part)
        column.addWidget(self._who)
        column.addWidget(self.speakers)
        column.addStretch(0)
        self.setFocusProxy(self._text)
