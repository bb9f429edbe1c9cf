"""Looking for a pattern in the open episode: at once where that takes no time, else beside the window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject

from cueline.episode import EditError, Episode
from cueline.episode.matching import Matcher
from cueline.episode.replacing import Hit, Part, Pattern, find, text_of
from cueline.gui.background import Background, Job
from cueline.gui.workbench import Workbench

Query = tuple[Pattern, tuple[Part, ...]]
NOTHING: Query = (Pattern(""), ())


class Searching(QObject):
    """Keeps what was found last.

    `hits` are the places of `query` in the episode as it was then. `fault` says why there are none: an expression
    that cannot be understood, or one that takes too long.
    """

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = Background(self)
        self._matcher = Matcher()
        self._used = False
        self._number = 0
        self._job: Job | None = None
        self._of: Episode | None = None
        self.query = NOTHING
        self.hits: tuple[Hit, ...] = ()
        self.fault = ""

    def look(self, query: Query, then: Callable[[], None], wait: Callable[[], None]) -> None:
        """Call `then` when the hits of `query` are known; `wait` at once, where that takes a while."""
        episode = self._bench.episode
        if self._of is episode and self.query == query:
            then()
        elif not self._takes_long(query[0]):
            self._drop()
            self._keep(episode, query, lambda: find(episode, *query))
            then()
        else:
            wait()
            self._look_beside(episode, query, then)

    def spans(self, row: int, part: str, text: str) -> Iterable[tuple[int, int]]:
        """Give the places to be marked in a text as it is now; of an expression those that were found in it."""
        pattern, parts = self.query
        if part not in parts:
            return ()
        return self._found_in(row, part, text) if pattern.regular else pattern.spans(text)

    def forget(self) -> None:
        """Let go of what was found."""
        self._drop()
        self._of, self.query, self.hits, self.fault = None, NOTHING, (), ""

    def rest(self) -> None:
        """Let go of what was found, and of the process that looked for expressions."""
        self.forget()
        if self._used:
            self._used = False
            self._background.run(self._matcher.end, _nothing)

    def leave(self) -> None:
        """Look for nothing more: the window is closed."""
        self.rest()
        self._background.finish()

    def _takes_long(self, pattern: Pattern) -> bool:
        if not pattern.text or pattern.fault:
            return False
        return pattern.regular or self._bench.long

    def _look_beside(self, episode: Episode, query: Query, then: Callable[[], None]) -> None:
        self._drop()
        self._used = True
        number, matcher = self._number, self._matcher

        def work() -> tuple[Hit, ...]:
            return matcher.find(episode, *query, stop=lambda: self._number != number)

        def take(job: Job) -> None:
            self._job = None
            self._keep(episode, query, job.result)
            then()

        run = self._background.run_long if self._bench.long else self._background.run
        self._job = run(work, take)

    def _keep(self, episode: Episode, query: Query, result: Callable[[], tuple[Hit, ...]]) -> None:
        before = list(self.hits)
        self._of, self.query, self.hits, self.fault = episode, query, (), ""
        self._background.let_go(before)
        try:
            self.hits = result()
        except EditError as error:
            self.fault = str(error)

    def _drop(self) -> None:
        """Wait no more for what is looked for just now."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _found_in(self, row: int, part: str, text: str) -> Iterator[tuple[int, int]]:
        episode = self._of
        if episode is None or row >= len(episode.items):
            return
        if text_of(episode.items[row], part) != text:  # pyright: ignore[reportArgumentType]
            return
        at = bisect_left(self.hits, (row, part), key=lambda hit: hit[:2])
        while at < len(self.hits) and self.hits[at][:2] == (row, part):
            hit = self.hits[at]
            yield hit.offset, hit.offset + hit.length
            at += 1


def _nothing(_: Job) -> None:
    return
