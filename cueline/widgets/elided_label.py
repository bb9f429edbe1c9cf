"""A line of text that gives way: cut with an ellipsis where there is no room, whole in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cueline.episode.visible import visible
from cueline.widgets.plain_tip import plain_tip

LEAST = 6
"""How many letters always have room."""


class ElidedLabel(QLabel):
    """Plain text in one line, never wider than what is left for it."""

    def __init__(
        self,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show `text`, for screen readers too; line breaks become spaces."""
        line = visible(" ".join(text.split()))
        if line != self.text():
            self.setText(line)
            self.setAccessibleName(line)
            self._tell_the_rest()

    @property
    def shown(self) -> str:
        """The text as it is seen, with its ellipsis."""
        return self.fontMetrics().elidedText(self.text(), self._elide, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * LEAST
        return QSize(min(least, super().sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOption  # its many enumerations, not at start

        with QPainter(self) as painter:
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.contentsRect(), int(self.alignment()), self.shown)

    def _tell_the_rest(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.shown != self.text() else "")
