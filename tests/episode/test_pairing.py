"""Two readings of one episode, brought together."""

from __future__ import annotations

from dataclasses import replace

from cueline.episode import Clip, Episode, Header, Line, edits
from cueline.episode.pairing import paired


def episode(*texts):
    items = tuple(Line(text, "Ana", origin=i) for i, text in enumerate(texts))
    return Episode(items, (Clip("A", 0, 5, origin=0), Clip("B", 5, 9, origin=1)))


def read_again(ep):
    """Return the episode as another reading gives it: the same values, numbered from 0."""
    return replace(
        ep,
        items=tuple(replace(item, origin=i) for i, item in enumerate(ep.items)),
        clips=tuple(replace(clip, origin=i) for i, clip in enumerate(ep.clips)),
    )


def test_what_is_equal_becomes_the_old_object():
    old = episode("a", "b", "c")
    new = paired(old, read_again(old))
    assert all(a is b for a, b in zip(old.items + old.clips, new.items + new.clips, strict=True))


def test_a_changed_line_keeps_its_origin_and_an_inserted_one_has_none():
    old = episode("a", "b", "c")
    edited = edits.insert_line(edits.set_text(old, 1, "B"), 3, Line("d"))
    new = paired(old, read_again(edited))
    assert [item.origin for item in new.items] == [0, 1, 2, None]
    assert new == edited


def test_what_was_taken_out_leaves_the_others_their_origins():
    old = episode("a", "b", "c", "d")
    new = paired(old, read_again(edits.delete_items(old, 1, 1)))
    assert [item.origin for item in new.items] == [0, 2, 3]


def test_a_header_in_the_place_of_a_line_is_a_new_entry():
    old = episode("a", "b")
    new = paired(old, Episode((old.items[0], Header("b", origin=1)), old.clips))
    assert [item.origin for item in new.items] == [0, None]


def test_clips_pair_like_items():
    old = episode("a")
    new = paired(old, read_again(edits.set_clip_boundary(old, 1, 6)))
    assert [clip.origin for clip in new.clips] == [0, 1]
    assert [clip.end for clip in new.clips if isinstance(clip, Clip)] == [6, 9]
