"""The one box over the window: what it finds stands below it, Enter goes there, Escape goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cueline.episode.catalogue import Place
from cueline.widgets.dialog_size import open_with
from cueline.widgets.elided_label import ElidedLabel
from cueline.widgets.site.search_box import SearchBox
from cueline.widgets.site.search_results import ResultList


class SearchDialog(QDialog):
    """A box with its list. The keyboard stays in the box: the arrows walk the list."""

    search_changed = Signal(str)
    place_requested = Signal(object)  # Place

    def __init__(self, site: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("anywhere")
        self.setWindowTitle("Find anywhere")
        self.box = SearchBox(self)
        self.box.clears_on_escape = False
        self.results = ResultList(self)
        self._said = ElidedLabel(Qt.TextElideMode.ElideRight, self)
        self._said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._site = site
        self.say("")
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.results, 1)
        layout.addWidget(self._said)
        em = self.fontMetrics().height()
        layout.setContentsMargins(em, em, em, em // 2)
        wide = min(em * 62, max(em * 30, parent.width() - em * 6))
        open_with(self, QSize(wide, min(em * 36, max(em * 16, parent.height() - em * 8))))
        join(self.box, self.results)
        self.box.query_changed.connect(self._search)
        self.box.escaped.connect(self.reject)
        self.results.escaped.connect(self.reject)
        self.results.chosen.connect(self._choose)

    def begin_with(self, text: str) -> None:
        """Take the keyboard, with `text` to look for."""
        self.box.begin_with(text)

    def show_found(self, query: str, places: Sequence[Place], total: int) -> None:
        """Show where `query` was found."""
        if query == self.box.query:
            self.results.show_found(query, places, total)
            if self._reading and not places:
                self.results.wait("Reading the folder for the first time…")

    def say(self, text: str) -> None:
        """Say how far the folder is read; "": in which folder is looked."""
        self._reading = bool(text)
        self._said.show_text(text or f"In all episodes of {self._site}")

    def _search(self, query: str) -> None:
        if query:
            self.results.wait("Looking…")
        else:
            self.results.clear()
        self.search_changed.emit(query)

    def _choose(self, place: Place) -> None:
        self.accept()
        self.place_requested.emit(place)


def join(box: SearchBox, results: ResultList) -> None:
    """Let the keys of a box walk a list and choose from it; the keyboard stays in the box."""
    results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    box.stepped.connect(results.step)
    box.entered.connect(results.take)
