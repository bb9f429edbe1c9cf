"""Where a header can be dropped: on lines of the section tree and of the line table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QWidget

from cueline.widgets.sections.model import POSITION, SectionModel

if TYPE_CHECKING:
    from cueline.widgets.sections.tree import SectionTree

_UNFOLD_MS = 700
_MARGIN = 2.0
"""How near to the edge of a view, in heights of a letter, it scrolls while a header is dragged."""


class DropTarget(Protocol):
    """A view onto whose lines headers can be dropped; places are positions in `episode.items`."""

    def item_at(self, at: QPoint) -> int | None:
        """Return the line at a place on the screen; None where there is none."""
        ...

    def contains(self, at: QPoint) -> bool:
        """Tell whether a place on the screen is in the view."""
        ...

    def show(self, item: int | None) -> None:
        """Draw a stroke above a line; None: no stroke."""
        ...

    def leave(self) -> None:
        """Forget the pointer: it is elsewhere, or nothing is dragged any more."""
        ...

    def push_on(self, at: QPoint) -> None:
        """Scroll, if the pointer is near the upper or lower edge."""
        ...


class _Target:
    """What is common to views with items."""

    def __init__(self, view: QAbstractItemView) -> None:
        self.view = view
        self.stroke = DropStroke(view.viewport())

    def contains(self, at: QPoint) -> bool:
        """Tell whether a place on the screen is in the view."""
        viewport = self.view.viewport()
        return viewport.isVisible() and viewport.rect().contains(viewport.mapFromGlobal(at))

    def leave(self) -> None:
        """Take the stroke away."""
        self.stroke.hide()

    def push_on(self, at: QPoint) -> None:
        """Scroll, the faster the nearer the pointer is to the edge."""
        viewport, em = self.view.viewport(), self.view.fontMetrics().height()
        y, margin = viewport.mapFromGlobal(at).y(), round(_MARGIN * em)
        near = y - margin if y < margin else max(0, y - viewport.height() + margin)
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + near // 2)


class TreeTarget(_Target):
    """The section tree: its unfolded lines. A folded section opens when the pointer rests on it."""

    def __init__(self, tree: SectionTree, model: SectionModel) -> None:
        super().__init__(tree)
        self._tree, self._model = tree, model
        self._rested: QModelIndex = QModelIndex()
        self._rest = QTimer(tree, singleShot=True, interval=_UNFOLD_MS)
        self._rest.timeout.connect(self._unfold)

    def item_at(self, at: QPoint) -> int | None:
        """Return the line whose row is there; None for a section, which opens when the pointer rests on it."""
        index = self._tree.indexAt(self._tree.viewport().mapFromGlobal(at))
        section = index.isValid() and not index.parent().isValid()
        self._rest_on(index if section and not self._tree.isExpanded(index) else QModelIndex())
        place = index.data(POSITION) if index.isValid() and not section else None
        return place if isinstance(place, int) else None

    def show(self, item: int | None) -> None:
        """Draw the stroke above a line's row."""
        if item is None:
            self.stroke.hide()
            return
        rect = self._tree.visualRect(self._model.line_index(item))
        self.stroke.put(rect.left(), rect.top())

    def leave(self) -> None:
        """Take the stroke away, and open nothing."""
        super().leave()
        self._rest_on(QModelIndex())

    def _rest_on(self, index: QModelIndex) -> None:
        if index != self._rested:
            self._rested = index
            if index.isValid():
                self._rest.start()
            else:
                self._rest.stop()

    def _unfold(self) -> None:
        if self._rested.isValid():
            self._tree.expand(self._rested)


class TableTarget(_Target):
    """A table whose rows are the items: the line under the pointer."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def item_at(self, at: QPoint) -> int | None:
        """Return the item whose row is there."""
        row = self._table.rowAt(self._table.viewport().mapFromGlobal(at).y())
        return row if row >= 0 else None

    def show(self, item: int | None) -> None:
        """Draw the stroke above an item's row."""
        if item is None:
            self.stroke.hide()
        else:
            self.stroke.put(0, self._table.rowViewportPosition(item))


class DropStroke(QWidget):
    """A stroke across a view, with an arrow head at its left: here the header would stand."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("dropStroke")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def put(self, left: int, y: int) -> None:
        """Show the stroke at a height, in pixels of the viewport."""
        side = max(6, self.fontMetrics().height() // 2)
        top = max(0, y - side // 2)
        self.setGeometry(QRect(left, top, self._viewport.width() - left, side))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint arrow head and stroke in the accent colour, on a rim of the ground's."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            height = float(self.height())
            middle = height / 2
            painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
            painter.drawRect(0, round(middle) - 2, self.width(), 4)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(0, round(middle) - 1, self.width(), 2)
            head = [QPointF(0, 0), QPointF(height, middle), QPointF(0, height)]
            painter.drawPolygon(QPolygonF(head))


class DragLabel(QLabel):
    """What is said beside the pointer while a header is dragged."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("dragLabel")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        em = self.fontMetrics().height()
        self.setMargin(em // 2)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, palette.toolTipBase().color())
        palette.setColor(QPalette.ColorRole.WindowText, palette.toolTipText().color())
        self.setPalette(palette)

    def say(self, text: str, at: QPoint) -> None:
        """Show a text beside a place on the screen, inside the window."""
        self.setText(text)
        self.adjustSize()
        window, em = self._window, self.fontMetrics().height()
        place = window.mapFromGlobal(at) + QPoint(em, em)
        if place.y() + self.height() > window.height():
            place.setY(place.y() - self.height() - 2 * em)
        place.setX(max(0, min(place.x(), window.width() - self.width())))
        self.move(place.x(), max(0, place.y()))
        self.raise_()
        self.show()
