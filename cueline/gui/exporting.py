"""What is made of the open file beside saving it: the corrected front matter, and facts to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.episode import Episode
from cueline.gui import dialogs, problems
from cueline.gui.background import Background, Job
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.io import Document


class Exporting(QObject):
    """Writes exports off the window's thread, and shows the properties of the file."""

    def __init__(self, bench: Workbench, background: Background) -> None:
        super().__init__(bench)
        self._bench = bench
        self._background = background

    def export(self) -> None:
        """Write the corrected front matter to a file that the user chooses."""
        from cueline.gui.export_dialog import ExportDialog

        document = self._bench.session.document
        if document is None:
            return
        self._bench.table.commit_typing()
        episode = self._bench.episode
        dialog = ExportDialog(self._bench.window)
        dialog.chosen.connect(lambda width, quotes: self._choose(document, episode, width, quotes))
        dialog.open()

    def show_properties(self) -> None:
        """Show what kind of file this is."""
        document = self._bench.session.document
        if document is not None:
            what, detail = problems.properties(document, self._bench.episode)
            dialogs.tell(self._bench.window, what, detail)

    def _choose(self, document: Document, episode: Episode, width: int, quotes: str) -> None:
        start = document.path
        dialogs.choose_target(
            self._bench.window,
            "Export the corrected front matter",
            start.with_name(f"{start.stem}.corrected{start.suffix}"),
            lambda path: self._export(document, episode, path, (width, quotes)),
        )

    def _export(
        self, document: Document, episode: Episode, path: Path, form: tuple[int, str]
    ) -> None:
        from cueline.io import atomic
        from cueline.io.formats import Options, export_to

        options = Options(document, *form)

        def write() -> Path:
            atomic.write(path, export_to("episode", episode, options).data)
            return path

        self._background.run(write, self._exported)

    def _exported(self, job: Job) -> None:
        from cueline.io import SaveError

        try:
            path = job.result()
        except (OSError, SaveError) as error:
            why = error.reason if isinstance(error, SaveError) else problems.reason(error)
            dialogs.tell(self._bench.window, "It could not be exported.", why)
        else:
            self._bench.said.emit(f"Exported to {path}")
