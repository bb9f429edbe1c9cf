"""Imported lines and headers, proposed for an episode."""

import pytest

from cueline.episode import Clock, EditError, Episode, Header, Line
from cueline.episode.import_proposals import (
    AGAIN,
    GONE,
    LINES,
    SECTIONS,
    SECTIONS_AGAIN,
    propose_import,
)

LONG = "Some words that take a while to say, for there are many of them in this one line here."
EPISODE = Episode(
    (
        Header("Start"),
        Line(LONG, "Mila", 10, "0:10"),
        Line("And more.", "Mila"),
        Header("Hives"),
        Line(LONG, "Oren", 100, "1:40"),
    )
)


def texts(episode):
    return [item.text for item in episode.items]


def test_an_episode_without_lines_gets_all_of_them():
    items = (Header("Bees"), Line("Hello.", "Mila", 3.7), Line("It goes on.", "Mila"))
    proposal = propose_import(Episode(), items, "import")
    assert [s.kind for s in proposal.suggestions] == [SECTIONS, LINES, LINES]
    made = proposal.accepted(proposal.ticked)
    assert made.items == (
        Header("Bees"),
        Line("Hello.", "Mila", 3, "0:03"),
        Line("It goes on.", "Mila"),
    )


def test_fractions_are_kept_when_asked_for():
    made = propose_import(Episode(), [Line("Hello.", "Mila", 3.7519)], "import", exact=True)
    assert made.accepted({0}).items == (Line("Hello.", "Mila", 3.751, "0:03"),)
    assert made.accepted({0}).clock.precision == 3


def test_nothing_is_said_twice_or_replaced_unless_it_is_ticked():
    items = [Line("Other words.", "Mila", 11), Line("In the gap.", "Oren", 60)]
    proposal = propose_import(EPISODE, items, "import")
    kinds = [s.kind for s in proposal.suggestions]
    assert kinds == [LINES, AGAIN, *[GONE] * 5]
    made = proposal.accepted(proposal.ticked)
    assert texts(made) == ["Start", LONG, "And more.", "In the gap.", "Hives", LONG]


def test_what_is_there_can_be_replaced_by_what_is_imported():
    items = [Line("Other words.", "Mila", 11), Line("The end.", "Oren", 200)]
    proposal = propose_import(EPISODE, items, "import")
    made = proposal.accepted(proposal.of_kinds(AGAIN, LINES, GONE))
    assert texts(made) == ["Other words.", "The end."]


def test_a_line_that_runs_into_speech_counts_as_said_already():
    proposal = propose_import(EPISODE, [Line(LONG, "Mila", 9.8)], "import")
    assert proposal.suggestions[0].kind == AGAIN
    assert not proposal.suggestions[0].on
    assert proposal.suggestions[0].index == 1
    assert "There now: Mila: Some words" in proposal.suggestions[0].reason


def test_headers_stand_where_their_lines_begin():
    items = [
        Header("Start"), Line(LONG, "Mila", 10),
        Header("Middle"), Line("In the gap.", "Oren", 60),
        Header("Keepers"), Line(LONG, "Oren", 100),
        Header("Late"), Line("The end.", "Oren", 300),
    ]  # fmt: skip
    proposal = propose_import(EPISODE, items, "import")
    found = {
        s.now: (s.kind, s.on) for s in proposal.suggestions if s.kind in (SECTIONS, SECTIONS_AGAIN)
    }
    assert found == {
        "Middle": (SECTIONS, True),
        "Keepers": (SECTIONS_AGAIN, False),
        "Late": (SECTIONS, True),
    }
    made = proposal.accepted(proposal.ticked)
    assert texts(made) == [
        "Start", LONG, "And more.", "Middle", "In the gap.", "Hives", LONG, "Late", "The end.",
    ]  # fmt: skip


def test_lines_without_times_stay_in_order_at_the_end_and_are_off():
    proposal = propose_import(EPISODE, [Header("Notes"), Line("One."), Line("Two.")], "import")
    assert not proposal.ticked
    made = proposal.accepted({0, 1, 2})
    assert texts(made)[-3:] == ["Notes", "One.", "Two."]


def test_a_file_without_labels_gets_none():
    episode = Episode((Line("Hi.", "Mila", 1),), clock=Clock(labels=False))
    made = propose_import(episode, [Line("Bye.", "Mila", 90)], "import")
    assert made.accepted(made.ticked).items[-1] == Line("Bye.", "Mila", 90)


def test_an_empty_import_is_refused():
    with pytest.raises(EditError, match="no text"):
        propose_import(Episode(), [], "import")
