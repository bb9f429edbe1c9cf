"""The find bar at work: hits are counted, shown, and walked through."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cueline.episode import Episode
from cueline.gui.find import Hit, find_hits, hit_after, next_hit
from cueline.gui.workbench import Workbench
from cueline.widgets.find_bar import FindBar

_PAUSE_MS = 120


class Finding(QObject):
    """Ties the find bar to the table; hits are looked for anew whenever episode or text is another one."""

    def __init__(self, bench: Workbench, bar: FindBar) -> None:
        super().__init__(bench)
        self._bench = bench
        self._bar = bar
        self._hits: list[Hit] = []
        self._of: tuple[Episode, str] | None = None
        self._place: tuple[int, int] | None = None
        """Row and offset of the hit that was gone to last."""
        self._later = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._later.timeout.connect(self.count_again)

    def start(self) -> None:
        """Open the bar with what is marked in the open cell, and take the focus there."""
        if self._bench.commit_open():
            self._bar.open_with(self._marked_text() or self._bar.text())

    def search(self, text: str) -> None:
        """Find `text` and go to the first hit from the current row on."""
        self._look()
        at = next_hit(self._hits, self._bench.index or 0, 0)
        if at is None:
            self._place = None
            self._mark(None)
        else:
            self._go_to(at)

    def next(self) -> None:
        """Go to the next hit, from the last on to the first."""
        if self._ready():
            self._go_to(hit_after(self._hits, self._from()))

    def previous(self) -> None:
        """Go to the hit before, from the first on to the last."""
        if self._ready():
            row, offset = self._from()
            self._go_to(hit_after(self._hits, (row, max(0, offset) - 1)) - 1)

    def stop(self) -> None:
        """Close the bar, take the marks away and give the focus back to the table."""
        self._later.stop()
        self._bar.hide()
        self._bench.table.set_search("")
        self._bench.table.setFocus()

    def forget(self) -> None:
        """Let go of what was found: another file is shown."""
        self._hits, self._of, self._place, self._bench.found = [], None, None, None
        if self._bar.isVisible():
            self.count_again()

    def look_again(self) -> None:
        """Count anew soon, because the text changed."""
        if self._bar.isVisible() and self._bar.text():
            self._later.start()

    def count_again(self) -> None:
        """Count the hits in the text as it is now and stay where the search was."""
        self._look()
        place = self._place
        at = None if place is None else next_hit(self._hits, *place)
        self._mark(at)

    def _look(self) -> None:
        """Look for the hits, unless they are known."""
        self._later.stop()
        episode, text = self._bench.episode, self._bar.text()
        if self._of is None or self._of[0] is not episode or self._of[1] != text:
            self._of, self._hits = (episode, text), find_hits(episode, text)

    def _ready(self) -> bool:
        """Tell whether there is a hit to go to; open the bar where nothing is looked for."""
        if not self._bar.text():
            self.start()
            return False
        self._bench.commit_open()
        self._look()
        if not self._hits:
            self._mark(None)
        return bool(self._hits)

    def _from(self) -> tuple[int, int]:
        """Return where the search goes on: at the hit of the current row that was gone to, else before that row."""
        row = self._bench.index or 0
        return self._place if self._place is not None and self._place[0] == row else (row, -1)

    def _go_to(self, at: int) -> None:
        at %= len(self._hits)
        hit = self._hits[at]
        self._place = hit.index, hit.offset
        self._bench.found = hit.index, hit.offset, hit.length
        self._bench.table.set_current(hit.index)
        self._mark(at)

    def _mark(self, at: int | None) -> None:
        hit = None if at is None else self._hits[at]
        self._bar.set_count(0 if at is None else at + 1, len(self._hits))
        current = None if hit is None else (hit.index, hit.offset, hit.length)
        self._bench.table.set_search(self._bar.text(), current)

    def _marked_text(self) -> str:
        cell = self._bench.table.open_cell_at()
        if cell is None or cell.column != "text" or cell.caret == cell.anchor:
            return ""
        item = self._bench.episode.items[cell.index]
        first, last = sorted((cell.caret, cell.anchor))
        return str(getattr(item, "text", ""))[first:last]
