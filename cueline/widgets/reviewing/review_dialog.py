"""The review: every change since the saved point, or since another one, row by row and as a diff."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cueline.widgets.dialog_size import open_with
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.reviewing.column_titles import ColumnTitles
from cueline.widgets.reviewing.diff_view import DiffView
from cueline.widgets.reviewing.review_list import ReviewList, Row
from cueline.widgets.reviewing.review_pages import BaseChoice, WaitPage, said

_SLOW_MS = 300
"""After how long it is said that something is waited for."""

NOTHING = "Nothing has changed since the file was saved."


class ReviewDialog(QDialog):
    """Two tabs: *Saved / now*, row by row, and *Exact diff*.

    Going to a row and saving close it; taking back leaves it open for its owner to show what is left (`set_rows`).
    The keys for undo and redo are for what was taken back in it.
    """

    jump_requested = Signal(int)
    take_back_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    save_requested = Signal()
    base_chosen = Signal(int)
    wait_cancelled = Signal()

    def __init__(
        self,
        rows: Sequence[Row] | None = None,
        diff_text: str = "",
        parent: QWidget | None = None,
        steps: int = 0,
    ) -> None:
        """Show these changes; None for `rows`: they come later, by `set_rows`."""
        super().__init__(parent)
        self.setObjectName("reviewDialog")
        self.setWindowTitle("Review changes")
        self._count = ElidedLabel(parent=self)
        self._columns = ("Saved", "Now")
        self._summary = ""
        self._bases = BaseChoice(self)
        self._bases.chosen.connect(self.base_chosen)
        self._list: ReviewList | None = None
        self._diff = DiffView(self)
        self._holder = QWidget(self)
        self._pages = QStackedLayout(self._holder)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._holder, "Saved / &now")
        self._tabs.addTab(self._diff, "&Exact diff")
        self._save = QPushButton("&Save", self)
        self._save.setDefault(True)
        self._save.clicked.connect(self._save_and_close)
        self._shut = QPushButton("Close", self)
        self._shut.setAutoDefault(False)
        self._shut.clicked.connect(self.reject)
        self._copy = QPushButton("Copy S&ummary", self)
        self._copy.setAutoDefault(False)
        self._copy.setToolTip("Copy what changed in a few sentences, to put into a message")
        self._copy.clicked.connect(self.copy_summary)
        self._row = 0
        self._awaited = ""
        self._slow = QTimer(self, interval=_SLOW_MS, singleShot=True)
        self._slow.timeout.connect(self._show_wait)
        self._lay_out()
        if rows is None:
            self._show_without_rows(QWidget(self))
        else:
            self.set_rows(rows, diff_text, steps)
        open_with(
            self, self.sizeHint()
        )  # Qt would ask the wrapped sentences for their height instead

    def set_rows(
        self,
        rows: Sequence[Row],
        diff_text: str,
        steps: int = 0,
        *,
        summary: str = "",
        count: str = "",
        nothing: str = NOTHING,
    ) -> None:
        """Show these changes and this diff; the row in the place of the current one is chosen.

        `steps`: in how many steps they were made, as the status line counts them; 0 where that is not known.
        `summary`: what is copied. `count`: said below the list instead of what there is to save. `nothing`: said where
        there are no rows.
        """
        self._end_wait()
        self._show_page(self._make_list(rows) if rows else self._make_empty(nothing))
        self._diff.set_diff(diff_text)
        self._count.show_text(count or _counted(len(rows), steps))
        self._save.setEnabled(bool(rows))
        self._summary = summary
        self._copy.setVisible(bool(summary))
        self._copy.setEnabled(bool(rows))

    def set_diff(self, text: str) -> None:
        """Show another diff."""
        self._diff.set_diff(text)

    def offer_bases(self, labels: Sequence[str], chosen: int) -> None:
        """Let the user choose what is compared with; `base_chosen` says which."""
        self._bases.offer(labels, chosen)

    def set_base(self, chosen: int, note: str = "") -> None:
        """Mark what is compared with, and say something about it."""
        self._bases.choose(chosen)
        self._bases.set_note(note)

    def set_columns(self, was: str, now: str) -> None:
        """Call the two columns otherwise than *Saved* and *Now*; for the rows that are set next."""
        self._columns = (was, now)
        self._tabs.setTabText(0, f"{was} / &{now.lower()}")

    def set_saving(self, can_save: bool, *, offered: bool = True) -> None:
        """Say whether there is something to save, and whether saving is offered at all."""
        self._save.setEnabled(can_save)
        self._save.setVisible(offered)

    @property
    def waiting(self) -> bool:
        """Whether what is shown next is still waited for."""
        return bool(self._awaited)

    def wait(self, text: str) -> None:
        """Say what is waited for, if it takes long; `wait_cancelled` is sent when that is given up."""
        self._awaited = text
        self._slow.start()

    def tell(self, text: str) -> None:
        """Say why there is nothing to show."""
        self._end_wait()
        self._show_without_rows(said(text, self))

    def copy_summary(self) -> None:
        """Put the summary on the clipboard."""
        QApplication.clipboard().setText(self._summary)
        self._count.show_text(f"Copied: {self._summary}")
        if self._list is not None:
            self._list.setFocus()  # its keys hold on

    def say(self, text: str) -> None:
        """Say something below the list."""
        self._count.show_text(text)

    def _show_wait(self) -> None:
        page = WaitPage(self._awaited, self)
        page.cancelled.connect(self.wait_cancelled)
        self._show_without_rows(page)

    def _end_wait(self) -> None:
        self._awaited = ""
        self._slow.stop()

    def _show_without_rows(self, page: QWidget) -> None:
        self._leave_list()
        self._show_page(page)
        self._diff.set_diff("")
        self._count.show_text("")
        self._copy.setEnabled(False)
        self._save.setEnabled(False)

    def _show_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        for old in self._pages_but(page):
            self._pages.removeWidget(old)
            old.deleteLater()
        page.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 54, em * 36)

    def _make_list(self, rows: Sequence[Row]) -> QWidget:
        page = QWidget(self)
        self._leave_list()
        view = self._list = ReviewList(rows, page)
        view.choose(self._row)
        view.jump_requested.connect(self._jump)
        view.take_back_requested.connect(self.take_back_requested)
        page.setFocusProxy(view)
        self.setTabOrder(self._tabs, view)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ColumnTitles(self._columns, view, page))
        column.addWidget(view, 1)
        return page

    def _leave_list(self) -> None:
        """Forget the list, but not which of its rows was current."""
        if self._list is not None:
            self._row = max(self._list.currentIndex().row(), 0)
        self._list = None

    def _make_empty(self, nothing: str) -> QWidget:
        self._leave_list()
        return said(nothing, self)

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
        buttons.addWidget(self._copy)
        buttons.addWidget(self._shut)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, em // 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bases)
        column.addWidget(self._tabs, 1)
        column.addLayout(buttons)
        order = (self._tabs, self._diff, self._copy, self._shut, self._save)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

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
