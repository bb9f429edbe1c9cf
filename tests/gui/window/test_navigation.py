"""Going to a time that is typed."""

import pytest
from PySide6.QtWidgets import QInputDialog, QLabel


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
