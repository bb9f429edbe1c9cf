"""The laws of saving, on files and edits of every kind."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import Change, Header, Line, edits
from cueline.io import parse_document
from tests.io.made_edits import any_edit, index
from tests.io.made_files import NAMES, TEXTS, episode_files

LAWS = settings(
    max_examples=300,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def cut_out(data: bytes, places: list[tuple[int, str]]) -> str:
    """Return the file's text without the values at (item, key): found by PyYAML alone, not by Cueline."""
    text = data.decode().removeprefix("\ufeff")
    start = text.index("\n") + 1
    end = text.index("\n---", start) + 1
    root = yaml.compose(text[start:end])
    transcript = next(v for k, v in root.value if k.value == "transcript")
    spans = []
    for item, key in places:
        node = next((v for k, v in transcript.value[item].value if k.value == key), None)
        if node is not None:
            spans.append((start + node.start_mark.index, start + node.end_mark.index))
    for first, last in sorted(
        spans, reverse=True
    ):  # PyYAML counts blank lines to a block above them
        text = text[:first] + text[first + len(text[first:last].rstrip()) :]
    return text


@LAWS
@given(episode_files())
def test_no_edit_gives_the_same_bytes(data):
    document = parse_document(data)
    assert document.render(document.episode) == data
    rebuilt = Change.from_dict(Change().to_dict()).apply(document.episode)
    assert document.render(rebuilt) == data


@LAWS
@given(st.data())
def test_what_is_saved_comes_back(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    episode = document.episode
    for _ in range(draws.draw(st.integers(1, 4))):
        episode = any_edit(draws.draw, episode)
    saved = document.verified(episode)
    assert parse_document(saved.data).episode.items == episode.items
    assert saved.render(saved.episode) == saved.data


@LAWS
@given(st.data())
def test_an_edit_taken_back_gives_the_first_bytes_even_after_saving(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    first = document.episode
    second = any_edit(draws.draw, first)
    there = Change.from_dict(Change.between(first, second).to_dict())
    again = there.inverse().apply(second)
    assert again == first
    assert document.render(again) == data
    saved = document.verified(second)
    assert saved.verified(again).data == data


@LAWS
@given(st.data())
def test_edits_taken_back_one_by_one_after_saves_give_each_state_again(draws):
    document = parse_document(draws.draw(episode_files()))
    episode, states = document.episode, [(document.episode, document.data)]
    for _ in range(3):
        episode = any_edit(draws.draw, episode)
        document = document.verified(episode)
        states.append((episode, document.data))
    for state, data in reversed(states):
        document = document.verified(state)
        assert document.data == data


@LAWS
@given(st.data())
def test_a_retime_changes_two_values_and_not_one_other_character(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    timed = [
        i
        for i, x in enumerate(document.episode.items)
        if isinstance(x, Line) and x.start is not None
    ]
    assume(timed)
    item = draws.draw(st.sampled_from(timed))
    result = document.render(edits.retime(document.episode, item, draws.draw(st.integers(0, 9000))))
    places = [(item, "sec"), (item, "time")]
    assert cut_out(result, places) == cut_out(data, places)


@LAWS
@given(st.data())
def test_a_text_or_speaker_edit_stays_inside_its_scalar(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    episode = document.episode
    assume(any(isinstance(x, (Line, Header)) for x in episode.items))
    item = index(draws.draw, episode, (Line, Header))
    if isinstance(episode.items[item], Header):
        key, edited = "header", edits.set_text(episode, item, draws.draw(TEXTS))
    elif draws.draw(st.booleans()):
        key, edited = "who", edits.set_speaker(episode, item, draws.draw(NAMES))
    else:
        key, edited = "line", edits.set_text(episode, item, draws.draw(TEXTS))
    result = document.render(edited)
    assert cut_out(result, [(item, key)]) == cut_out(data, [(item, key)])


@LAWS
@given(episode_files(), st.integers(1, 500))
def test_a_shift_forth_and_back_gives_the_first_bytes(data, seconds):
    document = parse_document(data)
    moved = edits.shift(document.episode, seconds)
    assert document.render(edits.shift(moved, -seconds)) == data
    saved = document.verified(moved)
    assert saved.render(edits.shift(saved.episode, -seconds)) == data


@LAWS
@given(st.data())
def test_a_header_put_in_and_taken_out_gives_the_first_bytes(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    place = index(draws.draw, document.episode)
    saved = document.verified(edits.split_section(document.episode, place, "Here: a section"))
    assert saved.verified(edits.merge_section(saved.episode, place)).data == data
