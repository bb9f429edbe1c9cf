"""The find bar at work: its hits are those of the text as it is now."""

import pytest
from PySide6.QtWidgets import QWidget

BODY = "---\ntranscript:\n{}---\n"
LINE = "- line: {}\n  sec: {}\n  time: 0:0{}\n  who: A\n"


def file_of(*texts):
    return BODY.format("".join(LINE.format(text, n, n) for n, text in enumerate(texts)))


@pytest.fixture
def five(desk, write):
    """A desk with a file whose rows 0, 2 and 4 hold the word that is looked for."""
    desk.start(write(file_of("One cat.", "None.", "Two cat.", "None.", "Three cat."), "five.md"))
    desk.go(0)
    desk.press("Ctrl+F")
    desk.type("cat")
    return desk


def count(desk):
    return desk.window.panes.find_bar.count_text()


def current(desk):
    return desk.window.panes.table.current


def test_another_file_is_counted_anew(five, write):
    five.press("Return")
    assert count(five) == "2 of 3"
    five.window.open_path(write(file_of("Only one cat."), "one.md"))
    five.wait_for_opening()
    assert count(five) == "1 place"
    five.press("F3")
    assert (current(five), count(five)) == (0, "1 of 1")
    five.press("Return")
    assert five.window.panes.table.open_cell_at().index == 0


def test_what_was_found_in_one_file_places_no_caret_in_the_next(five, write):
    five.window.open_path(write(file_of("Something else."), "one.md"))
    five.wait_for_opening()
    five.press("Escape", "Return")
    assert five.window.panes.table.open_cell_at().caret == len("Something else.")


def test_rows_that_are_gone_are_not_gone_to_after_the_bar_was_closed(five):
    five.press("F3", "F3", "Escape")
    five.go(3)
    five.press("Shift+Down", "Delete")
    five.go(0)
    five.press("F3")
    assert (current(five), count(five)) == (0, "1 of 2")
    five.press("F3")
    assert (current(five), count(five)) == (2, "2 of 2")
    five.press("F3")
    assert current(five) == 0
    five.press("Shift+F3")
    assert (current(five), count(five)) == (2, "2 of 2")


def test_a_hit_that_is_mended_is_left_behind(five):
    five.press("F3", "Escape", "Return")
    five.press("Delete", "Escape")
    assert five.items[2].text == "Two ."
    five.press("F3")
    assert (current(five), count(five)) == (4, "2 of 2")


def test_an_open_time_is_taken_when_find_is_opened(five):
    five.press("Escape")
    five.go(4)
    five.window.panes.table.open_cell(4, "time")
    five.press("Ctrl+A")
    five.type("0:09")
    five.press("Ctrl+F")
    assert five.items[4].start == 9


def test_what_was_found_is_selected_and_typed_over(five):
    five.press("Return", "Escape", "Return")
    cell = five.window.panes.table.open_cell_at()
    assert (cell.index, cell.anchor, cell.caret) == (2, 4, 7)
    five.type("dog")
    five.press("Escape", "Return")
    assert five.items[2].text == "Two dog."
    cell = five.window.panes.table.open_cell_at()
    assert cell.caret == cell.anchor == len("Two dog.")


def test_undo_selects_again_what_was_typed_over(five):
    def selected():
        cell = five.window.panes.table.open_cell_at()
        return cell.index, cell.anchor, cell.caret

    five.press("Return", "Escape", "Return")
    five.type("dogs and cats")
    five.press("Ctrl+Z")
    assert five.items[2].text == "Two cat."
    assert selected() == (2, 4, 7)
    five.type("dog")
    five.press("Escape", "Down", "Ctrl+Z")
    assert five.items[2].text == "Two cat."
    five.press("Return")
    assert selected() == (2, 4, 7)
    five.press("End")
    five.type("!")
    five.press("Ctrl+Z")
    assert selected()[1] == selected()[2]


def test_the_status_line_names_the_keys_of_the_find_bar(five):
    hints = five.window.panes.status.findChild(QWidget, "statusHints")
    assert hints.toolTip() == "Enter next place · Shift+Enter the one before · Esc close"
    five.press("Escape")
    assert "edit" in hints.toolTip()
    assert "next place" not in hints.toolTip()
