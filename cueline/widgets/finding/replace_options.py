"""How something is looked for: capitals, whole words, expressions; and in which parts of an episode."""

from __future__ import annotations

import sys
from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QWidget

from cueline.episode.replacing import MEANT, PARTS, Part, Pattern

_TOGGLES = (
    ("case", "Aa", "Match case", "Alt+A"),
    ("words", "W", "Whole words", "Alt+W"),
    ("regular", ".*", "Regular expression", "Alt+X"),
)
_NAMES: dict[Part, str] = {"text": "Text", "speaker": "Speakers", "header": "Headers"}


class PatternToggles(QWidget):
    """Three buttons that stay down: match case, whole words, regular expression."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons = {name: self._button(*rest) for name, *rest in _TOGGLES}
        for button in self.buttons.values():
            row.addWidget(button)
            button.toggled.connect(self.changed)

    def pattern(self, text: str) -> Pattern:
        """Return the pattern that `text` is with these buttons."""
        down = {name: button.isChecked() for name, button in self.buttons.items()}
        return Pattern(text, down["regular"], down["case"], down["words"])

    def put(self, pattern: Pattern) -> None:
        """Press the buttons that the pattern was made with."""
        for name, button in self.buttons.items():
            button.setChecked(getattr(pattern, name))

    def _button(self, sign: str, name: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setCheckable(True)
        button.setProperty("outlined", True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        if sys.platform != "darwin":  # where Alt types letters
            button.setShortcut(key)
            button.setToolTip(f"{name} ({key})")
        return button


class PartBoxes(QWidget):
    """Ticks for what is searched: text, speakers, headers. The last tick stays."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 2)
        row.addWidget(QLabel("in", self))
        self.boxes: dict[Part, QCheckBox] = {}
        for part, name in _NAMES.items():
            box = QCheckBox(name, self)
            box.setToolTip(f"Look in {name.lower()}")
            box.setChecked(part in MEANT)
            box.toggled.connect(self._follow)
            self.boxes[part] = box
            row.addWidget(box)
        row.addStretch(1)

    def parts(self) -> tuple[Part, ...]:
        """Return what is ticked."""
        return tuple(part for part in PARTS if self.boxes[part].isChecked())

    def put(self, parts: Collection[Part]) -> None:
        """Tick these parts, one or more, and no others."""
        for part in sorted(PARTS, key=lambda part: part not in parts):  # one is ticked all the time
            self.boxes[part].setChecked(part in parts)

    def _follow(self) -> None:
        if not self.parts():
            box = self.sender()
            if isinstance(box, QCheckBox):
                box.setChecked(True)
            return
        self.changed.emit()
