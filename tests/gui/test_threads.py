"""What other threads do to the window's objects: nothing."""

from __future__ import annotations

import gc
import threading

import shiboken6
from PySide6.QtCore import QObject, Qt

from cueline.gui.background import call_in_window

MANY = 50_000


def test_garbage_is_collected_in_the_window_s_thread_whoever_makes_it(desk):
    desk.start()
    ended_in: list[threading.Thread] = []
    child = QObject()
    child.destroyed.connect(
        lambda: ended_in.append(threading.current_thread()), Qt.ConnectionType.DirectConnection
    )
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


def _make_garbage() -> None:
    for _ in range(MANY):
        around: list[object] = []
        around.append(around)
    assert not gc.isenabled()
