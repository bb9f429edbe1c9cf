"""What two people changed, each in a way of their own: rows of *as read*, *mine* and *theirs*, to choose from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from cueline.episode.joining import Choice, Edited
from cueline.widgets import theme
from cueline.widgets.reviewing.review_list import KINDS, ROW, AnyIndex, ReviewDelegate, Runs, plain

CHOICE = Qt.ItemDataRole.UserRole + 1
"""Role: what is chosen; None while nothing is."""
JOINED = Qt.ItemDataRole.UserRole + 2
"""Role: the text that was made of both, "" where one of them is chosen as it is."""

COLUMNS = ("As read", "Mine", "Theirs")
BASE: Choice = "base"
MINE: Choice = "mine"
THEIRS: Choice = "theirs"
BOTH: Choice = "both"
_SIDES = (BASE, MINE, THEIRS)
_KEYS: dict[Qt.Key, Choice] = {
    Qt.Key.Key_R: BASE, Qt.Key.Key_1: BASE, Qt.Key.Key_M: MINE, Qt.Key.Key_2: MINE,
    Qt.Key.Key_T: THEIRS, Qt.Key.Key_3: THEIRS, Qt.Key.Key_B: BOTH, Qt.Key.Key_4: BOTH,
}  # fmt: skip
_EDITS = (Qt.Key.Key_E, Qt.Key.Key_5, Qt.Key.Key_F2)
_KINDS = {**KINDS, "body": "Text below", "removed": "Taken out"}
_SAID = {None: "to choose", BASE: "as read", MINE: "mine", THEIRS: "theirs", BOTH: "both"}


@dataclass(frozen=True, slots=True)
class JoinEntry:
    """A conflict: what it is about, and three texts as runs, each with whether it differs from what was read.

    `both`: the text with the changes of both, None where there is none.
    """

    id: Hashable
    kind: str
    place: str
    base: Runs
    mine: Runs
    theirs: Runs
    note: str = ""
    known: bool = True
    """Whether it is known what was read."""
    can_go_back: bool = True
    """Whether what was read can be chosen."""
    both: str | None = None
    writable: bool = False
    """Whether the text can be written by hand."""

    def can_be(self, choice: Choice) -> bool:
        """Tell whether this can be chosen."""
        if isinstance(choice, Edited):
            return self.writable
        return {BASE: self.can_go_back, BOTH: self.both is not None}.get(choice, True)

    def text(self, choice: Choice) -> str:
        """Return what stands there when this is chosen."""
        if isinstance(choice, Edited):
            return choice.text
        runs = {BASE: self.base, MINE: self.mine, THEIRS: self.theirs}.get(choice, ())
        return (self.both or "") if choice == BOTH else plain(runs)

    def written(self, text: str) -> Choice:
        """Return what is chosen when this is written: a side, if it is what that has."""
        sides: tuple[Choice, ...] = (MINE, THEIRS, BOTH, BASE)
        for side in sides:
            if self.can_be(side) and self.text(side) == text:
                return side
        return Edited(text)


class JoinModel(QAbstractListModel):
    """The conflicts, and what is chosen of each."""

    chosen = Signal()

    def __init__(self, rows: Sequence[JoinEntry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._choices: dict[Hashable, Choice] = {}

    @property
    def choices(self) -> Mapping[Hashable, Choice]:
        """What was chosen so far, by the ids of the rows."""
        return self._choices

    @property
    def left(self) -> int:
        """How many rows have no choice yet."""
        return sum(row.id not in self._choices for row in self._rows)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        choice = self._choices.get(row.id)
        if role == ROW:
            return row
        if role == CHOICE:
            return choice
        if role == JOINED:
            return "" if choice is None or choice in _SIDES else row.text(choice)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            chosen = "Not chosen yet" if choice is None else f"Chosen: {said(choice)}"
            joined = index.data(JOINED)
            return (
                f"{_KINDS.get(row.kind, row.kind)}, {row.place}. As read: {plain(row.base)} Mine: {plain(row.mine)} "
                f"Theirs: {plain(row.theirs)} {f'{chosen}: {joined}' if joined else chosen}."
            )
        return None

    def row(self, place: int) -> JoinEntry:
        """Return a row."""
        return self._rows[place]

    def choose(self, place: int, choice: Choice) -> bool:
        """Choose something for a row; False if it cannot be chosen there."""
        if not self._rows[place].can_be(choice):
            return False
        self._choices[self._rows[place].id] = choice
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
        self.chosen.emit()
        return True

    def choose_again(self, choices: Mapping[Any, Choice]) -> None:
        """Choose what was chosen before, of the rows that are still there."""
        for row in self._rows:
            if row.id in choices and row.can_be(choices[row.id]):
                self._choices[row.id] = choices[row.id]

    def choose_rest(self, side: Choice) -> None:
        """Choose a side for all rows that have none yet."""
        for row in self._rows:
            self._choices.setdefault(row.id, side)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.chosen.emit()

    def next_left(self, place: int) -> int | None:
        """Return the next row without a choice, from behind `place` on and then from the start; None without one."""
        count = len(self._rows)
        around = ((place + step) % count for step in range(1, count + 1))
        return next((row for row in around if self._rows[row].id not in self._choices), None)


class JoinList(QListView):
    """The conflicts, one below the other.

    1 or R takes what was read, 2 or M mine, 3 or T theirs, 4 or B both, 5 or E writes the text, N goes on.
    """

    row_changed = Signal()
    """Another row is current, or something else is chosen of it."""
    edit_requested = Signal()

    def __init__(self, rows: Sequence[JoinEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("joinList")
        self.setAccessibleName("What both have changed")
        self.rows = JoinModel(rows, self)
        self.setModel(self.rows)
        self.setItemDelegate(JoinDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.rows.dataChanged.connect(self._lay_out_anew)
        self.setCurrentIndex(self.rows.index(0, 0))

    @property
    def row(self) -> JoinEntry | None:
        """The current row."""
        return self.currentIndex().data(ROW)

    @property
    def choice(self) -> Choice | None:
        """What is chosen of the current row."""
        return self.currentIndex().data(CHOICE)

    def choose(self, choice: Choice) -> None:
        """Choose something for the current row, and go on to the next of which nothing is chosen."""
        place = self.currentIndex().row()
        if place >= 0 and self.rows.choose(place, choice):
            self.go_on()

    def write(self, text: str) -> None:
        """Choose what is written for the current row."""
        if self.row is not None:
            self.rows.choose(self.currentIndex().row(), self.row.written(text))

    def go_on(self) -> None:
        """Go to the next row that has no choice."""
        following = self.rows.next_left(self.currentIndex().row())
        if following is not None:
            self.setCurrentIndex(self.rows.index(following, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key of this list does; False for any other key."""
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        side = _KEYS.get(Qt.Key(event.key())) if plain_key else None
        if side is not None:
            self.choose(side)
        elif plain_key and event.key() == Qt.Key.Key_N:
            self.go_on()
        elif plain_key and event.key() in _EDITS:
            self.edit_requested.emit()
        else:
            return False
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        delegate = self.itemDelegate()
        assert isinstance(delegate, JoinDelegate)
        column = delegate.column_at(event.position().x(), self.visualRect(index), len(COLUMNS))
        self.rows.choose(index.row(), _SIDES[column])

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.row_changed.emit()

    def _lay_out_anew(self) -> None:
        """Give the rows the height that they need: what was made of both stands below them."""
        self.scheduleDelayedItemsLayout()
        self.row_changed.emit()


