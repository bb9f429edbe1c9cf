"""The window: it builds the parts, connects them, and shows one file. What the parts do stands in themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from cueline.episode.visible import visible_name
from cueline.gui import problems, wiring
from cueline.gui.anywhere import Anywhere
from cueline.gui.arrivals import Arrivals
from cueline.gui.backends import Backends
from cueline.gui.background import Background
from cueline.gui.batches import Batches
from cueline.gui.busy import Busy
from cueline.gui.checking import Checking
from cueline.gui.clipboard import Clipboard
from cueline.gui.clips import Clips
from cueline.gui.conflicts import Conflicts
from cueline.gui.context_menus import ContextMenus
from cueline.gui.converting import Converting
from cueline.gui.cutting import Cutting
from cueline.gui.dials import Dials
from cueline.gui.earlier import Earlier
from cueline.gui.editing import Editing
from cueline.gui.exporting import Exporting
from cueline.gui.files import Files
from cueline.gui.finding import Finding
from cueline.gui.folder import Folder
from cueline.gui.front_matter import FrontMatter
from cueline.gui.hopping import Hopping
from cueline.gui.joining import Joining
from cueline.gui.journalling import Journalling
from cueline.gui.kept_text import KeptText
from cueline.gui.keys import MODES, KeyBinder, KeySet
from cueline.gui.layout import Panes
from cueline.gui.life import DocumentLife
from cueline.gui.listening import Listening
from cueline.gui.marks import RowMarks
from cueline.gui.mending import Mending
from cueline.gui.menus import connect_handlers, make_actions, make_menus
from cueline.gui.navigation import Navigation
from cueline.gui.picture import Picture
from cueline.gui.playback import Playback
from cueline.gui.preferences import Preferences
from cueline.gui.problem_commands import ProblemCommands
from cueline.gui.problem_marks import ProblemMarks
from cueline.gui.problem_walk import ProblemWalk
from cueline.gui.proposals import Proposals
from cueline.gui.publishing import Publishing
from cueline.gui.recent import Recent
from cueline.gui.relinking import Relinking
from cueline.gui.reloading import Reloading
from cueline.gui.replacing import Replacing
from cueline.gui.restoring import Restoring
from cueline.gui.review import Review
from cueline.gui.rights import Rights
from cueline.gui.saving import Saving
from cueline.gui.sections import Sections
from cueline.gui.session import Session
from cueline.gui.site_work import SiteWorks
from cueline.gui.state import enable, words
from cueline.gui.status import Status
from cueline.gui.store import Store
from cueline.gui.tapping import Tapping
from cueline.gui.timing import Timing
from cueline.gui.views import Views
from cueline.gui.waves import Waves
from cueline.gui.workbench import Workbench
from cueline.media.on_disk import is_folder
from cueline.media.player import Player
from cueline.widgets.notice_bar import Notice
from cueline.widgets.view_editor import ViewEditor

if TYPE_CHECKING:
    from cueline.io import Document, DocumentError, SaveError

CONTROLLERS = (
    "files",
    "saving",
    "mending",
    "earlier",
    "exporting",
    "converting",
    "arrivals",
    "recent",
    "folder",
    "anywhere",
    "editing",
    "clipboard",
    "sections",
    "front_matter",
    "timing",
    "tapping",
    "hopping",
    "clips",
    "cutting",
    "publishing",
    "problem_commands",
    "problem_marks",
    "problem_walk",
    "playback",
    "dials",
    "relinking",
    "navigation",
    "finding",
    "replacing",
    "batches",
    "review",
    "preferences",
    "waves",
    "panes",
)
"""What the table of actions calls its handlers' owners; each is an attribute of the window."""

