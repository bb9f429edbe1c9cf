"""Headers from the clips: what the clips say, without taking anything out unasked."""

from __future__ import annotations

import pytest

from cueline.episode import Clip, EditError, Episode, Header, Line
from cueline.episode.clip_proposals import propose_clips
from cueline.episode.header_proposals import MOVED, NEW, REMOVED, RENAMED, propose_headers
from tests.episode.made_episode import URL


def talk(*entries, clips=()):
    items = []
    for n, entry in enumerate(entries):
        text = isinstance(entry, str)
        items.append(Header(entry, origin=n) if text else Line("x", "X", entry, origin=n))
    return Episode(tuple(items), tuple(a_clip(*c) for c in clips))


def a_clip(name, start, end):
    return Clip(name, start, end, f"{URL}&t={start}")


def shown(ep):
    return [
        item.text if isinstance(item, Header) else getattr(item, "start", "") for item in ep.items
    ]


CLIPS = (("A", 0, 10), ("B", 10, 20), ("C", 20, 40))


def test_headers_like_the_clips_need_nothing():
    assert not propose_headers(talk("A", 0, "B", 10, "C", 20, clips=CLIPS)).suggestions
    assert not propose_headers(talk("A", 5, "B", 10, "C", 20, clips=CLIPS)).suggestions
    assert not propose_headers(talk("A", "B", 10, "C", 20, clips=CLIPS)).suggestions


def test_a_clip_without_a_header_gets_one_before_the_line_at_its_start():
    ep = talk("A", 0, 10, 20, clips=CLIPS)
    first, second = propose_headers(ep).suggestions
    assert (first.kind, first.place, first.now, first.index) == (NEW, "0:10", "B", 2)
    assert shown(propose_headers(ep).accepted({1})) == ["A", 0, 10, "C", 20]
    assert shown(propose_headers(ep).accepted({0, 1})) == ["A", 0, "B", 10, "C", 20]
    assert second.reason == "A clip says 0:20."


def test_without_any_headers_the_clips_make_them_all():
    proposal = propose_headers(talk(10, 20, clips=CLIPS))
    made = proposal.accepted(proposal.ticked)
    assert shown(made) == ["A", "B", 10, "C", 20]
    assert not propose_headers(made).suggestions
    assert not propose_clips(made).ticked


def test_names_that_drifted_and_places_that_moved_are_mended_each_for_itself():
    ep = talk("A", 0, "Bee", 10, 20, "C", 30, clips=CLIPS)
    renamed, moved = propose_headers(ep).suggestions
    assert (renamed.kind, renamed.was, renamed.now, renamed.on) == (RENAMED, "Bee", "B", True)
    assert (moved.kind, moved.was, moved.now, moved.index) == (MOVED, "0:30", "0:20", 5)
    made = propose_headers(ep).accepted({0, 1})
    assert shown(made) == ["A", 0, "B", 10, "C", 20, 30]
    assert (made.items[2].origin, made.items[4]) == (2, ep.items[5])
    assert made.clips is ep.clips


def test_a_header_without_a_clip_goes_only_when_ticked():
    ep = talk("A", 0, "X", 5, "B", 10, "C", 20, clips=CLIPS)
    (removed,) = propose_headers(ep).suggestions
    assert (removed.kind, removed.was, removed.on, removed.index) == (REMOVED, "X", False, 2)
    assert removed.reason == "No clip has this name."
    assert shown(propose_headers(ep).accepted({0})) == ["A", 0, 5, "B", 10, "C", 20]


def test_a_clip_without_a_name_makes_no_header():
    ep = talk("A", 0, 10, 20, clips=(CLIPS[0], (" ", 10, 20)))
    assert not propose_headers(ep).suggestions


def test_without_clips_there_is_nothing_to_go_by():
    with pytest.raises(EditError, match="no clips here"):
        propose_headers(talk("A", 0))
    with pytest.raises(EditError, match="No line here has a time"):
        propose_headers(talk("A", clips=CLIPS))
