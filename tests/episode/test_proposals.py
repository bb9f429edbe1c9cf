"""Proposals: what is chosen happens, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import EditError, edits
from cueline.episode.proposals import LateSuggestions, Outline, Proposal, Suggestion
from tests.episode.made_episode import made_episode

EP = made_episode()
STEPS = [
    (Suggestion("New lines", "0:00", "", "a", "", 1), lambda ep: edits.split_line(ep, 1, 3)),
    (Suggestion("Texts", "5:38", "", "b", "", 2), lambda ep: edits.set_text(ep, 2, "Two.")),
    (
        Suggestion("Removed", "6:40", "c", "", "", 6, on=False),
        lambda ep: edits.delete_items(ep, 6, 6),
    ),
]


def test_what_is_off_by_default_is_not_ticked():
    proposal = Proposal.of_steps("try", EP, STEPS)
    assert proposal.ticked == {0, 1}
    assert proposal.of_kinds("Removed", "Texts") == {1, 2}


@given(st.frozensets(st.integers(0, 2)))
def test_each_choice_does_its_own_steps_at_their_places(chosen):
    made = Proposal.of_steps("try", EP, STEPS).accepted(chosen)
    texts = [getattr(item, "text", None) for item in made.items]
    assert len(made.items) == len(EP.items) + (0 in chosen) - (2 in chosen)
    assert ("and welcome." in texts) == (0 in chosen)
    assert ("Two." in texts) == (1 in chosen)
    assert ("How did it begin?" in texts) == (2 not in chosen)
    assert (made is EP) == (not chosen)


@pytest.mark.parametrize("chosen", [{3}, {-1}, [0, 7]])
def test_a_choice_that_is_not_in_the_list_is_refused(chosen):
    with pytest.raises(EditError, match="no such suggestion"):
        Proposal.of_steps("try", EP, STEPS).accepted(chosen)


def test_a_step_that_cannot_be_done_says_so():
    steps = [(Suggestion("New", "", "", "", ""), lambda ep: edits.rename_clip(ep, 0, " "))]
    with pytest.raises(EditError, match="needs a name"):
        Proposal.of_steps("try", EP, steps).accepted({0})


def test_what_is_made_late_is_made_when_it_is_looked_at():
    made = []

    def make(place):
        made.append(place)
        return Suggestion("Even" if place % 2 == 0 else "Odd", "", "", str(place), "")

    late = LateSuggestions(["Even", "Odd"] * 50, make)
    proposal = Proposal("try", late, lambda chosen: EP)
    assert (len(late), proposal.ticked) == (100, frozenset(range(100)))
    assert proposal.accepted({0, 99}) is EP
    with pytest.raises(EditError):
        proposal.accepted({100})
    assert not made
    assert (late[3].now, late[-1].now, [s.now for s in late[8:10]]) == ("3", "99", ["8", "9"])
    assert Outline.of(late).kinds == Outline.of(tuple(late)).kinds
