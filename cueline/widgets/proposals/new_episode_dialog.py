"""The window in which a new episode is begun: what is known of it, its text, and the file as it will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.dialog_size import open_with
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.forms import Form
from cueline.widgets.key_names import key_names
from cueline.widgets.long_text import Beginning
from cueline.widgets.metadata.guest_field import GuestField
from cueline.widgets.proposals.dialog_foot import DialogFoot, wrapped_label
from cueline.widgets.proposals.import_source import ImportSource

_SHOWN_LINES = 400
_PAUSE_MS = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in the dialog; "" and None where nothing was."""

    title: str = ""
    season: int | None = None
    episode: int | None = None
    guests: str = ""
    file_name: str = ""
    text: str = ""


class NewEpisodeDialog(QDialog):
    """Asks what is known of a new episode. `changed` comes at a pause in typing; `make_requested` at the end."""

    folder_requested = Signal()
    changed = Signal()
    make_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("newEpisodeDialog")
        self.setWindowTitle("New episode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.source = ImportSource(self)
        self._named_by_hand = False
        self._numbered: set[QSpinBox] = set()
        """Which numbers were typed: no other is proposed there."""
        self._make_fields()
        self._make_ends()
        self._lay_out()
        open_with(self, self.sizeHint())
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        for field in (self._title, self.guests, self._file):
            field.textChanged.connect(self._pause.start)
        for field in (self._season, self._episode):
            field.valueChanged.connect(self._pause.start)
            field.valueChanged.connect(partial(self._note_number, field))
        self._file.textEdited.connect(self._note_name)
        self._title.setFocus()

    @property
    def title(self) -> str:
        """The title as it was typed."""
        return self._title.text().strip()

    @property
    def season(self) -> int | None:
        """The season; None where the site does not count them."""
        return self._season.value() if self._season.isEnabled() else None

    @property
    def episode(self) -> int | None:
        """The number in its season; None where the site does not count them."""
        return self._episode.value() if self._episode.isEnabled() else None

    @property
    def file_name(self) -> str:
        """The file name that was typed; "" where the proposed one holds."""
        return self._file.text().strip() if self._named_by_hand else ""

    @property
    def typed(self) -> Typed:
        """All that was typed."""
        season, episode = (
            field.value() if field in self._numbered else None
            for field in (self._season, self._episode)
        )
        return Typed(
            self._title.text(), season, episode, self.guests.text(), self.file_name, self.source.text
        )  # fmt: skip

    def put(self, typed: Typed) -> None:
        """Put in what was typed before; the title is marked, so that another one typed takes its place."""
        self._title.setText(typed.title)
        self._title.selectAll()
        for field, number in ((self._season, typed.season), (self._episode, typed.episode)):
            if number is not None:
                field.setValue(number)
                self._note_number(field)
        self.guests.setText(typed.guests)
        if typed.file_name:
            self._file.setText(typed.file_name)
            self._named_by_hand = True
        if typed.text:
            self.source.put_text(typed.text)

    def show_folder(self, folder: Path, after: str) -> None:
        """Show the folder, and after which file the new one is made (a sentence)."""
        self._folder.show_text(str(folder))
        self._after.show_text(after)

    def show_numbers(self, season: int | None, episode: int | None) -> None:
        """Propose season and episode where none was typed; None where the site does not count them."""
        for field, number in ((self._season, season), (self._episode, episode)):
            field.blockSignals(True)
            field.setEnabled(number is not None)
            if field not in self._numbered:
                field.setValue(number or 0)
            field.blockSignals(False)

    def show_file_name(self, name: str) -> None:
        """Show the name that the file will have, unless the user gave it another one."""
        if not self._named_by_hand and name != self._file.text():
            self._file.blockSignals(True)
            self._file.setText(name)
            self._file.blockSignals(False)

    def show_preview(self, text: str) -> None:
        """Show the beginning of the file as it would be."""
        if text != self._preview.whole:
            self._preview.show_beginning(text, _SHOWN_LINES)

    def show_wrong(self, sentence: str) -> None:
        """Say what stands in the way; "" for nothing."""
        palette = self._wrong.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.tokens(self.palette()).error)
        self._wrong.setPalette(palette)
        self._wrong.setText(sentence)

    def set_ready(self, ready: bool) -> None:
        """Tell whether the episode can be made."""
        self._make.setEnabled(ready)

    def offer_guests(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer people as guests: id and full name of each."""
        self.guests.offer(people)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 66, em * 40)

    def _note_name(self, name: str) -> None:
        """Take what was typed for the file's name; an empty field gets the proposed one again."""
        self._named_by_hand = bool(name.strip())

    def _note_number(self, field: QSpinBox, _: int = 0) -> None:
        self._numbered.add(field)

    def _make_fields(self) -> None:
        self._folder = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._folder.setObjectName("newFolder")
        self._choose = QPushButton("C&hange…")
        self._choose.setAutoDefault(False)
        self._choose.setAccessibleName("Change the folder")
        self._choose.clicked.connect(self.folder_requested)
        self._after = ElidedLabel()
        self._after.setObjectName("newAfter")
        self._after.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._title = QLineEdit()
        self._title.setObjectName("newTitle")
        self._season, self._episode = QSpinBox(), QSpinBox()
        for field, name in ((self._season, "newSeason"), (self._episode, "newNumber")):
            field.setObjectName(name)
            field.setProperty("field", True)
            field.setRange(0, 9999)
            field.setSpecialValueText("–")
            field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.guests = GuestField()
        self._file = QLineEdit()
        self._file.setObjectName("newFile")

    def _make_ends(self) -> None:
        self._preview = Beginning()
        self._preview.setObjectName("newPreview")
        self._preview.setAccessibleName("The file as it will be")
        self._preview.setTabChangesFocus(True)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._wrong = wrapped_label("", self)
        self._wrong.setObjectName("newWrong")
        self._foot = DialogFoot(
            self, "&Make the Episode", left=self._wrong, on_key=self.make_requested.emit
        )
        self._make = self._foot.do
        self._make.setEnabled(False)
        self._make.clicked.connect(self.make_requested)
        self._make.setToolTip(key_names("Writes the new file and opens it (Ctrl+Enter)"))

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        columns = QGridLayout()
        columns.setHorizontalSpacing(round(em * 1.4))
        columns.setVerticalSpacing(em // 2)
        columns.setColumnStretch(0, 1)
        columns.setColumnStretch(1, 1)
        columns.setRowStretch(2, 1)
        columns.addLayout(self._form(), 0, 0)
        columns.addWidget(_heading("The file as it will be"), 1, 0)
        columns.addWidget(self._preview, 2, 0)
        columns.addLayout(self._text(), 0, 1, 3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, round(em * 0.7))
        column.setSpacing(em)
        column.addLayout(columns, 1)
        column.addLayout(self._foot)

    def _text(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addWidget(_heading("Its transcript, if there is one already"))
        column.addWidget(self.source, 1)
        return column

    def _form(self) -> QFormLayout:
        em = self.fontMetrics().height()
        form = Form()
        form.setHorizontalSpacing(em)
        form.setVerticalSpacing(round(em * 0.6))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        numbers = QHBoxLayout()
        numbers.setSpacing(em // 2)
        for label, field in (("&Season", self._season), ("&Number", self._episode)):
            named = QLabel(label)
            named.setBuddy(field)
            field.setFixedWidth(em * 5)
            numbers.addWidget(named)
            numbers.addWidget(field)
            numbers.addSpacing(em)
        numbers.addStretch(1)
        folder = QHBoxLayout()
        folder.addWidget(self._folder, 1)
        folder.addWidget(self._choose)
        form.addRow("&Title", self._title)
        form.addRow("", numbers)
        form.addRow("&Guests", self.guests)
        form.addRow("Folder", folder)
        form.addRow("", self._after)
        form.addRow("F&ile", self._file)
        return form


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
