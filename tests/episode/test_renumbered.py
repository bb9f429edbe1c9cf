"""What a save makes of entries, while the episode is edited on: the same as a walk through all of it would find."""

from dataclasses import replace
from operator import is_

from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Change, Episode, Line
from cueline.episode.change import MOST_SPLICES
from cueline.episode.origins import carried_over, numbered
from cueline.episode.renumbered import Renumbered

STEPS = st.lists(
    st.tuples(st.sampled_from(("put", "take", "say", "undo", "redo", "twice")), st.integers(0, 99)),
    max_size=12,
)


def edited(items, what, place):
    """Return items after an edit at a place, counted round."""
    place %= len(items) + 1
    if what == "put":
        return (*items[:place], Line("New."), *items[place:])
    if what == "take":
        return (*items[:place], *items[place + 1 :])
    if what == "twice":
        return (*items[:place], *map(replace, items[place : place + 1]), *items[place:])
    said = [replace(item, text=item.text + "!") for item in items[place : place + 1]]
    return (*items[:place], *said, *items[place + 1 :])


def work(now, steps):
    """Edit, take back and do again; return each episode with the change that led to it."""
    done, undone, seen = [], [], []
    for what, place in steps:
        if what == "undo" and done:
            change = done.pop()
            undone.append(change)
            change = change.inverse()
        elif what == "redo" and undone:
            change = undone.pop()
            done.append(change)
        else:
            change = Change.between(now, Episode(edited(now.items, what, place)))
            done.append(change)
            undone.clear()
        now = change.apply(now)
        seen.append((change, now))
    return seen


@given(STEPS, STEPS)
def test_only_the_new_entries_are_looked_at_and_found_where_they_are(before, meanwhile):
    read = Episode(tuple(Line(f"Line {n}.", origin=n) for n in range(5)))
    written = ([read] + [episode for _, episode in work(read, before)])[-1]
    saved = numbered(written, read)
    seen = work(written, meanwhile)
    now = seen[-1][1] if seen else written
    found = Renumbered.between(written, saved).change(now, [change for change, _ in seen])
    there, meant = found.apply(now), carried_over(now, written, saved)
    assert len(there.items) == len(meant.items)
    assert all(map(is_, there.items, meant.items))
    assert all(splice.growth == 0 for splice in found.items)


def test_where_nothing_is_new_nothing_is_others():
    read = Episode(tuple(Line(f"Line {n}.", origin=n) for n in range(5)))
    assert not Renumbered.between(read, numbered(read)).change(read, [])


def test_of_very_many_new_entries_among_others_one_splice_is_made():
    many = 2 * MOST_SPLICES + 10
    written = Episode(tuple(Line(f"{n}", origin=n if n % 2 else None) for n in range(many)))
    saved = numbered(written)
    found = Renumbered.between(written, saved).change(written, [])
    assert len(found.items) == 1
    assert all(map(is_, found.apply(written).items, saved.items))
