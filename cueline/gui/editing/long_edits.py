"""Edits that go through the whole episode: worked out beside the window, then done as one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject

from cueline.episode import EditError, Episode
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import Notice, NoticeBar

Made = TypeVar("Made")
Stop = Callable[[], bool]
"""Tells whether nobody waits for the work any more."""


class LongEdits(QObject):
    """Works one edit out at a time; what takes long is shown, and can be given up."""

    def __init__(self, bench: Workbench, notices: NoticeBar) -> None:
        super().__init__(bench)
        self._bench, self._notices = bench, notices
        self._background, self._busy = Background(self), Busy(self)
        self._busy.changed.connect(self._tell_busy)
        self._notice: Notice | None = None
        self._job: Job | None = None
        self._given_up = Event()
        bench.session.loaded.connect(self.give_up)

    def begin(
        self, text: str, work: Callable[[Episode, Stop], Made], then: Callable[[Made], None]
    ) -> None:
        """Let `work` make something of the episode as it is, and hand it to `then`; `text` says what is being done.

        One that is edited meanwhile stays as it is then. An EditError is said.
        """
        self.give_up()
        self._bench.table.commit_typing()
        before, stop = self._bench.episode, self._given_up.is_set

        def take(job: Job) -> None:
            self._end()
            self._bench.table.commit_typing()
            try:
                made = job.result()
            except EditError as error:
                self._bench.said.emit(str(error))
                return
            if self._bench.episode is before:
                then(made)
            else:
                self._bench.said.emit(
                    "The episode was changed meanwhile: nothing else was done. Try again."
                )

        self._busy.begin(text)
        run = self._background.run_long if self._bench.long else self._background.run
        self._job = run(lambda: work(before, stop), take)

    def give_up(self) -> None:
        """Do no more; what was made so far is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._given_up.set()
            self._given_up = Event()
            self._end()

    def leave(self) -> None:
        """Do nothing more: the window is closed."""
        self.give_up()
        self._background.finish()

    def _end(self) -> None:
        self._job = None
        self._busy.end()

    def _tell_busy(self, text: str) -> None:
        notice, self._notice = self._notice, None
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)
        if text:
            self._notice = self._notices.show_message(text, actions=[("Cancel", self.give_up)])
