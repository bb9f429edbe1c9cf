"""The site of the open episode: where its folder begins. The disk is asked beside the window, before that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from cueline.gui.asking import Asking
from cueline.gui.workbench import Workbench

_LATER_MS = 300
"""How long the look waits, for what an opened episode needs at once comes first."""


class OwnSite(QObject):
    """Knows where the site of the open episode begins; looked for once that is opened, or saved elsewhere."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._session = bench.session
        self._disk = Asking(self)
        self._path: Path | None = None
        self._root: Path | None = None
        self._then: Callable[[Path], None] | None = None
        """What waits for the answer."""
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self._look)
        for moved in (self._session.loaded, self._session.saved, self._session.text_taken):
            moved.connect(self._note)

    @property
    def root(self) -> Path | None:
        """The folder of the site; None without an episode, and as long as the disk has not answered."""
        return self._root

    def ask(self, then: Callable[[Path | None], None]) -> None:
        """Hand the folder of the site to `then`, None without an episode: at once where it is known."""
        if self._path is None or self._root is not None:
            then(self._root)
        else:
            self._then = then
            if self._later.isActive():
                self._later.stop()
                self._look()

    def _note(self) -> None:
        document = self._session.document
        path = document.path if document is not None else None
        if path == self._path:
            return
        self._path, self._root, self._then = path, None, None
        self._disk.forget()
        if path is not None:
            self._later.start()
        else:
            self._later.stop()

    def _look(self) -> None:
        path = self._path
        if path is not None:
            self._disk.ask(lambda: _site_root(path), self._take)

    def _take(self, root: Path) -> None:
        then, self._root, self._then = self._then, root, None
        if then is not None:
            then(root)


def _site_root(path: Path) -> Path:
    from cueline.io.site.folder import site_root

    return site_root(path)
