"""Text as a search takes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode.folding import folded, folded_lines, folded_places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Isn’t it “so”?", 'isn\'t IT "so"?'),
        ("a\n  long\u00a0way\t home ", "a long way home"),
        ("STRASSE", "straße"),
        ("Renée", "rene\u0301e"),
        ("ﬁne", "fine"),
        ("data–driven", "data-driven"),
        ("soft\u00adware\u200b", "software"),
        ("well…", "well..."),
        ("ΣΟΦΟΣ", "σοφος"),
    ],
)
def test_what_only_looks_different_is_the_same(one, other):
    assert folded(one) == folded(other)


def test_other_letters_stay_others():
    assert folded("Зоя") != folded("Zoya")
    assert folded("data") != folded("date")


@given(st.text())
def test_each_character_comes_from_its_place(text):
    small, places = folded_places(text)
    assert small == folded(text)
    assert len(places) == len(small)
    assert places == sorted(places)
    for character, place in zip(small, places, strict=True):
        assert character == " " or character in folded("x" + text[place] + "x")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.text(), min_size=1))
def test_many_texts_at_once_are_the_same_as_one_by_one(texts):
    assert folded_lines(texts).split("\n") == [folded(text) for text in texts]
