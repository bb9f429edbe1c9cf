"""Light or dark: what the user chose."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cueline.gui.store import Store
from cueline.widgets.theme import apply_theme


def chosen_scheme(store: Store) -> str:
    """Return the colour scheme of earlier runs: light, dark or system."""
    scheme = store.recall("settings", "look").get("scheme")
    return scheme if scheme in ("light", "dark") else "system"


def show_scheme(scheme: str) -> None:
    """Show the whole program in a colour scheme."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, scheme)
