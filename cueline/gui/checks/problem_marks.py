"""Where problems are seen: marks in table, tree, clips and waveform, as soon as they are known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from cueline.episode import Episode, Header
from cueline.episode.checks import SEVERITIES, Problem
from cueline.gui.background import Background, Job
from cueline.gui.checks.checking import Checking
from cueline.gui.checks.findings import in_order
from cueline.gui.store import Store
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import LONG, Workbench
from cueline.widgets.problems.marks import (
    GRAVE,
    NONE,
    Key,
    Marked,
    ProblemMark,
    SectionMark,
    key_of,
)

_AT_BANDS = frozenset({"header-without-clip"})
"""What the bands of the sections say already, with a mark of their own."""

_NAMED = 4


class ProblemMarks(QObject):
    """Keeps the marks true: an entry keeps its mark wherever it goes, and loses it when the next check says so.

    `chosen` carries the first problem of a mark that was clicked.
    """

    chosen = Signal(object)  # Problem

    def __init__(
        self, bench: Workbench, panes: Panes, checking: Checking, store: Store, action: QAction
    ) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._checking = bench, panes, checking
        self._store, self._action = store, action
        self._background = Background(self)
        self._job: Job | None = None
        self._marked = NONE
        self._shown = store.recall("settings", "look").get("problem_marks") is not False
        action.setChecked(self._shown)
        checking.found.connect(self._follow)
        panes.table.problems.chosen.connect(lambda row: self._choose("item", row))
        panes.waveform.problem_chosen.connect(self._choose)

    def toggle(self) -> None:
        """Show the marks, or hide them; it is remembered."""
        self._shown = not self._shown
        self._action.setChecked(self._shown)
        self._store.remember("settings", "look", problem_marks=self._shown)
        self._follow()
        words = "Problems are marked in table, tree, clips and waveform."
        self._bench.said.emit(words if self._shown else "Problems are no longer marked.")

    def leave(self) -> None:
        """Look for nothing more: the window is closed."""
        self._background.finish()

    def _follow(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        problems = self._checking.problems if self._shown else ()
        checked, now = self._checking.findings.episode, self._bench.episode
        if problems and (self._bench.long or len(checked.items) > LONG):
            self._job = self._background.run_long(
                lambda: marked_of(checked, problems, now), lambda job: self._show(job.result(), now)
            )
        else:
            self._show(marked_of(checked, problems, now), now)

    def _show(self, marked: Marked, episode: Episode) -> None:
        self._job = None
        if episode is not self._bench.episode and marked is not NONE:
            self._follow()  # the ticks of the waveform go by rows
            return
        if marked is NONE and self._marked is NONE:
            return
        before, self._marked = list(self._marked.items.values()), marked
        self._panes.table.problems.set_marks(marked.items)
        self._panes.tree.problems.set_marks(marked)
        self._panes.waveform.set_problems(marked)
        self._panes.clips.set_problems(marked.clips)
        self._background.let_go(before)

    def _choose(self, of: str, row: int) -> None:
        entries = self._bench.episode.items if of == "item" else self._bench.episode.clips
        known = self._marked.items if of == "item" else self._marked.clips
        mark = known.get(key_of(entries[row])) if row < len(entries) else None
        if mark is not None:
            self.chosen.emit(_moved(mark.problems[0], row))


def marked_of(checked: Episode, problems: Sequence[Problem], now: Episode) -> Marked:
    """Return the marks for problems that were found in `checked`, with the rows of what became of it, `now`.

    What only concerns looks has none.
    """
    told = [p for p in problems if p.severity != "cosmetic" and p.rule not in _AT_BANDS]
    told = [*in_order(checked, told)]
    items = _by_place(p for p in told if p.of == "item")
    clips = _by_place(p for p in told if p.of == "clip")
    if not items and not clips:
        return NONE
    by_key = {key_of(checked.items[row]): mark for row, mark in items.items()}
    clips_by_key = {key_of(checked.clips[row]): mark for row, mark in clips.items()}
    if now is not checked:
        items, clips = _found_in(now.items, by_key), _found_in(now.clips, clips_by_key)
    return Marked(
        by_key, clips_by_key, _sections(now, items), tuple(_grave(items)), tuple(_grave(clips))
    )


def _by_place(problems: Iterable[Problem]) -> dict[int, ProblemMark]:
    """Return marks by the positions of items, or of clips, for problems in the order of their places."""
    rank = SEVERITIES.index
    return {
        index: ProblemMark(tuple(sorted(found, key=lambda p: rank(p.severity))))
        for index, found in groupby(problems, key=lambda p: p.index)
        if index is not None
    }


def _found_in(entries: Sequence[object], known: dict[Key, ProblemMark]) -> dict[int, ProblemMark]:
    return {row: known[key] for row, entry in enumerate(entries) if (key := key_of(entry)) in known}


def _grave(marks: dict[int, ProblemMark]) -> Iterable[tuple[int, bool]]:
    return ((row, m.severity == "error") for row, m in marks.items() if m.severity in GRAVE)


def _sections(episode: Episode, marks: dict[int, ProblemMark]) -> dict[Key, SectionMark]:
    """Count errors and warnings by the header that they stand under."""
    headers = [row for row, item in enumerate(episode.items) if isinstance(item, Header)]
    inside: dict[int | None, list[tuple[int, Problem]]] = {}
    for row, mark in marks.items():
        place = bisect_right(headers, row)
        grave = [(row, problem) for problem in mark.problems if problem.severity in GRAVE]
        if grave:
            inside.setdefault(headers[place - 1] if place else None, []).extend(grave)
    return {
        None if header is None else key_of(episode.items[header]): _section(episode, those)
        for header, those in inside.items()
    }


def _section(episode: Episode, problems: list[tuple[int, Problem]]) -> SectionMark:
    errors = sum(problem.severity == "error" for _, problem in problems)
    gravest = sorted(problems, key=lambda found: SEVERITIES.index(found[1].severity))
    first = tuple(_in_words(episode, row, problem) for row, problem in gravest[:_NAMED])
    return SectionMark(errors, len(problems) - errors, first)


def _in_words(episode: Episode, row: int, problem: Problem) -> str:
    start = getattr(episode.items[row], "start", None)
    time = "" if start is None else f"{episode.clock.format(max(0, start))}  "
    return time + problem.message


def _moved(problem: Problem, row: int) -> Problem:
    from dataclasses import replace

    return replace(problem, index=row)
