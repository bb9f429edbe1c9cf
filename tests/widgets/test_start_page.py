"""What is shown while no file is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from cueline.widgets.start_page import RecentButton, StartPage

RECENT = [
    ("Competitive ML", "/site/_podcast/s20e02.md"),
    ("Data teams", "/site/_podcast/s01e01.md"),
]


@pytest.fixture
def page(qtbot):
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.setFocus()
    return page


def button(page: StartPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.accessibleName() == text)


def test_enter_opens_a_file(page, qtbot):
    with qtbot.waitSignal(page.open_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def test_a_new_episode_is_one_tab_away(page, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(page, "New Episode…")
    with qtbot.waitSignal(page.new_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def test_the_sample_is_two_tabs_away(page, qtbot):
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(page, "Try the sample")
    with qtbot.waitSignal(page.sample_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def test_recent_files_are_walked_and_opened_by_keys(page, qtbot):
    page.set_recent(RECENT)
    first, second = page.findChildren(RecentButton)
    assert [first.text(), second.text()] == ["Competitive ML", "Data teams"]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(page.open_path_requested) as asked:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert asked.args == ["/site/_podcast/s01e01.md"]


def test_no_recent_files_leave_no_empty_list(page):
    page.set_recent(RECENT)
    shown = page.grab().toImage()
    page.set_recent([])
    assert page.grab().toImage() != shown
    assert not any(b.isVisible() for b in page.findChildren(RecentButton))


def test_a_dropped_file_is_opened(page, qtbot, tmp_path):
    path = tmp_path / "episode.md"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), copy, data, left, plain))
    drop = QDropEvent(QPointF(5, 5), copy, data, left, plain)
    with qtbot.waitSignal(page.open_path_requested) as asked:
        QApplication.sendEvent(page, drop)
    assert asked.args == [str(path)]
