"""Tapping as a pass: it begins with a tap while it plays, goes back tap by tap or whole, and ends with a sum."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from cueline.gui.timing.tapping import summary

FIRST, SECOND, THIRD, EARLY = 1, 2, 3, 5


def play(desk, seconds):
    desk.window.listening.play_from(seconds)


def tap_at(desk, seconds):
    """Press T so that the stamp, less the time to react, falls on `seconds`."""
    target = seconds + desk.window.listening.reaction * desk.player.rate
    desk.player.advance((target - desk.player.position) / desk.player.rate)
    desk.press("T")


def told(desk):
    """Return what the player says of the pass, beside its buttons."""
    return desk.window.panes.player.findChild(QWidget, "passBar").findChild(QLabel).text()


def notice(desk):
    return desk.window.panes.notices.notices()[-1]


@pytest.fixture
def pass_of_two(opened):
    """A pass in which the first two lines were tapped at 2 s and 9 s."""
    opened.go(FIRST)
    play(opened, 0.0)
    tap_at(opened, 2.0)
    tap_at(opened, 9.0)
    return opened


def test_each_tap_times_a_line_and_goes_on(pass_of_two):
    assert [pass_of_two.items[i].start for i in (FIRST, SECOND)] == [2, 9]
    assert pass_of_two.window.panes.table.current == THIRD
    assert told(pass_of_two).endswith("tapping · 2 taps")


def test_a_second_tap_within_a_third_of_a_second_is_ignored_at_any_speed(opened):
    opened.window.listening.set_rate(3.0)
    opened.go(FIRST)
    play(opened, 0.0)
    tap_at(opened, 2.0)
    opened.player.advance(0.2)
    opened.press("T")
    assert opened.window.panes.table.current == SECOND
    assert opened.items[SECOND].start == 8
    opened.player.advance(0.4)
    opened.press("T")
    assert opened.window.panes.table.current == THIRD


def test_headers_and_continuing_paragraphs_get_no_time(opened):
    opened.go(6)
    play(opened, 20.0)
    tap_at(opened, 23.0)
    assert opened.window.panes.table.current == 8
    opened.go(7)
    opened.press("Space")
    opened.press("T")
    assert opened.items[7].start is None
    assert opened.window.panes.table.current == 8


def test_backspace_takes_the_last_tap_back_and_plays_from_3_s_before(pass_of_two):
    pass_of_two.press("Backspace")
    assert pass_of_two.items[SECOND].start == 8
    assert pass_of_two.window.panes.table.current == SECOND
    assert pass_of_two.player.state == "playing"
    assert pass_of_two.window.listening.now() == pytest.approx(9.2 - 3.0)
    assert told(pass_of_two).endswith("1 tap")
    tap_at(pass_of_two, 8.5)
    assert pass_of_two.window.panes.table.current == THIRD


def test_what_is_heard_is_marked_anew_when_taps_are_taken_back(pass_of_two):
    desk, marks = pass_of_two, pass_of_two.window.panes.table.marks
    desk.press("Space")
    assert marks.heard == SECOND
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert marks.heard == SECOND
    desk.window.listening.seek(8.5)
    assert marks.heard == SECOND
    desk.press("Ctrl+Y", "Ctrl+Y")
    assert marks.heard == FIRST
    assert desk.window.panes.waveform.scene.heard == FIRST


def test_backspace_after_another_edit_says_what_stands_in_the_way(pass_of_two):
    pass_of_two.press("Return")
    pass_of_two.type("x")
    pass_of_two.press("Escape", "Backspace")
    assert "typing" in pass_of_two.note
    assert pass_of_two.items[SECOND].start == 9


def test_a_pass_is_undone_tap_by_tap(pass_of_two):
    pass_of_two.press("Ctrl+Z")
    assert [pass_of_two.items[i].start for i in (FIRST, SECOND)] == [2, 8]
    assert pass_of_two.window.panes.table.current == SECOND
    assert told(pass_of_two).endswith("tapping · 1 tap")
    pass_of_two.press("Ctrl+Z")
    assert pass_of_two.items[FIRST].start == 1


def test_a_pass_is_undone_whole_and_done_again(pass_of_two):
    before = pass_of_two.items
    pass_of_two.window.panes.tree.setFocus()
    pass_of_two.do("tap.take_back")
    assert pass_of_two.window.panes.table.hasFocus()
    assert [pass_of_two.items[i].start for i in (FIRST, SECOND)] == [1, 8]
    assert pass_of_two.window.session.clean
    assert pass_of_two.window.panes.table.current == FIRST
    pass_of_two.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert pass_of_two.items == before


def test_taking_a_pass_back_leaves_what_was_done_before_it(opened):
    opened.go(8)
    opened.press("Alt+Right")
    moved = opened.items[8].start
    opened.go(FIRST)
    play(opened, 0.0)
    tap_at(opened, 2.0)
    opened.do("tap.take_back")
    assert (opened.items[FIRST].start, opened.items[8].start) == (1, moved)


def test_leaving_the_row_by_hand_pauses_the_pass(pass_of_two):
    pass_of_two.press("Down")
    assert pass_of_two.player.state == "paused"
    assert "tapping paused" in told(pass_of_two)
    pass_of_two.press("Up")
    before = pass_of_two.items
    pass_of_two.press("T")
    assert pass_of_two.items == before
    assert pass_of_two.player.state == "playing"
    assert told(pass_of_two).endswith("tapping · 2 taps")
    tap_at(pass_of_two, 14.0)
    assert pass_of_two.items[THIRD].start == 14


def test_typing_in_the_row_does_not_end_the_pass(pass_of_two):
    pass_of_two.press("Return", "Home")
    pass_of_two.type("T")
    pass_of_two.press("Escape")
    assert pass_of_two.items[THIRD].text.startswith("T")
    tap_at(pass_of_two, 14.0)
    assert pass_of_two.items[THIRD].start == 14
    assert told(pass_of_two).endswith("3 taps")


def test_lines_below_the_tapping_place_are_still_to_come(pass_of_two):
    assert pass_of_two.window.tapping.place == THIRD
    pass_of_two.press("Escape")
    assert pass_of_two.window.tapping.place is None


def test_escape_sums_the_pass_up_and_each_far_line_can_be_reached(pass_of_two):
    tap_at(pass_of_two, 20.0)
    pass_of_two.press("Escape")
    assert pass_of_two.player.state == "paused"
    assert notice(pass_of_two).text == "3 taps, typically 1 s later; one moved more than 5 s"
    button = next(b for b in notice(pass_of_two).buttons if b.text() == "0:20 (+7 s)")
    pass_of_two.go(0)
    button.click()
    assert pass_of_two.window.panes.table.current == THIRD
    assert notice(pass_of_two).text.startswith("3 taps")
    pass_of_two.go(0)
    pass_of_two.do("tap.next_far")
    assert pass_of_two.window.panes.table.current == THIRD


def test_the_pass_can_be_taken_back_from_its_sum(pass_of_two):
    pass_of_two.press("Escape")
    next(b for b in notice(pass_of_two).buttons if b.text() == "Take the Pass Back").click()
    assert pass_of_two.window.session.clean


def test_the_sum_goes_with_the_taps_that_are_undone(pass_of_two):
    pass_of_two.press("Escape")
    notices = pass_of_two.window.panes.notices.notices
    assert notice(pass_of_two).text.startswith("2 taps")
    pass_of_two.press("Ctrl+Z")
    assert notice(pass_of_two).text.startswith("1 tap, ")
    pass_of_two.press("Ctrl+Z")
    assert notices() == []
    pass_of_two.press("Ctrl+Y", "Ctrl+Y")
    assert pass_of_two.items[SECOND].start == 9
    assert notices() == []


def test_a_sum_that_was_closed_stays_closed(pass_of_two):
    pass_of_two.press("Escape")
    notice(pass_of_two).cross.click()
    pass_of_two.press("Ctrl+Z")
    assert pass_of_two.items[SECOND].start == 8
    assert pass_of_two.window.panes.notices.notices() == []


def test_the_next_pass_replaces_the_sum_of_the_last(pass_of_two):
    pass_of_two.press("Escape")
    assert len(pass_of_two.window.panes.notices.notices()) == 1
    play(pass_of_two, 10.0)
    tap_at(pass_of_two, 14.0)
    assert pass_of_two.window.panes.notices.notices() == []


def test_a_tap_that_moved_nothing_is_taken_back_too(opened):
    opened.go(FIRST)
    play(opened, 0.0)
    tap_at(opened, 1.0)
    assert opened.note == "It starts at 0:01 already."
    assert opened.window.marks.of(opened.items[FIRST]) == "tapped"
    opened.press("Backspace")
    assert opened.window.panes.table.current == FIRST
    assert opened.window.marks.of(opened.items[FIRST]) == "untouched"


def test_the_last_line_ends_the_pass(opened):
    last = max(i for i, item in enumerate(opened.items) if getattr(item, "start", None) is not None)
    opened.go(last)
    play(opened, 70.0)
    tap_at(opened, 78.0)
    assert not opened.window.tapping.active
    assert notice(opened).text.startswith("1 tap, ")


def test_paused_sound_stamps_exactly_and_begins_no_pass(opened):
    opened.go(THIRD)
    opened.window.listening.seek(12.0)
    opened.press("F12")
    assert opened.items[THIRD].start == 12
    assert not opened.window.tapping.active


def test_backspace_and_escape_are_the_tables_again_after_the_pass(pass_of_two):
    pass_of_two.press("Escape")
    before = pass_of_two.items
    pass_of_two.press("Backspace")
    assert pass_of_two.items == before


def test_a_tap_before_a_split_is_still_taken_back_at_its_line(opened):
    opened.go(6)
    play(opened, 21.0)
    tap_at(opened, 23.0)
    opened.press("Escape")
    opened.window.editing.split_at(FIRST, 20)
    opened.press("Escape")
    opened.go(0)
    far = opened.window.tapping
    assert far.can_be_taken_back
    opened.press("Ctrl+Z")
    opened.do("tap.back")
    assert opened.items[6].start == 22


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        (
            [0.8] * 35 + [6.0, -7.0, 9.0],
            "38 taps, typically 0.8 s later; three moved more than 5 s",
        ),
        ([-1.0], "1 tap, 1 s earlier"),
        ([0.0] * 4, "4 taps, typically unmoved"),
        ([0.0], "1 tap, unmoved"),
        ([8.0] * 20, "20 taps, typically 8 s later; 20 moved more than 5 s"),
    ],
)
def test_the_sum_in_words(moves, said):
    assert summary(moves) == said


def test_the_mouse_taps_takes_back_and_ends(pass_of_two):
    def click(name):
        buttons = pass_of_two.window.panes.player.findChildren(QAbstractButton)
        found = next(b for b in buttons if b.isVisible() and b.accessibleName() == name)
        pass_of_two.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    pass_of_two.player.advance(5.0)
    click("Tap")
    assert pass_of_two.items[THIRD].start == 14
    click("Take back")
    assert pass_of_two.items[THIRD].start == 13
    assert pass_of_two.window.panes.table.current == THIRD
    click("End")
    assert "2 taps" in notice(pass_of_two).text


def test_saving_during_a_pass_forgets_no_tap(pass_of_two):
    pass_of_two.save()
    assert told(pass_of_two).endswith("tapping · 2 taps")
    pass_of_two.press("Backspace")
    assert pass_of_two.items[SECOND].start == 8
    assert pass_of_two.window.panes.table.current == SECOND


def test_the_row_of_the_next_tap_stays_in_sight_where_times_are_wrong(pass_of_two):
    table = pass_of_two.window.panes.table
    pass_of_two.window.resize(900, 560)
    pass_of_two.qtbot.waitUntil(lambda: table.viewport().height() < 300)
    for _ in range(60):
        pass_of_two.player.advance(1.0)
    assert table.marks.heard > THIRD + 10
    top = table.rowViewportPosition(THIRD)
    assert 0 <= top < table.viewport().height() - table.rowHeight(THIRD)


def test_a_second_tap_where_the_sound_stands_still_is_refused(opened):
    opened.go(FIRST)
    opened.window.listening.seek(4.0)
    opened.press("T")
    assert opened.items[FIRST].start == 4
    opened.press("T")
    assert opened.items[SECOND].start == 8
    assert opened.window.panes.table.current == SECOND
    assert "stands still" in opened.note
    opened.window.listening.seek(5.0)
    opened.press("T")
    assert opened.items[SECOND].start == 5


def test_a_tap_on_another_row_counts_where_the_sound_stands_still(opened):
    opened.go(FIRST)
    opened.window.listening.seek(9.0)
    opened.press("T", "Ctrl+Z")
    opened.go(SECOND)
    opened.press("T")
    assert (opened.items[FIRST].start, opened.items[SECOND].start) == (1, 9)
