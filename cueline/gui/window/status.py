"""What the status line says: whether everything is saved, what just happened, and the keys of the focused pane."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from cueline.gui.actions.keys import KeySet
from cueline.gui.files.problems import counted
from cueline.gui.session import Session
from cueline.gui.window.hints import FIXED, HINTS
from cueline.gui.window.layout import Panes

_STEPS = (
    "So often something was changed since the last save, each as one step of undo."
    "\nOne change can alter several lines: File ▸ Review Changes shows each difference."
)


class Status(QObject):
    """Keeps the status line true."""

    def __init__(self, session: Session, panes: Panes) -> None:
        super().__init__(session)
        self._session = session
        self._panes = panes
        self._kept = ""
        self._keys: KeySet | None = None
        self._mode = ""
        self._hints: tuple[str, str] | None = None

    def show_saved(self) -> None:
        """Say whether there are changes that are not saved."""
        unsaved = self._session.editable and not self._session.clean
        self._panes.status.set_saved(self._saved_text(), _STEPS if unsaved else "")

    def note_kept(self, when: str) -> None:
        """Say since when the unsaved changes are safe from a crash; "" if they are not."""
        self._kept = when
        self.show_saved()

    def forget(self) -> None:
        """Begin anew with another document."""
        self._kept = ""
        self.show_saved()

    def set_keys(self, keys: KeySet) -> None:
        """Show the keys of another key set."""
        self._keys, self._hints = keys, None
        self.show_hints()

    def set_mode(self, mode: str) -> None:
        """Show the keys of a pass that is under way ("tap", "hop"), as long as the table has the focus."""
        self._mode = mode
        self.show_hints()

    def tell_pass(self, text: str) -> None:
        """Say how far a pass is: beside its buttons in the player, here where that is not shown; "": no pass."""
        player = self._panes.player
        player.tell_pass(text)
        self._panes.status.set_right("" if player.isVisible() else text, "pass")

    def show_facts(self) -> None:
        """Say nothing of the open file while the page of a folder covers it."""
        self._panes.status.show_facts(not self._panes.shows_folder)

    def show_hints(self) -> None:
        """Show the five keys that matter where the focus is."""
        scope = self.scope()
        if self._keys is None or (scope, self._keys.id) == self._hints:
            return
        self._hints = (scope, self._keys.id)
        if scope in FIXED:
            self._panes.status.set_hints(FIXED[scope])
            return
        places = {
            "start": ("everywhere",),
            "mend": ("everywhere",),
            "look": ("everywhere",),
            "tap": ("tap", "table"),
            "hop": ("hop", "table"),
        }
        hints = [
            (self._keys.shown(action, *places.get(scope, (scope,))), what)
            for action, what in HINTS[scope]
        ]
        self._panes.status.set_hints([(key, what) for key, what in hints if key])

    def scope(self) -> str:
        """Return where the focus is, by the names of the table of hints."""
        panes = self._panes
        if _holds(panes.notices, QApplication.focusWidget()):
            return "notice"
        if panes.shows_folder:
            return "folder"
        if self._session.document is None:
            return "mend" if panes.source_page.panel.isVisible() else "start"
        focus = QApplication.focusWidget()
        if _named("publishList", focus):
            return "publish"
        if _holds(panes.find_bar, focus):
            return "replace" if panes.find_bar.replacing else "find"
        if not self._session.editable:
            return "look"
        if panes.table.open_cell_at() is not None:
            return "cell"
        places = (
            ("tree", panes.tree),
            ("clips", panes.clips),
            ("form", panes.form_place),
            ("problems", panes.problem_place),
            ("player", panes.player),
            ("wave", panes.waveform),
        )
        return next((name for name, pane in places if _holds(pane, focus)), self._mode or "table")

    def _saved_text(self) -> str:
        session = self._session
        if session.document is None:
            return ""
        if session.saving:
            return "Saving…"
        if not session.editable:
            return "To look at only"
        if not session.clean:
            safe = f" · kept safe {self._kept}" if self._kept else ""
            return f"{counted(session.unsaved_count, 'change')}, not saved{safe}"
        return f"Saved {session.saved_at:%H:%M}" if session.saved_at else "No changes"


def _named(name: str, widget: QWidget | None) -> bool:
    """Tell whether a widget has this name, or is in one that has."""
    while widget is not None and widget.objectName() != name:
        widget = widget.parentWidget()
    return widget is not None


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
