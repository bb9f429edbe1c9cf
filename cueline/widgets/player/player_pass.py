"""The buttons of a pass, tapping or hopping, for the mouse; they stand in the player pane while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.player.player_controls import PlayerButton


class Choice(NamedTuple):
    """One button: the action that it asks for, its icon, what is written on it, and what it does."""

    action: str
    icon: str
    word: str
    tip: str


PASSES = {
    "hop": (
        Choice("hop.right", "check", "Right", "Its time is right; on to the next"),
        Choice(
            "line.retime_and_next", "stamp", "Starts now", "This line starts now; on to the next"
        ),
        Choice("hop.back", "undo", "The one before", "Hear the line before again"),
        Choice("hop.end", "close", "End", "End the pass; the place is kept"),
    ),
    "tap": (
        Choice("line.retime_and_next", "stamp", "Tap", "This line starts now; on to the next"),
        Choice("tap.back", "undo", "Take back", "Take one tap back and hear its line again"),
        Choice("tap.end", "close", "End", "End the pass and sum it up"),
    ),
}
"""The buttons of each pass, in the order in which they are needed."""


class PassBar(QWidget):
    """Say how far a pass is, and offer its keys as buttons; where there is little room they are icons only.

    `requested` carries the id of an action. The bar is hidden while there is no pass, and a click leaves the focus
    where it was.
    """

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passBar")
        self.setAccessibleName("Pass")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._keys: Mapping[str, str] = {}
        self._mode = self._color = ""
        self._told = ElidedLabel(parent=self)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._buttons: dict[str, list[PlayerButton]] = {}
        self._row = self._lay_out()
        self.set_mode("")

    @property
    def height_of_bar(self) -> int:
        """How high the bar is, shown or not: its place can be kept free."""
        return round(self.fontMetrics().height() * 1.75)

    def set_mode(self, mode: str) -> None:
        """Show the buttons of a pass, by the names of `PASSES`; "": there is none."""
        self._mode = mode
        if mode and mode not in self._buttons:  # not at start: there are sessions without any pass
            self._make_buttons(mode)
        for name, buttons in self._buttons.items():
            for button in buttons:
                button.setVisible(name == mode)
        self.setVisible(bool(mode))
        self._fit_words()

    def tell(self, text: str) -> None:
        """Say how far the pass is: `87 of 126, about 9 min left`."""
        self._told.show_text(text)

    def set_color(self, color: str) -> None:
        """Give the icon of what is asked most a colour."""
        self._color = color
        for buttons in self._buttons.values():
            buttons[0].set_color(color)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Put keys into the tool tips, by pass and action: `hop hop.right`."""
        self._keys = dict(keys)
        for mode in self._buttons:
            self._name_keys(mode)

    def sizeHint(self) -> QSize:
        return QSize(self._width(words=True), self.height_of_bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(words=False), self.height_of_bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _make_buttons(self, mode: str) -> None:
        self._buttons[mode] = [self._button(choice) for choice in PASSES[mode]]
        before = self._taker_before()
        for button in self._buttons[mode]:
            self._row.addWidget(button)
            QWidget.setTabOrder(
                before, button
            )  # else Tab comes to what is made late after all the window
            before = button
        self._name_keys(mode)
        self.set_color(self._color)

    def _taker_before(self) -> QWidget:
        """Return what Tab comes to before this bar; the bar itself where there is nothing else."""
        widget = self.previousInFocusChain()
        while widget and widget is not self and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget = widget.previousInFocusChain()
        return widget or self

    def _name_keys(self, mode: str) -> None:
        for button, choice in zip(self._buttons[mode], PASSES[mode], strict=True):
            key = self._keys.get(f"{mode} {choice.action}", "")
            button.setToolTip(f"{choice.tip} ({key})" if key else choice.tip)

    def _button(self, choice: Choice) -> PlayerButton:
        button = PlayerButton(choice.icon, choice.word, self)
        button.setText(f" {choice.word}")  # the space sets the word off from the icon
        button.set_size(1.05)
        button.clicked.connect(lambda: self.requested.emit(choice.action))
        return button

    def _lay_out(self) -> QHBoxLayout:
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 4)
        row.addWidget(self._told, 1)
        row.addSpacing(em // 2)
        return row

    def _fit_words(self) -> None:
        """Write on the buttons what they do, where all of it has room."""
        words = self.width() >= self._width(words=True)
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if words else styles.ToolButtonIconOnly
        for button in self._buttons.get(self._mode, []):
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)
                button.setProperty("words", words)
                button.style().polish(button)

    def _width(self, *, words: bool) -> int:
        """Return how wide the bar is with words on its buttons, or at least, with icons and a short sentence."""
        metrics = self.fontMetrics()
        em = metrics.height()
        told = metrics.horizontalAdvance("100 of 1000, about 100 min left" if words else "0 of 0…")
        width = told + em // 2
        for button, choice in zip(
            self._buttons.get(self._mode, []), PASSES.get(self._mode, ()), strict=True
        ):
            word = metrics.horizontalAdvance(f"  {choice.word}") + em // 2 if words else 0
            width += button.iconSize().width() + em * 7 // 4 + word
        return width
