"""What was open before, below each other: title and place, opened by a click or by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cueline.episode.visible import visible_name
from cueline.widgets import theme
from cueline.widgets.plain_tip import plain_tip


class RecentList(QScrollArea):
    """Recent files below each other; as many as fit are seen at once."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumWidth(self.fontMetrics().height() * 32)
        self.buttons: list[RecentButton] = []

    def set_entries(self, entries: Sequence[tuple[str, str]], icon: str = "document") -> None:
        """Show these titles and paths, each with the icon of what it is."""
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.buttons = [self._entry(title, path, icon) for title, path in entries]
        for button in self.buttons:
            column.addWidget(button)
        self.setWidget(inside)
        self.setMaximumHeight(inside.sizeHint().height() + 2)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return QSize(self.minimumWidth(), inside.sizeHint().height() + 2 if inside else 0)

    def _entry(self, title: str, path: str, icon: str) -> RecentButton:
        button = RecentButton(title, path, icon)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button


class RecentButton(QAbstractButton):
    """One recent file or folder: its title, and muted below it where it lies."""

    def __init__(self, title: str, path: str, icon: str = "document") -> None:
        super().__init__()
        self._path, self._icon = path, icon
        self.setText(visible_name(title))
        self.setToolTip(plain_tip(path))
        self.setAccessibleName(f"{title}, {path}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 20, round(em * 2.9))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette = self.palette()
            self._paint_ground(painter, palette)
            em = self.fontMetrics().height()
            side = round(em * 1.3)
            spot = QRect(em // 2, (self.height() - side) // 2, side, side)
            theme.tinted_icon(self._icon, palette.placeholderText().color()).paint(painter, spot)
            text = self.rect().adjusted(spot.right() + round(em * 0.7), em // 3, -em // 2, -em // 3)
            self._paint_text(painter, text, palette)

    def _paint_ground(self, painter: QPainter, palette: QPalette) -> None:
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.color(QPalette.ColorRole.Accent)), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _paint_text(self, painter: QPainter, rect: QRect, palette: QPalette) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        title = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(theme.muted_font(self.font()))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        path = PurePath(self._path)
        place = painter.fontMetrics().elidedText(
            f"{path.name}  ·  {path.parent}" if path.name != self.text() else str(path),
            Qt.TextElideMode.ElideMiddle,
            rect.width(),
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, place)
