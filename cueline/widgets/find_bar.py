"""The find bar: what is looked for, and how often it is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from cueline.widgets import theme


class FindBar(QWidget):
    """A field with a count. Enter goes to the next place, Shift+Enter to the one before, Escape closes."""

    search_changed = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName("Find")
        self._field = self._make_field()
        self._count = QLabel(self)
        self._count.setObjectName("findCount")
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("1,000 of 1,000"))
        self._previous = self._button("up", "Previous place (Shift+Enter)", self.previous_requested)
        self._next = self._button("down", "Next place (Enter)", self.next_requested)
        self._close = self._button("close", "Close (Esc)", self.closed)
        self._lay_out()
        self.set_count(0, 0)

    def text(self) -> str:
        """Return what is looked for."""
        return self._field.text()

    def open_with(self, text: str = "") -> None:
        """Show the bar with the keyboard in it; empty text keeps what was looked for last."""
        self.show()
        if text:
            self._field.setText(text)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def set_count(self, current: int, total: int) -> None:
        """Say which place of how many is shown; `current` counts from 1, 0 for none."""
        found = bool(total) or not self.text()
        if bool(self._field.property("invalid")) == found:
            self._field.setProperty("invalid", not found)
            self._field.style().polish(self._field)
        words = "Nothing found" if not found else ""
        if total:
            plural = "place" if total == 1 else "places"
            words = f"{current:,} of {total:,}" if current else f"{total:,} {plural}"
        self._count.setText(words)
        for button in (self._previous, self._next):
            button.setEnabled(total > 0)

    def count_text(self) -> str:
        """Return what the bar says about how often it is there."""
        return self._count.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
            line = QRect(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, self.palette().color(QPalette.ColorRole.Mid))

    def _take_key(self, event: QKeyEvent) -> bool:
        backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        elif backwards:
            self.previous_requested.emit()
        else:
            self.next_requested.emit()
        return True

    def _make_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName("findField")
        field.setAccessibleName("Find in transcript")
        field.setPlaceholderText("Find in transcript")
        field.setClearButtonEnabled(False)
        field.addAction(
            QAction(theme.icon("search"), "", field), QLineEdit.ActionPosition.LeadingPosition
        )
        field.setMaximumWidth(self.fontMetrics().height() * 24)
        field.textChanged.connect(self.search_changed)
        field.installEventFilter(self)
        self.setFocusProxy(field)
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
        row = QHBoxLayout(self)
        row.setContentsMargins(em // 2, em // 4, em // 2, em // 4 + 1)
        row.setSpacing(em // 4)
        row.addWidget(self._field, 1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addSpacing(em // 2)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._close)
