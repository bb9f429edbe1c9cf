"""Files and folders that were open before, and the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cueline.episode.visible import visible_name
from cueline.gui.store import Store
from cueline.media.on_disk import is_file, is_folder
from cueline.system_faults import in_words
from cueline.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from cueline.gui.asking import Asking
    from cueline.io import Document

_MOST = 12
_MOST_FOLDERS = 4
_LOOK_MS = 30


class Recent(QObject):
    """Remembers what was open, the newest first.

    Whether it is still there is asked beside the window: a disk that is far away may take its time.
    """

    open_requested = Signal(str)
    changed = Signal(list)  # [(title, path)]
    folders_changed = Signal(list)  # [(name, path)]
    said = Signal(str)

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._gone: frozenset[str] = frozenset()
        self._looking: _Looking | None = None
        self._later = QTimer(self, interval=_LOOK_MS)
        self._later.timeout.connect(self._take_off)
        self._menu: QMenu | None = None
        self._disk: Asking | None = None

    @property
    def menu(self) -> QMenu:
        """The menu of recent files; made when it is first asked for."""
        if self._menu is None:
            self._menu = QMenu(self._window)
            self._menu.aboutToShow.connect(self.fill)
            self._menu.aboutToShow.connect(self.look)
        return self._menu

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Title and path of each file that was there when it was looked for last, the newest first."""
        return self._there("files")

    @property
    def folders(self) -> list[tuple[str, str]]:
        """Name and path of each folder that was there when it was looked for last, the newest first."""
        return self._there("folders")

    def look(self) -> None:
        """Look what is still there, in a thread; what is gone is taken off the lists, and comes back when it does."""
        if self._looking is None:
            files = [path for _, path in self._kept("files")]
            folders = [path for _, path in self._kept("folders")]
            self._looking = _Looking(files, folders)
            self._looking.start()
            self._later.start()

    def note(self, document: Document) -> None:
        """Put a file at the top of the list."""
        if document.path is None:
            return
        path = str(document.path.absolute())
        title = document.episode.fields.get("title")
        self._gone -= {path}
        first = (title if isinstance(title, str) and title else document.name, path)
        rest = [entry for entry in self.entries if entry[1] != path]
        self._store.remember("recent", "files", entries=[first, *rest][:_MOST])
        self.changed.emit(self.entries)

    def note_folder(self, folder: Path) -> None:
        """Put a folder at the top of its list."""
        path = str(folder.absolute())
        self._gone -= {path}
        rest = [entry for entry in self.folders if entry[1] != path]
        entries = [(folder.name or path, path), *rest][:_MOST_FOLDERS]
        self._store.remember("recent", "folders", entries=entries)
        self.folders_changed.emit(self.folders)

    def fill(self) -> None:
        """Fill the menu anew."""
        self.menu.clear()
        for title, path in self.entries:
            action = self.menu.addAction(visible_name(title).replace("&", "&&"))
            action.setToolTip(plain_tip(path))
            action.triggered.connect(lambda _=False, path=path: self.open_requested.emit(path))

    def open_sample(self) -> None:
        """Open a copy of the sample episode, with its sound."""
        from cueline.gui.asking import Asking

        def go_on(copied: Path | OSError) -> None:
            if isinstance(copied, OSError):
                self.said.emit(f"The sample could not be copied: {in_words(copied)}")
            else:
                self.open_requested.emit(str(copied))

        if self._disk is None:
            self._disk = Asking(self)
        self._disk.ask(_copied_sample, go_on)

    def _take_off(self) -> None:
        """Take off the lists what is gone, once that is known."""
        if self._looking is None or self._looking.is_alive():
            return
        gone, self._looking = self._looking.gone, None
        self._later.stop()
        if gone != self._gone:
            self._gone = gone
            self.changed.emit(self.entries)
            self.folders_changed.emit(self.folders)
            if self._menu is not None and self._menu.isVisible():
                self.fill()

    def _there(self, kind: str) -> list[tuple[str, str]]:
        return [(name, path) for name, path in self._kept(kind) if path not in self._gone]

    def _kept(self, kind: str) -> list[tuple[str, str]]:
        kept = self._store.recall("recent", kind).get("entries")
        entries = kept if isinstance(kept, list) else []
        return [(str(e[0]), str(e[1])) for e in entries if isinstance(e, list) and len(e) == 2]


def _copied_sample() -> Path | OSError:
    from cueline.resources.sample import copy_sample

    try:
        return copy_sample()
    except OSError as error:
        return error


class _Looking(Thread):
    """Looks what is gone. It knows nothing of the window, which may be closed while a disk hangs.

    Nobody waits for it at the end of the program, where such a disk would keep it; so it tells nobody.
    """

    def __init__(self, files: Sequence[str], folders: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self._files, self._folders = files, folders
        self.gone: frozenset[str] = frozenset()

    def run(self) -> None:
        """Do it, in the thread."""
        gone = [path for path in self._files if not is_file(path)]
        gone += [path for path in self._folders if not is_folder(path)]
        self.gone = frozenset(gone)
