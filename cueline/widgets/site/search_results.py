"""What the one box found: episodes, addresses, and below each episode the lines with the words that were looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cueline.episode import Clock
from cueline.episode.catalogue import Place
from cueline.episode.visible import visible
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip
from cueline.widgets.site.search_box import types_text

AnyIndex = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE
_CLOCK = Clock()
_KINDS = {"address": "Address", "time": "Time", "title": "Title", "guest": "Guest"}
_GROUPS = {"Address": ("address",), "At that time": ("time",), "Episodes": ("title", "guest")}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a group of places: its name, and how many there are."""

    text: str
    note: str


Row = Heading | Place


def rows_of(places: Sequence[Place], total: int) -> list[Row]:
    """Return the rows of a list: addresses, then whole episodes, then the lines below their episodes.

    `total`: how many places there are in all, with those that are not in `places`.
    """
    rows: list[Row] = []
    for name, kinds in _GROUPS.items():
        group = [place for place in places if place.kind in kinds]
        if group:
            rows += [Heading(name, f"{len(group):,}"), *group]
    rows += _lines([place for place in places if place.kind not in _KINDS])
    if total > len(places):
        rest = total - len(places)
        rows.append(Heading(f"… and {rest:,} more. Write more words to see fewer.", ""))
    return rows


def _lines(places: Sequence[Place]) -> Iterator[Row]:
    counts = Counter(place.path for place in places)
    last: Path | None = None
    for place in places:
        if place.path != last:
            last = place.path
            yield Heading(place.title or place.path.name, _counted(counts[last]))
        yield place


def _counted(count: int) -> str:
    return "1 place" if count == 1 else f"{count:,} places"


class ResultModel(QAbstractListModel):
    """The rows, replaced whole. Headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def place_at(self, index: AnyIndex) -> Place | None:
        """Return the place of a row; None for a heading, or none."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        return row if isinstance(row, Place) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.place_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> object:
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return None
        place = self.place_at(index)
        if place is None:
            heading = self.rows[index.row()]
            return heading.text if isinstance(heading, Heading) else None
        if role == _ROLE.ToolTipRole:
            return plain_tip(f"{place.title or place.path.name}\n{place.path}\nGo there (Enter)")
        words = f"{place.before}{place.hit}{place.after}"
        return visible(" ".join(part for part in (said_at(place), said_by(place), words) if part))


def said_at(place: Place) -> str:
    """Return when a place is said, "" where that is not known; for whole episodes what was found."""
    if place.start is not None:
        return _CLOCK.format(place.start)
    return _KINDS.get(place.kind, "")


def said_by(place: Place) -> str:
    """Return who says the words of a place; of a text that is no transcript the line where they stand."""
    return place.speaker if place.line is None else f"line {place.line:,}"


