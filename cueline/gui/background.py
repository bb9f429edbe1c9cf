"""Work off the window's thread: one thing after the other, with its end told in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal


class Job(QObject):
    """One piece of work. `finished` comes in the window's thread, with the job; never after `cancel`."""

    finished = Signal(object)
    _ended = Signal()

    def __init__(self, future: Future[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._future = future
        self._cancelled = False
        self._ended.connect(self._report)
        future.add_done_callback(lambda _: self._ended.emit())

    def result(self) -> Any:
        """Return what the work returned, or raise what it raised."""
        return self._future.result()

    def cancel(self) -> None:
        """Forget about the work: it may still be done, but nobody hears of it."""
        self._cancelled = True
        self._future.cancel()

    def _report(self) -> None:
        if not self._cancelled:
            self.finished.emit(self)
        self.deleteLater()


class Background(QObject):
    """A queue of work with one thread of its own, which starts when it is first needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="cueline")

    def run(self, work: Callable[[], Any], then: Callable[[Job], None]) -> Job:
        """Do `work` in the other thread, then call `then` in this one."""
        job = Job(self._pool.submit(work), self)
        job.finished.connect(then)
        return job

    def wait(self) -> None:
        """Wait until all that was asked for is done, and take no more; for the program's end."""
        self._pool.shutdown(wait=True)
