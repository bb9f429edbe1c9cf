"""Labels for what a file, a fault or a user says: never taken for HTML, and to be selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(text: str, *, strong: bool = False) -> QLabel:
    """Make a label that wraps; a `strong` one is what the others are about."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if strong:
        font = label.font()
        font.setWeight(font.Weight.DemiBold)
        label.setFont(font)
    return label
