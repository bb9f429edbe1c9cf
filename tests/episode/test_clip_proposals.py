"""Clips from sections: what is right is kept, what is ticked happens, and clips tile the episode."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, EditError, Episode, Header, Line, Map, Other, edits
from cueline.episode.clip_pairs import cuts, pair_clips, section_clips
from cueline.episode.clip_proposals import (
    EDGES,
    LAST_END,
    NEW,
    REMOVED,
    RENAMED,
    mend_section,
    propose_clips,
)
from cueline.episode.durations import SoundEnd
from tests.episode.made_episode import URL, clip, made_episode

EP = made_episode()
SOUND = SoundEnd(4139.5, "talk.mp3", -1.5)
LINKS = Map({"links": Map({"youtube": URL})})


def talk(*clips, last=60):
    """Return four sections at 0, 10, 20 and 30 and a last line, with these clips."""
    items = []
    for i, (title, start) in enumerate([("A", 0), ("B", 10), ("C", 20), ("D", 30)]):
        items += [Header(title, origin=2 * i), Line("x", "X", start, origin=2 * i + 1)]
    return Episode((*items, Line("bye", "X", last)), clips, LINKS)


def a_clip(name, start, end, origin=None):
    return Clip(name, start, end, f"{URL}&t={start}", origin=origin)


def shown(ep):
    return [(c.name, c.start, c.end) if isinstance(c, Clip) else c.summary for c in ep.clips]


RIGHT = (
    a_clip("A", 0, 10, 0),
    a_clip("B", 10, 20, 1),
    a_clip("C", 20, 30, 2),
    a_clip("D", 30, 70, 3),
)


def kinds(proposal):
    return [(s.kind, s.on) for s in proposal.suggestions]


def test_of_clips_that_are_right_nothing_is_proposed():
    assert propose_clips(talk(*RIGHT)).suggestions == ()
    assert propose_clips(talk(*RIGHT), SoundEnd(70.4)).suggestions == ()
    assert edits.clips_from_sections(talk(*RIGHT)) == talk(*RIGHT)


def test_a_section_without_a_clip_gets_one_and_the_clip_before_ends_there():
    ep = talk(RIGHT[0], a_clip("B", 10, 30, 1), RIGHT[3])
    (new,) = propose_clips(ep).suggestions
    assert (new.kind, new.place, new.now, new.index, new.of) == (NEW, "0:20", "C", 4, "item")
    made = propose_clips(ep).accepted({0})
    assert made == talk(*RIGHT)
    assert [c.origin for c in made.clips] == [0, 1, None, 3]


def test_a_new_last_clip_takes_the_end_of_the_one_before():
    ep = talk(*RIGHT[:2], a_clip("C", 20, 70))
    assert shown(propose_clips(ep).accepted({0})) == shown(talk(*RIGHT))


def test_a_clip_at_a_headers_time_takes_its_name_and_stays_itself():
    ep = talk(RIGHT[0], replace(RIGHT[1], name="Old"), *RIGHT[2:])
    (renamed,) = propose_clips(ep).suggestions
    assert (renamed.kind, renamed.was, renamed.now, renamed.index) == (RENAMED, "Old", "B", 1)
    assert renamed.of == "clip"
    assert clip(propose_clips(ep).accepted({0}), 1).origin == 1


def test_a_start_is_kept_unless_it_is_ticked():
    ep = talk(a_clip("A", 0, 12), a_clip("B", 12, 20), *RIGHT[2:])
    (start,) = propose_clips(ep).suggestions
    assert (start.kind, start.was, start.now, start.on) == (EDGES, "0:12", "0:10", False)
    assert shown(propose_clips(ep).accepted({0})) == shown(talk(*RIGHT))
    assert clip(propose_clips(ep).accepted({0}), 1).url == f"{URL}&t=10"
    assert edits.clips_from_sections(ep) is ep


def test_the_first_clip_may_start_at_0_before_the_first_line():
    ep = talk(*RIGHT).with_items(edits.retime(talk(), 1, 5).items)
    assert propose_clips(ep).suggestions == ()


def test_a_first_header_whose_lines_belong_to_the_next_begins_the_episode():
    items = (Header("Start"), Header("Guest"), Line("x", "X", 230), Line("y", "X", 300))
    assert [cut.start for cut in cuts(Episode(items))] == [0, 230]
    made = edits.clips_from_sections(Episode(items, (), LINKS), 400)
    assert made.clips == (a_clip("Start", 0, 230), a_clip("Guest", 230, 400))
    twice = Episode((Header("Guest"), *items[1:]))
    assert [cut.start for cut in cuts(twice)] == [None, 230]
    assert [cut.start for cut in cuts(Episode((Line("w", "X", 1), *items)))] == [None, 230]


def test_edges_that_do_not_meet_are_closed():
    ep = talk(a_clip("A", 0, 8), a_clip("B", 10, 25), *RIGHT[2:])
    gap, overlap = propose_clips(ep).suggestions
    assert (gap.kind, gap.was, gap.now, gap.index) == (EDGES, "0:08", "0:10", 0)
    assert "2 s after" in gap.reason
    assert "5 s before" in overlap.reason
    assert shown(propose_clips(ep).accepted({1}))[:2] == [("A", 0, 8), ("B", 10, 20)]
    assert propose_clips(ep).accepted({0, 1}) == talk(*RIGHT)


def test_the_last_end_is_that_of_the_sound_with_its_name_and_offset():
    ep = talk(*RIGHT[:3], a_clip("D", 30, 50))
    (end,) = propose_clips(ep, SOUND).suggestions
    assert (end.kind, end.was, end.now, end.on) == (LAST_END, "0:50", "1:08:59", True)
    assert "“talk.mp3”, shifted by -1.5 s" in end.reason
    assert clip(propose_clips(ep, SOUND).accepted({0}), 3).end == 4139


def test_without_a_sound_a_short_last_end_is_shown_and_kept():
    ep = talk(*RIGHT[:3], a_clip("D", 30, 50))
    (end,) = propose_clips(ep).suggestions
    assert (end.kind, end.was, end.now, end.on) == (LAST_END, "0:50", "1:00", False)
    assert "is not known" in end.reason
    assert clip(propose_clips(ep).accepted({0}), 3).end == 60


def test_where_the_end_is_not_known_the_new_clip_has_none():
    proposal = propose_clips(talk(last=30))
    assert proposal.suggestions[-1].now == "not known"
    assert not proposal.suggestions[-1].on
    assert clip(proposal.accepted(proposal.ticked), -1).end is None
    assert clip(proposal.accepted(range(5)), -1).end is None
    with pytest.raises(EditError, match="length of the sound"):
        edits.clips_from_sections(talk(last=30))


def test_a_sound_that_ends_before_the_transcript_is_not_taken_unasked():
    (end,) = propose_clips(talk(*RIGHT), SoundEnd(55)).suggestions
    assert not end.on
    assert "goes on after it" in end.reason
    with pytest.raises(EditError, match="look at the times"):
        propose_clips(talk(*RIGHT), SoundEnd(25)).accepted({0})


def test_a_clip_without_a_header_stays_unless_ticked_and_leaves_no_hole():
    ep = talk(RIGHT[0], a_clip("B", 10, 15), a_clip("Free", 15, 20), *RIGHT[2:])
    (removed,) = propose_clips(ep).suggestions
    assert (removed.kind, removed.was, removed.index, removed.on) == (REMOVED, "Free", 2, False)
    assert propose_clips(ep).accepted(()) is ep
    assert propose_clips(ep).accepted({0}) == talk(*RIGHT)
    last = talk(*RIGHT[:3], a_clip("D", 30, 40), a_clip("Z", 40, 70))
    assert shown(propose_clips(last).accepted({0})) == shown(talk(*RIGHT))


def test_other_entries_are_kept():
    ep = talk(RIGHT[0], Other("a text"), *RIGHT[2:])
    made = edits.clips_from_sections(ep)
    assert [c if isinstance(c, str) else c[0] for c in shown(made)] == [
        "A",
        "a text",
        "B",
        "C",
        "D",
    ]


def test_sections_at_one_time_cannot_both_have_a_clip():
    ep = talk(*RIGHT[:2], *RIGHT[3:]).with_items(edits.retime(talk(), 5, 10).items)
    new = next(s for s in propose_clips(ep).suggestions if s.kind == NEW)
    assert not new.on
    assert "look at the times" in new.reason
    with pytest.raises(EditError, match="look at the times"):
        edits.clips_from_sections(ep)


def test_without_a_sound_the_last_line_is_named_as_a_stand_in_for_the_end():
    (last,) = [s for s in propose_clips(talk()).suggestions if s.kind == LAST_END]
    assert last.now == "1:00"
    assert "stands in for the end" in last.reason


# --- headers and their clips ----------------------------------------------------------------


def test_each_section_says_what_is_not_in_step_and_is_mended():
    ep = talk(a_clip("A", 0, 10), a_clip("Old", 10, 22), a_clip("D", 22, 70))
    states = {state.header: state for state in section_clips(ep)}
    assert states[0].faults == ()
    assert (states[2].clip, states[2].faults) == (1, ("Its clip is called “Old”.",))
    assert (states[4].clip, states[4].faults) == (None, ("This section has no clip.",))
    assert states[6].faults == ("Its clip starts at 0:22, the section at 0:30.",)
    for header in (2, 6, 4):
        ep = mend_section(ep, header)
    assert shown(ep) == shown(talk(*RIGHT))
    with pytest.raises(EditError, match="in step"):
        mend_section(ep, 2)
    assert section_clips(talk()) == ()


def test_the_clip_before_a_mended_one_ends_where_it_starts():
    for end in (12, 8):  # the start of B was dragged alone to 0:19
        ep = talk(a_clip("A", 0, end), a_clip("B", 19, 20), *RIGHT[2:])
        assert len({s.header: s for s in section_clips(ep)}[2].faults) == 2
        assert shown(mend_section(ep, 2)) == shown(talk(*RIGHT))


@pytest.mark.parametrize(
    ("end", "fault"), [(12, "0:12: the two overlap"), (8, "0:08: there is a gap")]
)
def test_an_overlap_or_a_gap_before_a_clip_is_a_fault_that_is_mended(end, fault):
    ep = talk(a_clip("A", 0, end), *RIGHT[1:])
    faults = {state.header: state.faults for state in section_clips(ep)}
    assert faults[0] == ()
    assert faults[2] == (f"The clip before it ends at {fault}.",)
    assert shown(mend_section(ep, 2)) == shown(talk(*RIGHT))


def test_a_clip_is_not_mended_by_one_that_would_end_before_it_starts():
    ep = talk(a_clip("A", 15, 25), *RIGHT[1:])
    with pytest.raises(EditError, match="would end before it starts"):
        mend_section(ep, 2)


def test_clips_of_one_name_go_to_the_headers_of_their_times():
    items = (Header("Q"), Line("a", "A", 5), Header("Q"), Line("b", "A", 9))
    assert pair_clips(Episode(items, (a_clip("Q", 9, 20),))) == {2: 0}
    assert pair_clips(Episode(items, (a_clip("Q", 7, 20),))) == {0: 0}


def test_a_first_clip_at_0_with_another_name_is_that_of_the_first_header():
    items = (Header("Intro"), Line("a", "A", 5), Header("Q"), Line("b", "A", 9))
    ep = Episode(items, (a_clip("Start", 0, 9), a_clip("Q", 9, 20)), LINKS)
    assert pair_clips(ep) == {0: 0, 2: 1}
    assert kinds(propose_clips(ep)) == [(RENAMED, True)]
    apart = replace(ep, clips=(a_clip("Start", 0, 5), *ep.clips[1:]))
    assert pair_clips(apart) == {2: 1}


# --- laws ---------------------------------------------------------------------------------------

times = st.lists(st.integers(0, 500), min_size=1, max_size=6, unique=True).map(sorted)


@st.composite
def episodes(draw):
    items, clips = [], []
    for n, start in enumerate(draw(times)):
        items += [Header(f"H{n}", origin=2 * n), Line("x", "X", start, origin=2 * n + 1)]
    names = st.sampled_from([f"H{n}" for n in range(7)])
    edges = sorted(draw(st.lists(st.integers(0, 600), max_size=5, unique=True)))
    for n, (start, end) in enumerate(pairwise(edges)):
        clips.append(a_clip(draw(names), start, end, n))
    return Episode(tuple(items), tuple(clips), LINKS)


@given(episodes(), st.data())
def test_whatever_is_chosen_no_clip_ends_before_it_starts_and_untouched_ones_stay(ep, data):
    proposal = propose_clips(ep, SoundEnd(1000))
    places = st.integers(0, max(len(proposal.suggestions) - 1, 0))
    chosen = data.draw(st.frozensets(places)) if proposal.suggestions else frozenset()
    try:
        made = proposal.accepted(chosen)
    except EditError:
        return
    ends = [(c.start, c.end) for c in made.clips if isinstance(c, Clip)]
    assert all(start < end for start, end in ends if start is not None and end is not None)
    new = sum(proposal.suggestions[i].kind == NEW for i in chosen)
    removed = sum(proposal.suggestions[i].kind == REMOVED for i in chosen)
    assert len(made.clips) == len(ep.clips) + new - removed
    assert proposal.accepted(()) is ep


@given(episodes())
def test_accepting_all_that_is_needed_gives_tiling_clips_of_the_sections_once(ep):
    try:
        made = edits.clips_from_sections(ep, 1000)
    except EditError:
        return
    clips = [c for c in made.clips if isinstance(c, Clip)]
    assert sorted(c.name for c in clips) == sorted(cut.title for cut in cuts(ep))
    assert [c.end for c in clips] == [*(c.start for c in clips[1:]), 1000]
    assert not propose_clips(made, SoundEnd(1000)).ticked
    assert edits.clips_from_sections(made, 1000) is made
