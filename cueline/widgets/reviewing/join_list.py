"""What two people changed, each otherwise: rows of *as read*, *mine* and *theirs* to choose from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from cueline.widgets import theme
from cueline.widgets.reviewing.review_list import KINDS, ROW, AnyIndex, ReviewDelegate, Runs, plain

SIDE = Qt.ItemDataRole.UserRole + 1
"""Role: which side is chosen, `base`, `mine` or `theirs`; None while none is."""

COLUMNS = ("As read", "Mine", "Theirs")
BASE, MINE, THEIRS = _SIDES = ("base", "mine", "theirs")
_KEYS = {
    Qt.Key.Key_R: BASE, Qt.Key.Key_1: BASE,
    Qt.Key.Key_M: MINE, Qt.Key.Key_2: MINE, Qt.Key.Key_T: THEIRS, Qt.Key.Key_3: THEIRS,
}  # fmt: skip
_KINDS = {**KINDS, "body": "Text below", "removed": "Taken out"}
_SAID = {None: "to choose", BASE: "as read", MINE: "mine", THEIRS: "theirs"}


@dataclass(frozen=True, slots=True)
class JoinEntry:
    """A conflict: what it is about, and three texts as runs, each with whether it differs from what was read."""

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


class JoinModel(QAbstractListModel):
    """The conflicts, and what is chosen of each."""

    chosen = Signal()

    def __init__(self, rows: Sequence[JoinEntry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._choices: dict[Hashable, str] = {}

    @property
    def choices(self) -> Mapping[Hashable, str]:
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
        side = self._choices.get(row.id)
        if role == ROW:
            return row
        if role == SIDE:
            return side
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                f"{_KINDS.get(row.kind, row.kind)}, {row.place}. As read: {plain(row.base)} Mine: {plain(row.mine)} "
                f"Theirs: {plain(row.theirs)} {'Not chosen yet' if side is None else f'Chosen: {_SAID[side]}'}."
            )
        return None

    def choose(self, place: int, side: str) -> None:
        """Choose a side for a row; nothing where what was read is chosen and cannot be."""
        if side == BASE and not self._rows[place].can_go_back:
            return
        self._choices[self._rows[place].id] = side
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
        self.chosen.emit()

    def choose_rest(self, side: str) -> None:
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
    """The conflicts, one below the other. 1 or R takes what was read, 2 or M mine, 3 or T theirs, N goes on."""

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
        self.setCurrentIndex(self.rows.index(0, 0))

    def choose(self, side: str) -> None:
        """Choose a side for the current row, and go on to the next that has none."""
        place = self.currentIndex().row()
        if place >= 0:
            self.rows.choose(place, side)
            self.go_on()

    def go_on(self) -> None:
        """Go to the next row that has no choice."""
        following = self.rows.next_left(self.currentIndex().row())
        if following is not None:
            self.setCurrentIndex(self.rows.index(following, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        side = _KEYS.get(Qt.Key(event.key())) if plain_key else None
        if side is not None:
            self.choose(side)
        elif plain_key and event.key() == Qt.Key.Key_N:
            self.go_on()
        else:
            super().keyPressEvent(event)

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

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        super()._paint_ground(painter, rect, index)
        side: str | None = index.data(SIDE)
        palette, em = self._view.palette(), self._em()
        colors = theme.tokens(palette)
        words = f"✓ {_SAID[side]}" if side else _SAID[None]
        painter.setPen(QColor(colors.good if side else colors.warning))
        box = rect.adjusted(em, round(em * 0.6), -em, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, words)
        if side is None:
            return
        frame = self.column_rect(_SIDES.index(side), rect, len(COLUMNS))
        frame.adjust(-em // 2, -em // 4, em // 2, em // 8)
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.setBrush(QColor(colors.tint))
        painter.drawRoundedRect(frame, em / 4, em / 4)
