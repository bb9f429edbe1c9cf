"""Proposals in the window: shown over it, done as one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.episode import EditError, Episode
from cueline.episode.change import ready_to_show
from cueline.episode.summary import counted
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.proposals import Proposal, Suggestion
    from cueline.gui.background import Background, Job
    from cueline.widgets.proposals.proposal_dialog import ProposalDialog

_MANY = 2000
"""From how many changes on they are made beside the window."""


class Proposals(QObject):
    """Shows what is proposed, one list at a time, and does what is ticked."""

    item_requested = Signal(int)
    clip_requested = Signal(int)

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, background
        self._dialog: ProposalDialog | None = None
        self._job: Job | None = None

    def propose(
        self,
        edit: Edit,
        make: Callable[[Episode], Proposal],
        intro: str = "",
        nothing: str = "There is nothing to suggest.",
    ) -> None:
        """Show what `make` proposes for the episode as it is; `nothing` is said where that is an empty list."""
        if not self._bench.commit_open():
            return
        if not self._bench.session.editable:
            self._bench.said.emit("This file can only be looked at.")
            return
        try:
            proposal = make(self._bench.episode)
        except EditError as error:
            self._bench.said.emit(str(error))
            return
        if proposal.suggestions:
            self._open(edit, proposal, intro)
        else:
            self._bench.said.emit(nothing)

    def close(self) -> None:
        """Give up the list that is shown, if there is one."""
        if self._dialog is not None:
            self._dialog.reject()

    def _open(self, edit: Edit, proposal: Proposal, intro: str) -> None:
        from cueline.widgets.proposals.proposal_dialog import ProposalDialog

        self.close()
        before = self._bench.episode
        dialog = ProposalDialog(proposal, intro, self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.wanted.connect(lambda chosen: self._make(edit, before, proposal, chosen))
        dialog.jump_requested.connect(self._jump)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _make(
        self, edit: Edit, before: Episode, proposal: Proposal, chosen: frozenset[int]
    ) -> None:
        """Make the episode of what is ticked, beside the window where that may take long; then do it."""
        if len(chosen) < _MANY:
            self._do(edit, before, lambda: proposal.accepted(chosen), len(chosen))
        elif self._dialog is not None:
            self._dialog.show_work()
            self._job = self._background.run(
                lambda: ready_to_show(before, proposal.accepted(chosen)),
                lambda job: self._do(edit, before, job.result, len(chosen)),
            )

    def _do(self, edit: Edit, before: Episode, made: Callable[[], Episode], amount: int) -> None:
        """Do what was made; a choice that cannot stand is said, and the list stays."""
        dialog = self._dialog
        if dialog is None:
            return
        try:
            episode = made()
        except EditError as error:
            dialog.show_refusal(str(error))
            return
        dialog.accept()

        def make(now: Episode) -> Episode:
            if now is not before:
                raise EditError("The episode was changed meanwhile. Ask for the list once more.")
            return episode

        if self._bench.attempt(edit, make):
            done = f"Done, {counted(amount, 'change')}: {edit.label}."
            self._bench.said.emit(f"{done} One undo takes all of it back.")

    def _jump(self, suggestion: Suggestion) -> None:
        if suggestion.index is not None:
            wanted = self.item_requested if suggestion.of == "item" else self.clip_requested
            wanted.emit(suggestion.index)

    def _forget(self) -> None:
        self._dialog = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
