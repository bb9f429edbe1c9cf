"""Work off the window's thread: one thing after the other, with its end told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


_MANY = 3000
"""Fewer objects are dropped in no time."""


class _Post(QObject):
    """Carries calls to the window's thread. It is never deleted, as what a thread has just begun to tell may be."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        # Queued even from the window's thread: whoever asked for something is still about to listen.
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], None]) -> None:
        """Have `call` called when the window's thread comes to it."""
        self._posted.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


_POST = _Post()


def call_in_window(owner: QObject, call: Callable[[], None]) -> None:
    """Have something called in the window's thread, from any; not if `owner` has been deleted by then."""
    _POST.send(lambda: call() if shiboken6.isValid(owner) else None)


class Work:
    """What a thread does, once. Its end is told in the window's thread, which lets go of it.

    Whoever lets go last of an object that nobody owns deletes it. Were that the thread, it would delete what the
    window's thread has events for, and the program ends there.
    """

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call: Callable[[], Any] | None = call

    def __call__(self) -> Any:
        return self._call() if self._call is not None else None

    def let_go(self) -> None:
        """Forget what was done, and all that it knew of."""
        self._call = None


class Job(QObject):
    """One piece of work. `finished` comes in the window's thread, with the job; never after `cancel`."""

    finished = Signal(object)

    def __init__(self, work: Work, future: Future[Any], parent: QObject) -> None:
        """Wait for `future`, which is what comes of `work`."""
        super().__init__(parent)
        self._future: Future[Any] | None = future
        self._cancelled, self._heard = False, False

        def over() -> None:
            work.let_go()
            if shiboken6.isValid(self):
                self._report()

        future.add_done_callback(lambda _: _POST.send(over))

    def result(self) -> Any:
        """Return what the work returned, or raise what it raised; only while `finished` is told."""
        assert self._future is not None
        self._heard = True
        return self._future.result()

    def cancel(self) -> None:
        """Forget about the work: it may still be done, but nobody hears of it."""
        self._cancelled = True
        if self._future is not None:
            self._future.cancel()

    def _report(self) -> None:
        if not self._cancelled:
            self.finished.emit(self)
        future, told = self._future, self._heard or self._cancelled
        self._future = None  # it holds what was returned, and refers back to this job: a whole document would stay
        self.deleteLater()
        if future is not None and not told:
            future.result()  # a fault of work that nobody asked about goes on to the outer door


class Background(QObject):
    """A queue of work with one thread of its own, which starts when it is first needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._finished = False

    def run(self, work: Callable[[], Any], then: Callable[[Job], None]) -> Job:
        """Do `work` in the other thread, then call `then` in this one; neither after `finish`: the window is closed."""
        if self._finished:
            from concurrent.futures import Future

            job = Job(Work(work), Future(), self)
            job.cancel()
            return job
        done = Work(work)
        job = Job(done, self._thread().submit(done), self)
        job.finished.connect(then)
        return job

    def run_long(self, work: Callable[[], Any], then: Callable[[Job], None]) -> Job:
        """`run` what makes very many objects, which stay: the garbage collector leaves them alone.

        It would stop every thread while it looks through them.
        """
        return self.run(lambda: _uncollected(work), then)

    def let_go(self, values: list[Any]) -> None:
        """Drop very many objects that nobody else has, one by one, in the other thread; the list is empty then."""
        if len(values) > _MANY:
            self.run(lambda: _let_go(values), _nothing)

    def finish(self, *, wait: bool = False) -> None:
        """Take no more work; what was asked for is still done. `wait` for it."""
        self._finished = True
        self._thread().shutdown(wait=wait)

    def _thread(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, thread_name_prefix="cueline")
        return self._pool


def _uncollected(work: Callable[[], Any]) -> Any:
    from cueline.collection import uncollected

    with uncollected(freeze=True):
        return work()


def _let_go(values: list[Any]) -> None:
    from cueline.collection import let_go

    let_go(values)


def _nothing(_: Job) -> None:
    return
