"""The review before saving."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTabWidget

from cueline.widgets import theme
from cueline.widgets.reviewing.review_dialog import NOTHING, ReviewDialog
from cueline.widgets.reviewing.review_list import ReviewList, changed_look


@dataclass(frozen=True)
class Row:
    kind: str
    index: int | None
    place: str
    was: tuple[tuple[str, bool], ...]
    now: tuple[tuple[str, bool], ...]
    note: str = ""


ROWS = [
    Row("time", 4, "5:38 Alexander", (("5:38", True),), (("5:41", True),), "+3 s"),
    Row(
        "line", 7, "6:28 Alexey", (("We ", False), ("was", True)), (("We ", False), ("were", True))
    ),
    Row("removed", None, "7:00 Alexey", (("Um.", True),), ()),
]
DIFF = "--- a\n+++ b\n-  sec: 338\n+  sec: 341\nother bytes changed: 0\n"


@pytest.fixture
def dialog(qtbot):
    dialog = ReviewDialog(ROWS, DIFF)
    qtbot.addWidget(dialog)
    dialog.resize(900, 500)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def changes(dialog: ReviewDialog) -> ReviewList:
    found = dialog.findChild(ReviewList)
    assert isinstance(found, ReviewList)
    return found


def button(dialog: ReviewDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def test_the_tab_key_goes_from_the_changes_to_the_buttons_from_left_to_right(dialog, qtbot):
    changes(dialog).setFocus()
    for words in ("Close", "&Save"):  # without a summary there is nothing to copy
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is button(dialog, words)


def told(dialog: ReviewDialog) -> list[str]:
    model = changes(dialog).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_every_change_is_told(dialog):
    assert told(dialog) == [
        "Time, 5:38 Alexander. Was: 5:38 Now: 5:41 +3 s",
        "Text, 6:28 Alexey. Was: We was Now: We were",
        "Removed, 7:00 Alexey. Was: Um. Now:",
    ]


def test_the_list_has_the_keyboard_and_enter_goes_there(dialog, qtbot):
    qtbot.keyClick(changes(dialog), Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.jump_requested) as asked:
        qtbot.keyClick(changes(dialog), Qt.Key.Key_Return)
    assert asked.args == [7]
    assert not dialog.isVisible()


def test_delete_takes_a_row_back_and_the_rest_stays(dialog, qtbot):
    with qtbot.waitSignal(dialog.take_back_requested) as asked:
        qtbot.keyClick(changes(dialog), Qt.Key.Key_Delete)
    assert asked.args == [ROWS[0]]
    dialog.set_rows(ROWS[1:], DIFF)
    qtbot.waitUntil(lambda: len(dialog.findChildren(ReviewList)) == 1)
    assert len(told(dialog)) == 2


def test_the_row_after_the_one_taken_back_is_chosen(dialog, qtbot):
    qtbot.keyClick(changes(dialog), Qt.Key.Key_Down)
    for left, chosen in (([ROWS[0], ROWS[2]], ROWS[2]), ([ROWS[0]], ROWS[0])):
        view = dialog.focusWidget()
        with qtbot.waitSignal(dialog.take_back_requested):
            qtbot.keyClick(view, Qt.Key.Key_Delete)
        dialog.set_rows(left, DIFF)
        assert dialog.focusWidget() is not view
        assert dialog.focusWidget().current_row() == chosen
    dialog.set_rows([], "")
    dialog.set_rows(ROWS, DIFF)
    assert dialog.focusWidget().current_row() == ROWS[0]


def test_what_is_gone_can_be_taken_back_but_not_gone_to(dialog, qtbot):
    for _ in range(2):
        qtbot.keyClick(changes(dialog), Qt.Key.Key_Down)
    assert not button(dialog, "Go there").isVisible()
    with qtbot.assertNotEmitted(dialog.jump_requested):
        qtbot.keyClick(changes(dialog), Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.take_back_requested):
        button(dialog, "Take back").click()


def test_the_exact_diff_is_the_second_tab(dialog, qtbot):
    tabs = dialog.findChild(QTabWidget)
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    verdict = dialog.findChild(QLabel, "diffVerdict")
    assert verdict.isVisible()
    assert verdict.text() == "other bytes changed: 0"


def test_save_saves_and_closes(dialog, qtbot):
    with qtbot.waitSignal(dialog.save_requested):
        button(dialog, "&Save").click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_escape_closes_without_saving(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.save_requested):
        qtbot.keyClick(changes(dialog), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_no_changes_are_said(dialog):
    dialog.set_rows([], "")
    assert NOTHING in [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert not button(dialog, "&Save").isEnabled()


def test_changed_words_are_marked_by_more_than_colour(dialog):
    was, now = (changed_look(dialog.palette(), is_now) for is_now in (False, True))
    assert (was.fontStrikeOut(), now.fontUnderline()) == (True, True)


def test_a_space_that_is_gone_does_not_look_like_a_dash(dialog):
    was, now = (changed_look(dialog.palette(), is_now, " ") for is_now in (False, True))
    assert not was.fontStrikeOut()
    assert not now.fontUnderline()
    assert was.background() == changed_look(dialog.palette(), False).background()


def test_changed_words_are_painted(dialog):
    image = changes(dialog).viewport().grab().toImage()
    places = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    shown = {image.pixelColor(x, y).name() for x, y in places}
    colors = theme.tokens(dialog.palette())
    assert {colors.added_strong, colors.removed_strong} <= shown
