"""The list of what is missing, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from cueline.episode.publishing import Mend, Remark
from cueline.widgets import theme
from cueline.widgets.proposals.publish_list import PublishList
from tests.widgets.test_theme import contrast

Key = Qt.Key
CLIP = Remark(
    "last-clip-short",
    "error",
    "The last clip, “Bees”, ends at 0:40, but the last line starts at 1:00.",
    clip=2,
    mends=(Mend("End it with the length of “bees.mp3”, shifted by +2 s", lambda ep: ep),),
)
IMAGE = Remark("missing-field", "warning", "The episode has no image yet.", ("image",))
TOPICS = Remark("missing-field", "hint", "The episode has no topics yet.", ("topics",))


@pytest.fixture
def shown(qtbot):
    view = PublishList()
    qtbot.addWidget(view)
    view.resize(250, 400)
    view.set_remarks((CLIP, IMAGE, TOPICS))
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.go(0)
    view.asked = []
    view.jump_requested.connect(view.asked.append)
    view.mend_requested.connect(lambda remark, which: view.asked.append((remark, which)))
    return view


def press(qtbot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def said(view) -> str:
    return view.findChild(QLabel, "publishSaid").text()


def test_enter_goes_to_the_place_of_an_entry(shown, qtbot):
    press(qtbot, Key.Key_Return, Key.Key_Down, Key.Key_Return, Key.Key_Up, Key.Key_Return)
    assert shown.asked == [CLIP, IMAGE, CLIP]


def test_one_click_goes_to_the_place_too(shown, qtbot):
    row = shown.rows[1]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, row.height() // 2))
    assert shown.asked == [IMAGE]


def test_tab_reaches_the_button_that_mends(shown, qtbot):
    press(qtbot, Key.Key_Tab, Key.Key_Return)
    assert shown.asked == [(CLIP, 0)]
    press(qtbot, Key.Key_Down, Key.Key_Return)
    assert shown.asked[-1] == IMAGE


def test_a_long_button_gives_way_and_is_whole_in_its_tip(shown):
    button = shown.rows[0].buttons[0]
    lines = button.text().split("\n")
    assert len(lines) == 2
    assert button.whole.startswith(lines[0])
    assert button.height() >= 2 * button.fontMetrics().height()
    assert button.toolTip().startswith("End it with the length of “bees.mp3”, shifted by +2 s.")
    assert button.geometry().right() < shown.rows[0].width()
    shown.resize(700, 400)
    assert button.text() == button.whole


def test_all_sentences_begin_at_one_edge(shown):
    short = Remark("todo", "hint", "Short.", ("a",), mends=(Mend("Mend", lambda ep: ep),))
    shown.set_remarks((CLIP, short, IMAGE))
    QApplication.processEvents()
    words = [row.findChild(QLabel) for row in shown.rows]
    assert len({label.x() for label in words}) == 1
    assert shown.rows[1].buttons[0].x() == words[0].x()
    assert all(label.geometry().right() <= shown.rows[0].width() for label in words)


def test_what_is_mended_goes_and_the_focus_stays_in_the_list(shown, qtbot):
    press(qtbot, Key.Key_Down)
    kept = shown.rows[2]
    shown.set_remarks((CLIP, TOPICS))
    assert [row.remark for row in shown.rows] == [CLIP, TOPICS]
    assert shown.rows[1] is kept
    assert kept.hasFocus()
    assert said(shown) == "2 things are missing or wrong."
    shown.set_remarks(())
    assert said(shown) == "Ready."
    assert shown.hasFocus()


def test_new_entries_come_in_their_order(shown):
    new = Remark("todo", "warning", "“links spotify” says only “TODO”.", ("links", "spotify"))
    shown.set_remarks((CLIP, new, IMAGE))
    QApplication.processEvents()
    heights = [row.y() for row in shown.rows]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_of_the_chosen_entry_is_seen_as_one(shown, qapp, scheme):
    theme.apply_theme(qapp, scheme)
    try:
        row, button = shown.rows[0], shown.rows[0].buttons[0]
        assert row.hasFocus()
        picture = row.grab().toImage()
        at = button.geometry()
        edge = picture.pixelColor(at.left(), at.center().y()).name()
        ground = picture.pixelColor(at.left() - 3, at.center().y()).name()
        assert contrast(edge, ground) >= 3
    finally:
        theme.apply_theme(qapp, "light")


def test_escape_leaves(shown, qtbot):
    with qtbot.waitSignal(shown.left):
        press(qtbot, Key.Key_Escape)


def test_it_is_read_out(shown):
    names = [row.accessibleName() for row in shown.rows]
    assert names[0].startswith("Wrong: The last clip")
    assert names[1:] == [
        "Missing: The episode has no image yet.",
        "Could be better: The episode has no topics yet.",
    ]
