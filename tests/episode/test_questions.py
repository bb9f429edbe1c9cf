"""Headers between a question and its answer, and who asks."""

from __future__ import annotations

import pytest

from cueline.episode import Clip, EditError, Episode, Header, Line, Map, edits
from cueline.episode.questions import hosts, is_question, propose_moves_to_questions, question_above

TALK = Episode(
    (
        Header("Start", origin=0),
        Line("Welcome.", "Ana", 0, origin=1),
        Line("You came by train. That took long.", "Ana", 20, origin=2),
        Line("How was it?", "Ana", origin=3),
        Header("The train", origin=4),
        Line("Slow.", "Bo", 30, origin=5),
        Header("The book", origin=6),
        Line("And the book?", "Ana", 40, origin=7),
        Header("Writing", origin=8),
        Line("Which one?", "Bo", 50, origin=9),
        Line("The second.", "Ana", 60, origin=10),
    ),
    (Clip("Start", 0, 30, "u?t=0"), Clip("The train", 30, 70, "u?t=30")),
    Map({"guests": ("bocelin",)}),
)


def texts(ep):
    return [item.text for item in ep.items]


def test_the_host_is_no_guest_and_asks_most():
    assert hosts(TALK) == {"Ana"}
    more = edits.insert_line(TALK, 11, Line("Why? Why?", "Bo"))
    more = edits.insert_line(more, 11, Line("When?", "Bo"))
    more = edits.insert_line(more, 11, Line("Who?", "Bo"))
    assert hosts(more) == {"Ana"}
    assert hosts(Episode((Line("Yes.", "Bo"),))) == frozenset()


def test_guests_may_be_written_as_names():
    ep = edits.set_field(TALK, ("guests",), ["Ana Dell"])
    assert hosts(ep) == {"Bo"}
    assert hosts(edits.set_field(TALK, ("guests",), None)) == {"Ana"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Why? ", True), ("“Why?”", True), ("Why?)", True), ("Why.", False), ("", False)],
)
def test_a_question_ends_in_its_mark(text, asks):
    assert is_question(text) == asks


def test_a_header_goes_before_the_first_paragraph_of_the_question_and_its_edge_along():
    assert question_above(TALK, 4) == 1
    ep = edits.set_speaker(TALK, 1, "Cy")
    moved = edits.move_to_question(ep, 4)
    assert texts(moved)[:6] == [
        "Start",
        "Welcome.",
        "The train",
        "You came by train. That took long.",
        "How was it?",
        "Slow.",
    ]
    assert moved.items[2] is TALK.items[4]
    assert moved.clips == (Clip("Start", 0, 20, "u?t=0"), Clip("The train", 20, 70, "u?t=20"))


@pytest.mark.parametrize("place", [0, 6])
def test_other_headers_stay(place):
    assert question_above(TALK, place) is None
    with pytest.raises(EditError, match="does not stand between"):
        edits.move_to_question(TALK, place)


def test_all_moves_are_a_list_with_their_questions():
    ep = edits.set_speaker(TALK, 1, "Cy")
    proposal = propose_moves_to_questions(ep)
    first, second = proposal.suggestions
    assert (first.place, first.index, first.on) == ("The train", 4, True)
    assert (first.was, first.now) == ("0:30", "0:20")
    assert first.reason == "Ana asks: “How was it?”"
    assert (second.place, second.on) == ("Writing", False)
    assert "would be left empty" in second.reason
    assert proposal.accepted(()) is ep
    assert proposal.accepted({0}) == edits.move_to_question(ep, 4)
    both = proposal.accepted({0, 1})
    assert texts(both)[6:8] == ["The book", "Writing"]
    assert not propose_moves_to_questions(both).suggestions
