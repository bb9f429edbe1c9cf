"""The bar above a text that does not parse: where it is broken now, and what became of the changes by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cueline.gui.checks.mending import Mending
from cueline.gui.files import problems
from cueline.widgets.notice_bar import Action, Notice, NoticeBar

if TYPE_CHECKING:
    from cueline.io import DocumentError

_UNTOUCHED = "Nothing was changed."
_UNSAVED = "Your changes to it are not saved yet."
_SAVED = "It is saved as it is."


class BrokenBar(QObject):
    """Says what holds now; shut by the user, it is not shown again."""

    def __init__(self, mending: Mending, notices: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._mending, self._notices = mending, notices
        self._notice: Notice | None = None
        self._error: DocumentError | None = None
        self._actions: Sequence[Action] = ()
        self._saved = self._shut = False
        mending.reading.read_again.connect(self._note_read)
        mending.saving.written.connect(self._note_saved)
        mending.changed.connect(self._tell)

    def show(self, error: DocumentError, actions: Sequence[Action]) -> None:
        """Begin with a text that is shown just now."""
        self._error, self._actions = error, actions
        self._notice, self._saved, self._shut = None, False, False
        self._tell()

    def _note_read(self, error: DocumentError | None) -> None:
        self._error = error
        self._tell()

    def _note_saved(self) -> None:
        self._saved = True
        self._tell()

    def _tell(self) -> None:
        self._shut = self._shut or (
            self._notice is not None and self._notice not in self._notices.notices()
        )
        said = "" if self._error is None else problems.broken(self._error, self._state())
        if self._shut or not self._mending.active or said == (self._notice and self._notice.text):
            return
        notice, self._notice = self._notice, None
        if notice is not None:
            notice.closed.emit(notice)
        if said:
            self._notice = self._notices.show_message(said, kind="error", actions=self._actions)

    def _state(self) -> str:
        if self._mending.unsaved:
            return _UNSAVED
        return _SAVED if self._saved else _UNTOUCHED
