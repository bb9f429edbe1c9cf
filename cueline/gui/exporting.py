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
        document = self._bench.session.document
        if document is None:
            return
        self._bench.table.commit_typing()
        start = document.path
        episode = self._bench.episode
        dialogs.choose_target(
            self._bench.window,
            "Export the corrected front matter",
            start.with_name(f"{start.stem}.corrected{start.suffix}"),
            lambda path: self._export(document, episode, path),
        )

    def show_properties(self) -> None:
        """Show what kind of file this is."""
        document = self._bench.session.document
        if document is not None:
            what, detail = problems.properties(document, self._bench.episode)
            dialogs.tell(self._bench.window, what, detail)

    def _export(self, document: Document, episode: Episode, path: Path) -> None:
        from cueline.io.formats import FORMATS, Options

        options = Options()

        def write() -> Path:
            text = FORMATS["episode"].export(document, episode, options.width, options.quotes)
            path.write_text(text, encoding="utf-8", newline="")
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
