"""The list of what an episode still lacks: a sentence each, one step from its place, with buttons that mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.publishing import Command, Mend, Remark
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip

READY = "Ready."
_ICONS = {"error": "error", "warning": "warning", "hint": "info"}
_WORDS = {"error": "Wrong", "warning": "Missing", "hint": "Could be better"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PublishList(QScrollArea):
    """Shows remarks. Enter or a click asks for the place of one, its buttons ask to mend it; Escape leaves."""

    jump_requested = Signal(object)  # Remark
    mend_requested = Signal(object, int)  # Remark, which of its mends
    command_requested = Signal(str)  # id of an action
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("publishList")
        self.setAccessibleName("Ready to publish?")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[RemarkRow] = []
        self._said = QLabel(self)
        self._said.setObjectName("publishSaid")
        self._said.setWordWrap(True)
        inside = QWidget(self)
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        em = self.fontMetrics().height()
        self._said.setContentsMargins(em // 2, em // 2, em // 2, em // 3)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, em // 2)
        self._column.setSpacing(0)
        self._column.addWidget(self._said)
        self._column.addStretch(1)
        self.setWidget(inside)

    def set_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these remarks; rows of those that stay are kept, and the focus keeps its place in the list."""
        place = next((i for i, row in enumerate(self.rows) if row.has_keyboard), None)
        free, rows = list(self.rows), list[RemarkRow]()
        for remark in remarks:
            row = next((old for old in free if old.remark == remark), None)
            if row is None:
                row = self._new_row(remark)
            else:
                free.remove(row)
                row.remark = remark
            rows.append(row)
        for row in free:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, row in enumerate(rows):
            if self._column.indexOf(row) != number + 1:
                self._column.insertWidget(number + 1, row)
            row.show()
        self.rows = rows
        self._sum_up()
        if place is not None and not any(row.has_keyboard for row in rows):
            self.go(min(place, len(rows) - 1))

    def wait(self) -> None:
        """Say that the episode is being looked through, where nothing is listed yet."""
        if not self.rows:
            self._said.setText("…")

    def go(self, place: int) -> None:
        """Put the focus on a row; on the list itself where there is none."""
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()
            self.ensureWidgetVisible(self.rows[place], 0, 0)
        elif not self.rows:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _STEPS and self.rows:
            here = next((i for i, row in enumerate(self.rows) if row.has_keyboard), -1)
            self.go(max(0, here + _STEPS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 17, em * 16)

    def _new_row(self, remark: Remark) -> RemarkRow:
        row = RemarkRow(remark, self)
        row.jump_requested.connect(lambda: self.jump_requested.emit(row.remark))
        row.mend_requested.connect(lambda which: self.mend_requested.emit(row.remark, which))
        row.command_requested.connect(self.command_requested)
        return row

    def _sum_up(self) -> None:
        amount = len(self.rows)
        text = f"{amount} things are missing or wrong." if amount > 1 else "One thing is missing."
        self._said.setText(text if amount else READY)
        palette, colours = QPalette(self.palette()), theme.tokens(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, colours.muted if amount else colours.good)
        self._said.setPalette(palette)


class RemarkRow(QFrame):
    """One remark: its mark, its sentence, and below it a button for each mend and each command."""

    jump_requested = Signal()
    mend_requested = Signal(int)
    command_requested = Signal(str)  # id of an action

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark = remark
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{_WORDS[remark.severity]}: {remark.message}")
        self.setToolTip("Go there (Enter)")
        self._words = QLabel(remark.message, self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.buttons = [self._button(number, mend) for number, mend in enumerate(remark.mends)]
        self.buttons += [self._command_button(command) for command in remark.commands]
        self._lay_out()

    @property
    def has_keyboard(self) -> bool:
        """Whether the focus is on the row or on one of its buttons."""
        return self.hasFocus() or any(button.hasFocus() for button in self.buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.hasFocus():
            self.jump_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.jump_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            palette, colours = self.palette(), theme.tokens(self.palette())
            if self.has_keyboard:
                painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Highlight))
                bar = QRect(0, 0, 3, self.height())
                painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
            elif self.underMouse():
                painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Midlight))
            line = QRect(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))
            side = round(self.fontMetrics().height() * 1.05)
            em = self.fontMetrics().height()
            area = QRect(em // 2 + 2, self._words.y() + 1, side, side)
            colour = {"error": colours.error, "warning": colours.warning, "hint": colours.info}
            severity = self.remark.severity
            theme.tinted_icon(_ICONS[severity], colour[severity]).paint(painter, area)

    def _button(self, number: int, mend: Mend) -> MendButton:
        button = MendButton(mend.label, self)
        button.clicked.connect(lambda: self.mend_requested.emit(number))
        return button

    def _command_button(self, command: Command) -> MendButton:
        button = MendButton(command.label, self)
        button.setToolTip("Shows the list of what would change before anything happens")
        button.clicked.connect(lambda: self.command_requested.emit(command.action))
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        grid = QGridLayout(self)
        grid.setContentsMargins(em * 2, em // 3 + 1, em // 2, em // 3 + 1)
        grid.setVerticalSpacing(em // 4)
        grid.addWidget(self._words, 0, 0)
        for number, button in enumerate(self.buttons, start=1):
            grid.addWidget(button, number, 0, Qt.AlignmentFlag.AlignLeft)


class MendButton(QToolButton):
    """A button whose words go on in a second line where there is no room; whole in the tool tip."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = words
        self.setText(words)
        self.setProperty("outlined", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words}. One undo takes it back."))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _shown_width(self) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, self.text().split("\n")))

    @property
    def whole(self) -> str:
        """The words as they are where there is room."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        whole = self.fontMetrics().horizontalAdvance(self._whole)
        shown = self._shown_width()
        hint = super().sizeHint()
        return QSize(hint.width() + whole - shown, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - super().sizeHint().width() + self._shown_width() + 1
        text = "\n".join(in_two(self._whole, self.fontMetrics(), room))
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


def in_two(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Part words into two lines at most, each no wider than `room` (pixels); the second is cut where it must be."""
    first = words
    while metrics.horizontalAdvance(first) > room and " " in first:
        first = first.rpartition(" ")[0]
    lines = [first, words[len(first) :].strip()]
    elide = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(line, elide, room) for line in lines if line]
