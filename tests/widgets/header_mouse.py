"""A mouse that drags headers: presses in the tree, moves anywhere on the screen, lets go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cueline.widgets.sections.drop import DragLabel, DropStroke
from cueline.widgets.sections.tree import SectionTree

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class HeaderMouse:
    """What is pressed in the tree stays the tree's until it is let go, wherever the pointer is."""

    def __init__(self, tree: SectionTree) -> None:
        self.tree = tree

    def take(self, header: int) -> None:
        """Press on a section's title, and move a little further than a click does."""
        self.tree.setFocus()
        start = self.on_tree(header)
        self._send(QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        self.move(start + QPoint(3, 3))

    def on_tree(self, item: int) -> QPoint:
        """Find the place of a row of the tree on the screen."""
        row = self.tree.model().line_index(item)
        return self.tree.viewport().mapToGlobal(self.tree.visualRect(row).center())

    def on_table(self, table, row: int) -> QPoint:
        """Find the place of a row of a table on the screen."""
        y = table.rowViewportPosition(row) + table.rowHeight(row) // 2
        return table.viewport().mapToGlobal(QPoint(80, y))

    def move(self, at: QPoint) -> None:
        """Move with the button down."""
        self._send(QEvent.Type.MouseMove, at, NONE, LEFT)

    def let_go(self, at: QPoint) -> None:
        """Let the button go."""
        self.move(at)
        self._send(QEvent.Type.MouseButtonRelease, at, LEFT, NONE)

    @property
    def said(self) -> list[str]:
        """What stands beside the pointer, row by row."""
        labels = self.tree.window().findChildren(DragLabel)
        return [row for label in labels if label.isVisible() for row in label.text().split("\n")]

    def stroke(self, view) -> int | None:
        """Return the height of the stroke in a view, None if there is none."""
        strokes = [s for s in view.viewport().findChildren(DropStroke) if s.isVisible()]
        return strokes[0].geometry().center().y() if strokes else None

    def _send(self, kind: QEvent.Type, at: QPoint, button, buttons) -> None:
        viewport = self.tree.viewport()
        where = QPointF(viewport.mapFromGlobal(at))
        held = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, where, QPointF(at), button, buttons, held)
        QApplication.sendEvent(viewport, event)
