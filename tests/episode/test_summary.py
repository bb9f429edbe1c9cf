"""What changed, in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cueline.episode import Episode, Header, Line, edits
from cueline.episode.review import review_rows
from cueline.episode.summary import summarized
from tests.episode.made_episode import made_episode

EP = made_episode()


def misnamed() -> Episode:
    ep = EP
    for index in (2, 3, 4, 7):
        ep = edits.set_speaker(ep, index, "Andreyy")
    return ep


def retimed(ep: Episode, *times: tuple[int, float]) -> Episode:
    for index, seconds in times:
        ep = edits.retime(ep, index, seconds)
    return ep


SAID = {
    "Nothing has changed.": (EP, EP),
    "Retimed 1 line (by +3 s).": (EP, retimed(EP, (6, 403))),
    "Retimed 2 lines (by −2 to +3 s).": (EP, retimed(EP, (6, 403), (2, 336))),
    "Retimed 2 lines (by −2 s).": (EP, retimed(EP, (6, 398), (2, 336))),
    "Gave 1 line a time.": (EP, retimed(EP, (4, 360))),
    "Corrected 3 words in 2 lines.": (
        EP,
        edits.set_text(edits.set_text(EP, 1, "Hi, and welcome!"), 7, "Too late."),
    ),
    "Changed the spaces in 1 line.": (EP, edits.set_text(EP, 3, "There  is more.")),
    "Moved 1 section.": (EP, edits.move_header(EP, 5, 4)),
    "Renamed the speaker Andreyy to Andrey in 4 lines.": (
        misnamed(),
        edits.rename_speaker(misnamed(), "Andreyy", "Andrey"),
    ),
    "Gave 1 line of Bo to Andreyy.": (EP, edits.set_speaker(EP, 7, "Andreyy")),
    "Renamed the section “Career” to “Work”.": (EP, edits.rename_section(EP, 5, "Work")),
    "Added 1 line and 1 section.": (
        EP,
        edits.split_section(edits.insert_line(EP, 2, Line("New.", "Bo", 2)), 8, "Late"),
    ),
    "Removed 1 line.": (EP, edits.delete_items(EP, 3, 3)),
    "Removed 1 section.": (EP, edits.merge_section(EP, 5)),
    "Removed 1 clip.": (EP, edits.delete_clip(EP, 1)),
    "Changed the field title.": (EP, edits.set_field(EP, ("title",), "U")),
    "Changed the fields title and topics.": (
        EP,
        edits.set_field(edits.set_field(EP, ("title",), "U"), ("topics", 0), "c"),
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_each_kind_of_change_has_its_sentence(said):
    assert summarized(*SAID[said]) == said


def test_several_kinds_are_told_one_after_the_other():
    now = retimed(edits.set_text(EP, 1, "Hello, and welcome."), (6, 403))
    assert summarized(EP, now) == "Retimed 1 line (by +3 s). Corrected 1 word in 1 line."


def test_a_section_that_went_elsewhere_with_its_lines_counts_once():
    items = EP.items
    swapped = EP.with_items((*items[5:8], *items[:5], *items[8:]))
    assert summarized(EP, swapped).startswith("Moved 1 section.")


def test_a_line_that_went_elsewhere_is_a_line():
    items = EP.items
    assert (
        summarized(EP, EP.with_items((items[0], items[2], items[1], *items[3:]))) == "Moved 1 line."
    )


@given(st.permutations(range(len(EP.items))), st.lists(st.integers(0, 9), max_size=4))
def test_whatever_differs_is_told_and_nothing_else(order, gone):
    now = EP.with_items(tuple(EP.items[place] for place in order if place not in gone))
    rows = review_rows(EP, now)
    said = summarized(EP, now)
    assert ("Nothing" in said) == (not rows)
    assert ("Moved" in said) == any(row.kind == "moved" for row in rows)
    assert ("Removed" in said) == any(row.kind == "removed" for row in rows)
    assert "Added" not in said
    assert any(isinstance(item, Header) for item in EP.items)
