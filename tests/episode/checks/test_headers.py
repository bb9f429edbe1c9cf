"""Headers in the wrong place, and copies of lines before the real ones."""

from __future__ import annotations

import pytest

from cueline.episode import Clip, Header, Line, edits
from cueline.episode.checks import check, fixed
from tests.episode.checks.spoilt_episode import after, good, only, rules, said


def test_a_copy_of_the_next_line_is_deleted():
    ep = good(Line("Rye."), said("Rye.", "Boris", 40))
    assert ("orphan-copy", 4) in rules(ep)
    assert only(ep, "orphan-copy").safe_fix is not None
    assert after(ep, "orphan-copy") == good(said("Rye.", "Boris", 40))


def test_a_copy_goes_with_the_header_that_would_then_stand_twice():
    ep = good(Header("Dough"), Line("Rye."), Header("Dough"), said("Rye.", "Boris", 40))
    assert after(ep, "orphan-copy") == good(Header("Dough"), said("Rye.", "Boris", 40))
    ep = good(Header("Flour"), Line("Rye."), Header("Dough"), said("Rye.", "Boris", 40))
    assert after(ep, "orphan-copy").items[4:6] == (Header("Flour"), Header("Dough"))


@pytest.mark.parametrize(
    "items",
    [
        (Line("Rye."), said("Wheat.", "Boris", 40)),
        (Line("Rye."), Line("Rye.")),
        (said("Rye.", "Boris"), said("Rye.", "Boris", 40)),
        (Line("Rye.", extra=(("note", "x"),)), said("Rye.", "Boris", 40)),
        (Line("Rye."), Header("A"), Header("B"), said("Rye.", "Boris", 40)),
    ],
)
def test_what_is_no_copy(items):
    assert check(good(*items), rules=["orphan-copy"]) == []


def test_a_header_twice_in_a_row_is_deleted_once():
    ep = good(Header("The oven"))
    assert rules(ep)[0] == ("repeated-header", 4)
    assert after(ep, "repeated-header") == good()
    thrice = good(Header("The oven"), Header("The oven"))
    assert [p.index for p in check(thrice, rules=["repeated-header"])] == [4, 5]
    assert fixed(thrice, check(thrice, rules=["repeated-header"]))[0] == good()
    assert check(good(Header("Other")), rules=["repeated-header"]) == []


def test_a_header_without_timed_lines():
    ep = good(Header("Night"), said("It was cold.", "Boris"))
    assert ("header-without-lines", 4) in rules(ep)
    assert after(ep, "header-without-lines") == good(said("It was cold.", "Boris"))
    at_end = good(items=(*good().items, Header("End")))
    assert ("header-without-lines", 7) in rules(at_end)


def test_a_header_between_question_and_answer_goes_before_the_question():
    ep = good(said("What now?", "Ana", 40), Header("Now"), said("Salt.", "Boris", 50))
    assert ("header-after-question", 5) in rules(ep)
    assert after(ep, "header-after-question").items[4:7] == (
        Header("Now"), said("What now?", "Ana", 40), said("Salt.", "Boris", 50),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (said("What now.", "Ana", 40), said("Salt.", "Boris", 50)),
        (said("What now?", "Boris", 40), said("Salt.", "Ana", 50)),
        (said("What now?", "Ana", 40), said("Salt.", "Ana", 50)),
    ],
)
def test_a_header_elsewhere_stays(before, behind):
    assert check(good(before, Header("Now"), behind), rules=["header-after-question"]) == []


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_header_has_no_fix(text):
    problem = only(good(Header(text), said("Rye.", "Ana", 40)), "header-empty")
    assert (problem.index, problem.fixes) == (4, ())


def test_a_paragraph_in_a_header_becomes_a_line():
    ep = good(Header("x" * 111), said("Rye.", "Ana", 40))
    assert after(ep, "header-is-text").items[4] == Line("x" * 111)
    assert check(good(Header("x" * 110)), rules=["header-is-text"]) == []


def test_a_section_without_a_clip_gets_one():
    ep = good(Header("Salt"), said("Rye.", "Boris", 40))
    assert rules(ep) == [("header-without-clip", 4)]
    assert [clip.name for clip in after(ep, "header-without-clip").clips if isinstance(clip, Clip)] == [
        "Beginnings", "Salt", "The oven",
    ]  # fmt: skip
    assert check(good(Header("Salt"), clips=()), rules=["header-without-clip"]) == []
    assert check(edits.delete_items(ep, 4, 4)) == []
