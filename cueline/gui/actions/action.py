"""What an action is: one thing the user can ask for."""

from __future__ import annotations

from typing import NamedTuple

SEPARATOR = "-"


class Action(NamedTuple):
    """One thing the user can ask for.

    `id` is also the QAction's object name. `handler` is "controller.method". `when` is a word of the window's
    state that must hold for the action to be enabled (see `gui/actions/state.py`). `checkable` actions show a tick.
    """

    id: str
    text: str
    menu: str
    handler: str
    when: str = "always"
    checkable: bool = False
    tip: str = ""
