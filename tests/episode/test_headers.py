"""Headers find their places, and move several at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, EditError, Episode, Header, Line, edits
from cueline.episode.headers import (
    header_time,
    move_headers,
    moves_by_lines,
    place_at,
    stands_at,
    times_of_moves,
)
from tests.episode.made_episode import URL, made_episode

EP = made_episode()
THREE = Episode(
    (
        Header("A", origin=0),
        Line("a", "X", 0, origin=1),
        Header("B", origin=2),
        Line("b", "X", 10, origin=3),
        Line("goes on", "X", origin=4),
        Header("C", origin=5),
        Line("c", "X", 20, origin=6),
        Line("d", "X", 30, origin=7),
    ),
    (
        Clip("A", 0, 10, f"{URL}&t=0"),
        Clip("B", 10, 20, f"{URL}&t=10"),
        Clip("C", 20, 40, f"{URL}&t=20"),
    ),
)


def texts(ep):
    return [item.text for item in ep.items]


def test_a_header_has_the_first_time_under_it():
    assert [header_time(EP, place) for place in (0, 5)] == [0, 400]
    assert header_time(EP.with_items(EP.items[:1]), 0) is None


@pytest.mark.parametrize(
    ("seconds", "place"),
    [(0, 1), (3, 1), (4, 2), (338, 2), (341, 2), (342, 6), (398, 6), (3703, 9), (3704, None)],
)
def test_a_time_belongs_before_the_first_line_that_starts_then_or_later(seconds, place):
    assert place_at(EP, seconds) == place


def test_places_without_a_time_between_them_are_one():
    assert stands_at(THREE, 2, 3)
    assert stands_at(THREE, 5, 4)
    assert not stands_at(THREE, 5, 3)
    assert not stands_at(THREE, 2, 4)


def test_several_headers_move_by_lines_and_their_clip_edges_along():
    moved = move_headers(THREE, moves_by_lines(THREE, [2, 5], 1))
    assert texts(moved) == ["A", "a", "b", "B", "goes on", "c", "C", "d"]
    assert [(c.start, c.end) for c in moved.clips if isinstance(c, Clip)] == [
        (0, 20),
        (20, 30),
        (30, 40),
    ]
    assert moved.items[3] is THREE.items[2]


def test_the_times_of_a_move_are_known_before_it_is_done():
    assert times_of_moves(THREE, moves_by_lines(THREE, [2, 5], 1)) == {2: (10, 20), 5: (20, 30)}
    assert times_of_moves(THREE, {5: 8}) == {5: (20, None)}


def test_headers_stop_at_the_ends_of_the_transcript():
    assert moves_by_lines(THREE, [0, 5], -9) == {0: 1, 5: 1}
    assert moves_by_lines(THREE, [0, 5], 9) == {0: 8, 5: 8}
    assert texts(move_headers(THREE, {0: 8, 5: 8}))[-3:] == ["d", "A", "C"]


def test_an_edge_stays_where_another_header_stays():
    two = edits.split_section(THREE, 2, "Also B")
    assert move_headers(two, {2: 1}).clips == THREE.clips


@given(st.sets(st.sampled_from([0, 2, 5]), min_size=1), st.integers(-8, 8))
def test_moving_headers_keeps_every_entry_and_the_order_of_the_lines(headers, lines):
    moves = moves_by_lines(THREE, sorted(headers), lines)
    moved = move_headers(THREE, moves)
    assert sorted(texts(moved)) == sorted(texts(THREE))
    said = [item for item in moved.items if isinstance(item, Line)]
    assert said == [item for item in THREE.items if isinstance(item, Line)]
    if len(moves) == 1:
        assert moved.items == edits.move_header(THREE, *moves.popitem()).items


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [({1: 0}, "not a header"), ({0: 9}, "no such place"), ({99: 0}, "not a header")],
)
def test_what_is_no_header_or_no_place_is_refused(moves, sentence):
    with pytest.raises(EditError, match=sentence):
        move_headers(THREE, moves)


def test_a_header_that_is_put_where_it_is_changes_nothing():
    assert edits.move_headers(THREE, {2: 2, 5: 6}) is THREE
