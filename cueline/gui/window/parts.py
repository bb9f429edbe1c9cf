"""All that works on an episode: made for a window in steps of a few milliseconds, in the order of who needs whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout

from cueline.gui.actions.context_menus import ContextMenus
from cueline.gui.actions.keys import MODES, KeyBinder
from cueline.gui.background import Background
from cueline.gui.busy import Busy
from cueline.gui.checks.checking import Checking
from cueline.gui.checks.mending import Mending
from cueline.gui.checks.problem_commands import ProblemCommands
from cueline.gui.checks.problem_marks import ProblemMarks
from cueline.gui.checks.problem_walk import ProblemWalk
from cueline.gui.checks.publishing import Publishing
from cueline.gui.checks.rights import Rights
from cueline.gui.editing.clipboard import Clipboard
from cueline.gui.editing.clips import Clips
from cueline.gui.editing.cutting import Cutting
from cueline.gui.editing.editing import Editing
from cueline.gui.editing.front_matter import FrontMatter
from cueline.gui.editing.proposals import Proposals
from cueline.gui.editing.sections import Sections
from cueline.gui.exchange.arrivals import Arrivals
from cueline.gui.exchange.converting import Converting
from cueline.gui.exchange.exporting import Exporting
from cueline.gui.files.conflicts import Conflicts
from cueline.gui.files.files import Files
from cueline.gui.files.joining import Joining
from cueline.gui.files.life import DocumentLife
from cueline.gui.files.reloading import Reloading
from cueline.gui.files.saving import Saving
from cueline.gui.finding.finding import Finding
from cueline.gui.finding.replacing import Replacing
from cueline.gui.preferences.preferences import Preferences
from cueline.gui.reviewing.review import Review
from cueline.gui.safety.earlier import Earlier
from cueline.gui.safety.journalling import Journalling
from cueline.gui.safety.kept_text import KeptText
from cueline.gui.safety.restoring import Restoring
from cueline.gui.session import Session
from cueline.gui.site.anywhere import Anywhere
from cueline.gui.site.batches import Batches
from cueline.gui.site.folder import Folder
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


def make(window: MainWindow, player_factory: Callable[[], Player]) -> Iterator[None]:
    """Give `window` its parts, some of them with each step."""
    table = LineTable()
    yield
    window.session = Session(window)
    window.background = Background(window)
    window.listening = Listening(player_factory, window.store, window)
    _make_panes(window, table)
    yield
    _make_bench(window)
    _make_file_parts(window)
    _make_timing(window)
    yield
    _make_episode_parts(window)
    yield
    _make_site(window)
    _make_mending(window)
    _make_checks(window)
    yield
    _make_surface(window)


def _make_panes(window: MainWindow, table: LineTable) -> None:
    """Lay the panes out and put them away at once: nobody sees them come and go, and the window keeps its size."""
    layout = window.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    window.panes = Panes(window, window.frame, table)
    window.picture = Picture(window, window.listening, window.store)
    window.panes.restore(window.store)
    window.panes.show_start()
    layout.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)


def _make_bench(window: MainWindow) -> None:
    panes = window.panes
    trees = ViewEditor(panes.tree), ViewEditor(panes.clips, panes.clips.refused)
    editors = (*trees, panes.form_place)
    window.bench = Workbench(window.session, panes.table, window, editors)


def _make_file_parts(window: MainWindow) -> None:
    bench, background, store = window.bench, window.background, window.store
    window.journal = Journalling(window.session, store)
    window.busy = Busy(window)
    window.life = DocumentLife(bench, window.journal)
    window.files = Files(bench, background, window.life, window.busy)
    window.saving = Saving(bench, background, window.life, window.busy)
    window.earlier = Earlier(bench, store, background)
    window.saving.before_writing = (window.journal.sync, window.earlier.keep)
    window.exporting = Exporting(bench, background, window.listening)
    window.converting = Converting(bench, background)
    window.restoring = Restoring(
        bench, store, window.life, window.journal, window.panes.notices, background
    )


def _make_timing(window: MainWindow) -> None:
    bench, panes, listening = window.bench, window.panes, window.listening
    window.editing = Editing(bench)
    window.sections = Sections(bench, panes.tree)
    window.marks = marks = RowMarks(window.store, window)
    window.timing = Timing(bench, listening, marks)
    window.tapping = Tapping(bench, listening, window.timing, marks)
    window.hopping = Hopping(bench, listening, window.timing, window.tapping, marks)
    window.clips = Clips(bench, panes.clips, listening)


def _make_episode_parts(window: MainWindow) -> None:
    bench, panes, listening, store = window.bench, window.panes, window.listening, window.store
    background = window.background
    window.proposals = Proposals(bench)
    window.cutting = Cutting(bench, window.proposals, listening)
    window.arrivals = Arrivals(bench, background, window.proposals, listening, store)
    window.waves = Waves(bench, panes.waveform, listening, store)
    window.waves.use(window.timing, window.clips)
    window.playback = Playback(bench, listening, panes.waveform)
    window.backends = Backends(bench, listening, panes.player, store)
    window.dials = Dials(bench, listening)
    window.relinking = Relinking(bench, listening, panes.notices)
    window.front_matter = FrontMatter(bench, panes.form_place, listening, background)
    window.navigation = Navigation(bench, listening, panes.walked)
    window.finding = Finding(bench, panes.find_bar)
    window.review = Review(bench)
    window.reloading = Reloading(bench, background, window.life, panes.notices)
    window.joining = Joining(bench, background, window.busy)
    window.conflicts = Conflicts(bench, background, window.busy)
    window.preferences = Preferences(
        store, listening, window.dials, window.backends, window.actions_by_id, window
    )
    window.status = Status(window.session, panes)
    window.views = Views(bench, panes, listening, window.marks, background)


def _make_site(window: MainWindow) -> None:
    bench, panes, recent = window.bench, window.panes, window.recent
    window.works = SiteWorks(window.store, window)
    window.folder = Folder(bench, panes, window.works, recent)
    window.anywhere = Anywhere(bench, panes, window.works, recent)
    window.replacing = Replacing(
        bench, panes.find_bar, window.finding, window.proposals, window.background
    )
    window.batches = Batches(bench, window.store, window.folder.folder_paths, unsaved_paths)


def _make_mending(window: MainWindow) -> None:
    kept = KeptText(window.store, window)
    window.mending = Mending(
        window.bench, window.panes.source_page, window.background, window.life, kept
    )
    window.restoring.mending = window.mending
    window.restoring.is_free = lambda: not window.panes.shows_folder
    window.saving.save_text = window.mending.save_text
    kept.failed.connect(window.journal.failed)


def _make_checks(window: MainWindow) -> None:
    bench, panes, actions = window.bench, window.panes, window.actions_by_id
    rights = Rights(window.store)
    window.publishing = Publishing(bench, window.cutting, panes, window)
    window.checking = Checking(bench, window.cutting, rights)
    window.problem_walk = walk = ProblemWalk(bench, panes, window.checking)
    window.problem_commands = ProblemCommands(
        bench, panes, window.checking, rights, window.proposals, walk
    )
    window.problem_marks = ProblemMarks(
        bench, panes, window.checking, window.store, actions["view.problem_marks"]
    )


def _make_surface(window: MainWindow) -> None:
    """Make what hears of keys and of the right button."""
    panes, actions = window.panes, window.actions_by_id
    window.clipboard = Clipboard(window)
    ContextMenus(panes.table, panes.clips, actions, window)
    window.binder = KeyBinder(
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