class ResultList(QListView):
    """Places below each other; Enter or a click chooses one.

    `query` is what the places were found for. What is to be chosen before they are there is chosen when they come.
    """

    chosen = Signal(object)  # Place
    typed = Signal(object)  # QKeyEvent
    left_at_top = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchResults")
        self.setAccessibleName("Found")
        self.shown = ResultModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(ResultDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.query = ""
        self._awaited: str | None = None
        self._nothing = ""
        self.clicked.connect(self._choose)

    @property
    def places(self) -> list[Place]:
        """What is listed, without the headings."""
        return [row for row in self.shown.rows if isinstance(row, Place)]

    def show_found(
        self, query: str, places: Sequence[Place], total: int, *, mark: bool = True
    ) -> None:
        """Show what was found for `query`; the first place is current, unless `mark` is False."""
        again = query == self.query and self.shown.place_at(self.currentIndex())
        self.query = query
        self._nothing = f"Nothing found for “{query}”." if query else ""
        self.shown.set_rows(rows_of(places, total))
        if again or mark:
            self._go_to(self._row_of(again) if again else self._next(0, 1))
        if self._awaited == query and places:
            self._awaited = None
            self._choose(self.currentIndex())

    def wait(self, words: str) -> None:
        """Say that something is looked for, as long as there is nothing to show."""
        self._nothing = words
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing, and wait for nothing."""
        self.query, self._awaited, self._nothing = "", None, ""
        self.shown.set_rows([])

    def take(self, query: str) -> None:
        """Choose what is current, as soon as the list shows what was found for `query`."""
        self._awaited = None
        if query and query == self.query and self.places:
            self._choose(self.currentIndex())
        elif query:
            self._awaited = query

    def step(self, by: int) -> bool:
        """Go `by` places on, as far as there are some; False if there is none in that direction."""
        row = self.currentIndex().row()
        for _ in range(abs(by)):
            found = self._next(row + (1 if by > 0 else -1), 1 if by > 0 else -1)
            if found is None:
                break
            row = found
        moved = row != self.currentIndex().row()
        if moved:
            self._go_to(row)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER:
            self._choose(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Down:
            self.step(1)
        elif key == Qt.Key.Key_Up:
            if not self.step(-1):
                self.left_at_top.emit()
        elif types_text(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.shown.rows and self._nothing:
            with QPainter(self.viewport()) as painter:
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                em = self.fontMetrics().height()
                room = self.viewport().rect().adjusted(em, em, -em, -em)
                flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
                painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, self._nothing)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: AnyIndex) -> None:
        place = self.shown.place_at(index)
        if place is not None:
            self.chosen.emit(place)

    def _go_to(self, row: int | None) -> None:
        if row is not None:
            self.setCurrentIndex(self.shown.index(row, 0))
            first = row == self._next(0, 1)  # its heading is seen with it
            self.scrollTo(self.shown.index(0 if first else row, 0))

    def _next(self, row: int, by: int) -> int | None:
        """Return the nearest row from `row` on that can be chosen; None if there is none."""
        rows = self.shown.rows
        while 0 <= row < len(rows):
            if isinstance(rows[row], Place):
                return row
            row += by
        return None

    def _row_of(self, place: Place) -> int | None:
        rows = self.shown.rows
        return rows.index(place) if place in rows else self._next(0, 1)


class ResultDelegate(QStyledItemDelegate):
    """Paints a heading in bold with its number at the right, a place as its time, its speaker and its words."""

    def __init__(self, view: ResultList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        em = self._view.fontMetrics().height()
        return QSize(em * 8, round(em * 1.8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        row = self._view.shown.rows[index.row()]
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_ground(painter, rect, index)
            self._paint_place(painter, rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        em = painter.fontMetrics().height()
        inside = rect.adjusted(em // 2, em // 4, -em // 2, 0)
        palette = self._view.palette()
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inside, _RIGHT, row.note)
        if row.note:
            inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(row.note) - em)
            font = QFont(self._view.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        elide = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(row.text, elide, inside.width())
        painter.drawText(inside, _LEFT, words)
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette = self._view.palette()
        if index == self._view.currentIndex():
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))

    def _paint_place(self, painter: QPainter, rect: QRect, place: Place) -> None:
        metrics, palette = painter.fontMetrics(), self._view.palette()
        em = metrics.height()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        time = QRect(rect.left() + em // 2, rect.top(), round(em * 3.4), rect.height())
        painter.setPen(muted)
        painter.drawText(time, _RIGHT, said_at(place))
        left = time.right() + round(em * 0.8)
        if said_by(place):
            who = QRect(left, rect.top(), em * 6, rect.height())
            elide = Qt.TextElideMode.ElideRight
            painter.drawText(who, _LEFT, metrics.elidedText(said_by(place), elide, who.width()))
        left += 0 if place.kind in _KINDS and not place.speaker else round(em * 6.6)
        words = QRect(left, rect.top(), rect.right() - left - em // 2, rect.height())
        if place.kind in ("guest", "address", "time"):
            words.setRight(words.right() - self._paint_title(painter, words, place))
        self._paint_words(painter, words, place)

    def _paint_title(self, painter: QPainter, rect: QRect, place: Place) -> int:
        """Paint at the right which episode it is; return the width that this takes."""
        metrics, room = painter.fontMetrics(), rect.width() // 2
        title = metrics.elidedText(
            place.title or place.path.name, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(rect, _RIGHT, title)
        return metrics.horizontalAdvance(title) + metrics.height()

    def _paint_words(self, painter: QPainter, rect: QRect, place: Place) -> None:
        palette, metrics = self._view.palette(), painter.fontMetrics()
        before, hit, after = fitted(metrics, rect.width(), place)
        text, left = palette.color(QPalette.ColorRole.Text), rect.left()
        for words, marked in ((before, False), (hit, True), (after, False)):
            width = metrics.horizontalAdvance(words)
            part = QRect(left, rect.top(), width, rect.height())
            if marked and words:
                ground = QRect(left - 1, 0, width + 2, metrics.height() + 2)
                ground.moveTop(rect.center().y() - ground.height() // 2)
                painter.fillRect(ground, theme.tokens(palette).hit_current)
            painter.setPen(text)
            painter.drawText(part, _LEFT | Qt.TextFlag.TextDontClip, words)
            left += width


def fitted(metrics: QFontMetrics, room: int, place: Place) -> tuple[str, str, str]:
    """Return what stands before the hit, the hit, and what stands after it, so shortened that the hit is seen."""
    hit = metrics.elidedText(place.hit, Qt.TextElideMode.ElideRight, room)
    left = room - metrics.horizontalAdvance(hit)
    before_room = max(left // 3, left - metrics.horizontalAdvance(place.after))
    before = metrics.elidedText(place.before, Qt.TextElideMode.ElideLeft, before_room)
    left -= metrics.horizontalAdvance(before)
    return before, hit, metrics.elidedText(place.after, Qt.TextElideMode.ElideRight, left)
