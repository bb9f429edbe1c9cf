"""Edits of times: retime, what stands together, shift, stretch, and the labels they write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Clock, EditError, Episode, Header, Line, edits
from tests.episode.made_episode import URL, clip, item, line, made_episode

EP = made_episode()


def times(ep):
    return [(i.start, i.label) for i in ep.items if isinstance(i, Line)]


def retimed(only, seconds, clock=None):
    """Return the one line of an episode after a retime."""
    return item(edits.retime(Episode((only,), clock=clock or Clock()), 0, seconds), 0)


def test_a_retime_moves_this_line_and_no_other():
    moved = edits.retime(EP, 2, 341)
    assert times(moved)[1:4] == [(341, "5:41"), (338, "5:38"), (None, "")]
    assert moved.clips == EP.clips


@pytest.mark.parametrize(("seconds", "start"), [(341.99, 341), (341.0000001, 341), (0.4, 0)])
def test_a_file_of_whole_seconds_stays_one(seconds, start):
    moved = retimed(line(0, "x", "A", 338, "5:38"), seconds)
    assert moved.start == start
    assert isinstance(moved.start, int)


def test_a_file_with_fractions_keeps_as_many_digits_as_it_has():
    clock = Clock(precision=2)
    assert retimed(line(0, "x", "A", 3.25, "0:03"), 4.129, clock) == Line("x", "A", 4.12, "0:04")
    assert retimed(line(0, "x", "A", 3.25, "0:03"), 4.0, clock) == Line("x", "A", 4, "0:04")
    assert retimed(line(0, "x"), 65.55, Clock(decimals=1, precision=1)).label == "1:05.5"


@pytest.mark.parametrize(
    ("clock", "label"),
    [(Clock(), "1:02:23"), (Clock(hours=False), "62:23"), (Clock(padded=True), "01:02:23")],
)
def test_the_label_is_written_as_the_file_writes_its_times(clock, label):
    assert retimed(line(0, "x", "A", 338, "5:38"), 3743, clock).label == label


def test_a_line_that_has_only_one_of_the_two_changes_that_one():
    assert retimed(line(0, "x", "A", 338, ""), 9) == Line("x", "A", 9, "")
    assert retimed(line(0, "x", "A", 338, "5:38"), 9) == Line("x", "A", 9, "0:09")
    assert retimed(line(0, "x", "A", None, "37:567"), 9) == Line("x", "A", 9, "0:09")


def test_a_line_without_times_gains_what_the_file_writes():
    assert retimed(line(0, "x", "A"), 9) == Line("x", "A", 9, "0:09")
    assert retimed(line(0, "x", "A"), 9, Clock(labels=False)) == Line("x", "A", 9, "")


def test_a_label_that_says_another_time_is_put_right_by_a_retime_to_the_start():
    assert retimed(line(0, "x", "A", 338, "5:40"), 338) == Line("x", "A", 338, "5:38")


def test_a_line_moved_and_moved_back_has_its_own_label_again():
    there = edits.retime(EP, 7, 3610)
    assert item(there, 7).label == "1:00:10"
    assert edits.retime(there, 7, 3608) == EP


@given(st.integers(1, 9000))
def test_a_shift_forth_and_back_gives_every_label_again(seconds):
    odd = EP.with_items((*EP.items, line(10, "odd", "A", 50, "0:51"), line(11, "sec", "A", 60, "")))
    moved = edits.shift(odd, seconds)
    assert item(moved, 7).label == moved.clock.format(3608 + seconds)
    assert edits.shift(moved, -seconds) == odd


def test_a_shift_may_be_of_a_part():
    assert times(edits.shift(EP, 10, 3, 6)) == [
        (0, "0:00"), (338, "5:38"), (348, "5:48"), (None, ""), (410, "6:50"), (3608, "60:08"), (3700, "1:01:40"),
    ]  # fmt: skip


def test_a_shift_of_a_file_of_whole_seconds_is_in_whole_seconds():
    assert times(edits.shift(EP, 1.9))[1] == (339, "5:39")
    assert times(edits.shift(EP, -1.9, 2))[1] == (337, "5:37")


def test_a_shift_in_fractions_has_no_noise():
    ep = Episode((line(0, "x", "A", 0.1, "0:00"),), clock=Clock(precision=1))
    assert item(edits.shift(ep, 0.2), 0).start == 0.3


def test_nothing_shifted_in_an_empty_episode():
    assert edits.shift(Episode(), 5) == Episode()


def test_stretching_spreads_the_times_evenly():
    stretched = edits.stretch(EP, 2, 7, 400, 4000)
    assert times(stretched)[1:6] == [
        (400, "6:40"), (400, "6:40"), (None, ""), (468, "7:48"), (4000, "1:06:40"),
    ]  # fmt: skip
    assert stretched.items[9] == EP.items[9]


def test_stretching_before_the_start_is_refused():
    with pytest.raises(EditError, match=r"before 0:00"):
        edits.stretch(EP, 2, 7, -10, 4000)


# --- together -----------------------------------------------------------------------------------


def test_what_stood_together_moves_together():
    moved = edits.retime_together(EP, 2, 341)
    assert times(moved)[:4] == [(0, "0:00"), (341, "5:41"), (341, "5:41"), (None, "")]
    assert moved.clips == (
        Clip("Introduction", 0, 341, f"{URL}&t=0"),
        Clip("Thanks", 341, 400, f"{URL}&t=341"),
        EP.clips[2],
    )


def test_only_following_paragraphs_of_the_same_speaker_go_along():
    assert edits.together_with(EP, 2) == (3,)
    assert edits.together_with(EP, 3) == ()
    assert edits.together_with(EP, 4) == ()
    other = EP.with_items((*EP.items[:3], replace(EP.items[3], speaker="Ana"), *EP.items[4:]))
    assert edits.together_with(other, 2) == ()


def test_a_header_between_ends_what_stands_together():
    ep = Episode((Line("a", "A", 5), Header("h"), Line("b", "A", 5)))
    assert edits.together_with(ep, 0) == ()


def test_together_rounds_down_like_everything_else():
    moved = edits.retime_together(EP, 2, 341.9)
    assert item(moved, 3).start == 341
    assert clip(moved, 1).start == 341


def test_an_edge_that_would_leave_its_clips_stays():
    moved = edits.retime_together(EP, 2, 500)
    assert item(moved, 2).start == 500
    assert moved.clips == EP.clips


def test_a_line_with_no_time_takes_nothing_along():
    moved = edits.retime_together(EP, 4, 350)
    assert times(moved)[3] == (350, "5:50")
    assert moved.clips == EP.clips


def test_an_edge_of_one_side_alone_goes_along_alone():
    gap = replace(EP, clips=(Clip("A", 0, 330, "u?t=0"), Clip("B", 338, 400, "u?t=338")))
    assert edits.retime_together(gap, 2, 341).clips == (
        Clip("A", 0, 330, "u?t=0"),
        Clip("B", 341, 400, "u?t=341"),
    )
