"""The one box at work, wherever it stands: what it finds is opened, with the caret in the text at the hit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui.asking import Asking
from cueline.gui.files.recent import Recent
from cueline.gui.site.own_site import OwnSite
from cueline.gui.site.site_work import SiteWork, SiteWorks
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.episode.catalogue import Place
    from cueline.io import Document, DocumentError
    from cueline.io.site.index import Found
    from cueline.widgets.site.search_dialog import SearchDialog

NO_FOLDER = "Open your site’s folder first: it is where the box looks."


class Anywhere(QObject):
    """Looks through a site from the start page, and from an open episode in a box over the window."""

    open_requested = Signal(object)  # Path
    same_shown = Signal()
    """The file of a place is open already: it is to be seen."""

    def __init__(
        self, bench: Workbench, panes: Panes, works: SiteWorks, own: OwnSite, recent: Recent
    ) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._works, self._recent = bench, panes, works, recent
        self._own = own
        self._start = panes.start_page
        self._disk = Asking(self)
        self._dialog: SearchDialog | None = None
        self._heard: set[SiteWork] = set()
        self._checked: set[SiteWork] = set()
        self._wanted: tuple[Path, Callable[[], None]] | None = None
        """The file that is being opened, and what is done when it is."""
        self._place: Place | None = None
        """Where to go in the file that is being opened, if it cannot be read as an episode."""
        self.take_text: Callable[[], None] = _does_nothing
        """How the text of the current row is opened; set by what does it."""
        self.go_in_text: Callable[[Place], bool] = _is_not_shown
        """How the words of a place are shown in a text that is no transcript, if it is open; set by what shows it."""

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
            marked = self._bench.marked_text
            self._own.ask(lambda root: self._show(self._site(root), marked))

    def _show(self, work: SiteWork | None, marked: str) -> None:
        """Open the box over the window, for the site of the open episode; `marked` is looked for at once."""
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

    def _site(self, root: Path | None) -> SiteWork | None:
        """Return the work on a folder that was open before and the episode is below, else on its site at `root`."""
        document = self._bench.session.document
        if document is None or root is None:
            return self._last()
        path = document.path.absolute()
        folders = (Path(folder) for _, folder in self._recent.folders)
        above = (folder for folder in folders if path.is_relative_to(folder))
        return self._hear(self._works.of(next(above, None) or root))

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
        if place.line is not None and self.go_in_text(place):
            self.same_shown.emit()
            return
        self._open_and(place.path, lambda: self._go_to(place), place)

    def open_and(self, path: Path, then: Callable[[], None]) -> None:
        """Open a file, unless it is open; then do what is wanted there."""
        self._open_and(path, then, None)

    def _open_and(self, path: Path, then: Callable[[], None], place: Place | None) -> None:
        document, target = self._bench.session.document, path.absolute()

        def go_on(same: bool) -> None:
            if same and self._bench.session.document is document:
                self.same_shown.emit()
                then()
            else:
                self._wanted, self._place = (target, then), place
                self.open_requested.emit(path)

        open_now = [file.path for file in document.files] if document is not None else []
        if not open_now or target in open_now:
            go_on(bool(open_now))
        else:
            self._disk.ask(lambda: _is_one_of(target, open_now), go_on)

    def note_opened(self, document: Document) -> None:
        """Go on with what was wanted of a file, now that it is open."""
        wanted, self._wanted, self._place = self._wanted, None, None
        if wanted is not None and any(file.path == wanted[0] for file in document.files):
            wanted[1]()

    def note_unreadable(self, error: DocumentError) -> None:
        """Go to the place that was wanted in a file whose text alone can be shown."""
        place = self._place
        self.note_not_opened()
        if place is not None and place.line is not None and error.text is not None:
            self.go_in_text(place)

    def note_not_opened(self) -> None:
        """Forget what was wanted: the file is not opened."""
        self._wanted = self._place = None

    def _go_to(self, place: Place) -> None:
        if not self._bench.session.editable or (place.index is None and place.line is None):
            return
        from cueline.gui.site.places import found_again

        found = found_again(self._bench.episode, place)
        if found is None:
            self._bench.said.emit("These words are no longer there. This is where they were.")
        index, offset, length = found or (place.index or 0, 0, 0)
        index = min(index, len(self._bench.episode.items) - 1)
        if index < 0 or not self._bench.commit_open():
            return
        self._bench.table.close_cell()
        self._bench.table.go_to(index)
        self._bench.table.setFocus()
        self._bench.found = (index, offset, length)
        self.take_text()


def _is_one_of(path: Path, others: Sequence[Path]) -> bool:
    from cueline.io.saving.atomic import is_one_of

    return is_one_of(path, others)


def _does_nothing() -> None:
    return


def _is_not_shown(_: Place) -> bool:
    return False
