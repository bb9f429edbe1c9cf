"""The find bar at work: hits are counted, shown, and walked through."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cueline.gui.find import Hit, find_hits, next_hit
from cueline.gui.workbench import Workbench
from cueline.widgets.find_bar import FindBar

_PAUSE_MS = 120


class Finding(QObject):
    """Ties the find bar to the table."""

    def __init__(self, bench: Workbench, bar: FindBar) -> None:
        super().__init__(bench)
        self._bench = bench
        self._bar = bar
        self._hits: list[Hit] = []
        self._at: int | None = None
        self._later = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._later.timeout.connect(self.count_again)

    def start(self) -> None:
        """Open the bar with what is marked in the open cell, and take the focus there."""
        self._bench.table.commit_typing()
        self._bar.open_with(self._marked_text() or self._bar.text())

    def search(self, text: str) -> None:
        """Find `text` and go to the first hit from the current row on."""
        self._hits = find_hits(self._bench.episode, text)
        self._show(next_hit(self._hits, self._bench.index or 0, 0))

    def next(self) -> None:
        """Go to the next hit, from the last on to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before, from the first on to the last."""
        self._step(-1)

    def stop(self) -> None:
        """Close the bar, take the marks away and give the focus back to the table."""
        self._hits, self._at = [], None
        self._bar.hide()
        self._bench.table.set_search("")
        self._bench.table.setFocus()

    def look_again(self) -> None:
        """Count anew soon, because the text changed."""
        if self._bar.isVisible() and self._bar.text():
            self._later.start()

    def count_again(self) -> None:
        """Count the hits in the text as it is now and stay where the search was."""
        self._hits = find_hits(self._bench.episode, self._bar.text())
        self._at = min(self._at or 0, len(self._hits) - 1) if self._hits else None
        self._mark()

    def _step(self, by: int) -> None:
        if not self._bar.text():
            self.start()
            return
        if not self._hits:
            self._hits = find_hits(self._bench.episode, self._bar.text())
        if self._hits:
            start = -1 if self._at is None and by > 0 else self._at or 0
            self._show((start + by) % len(self._hits))

    def _show(self, at: int | None) -> None:
        self._at = at
        if at is not None:
            self._bench.table.set_current(self._hits[at].index)
        self._mark()

    def _mark(self) -> None:
        self._bar.set_count(0 if self._at is None else self._at + 1, len(self._hits))
        current = None
        if self._at is not None:
            hit = self._hits[self._at]
            current = (hit.index, hit.offset, hit.length)
            self._bench.found = (hit.index, hit.offset)
        self._bench.table.set_search(self._bar.text(), current)

    def _marked_text(self) -> str:
        cell = self._bench.table.open_cell_at()
        if cell is None or cell.column != "text" or cell.caret == cell.anchor:
            return ""
        item = self._bench.episode.items[cell.index]
        first, last = sorted((cell.caret, cell.anchor))
        return str(getattr(item, "text", ""))[first:last]
