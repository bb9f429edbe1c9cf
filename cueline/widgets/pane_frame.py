"""The frame around the pane that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QRegion
from PySide6.QtWidgets import QApplication, QWidget

WIDTH = 2
"""Width of the frame in pixels: the border that the style sheet leaves free around every pane."""


class PaneFrame(QWidget):
    """A ring in the accent colour over the border of `pane`, shown while the focus is somewhere inside it.

    It is masked to its ring, so that scrolling in the pane stays as fast as without it, and lets the mouse through.
    """

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.setObjectName("paneFrame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()  # or it would be shown with the pane, before the window has had the focus at all
        self._pane = pane
        pane.setProperty("pane", True)
        pane.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow_focus)
        self.follow_focus(None, QApplication.focusWidget())

    def follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Show the frame if `now` is in the pane; a menu or a window in front leaves it as it is."""
        if now is None:
            return
        inside = now is self._pane or self._pane.isAncestorOf(now)
        if inside:
            self._fit()
            self.raise_()
        self.setVisible(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            pen = QPen(QColor(self.palette().color(QPalette.ColorRole.Accent)), WIDTH)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            half = WIDTH // 2
            painter.drawRect(self.rect().adjusted(half, half, -half, -half))

    def _fit(self) -> None:
        outer = QRect(self._pane.rect())
        self.setGeometry(outer)
        inner = outer.adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)
        self.setMask(QRegion(outer) - QRegion(inner))
