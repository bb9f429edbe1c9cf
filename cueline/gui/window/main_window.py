"""The window: it builds the parts, connects them, and shows one file. What the parts do stands in themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from cueline.gui.files.recent import Recent
from cueline.gui.window import imports
from cueline.gui.window.frame import Frame
from cueline.gui.window.late import Late
from cueline.gui.window.look import chosen_scheme, show_scheme
from cueline.gui.window.parts import Parts

if TYPE_CHECKING:
    from cueline.gui.actions.keys import KeySet
    from cueline.gui.store import Store
    from cueline.io import Document, DocumentError, SaveError
    from cueline.media.player import Player
    from cueline.widgets.notice_bar import Notice

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


class MainWindow(QMainWindow, Parts):
    """One window for one file."""

    closed = Signal(object)  # MainWindow
    completed = Signal(object)  # MainWindow
    """All parts are there; see `_parts`."""

    def __init__(self, store: Store, player_factory: Callable[[], Player]) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.store = store
        self._player_factory = player_factory
        self._closing = False
        self._busy_notice: Notice | None = None
        self._enabled: set[str] | None = None
        self._not_saved_notice: Notice | None = None
        show_scheme(chosen_scheme(store))
        self.recent = Recent(store, self)
        self.frame = Frame(self)
        self.frame.restore(store)
        self._late = Late(self._parts(), self)
        self._show_start_page()
        self.setWindowTitle("Cueline")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Return a part that is asked for before its time, having made all of them."""
            if name in Parts.__annotations__ and self._late.finish():
                return getattr(self, name)
            raise AttributeError(f"a window has no {name!r}")

    def findChild(self, *what: Any, **how: Any) -> Any:
        """Find a child as Qt does, also among the parts that wait to be made."""
        self._late.finish()
        return super().findChild(*what, **how)

    def findChildren(self, *what: Any, **how: Any) -> Any:
        """Find children as Qt does, also among the parts that wait to be made."""
        self._late.finish()
        return super().findChildren(*what, **how)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make what waits, once there is something to look at."""
        super().paintEvent(event)
        self._late.begin()

    def open_path(self, path: str | Path) -> None:
        """Open a file, after asking about unsaved changes; a folder is shown over what is open."""
        self.files.take(path)

    def show_title(self) -> None:
        """Show the file's name, with a dot while it holds changes that are not saved."""
        from cueline.episode.visible import visible_name

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
        from cueline.gui.actions.state import enable, rename, words

        held = words(
            self.bench,
            recent=bool(self.recent.entries) if not self.session.document else True,
            open_file=self.files.path is not None,
            passing=self._passing(),
            broken=self.mending.active,
            covered=self.panes.shows_folder,
        )
        held |= self.clipboard.words()
        held |= self.mending.words
        if held != self._enabled:
            self._enabled = held
            enable(self.actions_by_id, held)
        rename(self.actions_by_id, {"line.merge": self.editing.merge_text})

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
        from cueline.gui.files import problems

        self.panes.notices.clear()
        if document.read_only:
            self.panes.source_page.show_to_look_at(document.source.text)
            self.panes.show_source()
            self.panes.notices.show_message(
                problems.only_to_look_at(document), kind="warning", actions=self._ways_on(document)
            )
            self.panes.source_view.setFocus()
        else:
            self.panes.show_editor()
            self.panes.table.setFocus()
        for notice in document.notices:
            self.panes.notices.show_message(notice, kind="info")
        self.recent.note(document)
        self.marks.open_for(document.path, self.session.episode)
        self.listening.open_for(document.path, document.episode.fields)
        self.views.show_where_left()
        self.restoring.note_opened()

    def _ways_on(self, document: Document) -> list[tuple[str, Callable[[], None]]]:
        """Return what can be done with a file that can only be looked at."""
        if len(document.files) > 1:
            return []
        by_hand = ("Change It by Hand", lambda: self.files.show_as_text(document))
        if document.data.strip():
            return [by_hand]
        return [("Write Its Text", by_hand[1]), ("New Episode…", self.arrivals.begin_episode)]

    def _unreadable(self, error: DocumentError) -> None:
        from cueline.gui.files import problems

        self.panes.notices.clear()
        if error.text is None:
            self.mending.leave()
            self.panes.show_start()
        else:
            self.panes.show_source()
            self.mending.show(error)
        actions = [*self.conflicts.offered(error), ("Open Another…", self.files.choose)]
        if error.text is None:
            message = problems.cannot_open(error)
            self.panes.notices.show_message(message, kind="error", actions=actions)
        else:
            self.broken_bar.show(error, actions)
        self.listening.close()

    def _show_broken(self) -> None:
        self.panes.notices.clear()
        self.panes.show_source()
        self.listening.close()

    def _show_start_page(self) -> None:
        page = self.frame.start_page
        page.set_folders(self.recent.folders)
        page.set_recent(self.recent.entries)
        self.recent.look()
        page.setFocus()

    def _show_start(self) -> None:
        self.panes.notices.clear()
        self.panes.show_start()
        self._show_start_page()
        self.listening.close()
        self.show_title()
        self.update_actions()

    def _not_saved(self, error: SaveError) -> None:
        from cueline.gui.files import problems

        actions = [("Try Again", self.saving.save), ("Save As…", self.saving.save_as)]
        self._end_not_saved()
        self._not_saved_notice = self.panes.notices.show_message(
            problems.cannot_save(error), kind="error", actions=actions
        )

    def _text_not_saved(self, error: SaveError) -> None:
        from cueline.gui.files import problems
        from cueline.io import StaleFileError

        if isinstance(error, StaleFileError):
            return  # it is asked about
        self._end_not_saved()
        self._not_saved_notice = self.panes.notices.show_message(
            problems.cannot_save(error),
            kind="error",
            actions=[
                ("Try Again", self.mending.save_text),
                ("Save As…", self.mending.save_text_as),
            ],
        )

    def _end_not_saved(self) -> None:
        notice, self._not_saved_notice = self._not_saved_notice, None
        if notice is not None and notice in self.panes.notices.notices():
            notice.closed.emit(notice)

    def _wrote(self, document: Document) -> None:
        self._end_not_saved()
        self.review.close()
        if document.path is not None:
            self.marks.move_to(document.path)
            self.listening.move_to(document.path)
        if self._sound_belongs_elsewhere(document):
            self.listening.open_for(document.path, document.episode.fields)
        else:
            self.listening.look_again(document.path, document.episode.fields)

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
        self.restoring.set_keys(keys)

    # Building.

    def _parts(self) -> Iterator[None]:
        """Make all that works on an episode, in small steps: the start page is seen without it."""
        yield from imports.in_pieces()
        from cueline.gui.window import making

        parts = yield from making.make(self, self._player_factory)
        vars(self).update(vars(parts))  # all at once, and connected before anyone else asks
        self._connect()
        self.preferences.put_to_work()
        self.panes.fill_menu(self.menus["View"])
        self.menus["View"].addAction(self.picture.action)
        self.menus["Edit"].aboutToShow.connect(self.update_actions)
        self.actions_by_id["view.follow"].setChecked(self.panes.table.following)
        self._show_start()
        self.completed.emit(self)

    def _connect(self) -> None:
        """Connect everything, in one place: actions, files, episode, panes, sound."""
        from cueline.gui.actions.menus import connect_handlers

        controllers = {name: getattr(self, name) for name in CONTROLLERS}
        connect_handlers(self.actions_by_id, controllers, self.panes.status.clear_note)
        self._connect_files()
        from cueline.gui.window import wiring

        wiring.connect(self)

    def _connect_files(self) -> None:
        files, saving, start = self.files, self.saving, self.panes.start_page
        files.opened.connect(self.show_opened)
        files.opened.connect(self.mending.leave)
        files.unreadable.connect(self._unreadable)
        files.folder_requested.connect(self.folder.open)
        files.closed.connect(self.mending.leave)
        self.mending.saving.written.connect(self._end_not_saved)
        self.mending.saving.open_requested.connect(files.open)
        self.mending.opened.connect(self.show_opened)
        self.mending.shown_again.connect(self._show_broken)
        self.mending.saving.not_saved.connect(self._text_not_saved)
        for act in (self.show_title, self.update_actions):
            self.mending.changed.connect(act)
        files.closed.connect(self._show_start)
        saving.ended.connect(self.status.show_saved)
        saving.wrote.connect(self._wrote)
        saving.wrote.connect(self.recent.note)
        for act in (self._wrote, self.recent.note, self.show_title):
            self.reloading.renamed.connect(act)
        saving.not_saved.connect(self._not_saved)
        self.busy.changed.connect(self._busy)
        files.close_agreed.connect(self.close_for_good)
        start.open_requested.connect(files.choose)
        start.new_requested.connect(self.arrivals.begin_episode)
        start.open_path_requested.connect(self.arrivals.take)
        self.arrivals.open_requested.connect(self.open_path)
        self.arrivals.first_line_requested.connect(self.editing.insert)
        start.sample_requested.connect(self.recent.open_sample)
        self.recent.open_requested.connect(files.open)
        self.recent.changed.connect(start.set_recent)
        self.recent.said.connect(self.bench.said)
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
        self.marks.leave()
        self.mending.leave()
        self.checking.leave()
        self.long_edits.leave()
        self.review.leave()
        self.reloading.leave()
        self.joining.close()
        self.conflicts.close()
        self.finding.leave()
        self.exporting.leave()
        self.batches.leave()
        self.works.close()
        self.problem_marks.leave()
        self.problem_commands.leave()
        self.publishing.leave()
        self.life.leave()
        self.background.finish()
        self.session.end()
        event.accept()
        self.closed.emit(self)

    def close_for_good(self) -> None:
        """Close without a question: it has been answered."""
        self._closing = True
        self.close()
