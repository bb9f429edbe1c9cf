"""All problems of a kind mended at once, where that is safe: beside the window, as one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject

from cueline.episode import Episode
from cueline.episode.checks import RULES, CheckStoppedError, Fix, Problem, fixed
from cueline.gui.background import Background, Job
from cueline.gui.busy import Busy
from cueline.gui.checks.checking import Checking
from cueline.gui.files.problems import counted
from cueline.gui.undo import Edit
from cueline.gui.workbench import Workbench
from cueline.widgets.notice_bar import Notice, NoticeBar

_ROUNDS = 20


class SafeMending(QObject):
    """Mends one kind at a time: looks for its problems, does what is safe, and looks again till nothing is left."""

    def __init__(self, bench: Workbench, notices: NoticeBar, checking: Checking) -> None:
        super().__init__(bench)
        self._bench, self._notices, self._checking = bench, notices, checking
        self._background, self._busy = Background(self), Busy(self)
        self._busy.changed.connect(self._tell_busy)
        self._notice: Notice | None = None
        self._job: Job | None = None
        self._given_up = Event()
        bench.session.loaded.connect(self.give_up)

    def mend(self, rule: str) -> None:
        """Mend all problems of a kind in the episode as it is; one that is edited meanwhile stays as it is then."""
        self.give_up()
        self._bench.table.commit_typing()
        before, find = self._bench.episode, self._checking.finder((rule,))
        stop = self._given_up.is_set
        title = f"mending {RULES[rule].title[:1].lower()}{RULES[rule].title[1:]}"
        edit = Edit("problem.fix_all", rule, title)

        def work() -> tuple[Episode, int]:
            return _mended(before, lambda episode: find(episode, stop), stop)

        def take(job: Job) -> None:
            self._end()
            self._take(before, edit, *job.result())

        self._busy.begin(f"{title[:1].upper()}{title[1:]}…")
        run = self._background.run_long if self._bench.long else self._background.run
        self._job = run(work, take)

    def give_up(self) -> None:
        """Mend no more; what was mended so far is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._given_up.set()
            self._given_up = Event()
            self._end()

    def leave(self) -> None:
        """Mend nothing more: the window is closed."""
        self.give_up()
        self._background.finish()

    def _end(self) -> None:
        self._job = None
        self._busy.end()

    def _take(self, before: Episode, edit: Edit, episode: Episode, done: int) -> None:
        self._bench.table.commit_typing()
        if self._bench.episode is not before:
            self._bench.said.emit(
                "The episode was changed meanwhile: nothing was mended. Try again."
            )
        elif not done:
            self._bench.said.emit("Nothing is left to be mended here.")
        elif self._bench.attempt(edit, lambda _: episode):
            self._checking.look_now()
            self._bench.said.emit(f"Mended {counted(done, 'problem')}. One undo takes it back.")

    def _tell_busy(self, text: str) -> None:
        notice, self._notice = self._notice, None
        if notice is not None and notice in self._notices.notices():
            notice.closed.emit(notice)
        if text:
            self._notice = self._notices.show_message(text, actions=[("Cancel", self.give_up)])


def _mended(
    episode: Episode, find: Callable[[Episode], list[Problem]], stop: Callable[[], bool]
) -> tuple[Episode, int]:
    """Return the episode without the problems that `find` finds, and how many were mended."""

    def safe(problem: Problem) -> Fix | None:
        if stop():
            raise CheckStoppedError
        return problem.safe_fix

    amount = 0
    for _ in range(_ROUNDS):
        episode, done = fixed(episode, find(episode), safe)
        amount += len(done)
        if not done:
            break
    return episode, amount
