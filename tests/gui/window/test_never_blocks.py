"""Long work is done beside the window, and the window may be closed at any moment of it.

How long it stands still at most is measured by `python -m tests.benchmarks blocking`; here nothing is timed.
"""

from __future__ import annotations

import re
import threading
import time

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from cueline.gui.background import Background
from cueline.io import Document, open_document
from tests.benchmarks.episodes import made_file
from tests.watchdog import Watchdog

LINES = 3_000


@pytest.fixture
def long_file(tmp_path):
    path = tmp_path / "long.md"
    path.write_bytes(made_file(LINES))
    return path


@pytest.fixture
def threads(monkeypatch):
    """Note in which thread what takes long is done; it is done as ever."""
    import cueline.io.diff
    import cueline.io.formats
    from cueline.episode import checks
    from cueline.gui.checks import checking
    from cueline.gui.files import files
    from cueline.gui.reviewing import comparing

    seen: dict[str, set[int]] = {}

    def note(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def noting(*given, **named):
            seen.setdefault(name, set()).add(threading.get_ident())
            return real(*given, **named)

        monkeypatch.setattr(owner, name, noting)

    note(files, "read")
    note(Document, "save")
    note(cueline.io.formats, "export_to")
    note(cueline.io.diff, "exact_diff")
    note(comparing, "review_rows")
    for owner in (checks, checking):
        if hasattr(owner, "check"):
            note(owner, "check")
    return seen


def test_a_day_s_work_is_done_beside_the_window(desk, long_file, threads):
    window = desk.start(long_file)
    dog = Watchdog(window)
    with dog.phase("edit"):
        desk.go(100)
        desk.press("Return")
        desk.type("x")
        desk.press("Escape", "F11", "Ctrl+Z", "Ctrl+Y", "F9")
    with dog.phase("find"):
        desk.press("Ctrl+F")
        desk.type("people")
        desk.press("Return", "Escape")
    with dog.phase("review"):
        desk.press("Ctrl+D")
        desk.wait_for_dialog()
        desk.qtbot.waitUntil(lambda: "exact_diff" in threads, timeout=20_000)
        desk.press("Escape")
        desk.window.activateWindow()
        desk.qtbot.waitUntil(desk.window.isActiveWindow)
    with dog.phase("save"):
        desk.save()
    with dog.phase("export"):
        desk.do("file.export")
        desk.qtbot.waitUntil(lambda: "export_to" in threads, timeout=20_000)
        QApplication.activeModalWidget().close()
    with dog.phase("sections"):
        window.panes.tree.setFocus()
        desk.press("Down", "Down", "End", "Home")
    dog.stop()
    assert [gap.phase for gap in dog.gaps] == [
        "edit",
        "find",
        "review",
        "save",
        "export",
        "sections",
    ]
    own = threading.get_ident()
    assert {"read", "save", "export_to", "review_rows", "exact_diff"} <= threads.keys()
    assert not [name for name, ids in threads.items() if own in ids]


def test_the_watchdog_tells_who_held_the_window_up(qtbot):
    dog = Watchdog()
    with dog.phase("held"):
        holder = threading.Thread(target=hold_the_interpreter)
        holder.start()
        while holder.is_alive():
            dog.settle(0.02)
    dog.stop()
    (gap,) = dog.gaps
    assert gap.milliseconds > gap.work
    if gap.held is not None:  # the system tells it
        assert gap.held > gap.work
        assert "hold_the_interpreter" in gap.other


def hold_the_interpreter():
    """Look through a text in a way that lets no other thread on for a while."""
    re.search("(a|a)*b", "a" * 21)
    time.sleep(0.1)


def test_a_window_that_is_closed_while_it_opens_a_file_is_gone(desk, long_file):
    window = desk.start()
    window.open_path(long_file)
    assert window.files.opening
    assert window.close()
    desk.qtbot.waitUntil(lambda: not shiboken6.isValid(window) or not window.isVisible())


def test_a_background_that_has_finished_takes_no_more_work_and_tells_of_none(qtbot):
    background, told = Background(), []
    background.run(lambda: 1, lambda job: told.append(job.result()))
    background.finish(wait=True)
    background.run(lambda: 2, lambda job: told.append(job.result()))
    qtbot.wait(50)
    assert told == [1]


def test_a_window_that_is_closed_while_it_saves_is_closed_after_that(desk, long_file):
    window = desk.start(long_file)
    desk.go(5)
    desk.press("F11")
    now = window.session.episode
    desk.press("Ctrl+S")
    window.close()
    desk.qtbot.waitUntil(lambda: not desk.shown, timeout=20_000)
    assert open_document(long_file).episode.items == now.items


def test_a_window_that_is_closed_while_it_exports_checks_and_counts_is_gone(desk, long_file):
    window = desk.start(long_file)
    desk.do("file.export")
    desk.wait_for_dialog()
    QApplication.activeModalWidget().close()
    desk.go(5)
    desk.press("F11", "Ctrl+Z")
    assert window.close()
    assert not desk.shown
    assert open_document(long_file).data == made_file(LINES)