_ONLY = Qt.ShortcutContext.WidgetShortcut
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class MainWindow(QMainWindow):
    """One window for one file."""

    closed = Signal(object)

    def __init__(self, store: Store, player_factory: Callable[[], Player]) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.store = store
        self.actions_by_id = make_actions(self)
        self.session = Session(self)
        self.background = Background(self)
        self.panes = Panes(self)
        clips = self.panes.clips
        trees = ViewEditor(self.panes.tree), ViewEditor(clips, clips.refused)
        editors = (*trees, self.panes.form_place)
        self.bench = Workbench(self.session, self.panes.table, self, editors)
        self.listening = Listening(player_factory, store, self)
        self._make_file_controllers()
        self._make_controllers()
        self._make_site()
        self._make_mending()
        self.publishing = Publishing(self.bench, self.cutting, self.panes, self)
        rights = Rights(store)
        self.checking = Checking(self.bench, self.cutting, rights)
        self.problem_walk = ProblemWalk(self.bench, self.panes, self.checking)
        self.problem_commands = ProblemCommands(
            self.bench, self.panes, self.checking, rights, self.proposals, self.problem_walk
        )
        self.problem_marks = ProblemMarks(
            self.bench,
            self.panes,
            self.checking,
            self.store,
            self.actions_by_id["view.problem_marks"],
        )
        self.clipboard = Clipboard(self)
        self.menus = make_menus(self, self.actions_by_id, self.recent.menu)
        self.menus["Edit"].aboutToShow.connect(self.update_actions)
        ContextMenus(self.panes.table, clips, self.actions_by_id, self)
        self.panes.fill_menu(self.menus["View"])
        self.menus["View"].addAction(self.picture.action)
        self._closing = False
        self._busy_notice: Notice | None = None
        self._connect()
        self.actions_by_id["view.follow"].setChecked(self.panes.table.following)
        self.preferences.put_to_work()
        self.panes.restore(store)
        self._show_start()

    def open_path(self, path: str | Path) -> None:
        """Open a file, after asking about unsaved changes; a folder is shown over what is open."""
        if is_folder(path):
            self.folder.open(path)
        else:
            self.files.open(path)

    def show_title(self) -> None:
        """Show the file's name, with a dot while it holds changes that are not saved."""
        document, shown = self.session.document, self.files.path
        name = self.folder.name or (document.name if document else shown.name if shown else "")
        dirty = (document is not None and not self.session.clean) or self.mending.unsaved
        # Qt's own mark needs a place holder in the title; the dot is ours, the attribute is Qt's.
        self.setAttribute(Qt.WidgetAttribute.WA_WindowModified, dirty)
        mark = " \N{BLACK CIRCLE}" if dirty else ""
        shown_name = visible_name(name).replace("[*]", "[*][*]")
        self.setWindowTitle(f"{shown_name}{mark} \N{EM DASH} Cueline" if name else "Cueline")

    def update_actions(self) -> None:
        """Enable what can be done just now."""
        held = words(
            self.bench,
            recent=bool(self.recent.entries) if not self.session.document else True,
            open_file=self.files.path is not None,
            passing=self._passing(),
            broken=self.mending.active,
            covered=self.panes.shows_folder,
        )
        held |= self.clipboard.words()
        enable(self.actions_by_id, held, {"line.merge": self.editing.merge_text})

    def _passing(self) -> list[str]:
        passes = {
            "tapping": self.tapping.active,
            "tapped": self.tapping.active or self.tapping.can_be_taken_back,
            "hopping": self.hopping.active,
        }
        return [word for word, holds in passes.items() if holds]

    def use_mode(self, mode: str) -> None:
        """Follow a pass that begins or ends; `mode` is its name, "" without one."""
        self.binder.set_mode(mode)
        self.status.set_mode(mode)
        self.panes.player.set_pass(mode)
        self.panes.table.scrolling.set_pass(bool(mode))
        self.actions_by_id["hop.start"].setChecked(self.hopping.active)
        self.update_actions()

    # What happens to the file.

    def show_opened(self, document: Document) -> None:
        """Show a document that was opened, whichever way."""
        self.panes.notices.clear()
        if document.read_only:
            self.panes.source_page.show_to_look_at(document.source.text)
            self.panes.show_source()
            self.panes.notices.show_message(problems.only_to_look_at(document), kind="warning")
            self.panes.source_view.setFocus()
        else:
            self.panes.show_editor()
            self.panes.table.setFocus()
        for notice in document.notices:
            self.panes.notices.show_message(notice, kind="info")
        self.recent.note(document)
        self.marks.open_for(document.path, document.episode)
        self.listening.open_for(document.path, document.episode.fields)
        self.views.show_where_left()
        if self.journal.open_elsewhere:
            self.panes.notices.show_message(problems.open_elsewhere(document), kind="warning")
        self.restoring.note_opened()

    def _unreadable(self, error: DocumentError) -> None:
        self.panes.notices.clear()
        if error.text is None:
            self.mending.leave()
            self.panes.show_start()
        else:
            self.panes.show_source()
            self.mending.show(error)
        message = (problems.cannot_open if error.text is None else problems.broken)(error)
        actions = [*self.conflicts.offered(error), ("Open Another…", self.files.choose)]
        self.panes.notices.show_message(message, kind="error", actions=actions)
        self.listening.close()

    def _show_broken(self) -> None:
        self.panes.notices.clear()
        self.panes.show_source()
        self.listening.close()

    def _show_start(self) -> None:
        self.panes.start_page.set_folders(self.recent.folders)
        self.panes.start_page.set_recent(self.recent.entries)
        self.panes.show_start()
        self.panes.start_page.setFocus()
        self.listening.close()
        self.show_title()
        self.update_actions()

    def _not_saved(self, error: SaveError) -> None:
        actions = [("Try Again", self.saving.save), ("Save As…", self.saving.save_as)]
        self.panes.notices.show_message(problems.cannot_save(error), kind="error", actions=actions)
        self.status.show_saved()

    def _text_not_saved(self, error: SaveError) -> None:
        self.panes.notices.show_message(problems.cannot_save(error), kind="error")

    def _wrote(self, document: Document) -> None:
        self.review.close()
        if document.path is not None:
            self.marks.move_to(document.path)
            self.listening.move_to(document.path)
        if self._sound_belongs_elsewhere(document):
            self.listening.open_for(document.path, document.episode.fields)

    def _look_for_sound(self) -> None:
        document = self.session.document
        if document is not None and not self.listening.usable:
            self.listening.open_for(document.path, document.episode.fields)

    def _sound_belongs_elsewhere(self, document: Document) -> bool:
        return self.listening.sound is None and document.path is not None

    def _busy(self, text: str) -> None:
        notice, self._busy_notice = self._busy_notice, None
        if notice is not None:
            notice.closed.emit(notice)
        if text:
            cancel = [("Cancel", self.files.cancel_opening)] if self.files.opening else []
            self._busy_notice = self.panes.notices.show_message(text, actions=cancel)

    def _use_keys(self, keys: KeySet) -> None:
        self.binder.bind(keys)
        self.status.set_keys(keys)
        self.views.set_keys(keys)
        self.problem_walk.set_keys(keys)

    # Building.

    def _make_controllers(self) -> None:
        bench, panes, listening = self.bench, self.panes, self.listening
        self.editing = Editing(bench)
        self.sections = Sections(bench, panes.tree)
        self.marks = RowMarks(self.store, self)
        self.timing = Timing(bench, listening, self.marks)
        self.tapping = Tapping(bench, listening, self.timing, self.marks)
        self.hopping = Hopping(bench, listening, self.timing, self.tapping, self.marks)
        self.clips = Clips(bench, panes.clips, listening)
        self.proposals = Proposals(bench)
        self.cutting = Cutting(bench, self.proposals, listening)
        self.arrivals = Arrivals(bench, self.background, self.proposals, listening, self.store)
        self.waves = Waves(bench, panes.waveform, listening, self.store)
        self.waves.use(self.timing, self.clips)
        self.playback = Playback(bench, listening, panes.waveform)
        self.backends = Backends(bench, listening, panes.player, self.store)
        self.picture = Picture(self, listening, self.store)
        self.dials = Dials(bench, listening)
        self.relinking = Relinking(bench, listening, panes.notices)
        self.front_matter = FrontMatter(bench, panes.form_place, listening, self.background)
        self.navigation = Navigation(bench, listening, panes.walked)
        self.finding = Finding(bench, panes.find_bar)
        self.review = Review(bench)
        self.reloading = Reloading(bench, self.background, self.life, panes.notices)
        self.joining = Joining(bench, self.background, self.busy)
        self.conflicts = Conflicts(bench, self.background, self.busy)
        self.preferences = Preferences(
            self.store, listening, self.dials, self.backends, self.actions_by_id, self
        )
        self.status = Status(self.session, panes)
        self.views = Views(bench, panes, listening, self.marks, self.background)
        self.binder = KeyBinder(
            self.actions_by_id,
            (
                *((mode, pane, _ONLY) for mode in MODES for pane in (panes.table, panes.waveform)),
                ("table", panes.table, _ONLY),
                ("cell", panes.table.viewport(), _INSIDE),
                ("player", panes.player, _INSIDE),
                ("wave", panes.waveform, _ONLY),
                ("tree", panes.tree, _ONLY),
                ("clips", panes.clips, _ONLY),
                ("problems", panes.problem_place, _INSIDE),
            ),
            self,
        )

    def _make_file_controllers(self) -> None:
        bench, background = self.bench, self.background
        self.journal = Journalling(self.session, self.store)
        self.busy = Busy(self)
        self.life = DocumentLife(bench, self.journal)
        self.files = Files(bench, background, self.life, self.busy)
        self.saving = Saving(bench, background, self.life, self.busy)
        self.earlier = Earlier(bench, self.store, background)
        self.saving.before_writing = (self.journal.sync, self.earlier.keep)
        self.exporting = Exporting(bench, background, self.listening)
        self.converting = Converting(bench, background)
        self.recent = Recent(self.store, self)
        self.restoring = Restoring(
            bench, self.store, self.life, self.journal, self.panes.notices, background
        )

    def _make_site(self) -> None:
        self.works = SiteWorks(self.store, self)
        self.folder = Folder(self.bench, self.panes, self.works, self.recent)
        self.anywhere = Anywhere(self.bench, self.panes, self.works, self.recent)
        bench, bar = self.bench, self.panes.find_bar
        self.replacing = Replacing(bench, bar, self.finding, self.proposals, self.background)
        self.batches = Batches(bench, self.store, self.folder.folder_paths, self._unsaved_paths)

    def _unsaved_paths(self) -> list[Path]:
        """Return the files that have unsaved changes, in any window."""
        found: list[Path] = []
        for window in self._windows():
            window.bench.commit_open()
            document = window.session.document
            if document is not None and not window.session.clean:
                found += (part.path for part in document.parts)
            if window.mending.unsaved and window.files.path is not None:
                found.append(window.files.path)
        return found

    def _read_changed(self, paths: list[Path]) -> None:
        """Read again what many files were changed at once, in each window that shows one without changes."""
        changed = {path.resolve() for path in paths}
        for path in paths:
            self.works.note_saved(path)
        for window in self._windows():
            document = window.session.document
            shown = [part.path.resolve() for part in document.parts] if document else []
            if document is not None and changed & set(shown) and window.session.clean:
                window.reloading.read_batch()

    def _windows(self) -> list[MainWindow]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]

    def _make_mending(self) -> None:
        kept = KeptText(self.store, self)
        self.mending = Mending(self.bench, self.panes.source_page, self.background, self.life, kept)
        self.restoring.mending = self.mending
        self.restoring.is_free = lambda: not self.panes.shows_folder
        self.saving.save_text = self.mending.save_text
        kept.failed.connect(self.journal.failed)

    def _connect(self) -> None:
        """Connect everything, in one place: actions, files, episode, panes, sound."""
        controllers = {name: getattr(self, name) for name in CONTROLLERS}
        connect_handlers(self.actions_by_id, controllers, self.panes.status.clear_note)
        self._connect_files()
        wiring.connect(self)

    def _connect_files(self) -> None:
        files, saving, start = self.files, self.saving, self.panes.start_page
        files.opened.connect(self.show_opened)
        files.opened.connect(self.mending.leave)
        files.unreadable.connect(self._unreadable)
        files.closed.connect(self.mending.leave)
        self.mending.opened.connect(self.show_opened)
        self.mending.shown_again.connect(self._show_broken)
        self.mending.not_saved.connect(self._text_not_saved)
        for act in (self.show_title, self.update_actions):
            self.mending.changed.connect(act)
        files.closed.connect(self._show_start)
        saving.wrote.connect(self._wrote)
        saving.wrote.connect(self.recent.note)
        saving.not_saved.connect(self._not_saved)
        saving.read_again.connect(files.read_again)
        self.busy.changed.connect(self._busy)
        files.close_agreed.connect(self._close_for_good)
        start.open_requested.connect(files.choose)
        start.new_requested.connect(self.arrivals.begin_episode)
        start.open_path_requested.connect(self.arrivals.take)
        self.arrivals.open_requested.connect(self.open_path)
        self.arrivals.first_line_requested.connect(self.editing.insert)
        start.sample_requested.connect(self.recent.open_sample)
        self.recent.open_requested.connect(files.open)
        self.recent.changed.connect(start.set_recent)
        self.recent.said.connect(self.bench.said)
        self.batches.changed.connect(self._read_changed)
        self.review.jump_requested.connect(self.navigation.go_to_and_focus)
        self.review.save_requested.connect(saving.save)
        self.preferences.keys_changed.connect(self._use_keys)
        self.preferences.media_folder_changed.connect(self._look_for_sound)

    # Closing.

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and not self.files.may_close():
            event.ignore()
            return
        self.panes.remember(self.store)
        self.listening.close()
        self.waves.finish()
        self.marks.keep()
        self.mending.leave()
        self.checking.leave()
        self.review.leave()
        self.reloading.leave()
        self.joining.close()
        self.conflicts.close()
        self.finding.leave()
        self.batches.leave()
        self.works.close()
        self.problem_marks.leave()
        self.publishing.leave()
        self.life.leave()
        self.background.finish()
        self.session.end()
        event.accept()
        self.closed.emit(self)

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()
