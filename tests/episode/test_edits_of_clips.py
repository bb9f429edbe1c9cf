"""Edits of the clips: an edge is three values, and sections make clips."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Clock, EditError, Episode, Header, Line, Map, Other, edits
from cueline.episode.clips import take_all_along, take_edges_along, url_at
from tests.episode.made_episode import URL, clip, made_episode

EP = made_episode()


def test_an_edge_is_the_end_before_the_start_after_and_the_url():
    moved = edits.set_clip_boundary(EP, 1, 341.7)
    assert moved.clips == (
        Clip("Introduction", 0, 341, f"{URL}&t=0"),
        Clip("Thanks", 341, 400, f"{URL}&t=341"),
        EP.clips[2],
    )
    assert moved.items == EP.items
    assert edits.set_clip_boundary(moved, 1, 338) == EP


def test_the_first_start_and_the_last_end_are_edges_too():
    assert edits.set_clip_boundary(EP, 0, 5).clips[0] == Clip("Introduction", 5, 338, f"{URL}&t=5")
    moved = edits.set_clip_boundary(EP, 3, 4000)
    assert moved.clips[2] == Clip("Career", 400, 4000, f"{URL}&t=400")
    assert moved.clips[:2] == EP.clips[:2]


@pytest.mark.parametrize(
    ("place", "seconds"),
    [(1, 0), (1, 0.9), (1, 400), (1, 401), (0, 338), (0, -1), (3, 400), (2, 338), (2, 3700)],
)
def test_an_edge_stays_strictly_inside_both_clips(place, seconds):
    with pytest.raises(EditError, match="The edge has to stay between"):
        edits.set_clip_boundary(EP, place, seconds)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda ep: edits.set_clip_boundary(ep, 4, 5), "no such clip edge"),
        (lambda ep: edits.set_clip_boundary(ep, -1, 5), "no such clip edge"),
        (lambda ep: edits.set_clip_boundary(ep, 1, float("nan")), "not a time"),
        (lambda ep: edits.set_clip_boundary(ep, 3, float("inf")), "not a time"),
        (lambda ep: edits.set_clip_boundary(Episode(), 0, 5), "no such clip edge"),
        (lambda ep: edits.rename_clip(ep, 3, "x"), "no such clip"),
        (lambda ep: edits.rename_clip(ep, 0, " "), "needs a name"),
        (lambda ep: edits.rename_clip(ep, 0, "half \ud83d"), "half of a character"),
        (lambda ep: edits.split_clip(ep, 1, 338), "inside the clip"),
        (lambda ep: edits.split_clip(ep, 1, 400), "inside the clip"),
        (lambda ep: edits.delete_clip(ep, 3), "no such clip"),
        (lambda ep: edits.clips_from_sections(Episode()), "no section here"),
        (lambda ep: edits.clips_from_sections(ep, 300), "look at the times"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(edit, sentence):
    with pytest.raises(EditError, match=sentence):
        edit(EP)


def test_an_entry_that_is_no_clip_can_only_be_deleted():
    ep = replace(EP, clips=(EP.clips[0], Other("a text"), EP.clips[2]))
    with pytest.raises(EditError, match="not a clip"):
        edits.set_clip_boundary(ep, 1, 100)
    assert edits.delete_clip(ep, 1).clips == (EP.clips[0], EP.clips[2])


def test_a_clip_cut_in_two_tiles_as_before():
    first, second = edits.split_clip(EP, 2, 500).clips[2:]
    assert (first, first.origin) == (Clip("Career", 400, 500, f"{URL}&t=400"), 2)
    assert (second, second.origin) == (Clip("Career", 500, 3700, f"{URL}&t=500"), None)


def test_the_second_part_has_the_name_of_the_section_that_starts_there():
    ep = edits.split_section(EP, 7, "Late")
    assert clip(edits.split_clip(ep, 2, 3608), 3).name == "Late"


@pytest.mark.parametrize(
    ("url", "moved"),
    [
        ("https://y.org/w?v=1&t=338", "https://y.org/w?v=1&t=400"),
        ("https://y.org/w?t=338&v=1", "https://y.org/w?t=400&v=1"),
        ("https://y.org/w?v=1&t=338s", "https://y.org/w?v=1&t=400s"),
        ("https://y.org/w?v=1&t=5m38s", "https://y.org/w?v=1&t=400s"),
        ("https://y.org/w?v=1&t=1h2m", "https://y.org/w?v=1&t=400"),
        ("https://y.org/w?v=1&t&t=338", "https://y.org/w?v=1&t&t=400"),
        ("https://y.org/w?t=1&u=2&t=338", "https://y.org/w?t=1&u=2&t=400"),
        ("https://y.org/#t=338.5", "https://y.org/#t=400"),
        ("https://y.org/w?start=338", "https://y.org/w?start=338"),
        ("TODO", "TODO"),
        ("", ""),
    ],
)
def test_of_an_address_the_last_t_changes_and_nothing_else(url, moved):
    assert url_at(url, 400) == moved


# --- clips from sections ------------------------------------------------------------------------


def test_sections_make_clips_that_tile_the_episode():
    made = edits.clips_from_sections(replace(EP, clips=()), 4139.5)
    assert made.clips == (
        Clip("Introduction", 0, 400, f"{URL}&t=0"),
        Clip("Career", 400, 4139, f"{URL}&t=400"),
    )


def test_clips_of_a_sections_name_keep_start_url_and_origin():
    ep = replace(EP, clips=(Clip("Career", 395, 3900, f"{URL}&t&t=395", origin=8),))
    made = edits.clips_from_sections(ep)
    assert made.clips == (
        Clip("Introduction", 0, 395, f"{URL}&t=0"),
        Clip("Career", 395, 3900, f"{URL}&t&t=395"),
    )
    assert [c.origin for c in made.clips] == [None, 8]


def test_the_end_of_the_last_clip_is_the_last_time_where_nothing_else_is_known():
    assert clip(edits.clips_from_sections(replace(EP, clips=())), -1).end == 3700
    ep = Episode((Header("One"), Line("a", "A", 5)))
    with pytest.raises(EditError, match="length of the sound"):
        edits.clips_from_sections(ep)


def test_two_sections_of_one_name_have_a_clip_each():
    items = (Header("Q"), Line("a", "A", 5), Header("Q"), Line("b", "A", 9))
    ep = Episode(items, (Clip("Q", 5, 20, "u?t=5", origin=0),))
    made = edits.clips_from_sections(ep, 30)
    assert [(c.start, c.end, c.origin) for c in (clip(made, 0), clip(made, 1))] == [
        (5, 9, 0),
        (9, 30, None),
    ]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://youtu.be/abc", "https://youtu.be/abc?t=5"),
        (f"{URL}", f"{URL}&t=5"),
        ("TODO", ""),
        (None, ""),
    ],
)
def test_a_new_clips_address_comes_from_the_page(address, url):
    fields = Map({"links": Map({"youtube": address})})
    ep = Episode((Header("One"), Line("a", "A", 5)), (), fields, clock=Clock())
    assert edits.clips_from_sections(ep, 9).clips == (Clip("One", 5, 9, url),)


EDGES = st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=2, max_size=8)


@given(EDGES, st.integers(-4, 4).filter(bool))
def test_many_edges_move_as_they_do_one_after_the_other(edges, delta):
    pairs = pairwise(edges)
    ep = made_episode(clips=tuple(Clip(str(i), a, b, "") for i, (a, b) in enumerate(pairs)))
    wanted = ep
    moves = [(edge, edge + delta) for edge in sorted(set(edges) - {None}, reverse=delta > 0)]
    for old, new in moves:
        wanted = take_edges_along(wanted, old, new)
    assert take_all_along(ep, moves) == wanted
