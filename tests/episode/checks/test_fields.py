"""The rest of the front matter, what only the source shows, and what a site may say about the checks."""

from __future__ import annotations

import pytest

from cueline.episode import EditError, Episode, Map, edits
from cueline.episode.checks import RULES, Settings, check, digest_of
from tests.episode.checks.spoilt_episode import (
    FIELDS,
    ID,
    VIDEO,
    Fact,
    after,
    good,
    only,
    rules,
    with_text,
)

NEEDED = ["title", "season", "episode", "guests", "image", "ids", "links"]


@pytest.mark.parametrize("key", FIELDS)
def test_a_missing_field_is_named(key):
    ep = good(fields=Map({k: v for k, v in FIELDS.items() if k != key}))
    problem = only(ep, "missing-field")
    assert problem.severity == ("warning" if key in NEEDED else "hint")
    assert (problem.index, problem.of, problem.path) == (None, "file", (key,))


def test_missing_clips_are_missing_too():
    problem = only(good(clips=()), "missing-field")
    assert (problem.severity, problem.path) == ("hint", ("quotableClips",))


def test_a_text_without_front_matter_has_no_fields_to_miss():
    assert check(Episode(good().items)) == []


def test_the_site_says_which_fields_it_has():
    ep = good(fields=Map({"title": "T"}))
    assert rules(ep, needed=("title", "slug"), wished=()) == [("missing-field", None)]


@pytest.mark.parametrize("value", ["TODO", "", " ", "-", None, ()])
def test_fields_left_for_later(value):
    fields = Map({**FIELDS, "image": value})
    assert rules(good(fields=fields)) == [("todo", None)]


def test_a_dash_is_no_address_but_may_be_a_text():
    assert rules(good(fields=Map({**FIELDS, "intro": "-"}))) == []
    assert rules(edits.set_field(good(), ("links", "spotify"), "TODO")) == [("todo", None)]


def test_a_link_to_another_platform():
    ep = edits.set_field(good(), ("links", "spotify"), "https://example.org/")
    assert rules(ep) == [("stray-link", None)]
    assert rules(edits.set_field(good(), ("links", "spotify"), "open.spotify.com/1")) == [
        ("stray-link", None)
    ]


@pytest.mark.parametrize(
    ("key", "text", "better", "safe"),
    [
        ("youtube", f"{ID}&t", ID, True),
        ("youtube", VIDEO, ID, True),
        ("anchor", "bakers/episodes/Bread-e1/a-a8d0", "bakers/episodes/Bread-e1", False),
        ("anchor", "https://anchor.fm/bakers/episodes/Bread-e1", "bakers/episodes/Bread-e1", False),
    ],
)
def test_an_id_with_more_in_it(key, text, better, safe):
    ep = edits.set_field(good(), ("ids", key), text)
    assert rules(ep) == [("id-junk", None)]
    assert (only(ep, "id-junk").safe_fix is not None) is safe
    assert after(ep, "id-junk") == edits.set_field(ep, ("ids", key), better)


def test_a_short_duration():
    ep = edits.set_field(good(), ("duration",), "PT1M59S")
    assert rules(ep) == [("duration-short", None)]
    assert after(ep, "duration-short").fields["duration"] == "PT2M"


def test_what_only_the_source_shows():
    facts = [
        Fact("tab", None, 3), Fact("duplicate-key", 4, 9), Fact("duplicate-key", None, 2),
        Fact("unquoted-time", 4, 7), Fact("front-matter-offset", None, 1),
    ]  # fmt: skip
    found = check(with_text("Rye."), facts=facts)
    assert [(p.rule, p.index, p.line, p.of) for p in found] == [
        ("duplicate-key", 4, 9, "item"),
        ("duplicate-key", None, 2, "file"),
        ("unquoted-time", 4, 7, "item"),
        ("tab", None, 3, "file"),
        ("front-matter-offset", None, 1, "file"),
    ]
    fix = found[2].safe_fix
    assert fix is not None
    assert fix.in_source
    with pytest.raises(EditError, match="in the text of the file"):
        fix.edit(good())
    assert [len(p.fixes) for p in found] == [0, 0, 1, 0, 1]


def test_a_rule_can_be_switched_off_or_asked_alone():
    ep = with_text("Rye  and the the salt.")
    assert rules(ep) == [("double-space", 4), ("doubled-word", 4)]
    assert rules(ep, off=frozenset({"double-space"})) == [("doubled-word", 4)]
    assert [p.rule for p in check(ep, rules=["double-space"])] == ["double-space"]


def test_what_is_said_to_be_right_stays_so_until_the_text_changes():
    ep = with_text("It is rye.Then salt.")
    (problem,) = check(ep)
    right = Settings(right=frozenset({(problem.rule, problem.digest)}))
    assert check(ep, right) == []
    assert check(edits.set_speaker(ep, 4, "Ana"), right) == []
    assert [p.rule for p in check(with_text("It is rye.Then sugar."), right)] == ["missing-space"]
    assert problem.digest == digest_of("missing-space", "It is rye.Then salt.")


def test_every_rule_of_the_table_has_its_own_id_and_heading():
    assert len(RULES) == 44
    assert len({rule.title for rule in RULES.values()}) == 44
