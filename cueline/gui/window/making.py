"""All that works on an episode: made for a window in steps of a few milliseconds, in the order of who needs whom."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

from cueline.gui.actions.context_menus import ContextMenus
from cueline.gui.actions.keys import MODES, KeyBinder
from cueline.gui.actions.menus import make_actions, make_menus
from cueline.gui.background import Background
from cueline.gui.busy import Busy
from cueline.gui.checks.broken_bar import BrokenBar
from cueline.gui.checks.checking import Checking
from cueline.gui.checks.mending import Mending
from cueline.gui.checks.problem_commands import ProblemCommands
from cueline.gui.checks.problem_marks import ProblemMarks
from cueline.gui.checks.problem_walk import ProblemWalk
from cueline.gui.checks.publishing import Publishing
from cueline.gui.checks.rights import Rights
from cueline.gui.checks.text_on_disk import TextOnDisk
from cueline.gui.checks.text_versions import TextVersions
from cueline.gui.editing.clipboard import Clipboard
from cueline.gui.editing.clips import Clips
from cueline.gui.editing.cutting import Cutting
from cueline.gui.editing.editing import Editing
from cueline.gui.editing.front_matter import FrontMatter
from cueline.gui.editing.long_edits import LongEdits
from cueline.gui.editing.proposals import Proposals
from cueline.gui.editing.sections import Sections
from cueline.gui.exchange.arrivals import Arrivals
from cueline.gui.exchange.converting import Converting
from cueline.gui.exchange.exporting import Exporting
from cueline.gui.files.conflicts import Conflicts
from cueline.gui.files.elsewhere import Elsewhere
from cueline.gui.files.files import Files
from cueline.gui.files.joining import Joining
from cueline.gui.files.leaving import Leaving
from cueline.gui.files.life import DocumentLife
from cueline.gui.files.reloading import Reloading
from cueline.gui.files.saving import Saving
from cueline.gui.files.taken_out import TakenOut
from cueline.gui.finding.finding import Finding
from cueline.gui.finding.replacing import Replacing
from cueline.gui.preferences.preferences import Preferences
from cueline.gui.reviewing.review import Review
from cueline.gui.safety.earlier import Earlier
from cueline.gui.safety.journalling import FOLDER, Journalling
from cueline.gui.safety.kept_text import KeptText
from cueline.gui.safety.restoring import Restoring
from cueline.gui.session import Session
from cueline.gui.site.anywhere import Anywhere
from cueline.gui.site.batches import Batches
from cueline.gui.site.cut_off import CutOff
from cueline.gui.site.folder import Folder
from cueline.gui.site.own_site import OwnSite
from cueline.gui.site.site_work import SiteWorks
from cueline.gui.sound.backends import Backends
from cueline.gui.sound.dials import Dials
from cueline.gui.sound.listening import Listening
from cueline.gui.sound.picture import Picture
from cueline.gui.sound.playback import Playback
from cueline.gui.sound.relinking import Relinking
from cueline.gui.sound.waves import Waves
from cueline.gui.timing.hopping import Hopping
from cueline.gui.timing.marks import RowMarks
from cueline.gui.timing.tapping import Tapping
from cueline.gui.timing.timing import Timing
from cueline.gui.window.all_windows import unsaved_paths
from cueline.gui.window.layout import Panes
from cueline.gui.window.navigation import Navigation
from cueline.gui.window.parts import Parts
from cueline.gui.window.status import Status
from cueline.gui.window.views import Views
from cueline.gui.workbench import Workbench
from cueline.widgets.lines.table import LineTable
from cueline.widgets.view_editor import ViewEditor

if TYPE_CHECKING:
    from cueline.gui.window.main_window import MainWindow
    from cueline.media.player import Player

_ONLY = Qt.ShortcutContext.WidgetShortcut
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def make(window: MainWindow, player_factory: Callable[[], Player]) -> Generator[None, None, Parts]:
    """Make the parts of `window`, some of them with each step, and return all of them."""
    parts = Parts()
    parts.actions_by_id = make_actions(window)
    parts.menus = make_menus(window, parts.actions_by_id, window.recent.menu)
    yield
    table = LineTable()
    yield
    parts.session = Session(window)
    parts.background = Background(window)
    parts.listening = Listening(player_factory, window.store, window)
    _make_panes(parts, window, table)
    yield
    _make_bench(parts, window)
    _make_file_parts(parts, window)
    _make_timing(parts, window)
    yield
    _make_episode_parts(parts, window)
    yield
    _make_site(parts, window)
    _make_mending(parts, window)
    _make_checks(parts, window)
    yield
    _make_surface(parts, window)
    return parts


def _make_panes(parts: Parts, window: MainWindow, table: LineTable) -> None:
    """Lay the panes out and put them away at once: nobody sees them come and go, and the window keeps its size."""
    layout = window.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    parts.panes = Panes(window, window.frame, table)
    parts.picture = Picture(window, parts.listening, window.store)
    parts.panes.restore(window.store)
    parts.panes.show_start()
    layout.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)


def _make_bench(parts: Parts, window: MainWindow) -> None:
    panes = parts.panes
    trees = ViewEditor(panes.tree), ViewEditor(panes.clips, panes.clips.refused)
    editors = (*trees, panes.form_place)
    parts.bench = Workbench(parts.session, panes.table, window, editors)


def _make_file_parts(parts: Parts, window: MainWindow) -> None:
    bench, background, store = parts.bench, parts.background, window.store
    parts.journal = Journalling(parts.session, store)
    parts.busy = Busy(window)
    parts.life = DocumentLife(bench, parts.journal)
    parts.files = Files(bench, background, parts.life, parts.busy)
    parts.saving = Saving(bench, background, parts.life, parts.busy)
    parts.earlier = Earlier(bench, store, background)
    parts.leaving = Leaving(bench, parts.life, parts.saving, parts.journal)
    parts.saving.before_writing = (parts.journal.sync, parts.earlier.keep)
    parts.saving.keep_disk = parts.earlier.keep_disk
    parts.exporting = Exporting(bench, background, parts.listening)
    parts.converting = Converting(bench, background)
    for one in (parts.saving, parts.exporting.target, parts.converting.target):
        one.keep_target = parts.earlier.keep_target
    parts.restoring = Restoring(
        bench, store, parts.life, parts.journal, parts.panes.notices, background
    )


def _make_timing(parts: Parts, window: MainWindow) -> None:
    bench, panes, listening = parts.bench, parts.panes, parts.listening
    parts.editing = Editing(bench)
    parts.sections = Sections(bench, panes.tree)
    parts.marks = marks = RowMarks(window.store, window)
    parts.long_edits = LongEdits(bench, panes.notices)
    parts.timing = Timing(bench, listening, marks, parts.long_edits)
    parts.tapping = Tapping(bench, listening, parts.timing, marks)
    timing, tapping, background = parts.timing, parts.tapping, parts.background
    parts.hopping = Hopping(bench, listening, timing, tapping, marks, background)
    parts.clips = Clips(bench, panes.clips, listening)


def _make_episode_parts(parts: Parts, window: MainWindow) -> None:
    bench, panes, listening, store = parts.bench, parts.panes, parts.listening, window.store
    background = parts.background
    parts.proposals = Proposals(bench, background)
    parts.cutting = Cutting(bench, parts.proposals, listening)
    parts.arrivals = Arrivals(bench, background, parts.proposals, listening, store)
    parts.waves = Waves(bench, panes.waveform, listening, store)
    parts.waves.use(parts.timing, parts.clips)
    parts.playback = Playback(bench, listening, panes.waveform)
    parts.backends = Backends(bench, listening, panes.player, store)
    parts.dials = Dials(bench, listening)
    parts.relinking = Relinking(bench, listening, panes.notices)
    parts.front_matter = FrontMatter(bench, panes.form_place, listening, background)
    parts.navigation = Navigation(bench, listening, panes.walked)
    parts.finding = Finding(bench, panes.find_bar)
    parts.review = Review(bench)
    parts.reloading = Reloading(bench, background, parts.life, panes.notices)
    parts.reloading.keep, parts.reloading.keep_open = parts.earlier.keep, parts.earlier.keep_open
    parts.elsewhere = Elsewhere(bench, background, panes.notices, store.folder / FOLDER)
    parts.reloading.writer_of = parts.saving.writer_of = parts.elsewhere.writer_of
    parts.joining = Joining(bench, background, parts.busy)
    parts.taken_out = TakenOut(bench, background)
    parts.saving.ask_before = parts.taken_out.ask_before
    parts.conflicts = Conflicts(bench, background, parts.busy)
    parts.preferences = Preferences(
        store, listening, parts.dials, parts.backends, parts.actions_by_id, window
    )
    parts.status = Status(parts.session, panes)
    parts.views = Views(bench, panes, listening, parts.marks, background)


def _make_site(parts: Parts, window: MainWindow) -> None:
    bench, panes, recent = parts.bench, parts.panes, window.recent
    parts.works = SiteWorks(window.store, window)
    own = OwnSite(bench)
    parts.folder = Folder(bench, panes, parts.works, own, recent)
    parts.anywhere = Anywhere(bench, panes, parts.works, own, recent)
    parts.replacing = Replacing(bench, panes.find_bar, parts.finding, parts.proposals)
    parts.batches = Batches(bench, window.store, parts.folder.ask_work, unsaved_paths)
    parts.cut_off = CutOff(window.store, panes.notices, parts.background)


def _make_mending(parts: Parts, window: MainWindow) -> None:
    kept = KeptText(window.store, window)
    parts.mending = Mending(
        parts.bench, parts.panes.source_page, parts.background, parts.life, kept
    )
    parts.text_on_disk = TextOnDisk(
        parts.bench,
        parts.mending,
        parts.panes.source_page,
        parts.panes.notices,
        parts.background,
    )
    parts.broken_bar = BrokenBar(parts.mending, parts.panes.notices, window)
    saving = parts.mending.saving
    parts.text_on_disk.keep = saving.keep = parts.earlier.keep_text
    saving.keep_target = parts.earlier.keep_target
    parts.earlier.show_text = TextVersions(
        parts.bench, parts.mending, parts.panes.source_page, window.store, parts.background
    ).show
    parts.restoring.mending = parts.mending
    parts.restoring.is_free = lambda: not parts.panes.shows_folder
    parts.saving.save_text = parts.mending.save_text
    parts.saving.save_text_as = parts.mending.save_text_as
    parts.editing.undo_text, parts.editing.redo_text = parts.mending.undo, parts.mending.redo
    kept.failed.connect(parts.journal.failed)
    kept.works_again.connect(parts.journal.works_again)
    kept.successor, parts.journal.predecessor = (
        lambda: parts.journal.current,
        lambda: kept.current,
    )
    parts.restoring.kept, parts.restoring.keep_open = kept, parts.earlier.keep_open


def _make_checks(parts: Parts, window: MainWindow) -> None:
    bench, panes, actions = parts.bench, parts.panes, parts.actions_by_id
    rights = Rights(window.store)
    parts.checking = Checking(bench, parts.cutting, rights)
    parts.publishing = Publishing(bench, parts.checking, parts.cutting, panes, window)
    parts.problem_walk = walk = ProblemWalk(bench, panes, parts.checking)
    parts.problem_commands = ProblemCommands(
        bench, panes, parts.checking, rights, parts.proposals, walk, parts.long_edits
    )
    parts.problem_marks = ProblemMarks(
        bench, panes, parts.checking, window.store, actions["view.problem_marks"]
    )


def _make_surface(parts: Parts, window: MainWindow) -> None:
    """Make what hears of keys and of the right button."""
    panes, actions = parts.panes, parts.actions_by_id
    parts.clipboard = Clipboard(window)
    ContextMenus(panes.table, panes.clips, actions, window)
    parts.binder = KeyBinder(
        actions,
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
        window,
    )
