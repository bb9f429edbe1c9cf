"""Asking the disk: it may be far away, asleep, or never answer, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from cueline.gui.background import Job

if TYPE_CHECKING:
    from concurrent.futures import Future

Answer = TypeVar("Answer")
_BRIEFLY_MS = 500


class Asking(QObject):
    """Asks one question at a time, beside the window; the answer comes in the window's thread.

    Each question has a thread of its own, which the end of the program does not wait for: where the disk hangs, the
    question is forgotten and another one can be asked.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._question: Job | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._question is not None

    def ask(self, work: Callable[[], Answer], then: Callable[[Answer], object]) -> None:
        """Let `work` ask, and hand what it returns to `then`; what was asked before is forgotten.

        `work` must hold nothing of the window: it may outlive it, in its own thread.
        """

        def answer(job: Job) -> None:
            self._question = None
            then(job.result())

        self.forget()
        self._question = Job(self, work, answer).begin(_in_a_thread)

    def ask_briefly(
        self, work: Callable[[], Answer], then: Callable[[Answer], object], otherwise: Answer
    ) -> None:
        """`ask`, and hand `otherwise` to `then` where no answer comes within half a second."""
        self.ask(work, then)
        question = self._question

        def give_up() -> None:
            if self._question is question:
                self.forget()
                then(otherwise)

        QTimer.singleShot(_BRIEFLY_MS, self, give_up)

    def forget(self) -> None:
        """Want no answer any more."""
        if self._question is not None:
            self._question.cancel()
            self._question = None


def _in_a_thread(work: Callable[[], Any]) -> Future[Any]:
    from concurrent.futures import Future
    from threading import Thread

    def do() -> None:
        if future.set_running_or_notify_cancel():
            future.set_result(work())  # a fault is told by the thread

    future: Future[Any] = Future()
    Thread(target=do, name="cueline disk", daemon=True).start()
    return future
