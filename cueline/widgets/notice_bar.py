"""Notices above the table: what the user should know, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGridLayout,
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

_SEEN = 2
"""So many notices are seen at once."""
_NARROW = 26
"""Where there is less room for the sentences, in heights of the text, they get long: one notice is seen at once."""
_MOST_LINES = 2
"""So many lines the sentence of a notice may have beside its buttons."""
_LEAST = 14
"""How narrow a sentence may get, in heights of its text."""
_FAR = 100_000
"""More pixels than a sentence is high."""
RESTING_MS = 400
"""For how long a click is not taken after the notices have moved: it was meant for what stood there before."""
_CLICKS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1
}  # fmt: skip

Action = tuple[str, Callable[[], object]]
"""What is written on a button, and what it does."""


class NoticeBar(QWidget):
    """Notices below each other; no room is taken while there is none. Of many the gravest and newest are seen.

    Where it is narrow, that is one. The arrow keys walk the buttons. The focus goes back where it was before it came
    here on Escape, and when the notice that has it is closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._sum: Notice | None = None
        self._fault: Notice | None = None
        self._notices: list[Notice] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(1)
        self._more = QPushButton(self)
        self._more.setProperty("quiet", True)
        self._more.setProperty("slim", True)
        self._more.setToolTip("Show all messages")
        self._more.clicked.connect(self._unfold)
        self._more.installEventFilter(self)
        self._unfolded = False
        self._at_once = _SEEN
        self._moved = QElapsedTimer()
        """Since when the notices stand where they stand; not started while there is none."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
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
        for button in notice.answers:
            button.installEventFilter(self)
        self._stack.addWidget(notice)
        self._notices.append(notice)
        self._arrange()
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
        return list(self._notices)

    def clear(self) -> None:
        """Close all notices but those that stay, whatever file is open."""
        for notice in self.notices():
            if not notice.stays:
                self._remove(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._at_once != (1 if self._is_narrow() else _SEEN):
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that walk the buttons; leave out clicks on what has just moved below the mouse."""
        if event.type() in _CLICKS:
            return self._moved.isValid() and self._moved.elapsed() < RESTING_MS
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            assert isinstance(watched, QAbstractButton)
            return self._take_key(Qt.Key(event.key()), watched)
        return False

    def _take_key(self, key: Qt.Key, button: QAbstractButton) -> bool:
        if key == Qt.Key.Key_Escape:
            self._give_focus_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button.click()
        elif key in _STEPS:
            seen = [one for one in self._buttons() if one.isVisibleTo(self)]
            at = seen.index(button) + _STEPS[key]
            seen[max(0, min(at, len(seen) - 1))].setFocus()
        else:
            return False
        return True

    def _buttons(self) -> list[QAbstractButton]:
        return [*(button for notice in self.notices() for button in notice.answers), self._more]

    def _unfold(self) -> None:
        self._unfolded = True
        if self._more.hasFocus():
            self._give_focus_back()
        self._arrange()

    def _arrange(self) -> None:
        """Show the notices that are to be seen, and how many there are more."""
        notices = self.notices()
        at_once = self._at_once = 1 if self._is_narrow() else _SEEN
        self._unfolded = self._unfolded and len(notices) > at_once
        order = sorted(enumerate(notices), key=lambda one: (KINDS.index(one[1].kind), one[0]))
        left_out = [] if self._unfolded else [notice for _, notice in order[:-at_once]]
        if left_out:
            self._moved.start()
        for notice in notices:
            notice.setVisible(notice not in left_out)
        self._more.setVisible(bool(left_out))
        self._more.setText(f"{len(left_out)} more")
        seen = [notice for notice in notices if notice not in left_out]
        if seen:
            gravest = max(seen, key=lambda notice: KINDS.index(notice.kind))
            self.setFocusProxy(gravest.answers[0])
        self.setVisible(bool(seen))

    def _is_narrow(self) -> bool:
        return self.width() < self.fontMetrics().height() * _NARROW

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
        if notice in self._notices:
            self._notices.remove(notice)
        self._stack.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        if self._notices:
            self._moved.start()
        self._arrange()


class Notice(QFrame):
    """One notice: icon, sentence, buttons, and a cross to close it."""

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
        self._words.setObjectName("noticeWords")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._beside = QWidget(self)
        self._grid = QGridLayout(self)
        self.buttons = [self._button(label, act) for label, act in actions]
        self.cross = self._cross()
        self._lay_out()
        self._tint()

    @property
    def answers(self) -> list[QAbstractButton]:
        """All that can be pressed, the cross last."""
        return [*self.buttons, self.cross]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than its buttons need below the sentence."""
        margins = self._grid.contentsMargins()
        wide = self._beside.sizeHint().width() if self.buttons else 0
        wide = max(wide, self.fontMetrics().height() * _LEAST) + margins.left() + margins.right()
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

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
        cross.setToolTip("Close this notice")
        cross.setIcon(theme.icon("close"))
        side = self.fontMetrics().height()
        cross.setIconSize(QSize(side, side))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(lambda: self.closed.emit(self))
        return cross

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(em * 0.6))
        for button in self.buttons:
            row.addWidget(button)
        self._beside.setVisible(bool(self.buttons))
        grid = self._grid
        grid.setContentsMargins(em, em // 2, em // 2, em // 2)
        grid.setHorizontalSpacing(round(em * 0.6))
        grid.setVerticalSpacing(em // 3)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._words, 0, 1)
        grid.addWidget(self._beside, 0, 2)
        grid.addWidget(self.cross, 0, 3)
        grid.setColumnStretch(1, 1)

    def _place_buttons(self) -> None:
        """Put the buttons below the sentence where they would leave it so little room that it gets long."""
        metrics, space = self._words.fontMetrics(), self._grid.horizontalSpacing()
        margins = self._grid.contentsMargins()
        taken = self._icon.sizeHint().width() + self.cross.sizeHint().width() + 3 * space
        taken += margins.left() + margins.right() + self._beside.sizeHint().width()
        room = QRect(0, 0, max(1, self.width() - taken), _FAR)
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words.text())
        below = bool(self.buttons) and needed.height() > _MOST_LINES * metrics.lineSpacing()
        # Below the icon too, where they would not find room under the words.
        first = 1 if taken <= self.width() else 0
        place = (1, first, 1, 4 - first) if below else (0, 2, 1, 1)
        if self._grid.getItemPosition(self._grid.indexOf(self._beside)) != place:
            self._grid.removeWidget(self._beside)
            side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0)
            self._grid.addWidget(self._beside, *place, side)

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
