"""The right mouse button in the tables: the commands that fit there, for the row under the mouse."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from cueline.episode import Header

MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


def open_menu(desk, view, row, reason=MOUSE):
    """Press the right button in a row, or the menu key; return the menu that opens."""
    place = QPoint(60, view.rowViewportPosition(row) + 8)
    target = view.viewport() if reason == MOUSE else view
    where = target.mapToGlobal(place)
    QApplication.sendEvent(target, QContextMenuEvent(reason, place, where))
    menu = desk.window.findChild(QMenu, "contextMenu")
    assert menu is not None
    desk.qtbot.waitUntil(menu.isVisible)
    return menu


def entry(menu, name):
    return next(action for action in menu.actions() if action.objectName() == name)


def test_a_row_has_its_commands(opened):
    table = opened.window.panes.table
    opened.go(1)
    menu = open_menu(opened, table, 3)
    assert table.current == 3
    before = len(opened.items)
    entry(menu, "line.delete").trigger()
    menu.close()
    assert len(opened.items) == before - 1


def test_a_selection_stays_and_is_what_is_meant(opened):
    table = opened.window.panes.table
    table.set_selection(1, 3)
    menu = open_menu(opened, table, 2)
    assert table.selection == (1, 3)
    assert entry(menu, "line.merge").text().startswith("&Merge the Selected Lines")
    menu.close()


def test_a_header_has_the_commands_of_sections(opened):
    table = opened.window.panes.table
    row = next(i for i, item in enumerate(opened.items) if i and isinstance(item, Header))
    menu = open_menu(opened, table, row)
    entry(menu, "section.merge").trigger()
    menu.close()
    assert not isinstance(opened.items[row], Header)


def test_the_menu_key_is_for_the_current_row(opened):
    table = opened.window.panes.table
    opened.go(3)
    menu = open_menu(opened, table, 1, KEYBOARD)
    assert table.current == 3
    menu.close()


def test_a_clip_has_its_commands(opened):
    clips = opened.window.panes.clips
    menu = open_menu(opened, clips, 2)
    assert clips.current == 2
    name = opened.window.session.episode.clips[2].name
    entry(menu, "clip.delete").trigger()
    menu.close()
    assert name not in [clip.name for clip in opened.window.session.episode.clips]
