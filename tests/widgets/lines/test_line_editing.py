"""Typing in the line table: what is typed is safe, and an open cell feels like text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cueline.episode import edits
from cueline.episode.values import Episode, Line
from cueline.widgets.lines.columns import Column
from tests.widgets.line_desk import LONG, Desk, Key, small_episode

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, small_episode())


def lines(*texts: str) -> Episode:
    return Episode(items=tuple(Line(text, "Ada", i, f"0:0{i}") for i, text in enumerate(texts)))


def test_enter_opens_the_text_and_a_pause_tells_what_was_typed(desk):
    desk.table.set_current(1)
    desk.press(Key.Key_Return)
    desk.type(" Good!")
    assert desk.shown(1) == "Today we talk about bridges."
    desk.qtbot.waitUntil(lambda: bool(desk.typed), timeout=2000)
    assert desk.shown(1) == "Today we talk about bridges. Good!"
    assert desk.caret() == (1, "text", 34)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_F2, Key.Key_Return])
def test_leaving_the_cell_keeps_the_text(desk, key):
    desk.table.open_cell(1)
    desk.type("x")
    desk.press(key)
    assert desk.table.open_cell_at() is None
    assert desk.shown(1) == "Today we talk about bridges.x"
    assert desk.table.hasFocus()


def test_what_was_typed_can_be_asked_for_at_once(desk):
    desk.table.open_cell(1, "text", 0)
    desk.type("Oh. ")
    desk.table.commit_typing()
    assert [entry[:2] for entry in desk.typed] == [(1, "Oh. Today we talk about bridges.")]


def test_letters_over_a_selected_row_change_nothing(desk):
    desk.table.set_current(1)
    desk.type("abc")
    assert desk.table.open_cell_at() is None
    assert desk.shown(1) == "Today we talk about bridges."


def test_one_stretch_of_typing_has_one_number_and_moving_the_caret_begins_another(desk):
    desk.table.open_cell(1)
    desk.type("a")
    desk.table.commit_typing()
    desk.type("b")
    desk.table.commit_typing()
    desk.press(Key.Key_Home)
    desk.type("c")
    desk.table.commit_typing()
    first, second, third = (gesture for _, _, gesture in desk.typed)
    assert first == second != third


def test_undo_in_the_cell_tells_what_was_typed_first_and_the_text_follows(desk):
    before = desk.episode
    desk.table.open_cell(1, "text", 5)
    desk.type("!!")
    desk.press(Key.Key_Z, CTRL)
    assert desk.typed[-1][1] == "Today!! we talk about bridges."
    assert desk.asked == [("undo_requested",)]
    desk.apply(before)
    assert desk.editor.text() == "Today we talk about bridges."
    assert desk.caret() == (1, "text", 5)


def test_down_on_the_last_line_goes_on_below_at_the_same_place_across(desk):
    desk.table.open_cell(2, "text", 10)
    x = desk.editor.cursorRect().x()
    desk.press(Key.Key_Down)
    assert desk.caret()[:2] == (3, "text")
    assert abs(desk.editor.cursorRect().x() - x) < 9
    desk.press(Key.Key_Up)
    assert desk.caret() == (2, "text", 10)


def test_up_and_down_stay_in_a_text_of_several_lines(desk):
    desk.table.open_cell(7, "text", 0)
    desk.press(Key.Key_Down)
    assert desk.caret()[0] == 7
    assert desk.caret()[2] > 20
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Up)
    assert desk.caret() == (6, "text", 0)


def test_crossing_upwards_enters_the_last_line(desk):
    desk.table.open_cell(8, "text", 0)
    desk.press(Key.Key_Up)
    row, _, caret = desk.caret()
    assert row == 7
    assert caret > len(LONG) * 0.6


def test_crossing_passes_what_cannot_be_edited_and_takes_in_headings(desk):
    desk.table.open_cell(3, "text", 0)
    desk.press(Key.Key_Down)
    assert desk.caret()[0] == 5
    desk.press(Key.Key_Home)
    desk.type("My ")
    desk.press(Key.Key_Escape)
    assert desk.shown(5) == "My Career journey"


def test_left_and_right_go_on_over_the_ends(desk):
    desk.table.open_cell(3, "text", 0)
    desk.press(Key.Key_Left)
    assert desk.caret() == (2, "text", len("Thanks, I have been looking forward to this."))
    desk.press(Key.Key_Right)
    assert desk.caret() == (3, "text", 0)


def test_control_enter_asks_for_a_split_after_telling_what_was_typed(desk):
    desk.table.open_cell(1, "text", 5)
    desk.type(",")
    desk.press(Key.Key_Return, CTRL)
    assert desk.typed[-1][1] == "Today, we talk about bridges."
    assert desk.asked == [("split_requested", 1, 6)]


def test_the_caret_goes_on_after_a_split(desk):
    desk.table.open_cell(1, "text", 5)
    desk.press(Key.Key_Return, CTRL)
    desk.apply(edits.split_line(desk.episode, 1, 5))
    desk.table.open_cell(2, "text", 0)
    assert (desk.shown(1), desk.shown(2)) == ("Today", "we talk about bridges.")
    assert desk.caret() == (2, "text", 0)


def test_backspace_at_the_very_start_offers_to_merge(desk):
    desk.table.open_cell(3, "text", 0)
    desk.press(Key.Key_Backspace)
    assert desk.asked == [("merge_requested", 2, 3)]
    assert desk.shown(3) == "That is on me."


def test_backspace_under_a_heading_says_why_not(desk):
    desk.table.open_cell(1, "text", 0)
    desk.press(Key.Key_Backspace)
    assert desk.asked[0][0] == "message"


def test_a_merged_row_closes_its_cell(desk):
    desk.table.open_cell(3, "text", 0)
    desk.apply(edits.merge_lines(desk.episode, 2, 3))
    assert desk.table.open_cell_at() is None
    assert not desk.table.cells.text.isVisible()


def test_the_cell_moves_with_its_row(desk):
    desk.table.open_cell(6, "text", 3)
    desk.apply(edits.delete_items(desk.episode, 3, 4))
    assert desk.caret() == (4, "text", 3)
    desk.type("!")
    desk.table.commit_typing()
    assert desk.shown(4) == "How! did it begin?"


def test_pasted_line_breaks_become_spaces(desk):
    QGuiApplication.clipboard().setText("one\ntwo\r\nthree\n")
    desk.table.open_cell(3, "text", 0)
    desk.press(Key.Key_V, CTRL)
    desk.press(Key.Key_Return, SHIFT)
    assert desk.shown(3) == "one two threeThat is on me."


def test_the_row_grows_while_typing(desk):
    desk.table.open_cell(3)
    height, below = desk.table.rowHeight(3), desk.table.rowViewportPosition(6)
    desk.type(" Words and words." * 8)
    assert desk.table.rowHeight(3) > height + 15
    assert desk.table.rowViewportPosition(6) > below + 15
    assert desk.editor.height() > 30


def test_offsets_count_characters_not_utf_16(qtbot):
    desk = Desk(qtbot, lines("a🙂b🙂c", "next"))
    desk.table.open_cell(0, "text", 4)
    desk.type("!")
    assert desk.caret() == (0, "text", 5)
    desk.press(Key.Key_Return, CTRL)
    assert desk.typed[-1][1] == "a🙂b🙂!c"
    assert desk.asked == [("split_requested", 0, 5)]


def test_no_break_spaces_and_quotes_stay_as_they_are(qtbot):
    desk = Desk(qtbot, lines("10\u00a0km – “far”", "next"))
    desk.table.open_cell(0)
    desk.type("!")
    desk.press(Key.Key_Escape)
    assert desk.shown(0) == "10\u00a0km – “far”!"


@pytest.mark.parametrize("text", ["", "שלום לכולם", "word " * 800, "🙂" * 300, "two\nlines"])
def test_unusual_texts_open_and_close_unchanged(qtbot, text):
    desk = Desk(qtbot, lines("before", text, "after"))
    height = desk.table.rowHeight(1)
    desk.table.open_cell(1)
    assert desk.table.rowHeight(1) == height
    desk.press(Key.Key_Escape)
    assert desk.typed == []
    assert desk.shown(1) == text


def test_the_open_text_lies_where_the_painted_text_lay(desk, tmp_path):
    table = desk.table
    table.set_current(7)
    area = table.painter.text_area(7).adjusted(0, 0, 0, -2)
    table.setFocus()
    painted = table.viewport().grab(area).toImage()
    table.open_cell(7, "text", 0)
    desk.editor.setCursorWidth(0)
    opened = table.viewport().grab(area).toImage()
    dark = [
        sum(image.pixelColor(x, y).lightnessF() < 0.5 for x in range(2, image.width()))
        for image in (painted, opened)
        for y in range(image.height())
    ]
    half = len(dark) // 2
    assert sum(dark[:half]) > 100
    assert [n > 0 for n in dark[:half]] == [n > 0 for n in dark[half:]]


def test_tab_walks_the_cells_and_shift_tab_back(desk):
    desk.table.set_current(1, "time")
    desk.press(Key.Key_Return)
    places = []
    for _ in range(4):
        places.append(desk.caret()[:2])
        desk.press(Key.Key_Tab)
    assert places == [(1, "time"), (1, "speaker"), (1, "text"), (2, "time")]
    desk.press(Key.Key_Backtab, SHIFT)
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.caret()[:2] == (1, "text")


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("5:40", 340), ("338", 338), ("62:23", 3743), ("+2", 232), ("-0.5", 229.5)],
)
def test_a_time_is_understood(desk, typed, seconds):
    desk.table.open_cell(1, "time")
    desk.type(typed)
    desk.press(Key.Key_Return)
    assert desk.asked == [("time_entered", 1, seconds)]
    assert desk.table.open_cell_at() is None


def test_what_is_no_time_is_said_in_place(desk):
    desk.table.open_cell(1, "time")
    desk.type("half past")
    desk.press(Key.Key_Return)
    assert desk.caret()[:2] == (1, "time")
    assert desk.editor.refusal.startswith("This is not a time.")
    desk.type("5")
    assert desk.editor.refusal == ""
    desk.press(Key.Key_Escape)
    assert desk.asked == []
    assert desk.shown(1, Column.TIME) == "3:50"


def test_a_line_without_a_time_cannot_be_moved_by_two_seconds(desk):
    desk.table.open_cell(3, "time")
    desk.type("+2")
    desk.press(Key.Key_Return)
    assert "no time to move" in desk.editor.refusal


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_names_are_offered_and_never_forced(desk):
    desk.table.set_names(["Alexander", "Alexey", "Noa"])
    desk.table.open_cell(1, "speaker")
    desk.type("ale")
    popup = desk.table.cells.speaker.completer().popup()
    assert popup.isVisible()
    assert popup.model().rowCount() == 2
    popup.hide()
    desk.press(Key.Key_Return)
    assert desk.asked == [("speaker_entered", 1, 1, "ale")]


def test_a_speaker_is_entered_for_all_selected_rows(desk):
    desk.table.set_current(1, "speaker")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_F2)
    desk.type("Noa")
    desk.press(Key.Key_Return)
    assert desk.asked == [("speaker_entered", 1, 3, "Noa")]


def test_nothing_opens_in_a_file_that_can_only_be_looked_at(qtbot):
    desk = Desk(qtbot, small_episode(), read_only=True)
    desk.table.set_current(1)
    desk.press(Key.Key_Return)
    desk.click(desk.place_in(2, Column.TEXT, 0.2))
    assert desk.table.open_cell_at() is None
    assert desk.table.current == 2
    assert desk.asked[0][0] == "message"


BREAKING = ["\r", "\r\n", "\u2029", "\ufdd0", "\ufdd1", "\n"]
"""Characters that a text field takes for the end of a paragraph."""


@pytest.mark.parametrize("sign", BREAKING, ids=ascii)
def test_opening_and_leaving_a_cell_changes_no_character(qtbot, sign):
    text = f"One{sign}two{sign}{sign}three"
    desk = Desk(qtbot, lines(text))
    desk.table.open_cell(0)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Escape)
    assert desk.shown(0) == text
    assert desk.typed == []


@pytest.mark.parametrize("sign", BREAKING, ids=ascii)
def test_typing_changes_only_what_is_typed(qtbot, sign):
    desk = Desk(qtbot, lines(f"One{sign}two{sign}three"))
    desk.table.open_cell(0)
    desk.type("!")
    desk.table.commit_typing()
    assert desk.shown(0) == f"One{sign}two{sign}three!"
    desk.press(Key.Key_Home, CTRL)
    desk.type("x")
    desk.press(Key.Key_Escape)
    assert desk.shown(0) == f"xOne{sign}two{sign}three!"


def test_a_break_that_is_typed_over_is_gone(qtbot):
    desk = Desk(qtbot, lines("One\u2029two\u2029three"))
    desk.table.open_cell(0, caret=4)
    desk.press(Key.Key_Backspace)
    desk.type(" ")
    desk.press(Key.Key_Escape)
    assert desk.shown(0) == "One two\u2029three"
