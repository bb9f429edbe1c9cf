"""Notices above the table."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from cueline.widgets import notice_bar
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


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_cross_closes_it(bar, qtbot, key):
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
    window.resize(700, 300)
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
        bar.setFocus()
        assert notice.buttons[0].hasFocus()
        qtbot.keyClick(notice.buttons[0], Qt.Key.Key_Escape)
    else:
        target = notice.buttons[0] if way == "button" else notice.cross
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    assert (notice in bar.notices()) == (way == "escape")
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


def test_the_arrow_keys_walk_the_buttons_of_all_notices(window, qtbot):
    bar = window.findChild(NoticeBar)
    one = bar.show_message("One.", "info", [("Show", print), ("Later", print)])
    two = bar.show_message("Two.", "info", [("Join", print)])
    bar.setFocus()
    walked = []
    for key in (Qt.Key.Key_Left, *[Qt.Key.Key_Right] * 5, Qt.Key.Key_Left):
        qtbot.keyClick(window.focusWidget(), key)
        walked.append(window.focusWidget())
    show, later = one.buttons
    assert walked == [show, later, one.cross, two.buttons[0], two.cross, two.cross, two.buttons[0]]


def test_the_gravest_of_several_is_answered_first(window, qtbot):
    bar = window.findChild(NoticeBar)
    bar.show_message("Restored: 1 change.", actions=[("Show", lambda: None)])
    bar.show_message("It changed on disk.", kind="warning", actions=[("Keep Mine", lambda: None)])
    bar.setFocus()
    assert window.focusWidget().text() == "Keep Mine"
    bar.show_message("It was not saved.", kind="error", actions=[("Try Again", lambda: None)])
    bar.show_message("Something else.", actions=[("Well", lambda: None)])
    window.setFocus()
    bar.setFocus()
    assert window.focusWidget().text() == "Try Again"


def test_a_narrow_notice_shows_all_of_its_buttons(bar, qtbot):
    labels = ("Join…", "Compare…", "Keep Mine")
    long = "The episode was changed on the disk while you were editing it here, and three lines differ."
    notice = bar.show_message(
        long, kind="warning", actions=[(label, lambda: None) for label in labels]
    )
    bar.resize(310, 200)
    qtbot.waitUntil(lambda: notice.width() <= 310)
    for button in notice.answers:
        assert 0 <= button.mapTo(bar, button.rect().topRight()).x() < 310, button.text()


def test_a_click_that_was_meant_for_a_notice_that_has_gone_is_not_taken(window, qtbot, monkeypatch):
    monkeypatch.setattr(notice_bar, "RESTING_MS", 60_000)
    bar, done = window.findChild(NoticeBar), []
    one = bar.show_message("One.", "info", [("Later", lambda: done.append(1))])
    two = bar.show_message("Two.", "info", [("Discard", lambda: done.append(2))])
    one.closed.emit(one)
    qtbot.mouseClick(two.buttons[0], Qt.MouseButton.LeftButton)
    assert done == []
    monkeypatch.setattr(notice_bar, "RESTING_MS", 5)
    qtbot.wait(10)
    qtbot.mouseClick(two.buttons[0], Qt.MouseButton.LeftButton)
    assert done == [2]


def test_of_many_the_gravest_and_newest_are_seen_and_the_others_unfold(window, qtbot, monkeypatch):
    monkeypatch.setattr(notice_bar, "RESTING_MS", 5)
    bar = window.findChild(NoticeBar)
    notices = [bar.show_message(kind, kind) for kind in ("error", "info", "warning")]
    assert [notice.isVisible() for notice in notices] == [True, False, True]
    more = next(b for b in bar.findChildren(QPushButton) if b.text() == "1 more")
    qtbot.wait(10)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert all(notice.isVisible() for notice in notices)
    assert not more.isVisible()
    notices[0].closed.emit(notices[0])
    bar.show_message("error", "error")
    assert [notice.text for notice in bar.notices() if notice.isVisible()] == ["warning", "error"]


def test_where_it_is_narrow_one_notice_is_seen_with_all_its_words(window, qtbot):
    bar = window.findChild(NoticeBar)
    words = "Somebody else changed the episode on disk, and you have unsaved changes here. Both are safe."
    notice = bar.show_message(words, kind="error", actions=[("Join", int), ("Compare", int)])
    other = bar.show_message(words[::-1])
    window.resize(330, 300)
    qtbot.waitUntil(lambda: not other.isVisible())
    sentence = notice.findChild(QLabel, "noticeWords")
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    window.resize(700, 300)
    qtbot.waitUntil(other.isVisible)


def test_buttons_go_below_a_sentence_that_they_leave_no_room_for(bar, qtbot):
    words = (
        "A file with a name of some length is called something else on the disk now. All is safe."
    )
    notice = bar.show_message(words, actions=[("Go On in the Other File", int), ("Save", int)])
    sentence, button = notice.findChild(QLabel, "noticeWords"), notice.buttons[0]

    def is_below() -> bool:
        top = button.mapTo(notice, QPoint()).y()
        return top >= sentence.geometry().bottom()

    bar.show()
    bar.resize(420, 200)
    qtbot.waitUntil(is_below)
    bar.resize(1200, 200)
    qtbot.waitUntil(lambda: not is_below())
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_nothing_is_known_any_more_of_the_place_of_a_notice_that_went(bar):
    """What PySide knows of a layout's entry outlives it, and is taken for what is made at that address next."""
    before = entries_known()
    for text in "abcde":
        bar.show_message(text)
    assert len(bar.notices()) == 5
    bar.clear()
    assert [one for one in entries_known() if one not in before] == []


def entries_known():
    return [one for one in shiboken6.getAllValidWrappers() if isinstance(one, QWidgetItem)]
