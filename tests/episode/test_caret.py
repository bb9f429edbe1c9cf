"""The caret stays where it was in its text, whatever becomes of the text around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode.caret import carried

TEXTS = st.text("ab .,é\n", max_size=20)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thank you for haveing| me here.", "Thank you for having| me here."),
        ("Thank you for| haveing me.", "Many thanks to you for| having me, Nora."),
        ("Thank you for hav|eing me.", "Thank you for having| me."),
        ("One| two.", "Zero. One| two."),
        ("One two|", "One two| three"),
        ("|One", "|One two"),
    ],
)
def test_the_caret_stays_with_the_words_around_it(old, new):
    assert carried(old.replace("|", ""), new.replace("|", ""), old.index("|")) == new.index("|")


@given(TEXTS, TEXTS, st.integers(0, 20))
def test_it_is_always_in_the_text_and_stays_in_one_that_stays(old, new, place):
    place = min(place, len(old))
    assert 0 <= carried(old, new, place) <= len(new)
    assert carried(old, old, place) == place
