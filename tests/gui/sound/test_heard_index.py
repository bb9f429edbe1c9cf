"""Which line is being said: with times that are missing, equal or go backwards, and after edits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Change, Episode, Header, Line, Other
from cueline.gui.sound.heard_index import HeardIndex

TIMES = st.one_of(st.none(), st.integers(0, 20), st.floats(0.0, 20.0))
ITEMS = st.one_of(
    st.builds(Line, st.just("words"), start=TIMES), st.just(Header("A")), st.just(Other("a note"))
)


def episode(*starts):
    return Episode(tuple(Line("words", start=start) for start in starts))


def heard(episode, *moments):
    index = HeardIndex()
    return [index.find(episode, moment) for moment in moments]


def test_the_last_line_that_has_begun_is_heard():
    assert heard(episode(1, 5, 9), 0.9, 1.0, 4.9, 5.0, 99.0) == [None, 0, 0, 1, 2]


def test_lines_without_a_time_belong_to_the_one_above():
    items = (Header("A"), Line("a", start=2), Line("b"), Other("?"), Line("c", start=8))
    assert heard(Episode(items), 1, 3, 8) == [None, 1, 4]


def test_of_equal_starts_the_first_is_heard():
    assert heard(episode(1, 5, 5, 5, 9), 6) == [1]


def test_times_that_go_backwards_are_taken_as_they_are():
    assert heard(episode(0, 10, 20, 15, 30), 12, 17, 25) == [1, 3, 2]


def test_an_empty_episode_has_nothing_to_hear():
    assert heard(Episode(), 5.0) == [None]


@given(st.lists(ITEMS, max_size=12), st.data())
def test_after_any_edit_it_finds_what_a_new_one_finds(items, data):
    index = HeardIndex()
    old = Episode(tuple(items))
    index.find(old, 3.0)
    changed = list(items)
    if changed:
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + 1] = data.draw(st.lists(ITEMS, max_size=2))
    new = replace(old, items=tuple(changed))
    for moment in (0.0, 3.0, 9.5, 30.0):
        assert index.find(new, moment) == HeardIndex().find(new, moment)


@given(st.lists(ITEMS, max_size=12), st.lists(ITEMS, max_size=12), st.booleans())
def test_after_undo_and_redo_it_finds_what_a_new_one_finds(items, others, beside):
    index, old = HeardIndex(), Episode(tuple(items))
    change = Change.between(old, Episode(tuple(others)))
    if beside:
        change.find_facts()
    index.find(old, 3.0)
    episode = old
    for step in (change, change.inverse(), change):
        episode = step.apply(episode)
        for moment in (0.0, 3.0, 9.5, 30.0):
            assert index.find(episode, moment) == HeardIndex().find(episode, moment)


@pytest.mark.parametrize("seconds", [5, 7, 9.5, 10, 11])
def test_going_to_a_time_goes_to_the_line_that_is_heard_there(seconds):
    starts = (5, 10, 10, 7)
    episode = Episode(tuple(Line("", start=start) for start in starts))
    assert HeardIndex().nearest(episode, seconds) == HeardIndex().find(episode, seconds)


def test_going_to_a_time_before_the_first_line_goes_to_that_one():
    assert HeardIndex().nearest(episode(None, 5, 10), 3) == 1
    assert HeardIndex().nearest(episode(None, None), 3) is None


@given(st.lists(ITEMS, max_size=12), st.floats(0, 21))
def test_the_start_beside_a_moment_is_the_nearest_of_all(items, moment):
    starts = [item.start for item in items if isinstance(item, Line) and item.start is not None]
    index, whole = HeardIndex(), Episode(tuple(items))
    after = [start for start in starts if start > moment]
    before = [start for start in starts if start < moment]
    assert index.start_beside(whole, moment, 1) == min(after, default=None)
    assert index.start_beside(whole, moment, -1) == max(before, default=None)
