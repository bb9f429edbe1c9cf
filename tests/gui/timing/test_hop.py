"""The hop pass: heard from 2 s before, right or stamped, back, and on where it stopped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from cueline.gui.timing.hopping import time_left

FIRST, SECOND, THIRD, EARLY = 1, 2, 3, 5


def told(desk):
    """Return what the player says of the pass, beside its buttons."""
    return desk.window.panes.player.findChild(QWidget, "passBar").findChild(QLabel).text()


def mark(desk, index):
    return desk.window.marks.of(desk.items[index])


@pytest.fixture
def hopping(opened):
    """A hop pass from the third line on."""
    opened.go(THIRD)
    opened.press("H")
    return opened


def count(desk):
    """Count the lines with a time: each has a mark."""
    return sum(getattr(item, "start", None) is not None for item in desk.items)


def test_it_plays_from_2_s_before_the_lines_start(hopping):
    assert hopping.player.state == "playing"
    assert hopping.window.listening.now() == pytest.approx(11.0)
    assert told(hopping).startswith(f"0 of {count(hopping)}, about ")


def test_enter_means_right_and_hops_on(hopping):
    before = hopping.items
    hopping.press("Return")
    assert mark(hopping, THIRD) == "checked"
    assert hopping.window.panes.table.current == EARLY
    assert hopping.window.listening.now() == pytest.approx(19.0)
    assert hopping.items == before
    assert told(hopping).startswith(f"1 of {count(hopping)}, ")


@pytest.mark.parametrize("key", ["T", "F12"])
def test_t_stamps_marks_and_hops(hopping, key):
    hopping.player.advance(1.2)
    hopping.press(key)
    assert hopping.items[THIRD].start == 12
    assert mark(hopping, THIRD) == "checked"
    assert hopping.window.panes.table.current == EARLY
    hopping.press("Ctrl+Z")
    assert hopping.items[THIRD].start == 13
    assert mark(hopping, THIRD) == "untouched"


def test_on_a_header_the_line_below_gets_no_time(hopping):
    before = hopping.items
    hopping.press("Down")
    hopping.player.advance(1.2)
    hopping.press("T", "S")
    assert hopping.items == before
    assert "header has no time" in hopping.note


def test_backspace_hears_the_one_before_again(hopping):
    hopping.press("Return", "Backspace")
    assert hopping.window.panes.table.current == THIRD
    assert mark(hopping, THIRD) == "untouched"
    assert hopping.window.listening.now() == pytest.approx(11.0)


def test_a_row_gone_to_by_hand_is_heard_before_it_can_be_right(hopping):
    hopping.press("Up")
    hopping.press("Return")
    assert mark(hopping, SECOND) == "untouched"
    assert hopping.window.listening.now() == pytest.approx(6.0)
    hopping.press("Down")
    hopping.qtbot.waitUntil(lambda: hopping.window.listening.now() == pytest.approx(11.0))
    hopping.press("Return")
    assert mark(hopping, THIRD) == "checked"


def test_splitting_the_row_keeps_the_pass(hopping):
    hopping.press("F2", "Home", *["Right"] * 8, "Ctrl+Return", "Escape")
    hopping.press("Up", "Up", "Return")
    assert mark(hopping, SECOND) == "untouched"
    hopping.press("Down", "Return", "Return")
    assert mark(hopping, THIRD) == "checked"


def test_lines_that_are_checked_are_passed_over(hopping):
    hopping.press("Return", "Escape")
    hopping.go(SECOND)
    hopping.press("H", "Return")
    assert hopping.window.panes.table.current == EARLY


def test_paragraphs_of_one_time_are_one_line_to_hear(opened):
    opened.go(12)
    opened.press("H", "Return")
    assert mark(opened, 12) == mark(opened, 13) == "checked"
    assert opened.window.panes.table.current > 13


def test_escape_ends_and_enter_opens_the_paragraph_again(hopping):
    hopping.press("Escape")
    assert hopping.player.state == "paused"
    assert told(hopping) == ""
    hopping.press("Return")
    assert hopping.window.panes.table.open_cell_at() is not None


def test_a_paragraph_is_corrected_on_the_way(hopping):
    hopping.press("F2")
    hopping.type("!")
    hopping.press("Escape", "Return")
    assert hopping.items[THIRD].text.endswith("!")
    assert mark(hopping, THIRD) == "checked"


def test_the_place_is_kept_over_days(desk, sample):
    desk.start(sample)
    desk.go(THIRD)
    desk.press("H", "Return", "Escape")
    desk.close()
    desk.start(sample)
    desk.window.panes.table.setFocus()
    desk.press("H")
    assert desk.window.panes.table.current == EARLY
    assert "where you stopped" in desk.note
    assert told(desk).startswith(f"1 of {count(desk)}, ")


def test_the_end_says_what_is_left(opened):
    last = max(i for i, item in enumerate(opened.items) if getattr(item, "start", None) is not None)
    opened.go(last)
    opened.press("H", "Return")
    assert not opened.window.hopping.active
    assert f"{count(opened) - 1} lines above" in opened.note
    opened.press("H")
    assert opened.window.panes.table.current == FIRST
    while opened.window.hopping.active:
        opened.press("Return")
    assert ticks(opened) == count(opened)
    assert "every line is checked" in opened.note
    assert opened.window.session.clean


def test_without_a_sound_it_says_so(desk, write):
    desk.start(write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n"))
    desk.go(0)
    desk.press("H")
    assert "no sound yet" in desk.note
    assert not desk.window.hopping.active


def test_hints_name_the_keys_of_the_pass(hopping):
    from cueline.widgets.status_line import HintLine

    hints = hopping.window.panes.status.findChild(HintLine, "statusHints")
    assert "Enter right" in hints.toolTip()
    hopping.press("Escape")
    assert "Enter edit" in hints.toolTip()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "done"), (30, "less than a minute left"), (520, "about 9 min left")],
)
def test_time_left_in_words(seconds, said):
    assert time_left(seconds) == said


def click(desk, name):
    """Press a button of the pass with the mouse."""
    buttons = desk.window.panes.player.findChildren(QAbstractButton)
    found = next(b for b in buttons if b.isVisible() and b.accessibleName() == name)
    desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    return found


def test_the_mouse_does_a_pass_too_and_the_keys_still_work(hopping):
    assert told(hopping) == f"0 of {count(hopping)}, about 2 min left"
    assert click(hopping, "Right").toolTip().endswith("(Enter)")
    assert mark(hopping, THIRD) == "checked"
    assert told(hopping) == f"1 of {count(hopping)}, about 2 min left"
    hopping.player.advance(1.2)
    assert click(hopping, "Starts now").toolTip().endswith("(T)")
    assert hopping.items[EARLY].start == 20
    click(hopping, "The one before")
    assert hopping.window.panes.table.current == EARLY
    hopping.press("Backspace")
    assert hopping.window.panes.table.current == THIRD
    click(hopping, "End")
    assert not hopping.window.hopping.active
    assert "Right" not in [
        b.accessibleName()
        for b in hopping.window.panes.player.findChildren(QAbstractButton)
        if b.isVisible()
    ]


def test_without_the_player_pane_the_status_line_tells_how_far_it_is(hopping):
    right = hopping.window.panes.status.findChild(QLabel, "statusRight")
    assert "of" not in right.text()
    hopping.do("view.player")
    hopping.press("Return")
    assert f"1 of {count(hopping)}, " in right.text()
    hopping.press("Escape")
    assert " of " not in right.text()


def test_a_line_that_starts_now_already_says_so(hopping):
    hopping.player.advance(2.3)
    hopping.press("T")
    assert hopping.note == "It starts at 0:13 already."
    assert mark(hopping, THIRD) == "checked"
    assert hopping.window.session.clean


def ticks(desk):
    return [mark(desk, i) for i in range(len(desk.items))].count("checked")


def test_what_is_counted_and_what_is_ticked_agree(opened):
    opened.go(12)
    opened.press("H", "Return")
    assert (mark(opened, 12), mark(opened, 13)) == ("checked", "checked")
    assert told(opened).startswith(f"2 of {count(opened)}, ")
    tree = opened.window.panes.tree
    section = tree.model().index(2, 0)
    opened.qtbot.waitUntil(lambda: (tree.progress_at(section) or (0, 0))[0] == 2)
    opened.player.advance(0.5)
    opened.press("T", "Escape")
    assert opened.note == f"{ticks(opened)} of {count(opened)} lines checked by ear."


def test_a_turn_is_left_till_all_of_it_is_checked(opened):
    window = opened.window
    opened.go(12)
    opened.press("H", "Return", "Escape")
    window.marks.put([opened.items[13]], "untouched")
    opened.go(12)
    opened.press("H")
    assert window.panes.table.current == 12


def test_counting_row_by_row_is_counting_all(opened):
    """Stamps, undo, marks from elsewhere, a split: the pass knows what a fresh look finds."""
    from cueline.gui.timing.hop_list import HopList

    def same():
        episode, fresh = opened.window.session.episode, HopList(opened.window.marks)
        known = opened.window.hopping.remaining
        assert known.leads(episode) == fresh.leads(episode)
        assert known.left(episode) == fresh.left(episode)
        assert known.counts(episode) == fresh.counts(episode) == (ticks(opened), count(opened))

    opened.go(8)
    opened.press("H")
    for _ in range(4):
        opened.player.advance(1.3)
        opened.press("T", "Return")
        same()
    for keys in ("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Backspace"):
        opened.press(keys)
        same()
    opened.window.timing.retime(13, 47.0, "x", "x", together=False)
    same()
    opened.window.timing.retime(13, 48.0, "x", "x", together=False)
    same()
    opened.window.editing.split_at(13, 10)
    same()
