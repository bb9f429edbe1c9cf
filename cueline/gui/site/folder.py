"""A site's folder: opened, shown as a page, checked beside the window, and kept true when an episode is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cueline.gui import dialogs
from cueline.gui.asking import Asking
from cueline.gui.files.problems import counted
from cueline.gui.files.recent import Recent
from cueline.gui.site.own_site import OwnSite
from cueline.gui.site.site_work import SiteWork, SiteWorks
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench
from cueline.media.on_disk import is_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cueline.episode.catalogue import EpisodeEntry
    from cueline.gui.actions.keys import KeySet
    from cueline.io import DocumentError
    from cueline.io.site.index import Found, Refreshed
    from cueline.widgets.site.folder_page import FolderPage

_LOOK_AGAIN = 2.0
"""After how many seconds of a check what stands in the box is looked for anew, in what was read since."""


class Folder(QObject):
    """Shows the episodes of one folder at a time; `work` is what is done for it."""

    open_requested = Signal(object)  # Path
    problems_requested = Signal(object)  # Path
    place_requested = Signal(object)  # Place

    def __init__(
        self, bench: Workbench, panes: Panes, works: SiteWorks, own: OwnSite, recent: Recent
    ) -> None:
        super().__init__(bench)
        self._bench, self._panes, self._works, self._recent = bench, panes, works, recent
        self._own = own
        self._work: SiteWork | None = None
        self._disk = Asking(self)
        self._heard: set[SiteWork] = set()
        self._looked = 0.0
        self._keys: dict[str, str] = {}

    @property
    def root(self) -> Path | None:
        """The folder that is open; None without one."""
        return None if self._work is None else self._work.root

    @property
    def name(self) -> str:
        """The folder's name while its page is shown, else ""."""
        return self._work.root.name if self._work is not None and self._panes.shows_folder else ""

    def choose(self) -> None:
        """Let the user choose a folder, and open it."""
        dialogs.choose_folder(
            self._bench.window, "Open your site’s folder", self._likely(), self.open
        )

    def open(self, path: Path | str) -> None:
        """Show the episodes below a folder: those known from before at once, the others as they are read."""
        root = Path(path).absolute()

        def take(there: bool) -> None:
            if not there:
                self._tell(
                    f"The folder {root} is not there. Was it moved, or is its disk not connected?"
                )
                return
            self._recent.note_folder(root)
            if self._work is None or self._work.root != root:
                self._use(self._works.of(root))
            self._show()

        self._disk.ask(lambda: is_folder(root), take)

    def show(self) -> None:
        """Show the page of the folder: of the one that is open, else of the episode's site, else of the last."""
        if self._work is not None:
            self._show()
        else:
            self._own.ask(self._show_own)

    def _show_own(self, root: Path | None) -> None:
        recent = self._recent.folders
        if root is None and not recent:
            self.choose()
        else:
            self.open(root if root is not None else recent[0][1])

    def set_keys(self, keys: KeySet) -> None:
        """Name the keys of another key set in the tool tips."""
        names = ("file.open_folder", "file.open", "file.open_sample", "file.new", "search.anywhere")
        self._keys = {name: keys.shown(name) for name in names}
        self._panes.start_page.set_keys([self._keys[name] for name in names])
        if self._panes.folder_page is not None:
            self._show_keys(self._panes.folder_page)

    def leave(self) -> None:
        """Go back to what was shown before the page."""
        self._disk.forget()
        self._panes.leave_folder()

    def ask_work(self, then: Callable[[SiteWork | None], None]) -> None:
        """Hand `then` what is done for the folder that is open, else for the open episode's site; None without either.

        That is known at once, or when the disk has told where the site begins.
        """
        if self._work is not None:
            then(self._work)
        else:
            self._own.ask(lambda root: then(None if root is None else self._works.of(root)))

    def note_unreadable(self, error: DocumentError) -> None:
        """Show the folder again that a file came from, if nothing of the file can be shown."""
        if error.text is None and self._work is not None:
            self._show()

    def note_closed(self) -> None:
        """Show the folder again that an episode came from, now that it is closed; if it is gone, its check says so."""
        if self._work is not None:
            self._show()

    def _likely(self) -> Path:
        recent = self._recent.folders
        root = self.root or self._own.root or (Path(recent[0][1]) if recent else None)
        return root or Path.home()

    # The page.

    def _use(self, work: SiteWork) -> None:
        if self._work is not None:
            self._work.cancel()
        self._work = work
        self._hear(work)
        page = self._page()
        page.show_empty("")
        page.show_site(work.root.name or str(work.root), _place(work.root))
        work.look_up()
        work.check()

    def _hear(self, work: SiteWork) -> None:
        """Show what comes of the work on a folder, as long as that is the one that is open."""
        if work in self._heard:
            return
        self._heard.add(work)

        def only(act: Callable[..., None]) -> Callable[..., None]:
            return lambda *told: act(*told) if self._work is work else None

        work.known.connect(only(self._show_known))
        work.progressed.connect(only(self._show_progress))
        work.checked.connect(only(self._show_checked))
        work.stopped.connect(only(self._show_stopped))
        work.found.connect(only(self._show_found))
        work.failed.connect(only(self._fail))

    def _page(self) -> FolderPage:
        page = self._panes.folder_page
        if page is None:
            page = self._panes.make_folder_page()
            page.open_requested.connect(self.open_requested)
            page.problems_requested.connect(self.problems_requested)
            page.place_requested.connect(self.place_requested)
            page.search_changed.connect(self._search)
            page.check_requested.connect(self._check)
            page.cancel_requested.connect(self._cancel)
            page.other_requested.connect(self.choose)
            page.left.connect(self.leave)
            self._show_keys(page)
        return page

    def _show_keys(self, page: FolderPage) -> None:
        page.set_keys(self._keys.get("search.anywhere", ""), self._keys.get("file.open_folder", ""))

    def note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Look what has changed in the folder when the window is active again: a checkout, another program."""
        back = old is None and now is not None and now.window() is self._bench.window
        if back and self._panes.shows_folder:
            self._check()

    def _show(self) -> None:
        page = self._page()
        self._panes.show_folder()
        page.box.begin_with("")
        self._check()

    def _search(self, query: str) -> None:
        if self._work is not None:
            self._work.search(query)

    def _check(self) -> None:
        if self._work is not None:
            self._work.check()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    # What comes of the work.

    def _show_known(self, entries: list[EpisodeEntry]) -> None:
        self._page().set_entries(entries)
        self._page().box.tell_again()

    def _show_progress(self, done: int, total: int, entries: list[EpisodeEntry]) -> None:
        page = self._page()
        page.show_progress(done, total)
        if entries:
            page.take_entries(entries)
        if monotonic() > self._looked + _LOOK_AGAIN:
            self._looked = monotonic()
            page.box.tell_again()

    def _show_checked(self, refreshed: Refreshed) -> None:
        from cueline.widgets.site.folder_page import LOOKED_FOR

        work, page = self._work, self._page()
        if work is None:
            return
        if not work.there:
            self._tell(f"The folder {work.root} is no longer there.")
        page.say(summed_up(page.table.shown.entries, refreshed.skipped))
        page.show_empty(f"There is no episode in {work.root.name}.\n\n{LOOKED_FOR}")
        if refreshed.fault:
            self._tell(refreshed.fault)

    def _show_stopped(self, done: int, total: int) -> None:
        self._page().say(f"Stopped at {done:,} of {total:,}. What was checked stays.")

    def _show_found(self, query: str, found: Found) -> None:
        self._page().show_found(query, found.places, found.total)

    def _fail(self, text: str) -> None:
        self._page().say("")
        self._tell(f"The folder could not be read: {text}")

    def _tell(self, text: str) -> None:
        self._panes.notices.show_message(text, kind="warning")


def _place(folder: Path) -> str:
    """Return where a folder is, in short where it is in the user's own."""
    home = Path.home()
    inside = folder.is_relative_to(home) and folder != home
    return str(Path("~", folder.relative_to(home))) if inside else str(folder)


def summed_up(entries: Iterable[EpisodeEntry], skipped: Mapping[str, int]) -> str:
    """Say how many episodes there are, what is wrong with them in sum, and which files are none."""
    found = list(entries)
    faulty = sum(bool(entry.fault) for entry in found)
    parts = [counted(len(found), "episode")]
    if faulty:
        parts.append(f"{faulty:,} cannot be read")
    errors = sum(entry.errors or 0 for entry in found if not entry.fault)
    warnings = sum(entry.warnings or 0 for entry in found)
    parts += [counted(errors, "error"), counted(warnings, "warning")] if found else []
    passed = sum(skipped.values())
    if not passed:
        return ", ".join(parts)
    reasons = list(skipped.items())
    why = ", ".join(reason if len(reasons) == 1 else f"{n:,} {reason}" for reason, n in reasons)
    return f"{', '.join(parts)}; {counted(passed, 'file')} skipped ({why})"
