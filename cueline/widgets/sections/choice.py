"""Which headers are chosen in the section tree, one or several."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent

from cueline.widgets.sections.model import AnyIndex, SectionModel

if TYPE_CHECKING:
    from cueline.widgets.sections.tree import SectionTree

_FLAG = QItemSelectionModel.SelectionFlag


class HeaderChoice:
    """The chosen rows of a tree as positions of headers in `episode.items`."""

    def __init__(self, tree: SectionTree, model: SectionModel) -> None:
        self._tree, self._model = tree, model
        self._from = self._to = QPersistentModelIndex()

    @property
    def headers(self) -> list[int]:
        """The headers of the chosen sections, in order; lines, and what has no header, are left out."""
        found = map(self.header_at, self._tree.selectionModel().selectedIndexes())
        return sorted(header for header in found if header is not None)

    def put(self, index: QModelIndex) -> None:
        """Make a row current and choose it alone, whatever keys are held just now."""
        self._tree.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)

    def choose(self, headers: Collection[int]) -> None:
        """Choose the sections with these headers, and no other rows."""
        chosen = QItemSelection()
        for header in headers:
            index = self._model.section_index(header)
            chosen.select(index, index)
        self._tree.selectionModel().select(chosen, _FLAG.ClearAndSelect)

    def extend(self, index: QModelIndex) -> None:
        """Choose all rows from the one that was current before the first of these steps up to this one."""
        if not index.isValid():
            return
        tree = self._tree
        if not self._from.isValid() or self._to != tree.currentIndex():
            self._from = QPersistentModelIndex(tree.currentIndex())
        self._to = QPersistentModelIndex(index)
        start = QModelIndex(self._from)  # type: ignore[arg-type]
        ends = sorted((start, index), key=lambda i: tree.visualRect(i).top())
        chosen, place = QItemSelection(), ends[0]
        while place.isValid():
            chosen.select(place, place)
            if place == ends[1]:
                break
            place = tree.indexBelow(place)
        tree.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
        tree.selectionModel().select(chosen, _FLAG.ClearAndSelect)

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose one row more or less (Shift+Up, Shift+Down), or go from a line to its section (Left)."""
        tree, key = self._tree, event.key()
        here = tree.currentIndex()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.extend(tree.indexAbove(here) if key == Qt.Key.Key_Up else tree.indexBelow(here))
            return True
        if held or key != Qt.Key.Key_Left or not here.parent().isValid():
            return False
        self.put(here.parent())
        return True

    def header_at(self, index: AnyIndex) -> int | None:
        """Return the header whose section's row this is; None for a line, and where there is no header."""
        node = self._model.node_at(index)
        return node.begin if node is not None and node.header is not None else None

    def can_be_moved(self, index: AnyIndex) -> bool:
        """Tell whether a row is a section whose header may be moved."""
        return not self._model.read_only and self.header_at(index) is not None
