"""The table of a folder's episodes: rows of one height, problems as counts with a shape and a colour each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cueline.episode.catalogue import EpisodeEntry
from cueline.widgets import theme
from cueline.widgets.site.folder_model import Column, FolderModel, state_of
from cueline.widgets.site.search_box import types_text

AnyIndex = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_WIDTHS = {
    Column.SEASON: 5.2,
    Column.NUMBER: 5.4,
    Column.GUESTS: 12.0,
    Column.LINES: 4.4,
    Column.PROBLEMS: 10.6,
    Column.STATE: 15.0,
}
"""Widths of the columns in em; the title has the rest."""
_SHARES = {Column.GUESTS: 0.14, Column.STATE: 0.2}
"""The part of the width that some columns have where that is more."""
_NARROW = 52
"""Below this width in em there is no room for how many lines an episode has, nor for its state in words."""


class FolderTable(QTableView):
    """Enter or a double click opens an episode; Enter or a click on its problems opens it with their list."""

    open_requested = Signal(object)  # Path
    problems_requested = Signal(object)  # Path
    typed = Signal(object)  # QKeyEvent
    left_at_top = Signal()
    left_at_bottom = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folderTable")
        self.setAccessibleName("Episodes")
        self.shown = FolderModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(FolderDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.row_height)
        columns.setHighlightSections(False)
        columns.setSortIndicator(Column.SEASON, Qt.SortOrder.DescendingOrder)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setMinimumSectionSize(round(self.fontMetrics().height() * 2.5))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(self.fontMetrics().height() * width))
        columns.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        columns.setSortIndicatorShown(
            False
        )  # the model writes its arrow beside the name, not over it
        self.shown.layoutAboutToBeChanged.connect(self._note_place)
        self.shown.layoutChanged.connect(self._keep_place)
        self._place: int | None = None

    @property
    def row_height(self) -> int:
        """The height of each row in pixels."""
        return round(self.fontMetrics().height() * 1.9)

    @property
    def entry(self) -> EpisodeEntry | None:
        """The episode that is current; None without one."""
        return self.shown.entry_at(self.currentIndex())

    def go_to(self, row: int) -> None:
        """Make a row current, as far as there is one."""
        if 0 <= row < len(self.shown.rows):
            self.setCurrentIndex(self.shown.index(row, Column.TITLE))

    def open_current(self) -> None:
        """Ask for the episode that is current; with its problems where these are."""
        entry = self.entry
        if entry is not None:
            on_problems = self.currentIndex().column() == Column.PROBLEMS
            wanted = self.problems_requested if on_problems else self.open_requested
            wanted.emit(entry.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key in _ENTER:
            self.open_current()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Up and row <= 0:
            self.left_at_top.emit()
        elif key == Qt.Key.Key_Down and row == len(self.shown.rows) - 1:
            self.left_at_bottom.emit()
        elif types_text(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._counts_at(event.position()):
            self.open_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if self._counts_at(event.position()) else arrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, em = self.viewport().width(), self.fontMetrics().height()
        for column in (Column.LINES, Column.STATE):
            self.setColumnHidden(column, width < em * _NARROW)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, max(round(em * _WIDTHS[column]), round(width * share)))

    def _counts_at(self, place: object) -> bool:
        """Tell whether a place of the mouse is on problems that can be opened."""
        index = self.indexAt(place.toPoint())  # type: ignore[attr-defined]
        entry = self.shown.entry_at(index)
        return entry is not None and index.column() == Column.PROBLEMS and entry.errors is not None

    def _note_place(self) -> None:
        index = self.currentIndex()
        seen = index.isValid() and self.viewport().rect().intersects(self.visualRect(index))
        self._place = self.visualRect(index).top() if seen else None

    def _keep_place(self) -> None:
        """Let the current row stand where it stood, whatever came above it."""
        index, bar = self.currentIndex(), self.verticalScrollBar()
        if self._place is not None and index.isValid():
            self.updateGeometries()
            bar.setValue(index.row() * self.row_height - self._place)


class FolderDelegate(QStyledItemDelegate):
    """Paints a cell: the current row with a bar, problems as counts, and muted what is not the title."""

    def __init__(self, view: FolderTable) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._view.fontMetrics().height() * 4, self._view.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        entry = self._view.shown.entry_at(index)
        if entry is None:
            return
        painter.save()
        self._paint_ground(painter, rect, index)
        em = self._view.fontMetrics().height()
        inside = rect.adjusted(em // 2, 0, -em // 2, 0)
        if index.column() == Column.PROBLEMS:
            self._paint_counts(painter, inside, entry)
        else:
            self._paint_text(painter, inside, entry, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        palette, current = self._view.palette(), self._view.currentIndex()
        if index.row() == current.row():
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Highlight))
            if index.column() == Column.TITLE:
                bar = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
            if index == current and index.column() == Column.PROBLEMS and self._view.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

    def _paint_text(
        self, painter: QPainter, rect: QRect, entry: EpisodeEntry, index: AnyIndex
    ) -> None:
        palette, column = self._view.palette(), index.column()
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        if column == Column.TITLE:
            colour = palette.color(QPalette.ColorRole.Text)
            if entry.fault and self._view.isColumnHidden(Column.STATE):
                rect = self._paint_icon(painter, rect, "error", theme.tokens(palette).error)
            if not entry.title:
                font = QFont(self._view.font())
                font.setItalic(True)
                painter.setFont(font)
        elif column == Column.STATE and state_of(entry):
            colours = theme.tokens(palette)
            name, colour = ("error", colours.error) if entry.fault else ("info", colours.info)
            rect = self._paint_icon(painter, rect, name, colour)
        painter.setPen(colour)
        right = column in (Column.SEASON, Column.NUMBER, Column.LINES)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        words = str(self._view.shown.data(index) or "")
        twin = column == Column.TITLE and self._view.shown.beside(entry)
        width = rect.width() * 3 // 5 if twin else rect.width()
        words = painter.fontMetrics().elidedText(words, _ELIDE, width)
        painter.drawText(rect, side | _MIDDLE, words)
        beside = self._view.shown.beside(entry) if column == Column.TITLE else ""
        if beside:
            self._paint_beside(painter, rect, words, beside)

    def _paint_beside(self, painter: QPainter, rect: QRect, words: str, beside: str) -> None:
        """Write the file's name, muted, after a title that others have too."""
        metrics = painter.fontMetrics()
        left = rect.left() + metrics.horizontalAdvance(words) + metrics.height() // 2
        room = QRect(left, rect.top(), rect.right() - left, rect.height())
        painter.setPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText))
        name = metrics.elidedText(beside, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | _MIDDLE, name)

    def _paint_icon(self, painter: QPainter, rect: QRect, name: str, colour: str) -> QRect:
        """Paint a mark at the left of `rect`; return what is left of it."""
        side = round(painter.fontMetrics().height() * 0.95)
        spot = QRect(QPoint(rect.left(), rect.center().y() - side // 2 + 1), QSize(side, side))
        theme.tinted_icon(name, colour).paint(painter, spot)
        return rect.adjusted(side + side // 4, 0, 0, 0)

    def _paint_counts(self, painter: QPainter, rect: QRect, entry: EpisodeEntry) -> None:
        palette, metrics = self._view.palette(), painter.fontMetrics()
        colours = theme.tokens(palette)
        if entry.errors is None:
            return
        counts = (
            (entry.errors, "error", colours.error),
            (entry.warnings, "warning", colours.warning),
            (entry.others, "info", colours.muted),
        )
        if not any(count for count, _, _ in counts):
            self._paint_icon(painter, rect, "check", colours.good)
            return
        for count, name, colour in counts:
            if count:
                text = f"{count:,}"
                place = self._paint_icon(painter, rect, name, colour)
                painter.setPen(colour)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _MIDDLE, text)
            # Each kind has a column of its own, so that the eye can run down one.
            rect = rect.adjusted(metrics.height() * 3 + metrics.height() // 3, 0, 0, 0)
