"""Every action of the window in one table: menus, keys and the list of commands read it."""

from __future__ import annotations

from functools import cache

from cueline.gui.actions.action import SEPARATOR, Action
from cueline.gui.actions.of_files import FILE_ACTIONS
from cueline.gui.actions.of_sound import SOUND_ACTIONS
from cueline.gui.actions.of_text import TEXT_ACTIONS
from cueline.gui.actions.of_views import VIEW_ACTIONS

ACTIONS: tuple[Action, ...] = (*FILE_ACTIONS, *TEXT_ACTIONS, *SOUND_ACTIONS, *VIEW_ACTIONS)
"""Each menu has its actions in this order."""


@cache
def real_actions() -> tuple[Action, ...]:
    """Return the table without its separators."""
    return tuple(action for action in ACTIONS if action.id != SEPARATOR)
