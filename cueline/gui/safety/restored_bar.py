"""The bar that says what was brought back after a crash, as long as it is there and not saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cueline.gui.undo import HistoryStep
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import Action, Notice, NoticeBar


class RestoredBar(QObject):
    """Says how many of the changes that were brought back are in effect, as the status line counts them.

    It is away while they are undone, and ends with a save, another file, or its cross.
    """

    review_requested = Signal()

    def __init__(self, bench: Workbench, notices: NoticeBar) -> None:
        super().__init__(bench)
        self._session, self._notices = bench.session, notices
        self._notice: Notice | None = None
        self._drop: Callable[[], object] | None = None
        self._since = self._way_on = ""
        self._until = 0
        """Up to which place the history is what was brought back."""
        self._passing = False
        session = bench.session
        session.saved.connect(self.end)
        session.loaded.connect(self.end)
        session.stepped.connect(self._note_step)
        session.merged.connect(self._note_edit)
        session.history_moved.connect(self._count)

    def tell_changes(self, since: str, drop: Callable[[], object], way_on: str = "") -> None:
        """Say how many changes the history holds that were brought back; `drop` gives them up.

        What is made after them would go with them: then `drop` is no longer offered. `way_on`: how to go on with what
        was under way; said till something is done.
        """
        self._way_on = f" {way_on}" if way_on else ""
        self._since, self._drop, self._until = since, drop, self._session.index
        self._count()

    def tell(self, text: str, actions: tuple[Action, ...] = ()) -> None:
        """Say what was brought back till something is done."""
        self.end()
        self._notice, self._passing = self._notices.show_message(text, actions=actions), True

    def end(self) -> None:
        """Take the bar away for good."""
        self._drop = None
        self._hide()

    def _note_step(self, _: HistoryStep) -> None:
        self._until = min(self._until, self._session.index - 1)
        self._note_edit()

    def _note_edit(self, _: object = None) -> None:
        if self._passing:
            self.end()
        self._count()

    def _count(self, _: int = 0) -> None:
        """Say what is true now; nothing where all was undone."""
        if self._drop is None:
            return
        if self._notice is not None and self._notice not in self._notices.notices():
            self.end()  # it was closed
            return
        more = max(0, self._session.index - self._until)
        count = self._session.unsaved_count - more
        if self._session.index != self._until:
            self._way_on = ""
        if count <= 0:
            self._hide()
            return
        changes = "1 change" if count == 1 else f"{count} changes"
        gone_on = " You have made more since." if more else self._way_on
        actions: list[Action] = [("Show", self._show)]
        if not more:
            actions.append(("Discard", self._drop))
        document = self._session.document
        where = "" if document is None else f", in {document.name}"
        text = f"Restored: {changes}{self._since}{where}.{gone_on}"
        if self._notice is None or self._notice.text != text:
            self._hide()
            self._notice = self._notices.show_message(text, actions=actions)

    def _show(self) -> None:
        self._notice = None  # a button closes its notice; the other is still wanted
        self._count()
        self.review_requested.emit()

    def _hide(self) -> None:
        notice, self._notice, self._passing = self._notice, None, False
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)
