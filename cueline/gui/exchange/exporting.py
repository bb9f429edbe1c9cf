"""What is made of the open file beside saving it: exports to other forms, and facts to look at."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cueline.gui import dialogs
from cueline.gui.after_painting import AfterPainting
from cueline.gui.background import Background, Job
from cueline.gui.exchange.new_file import NewFile, Words
from cueline.gui.files import problems
from cueline.gui.sound.listening import Listening
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.gui.exchange.export_dialog import ExportDialog
    from cueline.io import Document
    from cueline.io.formats import Exported

_PAINTED_MS = 500
"""For how long at most the text of an export waits until its dialog is painted."""

_WORDS = Words(
    "An export does not take the place of the file that is open.",
    "Give it another name, or save the file instead.",
    "It could not be exported.",
)


class Exporting(QObject):
    """Makes and writes exports off the window's thread, and shows the properties of the file."""

    def __init__(self, bench: Workbench, background: Background, listening: Listening) -> None:
        super().__init__(bench)
        self.target = NewFile(bench, background, _WORDS)
        self.target.written.connect(self._tell)
        self._bench = bench
        self._background = background
        self._listening = listening
        self._last = "episode"
        self._made: Exported | None = None
        self._job: Job | None = None
        self._given_up = Event()

    def export(self) -> None:
        """Show what the episode is in each format, to copy it or to write it to a file."""
        if self._bench.session.document is not None and self._bench.commit_open():
            self._forget()
            self._job = self._background.run(_formats, self._open)

    def _open(self, job: Job) -> None:
        from cueline.gui.exchange.export_dialog import ExportDialog

        self._job = None
        document, formats = self._bench.session.document, job.result()
        if document is None or QApplication.activeModalWidget() is not None:
            return
        dialog = ExportDialog(formats, self._bench.window)
        dialog.choose(self._last)
        dialog.chosen.connect(lambda name: self._choose(dialog, document, name))
        dialog.finished.connect(self._forget)
        painted = AfterPainting(dialog, _PAINTED_MS)
        painted.came.connect(lambda: self._begin(dialog, document))
        painted.begin()
        dialog.open()

    def _begin(self, dialog: ExportDialog, document: Document) -> None:
        """Make what the dialog asks for, now that it can be seen."""
        dialog.wanted.connect(
            lambda name, width, quotes: self._make(dialog, document, name, width, quotes)
        )
        dialog.ask()

    def show_properties(self) -> None:
        """Show what kind of file this is."""
        document = self._bench.session.document
        if document is not None:
            facts = problems.properties(document, self._bench.episode)
            dialogs.tell_facts(self._bench.window, "Properties", document.name, "", facts)

    def _make(
        self, dialog: ExportDialog, document: Document, name: str, width: int, quotes: str
    ) -> None:
        """Make the text of a format in the background, and show it."""
        from cueline.io.formats import Options, export_to

        self._last, self._made = name, None
        self._forget()
        episode = self._bench.episode
        self._given_up = given_up = Event()
        length = self._listening.length
        options = Options(document, width, quotes, length, stop=given_up.is_set)
        self._job = self._background.run(
            lambda: export_to(name, episode, options), lambda job: self._show(dialog, name, job)
        )

    def _show(self, dialog: ExportDialog, name: str, job: Job) -> None:
        from cueline.io import SaveError

        self._job = None
        try:
            made: Exported = job.result()
        except SaveError as error:
            dialog.show_refusal(name, error.reason)
        else:
            self._made = made
            dialog.show_export(name, made.text, made.notes)

    def leave(self) -> None:
        """Make nothing more: the window is closed."""
        self._forget()

    def _forget(self) -> None:
        """Wait no more for what is being made; what comes next in the background is not to wait for it either."""
        self._given_up.set()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _choose(self, dialog: ExportDialog, document: Document, name: str) -> None:
        from cueline.io.formats import FORMATS

        made, own = self._made, document.path
        if made is None:
            return
        suffix = f".corrected{own.suffix}" if name == "episode" else FORMATS[name].suffix
        title, proposed = f"Export: {FORMATS[name].label}", own.with_name(own.stem + suffix)
        taken = [file.path for file in document.files]
        self.target.choose(dialog, title, proposed, made.data, taken)

    def _tell(self, path: Path) -> None:
        self._bench.said.emit(f"Exported to {path}")


def _formats() -> list[tuple[str, str]]:
    """Return the formats, with what they are called; importing them all takes long the first time."""
    from cueline.io.formats import FORMATS

    return [(found.name, found.label) for found in FORMATS.values()]
