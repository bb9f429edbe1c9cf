"""Addresses are cleaned apart from everything else, and only of what came into them by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Episode, Map, edits
from cueline.episode.addresses import (
    clean_address,
    leads_elsewhere,
    propose_clean_addresses,
    provider_id,
    start_in,
    youtube_id,
)
from tests.episode.made_episode import clip, made_episode

VIDEO = "https://www.youtube.com/watch?v=abcdefghi_-"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://y.org/w?v=1&t&t=338", "https://y.org/w?v=1&t=338"),
        ("https://y.org/w?v=1&t", "https://y.org/w?v=1"),
        ("https://y.org/w?t=5&v=1&t=338", "https://y.org/w?v=1&t=338"),
        ("https://y.org/w?t", "https://y.org/w"),
        ("https://y.org/w?v=1&t=5m#x", "https://y.org/w?v=1&t=5m#x"),
        ("https://y.org/w?topic=1&t=5", "https://y.org/w?topic=1&t=5"),
        ("TODO", "TODO"),
        ("", ""),
    ],
)
def test_an_address_loses_what_came_into_it_twice(url, clean):
    assert clean_address(url) == clean


@given(st.text("vt=&?#12", max_size=15).map("https://y.org/w".__add__))
def test_a_clean_address_is_clean(url):
    assert clean_address(clean_address(url)) == clean_address(url)


@pytest.mark.parametrize(
    ("url", "seconds"),
    [("u?t=338", 338), ("u?t=1&t=9s", 9), ("u?v=1&t=1h2m3s", 3723), ("u?t", None), ("u?t=x", None)],
)
def test_the_start_in_an_address_is_its_last(url, seconds):
    assert start_in(url) == seconds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("abcdefghi_-", "abcdefghi_-"),
        ("abcdefghi_-&t", "abcdefghi_-"),
        (f"{VIDEO}&t=5", "abcdefghi_-"),
        ("https://youtu.be/abcdefghi_-?t=5", "abcdefghi_-"),
        ("abcdefghi_-x", None),
        ("short", None),
        ("https://example.org/a", None),
    ],
)
def test_the_id_of_a_video_is_found(text, found):
    assert youtube_id(text) == found


def test_an_id_loses_its_second_part_and_its_site():
    assert provider_id("club/episodes/Talk-e1/a-ab5") == "club/episodes/Talk-e1"
    assert provider_id("https://anchor.fm/club/episodes/Talk-e1/a-ab5") == "club/episodes/Talk-e1"
    assert provider_id("club/episodes/Talk-e1") == "club/episodes/Talk-e1"


def test_a_link_leads_where_its_key_says():
    assert not leads_elsewhere("youtube", VIDEO)
    assert leads_elsewhere("apple", VIDEO)
    assert leads_elsewhere("youtube", "https://notyoutube.com/x")
    assert not leads_elsewhere("site", VIDEO)


def talk(*clips, link=VIDEO):
    fields = Map({"links": Map({"youtube": link}), "ids": Map({"youtube": "abcdefghi_-"})})
    return Episode((), clips, fields)


def test_of_right_addresses_nothing_is_proposed():
    right = Clip("A", 5, 9, f"{VIDEO}&t=5"), Clip("B", 9, 12, f"{VIDEO}&t=9s"), Clip("C", 12, None)
    assert not propose_clean_addresses(talk(*right[:2])).suggestions
    assert not propose_clean_addresses(talk(right[2], link="TODO")).suggestions
    assert not propose_clean_addresses(made_episode()).suggestions


def test_each_address_says_what_is_wrong_with_it():
    ep = talk(
        Clip("A", 5, 9, f"{VIDEO}&t&t=5"),
        Clip("B", 9, 12, f"{VIDEO}&t=8"),
        Clip("C", 12, 15),
        Clip("D", 15, 16, "https://youtu.be/abcdefghi_-?t=15"),
        Clip("E", 16, 17, "https://youtu.be/zzzzzzzzzzz?t=16"),
    )
    proposal = propose_clean_addresses(ep)
    words = ["twice", "the start of the clip", "has no address", "is not that of", "another video"]
    assert all(w in s.reason for w, s in zip(words, proposal.suggestions, strict=True))
    assert [s.on for s in proposal.suggestions] == [True, True, True, True, False]
    assert [(s.index, s.of) for s in proposal.suggestions] == [(i, "clip") for i in range(5)]
    made = proposal.accepted(range(5))
    assert [c.url for c in made.clips if isinstance(c, Clip)] == [
        f"{VIDEO}&t={n}" for n in (5, 9, 12, 15, 16)
    ]
    assert clip(proposal.accepted({1}), 0) is ep.clips[0]
    assert not propose_clean_addresses(made).suggestions


def test_the_link_and_the_id_it_came_from_are_cleaned_with_the_clips():
    ep = talk(Clip("A", 5, 9, f"{VIDEO}&t&t=5"), link=f"{VIDEO}&t")
    ep = edits.set_field(ep, ("ids", "youtube"), "abcdefghi_-&t")
    proposal = propose_clean_addresses(ep)
    assert [s.kind for s in proposal.suggestions] == ["Addresses of clips", "Links", "Ids"]
    assert proposal.accepted(proposal.ticked) == talk(Clip("A", 5, 9, f"{VIDEO}&t=5"))


def test_a_typed_address_is_kept_as_typed():
    assert (
        clip(edits.set_clip_url(made_episode(), 1, " https://x.org/ "), 1).url == "https://x.org/"
    )
