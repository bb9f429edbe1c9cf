"""Which edges an episode has, what they snap to, and how they follow changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Change, Clip, Episode, Header, Line, Other, edits
from cueline.widgets.waveform.drag import Edge
from cueline.widgets.waveform.edges import Aiming, EdgeMap, moved_edge
from tests.widgets.wave_desk import episode

lines = st.builds(
    Line,
    st.just("Words."),
    st.sampled_from(["Nora", "Tomas"]),
    st.none() | st.integers(0, 50),
)
items = st.lists(st.one_of(lines, st.builds(Header, st.just("Part")), st.just(Other("?"))))
clips = st.lists(
    st.builds(Clip, st.just("c"), st.none() | st.integers(0, 50), st.none() | st.integers(0, 50))
    | st.just(Other("?")),
    max_size=5,
)
episodes = st.builds(lambda i, c: Episode(tuple(i), tuple(c)), items, clips)


def all_edges(edges: EdgeMap) -> list[tuple[float, str, int]]:
    return [(e.seconds, e.kind, e.index) for e in map(edges.at, range(len(edges.times)))]


def test_a_section_takes_the_place_of_its_first_line():
    assert all_edges(EdgeMap(episode())) == [
        (0, "section", 0),
        (0, "clip", 0),
        (20, "line", 2),
        (20, "line", 3),
        (40, "section", 5),
        (40, "clip", 1),
        (55, "line", 7),
        (80, "line", 8),
        (90, "clip", 2),
    ]


@given(episodes)
def test_every_time_of_an_episode_is_an_edge(what):
    edges = EdgeMap(what)
    starts = [i.start for i in what.items if isinstance(i, Line) and i.start is not None]
    assert sorted(edges.times[edges.kinds != 2]) == sorted(starts)
    sections = [s.start for s in what.sections if s.header is not None and s.start is not None]
    assert sorted(edges.times[edges.kinds == 0]) == sorted(sections)


@given(episodes, episodes)
def test_following_a_change_is_the_same_as_reading_anew(old, new):
    edges = EdgeMap(old)
    assert len(edges.times) >= 0
    edges.follow(Change.between(old, new), new)
    assert all_edges(edges) == all_edges(EdgeMap(new))
    assert edges.clip_at(20) == EdgeMap(new).clip_at(20)


@pytest.mark.parametrize(
    ("index", "span"),
    [(1, (0, 20)), (3, (20, 40)), (4, (20, 40)), (5, (40, float("inf"))), (7, (55, 80))],
)
def test_a_line_lasts_until_the_next_begins(index, span):
    assert EdgeMap(episode()).span_of(index) == span


def test_what_is_heard_at_a_time():
    edges = EdgeMap(episode())
    assert [edges.line_at(t) for t in (0, 19.9, 45, 99)] == [1, 1, 6, 8]
    assert edges.line_at(30) == 2, "of lines that start together the first, as in the table"
    assert [edges.clip_at(t) for t in (10, 40, 95)] == [0, 1, None]


def test_the_upper_edge_is_found_first():
    near = EdgeMap(episode()).near(40.3, 1)
    assert [e.kind for e in near] == ["section", "clip"]


def test_edges_snap_to_what_is_near_in_the_order_of_distance():
    aim = Aiming(EdgeMap(episode(precision=2)), np.array([52.3]))
    aim.reach, aim.playhead = 1.0, 50.0
    edge = Edge("line", 7, 55)
    assert aim(edge, 50.4, free=False) == (50, "the playhead")
    assert aim(edge, 40.6, free=False) == (40, "the start of a section")
    assert aim(edge, 52.7, free=False) == (52.3, "the end of a pause")
    assert aim(edge, 52.7, free=True) == (52.7, "")
    assert aim(edge, 47.123, free=False) == (47.12, "")
    assert aim(edge, 54.6, free=False) == (55, "where it was")


def test_a_file_of_whole_seconds_gets_whole_seconds_rounded_down():
    aim = Aiming(EdgeMap(episode()), np.array([52.9]))
    aim.reach = 0.5
    assert aim(Edge("line", 7, 55), 52.8, free=False) == (52, "the end of a pause")
    assert aim(Edge("line", 7, 55), -4, free=False).seconds == 0


def test_a_clip_edge_stays_inside_its_clips():
    aim = Aiming(EdgeMap(episode()), np.empty(0))
    edge = Edge("clip", 1, 40)
    assert aim(edge, -10, free=True).seconds == 1
    assert aim(edge, 200, free=True).seconds == 89
    for end in (1, 89):
        assert edits.set_clip_boundary(episode(), 1, end)


def test_a_marked_edge_moves_with_its_line():
    old = episode()
    edges, edge = EdgeMap(old), Edge("line", 7, 55)
    new = edits.insert_line(edits.retime(old, 7, 58), 1, Line("Hello.", "Nora", 1))
    change = Change.between(old, new)
    edges.follow(change, new)
    assert moved_edge(edge, change, edges) is None or edges.find("line", 8) == Edge("line", 8, 58)
    gone = edits.delete_items(old, 7, 7)
    edges = EdgeMap(old)
    edges.follow(Change.between(old, gone), gone)
    assert moved_edge(edge, Change.between(old, gone), edges) is None


def test_a_clip_without_neighbour_and_one_with_a_gap():
    what = replace(episode(), clips=(Clip("A", 5, 10), Clip("B", 12, 20), Other("?")))
    edges = EdgeMap(what)
    found = [e for e in all_edges(edges) if e[1] == "clip"]
    assert found == [(5, "clip", 0), (10, "clip", 1), (12, "clip", 1), (20, "clip", 2)]
