"""Going to a time that is typed."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QWidget


def fault(desk):
    dialog = desk.window.findChild(QInputDialog)
    return dialog.findChild(QLabel, "fieldNote").text()


@pytest.fixture
def asked(opened):
    """A desk with the question for a time open."""
    opened.press("Ctrl+G")
    opened.wait_for_dialog()
    return opened


@pytest.mark.parametrize(("typed", "told"), [("soon", "no time"), ("", "Write a time")])
def test_what_is_no_time_is_told_and_the_question_stays_open(asked, typed, told):
    asked.type(typed)
    asked.press("Return")
    assert told in fault(asked)
    assert asked.window.findChild(QInputDialog).isVisible()


def test_typing_goes_on_over_the_wrong_entry(asked):
    asked.type("soon")
    asked.press("Return")
    asked.type("0:1")
    assert fault(asked) == ""
    asked.type("3")
    asked.press("Return")
    assert not asked.window.findChild(QInputDialog).isVisible()
    assert asked.window.listening.now() == 13
    starts = [getattr(item, "start", None) for item in asked.items]
    latest = max(start for start in starts if start is not None and start <= 13)
    assert starts[asked.window.panes.table.current] == latest


def test_escape_gives_up_after_a_wrong_entry(asked):
    before = asked.window.panes.table.current, asked.window.listening.now()
    asked.type("soon")
    asked.press("Return", "Escape")
    assert not asked.window.findChild(QInputDialog).isVisible()
    assert (asked.window.panes.table.current, asked.window.listening.now()) == before


def caret_on_screen(desk) -> int:
    focus = QApplication.focusWidget()
    return focus.mapTo(desk.window, focus.cursorRect().topLeft()).y()


def row_on_screen(desk, row: int) -> int:
    table = desk.window.panes.table
    return table.viewport().mapTo(desk.window, QPoint(0, table.rowViewportPosition(row))).y()


def test_a_message_is_reached_by_keys_and_the_row_stays_at_its_height(opened):
    notices, table = opened.window.panes.notices, opened.window.panes.table
    opened.window.resize(1000, 500)
    opened.go(11)
    opened.qtbot.wait(50)
    before = row_on_screen(opened, 11)
    notice = notices.show_message("Restored: 2 changes.", "warning", [("Show", print)])
    opened.qtbot.waitUntil(lambda: table.mapTo(opened.window, QPoint()).y() > notice.height())
    assert row_on_screen(opened, 11) == before
    opened.press("F6")
    assert notice.buttons[0].hasFocus()
    opened.press("Right")
    assert notice.cross.hasFocus()
    hints = opened.window.panes.status.findChild(QWidget, "statusHints")
    assert "next button" in hints.accessibleName()
    opened.press("Escape")
    assert table.hasFocus()
    opened.press("Return")
    before = caret_on_screen(opened)
    opened.press("Ctrl+Shift+W")
    assert notice.buttons[0].hasFocus()
    opened.press("Right", "Return")
    opened.qtbot.waitUntil(lambda: not notices.isVisible())
    opened.press("Ctrl+Shift+W")
    assert "no message" in opened.note
    opened.qtbot.wait(50)
    assert caret_on_screen(opened) == before
