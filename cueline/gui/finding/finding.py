"""The find bar at work: hits are counted, shown, and walked through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from cueline.episode.replacing import Hit
from cueline.gui.finding.find import Place, hit_after, hit_before, hit_from, place_of
from cueline.gui.finding.searching import Searching
from cueline.gui.workbench import Workbench
from cueline.widgets.finding.find_bar import FindBar

_PAUSE_MS = 120


class Finding(QObject):
    """Ties the find bar to the table; hits are looked for anew whenever episode or pattern is another one."""

    def __init__(self, bench: Workbench, bar: FindBar) -> None:
        super().__init__(bench)
        self._bench = bench
        self._bar = bar
        self._search = Searching(bench)
        self._place: Place | None = None
        """Where the hit stands that was gone to last."""
        self._later = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._later.timeout.connect(self.count_again)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What was found last."""
        return self._search.hits

    @property
    def current(self) -> Hit | None:
        """The hit that was gone to last, while its row is current and it is still there; None without one."""
        if self._place is None or self._place[0] != self._bench.index:
            return None
        at = hit_from(self.hits, self._place)
        return None if at is None or place_of(self.hits[at]) != self._place else self.hits[at]

    def start(self, *, replacing: bool = False) -> None:
        """Open the bar with what is marked in the open cell, and take the focus there."""
        if self._bench.commit_open():
            self._bar.open_with(self._bench.marked_text, replacing=replacing)
            self.count_again()

    def search(self) -> None:
        """Find what the bar asks for, and go to the first hit from the current row on."""
        self.look(lambda: self.go_from((self._bench.index or 0, "", 0)))

    def next(self) -> None:
        """Go to the next hit, from the last on to the first."""
        self._walk(lambda: hit_after(self.hits, self._from()))

    def previous(self) -> None:
        """Go to the hit before, from the first on to the last."""
        self._walk(lambda: hit_before(self.hits, self._from()))

    def go_from(self, place: Place) -> None:
        """Go to the first hit at or after a place, round the end if need be."""
        at = hit_from(self.hits, place)
        if at is None:
            self._place = None
            self._mark(None)
        else:
            self._go_to(at)

    def stop(self) -> None:
        """Close the bar, take the marks away and give the focus back to the table."""
        self._later.stop()
        self._bar.hide()
        self._bench.table.set_search(None)
        self._bench.table.setFocus()
        self._search.rest()

    def leave(self) -> None:
        """Look for nothing more: the window is closed."""
        self._later.stop()
        self._search.leave()

    def forget(self) -> None:
        """Let go of what was found: another file is shown."""
        self._search.forget()
        self._place = self._bench.found = None
        if self._bar.isVisible():
            self.count_again()

    def look_again(self) -> None:
        """Count anew soon, because the text changed."""
        if self._bar.isVisible() and self._bar.text():
            self._later.start()

    def count_again(self) -> None:
        """Count the hits in the text as it is now and stay where the search was."""
        self.look(self._count)

    def look(self, then: Callable[[], None]) -> None:
        """Look for the hits, unless they are known; then go on."""
        self._later.stop()
        query = self._bar.pattern(), self._bar.parts()
        self._search.look(query, then, self._bar.show_looking)

    def _count(self) -> None:
        self._mark(None if self._place is None else hit_from(self.hits, self._place))

    def _walk(self, choose: Callable[[], int]) -> None:
        """Go to a hit that is chosen when they are known; open the bar where nothing is looked for."""
        if not self._bar.text():
            self.start()
            return
        self._bench.commit_open()
        self.look(lambda: self._go_to(choose()) if self.hits else self._mark(None))

    def _from(self) -> Place:
        """Return where the search goes on: at the hit of the current row that was gone to, else before that row."""
        row = self._bench.index or 0
        return self._place if self._place is not None and self._place[0] == row else (row, "", -1)

    def _go_to(self, at: int) -> None:
        at %= len(self.hits)
        hit = self.hits[at]
        speaker = hit.part == "speaker"
        self._place = place_of(hit)
        self._bench.found = None if speaker else (hit.item, hit.offset, hit.length)
        self._bench.table.go_to(hit.item, "speaker" if speaker else "text")
        self._mark(at)

    def _mark(self, at: int | None) -> None:
        self._bar.set_count(0 if at is None else at + 1, len(self.hits))
        self._bar.set_fault(self._search.fault)
        spans = self._search.spans if self._bar.text() else None
        self._bench.table.set_search(spans, None if at is None else place_of(self.hits[at]))
