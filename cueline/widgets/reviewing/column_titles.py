"""What stands above the columns of a review or a join, each title over its column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QListView, QSizePolicy, QWidget

from cueline.widgets import theme
from cueline.widgets.reviewing.review_list import ReviewDelegate


class ColumnTitles(QWidget):
    """Titles that stay over the columns of `view`, also when a scroll bar or a frame takes some of its width."""

    def __init__(self, words: Sequence[str], view: QListView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._labels = [self._label(word) for word in words]
        em = self.fontMetrics().height()
        self._above = round(em * 0.6)
        self.setFixedHeight(self._above + self._labels[0].sizeHint().height() + em // 3)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the columns when the list has another width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        delegate, viewport = self._view.itemDelegate(), self._view.viewport()
        assert isinstance(delegate, ReviewDelegate)
        left = viewport.mapTo(self.window(), QPoint()).x() - self.mapTo(self.window(), QPoint()).x()
        row = QRect(left, 0, viewport.width(), self.height())
        for column, label in enumerate(self._labels):
            box = delegate.column_rect(column, row, len(self._labels))
            label.setGeometry(box.x(), self._above, box.width(), label.sizeHint().height())

    def _label(self, word: str) -> QLabel:
        label = QLabel(word, self)
        label.setFont(theme.muted_font(self.font()))
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label
