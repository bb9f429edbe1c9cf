"""The one box at work, wherever it stands: what it finds is opened, with the caret in the text at the hit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.episode import Episode, Other
from cueline.gui.files.recent import Recent
from cueline.gui.site.site_work import SiteWork, SiteWorks
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.catalogue import Place
    from cueline.io import Document
    from cueline.io.site.index import Found
    from cueline.widgets.site.search_dialog import SearchDialog

NO_FOLDER = "Open your site’s folder first: it is where the box looks."


class Anywhere(QObject):
    """Looks through a site from the start page, and from an open episode in a box over the window."""

    open_requested = Signal(object)  # Path
    same_shown = Signal()
    """The file of a place is open already: it is to be seen."""

    def __init__(self, bench: Workbench, panes: Panes, works: SiteWorks, recent: Recent) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._works, self._recent = bench, panes, works, recent
        self._start = panes.start_page
        self._dialog: SearchDialog | None = None
        self._heard: set[SiteWork] = set()
        self._checked: set[SiteWork] = set()
        self._wanted: tuple[Path, Callable[[], None]] | None = None
        """The file that is being opened, and what is done when it is."""
        self.take_text: Callable[[], None] = _does_nothing
        """How the text of the current row is opened; set by what does it."""

    # From the start page.

    def search_last(self, query: str) -> None:
        """Look for what stands in the box of the start page, in the folder that was open last."""
        work = self._last()
        if work is not None:
            work.search(query)
            if (
                work not in self._checked
            ):  # what is known from before is there at once; the rest comes to it
                self._checked.add(work)
                work.check()

    def _last(self) -> SiteWork | None:
        folders = self._recent.folders
        return self._hear(self._works.of(Path(folders[0][1]))) if folders else None

    # Over the window.

    def find(self) -> None:
        """Put the keyboard into the box that is shown, else open one over the window, with the marked text in it."""
        page = self._panes.folder_page
        if page is not None and self._panes.shows_folder:
            page.box.begin_with("")
        elif self._start.isVisible() and self._start.box.isVisible():
            self._start.box.begin_with("")
        else:
            self._bench.table.commit_typing()
            self._show(self._bench.marked_text)

    def _show(self, marked: str) -> None:
        """Open the box over the window, for the site of the open episode; `marked` is looked for at once."""
        work = self._site()
        if work is None:
            self._bench.said.emit(NO_FOLDER)
            return
        from cueline.widgets.site.search_dialog import SearchDialog

        dialog = self._dialog = SearchDialog(work.root.name, self._bench.window)
        dialog.setModal(True)
        dialog.search_changed.connect(work.search)
        dialog.place_requested.connect(self.go)
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        if not work.entries:
            dialog.say("Reading the folder…")
            work.check()
        dialog.open()
        dialog.begin_with(marked)

    def _site(self) -> SiteWork | None:
        from cueline.io.site.folder import site_root

        document = self._bench.session.document
        path = document.path if document is not None else None
        if path is None:
            return self._last()
        folders = (Path(folder) for _, folder in self._recent.folders)
        above = (folder for folder in folders if path.absolute().is_relative_to(folder))
        return self._hear(self._works.of(next(above, None) or site_root(path)))

    def _forget(self) -> None:
        self._dialog = None

    # What was found.

    def _hear(self, work: SiteWork) -> SiteWork:
        if work not in self._heard:
            self._heard.add(work)
            work.found.connect(self._show_found)
            work.progressed.connect(self._tell_progress)
            work.known.connect(self._look_again)
            work.failed.connect(self._tell_failed)
        return work

    def _show_found(self, query: str, found: Found) -> None:
        self._start.show_found(query, found.places, found.total)
        if self._dialog is not None:
            self._dialog.show_found(query, found.places, found.total)

    def _tell_progress(self, done: int, total: int, _: object) -> None:
        if self._dialog is not None and total:
            self._dialog.say(f"Reading the folder: {done:,} of {total:,}…")

    def _look_again(self) -> None:
        self._start.search_again()
        if self._dialog is not None:
            self._dialog.say("")
            self._dialog.box.tell_again()

    def _tell_failed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.say(text)

    # Going there.

    def go(self, place: Place) -> None:
        """Open the file of a place, after asking about unsaved changes, and go to the place."""
        self.open_and(place.path, lambda: self._go_to(place))

    def open_and(self, path: Path, then: Callable[[], None]) -> None:
        """Open a file, unless it is open; then do what is wanted there."""
        from cueline.io.atomic import is_same_file

        document = self._bench.session.document
        open_now = [file.path for file in document.files] if document is not None else []
        if any(is_same_file(path, one) for one in open_now):
            self.same_shown.emit()
            then()
        else:
            self._wanted = (path.absolute(), then)
            self.open_requested.emit(path)

    def note_opened(self, document: Document) -> None:
        """Go on with what was wanted of a file, now that it is open."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and any(file.path == wanted[0] for file in document.files):
            wanted[1]()

    def note_not_opened(self) -> None:
        """Forget what was wanted: the file is not opened."""
        self._wanted = None

    def _go_to(self, place: Place) -> None:
        if not self._bench.session.editable or place.index is None:
            return
        found = found_again(self._bench.episode, place)
        if found is None:
            self._bench.said.emit("These words are no longer there. This is where they were.")
        index, offset, length = found or (place.index, 0, 0)
        index = min(index, len(self._bench.episode.items) - 1)
        if index < 0 or not self._bench.commit_open():
            return
        self._bench.table.close_cell()
        self._bench.table.go_to(index)
        self._bench.table.setFocus()
        self._bench.found = (index, offset, length)
        self.take_text()


def found_again(episode: Episode, place: Place) -> tuple[int, int, int] | None:
    """Return item, offset and length of a place, as near as its words stand to where they were; None if nowhere.

    The file may be another one than when it was looked through, or have changes that are not saved.
    """
    if place.index is None:
        return None
    if not place.hit or place.kind != "phrase":
        return (place.index, place.offset, 0) if place.index < len(episode.items) else None
    words = re.compile(r"\s+".join(map(re.escape, place.hit.split())), re.IGNORECASE)
    hits = [
        (index, match.start(), match.end() - match.start())
        for index, item in enumerate(episode.items)
        if not isinstance(item, Other)
        for match in words.finditer(item.text)
    ]
    wanted = place.index, place.offset
    return min(
        hits,
        key=lambda hit: (abs(hit[0] - wanted[0]), abs(hit[1] - wanted[1])),
        default=None,
    )


def _does_nothing() -> None:
    return
