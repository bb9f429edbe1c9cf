"""Marks of problems beside the lines, in the sections and on the waveform: seen, explained, clicked, hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from cueline.episode import Episode, Header, Line, edits
from cueline.episode.checks import Problem, check
from cueline.gui.checks.problem_marks import marked_of
from cueline.widgets import theme
from cueline.widgets.problems.marks import NONE, key_of

FAULTY = (
    ("who: Nora\n- line: My guest", "who: Nora.\n- line: My guest"),
    ("line: Hi Nora", "line: =Hi Nora"),
    ("in a forest", "in the the forest"),
    ("t=43", "t=44"),
)
ERRORS = "2 errors in this section:\n0:01  The speaker"


@pytest.fixture
def faulty(desk, sample):
    text = sample.read_text("utf-8")
    for was, now in FAULTY:
        assert was in text
        text = text.replace(was, now, 1)
    sample.write_text(text, "utf-8")
    desk.start(sample)
    wait(desk)
    return desk


def wait(desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.window.checking.known)


def tip(widget, place: QPoint) -> str:
    """Return the tool tip that comes where the mouse rests."""
    QToolTip.showText(widget.mapToGlobal(place), "none", widget)  # one that is hidden stays a while
    QApplication.sendEvent(
        widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    )
    return "" if QToolTip.text() == "none" else QToolTip.text()


def margin(desk, row: int) -> QPoint:
    """Return where the mark of a row is."""
    table = desk.window.panes.table
    area = table.painter.text_area(row)
    return QPoint(table.viewport().width() - 9, area.top() + table.painter.style.line // 2)


def colours(desk, row: int) -> set[str]:
    table, place = desk.window.panes.table, margin(desk, row)
    image = table.viewport().grab(QRect(place - QPoint(7, 7), place + QPoint(6, 7))).toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


def tree_tip(desk, row: int) -> str:
    tree = desk.window.panes.tree
    index = tree.model().index(row, 0)
    return tip(tree.viewport(), tree.visualRect(index).center())


def test_a_line_with_an_error_is_marked_and_says_why(faulty):
    table = faulty.window.panes.table
    red = QColor(theme.tokens(table.palette()).error).name()
    assert red in colours(faulty, 3)
    assert red not in colours(faulty, 2)
    assert red not in colours(faulty, 6), "a hint is faint"
    assert tip(table.viewport(), margin(faulty, 3)) == "The text starts with “=”."
    assert "“the the”" in tip(table.viewport(), margin(faulty, 6))
    assert tip(table.viewport(), margin(faulty, 2)) == ""
    read_out = table.lines.index(3, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read_out.endswith("breakfast.. The text starts with “=”.")


def test_a_mark_goes_along_at_once_and_vanishes_with_its_problem(faulty):
    table = faulty.window.panes.table
    faulty.go(1)
    faulty.press("Delete")
    assert tip(table.viewport(), margin(faulty, 2)) == "The text starts with “=”."
    wait(faulty)
    faulty.go(2)
    faulty.press("F2", "Home", "Delete", "F2")
    wait(faulty)
    assert tip(table.viewport(), margin(faulty, 2)) == ""
    assert "in this section" not in tree_tip(faulty, 0)
    faulty.press("Ctrl+Z", "Ctrl+Z")
    wait(faulty)
    assert tree_tip(faulty, 0).split("\n\n")[-1].count("error") == 1


def test_sections_count_what_they_hold_folded_or_not(faulty):
    tree = faulty.window.panes.tree
    assert ERRORS in tree_tip(faulty, 0)
    assert "in this section" not in tree_tip(faulty, 1), "a hint is not counted"
    spoken = tree.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("3 lines, 2 errors")
    tree.expandAll()
    line = tree.model().index(2, 0, tree.model().index(0, 0))
    place = tree.visualRect(line).center()
    assert tip(tree.viewport(), place).endswith("The text starts with “=”.")


def test_a_click_on_a_mark_chooses_the_problem(faulty):
    table = faulty.window.panes.table
    faulty.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=margin(faulty, 3))
    assert table.current == 3
    assert faulty.note == "The text starts with “=”."
    faulty.press("Ctrl+F8")
    assert faulty.items[3].text.startswith("Hi Nora")


def test_the_waveform_has_ticks_for_lines_and_clips(faulty):
    wave = faulty.window.panes.waveform
    faulty.qtbot.waitUntil(lambda: wave.scene.pyramid is not None, timeout=20_000)
    wave.zoom_fit()
    ruler, clips = wave.lanes.ruler, wave.lanes.clips
    line = QPoint(round(wave.scene.view.x_of(13)) + 2, ruler.center().y() + 2)
    assert tip(wave, line) == "The text starts with “=”."
    faulty.qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=line)
    assert faulty.window.panes.table.current == 3
    clip = QPoint(round(wave.scene.view.x_of(43)) + 4, clips.center().y() + 2)
    assert "44" in tip(wave, clip) or "start" in tip(wave, clip)
    faulty.go(1)
    faulty.press("Delete")  # between two checks the tick stays with its line
    assert tip(wave, line) == "The text starts with “=”."


def test_marks_can_be_hidden_and_stay_so(faulty, sample):
    table = faulty.window.panes.table
    assert faulty.window.findChild(QAction, "view.problem_marks").isChecked()
    faulty.do("view.problem_marks")
    assert tip(table.viewport(), margin(faulty, 3)) == ""
    assert "in this section" not in tree_tip(faulty, 0)
    faulty.close()
    faulty.start(sample)
    wait(faulty)
    assert not faulty.window.findChild(QAction, "view.problem_marks").isChecked()
    assert tip(faulty.window.panes.table.viewport(), margin(faulty, 3)) == ""


# What is marked, without a window.


def episode() -> Episode:
    items = (
        Header("Start"),
        Line("=One.", "Mila", 0, "0:00"),
        Line("Two  two.", "Mila", 5, "0:05"),
        Header("Next"),
        Line("=Three.", "Oren", 3, "0:03"),
    )
    return Episode(tuple(replace(item, origin=n) for n, item in enumerate(items)))


def found(ep: Episode) -> list[Problem]:
    return check(ep, rules=("leading-equals", "double-space", "time-backwards"))


def test_looks_are_not_marked_and_sections_count_the_rest():
    ep = episode()
    marked = marked_of(ep, found(ep), ep)
    assert {row for row, _ in marked.rows} == {1, 4}
    assert marked.sections[0].words == "1 error"
    assert marked.sections[3].words == "2 errors"
    assert marked_of(ep, [], ep) is NONE


def test_rows_are_those_of_what_became_of_the_episode():
    ep = episode()
    now = edits.insert_line(ep, 0, Line("New.", "Mila", None, ""))
    marked = marked_of(ep, found(ep), now)
    assert [row for row, _ in marked.rows] == [2, 5]
    assert key_of(now.items[5]) in marked.items
