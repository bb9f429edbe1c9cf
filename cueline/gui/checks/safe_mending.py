"""All problems of a kind mended at once, where that is safe, as one step of the history."""

from __future__ import annotations

from collections.abc import Callable

from cueline.episode import Episode
from cueline.episode.change import ready_to_show
from cueline.episode.checks import RULES, CheckStoppedError, Fix, Problem, fixed
from cueline.gui.checks.checking import Checking
from cueline.gui.editing.long_edits import LongEdits, Stop
from cueline.gui.files.problems import counted
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

_ROUNDS = 20


class SafeMending:
    """Mends one kind at a time: looks for its problems, does what is safe, and looks again till nothing is left."""

    def __init__(self, bench: Workbench, edits: LongEdits, checking: Checking) -> None:
        self._bench, self._edits, self._checking = bench, edits, checking

    def mend(self, rule: str) -> None:
        """Mend all problems of a kind."""
        title = f"mending {RULES[rule].title[:1].lower()}{RULES[rule].title[1:]}"
        edit, find = Edit("problem.fix_all", rule, title), self._checking.finder((rule,))
        self._edits.begin(
            f"{title[:1].upper()}{title[1:]}…",
            lambda episode, stop: _mended(episode, lambda ep: find(ep, stop), stop),
            lambda made: self._take(edit, *made),
        )

    def _take(self, edit: Edit, episode: Episode, done: int) -> None:
        if not done:
            self._bench.said.emit("Nothing is left to be mended here.")
        elif self._bench.attempt(edit, lambda _: episode):
            self._checking.look_now()
            self._bench.said.emit(f"Mended {counted(done, 'problem')}. One undo takes it back.")


def _mended(
    episode: Episode, find: Callable[[Episode], list[Problem]], stop: Stop
) -> tuple[Episode, int]:
    """Return the episode without the problems that `find` finds, and how many were mended."""

    def safe(problem: Problem) -> Fix | None:
        if stop():
            raise CheckStoppedError
        return problem.safe_fix

    before, amount = episode, 0
    for _ in range(_ROUNDS):
        episode, done = fixed(episode, find(episode), safe)
        amount += len(done)
        if not done:
            break
    return ready_to_show(before, episode), amount
