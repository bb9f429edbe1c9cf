"""Where a new key of the front matter goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Episode, Map, edits
from cueline.episode.field_order import INNER_GROUPS, USUAL, place_of


def with_keys(keys: str, key: str) -> str:
    episode = Episode(fields=Map(dict.fromkeys(keys.split(), "x")))
    return " ".join(edits.set_field(episode, (key,), "new").fields)


@pytest.mark.parametrize(
    ("keys", "key", "expected"),
    [
        ("title short season episode guests", "image", "title short season episode guests image"),
        ("title guests image ids", "short", "title short guests image ids"),
        ("title short image ids links", "topics", "title short image ids links topics"),
        ("title description intro topics", "duration", "title description intro topics duration"),
        ("short guests", "title", "title short guests"),
        ("title dateadded duration", "date", "title dateadded date duration"),
        ("title duration", "dateadded", "title dateadded duration"),
        ("title topics intro context", "reviewed", "title topics intro reviewed context"),
        ("title topics", "reviewed", "title topics reviewed"),
        ("slug title short", "duration", "slug title short duration"),
        ("slug legacy", "title", "slug legacy title"),
        ("", "title", "title"),
    ],
)
def test_a_new_key_goes_to_its_neighbours(keys, key, expected):
    assert with_keys(keys, key) == expected


def test_a_key_goes_beside_its_companion_in_an_older_order():
    assert with_keys("title short guests image episode ids", "season") == (
        "title short guests image season episode ids"
    )


def test_keys_in_the_order_of_the_alphabet_stay_so():
    assert with_keys("episode guests ids links short title", "image") == (
        "episode guests ids image links short title"
    )
    assert with_keys("episode guests title", "zebra") == "episode guests title zebra"


def links_of(episode: Episode) -> list[str]:
    links = episode.fields["links"]
    assert isinstance(links, Map)
    return list(links)


@pytest.mark.parametrize(
    ("keys", "key", "expected"),
    [
        ("anchor", "youtube", ["youtube", "anchor"]),
        ("youtube anchor apple", "spotify", ["youtube", "anchor", "spotify", "apple"]),
        ("anchor apple youtube", "spotify", ["anchor", "apple", "spotify", "youtube"]),
        ("youtube anchor", "archive", ["youtube", "anchor", "archive"]),
    ],
)
def test_links_have_an_order_too(keys, key, expected):
    episode = Episode(fields=Map({"links": Map(dict.fromkeys(keys.split(), "x"))}))
    changed = edits.set_field(episode, ("links", key), "y")
    assert links_of(changed) == expected


@given(st.lists(st.sampled_from([*USUAL, "slug", "zoo"]), unique=True), st.sampled_from(USUAL))
def test_every_key_has_a_place_and_the_others_keep_theirs(present, key):
    others = [other for other in present if other != key]
    assert 0 <= place_of(key, others) <= len(others)
    episode = Episode(fields=Map(dict.fromkeys(others, "x")))
    changed = list(edits.set_field(episode, (key,), "new").fields)
    assert [other for other in changed if other != key] == others


@given(st.permutations([*USUAL]))
def test_keys_added_in_any_order_come_to_stand_in_the_usual_one(keys):
    episode = Episode()
    for key in keys:
        episode = edits.set_field(episode, (key,), "x")
    assert tuple(episode.fields) == USUAL
    links = Episode()
    for key in ("apple", "spotify", "anchor", "youtube"):
        links = edits.set_field(links, ("links", key), "x")
    assert links_of(links) == [key for group in INNER_GROUPS for key in group]
