"""How wide and how high the panes are to be: what the user made of them, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow

_SETTLED_MS = 30
_TABLE_SHARE = 0.3
"""What the table keeps of the window's width, at least, beside panes that were dragged."""
_TABLE_SHARE_AT_FIRST = 0.5
"""What it keeps as long as nobody dragged them."""
_WAVE_SHARE = 0.3
"""What the waveform gets of the window's height, at most."""
_USUAL = (1280, 800)
_GROWN = 2.0
"""By how much panes at most are larger at first in a window that is larger than the usual one."""


class PaneSizes(QObject):
    """Gives panes their sizes back that a small window took from them.

    `across` stand beside the table, those of one group in the same place; `below` is under it. `first` are their
    sizes in pixels (each group's width, then the height) at first. What the user drags while the window keeps its
    size is what is wanted from then on.
    """

    def __init__(
        self,
        window: QMainWindow,
        across: Sequence[Sequence[QDockWidget]],
        below: QDockWidget,
        first: Sequence[int],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._across, self._below = tuple(across), below
        self._first = tuple(first)
        self._wanted = list(first)
        self._size = window.size()
        self._low = False
        self._later = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._later.timeout.connect(self.put)
        self._quiet = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        for watched in (window, below, *(dock for group in across for dock in group)):
            watched.installEventFilter(self)

    @property
    def wanted(self) -> list[int]:
        """The widths of the panes beside the table, then the height of the one below, in pixels."""
        return list(self._wanted)

    def want(self, sizes: Any = None) -> None:
        """Take sizes that were remembered; whatever is no list of as many numbers means those of the beginning."""
        good = isinstance(sizes, list) and len(sizes) == len(self._first)
        good = good and all(type(size) is int and size > 0 for size in sizes)
        self._wanted = list(sizes) if good else list(self._first)
        self.put_soon()

    def set_low(self, *, low: bool) -> None:
        """Give the pane below no more height than it needs, or what is wanted for it."""
        if low != self._low:
            self._low = low
            self.put_soon()

    def put_soon(self) -> None:
        """Put the panes right once the window has come to rest."""
        self._later.start()

    def put(self) -> None:
        """Give each pane what is wanted, or its share where there is too little room."""
        self._quiet.start()
        window, centre = self._window, self._window.centralWidget()
        self._size = window.size()
        wide, high = self._growth()
        shown = [(dock, self._wanted[i] * wide) for i, dock in enumerate(self._beside()) if dock]
        table = centre.minimumSizeHint().width() if centre else 0
        least = _TABLE_SHARE_AT_FIRST if self._as_at_first else _TABLE_SHARE
        room = window.width() - max(table, round(window.width() * least))
        share = min(1.0, room / max(1, sum(width for _, width in shown)))
        if shown:
            widths = [max(1, round(width * share)) for _, width in shown]
            docks = [dock for dock, _ in shown]
            window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        if _stands(self._below):
            height = round(min(self._wanted[-1] * high, window.height() * _WAVE_SHARE))
            height = 1 if self._low else height  # it keeps what it needs
            window.resizeDocks([self._below], [height], Qt.Orientation.Vertical)

    @property
    def _as_at_first(self) -> bool:
        """Whether nobody dragged a pane."""
        return self._wanted == list(self._first)

    def _growth(self) -> tuple[float, float]:
        """By how much the panes are larger than at first, across and below: what the user made of them stays."""
        if not self._as_at_first:
            return 1.0, 1.0
        window = self._window
        across, below = window.width() / _USUAL[0], window.height() / _USUAL[1]
        return min(max(1.0, across), _GROWN), min(max(1.0, below), _GROWN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what the user drags, and put things right after the window has another size."""
        if event.type() == QEvent.Type.Resize:
            if self._window.size() != self._size:  # told to the panes before the window hears of it
                self.put_soon()
            elif not self._later.isActive() and not self._quiet.isActive():
                self._note()
        return False

    def _note(self) -> None:
        for place, dock in enumerate(self._beside()):
            if dock is not None:
                self._wanted[place] = dock.width()
        if _stands(self._below) and not self._low:
            self._wanted[-1] = self._below.height()

    def _beside(self) -> list[QDockWidget | None]:
        """Return of each group the pane that is seen, None where all are closed or float."""
        return [next((dock for dock in group if _stands(dock)), None) for group in self._across]


def _stands(dock: QDockWidget) -> bool:
    return dock.isVisible() and not dock.isFloating()
