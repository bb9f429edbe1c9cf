"""The find bar: what is looked for, how often it is there, and what takes its place."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cueline.episode.replacing import MEANT, Part, Pattern
from cueline.widgets import theme
from cueline.widgets.finding.replace_options import PatternToggles
from cueline.widgets.finding.replace_row import ReplaceRow

_WIDE = 46
"""From this width on all stands beside the fields, in heights of its text; else how it is looked for stands below."""
_LEAST = 18
"""How narrow it can be, in the same unit."""


class FindBar(QWidget):
    """A field with a count. Enter goes to the next place, Shift+Enter to the one before, Escape closes.

    A second row, for replacing, is shown when it is asked for: it has a field and buttons of its own.
    """

    search_changed = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName("Find")
        self._field = self._make_field("findField", "Find in transcript", "search")
        self._field.textChanged.connect(self.search_changed)
        self.setFocusProxy(self._field)
        self._toggles = PatternToggles(self)
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("1,000 of 1,000"))
        self._previous = self._button("up", "Previous place (Shift+Enter)", self.previous_requested)
        self._next = self._button("down", "Next place (Enter)", self.next_requested)
        self._close = self._button("close", "Close (Esc)", self.closed)
        self._new = self._make_field("replaceField", "Replace with", "right")
        self.replace_row = ReplaceRow(self._new, self)
        self._fault = QLabel(self)
        self._fault.setObjectName("findFault")
        self._fault.setWordWrap(True)
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._toggles.changed.connect(self._tell)
        self.replace_row.parts.changed.connect(self._tell)
        self._show_row(shown=False)
        self.set_fault("")
        self.set_count(0, 0)

    @property
    def replacing(self) -> bool:
        """Tell whether the row for replacing is shown."""
        return not self.replace_row.isHidden()

    def text(self) -> str:
        """Return what is looked for."""
        return self._field.text()

    def replacement(self) -> str:
        """Return what is put in its place."""
        return self._new.text()

    def pattern(self) -> Pattern:
        """Return what is looked for, and how."""
        return self._toggles.pattern(self.text())

    def parts(self) -> tuple[Part, ...]:
        """Return what is searched: what is ticked in the second row, or what is usual."""
        return self.replace_row.parts.parts() if self.replacing else MEANT

    def open_with(self, text: str = "", *, replacing: bool = False) -> None:
        """Show the bar with the keyboard in it; empty text keeps what was looked for last."""
        self._show_row(shown=replacing)
        self.show()
        if text:
            self._field.setText(text)
        field = self._new if replacing and self.text() else self._field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def set_count(self, current: int, total: int) -> None:
        """Say which place of how many is shown; `current` counts from 1, 0 for none."""
        found = bool(total) or not self.text()
        _mark(self._field, wrong=not found)
        words = "Nothing found" if not found else ""
        if total:
            plural = "place" if total == 1 else "places"
            words = f"{current:,} of {total:,}" if current else f"{total:,} {plural}"
        self._count.setText(words)
        for button in (self._previous, self._next):
            button.setEnabled(total > 0)
        self.replace_row.set_possible(possible=total > 0)

    def set_fault(self, fault: str, *, of_replacement: bool = False) -> None:
        """Say below the fields what is wrong with one of them; "" if nothing is."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        _mark(self._new, wrong=bool(fault) and of_replacement)
        if fault and not of_replacement:
            _mark(self._field, wrong=True)
            self._count.setText("")

    def show_looking(self) -> None:
        """Say that it takes a while."""
        self.set_fault("")
        _mark(self._field, wrong=False)
        self._count.setText("Looking…")

    def count_text(self) -> str:
        """Return what the bar says about how often it is there."""
        return self._count.text()

    def fault_text(self) -> str:
        """Return what the bar says is wrong; "" if nothing is."""
        return self._fault.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched in (self._field, self._new):
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than it needs with its options below."""
        return QSize(self.fontMetrics().height() * _LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().height() * _WIDE
        if wide != self._wide:
            self._wide = wide
            self._place_options()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
            line = QRect(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, self.palette().color(QPalette.ColorRole.Mid))

    def _take_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers()
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        elif modifiers & Qt.KeyboardModifier.ControlModifier and self.replacing:
            self.replace_row.replace_all_requested.emit()
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.previous_requested.emit()
        else:
            self.next_requested.emit()
        return True

    def _tell(self) -> None:
        self.search_changed.emit(self.text())

    def _show_row(self, *, shown: bool) -> None:
        self.replace_row.setVisible(shown)
        self.replace_row.parts.setVisible(shown)
        self._new.setVisible(shown)

    def _make_field(self, name: str, words: str, icon: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setPlaceholderText(words)
        field.addAction(
            QAction(theme.icon(icon), words, field), QLineEdit.ActionPosition.LeadingPosition
        )
        field.setMaximumWidth(self.fontMetrics().height() * 24)
        field.installEventFilter(self)
        return field

    def _button(self, icon: str, tip: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        side = self.fontMetrics().height()
        button.setIconSize(QSize(side, side))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.clicked.connect(signal)
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._wide = True
        beside, options = self._beside, self._options = QHBoxLayout(), QHBoxLayout()
        beside.setSpacing(em // 4)
        beside.addWidget(self._previous)
        beside.addWidget(self._next)
        beside.addSpacing(em // 2)
        beside.addStretch(1)
        beside.addWidget(self._close)
        options.setSpacing(em // 2)
        rows = self._rows = QGridLayout(self)
        rows.setContentsMargins(em // 2, em // 4, em // 2, em // 4 + 1)
        rows.setHorizontalSpacing(em // 2)
        rows.setVerticalSpacing(em // 4)
        rows.addWidget(self._field, 0, 0)
        rows.addLayout(beside, 0, 1)
        rows.addWidget(self._new, 1, 0)
        rows.addWidget(self.replace_row, 1, 1)
        rows.addLayout(options, 2, 0, 1, 2)
        rows.addWidget(self._fault, 4, 0, 1, 2)
        rows.setColumnStretch(0, 1)
        rows.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._place_options()
        self._order()

    def _place_options(self) -> None:
        """Put how and where it is looked for beside the fields, or where that leaves them little room, below."""
        parts, replace_row = self.replace_row.parts, self.replace_row.row
        for layout in (self._beside, self._options, replace_row, self._rows):
            for widget in (self._toggles, self._count, parts):
                layout.removeWidget(widget)
        if self._wide:
            self._beside.insertWidget(0, self._toggles)
            self._beside.insertWidget(4, self._count)
            replace_row.insertWidget(3, parts)
        else:
            self._options.addWidget(self._toggles)
            self._options.addWidget(self._count)
            self._options.addStretch(1)
            self._rows.addWidget(parts, 3, 0, 1, 2)
        parts.setVisible(self.replacing)

    def _order(self) -> None:
        """Let Tab go from field to field first, then to what is pressed, then to how it is looked for."""
        row = self.replace_row
        places = (
            self._field, self._new, row.one, row.all, *self._toggles.buttons.values(),
            *row.parts.boxes.values(), self._previous, self._next, self._close,
        )  # fmt: skip
        for one, other in pairwise(places):
            self.setTabOrder(one, other)


def _mark(field: QLineEdit, *, wrong: bool) -> None:
    if bool(field.property("invalid")) != wrong:
        field.setProperty("invalid", wrong)
        field.style().polish(field)
