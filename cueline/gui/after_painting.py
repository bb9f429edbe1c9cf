"""What can wait until a widget has been painted, so that the user sees something first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class AfterPainting(QObject):
    """Waits for a widget to be painted, the rest of its window with it; `came` tells that, once for each `begin`."""

    came = Signal()

    def __init__(self, widget: QWidget, at_most: int) -> None:
        """Wait for `at_most` milliseconds: a widget that is hidden is never painted."""
        super().__init__(widget)
        self._widget, self._at_most = widget, at_most
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    @property
    def waiting(self) -> bool:
        """Whether `came` is still to come."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Wait, from now on."""
        self._widget.installEventFilter(self)
        self._timer.start(self._at_most)

    def stop(self) -> None:
        """Wait no more."""
        self._widget.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self._timer.start(0)  # fires when all that was to be painted has been
        return False

    def _tell(self) -> None:
        self._widget.removeEventFilter(self)
        self.came.emit()
