"""Clips that are added, joined, and moved without their neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import Clip, EditError, Line, Other, edits
from tests.episode.made_episode import URL, clip, made_episode

EP = made_episode()


def test_one_end_or_start_is_moved_without_its_neighbour():
    ended = edits.set_clip_end(EP, 0, 330.9)
    assert ended.clips == (Clip("Introduction", 0, 330, f"{URL}&t=0"), *EP.clips[1:])
    begun = edits.set_clip_start(EP, 1, 350)
    assert begun.clips[1] == Clip("Thanks", 350, 400, f"{URL}&t=350")
    assert (begun.clips[0], begun.clips[2]) == (EP.clips[0], EP.clips[2])
    assert edits.set_clip_start(begun, 1, 338) == EP
    assert [c.origin for c in (clip(ended, 0), clip(begun, 1))] == [0, 1]


def test_lines_make_a_clip_from_their_first_time_to_the_next():
    made = edits.add_clip(EP, 2, 4)
    assert clip(made, 2) == Clip("Thank you – it is 😀…", 338, 400, f"{URL}&t=338")
    assert (made.clips[:2], made.clips[3:]) == (EP.clips[:2], EP.clips[2:])
    assert clip(made, 2).origin is None


def test_a_clip_of_the_first_line_of_a_section_has_its_name_unless_another_is_given():
    assert clip(edits.add_clip(EP, 6, 6), 3) == Clip("Career", 400, 3608, f"{URL}&t=400")
    assert clip(edits.add_clip(EP, 5, 6, " Mine "), 3).name == "Mine"


def test_a_clip_of_the_last_line_needs_to_know_where_it_ends():
    with pytest.raises(EditError, match="length of the sound"):
        edits.add_clip(EP, 9, 9)
    assert clip(edits.add_clip(EP, 9, 9, end=3750.5), 3) == Clip(
        "Bye.", 3700, 3750, f"{URL}&t=3700"
    )


def test_lines_that_start_together_end_at_the_next_other_time():
    assert clip(edits.add_clip(EP, 2, 2), 2).end == 400


def test_joined_clips_reach_from_the_first_to_the_last():
    assert edits.merge_clips(EP, 0, 1).clips == (
        Clip("Introduction", 0, 400, f"{URL}&t=0"),
        EP.clips[2],
    )
    (whole,) = edits.merge_clips(EP, 0, 2).clips
    assert (whole, whole.origin) == (Clip("Introduction", 0, 3700, f"{URL}&t=0"), 0)


def test_a_cut_is_taken_back_by_joining():
    assert edits.merge_clips(edits.split_clip(EP, 2, 500), 2, 3) == EP


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda ep: edits.set_clip_end(ep, 1, 338), "end after it starts"),
        (lambda ep: edits.set_clip_start(ep, 1, 400), "start before it ends"),
        (lambda ep: edits.set_clip_start(ep, 0, -1), "start before it ends"),
        (lambda ep: edits.set_clip_end(ep, 9, 5), "no such clip"),
        (lambda ep: edits.add_clip(ep, 4, 5), "has a time"),
        (lambda ep: edits.add_clip(ep, 9, 10), "no such entries"),
        (lambda ep: edits.add_clip(ep, 9, 9, end=3700), "end before it starts"),
        (lambda ep: edits.add_clip(ep, 6, 6, "half \ud83d"), "half of a character"),
        (lambda ep: edits.merge_clips(ep, 1, 1), "at least two"),
        (lambda ep: edits.merge_clips(ep, 1, 3), "at least two"),
        (lambda ep: edits.merge_clips(replace(ep, clips=ep.clips[::-1]), 0, 2), "order of their"),
        (
            lambda ep: edits.merge_clips(replace(ep, clips=(*ep.clips, Other("a"))), 2, 3),
            "not a clip",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(edit, sentence):
    with pytest.raises(EditError, match=sentence):
        edit(EP)


def test_lines_without_words_still_have_a_name():
    ep = EP.with_items((Line("", "A", 5), Line(" ", "A", 9)))
    assert clip(edits.add_clip(ep, 0, 0), 1).name == "Clip"
