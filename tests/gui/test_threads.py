"""What other threads do to the window's objects: nothing."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future

import shiboken6
from PySide6.QtCore import QObject, Qt

from cueline.gui.asking import Asking
from cueline.gui.background import Background, Job, call_in_window

MANY = 50_000


def test_garbage_is_collected_in_the_window_s_thread_whoever_makes_it(desk):
    desk.start()
    child, ended_in = watched()
    child.itself = child  # pyright: ignore[reportAttributeAccessIssue]
    del child

    worker = threading.Thread(target=_make_garbage)
    worker.start()
    worker.join()
    assert ended_in == []
    desk.qtbot.waitUntil(lambda: ended_in == [threading.main_thread()])


def test_what_a_thread_tells_comes_in_the_window_s_thread(desk):
    desk.start()
    heard: list[threading.Thread] = []
    worker = threading.Thread(
        target=lambda: call_in_window(desk.window, lambda: heard.append(threading.current_thread()))
    )
    worker.start()
    worker.join()
    desk.qtbot.waitUntil(lambda: heard == [threading.main_thread()])


def test_what_is_told_to_an_object_that_is_gone_is_not_heard(qtbot):
    owner, other = QObject(), QObject()
    heard: list[str] = []
    call_in_window(owner, lambda: heard.append("owner"))
    call_in_window(other, lambda: heard.append("other"))
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: heard == ["other"])


def test_what_only_a_thread_knows_any_more_ends_in_the_window_s_thread(qtbot):
    background, goes_on = Background(), threading.Event()
    known, ended_in = watched()

    def work(known: QObject = known) -> None:
        goes_on.wait(20)

    background.run(work, lambda job: job.result())
    del known, work
    goes_on.set()
    background.finish(wait=True)
    qtbot.waitUntil(lambda: ended_in == [threading.main_thread()])


def test_what_a_job_knew_ends_when_its_end_is_told_whatever_its_thread_still_knows(qtbot):
    owner, goes_on = QObject(), threading.Event()
    known, ended_in = watched()

    def submit(do: Callable[[], object]) -> Future[object]:
        future: Future[object] = Future()

        def run() -> None:
            future.set_result(do())
            goes_on.wait(20)

        threading.Thread(target=run).start()
        return future

    def work(known: QObject = known) -> None:
        return

    Job(owner, work, lambda job: job.result()).begin(submit)
    del known, work
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread()]
    assert not goes_on.is_set()
    goes_on.set()


def test_of_two_questions_only_the_last_one_is_answered(qtbot):
    owner, goes_on = QObject(), threading.Event()
    asking, told, before = Asking(owner), list[object](), threading.enumerate()
    asking.ask(lambda: goes_on.wait(20), told.append)
    asking.ask(lambda: "the second", told.append)
    qtbot.waitUntil(lambda: not asking.waiting)
    goes_on.set()
    qtbot.waitUntil(lambda: all(one in before for one in threading.enumerate()))
    qtbot.wait(1)  # what its thread told is heard
    assert told == ["the second"]


def watched() -> tuple[QObject, list[threading.Thread]]:
    """Return an object that nobody owns, and a list which will tell in what thread it ended."""
    ended_in: list[threading.Thread] = []
    child = QObject()
    child.destroyed.connect(
        lambda: ended_in.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
    )
    return child, ended_in


def _make_garbage() -> None:
    for _ in range(MANY):
        around: list[object] = []
        around.append(around)
    assert not gc.isenabled()
