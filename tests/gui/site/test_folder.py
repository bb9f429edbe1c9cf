"""A site's folder in the window: shown, checked beside it, narrowed, and left for an episode and back."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cueline.widgets.site.folder_model import NAMES, Column
from tests.gui.made_site import episode, make_site
from tests.gui.sound.test_far_disk import FarDisk


@pytest.fixture
def site(tmp_path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def shown(desk, site):
    """A desk with the site's folder open and checked."""
    desk.start(site)
    wait_for_check(desk)
    return desk


def page_of(desk):
    return desk.window.panes.folder_page


def wait_for_check(desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    desk.qtbot.waitUntil(
        lambda: (
            page_of(desk).findChild(QPushButton, "checkAgain").isVisible()
            and said(desk).startswith(("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
        ),
        timeout=20_000,
    )


def said(desk) -> str:
    return page_of(desk).findChild(QLabel, "folderSaid").text()


def rows(desk) -> list[list[str]]:
    model = page_of(desk).table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def titles(desk) -> list[str]:
    return [row[Column.TITLE] for row in rows(desk)]


def test_a_folder_shows_its_episodes_the_newest_first(shown, site):
    assert shown.window.windowTitle().startswith("site")
    assert titles(shown) == ["Maps by hand", "Bees in town", "Wind at sea", "Never closed"]
    table = page_of(shown).table
    heads = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(len(NAMES))]
    assert heads == ["Title", "Season ↓", *NAMES[2:]]
    assert rows(shown)[1][:5] == ["Bees in town", "2", "1", "berta", "2"]
    assert "Line" in rows(shown)[3][Column.STATE]
    assert said(shown).startswith("4 episodes, 1 cannot be read, ")
    assert said(shown).endswith("; 1 file skipped (no transcript)")
    assert QApplication.focusWidget() is page_of(shown).box


def test_a_phrase_is_found_below_the_episodes_and_opened_with_the_caret_at_it(shown, site):
    shown.type("I do,")
    shown.press("Return")  # before anything was found: it opens what is found then
    shown.qtbot.waitUntil(lambda: shown.window.session.document is not None)
    cell = shown.window.panes.table.open_cell_at()
    assert (shown.window.windowTitle()[:7], cell.index) == ("maps.md", 1)
    assert (cell.anchor, cell.caret) == (0, len("I  do,"))
    shown.press("Ctrl+Shift+L")
    assert page_of(shown).isVisible()
    assert page_of(shown).query == "I do,"
    assert not shown.window.actions_by_id["line.delete"].isEnabled()
    shown.press("Escape", "Escape")
    assert shown.window.panes.table.open_cell_at() == cell
    assert QApplication.focusWidget().objectName() == "openCell"


def test_title_guest_and_number_narrow_the_table_and_enter_opens_its_first_row(shown):
    for words, left in (
        ("sea dora", "Wind at sea"),
        ("s02e10", "Maps by hand"),
        ("BERTA", "Bees in town"),
    ):
        page_of(shown).box.setFocus()
        shown.press("Ctrl+A")
        shown.type(words)
        assert titles(shown) == [left]
    shown.press("Return")
    shown.qtbot.waitUntil(lambda: shown.window.session.document is not None)
    assert "bees.md" in shown.window.windowTitle()
    assert shown.window.panes.table.hasFocus()


def test_keys_walk_from_the_box_through_the_table_and_type_back_into_it(shown):
    shown.press("Down", "Down", "End")
    assert page_of(shown).table.hasFocus()
    shown.press("Up", "Up", "Up", "Up")
    assert page_of(shown).box.hasFocus()
    shown.press("Down")
    shown.type("w")
    assert page_of(shown).box.text() == "w"
    assert page_of(shown).box.hasFocus()


def test_a_click_on_a_heading_sorts_and_keeps_what_is_chosen(shown):
    shown.press("Down", "Down")
    header = page_of(shown).table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(Column.TITLE) + 20)
    shown.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(shown) == ["Bees in town", "Maps by hand", "Never closed", "Wind at sea"]
    assert page_of(shown).table.entry.title == "Bees in town"
    shown.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(shown)[0] == "Wind at sea"
    assert page_of(shown).table.currentIndex().row() == 3


def test_a_click_on_the_problems_opens_the_episode_with_their_list(shown):
    table = page_of(shown).table
    place = table.visualRect(table.model().index(0, Column.PROBLEMS)).center()
    shown.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown.qtbot.waitUntil(lambda: shown.window.session.document is not None)
    assert "maps.md" in shown.window.windowTitle()
    shown.qtbot.waitUntil(shown.window.panes.problem_place.isVisible)
    assert QApplication.focusWidget().objectName() == "problemList"


def test_a_saved_episode_has_its_row_anew_and_another_asks_before_changes_are_lost(shown, site):
    shown.type("louder")
    shown.press("Return")
    shown.qtbot.waitUntil(lambda: shown.window.panes.table.open_cell_at() is not None)
    shown.type("quiet  er")
    shown.save()
    shown.press("Ctrl+W")
    page = page_of(shown)
    assert page.isVisible()
    page.box.clear()
    wind = next(row for row in page.table.shown.rows if row.title == "Wind at sea")
    shown.qtbot.waitUntil(
        lambda: any(
            row.title == "Wind at sea" and row.others == wind.others + 1
            for row in page.table.shown.rows
        )
    )
    shown.type("quiet")
    shown.press("Return")
    shown.qtbot.waitUntil(lambda: shown.window.panes.table.open_cell_at() is not None)
    shown.type("calm")
    shown.press("Ctrl+Shift+L", "Ctrl+A")
    shown.type("pen")
    shown.press("Return")
    shown.answer("Don’t Save")
    shown.qtbot.waitUntil(lambda: "maps.md" in shown.window.windowTitle())
    assert shown.window.panes.table.open_cell_at().index == 1
    assert "calm" not in (site / "_podcast/wind.md").read_text()


def test_what_changed_meanwhile_is_seen_when_the_window_is_active_again(shown, site):
    path = site / "_podcast/bees.md"
    before = titles(shown)
    path.write_text(episode("A title from another branch", 9, 9, "bo", "Hello."), encoding="utf-8")
    other = QWidget()
    shown.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    shown.qtbot.waitUntil(other.isActiveWindow)
    shown.window.activateWindow()
    shown.qtbot.waitUntil(lambda: "A title from another branch" in titles(shown), timeout=20_000)
    assert len(titles(shown)) == len(before)


def test_a_broken_settings_file_is_told_with_line_and_key(desk, site):
    (site / "cueline.toml").write_text("[limits]\nheader = 'long'\n")
    desk.start(site)
    wait_for_check(desk)
    notice = desk.window.panes.notices.notices()[-1].text
    assert "cueline.toml" in notice
    assert "header" in notice
    assert "2" in notice
    assert len(titles(desk)) == 4


def test_an_empty_folder_and_one_that_is_gone_are_told_of(desk, tmp_path):
    (tmp_path / "empty").mkdir()
    desk.start(tmp_path / "empty")
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    desk.qtbot.waitUntil(lambda: "0 episodes" in said(desk), timeout=20_000)
    told = page_of(desk).findChild(QLabel, "folderEmpty")
    assert told.isVisible()
    assert "no episode in empty" in told.text()
    assert ".md" in told.text()
    desk.window.folder.open(tmp_path / "gone")
    notices = desk.window.panes.notices.notices
    desk.qtbot.waitUntil(lambda: "is not there" in " ".join(one.text for one in notices()))
    desk.press("Escape")
    assert desk.window.panes.start_page.isVisible()


def test_a_folder_on_a_disk_that_hangs_is_shown_when_that_answers(desk, site, monkeypatch):
    desk.start()
    disk = FarDisk(site)
    disk.attach(monkeypatch)
    disk.answers.clear()
    desk.window.folder.open(site)
    desk.qtbot.waitUntil(lambda: disk.waiting == 1)
    assert not desk.window.panes.shows_folder
    disk.answers.set()
    wait_for_check(desk)
    assert len(titles(desk)) == 4
    assert disk.asked_in_window == []


def test_the_window_closes_while_many_are_checked_and_leaves_nothing_running(desk, tmp_path):
    for number in range(200):
        texts = [f"Line {line} of number {number}." for line in range(40)]
        path = tmp_path / f"e{number}.md"
        path.write_text(episode(f"Number {number}", 1, number, "ada", *texts))
    desk.start()
    desk.window.arrivals.take(tmp_path)  # as if it was dropped
    desk.qtbot.waitUntil(lambda: desk.window.panes.shows_folder)
    desk.qtbot.waitUntil(lambda: "Checking" in said(desk), timeout=20_000)
    desk.qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=20_000)
    assert page_of(desk).findChild(QPushButton, "cancelCheck").isVisible()
    desk.close()
    desk.qtbot.waitUntil(lambda: not multiprocessing.active_children(), timeout=20_000)
