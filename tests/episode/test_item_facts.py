"""What panes ask of changed items is what a look at each of them finds: there, back, and made beside the window."""

from __future__ import annotations

from math import isnan

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cueline.episode import Change, Episode, Header, Line, edits
from cueline.episode.change import ready_to_show
from cueline.episode.item_facts import ItemFacts
from cueline.io import parse_document
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files

LAWS = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def two(draws):
    """Return an episode of a made file, and the same after an edit."""
    old = parse_document(draws.draw(episode_files())).episode
    return old, any_edit(draws.draw, old)


def check(facts: ItemFacts, items):
    starts = [getattr(item, "start", None) for item in items]
    assert [None if isnan(start) else start for start in facts.starts] == starts
    assert facts.latest == max((start for start in starts if start is not None), default=0.0)
    assert list(facts.headers) == [i for i, item in enumerate(items) if isinstance(item, Header)]
    labels = [item.label for item in items if isinstance(item, Line)]
    assert facts.longest_label == max(labels, key=len, default="")


def words(item):
    return (item.speaker, item.text) if isinstance(item, Line) else item


def check_change(change: Change):
    for splice in change.items:
        check(splice.facts.before, splice.removed)
        check(splice.facts.after, splice.inserted)
        pairs = list(zip(splice.removed, splice.inserted, strict=False))
        differ = {i for i, (old, new) in enumerate(pairs) if words(old) != words(new)}
        assert differ <= set(splice.facts.reworded) <= set(range(len(pairs)))
        alike = len(splice.removed) == len(splice.inserted)
        kinds = all(type(old) is type(new) for old, new in pairs)
        assert splice.facts.same_kinds == (alike and kinds)


@LAWS
@given(st.data())
def test_facts_are_what_a_look_at_each_item_finds(draws):
    old, new = two(draws)
    change = Change.between(old, new)
    if draws.draw(st.booleans()):
        change.find_facts()
    check_change(change)
    check_change(change.inverse())
    check_change(change.inverse().inverse())


@LAWS
@given(st.data())
def test_what_was_looked_through_beside_is_the_same_episode_and_change(draws):
    old, new = two(draws)
    ready = ready_to_show(old, new)
    assert ready == new
    assert all(a is b for a, b in zip(ready.items, new.items, strict=True))
    assert Change.between(old, ready) == Change.between(old, new)
    other = Episode((Line("Another."), *new.items))
    assert Change.between(other, ready).apply(other) == new


@LAWS
@given(st.data())
def test_between_two_episodes_stands_what_led_from_one_to_the_other(draws):
    old, new = two(draws)
    change = Change.between(old, new)
    there = change.apply(old)
    back = change.inverse().apply(there)
    assert Change.between(old, there).apply(old) == new
    assert Change.between(there, back).apply(there) == old


def test_entries_that_are_equal_but_not_the_same_are_told_as_changed():
    """A save gives new lines their numbers: who holds those of before has to hear of it."""
    old = Episode((Line("One."), Line("Two.")))
    change = Change.between(old, edits.set_text(old, 0, "Eins."))
    saved = Episode((Line("One.", origin=7), Line("Two.", origin=8)))
    there = change.apply(saved)
    (splice,) = Change.between(saved, there).items
    assert splice.removed[0].origin == 7
