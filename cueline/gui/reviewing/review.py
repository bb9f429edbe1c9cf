"""Looking at what changed since the last save or commit: rows, the exact diff, and taking single rows back."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cueline.gui.background import Background, Job
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.review import ReviewRow
    from cueline.gui.reviewing.comparing import Base, Shown
    from cueline.io import Document
    from cueline.widgets.reviewing.review_dialog import ReviewDialog

BASES = ("Since the last s&ave", "Since the last co&mmit")
SAVE, COMMIT = range(2)
ASKING = "Asking Git for the last commit…"


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
        self._background = Background(self)  # of its own: no save waits for git
        self._asking: tuple[Job, Event] | None = None

    def show(self) -> None:
        """Show every change since the saved point."""
        if self._open():
            self._dialog_now.offer_bases(BASES, SAVE)
            self._choose(SAVE)
            self._dialog_now.open()

    def show_committed(self) -> None:
        """Show every change since the last commit."""
        if self._open():
            self._dialog_now.offer_bases(BASES, COMMIT)
            self._choose(COMMIT)
            self._dialog_now.open()

    def compare_with(self, other: Document, when: str = "") -> None:
        """Show how the episode differs from what is on the disk now, or what the file held till `when`."""
        from cueline.gui.reviewing.comparing import disk_base, earlier_base

        document = self._bench.session.document
        if self._open() and document is not None:
            now = self._bench.episode
            base = (
                earlier_base(document, now, other, when)
                if when
                else disk_base(document, now, other)
            )
            self._dialog_now.setWindowTitle("Compare")
            self._dialog_now.set_columns(*base.columns)
            self._show(base)
            self._dialog_now.open()

    def close(self) -> None:
        """Close the review, if it is open."""
        if self._dialog is not None:
            self._dialog.rejected.disconnect(self.closed)
            self._dialog.reject()

    def leave(self) -> None:
        """Ask git for nothing more: the window is closed."""
        self._stop_asking()
        self._background.finish()

    def take_back(self, row: ReviewRow) -> None:
        """Make one row what it was in what is compared with, as one step of the history."""
        from cueline.gui.reviewing.take_back import taken_back, words_of

        base = self._base
        if base is None:
            return
        old, before = base.episode, self._bench.episode
        edit = Edit("review.take_back", (row.kind, row.index), "take back one change")
        if self._bench.attempt(edit, lambda ep: taken_back(old, ep, row)):
            self._bench.said.emit(words_of(before, self._bench.episode, row))
        if self._dialog is not None:
            self._show(base)

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
        dialog = ReviewDialog((), "", self._bench.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.jump_requested.connect(self.jump_requested)
        dialog.take_back_requested.connect(self.take_back)
        dialog.save_requested.connect(self.save_requested)
        dialog.base_chosen.connect(self._choose)
        dialog.wait_cancelled.connect(lambda: self._choose(SAVE))
        dialog.finished.connect(self._forget)
        dialog.rejected.connect(self.closed)
        self._dialog = dialog
        return True

    def _choose(self, place: int) -> None:
        from cueline.gui.reviewing.comparing import saved_base

        document = self._bench.session.document
        if self._dialog is None or document is None:
            return
        self._stop_asking()
        self._dialog.set_base(place)
        if place == SAVE:
            self._show(saved_base(document))
        else:
            self._ask_git()

    def _ask_git(self) -> None:
        from cueline.gui.reviewing.comparing import committed_base

        document, episode, stop = self._bench.session.document, self._bench.episode, Event()
        if document is None:
            return
        self._base = None
        self._dialog_now.wait(ASKING)

        def work() -> tuple[Base, Shown]:
            base = committed_base(document, episode, stop.is_set)
            return base, base.shown(document, episode)

        job = self._background.run(work, self._told_by_git)
        self._asking = job, stop

    def _told_by_git(self, job: Job) -> None:
        from cueline.io.git import GitError

        self._asking = None
        if self._dialog is None:
            return
        try:
            found: tuple[Base, Shown] = job.result()
        except GitError as error:
            self._dialog.tell(str(error))
            self._dialog.set_saving(not self._bench.session.clean)
        else:
            self._dialog.set_base(COMMIT, found[0].note)
            self._show(*found)

    def _show(self, base: Base, shown: Shown | None = None) -> None:
        session = self._bench.session
        document = session.document
        if self._dialog is None or document is None:
            return
        self._base = base
        found = shown or base.shown(document, session.episode)
        self._dialog.set_rows(
            found.rows,
            found.diff,
            session.unsaved_count if base.is_saved else 0,
            summary=found.summary,
            count=base.count(len(found.rows)),
            nothing=base.nothing,
        )
        if not base.is_saved:
            self._dialog.set_saving(not session.clean, offered=base.offers_saving)

    def _stop_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            job, stop = asking
            stop.set()
            job.cancel()

    def _forget(self) -> None:
        self._stop_asking()
        self._dialog = self._base = None
