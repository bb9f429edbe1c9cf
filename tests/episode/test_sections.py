"""Sections: a view over the items."""

from __future__ import annotations

from cueline.episode import Episode, Header, Line, Other, Section


def line(start=None):
    return Line("Hello.", "Ana", start)


def test_an_empty_episode_has_no_sections():
    assert Episode().sections == ()


def test_lines_without_a_header_are_a_section_without_a_title():
    episode = Episode((line(3), line(), line(9)))
    assert episode.sections == (Section("", None, 0, 2, 3, None),)


def test_each_header_begins_a_section_that_ends_where_the_next_time_stands():
    episode = Episode((line(0), Header("One"), line(5), line(), Header("Two"), line(9), line(12)))
    assert episode.sections == (
        Section("", None, 0, 0, 0, 5),
        Section("One", 1, 2, 3, 5, 9),
        Section("Two", 4, 5, 6, 9, None),
    )


def test_a_header_with_nothing_under_it_has_a_last_before_its_first():
    episode = Episode((Header("One"), Header("Two"), line(9), Header("End")))
    assert episode.sections == (
        Section("One", 0, 1, 0, None, 9),
        Section("Two", 1, 2, 2, 9, None),
        Section("End", 3, 4, 3, None, None),
    )


def test_a_section_without_times_takes_its_end_from_the_next_one_that_has_any():
    episode = Episode((Header("A"), line(1), Header("B"), line(), Other("?"), Header("C"), line(7)))
    assert [(s.title, s.start, s.end) for s in episode.sections] == [
        ("A", 1, 7),
        ("B", None, 7),
        ("C", 7, None),
    ]


def test_sections_tile_the_items():
    episode = Episode((line(0), Header("One"), line(5), Header("Two"), Header("Three")))
    covered = [
        index
        for s in episode.sections
        for index in (([] if s.header is None else [s.header]) + list(range(s.first, s.last + 1)))
    ]
    assert covered == list(range(5))
