"""Files and folders that were open before, and the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cueline.episode.visible import visible_name
from cueline.gui.store import Store
from cueline.media.on_disk import is_file, is_folder
from cueline.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from cueline.io import Document

_MOST = 12
_MOST_FOLDERS = 4


class Recent(QObject):
    """Remembers what was open, the newest first."""

    open_requested = Signal(str)
    changed = Signal(list)  # [(title, path)]
    folders_changed = Signal(list)  # [(name, path)]
    said = Signal(str)

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self.fill)

    @property
    def menu(self) -> QMenu:
        """The menu of recent files."""
        return self._menu

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Title and path of each file that still exists, the newest first."""
        return [(title, path) for title, path in self._kept("files") if is_file(path)]

    @property
    def folders(self) -> list[tuple[str, str]]:
        """Name and path of each folder that still exists, the newest first."""
        return [(name, path) for name, path in self._kept("folders") if is_folder(path)]

    def note(self, document: Document) -> None:
        """Put a file at the top of the list."""
        if document.path is None:
            return
        path = str(document.path.absolute())
        title = document.episode.fields.get("title")
        first = (title if isinstance(title, str) and title else document.name, path)
        rest = [entry for entry in self.entries if entry[1] != path]
        self._store.remember("recent", "files", entries=[first, *rest][:_MOST])
        self.changed.emit(self.entries)

    def note_folder(self, folder: Path) -> None:
        """Put a folder at the top of its list."""
        path = str(folder.absolute())
        rest = [entry for entry in self.folders if entry[1] != path]
        entries = [(folder.name or path, path), *rest][:_MOST_FOLDERS]
        self._store.remember("recent", "folders", entries=entries)
        self.folders_changed.emit(self.folders)

    def fill(self) -> None:
        """Fill the menu anew."""
        self._menu.clear()
        for title, path in self.entries:
            action = self._menu.addAction(visible_name(title).replace("&", "&&"))
            action.setToolTip(plain_tip(path))
            action.triggered.connect(lambda _=False, path=path: self.open_requested.emit(path))

    def open_sample(self) -> None:
        """Open a copy of the sample episode, with its sound."""
        from cueline.resources.sample import copy_sample

        try:
            self.open_requested.emit(str(copy_sample()))
        except OSError as error:
            self.said.emit(f"The sample could not be copied: {error.strerror}")

    def _kept(self, kind: str) -> list[tuple[str, str]]:
        kept = self._store.recall("recent", kind).get("entries")
        entries = kept if isinstance(kept, list) else []
        return [(str(e[0]), str(e[1])) for e in entries if isinstance(e, list) and len(e) == 2]
