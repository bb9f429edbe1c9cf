"""What is asked for in many files: a replacement, a speaker's new name, the kind of fault to be mended."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.catalogue import EpisodeEntry, mendable_in, speakers_in
from cueline.episode.replacing import Part, Pattern
from cueline.episode.summary import counted
from cueline.widgets.finding.replace_options import PartBoxes, PatternToggles
from cueline.widgets.forms import Form, look_like_a_field

AMOUNT = Qt.ItemDataRole.AccessibleDescriptionRole
"""What is said beside a name that can be chosen."""


Asked = tuple[Pattern, str, tuple[Part, ...]]
"""What is looked for, what takes its place, and where."""


class BatchForm(QWidget):
    """A form at the top of the window for many files. `changed`: what is asked for is something else now."""

    changed = Signal()
    title = ""

    @property
    def complete(self) -> bool:
        """Whether enough is said to look for anything."""
        return True

    def asked(self) -> Asked | None:
        """Return what was typed, for the next time; None where there is nothing worth keeping."""
        return None

    def take_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Show beside what can be chosen how much of it there is, as far as that is known of the episodes."""


class ReplaceForm(BatchForm):
    """What is looked for, how and where, and what takes its place."""

    title = "Replace in All Episodes"

    def __init__(self, asked: Asked | None = None, parent: QWidget | None = None) -> None:
        """Begin with what was asked for before; marked, so that something else typed takes its place."""
        super().__init__(parent)
        self._was, self._now = _field("batchFind", self), _field("batchReplace", self)
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
        if asked is not None:
            self._put(*asked)
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

    def asked(self) -> Asked:
        """Return all that is asked for."""
        return self.pattern(), self.replacement(), self.parts()

    def _put(self, pattern: Pattern, replacement: str, parts: tuple[Part, ...]) -> None:
        self._was.setText(pattern.text)
        self._was.selectAll()
        self._now.setText(replacement)
        self._toggles.put(pattern)
        self._parts.put(parts)


class RenameForm(BatchForm):
    """A speaker, by the whole name, and the new name."""

    title = "Rename a Speaker in All Episodes"

    def __init__(self, names: Sequence[str], current: str, parent: QWidget | None = None) -> None:
        """Offer `names`, those of the open episode, until those of all episodes are known."""
        super().__init__(parent)
        self._own = names
        self._old = QComboBox(self)
        self._old.setObjectName("batchOldName")
        self._old.setEditable(True)
        self._old.addItems(list(names))
        self._old.setCurrentText(current)
        self._old.setItemDelegate(AmountDelegate(self._old))
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

    def take_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Offer the names of all episodes, who says most first; what was typed stays."""
        sums = speakers_in(entries)
        if not sums or self._old.view().isVisible():
            return
        text, before = self._old.currentText(), self._old.blockSignals(True)
        self._old.clear()
        for name, sum_ in sums.items():
            self._old.addItem(name)
            words = f"{counted(sum_.amount, 'line')} in {counted(sum_.episodes, 'episode')}"
            self._old.setItemData(self._old.count() - 1, words, AMOUNT)
        self._old.addItems([name for name in self._own if name not in sums])
        self._old.setCurrentText(text)
        self._old.blockSignals(before)

    def names(self) -> tuple[str, str]:
        """Return the whole name that is looked for, and the new one."""
        return self._old.currentText(), self._new.text().strip()


class FixForm(BatchForm):
    """The kind of fault that is mended."""

    title = "Mend All Episodes"

    def __init__(self, kinds: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Offer `kinds`: id and title of each."""
        super().__init__(parent)
        self._titles = dict(kinds)
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

    def take_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Say how many of each kind there are; one that there is comes first to be chosen, until the form is shown."""
        checked = [entry for entry in entries if entry.errors is not None]
        if not checked:
            return
        sums = mendable_in(checked)
        for place in range(self._kind.count()):
            name = str(self._kind.itemData(place))
            found = sums.get(name)
            amount = f"{found.amount:,} in {counted(found.episodes, 'file')}" if found else "none"
            self._kind.setItemText(place, f"{self._titles[name]}: {amount}")
        if sums and not self.isVisible():
            self._kind.setCurrentIndex(self._first_of(sums))

    def _first_of(self, names: Container[str]) -> int:
        places = range(self._kind.count())
        return next((place for place in places if self._kind.itemData(place) in names), 0)

    def kind(self) -> str:
        """Return the id of the kind that is chosen."""
        return str(self._kind.currentData())


class AmountDelegate(QStyledItemDelegate):
    """Paints beside a name how much there is of it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        amount = metrics.horizontalAdvance(str(index.data(AMOUNT) or ""))
        return size + QSize(amount + 2 * metrics.height(), metrics.height() // 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        words, em = index.data(AMOUNT), option.fontMetrics.height()  # type: ignore[attr-defined]
        if words:
            painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))  # type: ignore[attr-defined]
            rect = option.rect.adjusted(0, 0, -em // 2, 0)  # type: ignore[attr-defined]
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )


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
