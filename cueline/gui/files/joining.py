"""Joining one's own changes with what the disk holds now: what can be is joined by itself, the rest is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.files.came_in import JOIN
from cueline.gui.files.choosing import Choosing
from cueline.gui.files.problems import counted
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode import Episode
    from cueline.episode.joining import Choice, Joined, JoinRow, RowId
    from cueline.io import Document
    from cueline.widgets.reviewing.join_list import JoinEntry


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is joined: the open document, the episode as it was then, and what the disk holds."""

    document: Document
    mine: Episode
    disk: Document
    saves: bool
    """Whether the user asked to save: then what is joined is saved."""


class Joining(Choosing):
    """Joins, asks where both have changed the same value, and puts the result into the history as one step."""

    again_requested = Signal()
    save_requested = Signal(str)  # what came in

    def __init__(self, bench: Workbench, background: Background, busy: Busy) -> None:
        super().__init__(bench, background, busy)
        self._given_up_with: tuple[_Pair, Mapping[RowId, Choice]] | None = None

    def join_with(self, disk: Document, saves: bool = False) -> None:
        """Join the episode with what `disk` has; its entries are numbered like those of the open document."""
        session = self._bench.session
        document = session.document
        self.close()
        if document is None or session.saving or not self._bench.commit_open():
            return
        self._join(_Pair(document, session.episode, disk, saves), {})

    def _join(self, pair: _Pair, choices: Mapping[RowId, Choice]) -> None:
        def work() -> tuple[Joined, str]:
            from cueline.episode.joining import join
            from cueline.io import SaveError
            from cueline.io.joining.rereading import common_version

            base = common_version(pair.document, pair.mine, pair.disk)
            known = None if base is pair.document.episode else pair.disk.episode
            joined = join(base, pair.mine, pair.disk.episode, choices, known)
            try:
                if choices or not joined.rows:
                    pair.disk.render_all(joined.episode)  # what cannot be written is told before
            except SaveError as error:
                if not joined.rows:
                    raise
                return joined, error.reason
            return joined, ""

        told = f"Joining with {pair.disk.name}…"
        self._begin(told, work, lambda job: self._joined(job, pair, choices))

    def _joined(self, job: Job, pair: _Pair, choices: Mapping[RowId, Choice]) -> None:
        from cueline.io import SaveError

        session = self._bench.session
        if session.document is not pair.document or session.episode is not pair.mine:
            self.again_requested.emit()  # something went on meanwhile: it has a part in it
            return
        try:
            joined, fault = job.result()
        except SaveError as error:
            what = "The two versions cannot be joined. Both are as they were."
            dialogs.tell(self._bench.window, what, error.reason)
            self.again_requested.emit()
            return
        if fault:
            self._ask(
                joined, pair, choices, f"It cannot be joined so. {fault} Choose something else."
            )
        elif joined.rows and not choices:
            self._ask(joined, pair, self._choices_of(pair))
        else:
            self._take(joined, pair)

    def _choices_of(self, pair: _Pair) -> Mapping[RowId, Choice]:
        """Return what was chosen of just these two before that was given up."""
        if self._given_up_with is None:
            return {}
        before, choices = self._given_up_with
        same = before.mine is pair.mine and _data(before.disk) == _data(pair.disk)
        return choices if same else {}

    def _ask(
        self, joined: Joined, pair: _Pair, choices: Mapping[RowId, Choice], why: str = ""
    ) -> None:
        from cueline.widgets.reviewing.join_dialog import JoinDialog

        words = told(len(joined.rows), pair.disk.name)
        dialog = JoinDialog(entries(joined.rows), words, self._bench.window)
        if pair.saves:
            dialog.name_joining("&Join and Save")
        dialog.choose_again(choices, why)
        self._open(dialog, partial(self._join, pair), partial(self._give_up, pair))

    def _take(self, joined: Joined, pair: _Pair) -> None:
        from cueline.episode.review import count_changes
        from cueline.io.joining.rereading import is_mended

        mended = is_mended(pair.document)
        arrived = count_changes(pair.mine, joined.episode)
        same = joined.episode == pair.disk.episode
        self._given_up_with = None
        with self._bench.caret_held():
            self._bench.session.rebase(pair.disk, JOIN, None if same else joined.episode)
        if pair.saves:
            self.save_requested.emit(f"{counted(arrived, 'change')} of others came in")
            return
        lost = " What was mended in the text itself is as they have it." if mended else ""
        self._bench.said.emit(
            f"Joined: {counted(arrived, 'change')} from the disk, beside yours. Undo takes them out again.{lost}"
        )

    def _give_up(self, pair: _Pair, choices: Mapping[RowId, Choice]) -> None:
        self._given_up_with = pair, choices
        self.again_requested.emit()


def _data(document: Document) -> list[bytes]:
    return [file.data for file in document.files]


def entries(rows: Sequence[JoinRow]) -> list[JoinEntry]:
    """Return the rows to choose from, with the words marked that differ from what was read, if that is known."""
    from cueline.episode.review import mark_changes
    from cueline.io.joining.conflict_markers import UNKNOWN
    from cueline.widgets.reviewing.join_list import JoinEntry

    def marked(other: str, text: str) -> Sequence[tuple[str, bool]]:
        return mark_changes(other, text)[1] if other and text else ((text, True),) if text else ()

    found: list[JoinEntry] = []
    for row in rows:
        told = row.base not in (UNKNOWN, "-1")  # a place in seconds that nothing has
        known = bool(row.base) and told
        base = _left_out(row) if known else ()
        mine = marked(row.base if known else row.theirs, row.mine)
        theirs = marked(row.base if known else row.mine, row.theirs)
        back = known or (told and row.kind == "field")
        entry = JoinEntry(row.id, row.kind, row.place, base, mine, theirs)
        made = {"both": row.both, "writable": row.writable}
        found.append(replace(entry, known=told, can_go_back=back, **made))
    return found


def _left_out(row: JoinRow) -> Sequence[tuple[str, bool]]:
    """Return what was read, with the words marked that one of both has no more."""
    from cueline.episode.review import mark_changes, mark_in_both

    return mark_in_both(*(mark_changes(row.base, now)[0] for now in (row.mine, row.theirs)))


def told(count: int, name: str) -> str:
    """Say what is to be chosen."""
    what, were = ("one value", "was") if count == 1 else (f"{count:,} values", "were")
    return (
        f"Here and on disk, {what} of {name} {were} changed in different ways. "
        "All other changes are joined by themselves."
    )
