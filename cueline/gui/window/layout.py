"""Where the panes stand in the window, and how that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QTabWidget,
    QWidget,
)

from cueline.gui.checks.problem_place import ProblemPlace
from cueline.gui.editing.front_matter import FormPlace
from cueline.gui.store import Store
from cueline.gui.window.frame import Frame, bytes_of, column
from cueline.gui.window.late_pane import bring_up
from cueline.gui.window.pane_sizes import PaneSizes
from cueline.widgets.clips.table import ClipTable
from cueline.widgets.finding.find_bar import FindBar
from cueline.widgets.lines.table import LineTable
from cueline.widgets.pane_frame import PaneFrame
from cueline.widgets.player.player_pane import PlayerPane
from cueline.widgets.problems.source_page import SourcePage
from cueline.widgets.sections.tree import SectionTree
from cueline.widgets.waveform.waveform import Waveform

if TYPE_CHECKING:
    from cueline.widgets.site.folder_page import FolderPage

_STATE_VERSION = 4
_TOLD = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
_SEEN, _UNSEEN = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
_FIRST_SIZES = (250, 310, 150)
"""Widths of the sections and of the clips, height of the waveform, in pixels."""
_LEAST_WIDTHS = (150, 180)
"""Widths below which the rows of the sections and of the clips cannot be read."""
_PANE_NAMES = ("sections", "clips", "waveform", "player", "episode", "problems")


class Panes:
    """All that is seen in the window, laid out: tree left, table in the middle, clips right, player below."""

    def __init__(self, window: QMainWindow, frame: Frame, table: LineTable) -> None:
        self._window = window
        self.table = table
        self.tree = SectionTree()
        self.clips = ClipTable()
        self.form_place = FormPlace()
        self.problem_place = ProblemPlace()
        self.player = PlayerPane()
        self.waveform = Waveform()
        self.waveform.setObjectName("waveform")
        self.find_bar = FindBar()
        self.notices = frame.notices
        self.start_page = frame.start_page
        self.source_page = SourcePage()
        self.source_view = self.source_page.view
        self.folder_page: FolderPage | None = None
        """The episodes of a folder; None until a folder is opened."""
        self.status = frame.status
        self.editor = column(self.find_bar, self.table)
        self.stack = frame.stack
        for page in (self.editor, self.source_page):
            self.stack.addWidget(page)
        for pane in (
            self.table,
            self.tree,
            self.clips,
            self.waveform,
            self.player,
            self.source_view,
        ):
            PaneFrame(pane)
        beside = self.clips, self.form_place, self.problem_place
        self.walked = (self.tree, self.table, self.notices, *beside, self.waveform, self.player)
        """The panes in the order in which F6 walks them."""
        self.docks = self._make_docks()
        self._put_away: list[QDockWidget] | None = None
        self._before_folder: tuple[QWidget | None, QWidget | None] | None = None
        """The page that the folder's covers, and what had the focus there."""
        self._lay_out()
        tree, clips, wave, _, fields, faults = self.docks
        self._sizes = PaneSizes(window, ((tree,), (clips, fields, faults)), wave, _FIRST_SIZES)
        self._first_state = window.saveState(_STATE_VERSION)

    def show_start(self) -> None:
        """Show the start page and nothing else."""
        self._show(self.start_page, docks=False)

    def show_editor(self) -> None:
        """Show the transcript and what belongs to it."""
        self._show(self.editor, docks=True)

    def show_source(self) -> None:
        """Show the plain text of a file that cannot be edited."""
        self._show(self.source_page, docks=False)

    @property
    def shows_folder(self) -> bool:
        """Whether the page of a folder is what is seen."""
        return self.folder_page is not None and self.stack.currentWidget() is self.folder_page

    def make_folder_page(self) -> FolderPage:
        """Make the page of a folder; it is shown by `show_folder`."""
        from cueline.widgets.site.folder_page import FolderPage

        self.folder_page = FolderPage()
        self.stack.addWidget(self.folder_page)
        return self.folder_page

    def show_folder(self) -> None:
        """Show the page of the folder over what is shown now, and nothing beside it."""
        page = self.folder_page or self.make_folder_page()
        if not self.shows_folder:
            self._before_folder = self.stack.currentWidget(), QApplication.focusWidget()
            self._show(page, docks=False)

    def leave_folder(self) -> None:
        """Show again what the page of the folder covers, with the focus where it was."""
        if self.shows_folder and self._before_folder is not None:
            page, focus = self._before_folder
            page = page or self.start_page
            self._show(page, docks=page is self.editor)
            inside = focus is not None and shiboken6.isValid(focus) and focus.isVisible()
            (focus if focus is not None and inside else page).setFocus()

    def answer_notice(self) -> None:
        """Put the focus on the first button of the messages above, if there is one."""
        if self.notices.isVisible():
            self.notices.setFocus()
        else:
            self.status.show_note("There is no message to answer.")

    def make_room_for_sound(self, *, needed: bool) -> None:
        """Give the waveform its height, or no more than a line where there is no sound to be seen."""
        self._sizes.set_low(low=not needed)

    def show_clips(self) -> None:
        """Bring up the table of clips, with the focus in it."""
        bring_up(self.clips)
        self.clips.setFocus()

    def restore(self, store: Store) -> None:
        """Put the panes where they were last; the window itself is where it belongs."""
        kept = store.recall("settings", "window")
        if isinstance(kept.get("state"), str):
            self._window.restoreState(bytes_of(kept["state"]), _STATE_VERSION)
        self._sizes.want(kept.get("sizes"))

    def as_at_first(self) -> None:
        """Show all panes where and as large as they were at first; the window stays as it is."""
        self._window.restoreState(self._first_state, _STATE_VERSION)
        for dock in self.docks:
            dock.show()
        self.docks[1].raise_()
        self._sizes.want()

    def fill_menu(self, menu: QMenu) -> None:
        """Offer to show and to hide each pane."""
        for dock, name in zip(self.docks, _PANE_NAMES, strict=True):
            action = dock.toggleViewAction()
            action.setObjectName(f"view.{name}")
            menu.addAction(action)

    def remember(self, store: Store) -> None:
        """Keep where the window and its panes are, as long as the panes are shown."""
        geometry = _text(self._window.saveGeometry())
        store.remember("settings", "window", geometry=geometry)
        if self.stack.currentWidget() is self.editor:
            state = _text(self._window.saveState(_STATE_VERSION))
            store.remember("settings", "window", state=state, sizes=self._sizes.wanted)

    def _show(self, page: QWidget, *, docks: bool) -> None:
        for place in range(self.stack.count()):
            other = self.stack.widget(place)
            assert other is not None
            seen = _SEEN if other is page else _UNSEEN  # what is not seen needs no room
            other.setSizePolicy(seen, seen)
        if docks and self._put_away is not None:
            self._sizes.put_soon()
            for dock in self._put_away:
                dock.show()
            self._put_away = None
        self.stack.setCurrentWidget(page)  # now, so that its lines get their width once
        if not docks and self._put_away is None:
            known, found = self.docks, self._window.findChildren(QDockWidget)
            later = (dock for dock in found if dock not in known)  # made when first needed
            self._put_away = [dock for dock in (*known, *later) if _to_be_seen(dock)]
            for dock in self._put_away:
                dock.hide()

    def _make_docks(self) -> tuple[QDockWidget, ...]:
        return (
            self._dock("sectionsDock", "Sections", self.tree, Qt.DockWidgetArea.LeftDockWidgetArea),
            self._dock("clipsDock", "Clips", self.clips, Qt.DockWidgetArea.RightDockWidgetArea),
            self._dock("waveDock", "Sound", self.waveform, Qt.DockWidgetArea.BottomDockWidgetArea),
            self._dock("playerDock", "Player", self.player, Qt.DockWidgetArea.BottomDockWidgetArea),
            self._dock(
                "episodeDock", "Episode", self.form_place, Qt.DockWidgetArea.RightDockWidgetArea
            ),
            self._dock(
                "problemsDock",
                "Problems",
                self.problem_place,
                Qt.DockWidgetArea.RightDockWidgetArea,
            ),
        )

    def _dock(self, name: str, title: str, pane: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setWidget(pane)
        if pane is not self.tree:  # the others have a tab, or need no name
            dock.setTitleBarWidget(QWidget())
        self._window.addDockWidget(area, dock)
        return dock

    def _lay_out(self) -> None:
        window = self._window
        window.setDockNestingEnabled(True)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea),
            (Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea),
        ):
            window.setCorner(corner, area)
        window.splitDockWidget(self.docks[2], self.docks[3], Qt.Orientation.Vertical)
        self.tree.setMinimumWidth(_LEAST_WIDTHS[0])
        self.clips.setMinimumWidth(_LEAST_WIDTHS[1])
        window.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        window.tabifyDockWidget(self.docks[1], self.docks[4])
        window.tabifyDockWidget(self.docks[4], self.docks[5])
        self.docks[1].raise_()
        self.find_bar.hide()


def _to_be_seen(dock: QDockWidget) -> bool:
    """Tell whether a pane is shown, or will be: one that is made for a window on the screen comes a moment later."""
    return not (dock.isHidden() and dock.testAttribute(_TOLD))


def _text(data: QByteArray) -> str:
    return data.toBase64().toStdString()
