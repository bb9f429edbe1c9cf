"""The field in which the text of a conflict is written by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from cueline.episode.joining import Edited, JoinRow
from cueline.gui.files.joining import entries
from cueline.widgets.reviewing.join_dialog import JoinDialog
from cueline.widgets.reviewing.join_list import JoinEntry


def entry(number: int, mine: str, theirs: str) -> JoinEntry:
    one, two = (((text, True),) if text else () for text in (mine, theirs))
    return JoinEntry(number, "line", "0:01 Ana", (("read", False),), one, two, writable=True)


@pytest.fixture
def dialog(qtbot):
    rows = [
        entry(0, "one", "two"),
        entry(1, "a\nb", "c\nb"),
        entry(2, "x\r\ny", "z\r\ny"),
        entry(3, "", "q"),
    ]
    found = JoinDialog(rows, "Choose.")
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def key(qtbot, dialog, *keys) -> None:
    for one in keys:
        qtbot.keyClick(dialog.focusWidget(), one)


def test_pasted_line_breaks_become_spaces_and_enter_goes_on(dialog, qtbot):
    data = QMimeData()
    data.setText("three\nand four\n")
    QGuiApplication.clipboard().setMimeData(data)
    key(qtbot, dialog, Qt.Key.Key_E)
    for combination in (Qt.Key.Key_A, Qt.Key.Key_V):
        qtbot.keyClick(dialog.focusWidget(), combination, Qt.KeyboardModifier.ControlModifier)
    key(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.choices == {0: Edited("three and four")}
    assert dialog.list.currentIndex().row() == 1
    assert dialog.list.hasFocus()


def test_a_text_with_line_breaks_keeps_them(dialog, qtbot):
    key(qtbot, dialog, Qt.Key.Key_2, Qt.Key.Key_5)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.focusWidget(), "d")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.choices == {0: "mine", 1: Edited("a\nb\nd")}


def test_what_would_not_come_back_as_it_is_is_only_chosen(dialog, qtbot):
    key(qtbot, dialog, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_E)
    assert dialog.list.hasFocus()
    key(qtbot, dialog, Qt.Key.Key_4)  # there is no both either
    assert 2 not in dialog.choices
    key(qtbot, dialog, Qt.Key.Key_3)
    assert dialog.choices[2] == "theirs"


def test_what_is_written_back_to_a_side_is_that_side(dialog, qtbot):
    key(qtbot, dialog, Qt.Key.Key_E, Qt.Key.Key_Backspace)
    assert dialog.choices == {0: Edited("on")}
    qtbot.keyClicks(dialog.focusWidget(), "e")
    assert dialog.choices == {0: "mine"}
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.list.hasFocus()


def choose_all(qtbot, dialog) -> list:
    made = []
    dialog.joined.connect(made.append)
    key(qtbot, dialog, *[Qt.Key.Key_2] * 4)
    return made


def test_after_the_last_choice_the_keys_still_choose_and_write(dialog, qtbot):
    made = choose_all(qtbot, dialog)
    assert dialog.list.hasFocus()
    key(qtbot, dialog, Qt.Key.Key_Space, Qt.Key.Key_3, Qt.Key.Key_E)
    qtbot.keyClicks(dialog.focusWidget(), " Hand.")
    assert dialog.choices[3] == Edited("q Hand.")
    assert made == []
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert made == [{0: "mine", 1: "mine", 2: "mine", 3: Edited("q Hand.")}]


def test_the_keys_hold_at_the_buttons_too(dialog, qtbot):
    made = choose_all(qtbot, dialog)
    join = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Join")
    for pressed in (Qt.Key.Key_Up, Qt.Key.Key_3):
        join.setFocus()
        key(qtbot, dialog, pressed)
        assert dialog.focusWidget() is not join
    assert dialog.choices[3] == "theirs"
    assert dialog.list.hasFocus()
    join.setFocus()
    key(qtbot, dialog, Qt.Key.Key_E)
    assert dialog.made.field.hasFocus()
    assert made == []


def test_mine_for_the_rest_leaves_the_keyboard_at_the_list(dialog, qtbot):
    rest = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Mine for the Rest")
    rest.setFocus()
    qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)
    assert dialog.list.hasFocus()


def test_a_long_text_is_shown_from_where_the_versions_differ(qtbot):
    same = "All of this is alike. " * 60
    row = JoinRow(
        (1,), "line", 1, "0:01", f"{same}one two", f"{same}one", f"{same}a two", None, True
    )
    dialog = JoinDialog(entries([row]), "Choose.")
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.made.field
    assert field.viewport().rect().contains(field.cursorRect().center())
    assert field.textCursor().position() == len(same)
    assert entries([row])[0].base == ((same, False), ("one two", True))
