"""A window in which nothing happens lets the computer sleep."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cueline.io.journal.reading import read_journal


def ever_running(desk) -> list[str]:
    """Return whose timers run again and again."""
    owners = (QApplication.instance(), desk.window)
    timers = {timer for owner in owners for timer in owner.findChildren(QTimer)}
    running = [timer for timer in timers if timer.isActive() and not timer.isSingleShot()]
    return [f"{type(timer.parent()).__name__} {timer.interval()} ms" for timer in running]


def test_at_rest_no_timer_runs_again_and_again(opened):
    opened.go(5)
    opened.press("Return")
    opened.type("x")
    opened.press("Escape")
    opened.window.panes.problem_place.make()
    opened.qtbot.waitUntil(lambda: opened.window.checking.known)
    opened.qtbot.waitUntil(lambda: ever_running(opened) == [])


def test_where_the_user_goes_is_kept_all_the_same(opened, data_folder):
    opened.go(5)

    def kept():
        found = [read_journal(path) for path in (data_folder / "journals").glob("*.journal")]
        return [one.place.row for one in found if one.place is not None] == [5]

    opened.qtbot.waitUntil(kept)
