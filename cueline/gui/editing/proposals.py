"""Proposals in the window: shown over it, done as one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.episode import EditError, Episode
from cueline.gui.files.problems import counted
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.proposals import Proposal, Suggestion
    from cueline.widgets.proposals.proposal_dialog import ProposalDialog


class Proposals(QObject):
    """Shows what is proposed, one list at a time, and does what is ticked."""

    item_requested = Signal(int)
    clip_requested = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._dialog: ProposalDialog | None = None

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
        dialog.accepted_episode.connect(
            lambda episode: self._do(edit, before, episode, dialog.amount)
        )
        dialog.jump_requested.connect(self._jump)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _do(self, edit: Edit, before: Episode, episode: Episode, amount: int) -> None:
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
