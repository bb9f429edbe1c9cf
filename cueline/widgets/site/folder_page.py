"""The page of a site: its episodes in a table, the one box above them, and below what the box found in their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.catalogue import EpisodeEntry, Place
from cueline.widgets import theme
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.pane_frame import WIDTH, PaneFrame
from cueline.widgets.site.folder_table import FolderTable
from cueline.widgets.site.search_box import SearchBox, with_key
from cueline.widgets.site.search_results import ResultList

LOOKED_FOR = (
    "An episode is a file that ends in .md, .markdown, .yaml or .yml and has a transcript: "
    "in its front matter, or as its text."
)
_ANY_HEIGHT = 16_777_215
_WIDEST = 120
"""How wide the page gets, in heights of its text."""
_SHARE = 0.4
"""The part of the height that the episodes may take while a search stands."""


class FolderPage(QWidget):
    """Shows the episodes of a folder. What stands in the box narrows them, and is looked for in all they say.

    Enter in the box opens what is marked: the first episode that is left, else the first place that was found.
    """

    open_requested = Signal(object)  # Path
    problems_requested = Signal(object)  # Path
    place_requested = Signal(object)  # Place
    search_changed = Signal(str)
    check_requested = Signal()
    cancel_requested = Signal()
    other_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folderPage")
        self.setAccessibleName("Episodes of the folder")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.box = SearchBox(self)
        self.table = FolderTable(self)
        self.results = ResultList(self)
        self._name = QLabel(self)
        self._place = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._empty = self._label("folderEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._said = self._label("folderSaid")
        self._progress = QProgressBar(self, textVisible=False)
        self._progress.setAccessibleName("Checked")
        self._cancel = self._button(
            "Cancel", "Stop checking; what was checked stays", "cancelCheck"
        )
        self._again = self._button("Check Again", "Read what has changed on disk", "checkAgain")
        self._other = self._button("Another Folder…", "Open another site’s folder", "otherFolder")
        self._connect()
        self._lay_out()
        self.setFocusProxy(self.box)
        self._arrange()

    @property
    def query(self) -> str:
        """What is looked for; "" if nothing is."""
        return self.box.query

    def show_site(self, name: str, place: str) -> None:
        """Begin anew with another folder; `place` is its path."""
        self._name.setText(name)
        self._place.show_text(place)
        self.results.clear()
        self.table.shown.set_entries([])
        self.box.clear()
        self.say("")
        self._arrange()

    def set_keys(self, find: str, other: str) -> None:
        """Name in the tool tips the keys that find, and that open another folder."""
        self.box.setToolTip(with_key("Finds it in all episodes of this folder", find))
        self._other.setToolTip(with_key("Open another site’s folder", other))

    def set_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Show these episodes and no others."""
        self.table.shown.set_entries(entries)
        self._arrange()

    def take_entries(self, entries: Sequence[EpisodeEntry]) -> None:
        """Show what was just read of some episodes."""
        self.table.shown.take(entries)
        self._arrange()

    def show_found(self, query: str, places: Sequence[Place], total: int) -> None:
        """Show where `query` was found; episodes that the table shows are not told of again."""
        if query != self.query:
            return
        shown = {entry.path for entry in self.table.shown.rows}
        whole = ("title", "guest")
        left = [p for p in places if not (p.kind in whole and p.path in shown)]
        missing = total - len(places)
        self.results.show_found(query, left, len(left) + missing, mark=not shown)
        self._mark_first()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the check is."""
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)
        self._said.setText(f"Checking {done:,} of {total:,}…" if total else "Looking for episodes…")
        self._show_checking(True)

    def say(self, text: str) -> None:
        """Say what came of the check; it is over."""
        self._said.setText(text)
        self._show_checking(False)

    def show_empty(self, text: str) -> None:
        """Say why there is nothing to show, as long as there is nothing; "": it is not known yet."""
        self._empty.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em, page = self.fontMetrics().height(), self.layout()
        if (
            page is not None
        ):  # on a wide screen a row is not drawn out so far that its ends are lost to each other
            side = max(em, (self.width() - em * _WIDEST) // 2)
            page.setContentsMargins(side, round(em * 0.8), side, em // 2)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.box.begin_with("")
        else:
            super().keyPressEvent(event)

    # What is typed.

    def _narrow(self, text: str) -> None:
        """Leave the episodes that match what stands in the box: at once, for they are all here."""
        query = text.strip()
        self.table.shown.narrow(query)
        if not query:
            self.results.clear()
        else:
            self.results.wait("Looking…")
        self._arrange()
        self._mark_first()

    def _mark_first(self) -> None:
        """Mark what Enter in the box opens."""
        if self.query and self.box.hasFocus() and self.table.shown.rows:
            self.table.go_to(0)

    def _enter(self, query: str) -> None:
        """Open what is marked; where nothing is yet, what will be found."""
        if query and not self.table.shown.rows:
            self.results.take(query)
        else:
            self.table.open_current()

    def _step(self, by: int) -> None:
        """Go from the box into what stands below it."""
        if by > 0 and self.table.shown.rows:
            marked = self.table.currentIndex().row()  # -1 for none; Enter in the box opens it
            self.table.setFocus()
            self.table.go_to(min(marked + 1, len(self.table.shown.rows) - 1))
        elif by > 0:
            self._go_to_results()

    def _go_to_results(self) -> None:
        if self.results.isVisible() and self.results.places:
            self.results.setFocus()

    def _leave_results(self) -> None:
        rows = self.table.shown.rows
        if rows:
            self.table.setFocus()
            self.table.go_to(len(rows) - 1)
        else:
            self.box.setFocus()

    def _escape(self) -> None:
        """Go one step back: from the lists to the box, then out of the search, then out of the page."""
        if self.query:
            self.box.setFocus()
            self.box.selectAll()
        else:
            self.left.emit()

    # How it looks.

    def _arrange(self) -> None:
        """Give table and results the room that they need now."""
        rows, query = self.table.shown.rows, self.query
        self._pages.setCurrentIndex(0 if self.table.shown.entries else 1)
        self.results.setVisible(bool(query))
        self.table.setVisible(bool(rows) or not query)
        header = self.table.horizontalHeader().sizeHint().height()
        fit = max(3, (round(self.height() * _SHARE) - header) // self.table.row_height)
        height = header + min(len(rows), fit) * self.table.row_height + 2 * WIDTH
        self.table.setMaximumHeight(height if query else _ANY_HEIGHT)

    def _show_checking(self, checking: bool) -> None:
        self._progress.setVisible(checking)
        self._cancel.setVisible(checking)
        self._again.setVisible(not checking)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._narrow)
        self.box.query_changed.connect(self.search_changed)
        self.box.entered.connect(self._enter)
        self.box.stepped.connect(self._step)
        self.box.escaped.connect(self.left)
        self.table.open_requested.connect(self.open_requested)
        self.table.problems_requested.connect(self.problems_requested)
        self.results.chosen.connect(self.place_requested)
        self.table.left_at_top.connect(self.box.setFocus)
        self.table.left_at_bottom.connect(self._go_to_results)
        self.results.left_at_top.connect(self._leave_results)
        for part in (self.table, self.results):
            part.typed.connect(self.box.take_key)
            part.escaped.connect(self._escape)
        self._cancel.clicked.connect(self.cancel_requested)
        self._again.clicked.connect(self.check_requested)
        self._other.clicked.connect(self.other_requested)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        for part in (self.table, self.results):
            PaneFrame(part)
        lists = QWidget(self)
        below = QVBoxLayout(lists)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(em // 2)
        below.addWidget(self.table)
        below.addWidget(self.results, 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(lists)
        self._pages.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setSpacing(round(em * 0.6))
        page.addLayout(self._heading())
        page.addWidget(self.box)
        page.addLayout(self._pages, 1)
        page.addLayout(self._foot())

    def _heading(self) -> QHBoxLayout:
        font = theme.muted_font(self.font(), 1.3)
        font.setWeight(font.Weight.DemiBold)
        self._name.setFont(font)
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height())
        row.addWidget(self._name)
        row.addWidget(self._place, 1)
        row.addWidget(self._other)
        return row

    def _foot(self) -> QHBoxLayout:
        em = self.fontMetrics().height()
        self._progress.setFixedWidth(em * 10)
        self._said.setMinimumHeight(round(em * 1.9))  # with and without buttons
        row = QHBoxLayout()
        row.setSpacing(em)
        row.addWidget(self._said, 1)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        row.addWidget(self._again)
        return row

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _button(self, text: str, tip: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setProperty("quiet", True)
        button.setAutoDefault(True)
        return button
