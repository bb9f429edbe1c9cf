"""Lengths in the form that a file writes them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Map, edits
from cueline.episode.durations import (
    SoundEnd,
    duration_of,
    format_duration,
    parse_duration,
    propose_duration,
)
from tests.episode.made_episode import made_episode

EP = made_episode()
FORMS = ["PT01H05M09S", "PT1H5M9S", "PT65M9S", "PT00H59M10S", "PT1H0M9S", "1:05:09", "01:05:09"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT01H05M09S", 3909),
        ("PT1H5M9S", 3909),
        ("PT65M9S", 3909),
        ("1:05:09", 3909),
        ("65:09", 3909),
        ("PT01H28S", 3628),
        ("PT59M", 3540),
        ("P1DT1S", 86401),
        ("pt9.5s", 9.5),
        ("PT0S", 0),
    ],
)
def test_lengths_are_read_in_every_form(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "P", "PT", "3909", "an hour", "PT5X", "1:75:00", "TODO"])
def test_what_is_no_length_is_not_guessed(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("seconds", "like", "text"),
    [
        (4139, "PT01H05M09S", "PT01H08M59S"),
        (4139.9, "PT1H5M9S", "PT1H8M59S"),
        (4139, "PT65M9S", "PT68M59S"),
        (4139, "PT45M10S", "PT1H8M59S"),
        (4139, "1:05:09", "1:08:59"),
        (4139, "01:05:09", "01:08:59"),
        (4139, "59:09", "1:08:59"),
        (3490, "59:09", "58:10"),
        (3490, "PT01H05M09S", "PT00H58M10S"),
        (3628, "PT01H05M09S", "PT01H28S"),
        (3628, "PT1H0M9S", "PT1H0M28S"),
        (4139, "", "PT01H08M59S"),
        (4139, "TODO", "PT01H08M59S"),
        (0, "PT1H5M9S", "PT0S"),
    ],
)
def test_a_length_is_written_as_the_file_writes_it(seconds, like, text):
    assert format_duration(seconds, like) == text


@given(st.integers(0, 200_000), st.sampled_from(FORMS))
def test_what_is_written_reads_as_the_same_length(seconds, like):
    assert parse_duration(format_duration(seconds, like)) == seconds


@given(st.sampled_from(FORMS))
def test_a_length_is_its_own_form(text):
    assert format_duration(parse_duration(text) or 0, text) == text


def with_duration(value):
    return made_episode(fields=Map({"title": "T", "duration": value}))


def test_the_length_of_the_sound_is_proposed_with_its_name_and_offset():
    proposal = propose_duration(with_duration("PT1H1M40S"), SoundEnd(4139.6, "talk.mp3", -2.5))
    (suggestion,) = proposal.suggestions
    assert (suggestion.was, suggestion.now, suggestion.on) == ("PT1H1M40S", "PT1H8M59S", True)
    assert "“talk.mp3”, shifted by -2.5 s" in suggestion.reason
    assert proposal.accepted({0}).fields["duration"] == "PT1H8M59S"
    assert proposal.accepted(()) == with_duration("PT1H1M40S")


def test_without_a_sound_the_last_start_is_proposed_where_the_length_is_short_or_missing():
    assert propose_duration(EP).suggestions[0].now == "PT01H01M40S"
    assert "is not known" in propose_duration(EP).suggestions[0].reason
    assert propose_duration(with_duration("PT9M")).suggestions[0].now == "PT1H1M40S"
    assert not propose_duration(with_duration("PT2H")).suggestions
    assert not propose_duration(with_duration("PT2H"), SoundEnd(7200.5)).suggestions


def test_a_sound_shorter_than_the_transcript_is_not_taken_unasked():
    (suggestion,) = propose_duration(EP, SoundEnd(60, "other.mp3")).suggestions
    assert not suggestion.on
    assert "is it the right sound?" in suggestion.reason


def test_a_length_that_was_read_as_a_number_is_seconds():
    assert duration_of(with_duration(3909)) == 3909
    assert duration_of(edits.set_field(EP, ("duration",), "PT9S")) == 9
    assert duration_of(EP) is None
