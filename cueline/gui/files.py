"""Files: open, save, revert, close. Reading and writing run off the window's thread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.gui import dialogs, problems
from cueline.gui.background import Background, Job
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document, StaleFileError

KINDS = "Transcripts (*.md *.markdown *.yaml *.yml);;All files (*)"
_SHOW_AFTER_MS = 500


class Files(QObject):
    """Opens and saves the window's one file, and asks before anything unsaved would be lost.

    `busy` says what takes longer than half a second, and "" when it is over.
    """

    opened = Signal(object)  # Document
    closed = Signal()
    unreadable = Signal(object)  # DocumentError
    wrote = Signal(object)  # Document
    not_saved = Signal(object)  # SaveError
    busy = Signal(str)
    close_agreed = Signal()
    discarded = Signal()

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._opening: Job | None = None
        self._shown: Path | None = None
        self._after_save: Callable[[], None] | None = None
        self._slow = QTimer(self, interval=_SHOW_AFTER_MS, singleShot=True)
        self._slow.timeout.connect(self._say_busy)
        self._busy_text = ""

    @property
    def path(self) -> Path | None:
        """The file that is shown, be it open or not readable; None without one."""
        return self._shown

    @property
    def opening(self) -> bool:
        """Tell whether a file is being opened."""
        return self._opening is not None

    # What the menu asks for.

    def choose(self) -> None:
        """Let the user choose a file, and open it."""
        folder = self._shown.parent if self._shown else Path.cwd()
        dialogs.choose_file(self._bench.window, "Open an episode", folder, KINDS, self.open)

    def open(self, path: Path | str) -> None:
        """Open a file in this window; asks first when there are unsaved changes."""
        target = Path(path).absolute()
        self._unless_unsaved(lambda: self._open(target))

    def cancel_opening(self) -> None:
        """Stop waiting for the file that is being opened; what was open stays."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
            self._not_busy()

    def save(self) -> None:
        """Save to the file."""
        self._after_save = None
        self._save_here()

    def save_as(self) -> None:
        """Save to a file that the user chooses."""
        self._after_save = None
        self._save_elsewhere()

    def revert(self) -> None:
        """Read the file again; asks first when there are unsaved changes."""
        path = self._shown
        if path is None:
            return
        self._bench.table.commit_typing()
        if self._bench.session.clean:
            self._open(path)
            return
        count = self._bench.session.unsaved_count
        dialogs.ask(
            self._bench.window,
            f"Go back to what is on disk in {path.name}?",
            f"{problems.counted(count, 'change')} would be thrown away. This cannot be undone.",
            [("Go Back", lambda: self._discard_and(lambda: self._open(path)))],
        )

    def close(self) -> None:
        """Close the file; asks first when there are unsaved changes."""
        self._unless_unsaved(self._close)

    def quit(self) -> None:
        """Close the window; asks first when there are unsaved changes."""
        self._bench.window.close()

    def may_close(self) -> bool:
        """Tell whether the window may close now; if not, the user is asked, and `close_agreed` may follow."""
        self._bench.table.commit_typing()
        if self._bench.session.clean and not self._bench.session.saving:
            return True
        self._unless_unsaved(self.close_agreed.emit)
        return False

    # Asking.

    def _unless_unsaved(self, go_on: Callable[[], None]) -> None:
        self._bench.table.commit_typing()
        session = self._bench.session
        if session.saving:
            self._after_save = go_on
        elif session.clean or session.document is None:
            go_on()
        else:
            dialogs.ask_to_save(
                self._bench.window,
                session.document.name,
                session.unsaved_count,
                lambda: self._save_and(go_on),
                lambda: self._discard_and(go_on),
            )

    def _save_and(self, go_on: Callable[[], None]) -> None:
        self._after_save = go_on
        self._save_here()

    def _discard_and(self, go_on: Callable[[], None]) -> None:
        self.discarded.emit()
        self._bench.session.load(self._bench.session.document)
        go_on()

    # Opening.

    def _open(self, path: Path) -> None:
        self.cancel_opening()
        self._be_busy(f"Opening {path.name}…")
        self._opening = self._background.run(
            lambda: read(path), lambda job: self._opened(job, path)
        )

    def _opened(self, job: Job, path: Path) -> None:
        self._opening = None
        from cueline.io import DocumentError

        self._not_busy()
        self._shown = path
        try:
            document: Document = job.result()
        except DocumentError as error:
            self._bench.session.load(None)
            self.unreadable.emit(error)
            return
        self._bench.session.load(document)
        self.opened.emit(document)

    def _close(self) -> None:
        self.cancel_opening()
        self._shown = None
        self._bench.session.load(None)
        self.closed.emit()

    # Saving.

    def _save_here(self) -> None:
        document = self._bench.session.document
        if document is not None and self._bench.session.editable:
            self._save(document, None)

    def _save_elsewhere(self) -> None:
        document = self._bench.session.document
        if document is not None:
            dialog = dialogs.choose_target(
                self._bench.window,
                "Save as",
                document.path,
                lambda path: self._save(document, path),
            )
            dialog.rejected.connect(self._forget_after_save)

    def _save(self, document: Document, path: Path | None) -> None:
        session = self._bench.session
        self._bench.table.commit_typing()
        if session.saving:
            return
        episode = session.episode
        session.begin_saving()
        self._be_busy(f"Saving {(path or document.path).name}…")
        self._background.run(lambda: document.save(episode, path), self._saved)

    def _saved(self, job: Job) -> None:
        from cueline.io import SaveError, StaleFileError

        self._not_busy()
        go_on, self._after_save = self._after_save, None
        try:
            document: Document = job.result()
        except StaleFileError as error:
            self._bench.session.end_saving(None)
            self._ask_about_stale(error, go_on)
            return
        except SaveError as error:
            self._bench.session.end_saving(None)
            self.not_saved.emit(error)
            return
        self._bench.session.end_saving(document)
        self._shown = document.path
        self.wrote.emit(document)
        if go_on is not None:
            self._unless_unsaved(go_on)

    def _ask_about_stale(self, error: StaleFileError, go_on: Callable[[], None] | None) -> None:
        name = error.path.name
        self._after_save = go_on
        dialogs.ask(
            self._bench.window,
            f"{name} was changed by somebody else.",
            "It is no longer what was opened here, so it was not written over. Your changes are safe in"
            " this window. Save them to a copy and compare the two, or read the file again and lose them.",
            [
                ("Save a Copy…", self._save_elsewhere),
                ("Read It Again", lambda: self._read_again(error.path)),
            ],
            on_cancel=self._forget_after_save,
        )

    def _read_again(self, path: Path) -> None:
        self._forget_after_save()
        self._discard_and(lambda: self._open(path))

    def _forget_after_save(self) -> None:
        self._after_save = None

    # Telling that it takes long.

    def _be_busy(self, text: str) -> None:
        self._busy_text = text
        self._slow.start()

    def _say_busy(self) -> None:
        self.busy.emit(self._busy_text)

    def _not_busy(self) -> None:
        self._slow.stop()
        self.busy.emit("")


def read(path: Path) -> Document:
    """Read a file; DocumentError if it cannot be read.

    Reading makes many objects and drops none: looking for garbage meanwhile would take a quarter of the time, and
    looking through them later, again and again, would hold up keys.
    """
    from cueline.io import open_document

    gc.disable()
    try:
        document = open_document(path)
        gc.freeze()
        return document
    finally:
        gc.enable()
