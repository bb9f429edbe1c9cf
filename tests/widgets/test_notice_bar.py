"""Notices above the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cueline.widgets.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.resize(600, 60)
    return bar


def test_no_notice_takes_no_room(bar):
    assert not bar.isVisible()
    notice = bar.show_message("Front matter starts at line 2.")
    assert bar.isVisible()
    notice.closed.emit(notice)
    assert not bar.isVisible()


def test_notices_stand_below_each_other_and_none_twice(bar):
    for text in ("One.", "Two.", "One."):
        bar.show_message(text)
    assert [notice.text for notice in bar.notices()] == ["Two.", "One."]


def test_a_button_does_its_work_and_closes_the_notice(bar, qtbot):
    done = []
    notice = bar.show_message("Restored.", "warning", [("Show", lambda: done.append("shown"))])
    qtbot.keyClick(notice.buttons[0], Qt.Key.Key_Space)
    assert (done, bar.notices()) == (["shown"], [])


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_the_cross_and_escape_close_it(bar, qtbot, key):
    notice = bar.show_message("Read only.", "error")
    qtbot.keyClick(notice.cross, key)
    assert bar.notices() == []


def test_the_kinds_look_different(bar):
    looks = set()
    for kind in ("info", "warning", "error"):
        bar.clear()
        bar.show_message("Same words.", kind)
        image = bar.grab().toImage()
        looks.add(image.pixelColor(300, 4).name())
    assert len(looks) == 3


def test_an_unknown_kind_is_refused(bar):
    with pytest.raises(ValueError, match="loud"):
        bar.show_message("Hello", "loud")


@pytest.fixture
def window(qtbot):
    """A window with two fields, a bar between them, and the focus in the second."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in (QLineEdit(), NoticeBar(), QLineEdit()):
        column.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.findChildren(QLineEdit)[1].setFocus()
    return window


@pytest.mark.parametrize("way", ["button", "cross", "escape"])
def test_the_focus_goes_back_where_it_was(window, qtbot, way):
    bar, field = window.findChild(NoticeBar), window.findChildren(QLineEdit)[1]
    notice = bar.show_message("Restored.", "warning", [("Show", lambda: None)])
    bar.show_message("Another.")
    if way == "escape":
        notice.cross.setFocus()
        qtbot.keyClick(notice.cross, Qt.Key.Key_Escape)
    else:
        target = notice.buttons[0] if way == "button" else notice.cross
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    assert notice not in bar.notices()
    assert window.focusWidget() is field


def test_a_button_may_put_the_focus_elsewhere(window, qtbot):
    bar, (first, _) = window.findChild(NoticeBar), window.findChildren(QLineEdit)
    notice = bar.show_message("Look.", "info", [("Show", first.setFocus)])
    qtbot.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is first


def test_a_notice_that_goes_by_itself_leaves_the_focus_alone(window, qtbot):
    bar, (first, second) = window.findChild(NoticeBar), window.findChildren(QLineEdit)
    notice = bar.show_message("Look.")
    notice.cross.setFocus()
    first.setFocus()
    bar.clear()
    assert window.focusWidget() is first
    assert not second.hasFocus()
