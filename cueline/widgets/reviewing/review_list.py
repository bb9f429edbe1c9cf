"""The rows of a review: what was, what is now, with the changed words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.key_names import DELETING

AnyIndex = QModelIndex | QPersistentModelIndex
Runs = Sequence[tuple[str, bool]]

_BATCH = 40
"""Rows that are measured at once: 15 ms."""

ROW = Qt.ItemDataRole.UserRole
"""Role: the whole row."""

KINDS = {
    "line": "Text",
    "header": "Heading",
    "time": "Time",
    "speaker": "Speaker",
    "extra": "Other",
    "clip": "Clip",
    "field": "Field",
    "added": "Added",
    "removed": "Removed",
    "moved": "Moved",
    "source": "Mended",
}
"""What each kind of row is called."""


class Row(Protocol):
    """One change: runs of text, each with whether it is changed; `note` such as "+3 s"; `index` in the items."""

    @property
    def kind(self) -> str:
        """One of KINDS."""
        ...

    @property
    def index(self) -> int | None:
        """The item it is about, in the new episode."""
        ...

    @property
    def place(self) -> str:
        """Where it is, such as "5:38 Alexander"."""
        ...

    @property
    def was(self) -> Runs:
        """What was there."""
        ...

    @property
    def now(self) -> Runs:
        """What is there now."""
        ...

    @property
    def note(self) -> str:
        """What else to say."""
        ...


class ReviewModel(QAbstractListModel):
    """The rows of a review."""

    def __init__(self, rows: Sequence[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{KINDS.get(row.kind, row.kind)}, {row.place}. Was: {plain(row.was)} Now: {plain(row.now)}"
            return f"{said} {row.note}".strip()
        return None


class ReviewList(QListView):
    """Rows of *was* and *now* side by side. Enter goes there, Delete takes the current row back."""

    jump_requested = Signal(int)
    take_back_requested = Signal(object)
    _scrolls = False
    """Whether the row that was chosen is to be scrolled to, once it is measured."""

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewList")
        self.setAccessibleName("Changes")
        self.setItemDelegate(ReviewDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setModel(ReviewModel(rows, self))  # last: each of the above would measure all rows
        self._actions = RowActions(self)
        self.verticalScrollBar().valueChanged.connect(self._place_actions)
        self.choose(0)

    def choose(self, row: int) -> None:
        """Make a row current, the last one where there are not so many."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(row, last), 0))
            self._scrolls = True

    def current_row(self) -> Row | None:
        """Return the row that is current."""
        return self.currentIndex().data(ROW)

    def go_there(self) -> None:
        """Ask to go to what the current row is about; nothing for what is gone."""
        row = self.current_row()
        if row and row.index is not None:
            self.jump_requested.emit(row.index)

    def take_back(self) -> None:
        """Ask to take the current row back."""
        row = self.current_row()
        if row:
            self.take_back_requested.emit(row)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self._place_actions()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_there()
        elif event.key() in DELETING:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_actions()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_actions()
        if self._scrolls and self.visualRect(self.currentIndex()).isValid():
            self._scrolls = False
            self.scrollTo(self.currentIndex())

    def _place_actions(self) -> None:
        actions = getattr(self, "_actions", None)
        row = self.current_row()
        if actions is None:
            return
        actions.setVisible(row is not None)
        if row is not None:
            actions.set_can_go(row.index is not None)
            actions.place(self.visualRect(self.currentIndex()))


class RowActions(QWidget):
    """The two buttons of the current row, at its upper right."""

    def __init__(self, view: ReviewList) -> None:
        super().__init__(view.viewport())
        self._go = self._button("Go there", "Go to this place in the transcript (Enter)")
        self._back = self._button("Take back", "Make this what it was (Delete)")
        self._go.clicked.connect(view.go_there)
        self._back.clicked.connect(view.take_back)

    def set_can_go(self, can_go: bool) -> None:
        """Offer to go there, or not, where there is nothing to go to."""
        self._go.setVisible(can_go)

    def place(self, row: QRect) -> None:
        """Stand at the upper right of a row."""
        gap = self.fontMetrics().height() // 3
        right = 0
        for button in (self._go, self._back):
            button.adjustSize()
            button.move(right, 0)
            right += button.width() + gap if button.isVisibleTo(self) else 0
        height = self._back.height()
        self.setGeometry(row.right() - right - gap, row.top() + gap, right, height)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


