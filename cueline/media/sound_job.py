"""Work on a sound in a thread of its own, so that the window goes on; told in the window's thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from cueline.media.decoding import PeaksError
from cueline.media.preloading import preload
from cueline.system_faults import in_words

TURN = 0.001
"""Seconds that the thread may keep Python to itself; Python's own 0.005 made the window wait for 30 ms at times."""


class SoundJob(QObject):
    """Do one piece of work on a sound; `_work` says what, in the other thread.

    `progress` may come with the share that is done (0.0 to 1.0) and what there is so far, then one of `done` (what
    came of it) and `failed` (a sentence for people). After `cancel` none of them comes. A job works
    once; one with a parent deletes itself when it is through, never before: its thread would tell what is gone.
    """

    progress = Signal(float, object)
    done = Signal(object)
    failed = Signal(str)

    _progress_posted = Signal(float, object)
    _done_posted = Signal(object)
    _failed_posted = Signal(str)
    _over_posted = Signal()

    def __init__(self, path: str | Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = Path(path)
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cueline sound", daemon=True)
        self._progress_posted.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._done_posted.connect(self._tell_done, Qt.ConnectionType.QueuedConnection)
        self._failed_posted.connect(self._tell_failed, Qt.ConnectionType.QueuedConnection)
        self._over_posted.connect(self._go, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether the work is still being done."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the step that is being done, some milliseconds, and tell nothing more."""
        self._cancelled.set()

    def leave(self) -> None:
        """Stop, and outlive the parent: it may be waiting for a disk that does not answer, and nobody waits for that.

        It is the application's then. Were it nobody's, Python would delete it when the last who knows of it is
        done, and that is its own thread: at the same moment as the window's thread does.
        """
        self.cancel()
        if self.running:
            self.setParent(QCoreApplication.instance())

    @Slot(float, object)
    def _tell_progress(self, fraction: float, part: object) -> None:
        if not self._cancelled.is_set():
            self.progress.emit(fraction, part)

    @Slot(object)
    def _tell_done(self, result: object) -> None:
        if not self._cancelled.is_set():
            self.done.emit(result)

    @Slot(str)
    def _tell_failed(self, sentence: str) -> None:
        if not self._cancelled.is_set():
            self.failed.emit(sentence)

    @Slot()
    def _go(self) -> None:
        if self.parent() is not None:
            self.deleteLater()

    # In the other thread.

    def _run(self) -> None:
        with suppress(RuntimeError), _short_turns():  # gone: nobody waits for the end of it
            failed = (
                f"“{self.path.name}” could not be read: a fault of Cueline, or too little memory."
            )
            try:
                preload()
                result, failed = self._work(), ""
            except PeaksError as error:
                failed = str(error)
            except OSError as error:
                reason = in_words(error) if error.errno else "it cannot be reached"
                failed = f"“{self.path.name}” cannot be read: {reason}."
            else:
                if result is not None:
                    self._done_posted.emit(result)
            finally:  # whatever else went wrong is told here, and goes on to be reported
                if failed:
                    self._failed_posted.emit(failed)
                self._over_posted.emit()

    def _work(self) -> object | None:
        """Do it and return what came of it; None when it was stopped. PeaksError and OSError are told."""
        raise NotImplementedError


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let Python's threads take turns of a millisecond: the window waits for no more than that."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
