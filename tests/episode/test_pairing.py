"""Two readings of one episode, brought together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

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


def spoken(*entries):
    """Make an episode of what is said; a text that begins with # is a header."""
    return Episode(
        tuple(
            Header(text[1:], origin=n)
            if text.startswith("#")
            else Line(text, "Ana", len(text), origin=n)
            for n, text in enumerate(entries)
        )
    )


def origins(ep):
    return [item.origin for item in ep.items]


def test_a_corrected_line_is_found_beside_a_new_one():
    old = spoken("We talk about birds today.", "They sing at dawn.", "Why is that?")
    new = spoken("A new beginning.", "We talk about songs today.", "They sing at dawn.", "Why so?")
    assert origins(paired(old, new)) == [None, 0, 1, 2]


def test_lines_that_were_all_retimed_are_themselves():
    old = spoken("One and a half.", "Yeah.", "Two and a half.", "Yeah.")
    new = replace(old, items=tuple(replace(item, start=99, origin=9) for item in old.items))
    assert origins(paired(old, new)) == [0, 1, 2, 3]


def test_a_moved_header_is_the_same_header():
    old = spoken("#First", "One.", "Two.", "Three.", "#Second", "Four.")
    new = paired(old, spoken("#First", "One.", "#Second", "Two.", "Three.", "Four."))
    assert origins(new) == [0, 1, 4, 2, 3, 5]


def test_a_moved_section_is_the_same_section():
    first, second = ("#First", "One is for sorrow."), ("#Second", "Two is for joy.")
    old = spoken(*first, *second, "#Third", "Three is for a girl.", "Four is for a boy.")
    new = spoken("#Third", "Three is for a girl.", "Four is for a boy.", *first, *second)
    retimed = replace(new, items=tuple(replace(item, origin=77) for item in new.items))
    assert origins(paired(old, retimed)) == [4, 5, 6, 0, 1, 2, 3]


def test_a_short_answer_elsewhere_is_another_one():
    old = spoken("Is it so?", "Yeah.", "A long way to go.", "And so on.")
    new = spoken("Is it so?", "A long way to go.", "And so on.", "Yeah.")
    assert origins(paired(old, new)) == [0, 2, 3, None]


texts = st.lists(st.sampled_from(["#A", "#B", "a b c", "a b d", "x y z w", "Yes.", ""]), max_size=9)


@given(texts, texts)
def test_a_pairing_changes_no_value_and_gives_no_origin_twice(before, after):
    old, new = spoken(*before), spoken(*after)
    found = paired(old, new)
    assert found == new
    known = [origin for origin in origins(found) if origin is not None]
    assert len(set(known)) == len(known)
    kinds = {item.origin: type(item) for item in old.items}
    assert all(type(i) is kinds[i.origin] for i in found.items if i.origin is not None)
    assert origins(paired(old, old)) == origins(old)
