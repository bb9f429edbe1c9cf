"""The window for a list of topics: what is read in it while it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from cueline.widgets.proposals.topic_list_dialog import TopicListDialog

LIST = "00:00:00 Podcast introduction\n00:00:49 Bees & hives\n\n01:02:03 How to take part\n"


@pytest.fixture
def dialog(qtbot):
    dialog = TopicListDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is field(dialog))
    return dialog


def field(dialog) -> QPlainTextEdit:
    return dialog.findChild(QPlainTextEdit)


def said(dialog) -> str:
    return dialog.findChild(QLabel, "topicListSaid").text()


def button(dialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Show Where They Go")


def marked(dialog) -> list[int]:
    return [mark.cursor.blockNumber() + 1 for mark in field(dialog).extraSelections()]


def test_a_pasted_list_is_counted_and_given(dialog, qtbot):
    QApplication.clipboard().setText(LIST)
    qtbot.keyClick(field(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said(dialog) == "3 topics, from 0:00 to 1:02:03."
    with qtbot.waitSignal(dialog.topics_given) as given:
        qtbot.keyClick(field(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(t.seconds, t.text) for t in given.args[0]] == [
        (0, "Podcast introduction"),
        (49, "Bees & hives"),
        (3723, "How to take part"),
    ]
    assert not dialog.isVisible()


def test_what_cannot_be_read_is_named_by_its_line_as_it_is_typed(dialog, qtbot):
    qtbot.keyClicks(field(dialog), "0:00 Start")
    qtbot.keyClick(field(dialog), Qt.Key.Key_Return)
    qtbot.keyClicks(field(dialog), "Bees")
    assert said(dialog).startswith("Line 2 does not begin with a time: “Bees”.")
    assert marked(dialog) == [2]
    assert not button(dialog).isEnabled()
    qtbot.keyClick(field(dialog), Qt.Key.Key_Home)
    qtbot.keyClicks(field(dialog), "0:49 ")
    assert said(dialog) == "2 topics, from 0:00 to 0:49."
    assert marked(dialog) == []
    assert button(dialog).isEnabled()


def test_every_line_that_cannot_be_read_is_marked(dialog):
    dialog.set_text("0:00 Start\nBees\n0:49\n1:00 Fine\nHoney\nWax\n")
    assert marked(dialog) == [2, 3, 5, 6]
    rows = said(dialog).split("\n")
    assert [row[:6] if "Line" in row else row for row in rows] == [
        "Line 2",
        "Line 3",
        "Line 5",
        "and 1 more",
    ]
    assert rows[1] == "Line 3 has no topic after the time."


def test_a_time_that_goes_back_is_named_and_nothing_is_given(dialog, qtbot):
    dialog.set_text("0:50 Late\n0:10 Early")
    assert said(dialog) == "Line 2 has a time before that of the topic above."
    with qtbot.assertNotEmitted(dialog.topics_given):
        qtbot.keyClick(field(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()


def test_an_empty_field_says_what_belongs_into_it(dialog):
    assert said(dialog) == "No topics yet. One looks like this: 3:50 Who is our guest"
    assert not button(dialog).isEnabled()


def test_the_button_does_what_the_key_does(dialog, qtbot):
    dialog.set_text("0:00 Start")
    assert said(dialog) == "1 topic, at 0:00."
    with qtbot.waitSignal(dialog.topics_given):
        qtbot.mouseClick(button(dialog), Qt.MouseButton.LeftButton)


def test_a_list_from_a_file_can_be_taken_back(dialog, qtbot):
    dialog.set_text("0:00 Mine")
    dialog.set_text(LIST)
    qtbot.keyClick(field(dialog), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.text == "0:00 Mine"
