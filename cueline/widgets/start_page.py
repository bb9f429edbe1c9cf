"""What is shown while no file is open: open a folder or a file, go on with a recent one, or try the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.dropped_files import dropped_file
from cueline.widgets.recent_list import RecentList
from cueline.widgets.site.search_box import SearchBox, with_key

if TYPE_CHECKING:
    from cueline.episode.catalogue import Place
    from cueline.widgets.site.search_results import ResultList

PROMISE = "Correct a timed transcript while you hear it.\nWhat you did not touch stays as it was, to the byte."
DROP = "or drop a file or a folder anywhere in this window"
_WIDTH = 50
"""Width in em, where there is room."""
_LEAST = 32
"""Least width in the same unit."""


class StartPage(QWidget):
    """The empty state. Up and Down walk what was open before, Enter opens one; a file can be dropped anywhere.

    Where a folder was open before, the one box has the keyboard, and what it finds takes the place of the rest.
    """

    open_requested = Signal()
    open_folder_requested = Signal()
    new_requested = Signal()
    open_path_requested = Signal(str)
    sample_requested = Signal()
    search_changed = Signal(str)
    place_requested = Signal(object)  # Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName("Start")
        self.setAcceptDrops(True)
        self._dropping = False
        self._results: ResultList | None = None
        self._find_key = ""
        self._mark = QLabel(self)
        self.box = SearchBox(self)
        self.box.query_changed.connect(self._search)
        self.box.stepped.connect(self._step)
        self._body = QWidget(self)
        self._buttons = self._make_buttons()
        self._titles = self._label("Recent folders"), self._label("Recent files")
        self._recent = RecentList(self), RecentList(self)
        for recent in self._recent:
            recent.chosen.connect(self.open_path_requested)
        self._above, self._beside = QSpacerItem(0, 0), (QSpacerItem(0, 0), QSpacerItem(0, 0))
        self._column, self._page = QVBoxLayout(), QHBoxLayout(self)
        self._choices = QGridLayout()
        self._lay_out()
        self._make_room(searching=False)
        self._tint()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.set_folders([])
        self.set_recent([])

    def set_recent(self, recent: Sequence[tuple[str, str]]) -> None:
        """Offer files that were open before: their title and path, newest first."""
        self._offer(1, recent, "document")

    def set_folders(self, folders: Sequence[tuple[str, str]]) -> None:
        """Offer folders that were open before: their name and path, newest first; the box looks in the first."""
        self._offer(0, folders, "open")
        self.box.setVisible(bool(folders))
        self.setFocusProxy(self.box if folders else self._buttons[0])
        if folders:
            self.box.setAccessibleDescription(f"Looks in all episodes of {folders[0][0]}")
            self.box.setToolTip(with_key(self.box.accessibleDescription(), self._find_key))

    def set_keys(self, keys: Sequence[str]) -> None:
        """Name keys in the tool tips: those of the buttons in their order, then that of the box."""
        *of_buttons, self._find_key = keys
        for button, key in zip(self._buttons, of_buttons, strict=True):
            button.setToolTip(
                with_key(button.accessibleDescription() or button.accessibleName(), key)
            )
        self.box.setToolTip(with_key(self.box.accessibleDescription(), self._find_key))

    def show_found(self, query: str, places: Sequence[Place], total: int) -> None:
        """Show where `query` was found."""
        if query and query == self.box.query and self._results is not None:
            self._results.show_found(query, places, total)

    def search_again(self) -> None:
        """Have the same looked for anew: there is more to look in."""
        self.box.tell_again()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than two of the buttons beside each other need."""
        return QSize(self.fontMetrics().height() * _LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space = self._choices.horizontalSpacing()
        needed = sum(button.sizeHint().width() + space for button in self._buttons)
        margins = self._page.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._place_buttons(len(self._buttons) if needed <= room else 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()
            self._show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dropping(False)
        path = dropped_file(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.open_path_requested.emit(str(path))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._dropping:
            return
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(12, 12, -12, -12), 12, 12)

    def _show_dropping(self, dropping: bool) -> None:
        self._dropping = dropping
        self.update()

    # The one box.

    def _search(self, query: str) -> None:
        """Look for what stands in the box; what it finds takes the place of what is offered else."""
        results = self._result_list() if query else self._results
        if results is not None and bool(query) == results.isHidden():
            self._make_room(searching=bool(query))
            results.setVisible(bool(query))
            self._body.setVisible(not query)
        if results is not None and query:
            results.wait("Looking…")
        elif results is not None:
            results.clear()
        self.search_changed.emit(query)

    def _step(self, by: int) -> None:
        """Go from the empty box to the first of what was open before."""
        buttons = [button for recent in self._recent for button in recent.buttons]
        if by > 0 and buttons and not self.box.query:
            buttons[0].setFocus()

    def _result_list(self) -> ResultList:
        if self._results is None:
            from cueline.widgets.site.search_dialog import join
            from cueline.widgets.site.search_results import ResultList

            self._results = ResultList(self)
            self._results.hide()
            join(self.box, self._results)
            self._results.chosen.connect(self._choose)
            self._column.insertWidget(self._column.indexOf(self._body) + 1, self._results, 1)
        return self._results

    def _choose(self, place: Place) -> None:
        self.box.clear()
        self.place_requested.emit(place)

    def _make_room(self, *, searching: bool) -> None:
        """Give the rest of the page to what was found; the box stays where it is while one types."""
        least = QSizePolicy.Policy.Minimum
        fixed, grows = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if searching:
            self._above.changeSize(
                0, max(0, self._mark.y() - self._page.contentsMargins().top()), least, fixed
            )
        else:
            self._above.changeSize(0, 0, least, grows)
        self._column.setStretch(0, 0 if searching else 2)
        self._column.setStretch(self._column.count() - 1, 0 if searching else 3)
        self._column.invalidate()

    def _offer(self, place: int, entries: Sequence[tuple[str, str]], icon: str) -> None:
        self._recent[place].set_entries(entries, icon)
        for part in (self._titles[place], self._recent[place]):
            part.setVisible(bool(entries))

    # How it looks.

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        column = self._column
        column.setSpacing(0)
        column.addItem(self._above)
        column.addLayout(self._heading())
        column.addSpacing(em)
        column.addWidget(self._label(PROMISE, 1.08))
        column.addSpacing(round(em * 1.4))
        column.addWidget(self.box)
        column.addItem(QSpacerItem(em * _WIDTH, 0, QSizePolicy.Policy.Preferred))
        column.addSpacing(em)
        column.addWidget(self._body)
        column.addStretch(3)
        self._lay_out_body(em)
        self._page.setContentsMargins(em, em, em, em)
        self._page.addStretch(1)
        self._page.addLayout(column, 0)
        self._page.addStretch(1)

    def _lay_out_body(self, em: int) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._choices.setSpacing(round(em * 0.7))
        self._choices.setColumnStretch(len(self._buttons), 1)
        self._place_buttons(len(self._buttons))
        body.addLayout(self._choices)
        body.addSpacing(round(em * 0.8))
        body.addWidget(self._label(DROP, 0.95))
        for title, recent in zip(self._titles, self._recent, strict=True):
            body.addSpacing(round(em * 1.2))
            body.addWidget(title)
            body.addSpacing(em // 2)
            body.addWidget(recent)

    def _place_buttons(self, columns: int) -> None:
        for place, button in enumerate(self._buttons):
            self._choices.addWidget(button, *divmod(place, columns))

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height())
        row.addWidget(self._mark)
        name = QLabel("Cueline", self)
        font = theme.muted_font(self.font(), 2.4)
        font.setWeight(QFont.Weight.Bold)
        name.setFont(font)
        row.addWidget(name, 1)
        return row

    def _label(self, text: str, factor: float = 1.0) -> QLabel:
        label = QLabel(text, self)
        label.setFont(theme.muted_font(self.font(), factor))
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _make_buttons(self) -> tuple[QPushButton, ...]:
        folder = self._button("Open your site’s folder…", "open", self.open_folder_requested.emit)
        folder.setProperty("primary", True)
        folder.setAccessibleDescription("Shows all its episodes, and finds words in them")
        file = self._button("Open a file…", "document", self.open_requested.emit)
        sample = self._button("Try the sample", "play", self.sample_requested.emit)
        sample.setAccessibleDescription("Opens a copy of a short episode with its sound")
        new = self._button("New episode…", "new", self.new_requested.emit)
        new.setAccessibleDescription(
            "Begin an episode from the text of an interview, or an empty one"
        )
        for button in (folder, sample, new):
            button.setToolTip(button.accessibleDescription())
        return folder, file, sample, new

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
        for place, button in enumerate(self._buttons):
            color = colors.text if place else colors.on_accent
            button.setIcon(theme.tinted_icon(button.property("iconName"), color))
            button.setIconSize(QSize(round(em * 1.1), round(em * 1.1)))
