"""Who speaks: names that are missing, none, or written in two ways."""

from __future__ import annotations

import pytest

from cueline.episode import Episode, Line
from cueline.episode.checks import Settings, check
from tests.episode.checks.spoilt_episode import after, good, only, rules, said

TEXT = "I baked rye for years, and then I thought that I might try wheat."


def test_a_line_that_nobody_says_is_given_to_one_of_the_two():
    ep = good(said("Rye.", "", 40))
    assert rules(ep) == [("missing-speaker", 4)]
    fixes = only(ep, "missing-speaker").fixes
    assert [fix.label for fix in fixes] == ["Boris says it", "Ana says it"]
    assert fixes[1].edit(ep) == good(said("Rye.", "Ana", 40))


def test_a_transcript_that_names_nobody_lacks_no_names():
    bare = Episode(tuple(said(text, "", start) for text, start in (("a", 0), ("b", 4), ("c", 9))))
    assert rules(bare) == []


def test_a_paragraph_in_the_place_of_the_speaker():
    ep = good(said("Boris", TEXT, 40))
    assert ("speaker-is-text", 4) in rules(ep)
    assert after(ep, "speaker-is-text") == good(said(TEXT, "Boris", 40))
    ep = good(said("It was good.", TEXT, 40))
    assert after(ep, "speaker-is-text").items[4] == Line(f"{TEXT} It was good.", "", 40, "0:40")
    assert after(ep, "speaker-is-text", 1) == good(said("It was good.", "Boris", 40))
    assert rules(ep) == [("speaker-is-text", 4)]
    assert check(good(said("Rye.", "A" * 40, 40)), rules=["speaker-is-text"]) == []


@pytest.mark.parametrize("name", ["Boris:", " Boris", "Boris ", "Boris.", "Boris, ", "Boris:."])
def test_signs_around_a_speaker_are_safe_to_take_away(name):
    ep = good(said("Rye.", name, 40))
    assert ("speaker-punctuation", 4) in rules(ep)
    assert only(ep, "speaker-punctuation").safe_fix is not None
    assert after(ep, "speaker-punctuation") == good(said("Rye.", "Boris", 40))
    assert ("speaker-near-duplicate", 4) not in rules(ep)


@pytest.mark.parametrize("name", ["Borsi", "Boriss", "Boris N", "Bor", "boris", "Anna", "Bories"])
def test_a_name_written_nearly_alike_is_renamed_everywhere(name):
    ep = good(said("Rye.", name, 40), said("Salt.", name, 41))
    found = [(p.rule, p.index) for p in check(ep) if p.rule.startswith("speaker")]
    assert found == [("speaker-near-duplicate", 4), ("speaker-near-duplicate", 5)]
    right = "Ana" if name == "Anna" else "Boris"
    fix = check(ep, rules=["speaker-near-duplicate"])[0].fixes[0]
    assert fix.label == f"Make it “{right}” in all 2 lines"
    assert fix.edit(ep) == good(said("Rye.", right, 40), said("Salt.", right, 41))


@pytest.mark.parametrize("name", ["Vera", "Ian", "Nagy", "Bo"])
def test_another_name_is_nobodys_double(name):
    people = {"borisnagy": "Boris Nagy", "bo": "Bo Lind"}
    ep = good(said("Rye.", name, 40))
    ep = good(said("Rye.", name, 40)) if name != "Bo" else ep
    settings = Settings(people=people, hosts=frozenset({"Ana", "Bo"}))
    assert check(ep, settings, rules=["speaker-near-duplicate"]) == []


def test_an_unknown_speaker_is_told_where_the_people_are_known():
    ep = good(said("Rye.", "Vera", 40))
    assert rules(ep) == []
    problem = only(ep, "speaker-unknown", people={"borisnagy": "Boris Nagy"})
    assert (problem.severity, problem.index) == ("hint", 4)
    assert "Make it “Boris”" in [fix.label for fix in problem.fixes]
    assert check(good(said("Rye.", "Nagy", 40)), Settings(people={"borisnagy": "Boris Nagy"})) == []


def test_the_site_may_say_who_leads():
    ep = good(said("Rye.", "Vera", 40))
    assert rules(ep, people={}, hosts=frozenset({"Ana", "Vera"})) == []


def test_one_speaker_with_and_without_a_colon_is_one():
    ep = good(said("Rye.", "Ana:", 40), said("Salt.", "Ana:", 41), said("Oil.", "Ana:", 42))
    assert [(p.rule, p.index) for p in check(ep)] == [("speaker-punctuation", n) for n in (4, 5, 6)]
