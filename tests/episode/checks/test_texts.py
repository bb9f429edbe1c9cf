"""What is found in the text of a line, what is left in peace, and what the fix makes of it."""

from __future__ import annotations

import pytest

from cueline.episode import Header, edits
from cueline.episode.checks import check
from tests.episode.checks.spoilt_episode import after, good, only, rules, said, with_text

FOUND = [
    ("double-space", "Rye  and salt.", "Rye and salt.", True),
    ("double-space", "Rye  and   salt.", "Rye and salt.", True),
    ("invisible-space", "Rye\xa0and salt.", "Rye and salt.", True),
    ("invisible-space", "Rye and\u200b salt.", "Rye and salt.", True),
    ("invisible-space", "Rye\tand salt.", "Rye and salt.", True),
    ("invisible-space", "Rye\u2009and salt.", "Rye and salt.", True),
    ("line-break-inside", "Rye\nand salt.", "Rye and salt.", False),
    ("line-break-inside", "Rye \r\n and salt.", "Rye and salt.", False),
    ("leading-equals", "=Rye.", "Rye.", True),
    ("leading-equals", "== Rye.", "Rye.", True),
    ("doubled-word", "I like the the rye.", "I like the rye.", False),
    ("doubled-word", "The the rye.", "The rye.", False),
    ("doubled-word", "I I know it it is.", "I know it is.", False),
    ("doubled-word", "Put it in in the oven, to to to bake.", "Put it in the oven, to bake.", False),
    ("doubled-word", "(of  of course)", "(of course)", False),
    ("space-before-punctuation", "Rye , salt.", "Rye, salt.", False),
    ("space-before-punctuation", "Rye ? Yes !", "Rye? Yes!", False),
    ("missing-space", "It is rye.Then salt.", "It is rye. Then salt.", False),
    ("missing-space", "Rye?Yes,I know it.", "Rye? Yes, I know it.", False),
    ("missing-space", "Rye [laughs].It’s hot.", "Rye [laughs]. It’s hot.", False),
    ("missing-space", "Well...Maybe.", "Well... Maybe.", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "better", "safe"), FOUND)
def test_a_fault_in_a_text_is_found_and_mended(rule, text, better, safe):
    ep = with_text(text)
    assert (rule, 4) in rules(ep)
    problem = only(ep, rule)
    assert [fix.safe for fix in problem.fixes] == [safe]
    assert (problem.safe_fix is not None) is safe
    assert after(ep, rule) == with_text(better)
    assert not check(with_text(better))


@pytest.mark.parametrize(
    "text",
    [
        "Rye and salt. ",
        "That that is, very very hot: so so, no no, yeah yeah, had had.",
        "Log in: it it's not, I I'm, opt-in in-house, the then.",
        "We use .NET … and so on … and .5 kg.",
        "See www.Bread.Example, https://a.org/It.Is.Html?Yes, me@Bread.Example and `a.B`.",
        "At Mail.Ru, DataTalks.Club, Bread.Com and the file Dough.Py with a Ph.D of the U.S.Army.",
        "Write to Ana.Bel@bread.org or look into rye_Dough.Then_Oven.",
        "3.5 kg, 10,000 loaves; e.g.this, i.e.That.",
        "[laughs] ‘rye’ – don't, don’t …",
        "Emoji 👩‍🍳 and \u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 stay.",
        "...And so it goes.",
        "I=you.",
    ],
)
def test_what_is_no_fault_is_left_in_peace(text):
    assert check(with_text(text)) == []


def test_a_line_end_after_the_text_is_only_a_way_of_writing():
    assert check(with_text("Rye and salt.\n")) == []


def test_an_invisible_space_in_a_header_is_found_too():
    ep = edits.set_text(good(), 0, "Begin\xa0nings")
    assert ("invisible-space", 0) in rules(ep)
    assert after(ep, "invisible-space").items[0] == Header("Begin nings")


def test_the_message_shows_the_words_around():
    problem = only(
        with_text("We bake it every single night.Then we sleep all day long."), "missing-space"
    )
    assert problem.message == "A space is missing: “it every single night.Then we sleep all day”."


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_line_without_text_can_be_deleted(text):
    ep = with_text(text)
    assert rules(ep) == [("line-empty", 4)]
    assert after(ep, "line-empty") == good()


@pytest.mark.parametrize(
    "text",
    ["Boris", "Ana:", "boris", "12:34", "[1:12:34]", "12: 34", "0 4:15", "12:34\nBoris", "12:34 Ana"],
)  # fmt: skip
def test_a_line_that_is_only_a_name_or_a_time(text):
    ep = with_text(text)
    assert ("line-is-name", 4) in rules(ep)
    assert after(ep, "line-is-name") == good()


@pytest.mark.parametrize(
    "text", ["Boris?", "Rye", "Boris Johnson", "At 12:34", "12:34 is late", "1234"]
)
def test_a_short_answer_is_no_name(text):
    assert check(with_text(text)) == []


def test_a_name_becomes_the_speaker_of_the_next_line():
    ep = good(said("Ana", "Boris", 40), said("Is it?", "", 41))
    assert after(ep, "line-is-name") == good(said("Is it?", "Ana", 41))


def test_a_fix_does_nothing_to_another_line_than_its_own():
    ep = with_text("")
    fix = only(ep, "line-empty").fixes[0]
    with pytest.raises(edits.EditError, match="changed meanwhile"):
        fix.edit(with_text("Salt."))
