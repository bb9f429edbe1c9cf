"""The page of a folder, fed by hand: filled in as episodes are read, narrowed, sorted, and what was found below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cueline.episode.catalogue import EpisodeEntry, Place, ProblemCount
from cueline.episode.checks import RULES
from cueline.widgets.site.folder_model import Column, FolderModel, problems_of, state_of
from cueline.widgets.site.folder_page import FolderPage
from cueline.widgets.site.search_results import Heading, ResultList, fitted, rows_of, said_at

_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def entry(name: str, season: str = "1", number: str = "1", **more) -> EpisodeEntry:
    checked: dict[str, Any] = {"lines": 9, "timed": 9, "errors": 0, "warnings": 0, "others": 0}
    return EpisodeEntry(Path(f"/site/{name}.md"), (), name, season, number, **(checked | more))


def place(name: str, kind: str = "phrase", index: int | None = 3, **more) -> Place:
    told = {"before": "so ", "hit": "words", "after": " are", "start": 65.0, "speaker": "Ada"}
    return Place(Path(f"/site/{name}.md"), name, kind, index, 3, 5, **(told | more))


ONE, TWO, TEN = entry("One"), entry("Two", "1", "2"), entry("Ten", "1", "10")
OLD = entry("Old", "", "", modified=5.0)


@pytest.fixture
def page(qtbot):
    page = FolderPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show_site("site", "/somewhere/site")
    page.set_entries([OLD, ONE, TEN, TWO])
    with qtbot.waitExposed(page):
        page.show()
    page.setFocus()
    return page


def titles(model: FolderModel) -> list[str]:
    return [row.title for row in model.rows]


def press(qtbot, *keys) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_counts_and_states_are_said_in_words():
    assert problems_of(entry("a", errors=1, warnings=5)) == "1 error, 5 warnings"
    assert problems_of(entry("a")) == "none"
    assert problems_of(entry("a", errors=None, warnings=None, others=None)) == ""
    assert state_of(entry("a", fault="line 3: a quote is not closed")).startswith("Line 3: a quote")
    assert state_of(entry("a", timed=0)) == "No times yet"
    assert state_of(entry("a", lines=0, timed=0)) == "No lines yet"
    assert state_of(entry("a")) == ""


def test_the_newest_is_first_and_numbers_count_as_numbers(page):
    assert titles(page.table.shown) == ["Ten", "Two", "One", "Old"]
    page.table.sortByColumn(Column.TITLE, Qt.SortOrder.AscendingOrder)
    assert titles(page.table.shown) == ["Old", "One", "Ten", "Two"]


def test_episodes_that_come_leave_the_chosen_one_chosen_and_in_its_place(page, qtbot):
    page.resize(1000, 260)
    page.set_entries([entry(f"E{number}", "2", str(number)) for number in range(60)])
    page.table.setFocus()
    page.table.go_to(30)
    chosen, top = page.table.entry, page.table.visualRect(page.table.currentIndex()).top()
    page.take_entries([entry(f"New{number}", "3", str(number)) for number in range(20)])
    assert page.table.currentIndex().row() == 50
    assert page.table.entry == chosen
    assert page.table.visualRect(page.table.currentIndex()).top() == top
    page.take_entries([replace(chosen, errors=4)])
    assert page.table.entry.errors == 4


def test_enter_opens_nothing_that_is_not_marked(page, qtbot):
    with qtbot.assertNotEmitted(page.open_requested, wait=10):
        press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.open_requested):
        press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)


def test_a_search_that_changes_leaves_nothing_chosen_that_is_not_shown(page, qtbot):
    page.table.setFocus()
    page.table.go_to(3)
    qtbot.keyClicks(page.table, "two")
    assert page.box.hasFocus()
    assert titles(page.table.shown) == ["Two"]
    with qtbot.waitSignal(page.open_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == [TWO.path]


def test_a_newer_query_is_told_once_after_the_typing(page, qtbot):
    told = []
    page.search_changed.connect(told.append)
    qtbot.keyClicks(page.box, "wor")
    qtbot.waitUntil(lambda: told == ["wor"])
    page.show_found("wo", [place("One")], 1)  # too late
    assert page.results.places == []
    qtbot.keyClicks(page.box, "d")
    press(qtbot, Qt.Key.Key_Return)
    assert told == ["wor", "word"]
    with qtbot.waitSignal(page.place_requested) as asked:
        page.show_found("word", [place("One"), place("Two")], 2)
    assert asked.args == [place("One")]
    press(qtbot, Qt.Key.Key_Escape)
    assert told == ["wor", "word", ""]
    assert not page.results.isVisible()
    with qtbot.waitSignal(page.left):
        press(qtbot, Qt.Key.Key_Escape)


def test_episodes_that_the_table_shows_are_not_found_twice(page, qtbot):
    qtbot.keyClicks(page.box, "one")
    page.show_found("one", [place("One", "title"), place("Two", "guest"), place("Ten")], 3)
    assert [found.title for found in page.results.places] == ["Two", "Ten"]
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.results.hasFocus()
    with qtbot.waitSignal(page.place_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args[0].title == "Ten"
    press(qtbot, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert page.box.hasFocus()


def test_down_from_the_box_goes_past_the_row_that_enter_would_open(page, qtbot):
    press(qtbot, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 0, "nothing was marked"
    page.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "o")
    assert page.table.currentIndex().row() == 0
    press(qtbot, Qt.Key.Key_Down)
    assert (page.table.currentIndex().row(), page.table.hasFocus()) == (1, True)


def test_a_tip_on_the_problems_names_their_kinds_the_gravest_first(page):
    kinds = (
        ProblemCount("orphan-copy", 2, 2),
        ProblemCount("double-space", 1219, 1219),
        ProblemCount("clip-overlap", 3),
        ProblemCount("a-rule-of-a-later-version", 1),
    )
    page.set_entries([replace(ONE, errors=5, others=1219, problems=kinds)])
    tip = page.table.shown.index(0, Column.PROBLEMS).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[:4] == [
        "5 errors, 1,219 others",
        "  Copies of the line after them: 2",
        "  Clips that overlap: 3",
        "  Two spaces together: 1,219",
    ]
    many = tuple(ProblemCount(rule, 1) for rule in list(RULES)[:14])
    page.set_entries([replace(ONE, errors=14, problems=many)])
    tip = page.table.shown.index(0, Column.PROBLEMS).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[10:12] == ["  Headers without lines: 1", "  and 4 more kinds"]


def test_equal_titles_are_told_apart_by_their_files(page):
    twin = replace(ONE, path=Path("/site/one-again.md"))
    before = page.table.grab().toImage()
    page.set_entries([OLD, ONE, TEN, TWO])
    assert page.table.grab().toImage() == before
    page.set_entries([ONE, twin, TWO])
    model = page.table.shown
    told = [model.index(row, Column.TITLE).data(_ACCESSIBLE) for row in range(3)]
    assert told == ["Title: Two", "Title: One one-again.md", "Title: One One.md"]
    assert "one-again.md" in model.index(1, Column.TITLE).data(Qt.ItemDataRole.ToolTipRole)
    row = page.table.visualRect(model.index(1, Column.TITLE))
    other = page.table.visualRect(model.index(2, Column.TITLE))
    view = page.table.viewport()
    assert view.grab(row).toImage() != view.grab(other).toImage()


def test_words_for_a_number_are_not_shown_and_the_worst_come_first(page, qtbot):
    bad = entry("Bad", "1", "Transcript of a talk", errors=3)
    page.set_entries([ONE, bad, TWO])
    model = page.table.shown
    numbers = {
        model.index(row, Column.TITLE).data(): model.index(row, Column.NUMBER).data()
        for row in range(3)
    }
    assert numbers == {"Two": "2", "One": "1", "Bad": ""}
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.PROBLEMS) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(model)[0] == "Bad"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert titles(model)[-1] == "Bad"


@pytest.mark.parametrize(
    ("typed", "guest"),
    [("misra", "Mısra Turp"), ("turp", "misraturp"), ("sorensen", "Ane Sørensen")],
)
def test_a_guest_is_found_as_people_type_the_name(page, qtbot, typed, guest):
    page.set_entries([ONE, replace(TWO, guests=(guest,))])
    qtbot.keyClicks(QApplication.focusWidget(), typed)
    assert titles(page.table.shown) == ["Two"]


def test_find_leads_back_to_the_box(page, qtbot):
    press(qtbot, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.box.hasFocus()


def test_enter_on_the_problems_asks_for_them(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.shown.index(1, Column.PROBLEMS))
    with qtbot.waitSignal(page.problems_requested) as asked:
        press(qtbot, Qt.Key.Key_Return)
    assert asked.args == [TWO.path]


def test_a_check_can_be_cancelled_and_begun_again(page, qtbot):
    said = page.findChild(QLabel, "folderSaid")
    page.show_progress(37, 200)
    assert said.text() == "Checking 37 of 200…"
    with qtbot.waitSignal(page.cancel_requested):
        qtbot.mouseClick(page.findChild(QPushButton, "cancelCheck"), Qt.MouseButton.LeftButton)
    page.say("Stopped.")
    assert not page.findChild(QPushButton, "cancelCheck").isVisible()
    with qtbot.waitSignal(page.check_requested):
        qtbot.mouseClick(page.findChild(QPushButton, "checkAgain"), Qt.MouseButton.LeftButton)


def test_results_stand_below_their_episode_with_what_is_left_out_told():
    found = [place("Two"), place("One", "title"), place("Two"), place("T", "address"), place("Ten")]
    rows = rows_of(found, 9)
    heads = [(row.text, row.note) for row in rows if isinstance(row, Heading)]
    assert heads[:4] == [
        ("Address", "1"),
        ("Episodes", "1"),
        ("Two", "2 places"),
        ("Ten", "1 place"),
    ]
    assert "4 more" in heads[4][0]
    assert [row.title for row in rows if isinstance(row, Place)] == [
        "T",
        "One",
        "Two",
        "Two",
        "Ten",
    ]


def test_headings_are_passed_over_and_read_out_as_they_are(qtbot):
    results = ResultList()
    qtbot.addWidget(results)
    results.show_found("words", [place("One"), place("Two")], 2)
    assert results.currentIndex().row() == 1
    results.step(10)
    assert results.currentIndex().row() == 3
    assert not results.step(1)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert results.shown.index(3, 0).data(role) == "1:05 Ada so words are"
    assert said_at(place("One", "guest", start=None)) == "Guest"


@given(
    st.text("ab ", max_size=60),
    st.text("xy", min_size=1, max_size=12),
    st.text("ab ", max_size=60),
    st.integers(120, 400),
)
def test_a_hit_that_has_room_is_always_seen_whole(before, hit, after, room):
    assert QGuiApplication.instance() is not None or QApplication([])
    metrics = QFontMetrics(QApplication.font())
    parts = fitted(metrics, room, place("One", before=before, hit=hit, after=after))
    if metrics.horizontalAdvance(hit) <= room:
        assert parts[1] == hit
    assert sum(metrics.horizontalAdvance(part) for part in parts) <= room + 2
