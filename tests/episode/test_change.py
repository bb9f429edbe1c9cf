"""Changes: from one episode to another, back, and through a journal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cueline.episode import Change, Clip, Clock, Episode, Header, Line, Map, edits
from cueline.io import parse_document
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files

LAWS = settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def draw_two(draws):
    """Return an episode of a made file, and the same after one to three edits."""
    old = parse_document(draws.draw(episode_files())).episode
    new = old
    for _ in range(draws.draw(st.integers(1, 3))):
        new = any_edit(draws.draw, new)
    return old, new


def through_json(change):
    return Change.from_dict(json.loads(json.dumps(change.to_dict())))


def origins(episode):
    return [item.origin for item in episode.items], [clip.origin for clip in episode.clips]


@LAWS
@given(st.data())
def test_what_an_edit_says_that_it_kept_is_what_a_walk_finds(draws):
    old, new = draw_two(draws)
    assert Change.between(old, new) == Change.between(old, replace(new, kept=None))


def test_what_an_edit_kept_says_nothing_about_other_items():
    old = Episode((Line("One."), Line("Two.")))
    new = replace(edits.set_text(old, 1, "Zwei."), items=(Line("Eins."), Line("Two.")))
    assert Change.between(old, new).apply(old) == new


@LAWS
@given(st.data())
def test_what_is_taken_back_and_done_again_keeps_what_a_walk_finds(draws):
    old, new = draw_two(draws)
    change = Change.between(old, new)
    there = change.apply(old)
    back = change.inverse().apply(there)
    again = change.apply(back)
    assert (back, again) == (old, new)
    assert (origins(back), origins(again)) == (origins(old), origins(new))
    for one, two in ((old, there), (there, back), (back, again)):
        assert Change.between(one, two) == Change.between(one, replace(two, kept=None))


STEPS = {
    "time": lambda ep, at: edits.retime(ep, at, 3.5),
    "text": lambda ep, at: edits.set_text(ep, at, f"Other {at}."),
    "less": lambda ep, at: edits.delete_items(ep, at, at),
    "more": lambda ep, at: edits.insert_line(ep, at, Line("New.")),
}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9), st.integers(0, 9), st.sampled_from(sorted(STEPS)), st.booleans()
        )
    )
)
def test_what_edits_leave_for_the_next_disturbs_none_of_them(steps):
    episodes = [Episode(tuple(Line(f"Line {i}.", start=i) for i in range(12)))]
    for number, at, name, back in steps:
        old = episodes[number % len(episodes)]
        at %= len(old.items) or 1
        if not old.items:
            continue
        new = STEPS[name](old, at)
        assert new == STEPS[name](replace(old, kept=None), at)
        episodes.append(new)
        if back:
            episodes.append(Change.between(old, new).inverse().apply(new))
            assert episodes[-1] == old


def test_a_step_taken_back_at_once_is_the_very_items_of_before():
    old = Episode(tuple(Line(f"Line {i}.", start=i) for i in range(9)))
    new = edits.retime(old, 4, 4.5)
    assert Change.between(old, new).inverse().apply(new).items is old.items


@LAWS
@given(st.data())
def test_a_change_leads_there_and_back(draws):
    old, new = draw_two(draws)
    change = Change.between(old, new)
    there = change.apply(old)
    assert there == new
    assert origins(there) == origins(new)
    back = change.inverse().apply(new)
    assert back == old
    assert origins(back) == origins(old)
    assert list(back.fields) == list(old.fields)
    assert change.inverse().inverse() == change


@LAWS
@given(st.data())
def test_a_change_written_down_is_the_same_change(draws):
    old, new = draw_two(draws)
    change = Change.between(old, new)
    again = through_json(change)
    assert again == change
    assert again.apply(old) == new
    assert origins(again.apply(old)) == origins(new)
    assert again.inverse().apply(new) == old


@LAWS
@given(st.data())
def test_splices_touch_only_what_changed(draws):
    old, new = draw_two(draws)
    change = Change.between(old, new)
    end = 0
    for splice in change.items:
        assert splice.first >= end
        end = splice.first + len(splice.removed)
        pairs = list(zip(splice.removed, splice.inserted, strict=False))
        assert not pairs or (pairs[0][0] is not pairs[0][1])
        if splice.removed and splice.inserted:
            assert splice.removed[-1] is not splice.inserted[-1]
    assert change or old == new


def test_one_word_is_one_splice_of_one_line():
    old = Episode(tuple(Line(f"line {i}", origin=i) for i in range(5000)))
    change = Change.between(old, edits.set_text(old, 4321, "another"))
    (splice,) = change.items
    assert (splice.first, len(splice.removed), len(splice.inserted)) == (4321, 1, 1)
    assert splice.growth == 0


def test_far_apart_retimes_are_splices_of_their_own():
    old = Episode(tuple(Line(f"line {i}", "A", i, origin=i) for i in range(9)))
    change = Change.between(old, edits.retime(edits.retime(old, 1, 100), 7, 200))
    assert [splice.first for splice in change.items] == [1, 7]


def test_very_many_places_are_one_splice():
    old = Episode(tuple(Line(f"Line {n}.", origin=n) for n in range(2_100)))
    few, many = (
        old.with_items(
            tuple(replace(x, text="New.") if n % step == 0 else x for n, x in enumerate(old.items))
        )
        for step in (3, 2)
    )
    assert len(Change.between(old, few).items) == 700
    change = Change.between(old, many)
    (splice,) = change.items
    assert (splice.first, len(splice.removed)) == (0, 2_099)
    assert change.apply(old) == many
    assert change.inverse().apply(many) == old


def test_of_lines_that_say_the_same_the_right_one_comes_back():
    old = Episode(tuple(Line("Yes.", "Ana", origin=i) for i in range(5000)))
    new = edits.delete_items(old, 10, 10)
    back = Change.between(old, new).inverse().apply(new)
    assert origins(back) == origins(old)


def test_a_field_that_only_changes_its_kind_is_a_change():
    old = Episode(fields=Map({"flags": Map({"draft": 1, "live": 0})}))
    new = edits.set_field(old, ("flags", "draft"), True)
    change = Change.between(old, new)
    assert change
    assert repr(change.apply(old).fields) == repr(new.fields)


def test_a_removed_field_comes_back_in_its_place():
    old = Episode(fields=Map({"a": 1, "b": None, "c": 3}))
    new = edits.set_field(old, ("b",), None)
    assert list(new.fields) == ["a", "c"]
    back = through_json(Change.between(old, new)).inverse().apply(new)
    assert list(back.fields.items()) == [("a", 1), ("b", None), ("c", 3)]


def test_body_and_clock_are_part_of_a_change():
    old, new = Episode(body="a"), Episode(body="", clock=Clock(padded=True))
    change = through_json(Change.between(old, new))
    assert change.apply(old) == new
    assert change.inverse().apply(new) == old


def test_no_change_is_false():
    episode = Episode((Line("a"),), (Clip("A", 0, 1),), Map({"a": 1}))
    assert not Change.between(episode, episode)
    assert not through_json(Change())


A, B = Line("a", origin=0), Header("b", origin=1)


@pytest.mark.parametrize(
    ("old", "new", "other"),
    [
        (Episode((A, B)), Episode((A,)), Episode((B, A))),
        (Episode((A, B)), Episode((A, B, Line("c"))), Episode()),
        (Episode(fields=Map({"a": 1})), Episode(fields=Map({"a": 2})), Episode(fields=Map({"a": 5}))),
        (Episode(fields=Map({"a": 1})), Episode(fields=Map()), Episode()),
        (Episode(fields=Map()), Episode(fields=Map({"a": 1})), Episode(fields=Map({"b": 1}))),
        (Episode(body="a"), Episode(body="b"), Episode(body="c")),
    ],
)  # fmt: skip
def test_a_change_for_another_episode_is_refused(old, new, other):
    with pytest.raises(ValueError, match="another episode"):
        Change.between(old, new).apply(other)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {**Change().to_dict(), "body": ["one"]},
        {**Change().to_dict(), "order": "a"},
        {**Change().to_dict(), "items": 5},
        {**Change().to_dict(), "items": [[0, [["song", 1, "la"]], []]]},
        {**Change().to_dict(), "items": [[0, [["line", 1, "la"]], []]]},
        {**Change().to_dict(), "clock": [[], ["too", "many", 1, 2, 3, 4, 5, 6]]},
    ],
)
def test_what_is_no_change_is_not_read_as_one(data):
    with pytest.raises((KeyError, TypeError, ValueError)):
        Change.from_dict(data)