class ReviewDelegate(QStyledItemDelegate):
    """Paints a row: what it is and where, then *was* and *now* as two columns of wrapped text."""

    kinds: Mapping[str, str] = KINDS

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def columns(self, row: Any) -> Sequence[tuple[Runs, bool]]:
        """Return the texts that stand side by side, each with whether it is new."""
        return (row.was, False), (row.now, True)

    def column_at(self, x: float, rect: QRect, count: int) -> int:
        """Return which of the columns of a row is at `x` (pixels)."""
        step = self._column_width(rect.width(), count) + self._em() * 2
        return max(0, min(count - 1, int((x - rect.left() - self._em() / 2) // step)))

    def column_rect(self, column: int, rect: QRect, count: int) -> QRect:
        """Return the place of a column's text in a row."""
        em, width = self._em(), self._column_width(rect.width(), count)
        left = rect.left() + em + column * (width + em * 2)
        top = rect.top() + round(em * 2.3)
        return QRect(left, top, width, rect.bottom() - top - round(em * 0.4))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        columns = self.columns(index.data(ROW))
        em = self._em()
        width = self._column_width(self._view.viewport().width(), len(columns))
        # what is new is bold, and wider
        tallest = max(self._layout(runs, width, is_now)[1] for runs, is_now in columns)
        return QSize(em * 10, round(em * 2.9 + tallest))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW)
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, rect, index)
        em = self._em()
        self._paint_place(painter, rect.adjusted(em, round(em * 0.6), -em, 0), row)
        columns = self.columns(row)
        for place, (runs, is_now) in enumerate(columns):
            box = self.column_rect(place, rect, len(columns))
            if plain(runs):
                painter.setPen(QColor(theme.tokens(self._view.palette()).text))
                self._layout(runs, box.width(), is_now)[0].draw(painter, QPointF(box.topLeft()))
            else:
                self._paint_nothing(painter, box, self.nothing(row, is_now=is_now))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette = self._view.palette()
        if index == self._view.currentIndex():
            painter.fillRect(rect, QColor(theme.tokens(palette).raised))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

    def _paint_place(self, painter: QPainter, rect: QRect, row: Row) -> None:
        palette = self._view.palette()
        words = [self.kinds.get(row.kind, row.kind), row.place, row.note]
        colors = [QPalette.ColorRole.Text, *[QPalette.ColorRole.PlaceholderText] * 2]
        left = rect.left()
        for place, (word, color) in enumerate(zip(words, colors, strict=True)):
            font = QFont(self._view.font())
            font.setWeight(QFont.Weight.Normal if place == 1 else QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(palette.color(color))
            box = QRect(left, rect.top(), rect.right() - left, self._em() + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
            left += painter.fontMetrics().horizontalAdvance(word) + (self._em() if word else 0)

    def nothing(self, row: Any, *, is_now: bool) -> str:
        """Return what is said in a column without a text."""
        return "not there any more" if is_now else "was not there"

    def _paint_nothing(self, painter: QPainter, box: QRect, words: str) -> None:
        font = QFont(self._view.font())
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens(self._view.palette()).muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip, words)

    def _layout(self, runs: Runs, width: int, is_now: bool) -> tuple[QTextLayout, float]:
        """Wrap runs to a width; return the layout and its height, both in pixels."""
        layout = QTextLayout(plain(runs), self._view.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(runs, is_now))
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.15
        layout.endLayout()
        return layout, max(height, self._em())

    def _formats(self, runs: Runs, is_now: bool) -> list[QTextLayout.FormatRange]:
        formats: list[QTextLayout.FormatRange] = []
        start = 0
        for text, changed in runs:
            for part in _with_spaces_apart(text) if changed else (text,):
                length = len(part.encode("utf-16-le")) // 2
                if changed:
                    mark = QTextLayout.FormatRange()
                    mark.start, mark.length = start, length  # type: ignore[attr-defined]
                    mark.format = changed_look(self._view.palette(), is_now, part)  # type: ignore[attr-defined]
                    formats.append(mark)
                start += length
        return formats

    def _column_width(self, width: int, count: int) -> int:
        return max(80, (width - self._em() * 2 * count) // count)

    def _em(self) -> int:
        return self._view.fontMetrics().height()


def plain(runs: Runs) -> str:
    """Return the text of runs."""
    return "".join(text for text, _ in runs)


def _with_spaces_apart(text: str) -> Iterator[str]:
    """Cut off the spaces before and behind a text."""
    inner = text.strip()
    yield from (part for part in text.partition(inner) if part) if inner else (text,)


def changed_look(palette: QPalette, is_now: bool, text: str = "x") -> QTextCharFormat:
    """Return how a changed word looks: struck out where it was, underlined where it is now.

    A space only has a colour: a line through it, or below, would be taken for a sign.
    """
    colors = theme.tokens(palette)
    look = QTextCharFormat()
    look.setBackground(QColor(colors.added_strong if is_now else colors.removed_strong))
    look.setFontUnderline(is_now and not text.isspace())
    look.setFontStrikeOut(not is_now and not text.isspace())
    if is_now:
        look.setFontWeight(QFont.Weight.DemiBold)
    return look
