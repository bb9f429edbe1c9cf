"""What is asked for in many files: a replacement, a speaker's new name, the kind of fault to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cueline.episode.replacing import Part, Pattern
from cueline.widgets.finding.replace_options import PartBoxes, PatternToggles
from cueline.widgets.forms import Form, look_like_a_field


class BatchForm(QWidget):
    """A form at the top of the window for many files. `changed`: what is asked for is something else now."""

    changed = Signal()
    title = ""

    @property
    def complete(self) -> bool:
        """Whether enough is said to look for anything."""
        return True


class ReplaceForm(BatchForm):
    """What is looked for, how and where, and what takes its place."""

    title = "Replace in All Episodes"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was, self._now = _field("batchFind", self), _field("batchReplace", self)
        self._was.setText(text)
        self._toggles, self._parts = PatternToggles(self), PartBoxes(self)
        self.setFocusProxy(self._was)
        em = self.fontMetrics().height()
        first, below = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._was, 1)
        first.addWidget(self._toggles)
        below.addWidget(self._now, 1)
        below.addSpacing(em // 2)
        below.addWidget(self._parts)
        _rows(self, ("Find", first, self._was), ("Replace with", below, self._now))
        order = (self._was, self._now, *self._toggles.buttons.values())
        for one, other in pairwise(order):
            self.setTabOrder(one, other)
        for signal in (
            self._was.textChanged, self._now.textChanged, self._toggles.changed,
            self._parts.changed,
        ):  # fmt: skip
            signal.connect(self.changed)

    @property
    def complete(self) -> bool:
        """Whether there is something to look for."""
        return bool(self._was.text())

    def pattern(self) -> Pattern:
        """Return what is looked for."""
        return self._toggles.pattern(self._was.text())

    def replacement(self) -> str:
        """Return what takes its place."""
        return self._now.text()

    def parts(self) -> tuple[Part, ...]:
        """Return where it is looked for."""
        return self._parts.parts()


class RenameForm(BatchForm):
    """A speaker, by the whole name, and the new name."""

    title = "Rename a Speaker in All Episodes"

    def __init__(self, names: Sequence[str], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._old = QComboBox(self)
        self._old.setObjectName("batchOldName")
        self._old.setEditable(True)
        self._old.addItems(list(names))
        self._old.setCurrentText(current)
        look_like_a_field(self._old)
        self._new = _field("batchNewName", self)
        self.setFocusProxy(self._old)
        old, new = QHBoxLayout(), QHBoxLayout()
        old.addWidget(self._old, 1)
        new.addWidget(self._new, 1)
        _rows(self, ("Speaker", old, self._old), ("New name", new, self._new))
        self._old.currentTextChanged.connect(self.changed)
        self._new.textChanged.connect(self.changed)

    @property
    def complete(self) -> bool:
        """Whether both names are there, and are two."""
        old, new = self.names()
        return bool(old and new) and old != new

    def names(self) -> tuple[str, str]:
        """Return the whole name that is looked for, and the new one."""
        return self._old.currentText(), self._new.text().strip()


class FixForm(BatchForm):
    """The kind of fault that is mended."""

    title = "Mend All Episodes"

    def __init__(self, kinds: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Offer `kinds`: id and title of each."""
        super().__init__(parent)
        self._kind = QComboBox(self)
        self._kind.setObjectName("batchKind")
        for name, title in kinds:
            self._kind.addItem(title, name)
        look_like_a_field(self._kind)
        self.setFocusProxy(self._kind)
        row = QHBoxLayout()
        row.addWidget(self._kind, 1)
        _rows(self, ("Mend", row, self._kind))
        self._kind.currentIndexChanged.connect(self.changed)

    def kind(self) -> str:
        """Return the id of the kind that is chosen."""
        return str(self._kind.currentData())


def _field(name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setObjectName(name)
    return field


def _rows(form: QWidget, *rows: tuple[str, QHBoxLayout, QWidget]) -> None:
    """Lay out rows of a label and what stands beside it; the label names the field."""
    whole = QVBoxLayout(form)
    whole.setContentsMargins(0, 0, 0, 0)
    layout = Form()
    layout.setSpacing(form.fontMetrics().height() // 2)
    for words, row, field in rows:
        row.setContentsMargins(0, 0, 0, 0)
        layout.addRow(words, row)
        field.setAccessibleName(words)
    whole.addLayout(layout)
