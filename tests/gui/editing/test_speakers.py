"""Who speaks: one line, several, and one name everywhere."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from cueline.episode import Header

TWO_LINES = (2, 3)  # Nora, then her guest
HEADER = 4


def ask(desk, key="Ctrl+K"):
    """Press the key, wait for the question; return what it says and what its field holds."""
    desk.press(key)
    desk.wait_for_dialog()
    dialog = QApplication.activeModalWidget()
    label, field = dialog.findChild(QLabel), dialog.findChild(QComboBox)
    return label.text(), field.currentText()


def give(desk, name):
    desk.press("Ctrl+A")
    desk.type(name)
    desk.press("Return")
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def speakers(desk):
    return [getattr(item, "speaker", None) for item in desk.items]


def test_headers_are_not_counted_among_the_lines(opened):
    assert isinstance(opened.items[HEADER], Header)
    opened.go(3)
    opened.press("Shift+Down", "Shift+Down")
    asked, _ = ask(opened)
    assert asked == "Who speaks these 2 lines?"
    give(opened, "Ada")
    assert speakers(opened)[3:6] == ["Ada", None, "Ada"]
    assert opened.note == "Ada speaks 2 lines."


def test_the_field_is_empty_where_two_people_speak(opened):
    opened.go(2)
    opened.press("Shift+Down")
    assert len({opened.items[index].speaker for index in TWO_LINES}) == 2
    assert ask(opened)[1] == ""


def test_the_field_holds_the_name_where_one_speaks(opened):
    opened.go(2)
    assert ask(opened)[1] == "Nora"


def test_an_unanswered_question_about_two_people_changes_nothing(opened):
    before = opened.items
    opened.go(2)
    opened.press("Shift+Down")
    ask(opened)
    opened.press("Escape")
    assert opened.items == before


def test_one_name_is_changed_in_every_line_and_by_one_step(opened):
    before = speakers(opened)
    opened.go(2)
    asked, shown = ask(opened, "Ctrl+Shift+K")
    count = before.count("Nora")
    assert asked == f"Nora speaks {count} lines. What is the name in all of them?"
    assert shown == "Nora"
    give(opened, "Nora B.")
    assert speakers(opened) == ["Nora B." if name == "Nora" else name for name in before]
    assert opened.note == f"{count} lines renamed to “Nora B.”."
    opened.press("Ctrl+Z")
    assert speakers(opened) == before


def test_a_name_that_only_begins_alike_stays(opened):
    opened.go(3)
    ask(opened)
    give(opened, "Nora and all")
    opened.go(2)
    ask(opened, "Ctrl+Shift+K")
    give(opened, "Eve")
    assert speakers(opened)[2:4] == ["Eve", "Nora and all"]


def test_a_name_that_somebody_has_already_is_said(opened):
    guest = speakers(opened)[3]
    count, others = speakers(opened).count("Nora"), speakers(opened).count(guest)
    opened.go(2)
    ask(opened, "Ctrl+Shift+K")
    give(opened, guest)
    assert opened.note == (
        f"{count} lines renamed to “{guest}”. {guest} spoke {others} lines before that."
    )


@pytest.mark.parametrize("key", ["Ctrl+K", "Ctrl+Shift+K"])
def test_on_a_header_it_is_said_why_nobody_can_be_named(opened, key):
    opened.go(HEADER)
    opened.press(key)
    assert QApplication.activeModalWidget() is None
    assert "Nobody speaks a section" in opened.note
