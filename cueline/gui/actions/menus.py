"""Menus and actions, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from cueline.gui.actions import ACTIONS, real_actions
from cueline.gui.actions.action import SEPARATOR, Action
from cueline.gui.window.frame import MENU_TITLES

_QUIT_ROLES = {
    "file.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
    "edit.settings": QAction.MenuRole.PreferencesRole,
}
_ONE_PRESS = (
    "line.retime",
    "line.shift",
    "section.",
    "playback.toggle",
    "file.",
    "line.merge",
    "tap.",
    "hop.",
)


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """Make a QAction for each entry of the table; its object name is the id."""
    actions: dict[str, QAction] = {}
    for entry in real_actions():
        action = QAction(entry.text, window)
        action.setObjectName(entry.id)
        action.setCheckable(entry.checkable)
        action.setData(entry.tip)
        action.setMenuRole(_QUIT_ROLES.get(entry.id, QAction.MenuRole.NoRole))
        action.setAutoRepeat(not entry.id.startswith(_ONE_PRESS))
        window.addAction(action)
        actions[entry.id] = action
    group = QActionGroup(window)
    for name in ("view.light", "view.dark", "view.system"):
        group.addAction(actions[name])
    return actions


def make_menus(
    window: QMainWindow, actions: Mapping[str, QAction], recent: QMenu
) -> dict[str, QMenu]:
    """Put the menus into the bar, in the place of their titles; return them by name."""
    menus: dict[str, QMenu] = {}
    window.menuBar().clear()
    for name, title in MENU_TITLES.items():
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        menus[name] = menu
        for entry in (action for action in ACTIONS if action.menu == name):
            _add(menu, entry, actions)
    actions["file.open_recent"].setMenu(recent)
    return menus


def connect_handlers(
    actions: Mapping[str, QAction],
    controllers: Mapping[str, QObject],
    before: Callable[[], None],
) -> None:
    """Tie each action to its handler; `before` is called first, whatever the action.

    Raises AttributeError or KeyError if the table names a handler that is not there.
    """
    for entry in real_actions():
        if entry.id != "file.open_recent":
            actions[entry.id].triggered.connect(_handler(entry, controllers, before))


def _handler(
    entry: Action, controllers: Mapping[str, QObject], before: Callable[[], None]
) -> Callable[[], None]:
    group, _, name = entry.handler.partition(".")
    method: Callable[[], None] = getattr(controllers[group], name)

    def run() -> None:
        before()
        method()  # without the "checked" that a QAction sends along

    return run


def _add(menu: QMenu, entry: Action, actions: Mapping[str, QAction]) -> None:
    if entry.id == SEPARATOR:
        menu.addSeparator()
    else:
        menu.addAction(actions[entry.id])
