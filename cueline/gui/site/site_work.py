"""What is done with a site beside the window: its episodes are checked, and looked through, each in a thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cueline.gui.background import Background, Job
from cueline.gui.store import Store
from cueline.media.on_disk import is_folder

if TYPE_CHECKING:
    from cueline.episode.catalogue import EpisodeEntry
    from cueline.io.site.index import Refreshed, SiteIndex

_FIRST_TELL_MS = 250
_TELL_MS = 100


class SiteWork(QObject):
    """One site. What is found comes as signals in the window's thread; a newer search stops the one before."""

    known = Signal(list)
    """The episodes that are known from before, or after a check: list[EpisodeEntry]."""
    progressed = Signal(int, int, list)
    """How many of how many files are checked, and the episodes that were read since."""
    checked = Signal(object)  # Refreshed
    stopped = Signal(int, int)
    found = Signal(str, object)  # query, Found
    failed = Signal(str)

    def __init__(self, root: Path, cache: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self.root = root
        self.entries: list[EpisodeEntry] = []
        """The episodes as they are known now."""
        self.there = True
        """Whether the folder was there when it was looked through last."""
        self._cache = cache
        self._made: SiteIndex | None = None
        self._making = Lock()
        self._reading, self._searching = Background(self), Background(self)
        self._checking: Job | None = None
        self._search: object = None
        self._closed = False
        self._cancelled = False
        self._news: deque[EpisodeEntry] = deque()
        self._done = (0, 0)
        self._saved: list[Path] = []
        self._together = QTimer(self, interval=0, singleShot=True)
        self._together.timeout.connect(self._read_saved)
        self._tell = QTimer(self)
        self._tell.timeout.connect(self._tell_progress)

    @property
    def checking(self) -> bool:
        """Whether a check is under way."""
        return self._checking is not None

    def look_up(self) -> None:
        """Tell which episodes are known from before."""
        self._run(self._entries, self._know)

    def check(self) -> None:
        """Read what has changed, and tell how far that is; nothing while it is being done already."""
        if self._checking is not None or self._closed:
            return
        self._cancelled, self._done = False, (0, 0)
        self._checking = self._reading.run(self._refreshed, self._checked)
        self._tell.start(_FIRST_TELL_MS)

    def cancel(self) -> None:
        """Stop checking; what was checked stays."""
        self._cancelled = True

    def search(self, query: str) -> None:
        """Look for `query`; what is still being looked for is given up. "" looks for nothing."""
        own = self._search = object()
        if not query or self._closed:
            return

        def stop() -> bool:
            return self._search is not own

        def tell(job: Job) -> None:
            if self._search is own and not self._closed:
                self._tell_found(query, job)

        self._searching.run(
            lambda: None if stop() else self._index().search(query, stop=stop), tell
        )

    def note_saved(self, path: Path) -> None:
        """Read a file anew, for it was saved; several that were saved together are told of together."""
        self._saved.append(path)
        self._together.start()

    def close(self) -> None:
        """Stop everything; nothing is told any more."""
        self._closed = self._cancelled = True
        self._search = object()
        self._tell.stop()
        self._reading.run(self._close_index, _nothing)
        for beside in (self._reading, self._searching):
            beside.finish()

    # In the other threads.

    def _index(self) -> SiteIndex:
        with self._making:
            if self._made is None:
                from cueline.io.site.index import SiteIndex

                self._made = SiteIndex(self.root, self._cache)
            return self._made

    def _refreshed(self) -> tuple[Refreshed, list[EpisodeEntry]]:
        refreshed = self._index().refresh(self._note_progress)
        self.there = is_folder(self.root)
        return refreshed, self._entries()

    def _entries(self) -> list[EpisodeEntry]:
        entries = self._index().entries()
        for entry in entries:
            str(entry.path)  # a path keeps its text; with thousands that takes a while
        return entries

    def _note_progress(self, done: int, total: int, entry: EpisodeEntry | None) -> bool:
        if entry is not None:
            self._news.append(entry)
        self._done = (done, total)
        return not self._cancelled

    def _refreshed_some(self, paths: list[Path]) -> list[EpisodeEntry]:
        for path in paths:
            self._index().refresh_one(path)
        return self._entries()

    def _close_index(self) -> None:
        if self._made is not None:
            self._made.close()

    # In the window's thread.

    def _run(
        self, work: Callable[[], list[EpisodeEntry]], then: Callable[[list[EpisodeEntry]], None]
    ) -> None:
        def tell(job: Job) -> None:
            if not self._closed:
                try:
                    then(job.result())
                except OSError as error:
                    self.failed.emit(str(error))

        if not self._closed:
            self._reading.run(work, tell)

    def _read_saved(self) -> None:
        saved, self._saved = list(dict.fromkeys(self._saved)), []
        self._run(lambda: self._refreshed_some(saved), self._know)

    def _know(self, entries: list[EpisodeEntry]) -> None:
        self.entries = entries
        self.known.emit(entries)

    def _tell_progress(self) -> None:
        self._tell.setInterval(_TELL_MS)
        news = [self._news.popleft() for _ in range(len(self._news))]
        self.progressed.emit(*self._done, news)

    def _checked(self, job: Job) -> None:
        self._tell.stop()
        self._checking = None
        if self._closed:
            return
        try:
            refreshed, entries = job.result()
        except OSError as error:
            self.failed.emit(str(error))
            return
        self._news.clear()
        self._know(entries)
        if self._cancelled:
            self.stopped.emit(*self._done)
        else:
            self.checked.emit(refreshed)

    def _tell_found(self, query: str, job: Job) -> None:
        try:
            result = job.result()
        except OSError as error:
            self.failed.emit(str(error))
            return
        if result is not None:
            self.found.emit(query, result)


class SiteWorks(QObject):
    """The sites that this window has to do with; each is opened once."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._works: dict[Path, SiteWork] = {}

    def of(self, root: Path) -> SiteWork:
        """Return the work on a site."""
        root = root.absolute()
        if root not in self._works:
            self._works[root] = SiteWork(root, self._store.folder, self)
        return self._works[root]

    def note_saved(self, path: Path) -> None:
        """Have a file that was saved read anew in the sites that it belongs to."""
        for work in self._works.values():
            if path.absolute().is_relative_to(work.root):
                work.note_saved(path)

    def close(self) -> None:
        """Stop everything that is done for a site."""
        for work in self._works.values():
            work.close()


def _nothing(_: Job) -> None:
    return
