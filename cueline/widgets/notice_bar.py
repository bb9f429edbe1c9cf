"""Notices above the table: what the user should know, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.visible import visible
from cueline.widgets import theme

KINDS = ("info", "warning", "error")
"""The kinds of notices; each has its icon and its colour."""

Action = tuple[str, Callable[[], object]]
"""What is written on a button, and what it does."""


class NoticeBar(QWidget):
    """Notices below each other; no room is taken while there is none.

    The focus goes back where it was before it came here when the notice that has it is closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._sum: Notice | None = None
        self._fault: Notice | None = None
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(1)
        self._before: list[QWidget] = []
        """What had the focus before a notice, then what that is in."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)
        self.hide()

    def show_message(
        self, text: str, kind: str = "info", actions: Sequence[Action] = (), *, stays: bool = False
    ) -> Notice:
        """Show a notice; one with the same words is replaced. An action closes it; `clear` does unless it `stays`.

        ValueError for an unknown kind.
        """
        if kind not in KINDS:
            raise ValueError(f"no kind of notice {kind!r}")
        for old in self.notices():
            if old.text == text:
                self._remove(old)
        notice = Notice(text, kind, actions, self)
        notice.stays = stays
        notice.closed.connect(self._remove)
        self._stack.addWidget(notice)
        self.show()
        return notice

    def show_sum(self, text: str, actions: Sequence[Action] = ()) -> None:
        """Show what came of a pass, in place of what came of the one before; "": nothing any more."""
        if self._sum is not None and self._sum in self.notices():
            self._remove(self._sum)
        self._sum = self.show_message(text, actions=actions) if text else None

    def change_sum(self, text: str, actions: Sequence[Action] = ()) -> None:
        """Show what is left of a pass, unless its sum was closed."""
        if self._sum is not None and self._sum in self.notices():
            self.show_sum(text, actions)

    def show_fault(self, text: str) -> None:
        """Show what is wrong as long as it is, whatever file is open; `end_fault` takes it away."""
        self.end_fault()
        self._fault = self.show_message(text, kind="error", stays=True)

    def end_fault(self) -> None:
        """Take away what was wrong: it is so no more."""
        if self._fault is not None and self._fault in self.notices():
            self._remove(self._fault)
        self._fault = None

    def notices(self) -> list[Notice]:
        """Return the notices that are shown, oldest first."""
        entries = (self._stack.itemAt(place) for place in range(self._stack.count()))
        widgets = (entry.widget() for entry in entries if entry)
        return [widget for widget in widgets if isinstance(widget, Notice)]

    def clear(self) -> None:
        """Close all notices but those that stay, whatever file is open."""
        for notice in self.notices():
            if not notice.stays:
                self._remove(notice)

    def _note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is None or now is None or not self.isAncestorOf(now) or self.isAncestorOf(old):
            return
        if old.window() is self.window():
            self._before = [old, *(w for w in _around(old) if w.focusPolicy())]

    def _give_focus_back(self) -> None:
        there = (widget for widget in self._before if shiboken6.isValid(widget))
        back = next((widget for widget in there if widget.isVisible()), None)
        if back is not None:
            back.setFocus()

    def _remove(self, notice: Notice) -> None:
        if notice.isAncestorOf(self.window().focusWidget() or self):
            self._give_focus_back()
        self._stack.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(self._stack.count() > 0)


class Notice(QFrame):
    """One notice: icon, sentence, buttons, and a cross to close it. Escape closes it too."""

    closed = Signal(object)

    def __init__(
        self, text: str, kind: str, actions: Sequence[Action], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text = text
        self.kind = kind
        self.stays = False
        self.setAccessibleName(f"{kind.capitalize()}: {text}")
        self._icon = QLabel(self)
        self._words = QLabel(visible(text), self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = [self._button(label, act) for label, act in actions]
        self.cross = self._cross()
        self._lay_out()
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(self)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = theme.tokens(self.palette())
            painter.fillRect(self.rect(), getattr(colors, f"{self.kind}_tint"))
            painter.fillRect(QRect(0, 0, 3, self.height()), getattr(colors, self.kind))
            painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colors.border)

    def _button(self, label: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(label, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._run(act))
        return button

    def _run(self, act: Callable[[], object]) -> None:
        self.closed.emit(self)
        act()

    def _cross(self) -> QToolButton:
        cross = QToolButton(self)
        cross.setAccessibleName("Close this notice")
        cross.setToolTip("Close this notice (Esc)")
        cross.setIcon(theme.icon("close"))
        side = self.fontMetrics().height()
        cross.setIconSize(QSize(side, side))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(lambda: self.closed.emit(self))
        return cross

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em // 3, em // 2, em // 3)
        row.setSpacing(round(em * 0.6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        for button in self.buttons:
            row.addWidget(button)
        row.addWidget(self.cross)

    def _tint(self) -> None:
        side = round(self.fontMetrics().height() * 1.2)
        color = getattr(theme.tokens(self.palette()), self.kind)
        icon = theme.tinted_icon(self.kind, color)
        self._icon.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))


def _around(widget: QWidget) -> Iterator[QWidget]:
    """Give what a widget is in, from near to far."""
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
