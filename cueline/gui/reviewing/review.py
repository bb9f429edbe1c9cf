"""Looking at what changed since the last save or commit: rows, the exact diff, and taking single rows back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.episode import EditError, Episode
from cueline.gui.background import Background, Job
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.review import ReviewRow
    from cueline.gui.reviewing.comparing import Base, Shown
    from cueline.io import Document
    from cueline.widgets.reviewing.review_dialog import ReviewDialog

TAKE_BACK = "review.take_back"
BASES = ("Since the last s&ave", "Since the last co&mmit")
SAVE, COMMIT = range(2)
ASKING = "Asking Git for the last commit…"
COMPARING = "Looking for what has changed…"


class Review(QObject):
    """Opens the review and does what is asked for in it."""

    jump_requested = Signal(int)
    save_requested = Signal()
    closed = Signal()
    """The user has closed it, and did nothing else."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._dialog: ReviewDialog | None = None
        self._base: Base | None = None
        self._background = Background(self)  # of its own: no save waits for Git
        self._diffing = Background(self)  # nor do rows wait for a diff
        self._diff: Job | None = None
        self._under_way: tuple[Job, Event] | None = None
        self._place = SAVE
        self._taking = False

    def show(self) -> None:
        """Show every change since the saved point."""
        self._show_since(SAVE)

    def show_committed(self) -> None:
        """Show every change since the last commit."""
        self._show_since(COMMIT)

    def compare_with(self, other: Document, named: str = "") -> None:
        """Show how the episode differs from what is on the disk now, or from what it was, as that is `named`."""
        from cueline.gui.reviewing.comparing import disk_base, earlier_base

        def base(document: Document, now: Episode, _: Event) -> Base:
            if named:
                return earlier_base(document, now, other, named)
            return disk_base(document, now, other)

        if self._open():
            self._dialog_now.setWindowTitle("Compare")
            self._find(base, COMPARING)
            self._dialog_now.open()

    def close(self) -> None:
        """Close the review, if it is open."""
        if self._dialog is not None:
            self._dialog.rejected.disconnect(self._tell_closed)
            self._dialog.reject()

    def leave(self) -> None:
        """Ask git for nothing more: the window is closed."""
        self._stop()
        self._background.finish()
        self._diffing.finish()

    def take_back(self, row: ReviewRow) -> None:
        """Make one row what it was in what is compared with, as one step of the history.

        It is looked for beside the window, and done also where the review is closed meanwhile.
        """
        from cueline.gui.reviewing.take_back import taken_back

        base, now = self._base, self._bench.episode
        if base is not None and not self._dialog_now.waiting:
            self._taking = True
            self._dialog_now.wait(COMPARING)
            self._background.run(
                lambda: taken_back(base.episode, now, row),
                lambda job: self._taken_back(job, base, now, row),
            )

    def _taken_back(self, job: Job, base: Base, before: Episode, row: ReviewRow) -> None:
        from cueline.gui.reviewing.take_back import words_of

        self._taking = False
        edit = Edit(TAKE_BACK, (row.kind, row.index), "take back one change")
        if self._bench.attempt(edit, lambda now: _if_same(job, before, now)):
            self._bench.said.emit(words_of(before, self._bench.episode, row))
        if self._dialog is None:
            self.closed.emit()
        elif self._under_way is None:
            self._find(lambda *_: base, COMPARING)

    def undo(self) -> None:
        """Give back the row that was taken back last; what was done outside the review stays."""
        session = self._bench.session
        self._step(
            session.index - 1,
            session.undo,
            "Nothing was taken back here that undo could give back.",
        )

    def redo(self) -> None:
        """Take back once more the row that undo gave back."""
        session = self._bench.session
        self._step(session.index, session.redo, "Nothing was given back here by undo.")

    def _step(self, place: int, go: Callable[[], str], otherwise: str) -> None:
        step, base = self._bench.session.step(place), self._base
        if base is None or self._dialog_now.waiting:
            return
        if step is None or step.name != TAKE_BACK:
            self._dialog_now.say(otherwise)
            return
        go()
        self._find(lambda *_: base, COMPARING)

    @property
    def _dialog_now(self) -> ReviewDialog:
        assert self._dialog is not None
        return self._dialog

    def _open(self) -> bool:
        """Make the dialog; False where there is nothing to look at."""
        from cueline.widgets.reviewing.review_dialog import ReviewDialog

        self.close()
        if self._bench.session.document is None or not self._bench.commit_open():
            return False
        dialog = ReviewDialog(parent=self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.jump_requested.connect(self.jump_requested)
        dialog.take_back_requested.connect(self.take_back)
        dialog.undo_requested.connect(self.undo)
        dialog.redo_requested.connect(self.redo)
        dialog.save_requested.connect(self.save_requested)
        dialog.base_chosen.connect(self._choose)
        dialog.wait_cancelled.connect(self._give_up)
        dialog.finished.connect(self._forget)
        dialog.rejected.connect(self._tell_closed)
        self._dialog, self._place = dialog, SAVE
        return True

    def _tell_closed(self) -> None:
        if not self._taking:
            self.closed.emit()

    def _show_since(self, place: int) -> None:
        if self._open():
            self._dialog_now.offer_bases(BASES, place)
            self._choose(place)
            self._dialog_now.open()

    def _choose(self, place: int) -> None:
        from cueline.gui.reviewing.comparing import committed_base, saved_base

        if self._dialog is None:
            return
        self._dialog.set_base(place)
        self._place = place
        if place == SAVE:
            self._find(lambda document, *_: saved_base(document), COMPARING)
        else:
            self._base = None
            self._find(
                lambda document, now, stop: committed_base(document, now, stop.is_set), ASKING
            )

    def _give_up(self) -> None:
        """Wait no longer; where git was asked, what was saved can still be compared with."""
        if self._place == COMMIT:
            self._choose(SAVE)
        elif self._dialog is not None:
            self._dialog.reject()

    def _find(self, base_of: Callable[[Document, Episode, Event], Base], said: str) -> None:
        """Find what is compared with and how it differs, beside the window, and show it."""
        document, now = self._bench.session.document, self._bench.episode
        if self._dialog is None or document is None:
            return

        def work(stop: Event) -> tuple[Base, Shown]:
            base = base_of(document, now, stop)
            return base, base.shown(document, now)

        def then(job: Job) -> None:
            if self._bench.session.document is document and self._bench.episode is now:
                self._found(job)
            else:
                self._find(base_of, said)

        self._do(work, then, said)

    def _found(self, job: Job) -> None:
        from cueline.io.joining.git import GitError

        try:
            base, shown = job.result()
        except GitError as error:
            self._dialog_now.tell(str(error))
            self._dialog_now.set_saving(not self._bench.session.clean)
        else:
            if base.note:
                self._dialog_now.set_base(COMMIT, base.note)
            self._show(base, shown)

    def _do(self, work: Callable[[Event], object], then: Callable[[Job], None], said: str) -> None:
        """Do something beside the window in the place of what was under way; the dialog says so if it takes long."""
        self._stop()
        stop = Event()

        def ended(job: Job) -> None:
            self._under_way = None
            then(job)

        self._dialog_now.wait(said)
        self._under_way = self._background.run(lambda: work(stop), ended), stop

    def _show(self, base: Base, shown: Shown) -> None:
        session = self._bench.session
        self._base = base
        self._dialog_now.set_columns(*base.columns)
        self._dialog_now.set_rows(
            shown.rows,
            "…",
            session.unsaved_count if base.is_saved else 0,
            summary=shown.summary,
            count=base.count(len(shown.rows)),
            nothing=base.nothing,
        )
        if not base.is_saved:
            self._dialog_now.set_saving(not session.clean, offered=base.offers_saving)
        document, now = session.document, session.episode
        if document is not None:
            self._diff = self._diffing.run(lambda: base.diff(document, now), self._show_diff)

    def _show_diff(self, job: Job) -> None:
        self._diff = None
        self._dialog_now.set_diff(job.result())

    def _stop(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            job, stop = under_way
            stop.set()
            job.cancel()
        if self._diff is not None:
            self._diff.cancel()
            self._diff = None

    def _forget(self) -> None:
        self._stop()
        self._dialog = self._base = None


def _if_same(job: Job, before: Episode, now: Episode) -> Episode:
    """Return what a row taken back gives; EditError where that cannot be, or what is here has changed meanwhile."""
    found: Episode = job.result()
    if now is not before:
        raise EditError("The text has changed meanwhile. Take it back once more.")
    return found
