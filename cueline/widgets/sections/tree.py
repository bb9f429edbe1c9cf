"""The section tree: what the episode is about, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from cueline.episode import Change, Episode
from cueline.widgets import theme
from cueline.widgets.key_names import DELETING
from cueline.widgets.problems.marks import NONE
from cueline.widgets.sections.choice import HeaderChoice
from cueline.widgets.sections.delegate import SectionDelegate
from cueline.widgets.sections.drag import HeaderDrag
from cueline.widgets.sections.menu import menu_of_row
from cueline.widgets.sections.model import POSITION, AnyIndex, SectionModel
from cueline.widgets.sections.problems import SectionProblems

EMPTY = "No sections yet"
_NEW_SIZES = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class SectionTree(QTreeView):
    """Sections with start, length and number of lines; unfolded, their lines.

    `section_chosen` and `line_chosen` come from keys and the mouse only, never from `set_current`. Positions are
    those in `episode.items`. F2 or Enter renames a section, Left and Right fold, Shift and Ctrl choose several,
    Delete merges them with what stands before, and dragging moves their headers (`move_requested` carries what
    `episode.headers.move_headers` takes, `merge_requested` a list of headers).
    """

    section_chosen = Signal(int)
    line_chosen = Signal(int)
    rename_requested = Signal(int, str)
    merge_requested = Signal(object)
    move_requested = Signal(object)
    split_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sectionTree")
        self.setAccessibleName("Sections")
        self._model = SectionModel(self)
        self._quiet = False
        self._heard: int | None = None
        self._progress: dict[int, tuple[int, int]] = {}
        self._faults: dict[int, str] = {}
        self.empty_text = EMPTY
        """What is said where there is nothing to show."""
        self.episode = Episode()
        self.setModel(self._model)
        self.problems = SectionProblems(self, self._model)
        self.setItemDelegate(SectionDelegate(self))
        self._set_up_view()
        self.choice = HeaderChoice(self, self._model)
        self.drag = HeaderDrag(self, self._model)
        self.drag.dropped.connect(self.move_requested)
        self._model.renamed.connect(self.rename_requested)
        self._model.repainted.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._give_more)

    @property
    def current(self) -> int | None:
        """The position of the section's header (or first item) or of the line that is current."""
        place = self.currentIndex().data(POSITION)
        return place if isinstance(place, int) else None

    def set_episode(
        self, episode: Episode, read_only: bool = False, *, waiting: bool = False
    ) -> None:
        """Show another episode, all sections folded; `waiting`: what it holds comes in a moment."""
        self.empty_text = "…" if waiting else EMPTY
        with self._quietly():
            self.drag.give_up()
            self.episode = episode
            self._heard = None
            self._progress, self._faults = {}, {}
            self.problems.set_marks(NONE)
            self._model.read_only = read_only
            self._model.set_episode(episode)

    def apply_change(self, change: Change, episode: Episode) -> None:
        """Show what became of the episode; what is unfolded and selected stays so."""
        with self._quietly():
            self.drag.give_up()
            self.episode = episode
            self._model.apply_change(change, episode)

    def set_current(self, index: int | None) -> None:
        """Mark the line at `index`, or its section while that is folded."""
        row = self._shown_row(index)
        if row == self.currentIndex():
            return
        with self._quietly():
            self.choice.put(row)
            if row.isValid():
                self.scrollTo(row, QAbstractItemView.ScrollHint.EnsureVisible)

    def set_progress(self, progress: Mapping[int, tuple[int, int]]) -> None:
        """Show how many lines were checked, and of how many, by the position of a section's header or first item."""
        self._progress = dict(progress)
        self.viewport().update()

    def progress_at(self, index: AnyIndex) -> tuple[int, int] | None:
        """Tell how many lines of the section in this row were checked, and of how many; None if that is not known."""
        node = self._model.node_at(index)
        return self._progress.get(node.begin) if node else None

    def set_faults(self, faults: Mapping[int, str]) -> None:
        """Mark the sections whose clip is not in step, by their header's position, and say in the tool tip why."""
        self._faults = dict(faults)
        self.viewport().update()

    def fault_at(self, index: AnyIndex) -> str:
        """Say what is not in step in the section of this row; "" if nothing is."""
        node = self._model.node_at(index)
        return self._faults.get(node.begin, "") if node and node.header else ""

    def set_heard(self, index: int | None) -> None:
        """Mark what is being heard, by a small triangle."""
        if index == self._heard:
            return
        before, self._heard = self._heard, index
        for place in (before, index):
            self._update_rows(place)

    def heard_at(self, index: AnyIndex) -> bool:
        """Whether the row is the line being heard, or a folded or unfolded section with it."""
        if self._heard is None:
            return False
        node = self._model.node_at(index)
        if node:
            return node.begin <= self._heard < node.stop
        return index.data(POSITION) == self._heard

    def rename_current(self) -> None:
        """Open the title of the current section for typing; a line's section if a line is current."""
        index = self.currentIndex()
        section = index.parent() if index.parent().isValid() else index
        if section.flags() & Qt.ItemFlag.ItemIsEditable:
            with self._quietly():
                self.choice.put(section)
            self.edit(section)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self._choose(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.drag.active and event.key() == Qt.Key.Key_Escape:
            self.drag.give_up()
        elif self.state() != QAbstractItemView.State.EditingState and self.choice.take_key(event):
            event.accept()
        elif modified or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif enter and self._model.node_at(self.currentIndex()):
            self.rename_current()
        elif enter:
            self._choose(self.currentIndex())
        elif event.key() in DELETING:
            self._request_merge()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if index.isValid() and not self._model.read_only:
            menu_of_row(self, index).popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.drag.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.drag.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.drag.release(event):
            super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        delegate = self.itemDelegate()
        if event.type() in _NEW_SIZES and isinstance(delegate, SectionDelegate):
            delegate.measure()
            self.setIndentation(round(self.fontMetrics().height() * 1.25))
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            with QPainter(self.viewport()) as painter:
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                space = self.viewport().rect().adjusted(16, 16, -16, -16)
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(space, flags, self.empty_text)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, SectionDelegate):
            delegate.paint_ground(painter, options.rect, index)  # type: ignore[attr-defined]
        super().drawRow(painter, options, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        if not self._model.hasChildren(index):
            return
        side = round(self.fontMetrics().height() * 0.8)
        title = rect.top() + self.fontMetrics().height() // 2 + SectionDelegate.padding(self) + 1
        spot = QRect(QPoint(rect.right() - side, title - side // 2), QSize(side, side))
        name = "down" if self.isExpanded(QModelIndex(index)) else "right"  # type: ignore[arg-type]
        theme.paint_tinted(painter, spot, name, self.palette().placeholderText().color())

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 16, em * 20)

    def _set_up_view(self) -> None:
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(True)
        self.setMouseTracking(True)
        self.setIndentation(round(self.fontMetrics().height() * 1.25))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setProperty("pane", True)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _shown_row(self, index: int | None) -> QModelIndex:
        if index is None:
            return QModelIndex()
        section = self._model.section_index(index)
        return self._model.line_index(index) if self.isExpanded(section) else section

    def _choose(self, index: AnyIndex) -> None:
        place = index.data(POSITION)
        if not isinstance(place, int):
            return
        if self._model.node_at(index):
            self.section_chosen.emit(place)
        else:
            self.line_chosen.emit(place)

    def _request_merge(self) -> None:
        current = self.choice.header_at(self.currentIndex())
        headers = self.choice.headers or ([] if current is None else [current])
        if headers and not self._model.read_only:
            self.merge_requested.emit(headers)

    def _update_rows(self, place: int | None) -> None:
        if place is None:
            return
        section = self._model.section_index(place)
        if not section.isValid():
            return
        rows = [section]
        if self.isExpanded(section):
            rows.append(self._model.line_index(place, give=False))
        for row in rows:
            self.update(row)

    def _give_more(self) -> None:
        """Give more lines of the section whose last given line has been scrolled to."""
        last = self.indexAt(
            self.viewport().rect().bottomLeft() + QPoint(self.indentation() * 2, -1)
        )
        section = last.parent()
        if section.isValid() and last.row() >= self._model.rowCount(section) - 50:
            self._model.fetchMore(section)
