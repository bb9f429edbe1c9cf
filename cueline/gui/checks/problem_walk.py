"""Going to problems: from one to the next by a key, or to the one that is chosen in the list or at a mark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from cueline.episode.checks import Problem
from cueline.gui.actions.keys import KeySet
from cueline.gui.checks.checking import Checking
from cueline.gui.checks.findings import index_in, place_of
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench


class ProblemWalk(QObject):
    """Shows the places of problems, and remembers which one was last gone to.

    Pointing at a problem leaves panes and focus as they are; going to it brings up its pane, with the focus there.
    """

    item_pointed = Signal(int)
    item_requested = Signal(int)
    clip_requested = Signal(int)
    field_requested = Signal(object)  # Path

    def __init__(self, bench: Workbench, panes: Panes, checking: Checking) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._checking = bench, panes, checking
        self._keys: KeySet | None = None
        self.visited: Problem | None = None
        """The problem that was last gone to or pointed at."""
        bench.session.loaded.connect(self._forget)

    def set_keys(self, keys: KeySet) -> None:
        """Name the keys of another key set."""
        self._keys = keys

    def key(self, action: str, *scopes: str) -> str:
        """Return the key to show for an action where the focus is in `scopes`; "" if it has none."""
        return self._keys.shown(action, *scopes) if self._keys is not None else ""

    def next(self) -> None:
        """Go to the next problem below the current row, then to those of clips and fields, and round."""
        self._step(1)

    def previous(self) -> None:
        """Go to the problem before."""
        self._step(-1)

    def point_at(self, problem: Problem) -> None:
        """Show the place of a problem without leaving the list, and say what is wrong."""
        self._point_at(problem)
        self._bench.said.emit(problem.message)

    def go_to(self, problem: Problem) -> None:
        """Show the place of a problem, with the focus there, and say what is wrong."""
        back = self.key("problem.show") if self._in_list() else ""
        self._go_to(problem)
        self._bench.said.emit(f"{problem.message}{f' ({back}: back to the list)' if back else ''}")

    def settled(self) -> bool:
        """Take what is typed and look at it; say so where that takes a while."""
        if not self._bench.commit_open():
            return False
        if not self._checking.look_now():
            self._bench.said.emit("The episode is still being looked through.")
            return False
        return True

    def _forget(self) -> None:
        self.visited = None

    def _go_to(self, problem: Problem) -> None:
        self._note(problem)
        if problem.of == "item" and problem.index is not None:
            self.item_requested.emit(problem.index)
        elif problem.of == "clip" and problem.index is not None:
            self._panes.show_clips()
            self.clip_requested.emit(problem.index)
        elif problem.path:
            self.field_requested.emit(problem.path)

    def _point_at(self, problem: Problem) -> None:
        self._note(problem)
        if problem.of == "item" and problem.index is not None:
            self.item_pointed.emit(problem.index)
        elif problem.of == "clip" and problem.index is not None:
            self.clip_requested.emit(problem.index)

    def _note(self, problem: Problem) -> None:
        self.visited = problem
        if self._panes.problem_place.pane is not None:
            self._panes.problem_place.pane.tree.show_problem(problem)

    def _step(self, by: int) -> None:
        if not self.settled():
            return
        walked = self._walked()
        if not walked:
            self._bench.said.emit("No problems were found.")
            return
        at = self._beside(walked, by) % len(walked)
        if self._in_list():
            self._point_at(walked[at])
        else:
            self._go_to(walked[at])
        self._bench.said.emit(
            f"{at + 1} of {len(walked)}: {walked[at].message}{self._mending(walked[at])}"
        )

    def _mending(self, problem: Problem) -> str:
        """Say which key mends a problem; "" where nothing does."""
        key = self.key("problem.fix", "problems") if self._in_list() else self.key("problem.fix")
        if not key or not problem.fixes:
            return ""
        return f" ({key} {'mends it' if len(problem.fixes) == 1 else 'offers ways to mend it'})"

    def _in_list(self) -> bool:
        pane = self._panes.problem_place.pane
        return pane is not None and pane.has_keyboard

    def _walked(self) -> Sequence[Problem]:
        """Return the problems of kinds that are not folded, in the order of their places; all, if all are."""
        pane, found = self._panes.problem_place.pane, self._checking.findings
        folded = {
            group.rule
            for group in found.groups
            if (pane.tree.is_folded(group) if pane else group.severity == "cosmetic")
        }
        return [p for p in found.walk if p.rule not in folded] or found.walk

    def _beside(self, walked: Sequence[Problem], by: int) -> int:
        """Return where the next problem stands: after the one last visited if we are still there, else by the row."""
        here = (0, self._bench.index if self._bench.index is not None else -1)
        last = self.visited
        at = None if last is None else index_in(walked, last)
        if last is not None and at is not None and (last.of != "item" or _row_of(last) == here):
            return at + by
        if by > 0:
            return bisect_left(walked, here, key=_row_of)
        return bisect_right(walked, here, key=_row_of) - 1


def _row_of(problem: Problem) -> tuple[int, int]:
    return place_of(problem)[:2]
