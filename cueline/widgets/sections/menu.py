"""The menu of a row of the section tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cueline.widgets import theme
from cueline.widgets.sections.model import POSITION, AnyIndex

if TYPE_CHECKING:
    from cueline.widgets.sections.tree import SectionTree


def menu_of_row(tree: SectionTree, index: AnyIndex) -> QMenu:
    """Make the menu of a row: for sections, all that are chosen if this is one of them; for a line."""
    menu = QMenu(tree)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    header, chosen = tree.choice.header_at(index), tree.choice.headers
    if header is None:
        split = menu.addAction(theme.icon("split"), "Start a Section Here")
        split.triggered.connect(lambda: tree.split_requested.emit(index.data(POSITION)))
        return menu
    headers = chosen if header in chosen else [header]
    what = "Merge Section with the One Above"
    if len(headers) > 1:
        what = f"Merge These {len(headers)} with What Is Above Them"
    menu.addAction("Rename Section", tree.rename_current)
    merge = menu.addAction(theme.icon("merge"), what)
    merge.triggered.connect(lambda: tree.merge_requested.emit(headers))
    return menu
