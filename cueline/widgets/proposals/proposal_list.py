"""The suggestions of a proposal as a list to tick: grouped by kind, each with what was, what would be, and why."""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cueline.episode.proposals import Suggestion
from cueline.widgets import theme
from cueline.widgets.proposals.proposal_model import (
    UNFOLDED,
    AnyIndex,
    Check,
    Group,
    ProposalModel,
)

_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)

_LEAD = 8
"""How many characters stand at least before a difference (characters)."""
_FAR = 24
"""How far before that the beginning of a word is looked for (characters)."""


class ProposalList(QTableView):
    """Space ticks; Enter shows the place in the transcript, or folds a kind, as the arrows do.

    It is a table because a tree asks its model for each of 100,000 rows before it shows the first.
    """

    jump_requested = Signal(object)  # Suggestion
    current_changed = Signal(object)  # Suggestion | None

    def __init__(self, model: ProposalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposalList")
        self.setAccessibleName("Suggestions")
        self._proposed = model
        self.empty_text = ""
        """What is said while there is nothing in the list."""
        self.setModel(model)
        self.setItemDelegate(ProposalDelegate(self))
        self._look_like_a_list()
        self._fit_rows()
        model.rowsInserted.connect(self._fit_rows)
        if model.groups:
            self.setCurrentIndex(model.index(0 if model.size > UNFOLDED else 1, 0))

    @property
    def proposed(self) -> ProposalModel:
        """The model, as what it is."""
        return self._proposed

    def row_rect(self, index: AnyIndex) -> QRect:
        """Return where the contents of a row stand: a suggestion is moved in below its kind."""
        step = round(self.fontMetrics().height() * 1.2)
        steps = 1 if self._proposed.is_heading(index) else 2
        return self.visualRect(index).adjusted(step * steps, 0, 0, 0)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # a row is marked over its whole width
        self.current_changed.emit(self._proposed.suggestion_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain, key = event.modifiers() in _PLAIN, event.key()
        if not index.isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._proposed.toggle(index)
        elif key in _ENTER and plain:
            self._ask_to_go(index)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self._take_arrow(index, back=key == Qt.Key.Key_Left)
        elif key in _ENDS:
            last = self._proposed.rowCount() - 1
            self.setCurrentIndex(self._proposed.index(0 if key == Qt.Key.Key_Home else last, 0))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self._proposed.rowCount():
            with QPainter(self.viewport()) as painter:
                shade = QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText
                painter.setPen(self.palette().color(*shade))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(
                    self.viewport().rect().adjusted(16, 16, -16, -16), flags, self.empty_text
                )

    def keyboardSearch(self, search: str) -> None:
        """Search in what is short only: each of 100,000 rows would be made."""
        if self._proposed.size <= UNFOLDED:
            super().keyboardSearch(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid():
            super().mousePressEvent(event)
            return
        row = self.row_rect(index)
        if tick_box(self, row).adjusted(-4, -4, 4, 4).contains(place):
            self.setCurrentIndex(index)
            self._proposed.toggle(index)
        elif self._proposed.is_heading(index) and place.x() < row.left():
            self._fold(index, not self._proposed.is_folded(index))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._ask_to_go(index)

    def _ask_to_go(self, index: AnyIndex) -> None:
        suggestion = self._proposed.suggestion_at(index)
        if suggestion is None:
            self._fold(index, not self._proposed.is_folded(index))
        elif suggestion.index is not None:
            self.jump_requested.emit(suggestion)

    def _take_arrow(self, index: AnyIndex, *, back: bool) -> None:
        """Fold or unfold a kind; go from a suggestion to its kind."""
        if self._proposed.is_heading(index):
            self._fold(index, back)
        elif back:
            self.setCurrentIndex(self._proposed.heading_of(index))

    def _fold(self, index: AnyIndex, on: bool) -> None:
        self.setCurrentIndex(self._proposed.heading_of(index))
        self._proposed.fold(index, on)

    def _look_like_a_list(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit_rows(self) -> None:
        """Give each row its height; of very many all have that of the highest, or each would have to be looked at."""
        em, model, rows = self.fontMetrics().height(), self._proposed, self.verticalHeader()
        low, high = round(em * 1.8), round(em * 3.0)
        rows.setDefaultSectionSize(high if model.has_reasons else low)
        for row in range(model.rowCount()) if model.has_reasons and model.size <= UNFOLDED else ():
            suggestion = model.suggestion_at(model.index(row, 0))
            told = suggestion is not None and suggestion.reason
            rows.resizeSection(row, high if told else low)


class ProposalDelegate(QStyledItemDelegate):
    """Paints a group as one line, a suggestion as two: the change, and below it the reason."""

    def __init__(self, view: ProposalList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        self._paint_ground(painter, QRect(option.rect), index)  # type: ignore[attr-defined]
        rect = self._view.row_rect(index)
        self._paint_tick(painter, rect, index)
        em = self._view.fontMetrics().height()
        inside = rect.adjusted(round(em * 1.9), round(em * 0.4), -em // 2, 0)
        suggestion = self._view.proposed.suggestion_at(index)
        if suggestion is None:
            self._paint_fold(painter, rect, folded=self._view.proposed.is_folded(index))
            self._paint_group(painter, inside, self._view.proposed.group_at(index))
        else:
            ticked = Check(index.data(_ROLE.CheckStateRole)) == Check.Checked
            self._paint_suggestion(painter, inside, suggestion, ticked=ticked)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette = self._view.palette()
        if index == self._view.currentIndex():
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

    def _paint_fold(self, painter: QPainter, rect: QRect, *, folded: bool) -> None:
        """Paint the arrow before a kind."""
        side = round(self._view.fontMetrics().height() * 0.8)
        spot = QRect(0, 0, side, side)
        spot.moveCenter(tick_box(self._view, rect).center())
        spot.moveRight(rect.left())
        colour = self._view.palette().placeholderText().color()
        theme.tinted_icon("right" if folded else "down", colour).paint(painter, spot)

    def _paint_tick(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        option = QStyleOptionButton()
        option.initFrom(self._view)
        option.rect = tick_box(self._view, rect)  # type: ignore[attr-defined]
        state = (
            QStyle.StateFlag.State_Enabled
            | {
                Check.Checked: QStyle.StateFlag.State_On,
                Check.Unchecked: QStyle.StateFlag.State_Off,
                Check.PartiallyChecked: QStyle.StateFlag.State_NoChange,
            }[Check(index.data(_ROLE.CheckStateRole))]
        )
        if index == self._view.currentIndex():
            state |= QStyle.StateFlag.State_Selected  # its edge stands out from the tint
        option.state = state  # type: ignore[attr-defined]
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(element, option, painter, self._view)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        words = f"{self._view.proposed.chosen_of(group):,} of {len(group.places):,}"
        left = self._text(painter, rect, group.kind, bold=True)
        self._text(painter, rect.adjusted(left, 0, 0, 0), words, muted=True)

    def _paint_suggestion(
        self, painter: QPainter, rect: QRect, suggestion: Suggestion, *, ticked: bool
    ) -> None:
        em = self._view.fontMetrics().height()
        changes = bool(suggestion.was or suggestion.now)
        room = rect.adjusted(0, 0, -rect.width() * 2 // 5 if changes else 0, 0)
        left = self._text(painter, room, suggestion.place, muted=True)
        line = rect.adjusted(max(left, em * 4) if suggestion.place else 0, 0, 0, 0)
        was, now = self._apart(suggestion, line.width() // 2 - em)
        if was:
            room = line.adjusted(0, 0, -line.width() // 2 if now else 0, 0)
            moved = self._text(painter, room, was, struck=ticked and not now)
            line.adjust(min(moved, room.width() + em), 0, 0, 0)
        if was and now:
            line.adjust(self._text(painter, line, "→", muted=True), 0, 0, 0)
        self._text(painter, line, now, bold=True)
        below = rect.adjusted(0, round(em * 1.2), 0, 0)
        self._text(painter, below, suggestion.reason, muted=True)

    def _apart(self, suggestion: Suggestion, room: int) -> tuple[str, str]:
        """Return what was and what would be, without their common beginning where there is no room for both."""
        was, now = suggestion.was, suggestion.now
        wide = max(map(self._view.fontMetrics().horizontalAdvance, (was, now)))
        return (was, now) if wide <= room or not was or not now else told_apart(was, now)

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        *,
        bold: bool = False,
        muted: bool = False,
        struck: bool = False,
    ) -> int:
        """Draw a line of text, elided, and return how far to the right the next one begins."""
        if not text:
            return 0
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setStrikeOut(struck)
        painter.setFont(font)
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.Text
        painter.setPen(self._view.palette().color(role))
        metrics = painter.fontMetrics()
        line = " ".join(text.split())
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
        return metrics.horizontalAdvance(shown) + metrics.height() // 2


def tick_box(view: QWidget, row: QRect) -> QRect:
    """Return where a row's tick stands."""
    em = view.fontMetrics().height()
    side = view.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, view)
    top = row.top() + round(em * 0.4) + (em - side) // 2
    return QRect(row.left() + em // 3, top, side, side)


def told_apart(was: str, now: str) -> tuple[str, str]:
    """Return two texts from a word or two before they differ, so that the difference is seen though they are cut.

    Where no word begins near there, as in an address, they are cut inside one.
    """
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    near = max(0, same - _LEAD)
    begin = was.rfind(" ", max(0, near - _FAR), near) + 1 or near
    return (was, now) if not begin else (f"…{was[begin:]}", f"…{now[begin:]}")


def tint(view: QWidget) -> str:
    """Return the colour of what would be lost or cannot be done, as `#rrggbb`."""
    return theme.tokens(view.palette()).error
