"""Saving: to the file, to another one, and what is asked when the file is no longer what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.files.life import DocumentLife, Request
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode import Episode
    from cueline.io import Document, SaveError
    from cueline.io.renamed import Renamed

Then = Callable[[], None] | None
FAULT = "something in Cueline itself went wrong"


class Saving(QObject):
    """Writes the document off the window's thread; what is asked for meanwhile is done when it has ended."""

    ended = Signal()
    """A save has ended, well or not."""
    wrote = Signal(object)  # Document
    not_saved = Signal(object)  # SaveError
    read_again = Signal(object)  # Path
    join_requested = Signal()
    renamed = Signal(object)  # Renamed

    def __init__(
        self, bench: Workbench, background: Background, life: DocumentLife, busy: Busy
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._life = life
        self._busy = busy
        self.before_writing: Sequence[Callable[[Document], object]] = ()
        """What is done with a document whose files are about to be written, beside the window's thread."""
        self.save_text: Callable[[], bool] = _is_no_text
        """What saves a text that is shown because it does not parse; False where none is."""
        life.save_and = self._save_and

    def save(self) -> None:
        """Save to the file; where its text is shown, which does not parse, that text."""
        if not self.save_text():
            self._save_and(None)

    def save_joined(self, came_in: str) -> None:
        """Save what was joined because a save had met another file; `came_in` says what the others had changed."""
        self._life.request(Request.SAVE, lambda: self._begin(None, None, came_in))

    def save_as(self) -> None:
        """Save to a file that the user chooses."""
        self._save_elsewhere(None)

    def save_anew(self) -> None:
        """Write the file anew that is gone from the disk."""
        document = self._bench.session.document
        if document is not None:
            self._save_to(document.path, None)

    def _save_and(self, then: Then) -> None:
        if self._bench.session.editable:
            self._life.request(Request.SAVE, lambda: self._begin(None, then))

    def _save_elsewhere(self, then: Then) -> None:
        document = self._bench.session.document
        if document is None:
            return
        dialog = dialogs.choose_target(
            self._bench.window, "Save as", document.path, lambda path: self._save_to(path, then)
        )
        dialog.rejected.connect(self._life.stayed)

    def _save_to(self, path: Path, then: Then) -> None:
        self._life.request(Request.SAVE, lambda: self._begin(path, then))

    def _begin(self, path: Path | None, then: Then, came_in: str = "") -> None:
        session = self._bench.session
        document, episode = session.document, session.episode
        if document is None:
            return
        session.begin_saving()
        if then is not None:
            self._life.put_off(then)
        target = path or document.path
        self._busy.begin(f"Saving {target.name}…")
        self._background.run(
            lambda: self._write(document, episode, path),
            lambda job: self._saved(job, target, came_in),
        )

    def _write(self, document: Document, episode: Episode, path: Path | None) -> Document:
        for prepare in self.before_writing:
            prepare(document)
        return document.save(episode, path)

    def _saved(self, job: Job, target: Path, came_in: str) -> None:
        from cueline.io import SaveError

        saved, error = None, SaveError(target, FAULT)
        try:
            saved = job.result()
        except SaveError as told:
            error = told
        finally:  # a fault of the program goes on to the outer door, and the window can save again
            self._busy.end()
            self._bench.session.end_saving(saved)
            self.ended.emit()
            if saved is not None and came_in:
                self._bench.said.emit(f"Joined and saved {datetime.now():%H:%M}, {came_in}.")
            self._tell(saved, error)

    def _tell(self, saved: Document | None, error: SaveError) -> None:
        from cueline.io import StaleFileError

        if saved is not None:
            self.wrote.emit(saved)
            self._life.end_save(well=True)
        elif isinstance(error, StaleFileError):
            self._tell_stale(error.path, self._life.take_later())
        else:
            self.not_saved.emit(error)
            self._life.end_save(well=False)

    def _tell_stale(self, path: Path, then: Then) -> None:
        if not path.exists():
            self._look_for_it(path, then)
        elif self._bench.session.clean and then is None:
            self.join_requested.emit()  # nothing here is unsaved: what is there is shown
        else:
            self._ask_about_stale(path, then)

    def _join(self) -> None:
        self._life.stayed.emit()
        self.join_requested.emit()

    def _ask_about_stale(self, path: Path, then: Then) -> None:
        dialogs.ask(
            self._bench.window,
            f"{path.name} was changed by somebody else.",
            "It is no longer what was opened here, so it was not written over. Your changes are safe in this window."
            " Join and Save puts the two together, and asks where both have changed the same; or save yours to a copy,"
            " or read the file again and lose yours.",
            [
                ("Join and Save", self._join),
                ("Save a Copy…", lambda: self._save_elsewhere(then)),
                ("Read It Again", lambda: self.read_again.emit(path)),
            ],
            on_cancel=self._life.stayed.emit,
        )

    def _look_for_it(self, path: Path, then: Then) -> None:
        """Look whether a file that is gone has another name now, then ask."""
        document = self._bench.session.document
        if document is None:
            return

        def work() -> Renamed | None:
            from cueline.io.renamed import find_renamed

            return find_renamed(document)

        self._background.run(work, lambda job: self._ask_about_gone(job, path, then))

    def _ask_about_gone(self, job: Job, path: Path, then: Then) -> None:
        found: Renamed | None = job.result()
        document = self._bench.session.document
        what = "It was moved, renamed or deleted since it was opened here."
        choices = [
            ("Write It Anew", lambda: self._save_to(path, then)),
            ("Save a Copy…", lambda: self._save_elsewhere(then)),
        ]
        if found is not None and document is not None and found.following(document):
            what = f"It is {found.path} now."
            choices.insert(
                0, (f"Save to {found.path.name}", lambda: self._save_renamed(found, then))
            )
        dialogs.ask(
            self._bench.window,
            f"{path.name} is gone from the disk.",
            f"{what} Your changes are safe in this window.",
            choices,
            on_cancel=self._life.stayed.emit,
        )

    def _save_renamed(self, there: Renamed, then: Then) -> None:
        self.renamed.emit(there)
        self._save_and(then)


def _is_no_text() -> bool:
    return False
