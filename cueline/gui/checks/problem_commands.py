"""What can be done about problems: listing them, putting them right, saying that they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cueline.episode import Episode
from cueline.episode.checks import RULES, Problem
from cueline.gui.asking import Asking
from cueline.gui.checks.checking import Checking
from cueline.gui.checks.findings import index_in, place_of
from cueline.gui.checks.problem_walk import ProblemWalk
from cueline.gui.checks.rights import Rights, keep_for_everyone
from cueline.gui.checks.safe_mending import SafeMending
from cueline.gui.checks.source_steps import SourceMending
from cueline.gui.editing.along import with_clips
from cueline.gui.editing.long_edits import LongEdits
from cueline.gui.editing.proposals import Proposals
from cueline.gui.files.problems import counted
from cueline.gui.undo import Edit
from cueline.gui.window.late_pane import bring_up
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench
from cueline.widgets.problems.model import listed

if TYPE_CHECKING:
    from cueline.episode.proposals import Proposal


class ProblemCommands(QObject):
    """Keeps the list showing what was found, and does what it asks for."""

    def __init__(
        self,
        bench: Workbench,
        panes: Panes,
        checking: Checking,
        rights: Rights,
        proposals: Proposals,
        walk: ProblemWalk,
        edits: LongEdits,
    ) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._checking = bench, panes, checking
        self._rights, self._proposals, self._walk = rights, proposals, walk
        self._source = SourceMending(bench)
        self._safely = SafeMending(bench, edits, checking)
        panes.problem_place.made.connect(self._fill)
        checking.found.connect(self._show_found)

    def leave(self) -> None:
        """Mend nothing more: the window is closed."""
        self._source.leave()

    # The list.

    def show(self) -> None:
        """Show the list with the focus in it."""
        self._bench.commit_open()
        self._checking.look_now()
        bring_up(self._panes.problem_place)
        self._panes.problem_place.make().tree.take_focus()

    def _fill(self) -> None:
        pane = self._panes.problem_place.make()
        pane.tree.pointed_at.connect(self._walk.point_at)
        pane.tree.go_requested.connect(self._walk.go_to)
        pane.tree.left.connect(self._bench.table.setFocus)
        pane.fix_requested.connect(self.fix)
        pane.fix_all_requested.connect(self.fix_all_of)
        pane.right_requested.connect(self.keep_right)
        self._show_found()

    def _show_found(self) -> None:
        checking, place = self._checking, self._panes.problem_place
        place.set_count(len(checking.problems))
        new = sum(checking.findings.new)
        said = f"+{new} new, {len(checking.problems) - new} older" if checking.problems else ""
        self._panes.status.set_right(said, "problems", self._in_words(new))
        if place.pane is not None:
            place.pane.set_groups(checking.findings.groups, self._summed_up(said))

    def _in_words(self, new: int) -> str:
        """Say at length what the status line counts, and how it is seen."""
        older, key = len(self._checking.problems) - new, self._walk.key("problem.show")
        are = "is" if new == 1 else "are"
        told = (
            f"{counted(new, 'problem')} {are} new since the file was opened, {older} came with it."
        )
        return f"{told} {key} shows them." if key else told

    def _summed_up(self, said: str) -> str:
        amount = len(self._checking.problems)
        words = f"{counted(amount, 'problem')}: {said}." if amount else "No problems were found."
        if self._bench.session.document is None or (not self._checking.known and not amount):
            words = "…"
        fault = self._checking.fault
        return f"{words}\n\n{fault} The usual settings are used." if fault else words

    # Putting right.

    def fix_current(self) -> None:
        """Put right what was gone to last, or what is current in the list."""
        problem = self._current()
        if problem is None:
            self._bench.said.emit("Go to a problem first.")
        elif len(problem.fixes) > 1:
            self._choose(problem)
        else:
            self.fix(problem, 0)

    def fix_all(self) -> None:
        """Put right all problems of the kind that is current."""
        problem, pane = self._current(), self._panes.problem_place.pane
        group = pane.tree.group if pane is not None and pane.has_keyboard else None
        rule = group.rule if group is not None else problem.rule if problem is not None else None
        if rule is None:
            self._bench.said.emit("Go to a problem first.")
        else:
            self.fix_all_of(rule)

    def fix(self, problem: Problem, which: int = 0) -> None:
        """Put a problem right in one of its ways, as one step of the history."""
        now = self._same(problem)
        if now is None:
            self._bench.said.emit("The list has changed meanwhile. Look at it again.")
        elif not now.fixes:
            self._bench.said.emit("Nothing is known that mends this by itself.")
        elif now.fixes[which].in_source:
            self._source.mend(now.fixes[which].label, now.rule, now.line)
        else:
            fix = now.fixes[which]
            edit = Edit("problem.fix", (now.rule, now.index, now.path), _lower(fix.label))
            before = self._bench.episode
            if self._bench.attempt(edit, fix.edit):
                self._checking.look_now()
                own = now.index if now.of == "clip" else None
                along = with_clips(before, self._bench.episode, own)
                self._bench.said.emit(f"Done: {fix.label}{along}. One undo takes it back.")

    def fix_all_of(self, rule: str) -> None:
        """Put all problems of a kind right: what is safe at once, else as a list to choose from."""
        if not self._walk.settled():
            return
        found = [p for p in self._checking.problems if p.rule == rule and p.fixes]
        if not found:
            self._bench.said.emit("Nothing is known that mends this by itself.")
        elif found[0].fixes[0].in_source:
            label = found[0].fixes[0].label if len(found) == 1 else _lower(RULES[rule].title)
            self._source.mend(label if len(found) == 1 else f"Mending {label}", rule)
        elif all(problem.safe_fix is not None for problem in found):
            self._safely.mend(rule)
        else:
            self._propose(rule, found)

    def _propose(self, rule: str, found: list[Problem]) -> None:
        title = RULES[rule].title

        def make(episode: Episode) -> Proposal:
            from cueline.episode.proposals import Proposal, Suggestion

            steps = [
                (
                    Suggestion(
                        title, entry.place, "", entry.problem.fixes[0].label, entry.problem.message,
                        entry.problem.index, len(entry.problem.fixes) == 1,
                        "clip" if entry.problem.of == "clip" else "item",
                    ),
                    entry.problem.fixes[0].edit,
                )
                for entry in listed(episode, found)
            ]  # fmt: skip
            return Proposal.of_steps(f"Mend {_lower(title)}", episode, steps)

        found.sort(key=place_of)
        self._proposals.propose(Edit("problem.fix_all", rule, f"mending {_lower(title)}"), make)

    def _choose(self, problem: Problem) -> None:
        bring_up(self._panes.problem_place)
        pane = self._panes.problem_place.make()
        pane.tree.show_problem(problem)
        # A list that has just been made is laid out first, or the menu would not stand at its button.
        QTimer.singleShot(0, pane, pane.offer_fixes)

    # What is right.

    def right_for_me(self) -> None:
        """Say that the problem is none, for this user."""
        self._keep_current(everyone=False)

    def right_for_everyone(self) -> None:
        """Say that the problem is none, for everyone who has the site's files."""
        self._keep_current(everyone=True)

    def tell_all_again(self) -> None:
        """Take back what was said to be right for this user in this file."""
        document = self._bench.session.document
        if document is None or document.path is None:
            return
        amount = self._rights.forget(document.path)
        self._checking.read_settings()
        self._bench.said.emit(
            f"{counted(amount, 'problem')} can be seen again." if amount else
            "Nothing was said to be right in this file."
        )  # fmt: skip

    def keep_right(self, problem: Problem, everyone: bool) -> None:
        """Keep that a problem is none, until its text changes."""
        document = self._bench.session.document
        if document is None or document.path is None:
            self._bench.said.emit("Save the file first, so that it can be remembered.")
            return
        if everyone:
            path, asking = document.path, Asking(self)  # of its own: no answer is forgotten
            asking.ask(lambda: keep_for_everyone(path, problem), self._tell_kept)
        else:
            self._rights.add(document.path, problem)
            self._tell_kept(f"Kept as right for you, until this text changes ({document.name}).")

    def _tell_kept(self, said: str) -> None:
        self._checking.read_settings()
        self._bench.said.emit(said)

    def _keep_current(self, *, everyone: bool) -> None:
        problem = self._current()
        if problem is None:
            self._bench.said.emit("Go to a problem first.")
        else:
            self.keep_right(problem, everyone)

    # What is meant.

    def _current(self) -> Problem | None:
        """Return the problem that is current in the list if that has the focus, else the one last gone to."""
        if not self._walk.settled():
            return None
        pane = self._panes.problem_place.pane
        if pane is not None and pane.has_keyboard:
            return pane.tree.problem
        return None if self._walk.visited is None else self._same(self._walk.visited)

    def _same(self, problem: Problem) -> Problem | None:
        if not self._walk.settled():
            return None
        walk = self._checking.findings.walk
        at = index_in(walk, problem)
        return None if at is None else walk[at]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
