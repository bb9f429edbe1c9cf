"""What other programs wrote, taken into the open episode: read, its voices named, and proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.episode import EditError, Episode, Header, Line
from cueline.episode.voices import names_in
from cueline.gui.background import Background, Job
from cueline.gui.editing.proposals import Proposals
from cueline.gui.sound.listening import Listening
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.proposals import Proposal
    from cueline.gui.exchange.import_reading import ImportReading
    from cueline.io.formats import Label
    from cueline.widgets.proposals.import_dialog import ImportDialog

LABEL = "import"


@dataclass(frozen=True)
class Wanted:
    """What is to be imported: the items or the labels of a source of that name."""

    name: str
    items: tuple[Header | Line, ...]
    labels: tuple[Label, ...]
    exact: bool


class Importing(QObject):
    """Imports into the open episode; where none is open, `new_requested` asks to begin one with the file.

    Text that was pasted or typed is there again when the window is opened once more.
    """

    new_requested = Signal(object)  # Path | None

    def __init__(
        self,
        bench: Workbench,
        background: Background,
        proposals: Proposals,
        listening: Listening,
    ) -> None:
        super().__init__(bench)
        self._bench, self._background = bench, background
        self._proposals, self._listening = proposals, listening
        self._job: Job | None = None
        self._kept: tuple[Path | None, str] = (None, "")

    def show(self) -> None:
        """Ask what is to be imported: a file, or text that is pasted."""
        self.take(None)

    def take(self, path: Path | None) -> None:
        """Ask about the import of a file; None: of one that is still to be chosen."""
        session = self._bench.session
        if session.document is None:
            self.new_requested.emit(path)
        elif not session.editable:
            self._bench.said.emit("This file can only be looked at.")
        elif self._bench.commit_open():
            self._ask(path)

    def _ask(self, path: Path | None) -> None:
        from cueline.gui.exchange.import_reading import ImportReading
        from cueline.io.formats.full_names import speaker_names
        from cueline.widgets.proposals.import_dialog import ImportDialog

        document = self._bench.session.document
        if document is None:
            return
        dialog = ImportDialog(self._bench.window)
        reading = ImportReading(
            dialog.source, self._background, self._listening, document.path.parent, dialog
        )
        episode, fractions = self._bench.episode, not self._bench.episode.clock.precision
        reading.know(names_in(episode), fractions=fractions)
        self._background.run(lambda: speaker_names(episode, document.path), reading.offer)
        reading.changed.connect(lambda: dialog.set_ready(reading.found is not None))
        dialog.go_on_requested.connect(lambda: self._make(dialog, reading))
        dialog.finished.connect(reading.hush)
        dialog.finished.connect(lambda: self._end(document.path, dialog.source.text))
        dialog.open()
        kept_for, text = self._kept
        if path is not None:
            reading.read_file(path)
        elif kept_for == document.path and text:
            dialog.source.put_text(text)

    def _make(self, dialog: ImportDialog, reading: ImportReading) -> None:
        """Make the proposal in the background: a long text takes a while to be compared."""
        found, episode = reading.found, self._bench.episode
        if found is None:
            return
        wanted = Wanted(reading.name, reading.items, found.imported.labels, dialog.source.exact)
        dialog.set_ready(False)
        dialog.source.show_reading(True)
        self._job = self._background.run(
            lambda: proposal_of(episode, wanted), lambda job: self._propose(dialog, episode, job)
        )

    def _propose(self, dialog: ImportDialog, episode: Episode, job: Job) -> None:
        self._job = None
        dialog.source.show_reading(False)
        try:
            proposal, notices = job.result()
        except EditError as error:
            dialog.source.show_found(str(error), ())
            dialog.set_ready(True)
            return
        dialog.accept()
        self._proposals.propose(
            Edit("file.import", "import", LABEL),
            _same(episode, proposal),
            "\n".join(notices),
            "All of it is in the episode already.",
        )

    def _end(self, path: Path, text: str) -> None:
        self._kept = path, text
        if self._job is not None:
            self._job.cancel()
            self._job = None


def proposal_of(episode: Episode, wanted: Wanted) -> tuple[Proposal, tuple[str, ...]]:
    """Return what an import would change, and what is to be said about it; EditError where there is nothing in it.

    Labels give their times to lines that are there; where they do not fit, they are lines of their own.
    """
    from cueline.episode.import_proposals import propose_import
    from cueline.io.formats.label_proposal import propose_times

    notices: tuple[str, ...] = ()
    if wanted.labels and any(isinstance(item, Line) for item in episode.items):
        try:
            return propose_times(episode, wanted.labels, LABEL)
        except EditError as error:
            if not wanted.items:
                raise
            notices = (str(error), "So the labels are shown as lines of their own.")
    if not wanted.items:
        raise EditError(
            "There is no text in these labels: they can only give times to lines that are there."
        )
    if episode.items:
        notices = (*notices, "Nothing that is here goes away unless you tick it.")
    return propose_import(episode, wanted.items, LABEL, exact=wanted.exact), notices


def _same(episode: Episode, proposal: Proposal) -> Callable[[Episode], Proposal]:
    def make(now: Episode) -> Proposal:
        if now is not episode:
            raise EditError("The episode was changed meanwhile. Import once more.")
        return proposal

    return make
