"""Headers of the section tree under the mouse: taken, shown where they would go, dropped or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from cueline.episode import Header
from cueline.widgets.sections.drop import DragLabel, DropTarget, TableTarget, TreeTarget
from cueline.widgets.sections.model import SectionModel
from cueline.widgets.sections.moves import moves_to, title, words_before

if TYPE_CHECKING:
    from cueline.widgets.sections.tree import SectionTree

FAR = 4
"""Pixels that the mouse moves before a press becomes a drag."""

_PUSH_MS = 40
_NOWHERE = "point at the line that it is to stand before"
_LEFT = Qt.MouseButton.LeftButton


class HeaderDrag(QObject):
    """Is told of the mouse by the tree. `dropped` carries the moves, for `episode.headers.move_headers`."""

    dropped = Signal(object)

    def __init__(self, tree: SectionTree, model: SectionModel) -> None:
        super().__init__(tree)
        self._tree = tree
        self._targets: list[DropTarget] = [TreeTarget(tree, model)]
        self._pressed: QModelIndex | None = None
        self._from = self._at = QPoint()
        self._headers: list[int] = []
        self._grabbed = -1
        self._moves: dict[int, int] = {}
        self._item: int | None = None
        self._said = ""
        self._many = self._given_up = False
        self._label: DragLabel | None = None
        self._push = QTimer(self, interval=_PUSH_MS)
        self._push.timeout.connect(self._push_on)

    @property
    def active(self) -> bool:
        """Whether headers are being dragged."""
        return self._label is not None

    def drop_onto(self, table: QTableView) -> None:
        """Let headers be dropped onto the rows of a table, too, which are the items one to one."""
        self._targets.append(TableTarget(table))

    def give_up(self) -> None:
        """Leave everything as it is."""
        self._given_up = self._given_up or self.active
        self._pressed, self._moves, self._many = None, {}, False
        self._end()

    def press(self, event: QMouseEvent) -> bool:
        """Note where the mouse was pressed; True if the press waits for what comes of it."""
        place = event.position().toPoint()
        index = self._tree.indexAt(place)
        inside = self._tree.visualRect(index).contains(place)
        self._pressed, self._many, self._given_up = None, False, False
        self._from = event.globalPosition().toPoint()
        if event.button() == _LEFT and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._tree.choice.extend(index)
            return True
        plain = event.button() == _LEFT and not event.modifiers()
        if not plain or not inside or not self._tree.choice.can_be_moved(index):
            return False
        self._pressed = index
        chosen = self._tree.selectionModel().isSelected(index)
        # Of several that are chosen none is let go before it is clear that this is no drag.
        self._many = chosen and len(self._tree.choice.headers) > 1
        return self._many

    def move(self, event: QMouseEvent) -> bool:
        """Follow the mouse; True if it is the drag's own."""
        at = event.globalPosition().toPoint()
        if self._given_up or self._pressed is None or not event.buttons() & _LEFT:
            return self._given_up
        if not self.active and (at - self._from).manhattanLength() >= FAR:
            self._begin()
        if self.active:
            self._follow(at)
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Drop what is dragged; True if the release is the drag's own."""
        if event.button() != _LEFT:
            return self.active
        pressed, self._pressed = self._pressed, None
        moves, self._moves = self._moves, {}
        if self._many and not self.active and pressed is not None:
            self._tree.choice.put(pressed)
        taken = self.active or self._given_up
        self._given_up = False
        self._end()
        if moves:
            self.dropped.emit(moves)
        return taken

    def _begin(self) -> None:
        header = self._tree.choice.header_at(self._pressed) if self._pressed else None
        if header is None:
            return
        chosen = self._tree.choice.headers
        self._grabbed, self._headers = header, chosen if header in chosen else [header]
        self._item, self._said = None, f"{title(self._tree.episode, header)}: {_NOWHERE}"
        self._label = DragLabel(self._tree.window())
        self._push.start()

    def _follow(self, at: QPoint) -> None:
        self._at = at
        target = next((target for target in self._targets if target.contains(at)), None)
        item, episode = target.item_at(at) if target else None, self._tree.episode
        if item is not None and isinstance(episode.items[item], Header):
            item = None
        if item != self._item:
            self._item, self._moves = item, moves_to(episode, self._headers, self._grabbed, item)
            self._said = f"{title(episode, self._grabbed)}: {_NOWHERE}"
            if item is not None:
                self._said = words_before(episode, self._moves, self._grabbed)
        for other in self._targets:
            if other is target:
                other.show(item if self._moves else None)
            else:
                other.leave()
        shape = Qt.CursorShape.ClosedHandCursor if self._moves else Qt.CursorShape.ForbiddenCursor
        self._tree.viewport().setCursor(shape)
        if self._label is not None:
            self._label.say(self._said, at)

    def _push_on(self) -> None:
        if not self._tree.hasFocus():
            self.give_up()
            return
        for target in self._targets:
            if target.contains(self._at):
                target.push_on(self._at)
        self._follow(self._at)

    def _end(self) -> None:
        self._push.stop()
        for target in self._targets:
            target.leave()
        if self._label is not None:
            self._label.hide()
            self._label.deleteLater()
            self._label = None
            self._tree.viewport().unsetCursor()
