"""Starts: at the playhead, tapped, nudged, typed; what stood together moves together."""

import itertools

import pytest
from PySide6.QtCore import Qt

from cueline.gui.timing import tapping
from cueline.widgets.lines.colours import alarm
from cueline.widgets.lines.columns import Column
from tests.benchmarks.episodes import made_file

FIRST, THIRD, EARLY = 1, 3, 5


def listen(desk, seconds):
    desk.window.listening.seek(seconds)


def test_f11_gives_the_line_exactly_the_place_that_is_shown(opened):
    opened.go(THIRD)
    listen(opened, 12.4)
    opened.press("F11")
    assert (opened.items[THIRD].start, opened.items[THIRD].label) == (12, "0:12")
    assert opened.window.panes.table.current == THIRD
    assert opened.note == "0:13 → 0:12 · exactly the place shown"


def test_what_stood_together_moves_together_and_is_named(opened):
    opened.go(EARLY)
    listen(opened, 18.0)
    opened.press("F11")
    assert opened.items[EARLY].start == 18
    clips = opened.window.session.episode.clips
    assert (clips[0].end, clips[1].start) == (18, 18)
    assert clips[1].url.endswith("t=18")
    assert opened.note.startswith("0:21 → 0:18, with the clip Why counting by ear works")
    opened.press("Ctrl+Z")
    clips = opened.window.session.episode.clips
    assert (opened.items[EARLY].start, clips[0].end, clips[1].start) == (21, 21, 21)


def test_a_paragraph_of_the_same_time_goes_along(opened):
    opened.go(12)
    listen(opened, 46.0)
    opened.press("F11")
    assert [opened.items[i].start for i in (12, 13)] == [46, 46]
    assert "with 1 paragraph" in opened.note


def test_shift_moves_the_line_alone(opened):
    opened.go(EARLY)
    listen(opened, 18.0)
    opened.press("Shift+F11")
    assert opened.items[EARLY].start == 18
    assert opened.window.session.episode.clips[1].start == 21


def test_letters_stamp_in_the_table_and_type_in_a_cell(opened):
    opened.go(THIRD)
    listen(opened, 12.4)
    opened.press("S")
    assert opened.items[THIRD].start == 12
    opened.press("Return")
    opened.type("st")
    opened.press("Escape")
    assert opened.items[THIRD].text.endswith("breakfast.st")
    assert opened.items[THIRD].start == 12


def test_f12_goes_on_to_the_next_timed_line_past_headers_and_continuing_paragraphs(opened):
    opened.go(THIRD)
    listen(opened, 12.4)
    opened.press("F12")
    assert opened.window.panes.table.current == EARLY
    opened.go(6)
    listen(opened, 23.0)
    opened.press("F12")
    assert opened.window.panes.table.current == 8
    assert opened.items[7].start is None


def test_f12_on_a_continuing_paragraph_gives_no_time_and_goes_on(opened):
    before = opened.items
    opened.go(7)
    listen(opened, 30.0)
    opened.press("F12")
    assert opened.window.panes.table.current == 8
    assert "goes on without a time" in opened.note
    assert opened.items == before


@pytest.mark.parametrize("playing", [False, True])
def test_on_a_header_no_key_gives_another_line_its_time(opened, playing):
    before = opened.items
    opened.go(4)
    listen(opened, 30.0)
    if playing:
        opened.press("Space")
    for key in ("T", "S", "Shift+T", "T", "Shift+S", "F12", "F11", "F9"):
        opened.press(key)
        assert opened.window.panes.table.current == 4
        assert opened.note.startswith("A header has no time")
        if playing:
            opened.player.advance(0.5)
    assert opened.items == before
    assert not opened.window.tapping.active
    opened.press("Down", "S")
    assert opened.items[5].start != before[5].start


def test_during_playback_the_time_to_react_is_taken_off(opened):
    opened.go(THIRD)
    listen(opened, 11.0)
    opened.press("Ctrl+Space")
    opened.player.advance(1.1)
    opened.press("F12")
    assert opened.items[THIRD].start == 11
    assert "taken off for reaction" in opened.note


def test_the_echo_of_a_tap_is_ignored_while_it_plays(opened, monkeypatch):
    monkeypatch.setattr(tapping, "ECHO", 60.0)  # however slow the machine is
    opened.go(FIRST)
    listen(opened, 2.0)
    opened.press("Ctrl+Space")
    opened.player.advance(1.0)
    opened.press("F12")
    opened.press("F12")
    assert opened.window.panes.table.current == 2
    assert opened.items[2].start == 8


def test_nudging_goes_by_whole_seconds_and_a_run_of_it_is_one_step(opened):
    opened.go(FIRST)
    opened.press("Alt+Right", "Alt+Right", "Alt+Right")
    assert opened.items[FIRST].start == 4
    opened.press("Ctrl+Z")
    assert opened.items[FIRST].start == 1


def test_a_time_is_typed_in_its_cell(opened):
    opened.go(THIRD)
    opened.press("Shift+F2", "Ctrl+A")
    opened.type("+2")
    opened.press("Return")
    assert opened.items[THIRD].start == 15
    opened.press("Shift+F2", "Ctrl+A")
    opened.type("soon")
    opened.press("Return")
    assert opened.window.panes.table.open_cell_at().column == "time"
    assert opened.items[THIRD].start == 15


def test_shifting_the_rest_takes_the_clip_edges_along(opened):
    opened.go(EARLY)
    listen(opened, 23.0)
    opened.press("F9")
    assert [opened.items[i].start for i in (3, 5, 6, 11)] == [13, 23, 24, 45]
    clips = opened.window.session.episode.clips
    assert [clip.start for clip in clips] == [0, 23, 45, 65]
    opened.press("Ctrl+Z")
    assert [opened.items[i].start for i in (3, 5, 6, 11)] == [13, 21, 22, 43]


