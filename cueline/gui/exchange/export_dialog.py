"""What an export would be, before it is one: the formats, the text of the one chosen, and what to know about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.dialog_size import open_with
from cueline.widgets.forms import Form, look_like_a_field
from cueline.widgets.long_text import LongText

_QUOTES = (
    ("Only where YAML needs them", "auto"),
    ("Single quotes around texts", "single"),
    ("Double quotes around texts", "double"),
)
_ID = Qt.ItemDataRole.UserRole
EPISODE = "episode"


class ExportDialog(QDialog):
    """Shows one format at a time.

    `wanted` asks for the text of a format (its name, width in columns with 0 for never, kind of quotes); the answer
    comes by `show_export` or `show_refusal`. `chosen` asks to write what is shown to a file.
    """

    wanted = Signal(str, int, str)
    chosen = Signal(str)

    def __init__(self, formats: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """Offer `formats`: the name of each, and what it is called."""
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._text = ""
        self._list = QListWidget()
        self._list.setObjectName("exportFormats")
        self._list.setAccessibleName("Formats")
        self._list.setSpacing(1)
        self._make_options()
        self._make_preview()
        self._make_buttons()
        self._lay_out()
        for name, label in formats:
            item = QListWidgetItem(label, self._list)
            item.setData(_ID, name)
        self._list.currentItemChanged.connect(self.ask)
        self._list.setFocus()
        open_with(self, self.sizeHint())  # or Qt makes it as low as its wrapped labels allow

    @property
    def name(self) -> str:
        """The name of the format that is chosen."""
        item = self._list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def choose(self, name: str) -> None:
        """Choose a format."""
        names = [self._list.item(row).data(_ID) for row in range(self._list.count())]
        self._list.setCurrentRow(names.index(name) if name in names else 0)

    def show_export(self, name: str, text: str, notes: Sequence[str]) -> None:
        """Show the text of a format; one that is not chosen any more is passed over."""
        if name != self.name:
            return
        self._text = text
        self._preview.show_text(text)
        self._say("\n".join(notes), wrong=False)
        self._enable(True)

    def show_refusal(self, name: str, reason: str) -> None:
        """Say why the episode cannot be exported to a format."""
        if name == self.name:
            self._text = ""
            self._preview.show_text("")
            self._say(reason, wrong=True)
            self._enable(False)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 72, em * 44)

    def ask(self) -> None:
        """Ask for the text of the format that is chosen."""
        self._form.setVisible(self.name == EPISODE)
        self._enable(False)
        self.wanted.emit(self.name, self._width.value(), str(self._quotes.currentData()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._say("Copied.", wrong=False)

    def _choose(self) -> None:
        self.chosen.emit(self.name)

    def _enable(self, on: bool) -> None:
        for button in (self._copy_button, self._write_button):
            button.setEnabled(on)

    def _say(self, text: str, *, wrong: bool) -> None:
        colors = theme.tokens(self.palette())
        palette = self._notes.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colors.error if wrong else colors.muted)
        self._notes.setPalette(palette)
        self._notes.setText(text)

    def _make_options(self) -> None:
        self._width = QSpinBox()
        self._width.setObjectName("exportWidth")
        self._width.setRange(0, 400)
        self._width.setValue(80)
        self._width.setSpecialValueText("never broken")
        self._width.setSuffix(" columns")
        self._width.setAccessibleName("Break lines after")
        self._width.valueChanged.connect(self.ask)
        self._quotes = QComboBox()
        self._quotes.setObjectName("exportQuotes")
        self._quotes.setAccessibleName("Quotes")
        for label, name in _QUOTES:
            self._quotes.addItem(label, name)
        self._quotes.currentIndexChanged.connect(self.ask)
        for field in (self._width, self._quotes):
            look_like_a_field(field)
        self._form = QWidget()
        explained = QLabel(
            "The whole file anew in one canonical form: keys in the usual order, times and clip addresses that "
            "agree with the starts. Comments do not come along."
        )
        explained.setWordWrap(True)
        form = Form(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(explained)
        form.addRow("Break lines after", self._width)
        form.addRow("Quotes", self._quotes)

    def _make_preview(self) -> None:
        self._preview = LongText()
        self._preview.setObjectName("exportPreview")
        self._preview.setAccessibleName("What would be written")
        self._notes = QLabel()
        self._notes.setObjectName("exportNotes")
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)

    def _make_buttons(self) -> None:
        self._copy_button = QPushButton("&Copy")
        self._copy_button.setAutoDefault(False)
        self._copy_button.setToolTip("Put the whole text on the clipboard")
        self._copy_button.clicked.connect(self._copy)
        self._write_button = QPushButton("Choose &Where…")
        self._write_button.setDefault(True)
        self._write_button.clicked.connect(self._choose)
        self._shut = QPushButton("Close")
        self._shut.setAutoDefault(False)
        self._shut.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._list.setFixedWidth(em * 14)
        right = QVBoxLayout()
        right.setSpacing(em // 2)
        right.addWidget(self._form)
        right.addWidget(self._preview, 1)
        right.addWidget(self._notes)
        columns = QHBoxLayout()
        columns.setSpacing(em)
        columns.addWidget(self._list)
        columns.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(em // 2)
        buttons.addStretch(1)
        for button in (self._shut, self._copy_button, self._write_button):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(em, em, em, round(em * 0.7))
        whole.setSpacing(em)
        whole.addLayout(columns, 1)
        whole.addLayout(buttons)
