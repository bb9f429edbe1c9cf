"""What comes into the window beside files that are opened: imports, new episodes, dropped files, first lines."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cueline.gui.background import Background
from cueline.gui.editing.proposals import Proposals
from cueline.gui.exchange.dropping import Dropping
from cueline.gui.exchange.importing import Importing
from cueline.gui.exchange.new_episode import NewEpisodes
from cueline.gui.sound.listening import Listening
from cueline.gui.store import Store
from cueline.gui.workbench import Workbench
from cueline.widgets.lines.empty_lines import EmptyLines


class Arrivals(QObject):
    """Sends each thing that comes to where it belongs."""

    open_requested = Signal(object)  # Path
    first_line_requested = Signal()

    def __init__(
        self,
        bench: Workbench,
        background: Background,
        proposals: Proposals,
        listening: Listening,
        store: Store,
    ) -> None:
        super().__init__(bench)
        self._importing = Importing(bench, background, proposals, listening)
        self._new = NewEpisodes(bench, background, store)
        self._dropping = Dropping(bench.window)
        empty = EmptyLines(bench.table)
        bench.session.loaded.connect(empty.follow)
        empty.first_line_requested.connect(self.first_line_requested)
        empty.import_requested.connect(self._importing.show)
        self._importing.new_requested.connect(self._new.take)
        self._new.made.connect(self.open_requested)
        self._dropping.open_requested.connect(self.open_requested)
        self._dropping.import_requested.connect(self._importing.take)

    def import_text(self) -> None:
        """Import into the open episode, or begin a new one with what is imported."""
        self._importing.show()

    def begin_episode(self) -> None:
        """Begin a new episode."""
        self._new.show()

    def take(self, path: Path | str) -> None:
        """Import a file, or open it, as its name tells."""
        self._dropping.take(path)
