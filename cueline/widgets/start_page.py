"""What is shown while no file is open: open one, go on with a recent one, or try the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme

PROMISE = "Correct a timed transcript while you hear it.\nWhat you did not touch stays as it was, to the byte."
DROP = "or drop a file anywhere in this window"


class StartPage(QWidget):
    """The empty state. Up and Down walk the recent files, Enter opens one; a file can be dropped anywhere."""

    open_requested = Signal()
    new_requested = Signal()
    open_path_requested = Signal(str)
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName("Start")
        self.setAcceptDrops(True)
        self._dropping = False
        self._muted: list[QLabel] = []
        self._mark = QLabel(self)
        self._open = self._button("Open a file…", "open", self.open_requested.emit)
        self._open.setProperty("primary", True)
        self._new = self._button("New Episode…", "document", self.new_requested.emit)
        self._new.setToolTip("Begin an episode from the text of an interview, or an empty one")
        self._sample = self._button("Try the sample", "play", self.sample_requested.emit)
        self._sample.setToolTip("Opens a copy of a short episode with its sound")
        self._recent_title = self._label("Recent files", 1.0, muted=True)
        self._recent = RecentList(self)
        self._recent.chosen.connect(self.open_path_requested)
        self._lay_out()
        self._tint()
        self.set_recent([])
        self.setFocusProxy(self._open)

    def set_recent(self, recent: Sequence[tuple[str, str]]) -> None:
        """Offer files that were open before: their title and path, newest first."""
        self._recent.set_entries(recent)
        for part in (self._recent_title, self._recent):
            part.setVisible(bool(recent))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_path(event.mimeData()):
            event.acceptProposedAction()
            self._show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dropping(False)
        path = _dropped_path(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.open_path_requested.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            palette = self.palette()
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
            if self._dropping:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
                painter.setPen(
                    QPen(palette.color(QPalette.ColorRole.Accent), 2, Qt.PenStyle.DashLine)
                )
                painter.drawRoundedRect(self.rect().adjusted(12, 12, -12, -12), 12, 12)

    def _show_dropping(self, dropping: bool) -> None:
        self._dropping = dropping
        self.update()

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(2)
        column.addLayout(self._heading())
        column.addSpacing(em)
        column.addWidget(self._label(PROMISE, 1.08, muted=True))
        column.addSpacing(em * 2)
        column.addLayout(self._choices())
        column.addSpacing(round(em * 0.8))
        column.addWidget(self._label(DROP, 0.95, muted=True))
        column.addSpacing(em * 2)
        column.addWidget(self._recent_title)
        column.addSpacing(em // 2)
        column.addWidget(self._recent)
        column.addStretch(3)
        page = QHBoxLayout(self)
        page.setContentsMargins(em * 2, em, em * 2, em)
        page.addStretch(1)
        page.addLayout(column, 0)
        page.addStretch(1)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height())
        row.addWidget(self._mark)
        name = self._label("Cueline", 2.4, muted=False)
        row.addWidget(name, 1)
        return row

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(round(self.fontMetrics().height() * 0.7))
        row.addWidget(self._open)
        row.addWidget(self._new)
        row.addWidget(self._sample)
        row.addStretch(1)
        return row

    def _label(self, text: str, factor: float, muted: bool) -> QLabel:
        label = QLabel(text, self)
        label.setFont(theme.muted_font(self.font(), factor))
        if factor > 2:
            font = label.font()
            font.setWeight(QFont.Weight.Bold)
            label.setFont(font)
        if muted:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._muted.append(label)
        return label

    def _button(self, text: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(f"\N{THIN SPACE}{text}", self)
        button.setAccessibleName(text)
        button.setProperty("iconName", icon)
        button.setAutoDefault(True)
        font = theme.muted_font(self.font(), 1.08)
        button.setFont(font)
        button.clicked.connect(lambda _=False: act())
        return button

    def _tint(self) -> None:
        colors = theme.tokens(self.palette())
        em = self.fontMetrics().height()
        self._mark.setPixmap(
            theme.app_icon().pixmap(QSize(em * 3, em * 3), self.devicePixelRatioF())
        )
        tints = {self._open: colors.on_accent, self._new: colors.text, self._sample: colors.text}
        for button, color in tints.items():
            button.setIcon(theme.tinted_icon(button.property("iconName"), color))
            button.setIconSize(QSize(round(em * 1.1), round(em * 1.1)))


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

    def set_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show these titles and paths."""
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.buttons = [self._entry(title, path) for title, path in entries]
        for button in self.buttons:
            column.addWidget(button)
        self.setWidget(inside)
        self.setMaximumHeight(inside.sizeHint().height() + 2)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return QSize(self.minimumWidth(), inside.sizeHint().height() + 2 if inside else 0)

    def _entry(self, title: str, path: str) -> RecentButton:
        button = RecentButton(title, path)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button


class RecentButton(QAbstractButton):
    """One recent file: its title, and muted below it where it lies."""

    def __init__(self, title: str, path: str) -> None:
        super().__init__()
        self._path = path
        self.setText(title)
        self.setToolTip(path)
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
            theme.tinted_icon("document", palette.placeholderText().color()).paint(painter, spot)
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
            f"{path.name}  ·  {path.parent}", Qt.TextElideMode.ElideMiddle, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, place)


def _dropped_path(data: QMimeData) -> str:
    paths = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return next((path for path in paths if path), "")
