"""What is missing before the episode can be published: a list beside the transcript that follows the edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow

from cueline.episode import EditError, Episode
from cueline.episode.checks import Settings
from cueline.episode.publishing import Remark, publish_list
from cueline.gui.background import Background, Job
from cueline.gui.checks.checking import Checking
from cueline.gui.editing.along import with_clips
from cueline.gui.editing.cutting import Cutting
from cueline.gui.undo import Edit
from cueline.gui.window.layout import Panes
from cueline.gui.workbench import Workbench

if TYPE_CHECKING:
    from cueline.widgets.proposals.publish_list import PublishList

_LATER_MS = 200
_WIDE = 20
"""How wide the list is at least when it is opened, in heights of a letter."""


class Publishing(QObject):
    """Shows the list under the sections, goes where its entries ask to, and does their mends."""

    item_requested = Signal(int)
    clip_requested = Signal(int)
    field_requested = Signal(object)  # Path

    def __init__(
        self,
        bench: Workbench,
        checking: Checking,
        cutting: Cutting,
        panes: Panes,
        window: QMainWindow,
    ) -> None:
        super().__init__(bench)
        self._checking = checking
        self._settings = Settings()
        self._bench, self._cutting, self._panes = bench, cutting, panes
        self._window = window
        self._commands = {
            "clip.clean_addresses": cutting.clean_addresses,
            "section.all_to_questions": cutting.headers_to_questions,
        }
        self._background = Background(self)
        self._people: dict[str, str] = {}
        self._dock: QDockWidget | None = None
        self._list: PublishList | None = None
        self._job: Job | None = None
        self._goes = False
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._fill)
        bench.session.loaded.connect(self._note_document)
        bench.session.changed.connect(self.note_change)
        checking.found.connect(self._note_settings)

    def show(self) -> None:
        """Show the list, with the focus in it."""
        if self._dock is None or self._list is None:
            self._dock, self._list = self._make()
        self._bench.commit_open()
        self._goes = True
        self._fill()
        self._find_people()
        if not self._shown:
            self._make_room(self._dock)
            self._dock.show()
        self._dock.raise_()
        self._list.setFocus()
        self._go_to_first(self._list)

    def note_change(self) -> None:
        """Look again at the next pause; another document that can be changed is looked at likewise."""
        if not self._shown:
            return
        if not self._bench.session.editable:
            self.close()
            return
        self._later.start(self._bench.pause(_LATER_MS))

    def close(self) -> None:
        """Take the list away and go back to the lines."""
        if self._dock is not None and self._shown:
            self._dock.hide()
            self._bench.table.setFocus()

    def leave(self) -> None:
        """Look for nothing more: the window is closed."""
        self._later.stop()
        self._give_up()
        self._background.finish()

    def go_to(self, remark: Remark) -> None:
        """Show the place of an entry, with the focus there."""
        if remark.item is not None:
            self.item_requested.emit(remark.item)
        elif remark.clip is not None or remark.path[:1] == ("quotableClips",):
            self._panes.show_clips()
            if remark.clip is not None:
                self.clip_requested.emit(remark.clip)
        elif remark.path:
            self.field_requested.emit(remark.path)

    def mend(self, remark: Remark, which: int) -> None:
        """Do one of an entry's mends as one step of the history."""
        # What is typed comes first, and may have changed what is to be mended.
        if self._bench.commit_open():
            self._look(lambda now: self._mend(next((o for o in now if o == remark), None), which))
        else:
            self._mend(None, which)

    def _mend(self, found: Remark | None, which: int) -> None:
        if found is None:
            self._fill()
            self._bench.said.emit("The list has changed meanwhile. Look at it again.")
            return
        mend = found.mends[which]
        label = mend.label[:1].lower() + mend.label[1:]
        edit = Edit("file.publish", (found.rule, found.path, found.index), label)

        def make(ep: Episode) -> Episode:
            made = mend.edit(ep)
            if made == ep:
                raise EditError("Nothing is left to be mended here.")
            return made

        before = self._bench.episode
        if self._bench.attempt(edit, make):
            along = with_clips(before, self._bench.episode, found.clip)
            self._bench.said.emit(f"Done: {mend.label}{along}. One undo takes it back.")
            self._fill()

    def do_command(self, action: str) -> None:
        """Open the reviewed list that an entry offers."""
        if self._bench.commit_open():
            self._commands[action]()

    @property
    def _shown(self) -> bool:
        return self._dock is not None and self._dock.isVisible()

    def _look(self, then: Callable[[tuple[Remark, ...]], None]) -> None:
        """Hand `then` what is missing: now, or of a long episode as soon as it is found beside the window."""
        episode = self._bench.episode
        self._settings = self._checking.settings
        settings = replace(self._settings, people=self._people or None)
        facts = self._checking.facts()
        sound = self._cutting.sound_end()
        self._give_up()
        if not self._bench.long:
            then(publish_list(episode, sound, settings, facts))
            return

        def take(job: Job) -> None:
            self._job = None
            if episode is self._bench.episode:
                then(job.result())
            else:
                self._look(then)

        self._job = self._background.run(
            lambda: publish_list(episode, sound, settings, facts), take
        )

    def _note_settings(self) -> None:
        """Look again where the user, or the site, has said that something is right."""
        if self._checking.settings != self._settings:
            self.note_change()

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _note_document(self) -> None:
        self._people = {}
        self._give_up()
        if self._shown:
            self._find_people()
        self.note_change()

    def _find_people(self) -> None:
        """Read who the people of the site are, in the background, and look at the guests again."""
        document = self._bench.session.document
        if document is not None:
            path = document.path
            self._background.run(lambda: (path, _people_near(path)), self._know)

    def _know(self, job: Job) -> None:
        path, people = job.result()
        document = self._bench.session.document
        if document is not None and document.path == path and people != self._people:
            self._people = people
            self.note_change()

    def _fill(self) -> None:
        self._later.stop()
        if self._list is not None:
            self._list.wait()
            self._look(self._show_remarks)

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        if self._list is not None:
            self._list.set_remarks(remarks)
            if self._list.hasFocus():
                self._go_to_first(self._list)

    def _go_to_first(self, shown: PublishList) -> None:
        """Put the focus on the first entry as soon as there is one, once for each time that the list is asked for."""
        if self._goes and shown.rows:
            self._goes = False
            shown.go(0)

    def _make(self) -> tuple[QDockWidget, PublishList]:
        from cueline.widgets.pane_frame import PaneFrame
        from cueline.widgets.proposals.publish_list import PublishList

        pane = PublishList()
        PaneFrame(pane)
        pane.jump_requested.connect(self.go_to)
        pane.mend_requested.connect(self.mend)
        pane.command_requested.connect(self.do_command)
        pane.left.connect(self.close)
        dock = QDockWidget("Ready to publish?", self._window)
        dock.setObjectName("publishDock")
        dock.setWidget(pane)
        area = Qt.DockWidgetArea.LeftDockWidgetArea
        self._window.addDockWidget(area, dock, Qt.Orientation.Vertical)
        return dock, pane

    def _make_room(self, dock: QDockWidget) -> None:
        """Give the list half of the height that the sections have, and room for its sentences."""
        em, column = dock.fontMetrics().height(), self._panes.tree.parentWidget()
        half = self._panes.tree.height() // 2
        wide = max(self._panes.tree.width(), em * _WIDE)
        self._window.resizeDocks([dock], [wide], Qt.Orientation.Horizontal)
        if isinstance(column, QDockWidget) and column.isVisible():
            self._window.resizeDocks([column, dock], [half, half], Qt.Orientation.Vertical)


def _people_near(path: Path) -> dict[str, str]:
    """Return the people of the site that an episode's file belongs to: id to full name."""
    from cueline.io.people import people_folder, read_people

    folder = people_folder(path)
    people = read_people(folder) if folder is not None else []
    return {person.id: person.name for person in people}
