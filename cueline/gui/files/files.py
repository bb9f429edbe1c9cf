"""Files: open, revert, close. Reading runs off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.files import problems
from cueline.gui.files.life import DocumentLife, Request, State
from cueline.gui.workbench import Workbench
from cueline.media.on_disk import is_folder

if TYPE_CHECKING:
    from cueline.io import Document, DocumentError

KINDS = "Transcripts (*.md *.markdown *.yaml *.yml);;All files (*)"


class Files(QObject):
    """Opens and closes the window's one file; the life of the document says when."""

    opened = Signal(object)  # Document
    closed = Signal()
    folder_requested = Signal(object)  # Path
    unreadable = Signal(object)  # DocumentError
    close_agreed = Signal()
    quit_requested = Signal()
    disk_requested = Signal()
    """What the disk holds is to be shown in the place of what is open."""

    def __init__(
        self, bench: Workbench, background: Background, life: DocumentLife, busy: Busy
    ) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background
        self._life = life
        self._busy = busy
        self._opening: Job | None = None
        self._disk = Asking(self)
        self._shown: Path | None = None

    @property
    def path(self) -> Path | None:
        """The file that is shown, be it open or not readable; None without one."""
        document = self._bench.session.document
        return self._shown if document is None else document.path

    @property
    def opening(self) -> bool:
        """Tell whether a file is being opened, or the disk is asked what there is to open."""
        return self._opening is not None or self._disk.waiting

    def note_text(self, path: Path) -> None:
        """Note that the text of a file is shown which does not parse."""
        self._shown = path

    def show_as_text(self, document: Document) -> None:
        """Show a file that can only be looked at as a text that can be changed by hand."""
        from cueline.io import DocumentError

        path, reason = document.path, document.read_only or ""
        error = DocumentError(path, 0, 0, reason, text=document.source.text)
        self._life.request(Request.SHOW, lambda: self._show_unreadable(error, path))

    def choose(self) -> None:
        """Let the user choose a file, and open it."""
        folder = self.path.parent if self.path else dialogs.usual_folder()
        dialogs.choose_file(self._bench.window, "Open an episode", folder, KINDS, self.open)

    def take(self, path: Path | str) -> None:
        """Open a file, or have a folder shown; the disk is asked beside the window which of them it is."""
        target = Path(path).absolute()
        if not self.opening:
            self._busy.begin(f"Opening {target.name}…")
        self._life.opening = True

        def go_on(folder: bool) -> None:
            self._ask_no_more()
            if folder and self._life.state is not State.CLOSED:
                self.folder_requested.emit(target)
            elif not folder:
                self.open(target)

        self._disk.ask(lambda: is_folder(target), go_on)

    def open(self, path: Path | str) -> None:
        """Open a file in this window; asks first when there are unsaved changes."""
        target = Path(path).absolute()
        self._ask_no_more()
        self._life.request(Request.OPEN, lambda: self._open(target))

    def quit(self) -> None:
        """Ask for the end of the program: all windows are closed, after asking about unsaved changes."""
        self.quit_requested.emit()

    def cancel_opening(self) -> None:
        """Stop waiting for the file that is being opened; what was open stays."""
        if self.opening:
            self._ask_no_more()
            self._stop_opening()
            self._life.stayed.emit()

    def revert(self) -> None:
        """Go back to what the disk holds; asks first when there are unsaved changes."""
        path = self.path
        if path is None or not self._bench.commit_open():
            return
        if self._bench.session.clean:
            self.open(path)
            return
        count = self._bench.session.unsaved_count
        dialogs.ask(
            self._bench.window,
            f"Go back to what is on disk in {path.name}?",
            f"{problems.counted(count, 'unsaved change')} would go. What is here now can be brought back.",
            [("Go Back", self.disk_requested.emit)],
        )

    def close(self) -> None:
        """Close the file; asks first when there are unsaved changes."""
        self._ask_no_more()
        self._life.request(Request.CLOSE, self._close)

    def may_close(self) -> bool:
        """Tell whether the window may close now; if not, the user is asked, and `close_agreed` may follow."""
        if self._life.may_leave():
            return True
        self.ask_to_leave(self.close_agreed.emit)
        return False

    def ask_to_leave(self, agreed: Callable[[], None]) -> None:
        """Ask what becomes of unsaved changes before the window is closed; then `agreed` is called."""
        self._ask_no_more()
        self._life.request(Request.LEAVE, agreed)

    def _open(self, path: Path) -> None:
        self._stop_opening()
        self._busy.begin(f"Opening {path.name}…")
        self._life.opening = True
        self._opening = self._background.run(
            lambda: read(path), lambda job: self._opened(job, path)
        )

    def _opened(self, job: Job, path: Path) -> None:
        self._end_opening()
        from cueline.io import DocumentError

        try:
            document: Document = job.result()
        except DocumentError as error:
            failed = error
            self._life.request(Request.SHOW, lambda: self._show_unreadable(failed, path))
        else:
            self._life.request(Request.SHOW, lambda: self._show(document))

    def _show(self, document: Document) -> None:
        self._life.change_to(document)
        self.opened.emit(document)

    def _show_unreadable(self, error: DocumentError, path: Path) -> None:
        if path == self.path and not self._bench.session.clean:
            what = problems.cannot_open(error)
            self._life.stayed.emit()
            dialogs.tell(self._bench.window, what, "What was open is still here.")
            return
        self._shown = path
        self._life.change_to(None)
        self.unreadable.emit(error)

    def _close(self) -> None:
        self._stop_opening()
        self._shown = None
        self._life.change_to(None)
        self.closed.emit()

    def _stop_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._end_opening()

    def _ask_no_more(self) -> None:
        """Wait no more for the disk to say what there is to open: it has, or the user wants something else now."""
        self._disk.forget()
        if self._opening is None and self._life.opening:
            self._end_opening()

    def _end_opening(self) -> None:
        self._opening = None
        self._life.opening = False
        self._busy.end()


def read(path: Path) -> Document:
    """Read a file; DocumentError if it cannot be read. What is read is never looked through for garbage.

    What shows it next is imported here, too, beside the window.
    """
    from cueline.collection import give_back, uncollected

    with uncollected(freeze=True):
        import cueline.io.journal.writing  # noqa: F401
        from cueline.io.joining.conflicted import open_unconflicted

        document = open_unconflicted(path)
        document.take_digests()
    if document.long:
        give_back()
    return document
