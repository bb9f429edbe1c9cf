"""What other threads do to the window's objects: nothing."""

from __future__ import annotations

import gc
import threading

import shiboken6
from PySide6.QtCore import QObject, Qt

from cueline.gui.background import Background, call_in_window

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
