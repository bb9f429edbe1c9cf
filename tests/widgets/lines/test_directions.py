"""Texts that read from the right, among others."""

import pytest

from cueline.widgets.lines.layout import reads_from_right, set_apart


@pytest.mark.parametrize("text", ["שלום, Anna", "… مرحبا", "1. שלום"])
def test_a_text_that_reads_from_the_right_does_not_turn_what_follows_it(text):
    assert reads_from_right(text)
    assert set_apart(text) == f"{text}\N{LEFT-TO-RIGHT MARK}"


@pytest.mark.parametrize("text", ["", "Anna, שלום", "鳥の声", "12:30", "…"])
def test_any_other_text_stays_as_it_is(text):
    assert set_apart(text) == text
