"""A long text looked through in passages is the same text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cueline.io.passages import LENGTH, amount, decoded, passages

LINES = st.lists(
    st.sampled_from(["\n", "\r\n", "é" * (LENGTH // 3), "a" * (LENGTH - 1), "’", "[{"]), max_size=9
)


@settings(max_examples=60)
@given(LINES, st.integers(0, 3), st.integers(0, 3))
def test_passages_are_whole_lines_and_together_the_text(lines, before, after):
    text = "".join(lines)
    start, end = min(before, len(text)), max(before, len(text) - after)
    found = list(passages(text, start, end))
    assert "".join(text[first:last] for first, last in found) == text[start:end]
    assert all(text[first] == "\n" for first, _ in found[1:])


@settings(max_examples=60)
@given(LINES, st.sampled_from(["\n", "\r\n", "é", "["]))
def test_signs_are_counted_wherever_the_text_is_cut(lines, sign):
    text = "".join(lines)
    assert amount(text, sign) == text.count(sign)
    assert amount(text, sign, 2, len(text) - 1) == text.count(sign, 2, max(2, len(text) - 1))


@settings(max_examples=60)
@given(LINES)
def test_long_bytes_are_read_as_they_are(lines):
    text = "".join(lines)
    assert "".join(decoded(text.encode())) == text


def test_what_is_cut_off_at_the_end_is_no_text():
    with pytest.raises(UnicodeDecodeError):
        list(decoded("é".encode()[:1]))
