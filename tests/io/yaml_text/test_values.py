"""A value as YAML text, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Map, freeze
from cueline.io.yaml_text.values import YamlValueError, value_of_yaml, yaml_of
from tests.io.made_files import NASTY, TEXTS

SCALARS = st.one_of(
    TEXTS, NASTY, st.integers(), st.booleans(), st.none(),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
    st.sampled_from(["2025-03-01", "yes", "5", "0:09", "5:38", "~", "null", "=", "<<", "1_0", "0x1F", "!x", "&a"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(NASTY, TEXTS), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_comes_back_from_its_text(made):
    value = freeze(made)
    again = value_of_yaml(yaml_of(value))
    assert repr(again) == repr(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("2025-03-01", "2025-03-01"),
        ("5", "'5'"),
        (5, "5"),
        (True, "true"),
        ("true", "'true'"),
        ("", "''"),
        ("a: b", "'a: b'"),
        (("one", "two"), "- one\n- two"),
        ((), "[]"),
        (Map({}), "{}"),
        (Map({"name": "Ana", "when": "2025-03-01", "at": (1, None)}),
         "name: Ana\nwhen: 2025-03-01\nat:\n- 1\n- null"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_people_write_it(value, text):
    assert yaml_of(value) == text
    assert repr(value_of_yaml(text)) == repr(value)


def test_long_texts_are_not_broken():
    assert yaml_of("word " * 100 + "end") == "word " * 100 + "end"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# a note", None),
        ("~", None),
        ("a # note", "a"),
        ("'2025'", "2025"),
        ("{a: [1, 2]}", Map({"a": (1, 2)})),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("2025-03-01 10:00:00 +0000", "2025-03-01 10:00:00 +0000"),
    ],
)
def test_a_text_is_read_as_yaml(text, value):
    assert repr(value_of_yaml(text)) == repr(value)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: b: c", 1, 5, "has to stand in quotes"),
        ("- one\n- 'two", 2, 7, "never closed"),
        ("a: 1\nb: !ruby/object x", 2, 4, "type"),
        ("a: &x 1\nb: *x", 1, 4, "another place"),
        ("a: 1\nb: 2\na: 3", 3, 1, "“a” stands here twice"),
        ("a:\n  deep: {k: 1, k: 2}", 2, 16, "twice"),
        ("? [a, b]\n: 1", 1, 3, "has to be a text"),
        ("[" * 3000, 1, 101, "too deeply"),
        ("a\n---\nb", 2, 1, ""),
        ("\tx: 1", 1, 1, "tab"),
        ("bad \x07 bell", 1, 5, "not allowed"),
    ],
)
def test_what_is_no_value_names_its_place(text, line, column, words):
    with pytest.raises(YamlValueError) as caught:
        value_of_yaml(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.reason
    assert str(caught.value).startswith(f"Line {line}, column {column}: ")
