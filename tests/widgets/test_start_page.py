"""What is shown while no file is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from cueline.widgets.recent_list import RecentButton
from cueline.widgets.start_page import StartPage

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


@pytest.mark.parametrize(
    ("tabs", "text", "asked"),
    [
        (0, "Open your site’s folder…", "open_folder_requested"),
        (1, "Open a file…", "open_requested"),
        (2, "Try the sample", "sample_requested"),
        (3, "New episode…", "new_requested"),
    ],
)
def test_what_can_be_done_is_walked_with_tab(page, qtbot, tabs, text, asked):
    for _ in range(tabs):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(page, text)
    with qtbot.waitSignal(getattr(page, asked)):
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
