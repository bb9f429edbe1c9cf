"""The review: every change since the saved point, before it goes to the file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets import theme
from cueline.widgets.diff_view import DiffView
from cueline.widgets.review_list import ReviewList, Row

NOTHING = "Nothing has changed since the file was saved."


class ReviewDialog(QDialog):
    """Two tabs: *Was / now*, row by row, and *Exact diff*.

    Going to a row and saving close it; taking back leaves it open for its owner to show what is left (`set_rows`).
    """

    jump_requested = Signal(int)
    take_back_requested = Signal(object)
    save_requested = Signal()

    def __init__(
        self, rows: Sequence[Row], diff_text: str, parent: QWidget | None = None, steps: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewDialog")
        self.setWindowTitle("Review changes")
        self._count = QLabel(self)
        self._list: ReviewList | None = None
        self._diff = DiffView(self)
        self._holder = QWidget(self)
        self._pages = QStackedLayout(self._holder)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._holder, "&Was / now")
        self._tabs.addTab(self._diff, "&Exact diff")
        self._save = QPushButton("&Save", self)
        self._save.setDefault(True)
        self._save.clicked.connect(self._save_and_close)
        self._shut = QPushButton("Close", self)
        self._shut.setAutoDefault(False)
        self._shut.clicked.connect(self.reject)
        self._lay_out()
        self.set_rows(rows, diff_text, steps)

    def set_rows(self, rows: Sequence[Row], diff_text: str, steps: int = 0) -> None:
        """Show these changes and this diff; the row in the place of the current one is chosen.

        `steps`: in how many steps they were made, as the status line counts them; 0 where that is not known.
        """
        page = self._make_list(rows) if rows else self._make_empty()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        for old in self._pages_but(page):
            self._pages.removeWidget(old)
            old.deleteLater()
        self._diff.set_diff(diff_text)
        self._count.setText(_counted(len(rows), steps))
        self._save.setEnabled(bool(rows))
        page.setFocus()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 54, em * 36)

    def _make_list(self, rows: Sequence[Row]) -> QWidget:
        page = QWidget(self)
        chosen = self._list.currentIndex().row() if self._list is not None else 0
        view = self._list = ReviewList(rows, page)
        view.choose(max(chosen, 0))
        view.jump_requested.connect(self._jump)
        view.take_back_requested.connect(self.take_back_requested)
        page.setFocusProxy(view)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._titles())
        column.addWidget(view, 1)
        return page

    def _make_empty(self) -> QWidget:
        self._list = None
        return _nothing(self)

    def _titles(self) -> QGridLayout:
        em = self.fontMetrics().height()
        titles = QGridLayout()
        titles.setContentsMargins(em, round(em * 0.7), em, em // 3)
        titles.setHorizontalSpacing(em * 2)
        for column, words in enumerate(("Was", "Now")):
            label = QLabel(words, self)
            label.setFont(theme.muted_font(self.font()))
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            titles.addWidget(label, 0, column)
            titles.setColumnStretch(column, 1)
        return titles

    def _pages_but(self, kept: QWidget) -> list[QWidget]:
        pages = (self._pages.widget(place) for place in range(self._pages.count()))
        return [page for page in pages if page is not None and page is not kept]

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._count.setFont(font)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(em, round(em * 0.7), em, round(em * 0.7))
        buttons.setSpacing(em // 2)
        buttons.addWidget(self._count, 1)
        buttons.addWidget(self._shut)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, em // 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs, 1)
        column.addLayout(buttons)

    def _jump(self, index: int) -> None:
        self.accept()
        self.jump_requested.emit(index)

    def _save_and_close(self) -> None:
        self.accept()
        self.save_requested.emit()


def _counted(rows: int, steps: int) -> str:
    """Say how many places differ, and in how many changes of the user that was done."""
    if not rows:
        return "No changes"
    places = f"{rows:,} difference{'' if rows == 1 else 's'} to save"
    return f"{places}, made in {steps:,} change{'' if steps == 1 else 's'}" if steps else places


def _nothing(parent: QWidget) -> QWidget:
    label = QLabel(NOTHING, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
