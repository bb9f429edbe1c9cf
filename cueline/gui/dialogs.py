"""Questions to the user: each opens and returns at once; what was chosen is called later.

Qt's dialogs are read when the first one is opened, not at start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt

from cueline.episode.visible import visible

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import (
        QAbstractButton,
        QDialog,
        QFileDialog,
        QInputDialog,
        QMessageBox,
        QWidget,
    )

_DialogT = TypeVar("_DialogT", bound="QDialog")
Choice = tuple[str, Callable[[], None]]


_LONGEST_WORD = 44
_LEAST_WIDTH = 24
"""How wide a message is at least, in heights of its text."""
_FIELD_WIDTH = 34
"""How wide a question with a field is, in the same unit."""


def ask(
    parent: QWidget,
    question: str,
    detail: str,
    choices: Sequence[Choice],
    *,
    cancel: str = "Cancel",
    on_cancel: Callable[[], None] | None = None,
) -> QMessageBox:
    """Ask a question with one button for each choice, the first being the default, and one to cancel."""
    from PySide6.QtWidgets import QMessageBox

    box = _message_box(parent)
    box.setObjectName("question")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setText(_with_short_words(question))
    box.setInformativeText(detail)
    answers: dict[QAbstractButton, Callable[[], None]] = {}
    for place, (label, answer) in enumerate(choices):
        role = (
            QMessageBox.ButtonRole.DestructiveRole if place else QMessageBox.ButtonRole.AcceptRole
        )
        button = box.addButton(label, role)
        answers[button] = answer
        if not place:
            box.setDefaultButton(button)
    back = box.addButton(cancel, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(back)
    answers[back] = on_cancel or _nothing
    box.buttonClicked.connect(lambda button: answers[button]())
    return _open(box)


def tell(parent: QWidget, what: str, detail: str = "", more: str = "") -> QMessageBox:
    """Say something that must not be missed; `more` can be unfolded."""
    from PySide6.QtWidgets import QMessageBox

    box = _message_box(parent)
    box.setObjectName("message")
    box.setText(_with_short_words(what))
    box.setInformativeText(detail)
    box.setDetailedText(more)
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    return _open(box)


def tell_facts(
    parent: QWidget,
    title: str,
    name: str,
    sentence: str,
    facts: Sequence[tuple[str, str]],
    icon: QIcon | None = None,
) -> QDialog:
    """Show what is known of a thing: its name, a sentence, and facts, each with what it is."""
    from cueline.widgets.facts_dialog import FactsDialog

    return _open(FactsDialog(title, _with_short_words(name), sentence, facts, icon, parent))


def ask_to_save(
    parent: QWidget,
    name: str,
    count: int,
    save: Callable[[], None],
    discard: Callable[[], None],
    cancel: Callable[[], None] | None = None,
) -> QMessageBox:
    """Ask what becomes of unsaved changes before a file is closed."""
    changes, are, it = (
        ("1 change", "is", "it is") if count == 1 else (f"{count} changes", "are", "they are")
    )
    return ask(
        parent,
        f"Save the {changes} to {name}?",
        f"{changes} {are} not in the file yet. If you don’t save, {it} lost.",
        [("Save", save), ("Don’t Save", discard)],
        on_cancel=cancel,
    )


def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    text: str,
    accept: Callable[[str], None],
    fault: Callable[[str], str] = lambda _: "",
    *,
    do: str = "OK",
) -> QInputDialog:
    """Ask for a line of text. What `fault` says about it is told below the field, and the question stays open.

    `do` is written on the button that takes the answer.
    """
    from cueline.gui.editing.checked_text import CheckedText

    dialog = CheckedText(parent, fault)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOkButtonText(do)
    dialog.setTextValue(text)
    dialog.lay_out()
    dialog.resize(_field_width(dialog), dialog.sizeHint().height())
    dialog.textValueSelected.connect(accept)
    return _open(dialog)


def ask_name(
    parent: QWidget,
    title: str,
    label: str,
    names: Sequence[str],
    current: str,
    accept: Callable[[str], None],
    *,
    do: str = "OK",
) -> QInputDialog:
    """Ask for a name; those known are offered, any other can be typed. `do`: what the button says that takes it."""
    from PySide6.QtWidgets import QComboBox, QInputDialog

    from cueline.widgets.forms import look_like_a_field

    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOkButtonText(do)
    dialog.setComboBoxItems(list(dict.fromkeys((*((current,) if current else ()), *names))))
    dialog.setComboBoxEditable(True)
    dialog.setTextValue(current)
    dialog.sizeHint()  # Qt makes the field only now
    for field in dialog.findChildren(QComboBox):
        look_like_a_field(field)
    dialog.resize(_field_width(dialog), dialog.sizeHint().height())
    dialog.textValueSelected.connect(accept)
    return _open(dialog)


def usual_folder() -> Path:
    """Return where a choice begins when no file is open: the current folder, if it is the user's own, else home.

    A program that is started from the desktop is in a folder of the system's, on Windows and on macOS.
    """
    home = Path.home()
    with suppress(OSError):
        here = Path.cwd()
        return here if here.is_relative_to(home) else home
    return home


def choose_file(
    parent: QWidget, title: str, folder: Path, kinds: str, accept: Callable[[Path], None]
) -> QFileDialog:
    """Let the user choose a file that exists."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: accept(Path(name)))
    return _open(dialog)


