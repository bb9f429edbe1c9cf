"""Finding and replacing: texts, expressions, parts; what is left out stays."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Change, Clip, EditError, Episode, Header, Line, Other
from cueline.episode.matching import Matcher, StoppedError, TooSlowError
from cueline.episode.replacing import (
    PARTS,
    Hit,
    Pattern,
    PatternError,
    Replacement,
    find,
    replaced,
    text_of,
    with_capitals_of,
)

EPISODE = Episode(
    (
        Header("Strasse and Straße"),
        Line("The straße, the STRASSE.", "Anna Strasse", 3),
        Other("strasse"),
        Line("(a.b) costs 12 or 345 coins", "Ben", 9),
    ),
    (Clip("Strasse and Straße", 0, 9),),
)


def places(*arguments, **options):
    return [hit[:4] for hit in find(EPISODE, Pattern(*arguments, **options), PARTS)]


def change(pattern: Pattern, now: str, parts=PARTS, episode=EPISODE) -> Episode:
    return replaced(episode, find(episode, pattern, parts), Replacement.of(now, pattern))


def test_hits_are_found_in_all_parts_in_the_order_of_the_rows():
    assert places("strasse") == [
        (0, "header", 0, 7),
        (1, "speaker", 5, 7),
        (1, "text", 16, 7),
    ]


def test_usually_lines_and_headers_are_searched():
    assert [hit.part for hit in find(EPISODE, Pattern("strasse"))] == ["header", "text"]


def test_signs_mean_themselves_unless_it_is_an_expression():
    assert places("(a.b)") == [(3, "text", 0, 5)]
    assert places("a?b") == []
    assert places(r"\d+", regular=True) == [(3, "text", 12, 2), (3, "text", 18, 3)]


def test_nothing_looked_for_is_nothing_found():
    assert places("") == places("", regular=True) == []


def test_capitals_and_whole_words():
    assert places("strasse", case=True) == []
    assert places("co", words=True) == []
    assert places("(a.b)", words=True) == [(3, "text", 0, 5)]
    assert places("a|coins|coin", regular=True, words=True) == [
        (3, "text", 1, 1),
        (3, "text", 22, 5),
    ]
    assert places("(?x) coins # money", regular=True, words=True) == [(3, "text", 22, 5)]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a(b", 2, "the bracket ( is not closed"),
        ("ab[c", 3, "the bracket [ is not closed"),
        ("*", 1, "nothing here that could be repeated"),
        ("a\\", 2, "a backslash stands at the end"),
        ("a)", 2, "closes nothing"),
        ("a{99999999999}", 1, "more than can be looked for"),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_an_expression_that_is_none_is_told_with_its_column(text, column, words, whole):
    with pytest.raises(PatternError) as told:
        find(EPISODE, Pattern(text, regular=True, words=whole))
    assert told.value.column == column
    assert words in str(told.value)


@pytest.mark.parametrize(("now", "column"), [(r"x\2", 2), (r"\g<no>", 1), ("ab\\", 3), (r"\q", 1)])
def test_a_replacement_that_is_none_is_told_with_its_column(now, column):
    with pytest.raises(PatternError) as told:
        Replacement.of(now, Pattern("(a)", regular=True))
    assert told.value.column == column


def test_groups_are_put_in_by_number_and_name():
    made = change(Pattern(r"(?P<n>\d)(\d+)", regular=True), r"\2-\g<n>-\g<0>\\")
    assert text_of(made.items[3], "text") == "(a.b) costs 2-1-12\\ or 45-3-345\\ coins"


def test_in_a_plain_text_a_backslash_is_one():
    assert text_of(change(Pattern("12"), r"\1").items[3], "text") == r"(a.b) costs \1 or 345 coins"


def test_a_group_that_took_no_part_is_empty():
    assert change(Pattern("(x)?costs", regular=True), r"[\1]").items[3].text.startswith("(a.b) [] ")


def test_empty_hits_are_filled_once_each():
    made = change(Pattern("^|$", regular=True), "|", ["speaker"])
    assert [text_of(made.items[i], "speaker") for i in (1, 3)] == ["|Anna Strasse|", "|Ben|"]


def test_a_clip_goes_along_with_its_header():
    made = change(Pattern("and"), "or")
    assert made.items[0].text == made.clips[0].name == "Strasse or Straße"


def test_a_header_is_not_emptied():
    with pytest.raises(EditError, match="needs a title"):
        change(Pattern(".+", regular=True), "", ["header"])


@pytest.mark.parametrize("hit", [Hit(9, "text", 0, 1), Hit(0, "text", 0, 1), Hit(3, "text", 26, 9)])
def test_a_hit_that_is_not_there_is_refused(hit):
    with pytest.raises(EditError, match="changed meanwhile"):
        replaced(EPISODE, [hit], Replacement(("x",)))


def test_of_hits_that_overlap_the_first_counts():
    hits = [Hit(3, "speaker", 1, 2), Hit(3, "speaker", 0, 2)]
    assert replaced(EPISODE, hits, Replacement(("x",))).items[3].speaker == "xn"


def test_half_of_a_character_is_refused():
    with pytest.raises(EditError, match="half of a character"):
        change(Pattern("Ben"), "\ud800")


WORDS = st.text("abA .\n", max_size=12)
ITEMS = st.one_of(
    st.builds(Line, WORDS, WORDS),
    st.builds(Header, st.text("abA", min_size=1, max_size=6)),
    st.builds(Other, WORDS),
)
EPISODES = st.builds(Episode, st.lists(ITEMS, max_size=6).map(tuple))
PATTERNS = st.one_of(
    st.builds(Pattern, WORDS, st.just(False), st.booleans(), st.booleans()),
    st.builds(
        Pattern,
        st.sampled_from(["a+", "a*", "(a)|b", r"\bb", "^", "$", "[ab]{2}"]),
        st.just(True),
        st.booleans(),
        st.booleans(),
    ),
)


@given(EPISODES, PATTERNS)
def test_what_is_found_stands_there_and_never_overlaps(episode, pattern):
    hits = find(episode, pattern, PARTS)
    assert list(hits) == sorted(hits)
    for hit in hits:
        text = text_of(episode.items[hit.item], hit.part)
        assert pattern.expression.match(text, hit.offset) or not hit.length
        assert not hit.groups or text[hit.offset : hit.offset + hit.length] == hit.groups[0]
    for one, other in pairwise(hits):
        assert one[:2] != other[:2] or one.offset + one.length <= other.offset


@given(EPISODES, PATTERNS, st.data())
def test_only_the_chosen_hits_change_and_the_rest_is_the_very_same(episode, pattern, data):
    hits = find(episode, pattern, PARTS)
    chosen = data.draw(st.sets(st.sampled_from(hits))) if hits else set()
    made = replaced(episode, chosen, Replacement(("Z",)))
    touched = {hit.item for hit in chosen}
    for index, (old, new) in enumerate(zip(episode.items, made.items, strict=True)):
        assert index in touched or old is new
        for part in PARTS:
            assert text_of(new, part).count("Z") == sum(hit[:2] == (index, part) for hit in chosen)
    left = [hit for hit in hits if hit not in chosen]
    assert sum(hit.length for hit in left) == sum(hit.length for hit in hits) - sum(
        hit.length for hit in chosen
    )
    change = Change.between(episode, made)
    assert change.inverse().apply(made) == episode


@given(EPISODES, st.builds(Pattern, WORDS.filter(bool)))
def test_after_all_of_a_text_is_replaced_it_is_not_found_again(episode, pattern):
    made = replaced(episode, find(episode, pattern, PARTS), Replacement(("ZZ",)))
    assert not find(made, pattern, PARTS)


@given(
    EPISODES, st.sampled_from(["a", "(a)(b)?", "a+|b"]), st.sampled_from(["x", r"<\g<0>>", r"\\"])
)
def test_it_is_what_python_makes_of_it(episode, expression, now):
    pattern = Pattern(expression, regular=True)
    made = replaced(episode, find(episode, pattern, PARTS), Replacement.of(now, pattern))
    for old, new in zip(episode.items, made.items, strict=True):
        for part in PARTS:
            wanted = re.sub(expression, now, text_of(old, part), flags=re.IGNORECASE)
            assert text_of(new, part) == wanted


@pytest.fixture
def matcher():
    matcher = Matcher()
    yield matcher
    matcher.end()


def test_the_other_process_finds_the_same(matcher):
    pattern = Pattern(r"(\d)+", regular=True)
    assert matcher.find(EPISODE, pattern, PARTS) == find(EPISODE, pattern, PARTS)
    assert matcher.find(EPISODE, Pattern("a", regular=True)) == (
        find(EPISODE, Pattern("a", regular=True))
    )
    with pytest.raises(PatternError):
        matcher.find(EPISODE, Pattern("(", regular=True))


def test_an_expression_that_takes_for_ever_is_ended_and_the_next_one_is_found(matcher):
    episode = Episode((Line("a" * 60),))
    for_ever = Pattern("(a+)+b", regular=True)
    with pytest.raises(TooSlowError, match="longer than 1 seconds"):
        matcher.find(episode, for_ever, limit=1)
    with pytest.raises(StoppedError):
        matcher.find(episode, for_ever, stop=lambda: True)
    assert matcher.find(episode, Pattern("a{60}", regular=True))[0].length == 60


def cased(was: str, typed: str, now: str, **options) -> str:
    episode = Episode((Line(was, "", 0),))
    pattern = Pattern(typed, **options)
    return replaced(episode, find(episode, pattern), Replacement.of(now, pattern)).items[0].text


@pytest.mark.parametrize(
    ("was", "typed", "now", "became"),
    [
        ("The Origins of Data Science Portugal", "data science", "data sciences",
         "The Origins of Data Sciences Portugal"),
        ("cat, Cat and CAT", "cat", "wild dog", "wild dog, Wild dog and wild dog"),
        ("cat, Cat and CAT", "cat", "dog", "dog, Dog and DOG"),
        ("DATA SCIENCE", "data science", "data sciences", "DATA SCIENCES"),
        ("ML is", "ml", "machine learning", "machine learning is"),
        ("Data science is", "data science", "what we do", "What we do is"),
        ("cAt and DataTalks", "cat", "dog", "dog and DataTalks"),
        ("Cat", "cat", "Dog Show", "Dog Show"),
        ("Cat", "cat", "", ""),
        ("Machine Learning", "machine Learning", "machine learning", "machine learning"),
        ("Cat and cat", "Cat", "dog", "dog and dog"),
        ("Don't Stop", "don't stop", "won't end", "Won't End"),
        ("A cat", "a cat", "“some cats”", "“Some cats”"),
    ],
)  # fmt: skip
def test_a_replacement_follows_the_capitals_of_the_place(was, typed, now, became):
    assert cased(was, typed, now) == became


def test_capitals_that_matter_and_expressions_are_taken_as_typed():
    assert cased("Cat cat", "Cat", "dog", case=True) == "dog cat"
    assert cased("Cat cat", "c.t", "dog", regular=True) == "dog dog"


WORDS = st.lists(st.text("abzéß", min_size=2, max_size=5), min_size=1, max_size=3).map(" ".join)


@given(WORDS, WORDS)
def test_following_changes_capitals_and_nothing_else(was, now):
    for place in (was, was.upper(), was.title(), was.capitalize(), was.swapcase()):
        made = with_capitals_of(place, now)
        assert made.casefold() == now.casefold()
        assert with_capitals_of(place, made) == made
    assert with_capitals_of(was, now) == now


@given(st.text(max_size=9), st.text(max_size=9))
def test_a_replacement_with_capitals_of_its_own_stays_as_typed(was, now):
    pattern = Pattern(was)
    if now != now.lower():
        assert Replacement.of(now, pattern).for_hit(Hit(0, "text", 0, 0), was.upper()) == now
    assert with_capitals_of(was, now).casefold() == now.casefold()


KILLED_WHILE_IT_LOOKS = """
import os, signal, threading, time
from cueline.episode import Episode, Line
from cueline.episode.matching import Matcher
from cueline.episode.replacing import Pattern

def die():
    time.sleep(0.4)
    print("looking", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    matcher = Matcher()
    matcher.find(Episode((Line("a"),)), Pattern("a", regular=True))
    threading.Thread(target=die).start()
    matcher.find(Episode((Line("a" * 60),)), Pattern("(a+)+b", regular=True), limit=0.8)
"""


@pytest.mark.skipif(os.name == "nt", reason="there a process does not share what another prints to")
def test_a_process_that_looks_for_ever_ends_though_the_program_was_killed(tmp_path):
    script = tmp_path / "looks.py"
    script.write_text(KILLED_WHILE_IT_LOOKS)
    done = subprocess.run(  # its output ends when nobody is left who could print
        [sys.executable, script], stdout=subprocess.PIPE, text=True, check=False, timeout=30,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("looking\n", -9)