def said(choice: Choice | None) -> str:
    """Say what is chosen."""
    return "edited" if isinstance(choice, Edited) else _SAID[choice]


class JoinDelegate(ReviewDelegate):
    """Paints a conflict: three columns of text, the chosen one framed, with a tick and its word at the right."""

    kinds = _KINDS

    def columns(self, row: JoinEntry) -> Sequence[tuple[Runs, bool]]:
        """Return the three texts."""
        return (row.base, False), (row.mine, True), (row.theirs, True)

    def nothing(self, row: JoinEntry, *, is_now: bool) -> str:
        """Return what is said in a column without a text."""
        if is_now:
            return "not there any more"
        return "was not there" if row.known else "not known"

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        size = super().sizeHint(option, index)
        joined = self._joined(index, self._view.viewport().width())
        return size if joined is None else size + QSize(0, round(joined[1]) + self._em())

    def _joined(self, index: AnyIndex, width: int) -> tuple[Any, float] | None:
        """Lay out what was made of both, in a row of this width; None where nothing was."""
        text: str = index.data(JOINED)
        return self._layout(((text, False),), width - self._em() * 2, False) if text else None

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        super()._paint_ground(painter, rect, index)
        choice: Choice | None = index.data(CHOICE)
        em, colors = self._em(), theme.tokens(self._view.palette())
        words = said(choice) if choice is None else f"✓ {said(choice)}"
        painter.setPen(QColor(colors.warning if choice is None else colors.good))
        box = rect.adjusted(em, round(em * 0.6), -em, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, words)
        joined = self._joined(index, rect.width())
        if joined is not None:
            top = rect.bottom() - round(joined[1]) - em // 2
            frame = QRect(rect.left() + em, top, rect.width() - em * 2, round(joined[1]))
            self._paint_frame(painter, frame)
            painter.setPen(QColor(colors.text))
            joined[0].draw(painter, QPointF(frame.topLeft()))
        elif choice in _SIDES:
            column = _SIDES.index(choice)
            self._paint_frame(painter, self.column_rect(column, rect, len(COLUMNS)))

    def _paint_frame(self, painter: QPainter, around: QRect) -> None:
        em, palette = self._em(), self._view.palette()
        frame = around.adjusted(-em // 2, -em // 4, em // 2, em // 8)
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.setBrush(QColor(theme.tokens(palette).tint))
        painter.drawRoundedRect(frame, em / 4, em / 4)
