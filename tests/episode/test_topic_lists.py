"""Lists of topics become headers at the lines of their times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Clock, EditError, Episode, Header, Line, Other, edits
from cueline.episode.headers import header_time
from cueline.episode.topic_lists import Topic, TopicListError, parse_topics, propose_topics
from tests.episode.made_episode import URL


def talk(*headers):
    """Return lines at 5, 10, 10, 20 and 65 s, one without a time after 20, and headers (before which line, text)."""
    lines = [
        Line("a", "X", 5),
        Line("b", "X", 10),
        Line("b2", "X", 10),
        Line("c", "Y", 20),
        Line("c2", "Y"),
        Line("d", "X", 65),
    ]
    items = []
    for place, line in enumerate(lines):
        items += [Header(text, origin=n) for n, (at, text) in enumerate(headers) if at == place]
        items.append(line)
    return Episode(tuple(items))


def heads(ep):
    return [
        (header_time(ep, place), item.text)
        for place, item in enumerate(ep.items)
        if isinstance(item, Header)
    ]


def accepted(ep, text, *kinds):
    proposal = propose_topics(ep, parse_topics(text))
    return proposal.accepted(proposal.ticked | proposal.of_kinds(*kinds))


@pytest.mark.parametrize(
    ("row", "seconds", "text"),
    [
        ("00:01:28 Origin Story: the community  ", 88, "Origin Story: the community"),
        ("0:00 Topic", 0, "Topic"),
        ("62:23 Topic", 3743, "Topic"),
        ("(1:02:03) Topic", 3723, "Topic"),
        ("[0:05] - Topic", 5, "Topic"),
        ("- 0:05 – Topic - with a dash", 5, "Topic - with a dash"),
        ("• 0:05: Topic", 5, "Topic"),
        ("12. 0:05 | 3 Topics", 5, "3 Topics"),
        ("3) 0:05\tTopic", 5, "Topic"),
        ("0:05—Topic", 5, "Topic"),
        ("\ufeff0:05.5 …and then", 5.5, "…and then"),
        ("0:05 -1 is a number", 5, "-1 is a number"),
    ],
)
def test_a_row_is_read_as_people_write_it(row, seconds, text):
    assert parse_topics(row) == (Topic(seconds, text, 1),)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("0:00 A\n\n  Topics:\n", 3, 3, "does not begin with a time"),
        ("0:00 A\n- 0:75 B", 2, 3, "“0:75”, which is not a time"),
        ("0:00", 1, 5, "no topic after the time"),
        ("0:00A", 1, 5, "no topic after the time"),
        ("0:10 A\n(0:09) B", 2, 2, "before that of the topic above"),
        (" \n", 1, 1, "has no topic"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text, line, column, reason):
    with pytest.raises(TopicListError, match=reason) as caught:
        parse_topics(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "column" not in str(caught.value)
    assert str(caught.value).startswith(f"Line {line} ")


@given(
    st.lists(
        st.tuples(st.integers(0, 20000), st.from_regex(r"[A-Za-z](\w|, )*\w", fullmatch=True)),
        min_size=1,
    ),
    st.sampled_from(["{} {}", "({}) {}", "- {} – {}", "[{}]{}"]),
    st.booleans(),
)
def test_a_list_that_is_written_is_read_again(rows, form, padded):
    rows = sorted(rows, key=lambda row: row[0])
    clock = Clock(fields=3, padded=True) if padded else Clock()
    text = "\n".join(form.format(clock.format(time), topic) for time, topic in rows)
    assert [(t.seconds, t.text) for t in parse_topics(text)] == rows


def test_headers_come_before_the_lines_of_their_times():
    made = accepted(talk(), "0:00 Start\n0:05 Guest\n0:10 Early\n0:21 Later\n1:05 End")
    texts = [item.text for item in made.items if not isinstance(item, Other)]
    assert texts == ["Start", "Guest", "a", "Early", "b", "b2", "Later", "c", "c2", "End", "d"]


def test_a_time_with_no_line_is_explained_and_one_after_the_last_is_off():
    topics = parse_topics("0:30 Far\n1:30 Beyond")
    far, beyond = propose_topics(talk(), topics).suggestions
    assert far.reason == "The list says 0:30; the line there starts at 1:05."
    assert (far.place, far.now, far.on, far.index) == ("0:30", "Far", True, 5)
    assert not beyond.on
    assert "when no line starts any more" in beyond.reason


def test_headers_that_are_right_stay_and_misplaced_ones_move():
    ep = talk((0, "Start"), (3, "Early"))
    (moved,) = propose_topics(ep, parse_topics("0:05 Start\n0:10 Early")).suggestions
    assert (moved.kind, moved.was, moved.now, moved.index) == ("Moved headers", "0:20", "0:10", 4)
    made = accepted(ep, "0:05 Start\n0:10 Early")
    assert heads(made) == [(5, "Start"), (10, "Early")]
    assert made.items[2] is ep.items[4]


def test_a_moved_header_takes_its_clip_edge_along():
    clips = Clip("Start", 5, 20, f"{URL}&t=5"), Clip("Early", 20, 70, f"{URL}&t=20")
    ep = Episode(talk((0, "Start"), (3, "Early")).items, clips)
    made = accepted(ep, "0:05 Start\n0:10 Early")
    assert made.clips == (
        Clip("Start", 5, 10, f"{URL}&t=5"),
        Clip("Early", 10, 70, f"{URL}&t=10"),
    )


def test_the_lists_spelling_is_taken_only_when_ticked():
    ep = talk((0, "Self‑service – “now”"))
    assert propose_topics(ep, parse_topics("0:05 Self-Service - now")).ticked == set()
    assert accepted(ep, "0:05 Self-Service - now") is ep
    made = accepted(ep, "0:05 Self-Service - now", "Renamed headers")
    assert heads(made) == [(5, "Self-Service - now")]
    assert [i.origin for i in made.items if isinstance(i, Header)] == [0]


def test_other_headers_stay_unless_their_removal_is_ticked():
    ep = talk((0, "Old"), (3, "Older"))
    assert heads(accepted(ep, "0:05 New")) == [(5, "Old"), (5, "New"), (20, "Older")]
    assert heads(accepted(ep, "0:05 New", "Removed headers")) == [(5, "New")]


def test_a_new_header_stands_before_those_that_come_later_in_the_list():
    ep = talk((0, "Guest"))
    assert heads(accepted(ep, "0:00 Start\n0:05 Guest")) == [(5, "Start"), (5, "Guest")]


def test_a_header_that_stands_there_twice_is_right_as_it_is():
    assert not propose_topics(talk((1, "B"), (1, "B")), parse_topics("0:10 B")).suggestions


def test_a_transcript_without_times_cannot_be_cut_by_time():
    with pytest.raises(EditError, match="No line here has a time"):
        propose_topics(Episode((Line("a", "X"),)), parse_topics("0:00 A"))


@given(
    st.lists(
        st.tuples(st.integers(0, 64), st.sampled_from("ABCDE")),
        min_size=1,
        max_size=5,
        unique_by=lambda t: t[1],
    ),
    st.data(),
)
def test_what_is_accepted_is_not_proposed_again(rows, data):
    ep = talk(
        *data.draw(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABCXY")), max_size=4))
    )
    topics = [Topic(float(time), text) for time, text in sorted(rows)]
    proposal = propose_topics(ep, topics)
    made = proposal.accepted(proposal.ticked)
    assert not propose_topics(made, topics).ticked
    assert [i for i in made.items if isinstance(i, Line)] == [
        i for i in ep.items if isinstance(i, Line)
    ]
    assert edits.delete_items(made, 0, len(made.items) - 1).items == ()
    assert proposal.accepted(()) is ep
