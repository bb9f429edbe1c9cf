"""The menus of the right mouse button: the commands of the menu bar that fit where it is pressed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QTableView

from cueline.episode import Header, Item
from cueline.widgets.clips.table import ClipTable
from cueline.widgets.lines.columns import Column
from cueline.widgets.lines.table import LineTable

_END = ""
"""Where a line stands between groups."""

_OF_LINES = (
    "playback.play_line",
    "playback.loop",
    _END,
    "line.retime_to_playhead",
    "line.retime_and_next",
    "line.shift_rest",
    _END,
    "line.edit",
    "line.edit_time",
    "line.speaker",
    _END,
    "line.merge",
    "line.insert",
    "line.delete",
    _END,
    "section.split",
    "clip.add",
)
_OF_HEADERS = (
    "section.play_joint",
    _END,
    "section.rename",
    "section.merge",
    "section.header_up",
    "section.header_down",
    "section.to_question",
    "section.mend_clip",
    _END,
    "line.insert",
    "clip.add",
)
_OF_CLIPS = (
    "clip.play",
    "clip.edge_to_playhead",
    _END,
    "clip.rename",
    "clip.split",
    "clip.merge",
    "clip.delete",
)


class ContextMenus(QObject):
    """Opens a menu where the right button, or the menu key, is pressed in the line table or the clip table."""

    def __init__(
        self, table: LineTable, clips: ClipTable, actions: Mapping[str, QAction], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._table, self._clips, self._actions = table, clips, actions
        for view in (table, clips):
            view.installEventFilter(self)
            view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the wish for a menu; everything else is the view's."""
        if not isinstance(event, QContextMenuEvent):
            return False
        view = self._table if watched in (self._table, self._table.viewport()) else self._clips
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = view.viewport().mapFromGlobal(event.globalPos()) if by_mouse else _beside(view)
        row = view.rowAt(place.y())
        if row < 0:
            return True
        if view is self._table:
            self._choose_line(row, place)
            names = _names(self._table.lines.items[row])
        else:
            self._clips.set_current(row)
            names = _OF_CLIPS
        self._open(names, view.viewport().mapToGlobal(place))
        return True

    def _choose_line(self, row: int, place: QPoint) -> None:
        """Make the row current that the menu is for; a selection that it is in stays."""
        chosen = self._table.selection
        self._table.setFocus()
        if row != self._table.current and not (chosen and chosen[0] <= row <= chosen[1]):
            column = self._table.columnAt(place.x())
            self._table.close_cell()
            self._table.rows.put(row, Column.TEXT if column < 0 else Column(column))

    def _open(self, names: tuple[str, ...], place: QPoint) -> None:
        menu = QMenu(self._table.window())
        menu.setObjectName("contextMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name == _END:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])
        menu.popup(place)


def _names(item: Item) -> tuple[str, ...]:
    return _OF_HEADERS if isinstance(item, Header) else _OF_LINES


def _beside(view: QTableView) -> QPoint:
    """Return a place in the current row, for the menu key."""
    area = view.visualRect(view.currentIndex())
    return QPoint(max(8, area.left() + 8), area.top() + min(area.height() // 2, 20))