def test_the_rest_of_a_long_episode_is_shifted_while_the_window_goes_on(desk, tmp_path):
    path = tmp_path / "long.md"
    path.write_bytes(made_file(3100))
    path.with_suffix(".mp3").write_bytes(b"sound")
    desk.start(path)
    before = desk.items
    desk.go(1)
    listen(desk, before[1].start + 20.0)
    desk.press("F9")
    desk.qtbot.waitUntil(lambda: "moved by +20 s" in desk.note)
    starts = [
        (was.start, now.start)
        for was, now in zip(before, desk.items, strict=True)
        if hasattr(was, "start")
    ]
    assert all(now == was + 20 for was, now in starts)
    assert desk.window.session.episode.clips[0].start == before[1].start + 20
    assert desk.window.marks.of(desk.items[-1]) == "estimated"
    desk.press("Ctrl+Z")
    assert desk.items == before
    assert desk.window.session.clean


def test_without_a_sound_a_stamp_says_so(desk, write):
    desk.start(write("---\ntranscript:\n- line: Hello.\n  sec: 1\n  time: 0:01\n  who: A\n---\n"))
    desk.go(0)
    desk.press("F11")
    assert desk.items[0].start == 1
    assert "no sound yet" in desk.note


@pytest.mark.parametrize(("key", "seconds"), [("Left", 9), ("Shift+Right", 15)])
def test_arrows_seek_in_the_table(opened, key, seconds):
    opened.go(THIRD)
    listen(opened, 10.0)
    opened.press(key)
    assert opened.window.listening.now() == pytest.approx(seconds)


def test_space_plays_in_the_table_and_types_in_a_cell(opened):
    opened.go(THIRD)
    opened.press("Space")
    assert opened.player.state == "playing"
    opened.press("Space")
    assert opened.player.state == "paused"
    opened.press("Return", "Space", "Escape")
    assert opened.items[THIRD].text.endswith("breakfast. ")
    assert opened.player.state == "paused"


def test_f5_plays_the_line_and_stops_at_its_end(opened):
    opened.go(2)
    opened.press("F5")
    opened.player.advance(20)
    assert opened.player.state == "paused"
    assert opened.window.listening.now() == pytest.approx(13)


def test_f5_in_a_cell_plays_from_the_caret(opened):
    opened.go(2)
    opened.press("Return", "Home", "F5")
    assert opened.player.state == "playing"
    assert opened.window.listening.now() == pytest.approx(6)


def test_heard_and_current_are_two_rows(opened):
    opened.go(2)
    opened.window.listening.seek(44.0)
    assert opened.window.panes.table.marks.heard == 11
    assert opened.window.panes.table.current == 2


def test_speed_by_letters(opened):
    opened.go(2)
    opened.press("L", "L")
    assert opened.player.rate == 1.5
    opened.press("J")
    assert opened.player.rate == 1.25


def test_what_i_hear_now_is_this_line(opened):
    opened.go(THIRD)
    listen(opened, 15.0)
    opened.do("playback.set_offset")
    assert opened.window.listening.now() == pytest.approx(13)
    assert "2.0 s off" in opened.note


def tool_tip(desk, row):
    """Return what is said where the mouse rests on a row's time."""
    lines = desk.window.panes.table.lines
    return lines.data(lines.index(row, 1), Qt.ItemDataRole.ToolTipRole)


def test_a_start_that_goes_backwards_is_marked_and_said(opened):
    opened.do("view.follow")  # no longer: the line stays in sight
    opened.go(THIRD)
    listen(opened, 51.0)
    opened.press("F11")
    assert "0:13 → 0:51" in opened.note
    assert "now after the line below, 0:21" in opened.note
    assert tool_tip(opened, EARLY) == (
        "This line starts before the one above it, which starts at 0:51."
    )
    assert tool_tip(opened, THIRD) is None
    opened.press("Ctrl+Z")
    assert tool_tip(opened, EARLY) is None


def test_a_start_before_the_line_above_is_said(opened):
    opened.go(THIRD)
    listen(opened, 3.0)
    opened.press("F11")
    assert "now before the line above, 0:08" in opened.note
    assert tool_tip(opened, THIRD).startswith("This line starts before the one above it")
    listen(opened, 4.0)
    opened.press("F11")
    assert "now before" not in opened.note


def test_the_mark_of_a_start_that_goes_backwards_is_seen(opened):
    table = opened.window.panes.table
    colour = alarm(table.palette()).rgb()

    def marked(row):
        area = table.painter.cell_area(row, Column.TIME)
        picture = table.viewport().grab(area).toImage()
        spots = itertools.product(range(picture.width()), range(picture.height()))
        return any(picture.pixelColor(x, y).rgb() == colour for x, y in spots)

    opened.do("view.follow")  # no longer: the line stays in sight
    opened.go(THIRD)
    listen(opened, 51.0)
    assert not marked(EARLY)
    opened.press("F11")
    assert marked(EARLY)


def test_lines_below_the_tapping_place_raise_nothing_till_the_pass_ends(opened):
    opened.go(THIRD)
    opened.window.listening.play_from(29.0)
    opened.player.advance(1.2)
    opened.press("T")
    assert opened.items[THIRD].start == 30
    assert "now after" not in opened.note
    assert tool_tip(opened, EARLY) is None
    opened.press("Escape")
    assert "0:30" in tool_tip(opened, EARLY)
