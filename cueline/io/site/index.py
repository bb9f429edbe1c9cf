"""All that is known of a site's episodes, kept between runs: listed at once, searched, brought up to date.

What reads and checks files is imported when a file is to be read: whoever only looks for something need not wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from cueline.episode.catalogue import EpisodeEntry
from cueline.io.site.rows import Rows, newest_first
from cueline.io.site.search import Found, never, search
from cueline.io.site.store import Store, drop_old_stores, store_file

OnProgress = Callable[[int, int, EpisodeEntry | None], bool]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a look at the folder.

    `read`, `unchanged`, `gone`: how many episodes. `skipped`: how many other files, by why they are none. `fault`: what
    is wrong with `cueline.toml`, with line and key, "" if nothing; nothing is checked then. `stopped`: before the end.
    """

    read: int = 0
    unchanged: int = 0
    gone: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict[str, int])
    fault: str = ""
    stopped: bool = False


class SiteIndex:
    """The episodes of the folder `root`; what is known of them is kept in a file below `cache`.

    `cache` None: it is kept in memory only. Usable from any thread. A file that is lost, damaged or cannot be written
    costs a look at all episodes and nothing else.
    """

    def __init__(self, root: Path, cache: Path | None) -> None:
        self.root = Path(os.path.abspath(root))  # noqa: PTH100, a link stays where it is
        self._cache = cache
        self._store = Store(None if cache is None else store_file(cache, self.root))
        self._rows = Rows(self._store, self.root)
        self._refreshing = Lock()

    def entries(self) -> list[EpisodeEntry]:
        """Return what is known by now, the newest episode first; before the first `refresh` from the last run."""
        return sorted(self._rows.entries(), key=newest_first)

    def refresh(self, on_progress: OnProgress, workers: int | None = None) -> Refreshed:
        """Look at the folder; read and check what is new or changed, on all cores, or with so many `workers`.

        `on_progress(done, total, entry)` is told of each file that was read, with its entry if it is an episode; it
        returns False to stop. What was read until then is kept.
        """
        with self._refreshing:
            generation = self._store.generation
            done = self._refresh(on_progress, workers)
            if generation != self._store.generation and not done.stopped:
                done = self._refresh(on_progress, workers)  # all was lost meanwhile
            if self._cache is not None:
                drop_old_stores(self._cache, store_file(self._cache, self.root))
            return done

    def refresh_one(self, path: Path) -> EpisodeEntry | None:
        """Read and check one file anew, such as after it was saved; return its entry, None if it has none.

        A file that is not below the folder, or gone, is no longer known afterwards.
        """
        from cueline.io.checking.settings_file import SettingsError
        from cueline.io.site.folder import SiteMarks
        from cueline.io.site.reading import read_file
        from cueline.io.site.site import Sites

        place = self._rows.place(path)
        if place is None:
            return None
        try:
            site = Sites().of(place)
        except SettingsError:
            site = None
        reading = read_file(place, site)
        self._rows.forget(place)
        self._rows.keep([(reading, SiteMarks().of(place))])
        return reading.entry

    def forget(self, path: Path) -> None:
        """Drop what is known of a file, and of the episode that it is a part of."""
        place = self._rows.place(path)
        if place is not None:
            self._rows.forget(place)

    def search(self, query: str, limit: int = 200, stop: Callable[[], bool] = never) -> Found:
        """Find a phrase, guest, title, page or film; at most `limit` places. `stop` is asked while it looks."""
        return search(self._rows, query, limit, stop)

    def close(self) -> None:
        """Let go of the file. A `refresh` that runs ends soon."""
        self._store.close()

    def _refresh(self, on_progress: OnProgress, workers: int | None) -> Refreshed:
        from cueline.io.site.changes import Changes
        from cueline.io.site.folder import SiteMarks

        marks = SiteMarks()
        changes = Changes(self._rows, marks)
        unchanged = changes.look()
        read, stopped = changes.read(on_progress, workers)
        skipped = self._rows.skipped()
        return Refreshed(read, unchanged, changes.gone, skipped, marks.fault, stopped)
