"""The suggestions of a proposal as a list to tick: grouped by kind, each with what was, what would be, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from cueline.episode.proposals import Suggestion
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip

AnyIndex = QModelIndex | QPersistentModelIndex
Check = Qt.CheckState
_ROLE = Qt.ItemDataRole
_GROUP = 0
UNFOLDED = 2000
"""How many suggestions at most are shown unfolded at first: laying out 100,000 rows takes seconds."""

_LEAD = 8
"""How many characters stand at least before a difference (characters)."""
_FAR = 24
"""How far before that the beginning of a word is looked for (characters)."""


@dataclass(frozen=True)
class Group:
    """The suggestions of one kind, by their places in the proposal."""

    kind: str
    places: tuple[int, ...]


class ProposalModel(QAbstractItemModel):
    """Two levels: the kinds, and under each its suggestions. `chosen` is what is ticked."""

    chosen_changed = Signal()

    def __init__(self, suggestions: Sequence[Suggestion], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggestions = tuple(suggestions)
        kinds: dict[str, list[int]] = {}
        for place, suggestion in enumerate(suggestions):
            kinds.setdefault(suggestion.kind, []).append(place)
        self.groups = [Group(kind, tuple(places)) for kind, places in kinds.items()]
        self.chosen = {place for place, s in enumerate(suggestions) if s.on}

    @property
    def size(self) -> int:
        """How many suggestions there are."""
        return len(self._suggestions)

    @property
    def has_reasons(self) -> bool:
        """Whether any suggestion has a second line, for its reason."""
        return any(suggestion.reason for suggestion in self._suggestions)

    def suggestion_at(self, index: AnyIndex) -> Suggestion | None:
        """Return the suggestion of a row; None for a group's."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self._suggestions[self.place_of(index)]

    def group_at(self, index: AnyIndex) -> Group:
        """Return the group that a row is, or is in."""
        inside = index.internalId()
        return self.groups[index.row() if inside == _GROUP else int(inside) - 1]

    def place_of(self, index: AnyIndex) -> int:
        """Return where a row's suggestion stands in the proposal."""
        return self.group_at(index).places[index.row()]

    def chosen_of(self, group: Group) -> int:
        """Count the ticked suggestions of a group."""
        return sum(place in self.chosen for place in group.places)

    def choose(self, places: Collection[int], on: bool) -> None:
        """Tick these suggestions, or take their ticks away."""
        changed = set(places)
        if on:
            self.chosen |= changed
        else:
            self.chosen -= changed
        for row, group in enumerate(self.groups):
            if changed.isdisjoint(group.places):
                continue
            parent = self.index(row, 0)
            self.dataChanged.emit(parent, parent)
            first, last = self.index(0, 0, parent), self.index(len(group.places) - 1, 0, parent)
            self.dataChanged.emit(first, last)
        self.chosen_changed.emit()

    def toggle(self, index: AnyIndex) -> None:
        """Tick a row or take its tick away; a group's row does so for all of its suggestions."""
        group = self.group_at(index)
        if self.suggestion_at(index) is None:
            self.choose(group.places, on=self.chosen_of(group) < len(group.places))
        else:
            place = self.place_of(index)
            self.choose([place], on=place not in self.chosen)

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        inside = parent.row() + 1 if parent.isValid() else _GROUP
        return self.createIndex(row, column, inside)

    def parent(self, child: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        inside = child.internalId() if child.isValid() else _GROUP
        return QModelIndex() if inside == _GROUP else self.createIndex(int(inside) - 1, 0, _GROUP)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        inside = parent.internalId() != _GROUP
        return 0 if inside else len(self.groups[parent.row()].places)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> object:
        if role == _ROLE.CheckStateRole:
            return self._check(index)
        suggestion = self.suggestion_at(index)
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return words_of(suggestion) if suggestion else self._group_words(index)
        if role == _ROLE.ToolTipRole and suggestion:
            return plain_tip(words_of(suggestion))
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def _group_words(self, index: AnyIndex) -> str:
        group = self.group_at(index)
        return f"{group.kind}: {self.chosen_of(group)} of {len(group.places)} chosen"

    def _check(self, index: AnyIndex) -> Check:
        group = self.group_at(index)
        if self.suggestion_at(index) is not None:
            return Check.Checked if self.place_of(index) in self.chosen else Check.Unchecked
        amount = self.chosen_of(group)
        if amount in (0, len(group.places)):
            return Check.Checked if amount else Check.Unchecked
        return Check.PartiallyChecked


class ProposalList(QTreeView):
    """Space ticks; Enter shows the place in the transcript, or folds a group, as the arrows do."""

    jump_requested = Signal(object)  # Suggestion
    current_changed = Signal(object)  # Suggestion | None

    def __init__(self, model: ProposalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposalList")
        self.setAccessibleName("Suggestions")
        self._proposed = model
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(not model.has_reasons)  # or 100,000 rows are measured one by one
        self.setItemDelegate(ProposalDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(round(self.fontMetrics().height() * 1.2))
        first = model.index(0, 0)
        if model.size <= UNFOLDED:
            self.expandAll()
            first = model.index(0, 0, first)
        if model.groups:
            self.setCurrentIndex(first)

    @property
    def proposed(self) -> ProposalModel:
        """The model, as what it is."""
        return self._proposed

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self._proposed.suggestion_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        )  # fmt: skip
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self._proposed.toggle(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._ask_to_go(index)
        elif event.key() == Qt.Key.Key_Left and plain and index.parent().isValid():
            self.setCurrentIndex(index.parent())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = tick_box(self, self.visualRect(index)) if index.isValid() else QRect()
        if box.adjusted(-4, -4, 4, 4).contains(event.position().toPoint()):
            self.setCurrentIndex(index)
            self._proposed.toggle(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._ask_to_go(self.indexAt(event.position().toPoint()))

    def _ask_to_go(self, index: AnyIndex) -> None:
        suggestion = self._proposed.suggestion_at(index)
        if suggestion is None:
            self.setExpanded(self._proposed.index(index.row(), 0), not self.isExpanded(index))
        elif suggestion.index is not None:
            self.jump_requested.emit(suggestion)


class ProposalDelegate(QStyledItemDelegate):
    """Paints a group as one line, a suggestion as two: the change, and below it the reason."""

    def __init__(self, view: ProposalList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        em = self._view.fontMetrics().height()
        suggestion = self._view.proposed.suggestion_at(index)
        lines = 2.2 if suggestion is not None and suggestion.reason else 1.0
        return QSize(em * 10, round(em * (lines + 0.8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, rect, index)
        self._paint_tick(painter, rect, index)
        em = self._view.fontMetrics().height()
        inside = rect.adjusted(round(em * 1.9), round(em * 0.4), -em // 2, 0)
        suggestion = self._view.proposed.suggestion_at(index)
        if suggestion is None:
            self._paint_group(painter, inside, self._view.proposed.group_at(index))
        else:
            ticked = Check(index.data(_ROLE.CheckStateRole)) == Check.Checked
            self._paint_suggestion(painter, inside, suggestion, ticked=ticked)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette = self._view.palette()
        whole = QRect(0, rect.top(), self._view.viewport().width(), rect.height())
        if index == self._view.currentIndex():
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
        line = QRect(whole.left(), rect.bottom(), whole.width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

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
        words = f"{self._view.proposed.chosen_of(group)} of {len(group.places)}"
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


def words_of(suggestion: Suggestion) -> str:
    """Return a suggestion as a sentence, for screen readers and tool tips."""
    change = " → ".join(text for text in (suggestion.was, suggestion.now) if text)
    parts = (suggestion.place, change, suggestion.reason)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def tint(view: QWidget) -> str:
    """Return the colour of what would be lost or cannot be done, as `#rrggbb`."""
    return theme.tokens(view.palette()).error
