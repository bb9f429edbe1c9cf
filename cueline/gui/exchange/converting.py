"""A transcript taken to its other form: Markdown to front matter, or back; shown first, then a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.episode import EditError, Episode
from cueline.gui import dialogs
from cueline.gui.background import Background, Job
from cueline.gui.exchange.new_file import NewFile, Words
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document
    from cueline.io.formats.conversion import Conversion
    from cueline.widgets.proposals.convert_dialog import ConvertDialog

_WORDS = Words(
    "The new file does not take the place of the one that is open.",
    "Give it another name. When it is what you want, the old one can be deleted.",
    "The new file could not be written.",
)


class Converting(QObject):
    """Converts what is open, unsaved changes with it, to a file of its own; the open one stays what it is."""

    made = Signal(object)  # Path

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self.target = NewFile(bench, background, _WORDS)
        self.target.written.connect(self._tell)
        self._bench, self._background = bench, background
        self._job: Job | None = None
        self._data = b""

    def convert(self) -> None:
        """Show what the transcript would be in its other form."""
        session = self._bench.session
        document = session.document
        if document is None or self._job is not None or not self._bench.commit_open():
            return
        episode = session.episode
        self._job = self._background.run(
            lambda: _conversion(document, episode), lambda job: self._show(document, job)
        )

    def _show(self, document: Document, job: Job) -> None:
        from cueline.io import SaveError

        self._job = None
        try:
            conversion: Conversion = job.result()
        except (EditError, SaveError) as error:
            why = error.reason if isinstance(error, SaveError) else str(error)
            dialogs.tell(self._bench.window, "This cannot be converted.", why)
            return
        if self._bench.session.document is document:
            self._open(document, conversion)

    def _open(self, document: Document, conversion: Conversion) -> None:
        from cueline.io.formats.conversion import MARKDOWN
        from cueline.widgets.proposals.convert_dialog import ConvertDialog

        form, lines = conversion.form, conversion.summary
        intro = (
            f"{lines} of {document.name} go to a new file, in {form.label}. "
            "What is open stays as it is."
        )
        dialog = ConvertDialog(
            f"Convert to {form.label}", intro, conversion.proposal.suggestions, self._bench.window,
            wrapped=form.name == MARKDOWN,
        )  # fmt: skip
        dialog.wanted.connect(lambda chosen: self._make(dialog, conversion, chosen))
        dialog.write_requested.connect(lambda: self._choose(dialog, document, conversion))
        dialog.finished.connect(self._forget)
        dialog.open()
        dialog.ask()

    def _make(self, dialog: ConvertDialog, conversion: Conversion, chosen: frozenset[int]) -> None:
        """Make the file with what is ticked, in the background, and show it."""
        self._forget()
        notes = "\n".join(conversion.notes)
        self._job = self._background.run(
            lambda: _made(conversion, chosen), lambda job: self._show_file(dialog, notes, job)
        )

    def _show_file(self, dialog: ConvertDialog, notes: str, job: Job) -> None:
        from cueline.io import SaveError

        self._job = None
        try:
            self._data, line = job.result()
        except EditError as error:
            dialog.show_refusal(str(error))
        except SaveError as error:
            dialog.show_refusal(error.reason)
        else:
            dialog.show_file(self._data.decode("utf-8"), line, notes)

    def _choose(self, dialog: ConvertDialog, document: Document, conversion: Conversion) -> None:
        title = f"Convert to {conversion.form.label}"
        proposed = document.path.with_name(conversion.proposed_name)
        taken = [file.path for file in document.files]
        self.target.choose(dialog, title, proposed, self._data, taken)

    def _tell(self, path: Path) -> None:
        self._bench.said.emit(f"Converted: {path.name}")
        self.made.emit(path)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _made(conversion: Conversion, chosen: frozenset[int]) -> tuple[bytes, int]:
    """Return the new file, and the line, from 1, on which its transcript begins."""
    from cueline.io import parse_document

    data = conversion.written(chosen)
    return data, parse_document(data, conversion.document.path.name).line_of_item(0)


def _conversion(document: Document, episode: Episode) -> Conversion:
    """Return the conversion of the file as it would be saved now."""
    from cueline.io.formats.conversion import conversion_of, other_form

    saved = document.verified(episode)
    return conversion_of(saved, other_form(saved))
