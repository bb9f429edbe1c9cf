"""Addresses as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Clip, Episode, Map
from cueline.episode.links import code_key, film_in, is_address, keys_of, page_of, slug_of, start_of

FILM = "abcdefghi_-"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={FILM}",
        f"https://www.youtube.com/watch?app=desktop&v={FILM}&t=90s",
        f"http://m.youtube.com/watch?v={FILM}#t=90",
        f"https://music.youtube.com/watch?v={FILM}",
        f"https://youtu.be/{FILM}",
        f"https://youtu.be/{FILM}?si=xyz&t=90",
        f"youtu.be/{FILM}/",
        f"www.youtube.com/embed/{FILM}?start=90",
        f"https://www.youtube-nocookie.com/embed/{FILM}",
        f"https://www.youtube.com/shorts/{FILM}?feature=share",
        f"https://www.youtube.com/live/{FILM}/?t=90",
        f"//youtu.be/{FILM}",
    ],
)
def test_a_film_is_known_in_any_form_of_its_address(address):
    assert is_address(address)
    assert film_in(address) == FILM


@pytest.mark.parametrize(
    "address",
    [
        f"https://notyoutube.com/watch?v={FILM}",
        "https://example.org/podcast/a-long-name-of-a-page",
        "https://www.youtube.com/@channel",
        "https://[broken/watch?v=abcdefghi_-",
        "bread at night",
        FILM,
    ],
)
def test_other_addresses_lead_to_no_film(address):
    assert film_in(address) is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("t=90", 90), ("t=90s", 90), ("t=1m30s", 90), ("t=1h2m3s", 3723), ("start=90", 90),
        ("time_continue=5", 5), ("t=2h", 7200), ("t=0", 0), ("list=5", None), ("t=soon", None),
    ],
)  # fmt: skip
def test_the_time_in_an_address(said, seconds):
    assert start_of(f"https://youtu.be/{FILM}?{said}") == seconds
    assert start_of(f"https://www.youtube.com/watch?v={FILM}&{said}&x=1") == seconds


@pytest.mark.parametrize(
    "address",
    [
        "https://bakers.example/podcast/bread-at-night.html",
        "http://www.bakers.example/podcast/bread-at-night/?utm_source=mail#later",
        "bakers.example/bread-at-night",
        "/podcast/bread-at-night.html",
        "podcast/2024-05-01-bread-at-night.md",
        "https://bakers.example/Bread-at-night",
    ],
)
def test_the_page_of_an_episode_ends_in_its_name(address):
    assert is_address(address)
    assert slug_of(address) == "bread-at-night"


@pytest.mark.parametrize(
    "words", ["", "bread", "bread at night", "what is 1/2", "well... yes", "e.g. rye"]
)
def test_words_are_no_address(words):
    assert not is_address(words)


def test_one_page_under_several_addresses():
    one = "https://podcasts.example/show/id15?i=1000&utm_campaign=x"
    assert page_of(one) == page_of("http://www.podcasts.example/show/id15/?i=1000&t=5")
    assert page_of(one) != page_of("https://podcasts.example/show/id15?i=1001")


def test_an_episode_is_found_by_its_links_ids_clips_and_name():
    other = "01234567890"
    ep = Episode(
        clips=(Clip("One", 0, 5, f"https://www.youtube.com/watch?v={other}&t=0"),),
        fields=Map(
            {
                "links": Map({"apple": "https://pods.example/7", "x": 5}),
                "ids": Map({"youtube": FILM}),
                "guests": ("borisnagy",),
            }
        ),
    )
    assert keys_of(ep, "s01e02-bread") == {
        f"film {other}", f"film {FILM}", "page pods.example/7", "slug s01e02-bread",
        "code 1 2", "guest borisnagy",
    }  # fmt: skip
    assert keys_of(Episode(fields=Map({"slug": "rye"})), "e02") == {"slug rye"}


def test_an_episode_is_found_by_its_numbers():
    assert code_key("s20e02") == code_key("S20 E2") == code_key("s020e2-the-title") == "code 20 2"
    assert [code_key(text) for text in ("s20", "as20e02", "s20e02x", "")] == [None] * 4
    assert "code 3 7" in keys_of(Episode(fields=Map({"season": 3, "episode": "07"})), "bread")


@given(st.text())
def test_anything_can_be_asked_for(text):
    assert isinstance(is_address(text), bool)
    for ask in (film_in, start_of, page_of, slug_of):
        ask(text)
