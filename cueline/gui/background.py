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


class Job:
    """One piece of work: done in another thread, its end told in the window's, which lets go of all that it knew of.

    Whoever is the last to know an object that nobody owns deletes it. Were that the other thread, or Qt while it
    deletes the job, what the window's thread has events for would be deleted, and the program would end there.
    """

    def __init__(
        self, owner: QObject, work: Callable[[], Any], then: Callable[[Job], object]
    ) -> None:
        """`then` is called with the job when `work` is done, unless it was cancelled, or `owner` is gone."""
        self._owner: QObject | None = owner
        self._work: Callable[[], Any] | None = work
        self._then: Callable[[Job], object] | None = then
        self._future: Future[Any] | None = None
        self._cancelled, self._heard = False, False

    def begin(self, submit: Callable[[Callable[[], Any]], Future[Any]]) -> Job:
        """Have `submit` do the work, in another thread; return the job."""
        future = self._future = submit(self._do)
        future.add_done_callback(lambda _: _POST.send(self._over))
        return self

    def result(self) -> Any:
        """Return what the work returned, or raise what it raised; only while its end is told."""
        assert self._future is not None
        self._heard = True
        return self._future.result()

    def cancel(self) -> None:
        """Forget about the work: it may still be done, but nobody hears of it."""
        self._cancelled, self._then = True, None
        if self._future is not None:
            self._future.cancel()

    def _do(self) -> Any:
        return self._work() if self._work is not None else None

    def _over(self) -> None:
        owner, then, future = self._owner, self._then, self._future
        self._owner = self._work = self._then = None
        try:
            if owner is None or not shiboken6.isValid(owner):
                return
            if then is not None and _can_hear(then):
                then(self)
            if future is not None and not (self._heard or self._cancelled):
                future.result()  # a fault of work that nobody asked about goes on to the outer door
        finally:
            self._future = None  # it holds what was returned: a whole document would stay


def _can_hear(then: Callable[[Job], object]) -> bool:
    """Tell whether a method's object is still there."""
    receiver = getattr(then, "__self__", None)
    return not isinstance(receiver, QObject) or shiboken6.isValid(receiver)


class Background(QObject):
    """A queue of work with one thread of its own, which starts when it is first needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._finished = False

    def run(self, work: Callable[[], Any], then: Callable[[Job], None]) -> Job:
        """Do `work` in the other thread, then call `then` in this one; neither after `finish`: the window is closed."""
        job = Job(self, work, then)
        if self._finished:
            job.cancel()
            return job
        return job.begin(self._thread().submit)

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
