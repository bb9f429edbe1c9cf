"""Taking the changes of both of a value, where they do not touch, and writing what is joined by hand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Line, edits
from cueline.episode.both_changes import both_changes
from cueline.episode.joining import Edited, join
from tests.episode.made_episode import made_episode

EP = made_episode()
SAID = "How did it begin?"

words = st.lists(st.sampled_from(["so", "we", "begin", "here", "é", "—"]), max_size=7).map(" ".join)
lists = st.lists(st.sampled_from("abcdef"), max_size=6).map(tuple)


def row_of(mine, theirs, choices=None):
    found = join(EP, mine, theirs, choices)
    (row,) = found.rows
    return row, found.episode


def said_by(text):
    return edits.set_text(EP, 6, text)


def test_two_corrections_of_one_sentence():
    mine, theirs = said_by("So how did it begin?"), said_by("How did it all begin?")
    row, _ = row_of(mine, theirs)
    assert row.both == "So how did it all begin?"
    assert row_of(mine, theirs, {row.id: "both"})[1] == said_by("So how did it all begin?")


def test_the_same_words_changed_otherwise_have_no_both():
    mine, theirs = said_by("How did it start?"), said_by("How did it end?")
    row, _ = row_of(mine, theirs)
    assert (row.both, row.writable) == (None, True)
    assert row_of(mine, theirs, {row.id: "both"})[1] == mine


def test_what_is_written_by_hand_is_taken():
    mine, theirs = said_by("How did it start?"), said_by("How did it end?")
    row, _ = row_of(mine, theirs)
    written = row_of(mine, theirs, {row.id: Edited("How did it start and end?")})[1]
    assert written == said_by("How did it start and end?")


def test_a_list_and_a_text_with_lines_of_the_front_matter():
    names = edits.set_field(EP, ("topics",), ("wind", "rain"))
    mine = edits.set_field(names, ("topics",), ("wind", "rain", "fog", "snow"))
    theirs = edits.set_field(names, ("topics",), ("sun", "wind", "snow"))
    (row,) = join(names, mine, theirs).rows
    assert (row.both, row.writable) == ("sun, wind, fog, snow", False)
    joined = join(names, mine, theirs, {row.id: "both"}).episode
    assert joined.fields["topics"] == ("sun", "wind", "fog", "snow")
    assert (
        both_changes("One.\nTwo.\n", "1.\nTwo.\n", "One.\nTwo.\nThree.\n") == "1.\nTwo.\nThree.\n"
    )


def test_a_time_and_a_line_that_is_gone_have_neither():
    mine, theirs = edits.retime(EP, 6, 401), edits.retime(EP, 6, 402)
    row, _ = row_of(mine, theirs)
    assert (row.both, row.writable) == (None, False)
    assert row_of(mine, theirs, {row.id: Edited("0:01")})[1] == mine
    row, _ = row_of(said_by("Mine"), edits.delete_items(EP, 6, 6))
    assert (row.both, row.writable) == (None, False)


def test_what_both_have_added_at_one_place_stands_one_behind_the_other():
    assert both_changes("A.", "A. B.", "A. C.") == "A. B. C."
    assert both_changes("A.", "A. B.", "A. B.") == "A. B."
    line = edits.insert_line(EP, 3, Line("New and fine.", "Bo", 339))
    other = edits.insert_line(EP, 3, Line("New and good.", "Bo", 339))
    row, _ = row_of(line, other)
    assert (row.both, row.writable) == (None, True)


@given(words, words)
def test_without_a_change_of_one_it_is_what_the_other_has_made(base, changed):
    assert both_changes(base, base, changed) == changed
    assert both_changes(base, changed, base) == changed
    assert both_changes(base, changed, changed) == changed


@given(words, words, words)
def test_no_word_is_invented_and_whose_is_first_is_all_that_sides_mean(base, mine, theirs):
    found, other_way = both_changes(base, mine, theirs), both_changes(base, theirs, mine)
    if found is not None:
        assert {*_words(found)} <= {*_words(mine), *_words(theirs)}
    if found is not None and other_way is not None:
        assert sorted(found) == sorted(other_way)


@given(lists, lists, lists)
def test_what_both_have_in_a_list_is_in_it(base, mine, theirs):
    found = both_changes(base, mine, theirs)
    if found is not None:
        assert set(found) <= {*mine, *theirs}
        assert ({*mine} & {*theirs}) <= {*found}


def _words(text):
    return re.findall(r"\w+|[^\w\s]", text)
