"""Times that are missing, wrong, or out of order."""

from __future__ import annotations

import pytest

from cueline.episode import Clock, Episode, Header, Line
from cueline.episode.checks import check
from tests.episode.checks.spoilt_episode import after, good, only, rules, said


def test_a_line_without_a_time_may_go_on_with_the_same_turn_only():
    ep = good(said("And you?", "Ana"))
    assert rules(ep) == [("missing-time", 4)]
    assert after(ep, "missing-time").items[4] == Line("And you?", "Ana", 20, "0:20")


def test_a_turn_goes_on_below_a_header():
    ep = good(Header("Night"), said("It was cold.", "Boris"))
    assert ("missing-time", 5) not in rules(ep)
    assert ("missing-time", 5) in rules(good(Header("Night"), said("It was cold.", "Ana")))


def test_a_transcript_without_any_times_lacks_none():
    bare = Episode(tuple(said(text, name) for text, name in (("a", "X"), ("b", "Y"), ("c", "X"))))
    assert rules(bare) == []
    assert [rule for rule, _ in rules(Episode(bare.items[:1]))] == ["missing-time"]


def test_two_times_that_differ_are_both_offered():
    ep = good(said("Rye.", "Boris", 40, "0:41"))
    problem = only(ep, "time-mismatch")
    assert problem.message == "“time” says 0:41, but “sec” says 40 (0:40)."
    assert rules(ep) == [("time-mismatch", 4)]
    assert after(ep, "time-mismatch").items[4] == Line("Rye.", "Boris", 40, "0:40")
    assert after(ep, "time-mismatch", 1).items[4] == Line("Rye.", "Boris", 41, "0:41")


def test_a_label_without_the_fraction_says_the_same_time():
    ep = good(said("Rye.", "Boris", 40.7, "0:40"), clock=Clock(precision=1))
    assert check(ep) == []


@pytest.mark.parametrize("label", ["37:567", "0:4", "40", "0;40", "0:0:40", "0:75", "40s"])
def test_a_malformed_time_is_written_anew(label):
    ep = good(said("Rye.", "Boris", 40, label))
    assert ("time-malformed", 4) in rules(ep)
    assert after(ep, "time-malformed").items[4] == Line("Rye.", "Boris", 40, "0:40")


@pytest.mark.parametrize("label", ["0:40", "00:40", "0:00:40", "00:00:40", "0:40.5"])
def test_times_that_files_have(label):
    assert check(good(said("Rye.", "Boris", 40, label)), rules=["time-malformed"]) == []
    assert check(good(said("Rye.", "Boris", 3800, "63:20")), rules=["time-malformed"]) == []


def test_a_malformed_time_alone_is_guessed():
    assert after(good(said("Rye.", "Boris", None, "0;40")), "time-malformed").items[4] == Line(
        "Rye.", "Boris", 40, "0:40"
    )


def test_a_start_before_the_last_is_mended_where_one_digit_explains_it():
    ep = good(said("Rye.", "Boris", 80), said("No.", "Ana", 31), said("Yes.", "Boris", 92))
    assert rules(ep) == [("time-backwards", 5)]
    problem = only(ep, "time-backwards")
    assert problem.fixes[0].label == "Let it start at 1:31, one digit off from 0:31"
    assert after(ep, "time-backwards").items[5] == Line("No.", "Ana", 91, "1:31")


def test_the_line_above_may_be_the_wrong_one():
    ep = good(said("Rye.", "Boris", 30), said("No.", "Ana", 92), said("Yes.", "Boris", 33))
    labels = [fix.label for fix in only(ep, "time-backwards").fixes]
    assert labels == [
        "Let it start at 1:33, one digit off from 0:33",
        "Let it start at 0:32, one digit off from 1:32",
    ]
    assert after(ep, "time-backwards", 1).items[5] == Line("No.", "Ana", 32, "0:32")


def test_the_same_time_again_is_right():
    assert check(good(said("Rye.", "Boris", 20))) == []


def test_a_long_jump_has_no_fix():
    ep = good(items=(*good().items[:4], said("Rye.", "Boris", 621)))
    problem = only(ep, "time-jump")
    assert (problem.severity, problem.index, problem.fixes) == ("warning", 4, ())
    assert check(Episode((said("a", "X", 20), said("b", "Y", 620))), rules=["time-jump"]) == []
    assert only(ep, "time-jump", jump=300).index == 4