def choose_folder(
    parent: QWidget, title: str, folder: Path, accept: Callable[[Path], None]
) -> QFileDialog:
    """Let the user choose a folder that exists."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: accept(Path(name)))
    return _open(dialog)


def choose_target(
    parent: QWidget, title: str, path: Path, accept: Callable[[Path], None]
) -> QFileDialog:
    """Let the user choose where to write; a file that is there already is asked about."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(path.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(path.name)
    dialog.fileSelected.connect(lambda name: accept(Path(name)))
    return _open(dialog)


def _message_box(parent: QWidget) -> QMessageBox:
    """Make a box that is Qt's own: what macOS puts in its place shows only some buttons, or ends the program."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setOption(QMessageBox.Option.DontUseNativeDialog)
    box.setWindowTitle("Cueline")
    return box


def _with_short_words(text: str) -> str:
    """Leave out the middle of words that are too long for a line, such as the names of files; Qt would cut them."""
    return " ".join(
        word if len(word) <= _LONGEST_WORD else f"{word[:24]}…{word[-16:]}"
        for word in text.split(" ")
    )


def _field_width(dialog: QDialog) -> int:
    """Return how wide a question with a field is: a title of usual length is seen whole in it."""
    return dialog.fontMetrics().height() * _FIELD_WIDTH


def _open(dialog: _DialogT) -> _DialogT:
    _read_as_text(dialog)
    _take_out_indent(dialog)
    _leave_room(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return dialog


def _read_as_text(dialog: QDialog) -> None:
    """Let names and sentences with `<` in them stand as they are; Qt would take them for HTML."""
    from PySide6.QtWidgets import QFileDialog, QLabel

    if not isinstance(dialog, QFileDialog):
        for label in dialog.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(visible(label.text()))


def _leave_room(dialog: QDialog) -> None:
    """Give Qt's own dialogs the margins that the others have."""
    from PySide6.QtWidgets import QInputDialog, QMessageBox

    layout = dialog.layout()
    if layout is not None and isinstance(dialog, (QMessageBox, QInputDialog)):
        em = dialog.fontMetrics().height()
        layout.setContentsMargins(em, em, em, round(em * 0.7))


def _take_out_indent(dialog: QDialog) -> None:
    """Let the text of a message begin at its left edge: Qt indents it even where no icon stands before it."""
    from PySide6.QtWidgets import QGridLayout, QMessageBox

    grid = dialog.layout()
    if isinstance(dialog, QMessageBox) and isinstance(grid, QGridLayout):
        for place in range(grid.count()):
            item = grid.itemAt(place)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                spacer.changeSize(0, 0)
        grid.setHorizontalSpacing(0)
        last = grid.columnCount() - 1
        grid.setColumnStretch(last, 1)  # not the place of the icon gets the room
        # Not the label itself: Qt takes that for the width of its text, and cuts it off there.
        grid.setColumnMinimumWidth(last, dialog.fontMetrics().height() * _LEAST_WIDTH)
        grid.invalidate()


def _nothing() -> None:
    return
