"""The rows of a review: what was, what is now."""

from __future__ import annotations

import pytest

from cueline.episode import Clip, Episode, Header, Line, Map, Other, edits
from cueline.episode.review import count_changes, mark_changes, review_rows

EPISODE = Episode(
    (
        Header("Start", origin=0),
        Line("Thanks for having me here.", "Ana", 338, "5:38", origin=1),
        Line("It goes on.", "Ana", origin=2),
        Header("Middle", origin=3),
        Line("And you?", "Bo", 400, "6:40", origin=4),
        Other("a list of 2", origin=5),
    ),
    (
        Clip("Start", 338, 400, "https://x.org/?v=1&t=338", origin=0),
        Clip("Middle", 400, 500, "https://x.org/?v=1&t=400", origin=1),
    ),
    Map({"title": "T", "topics": ("a", "b")}),
)


def rows(episode):
    return review_rows(EPISODE, episode)


def plain(runs):
    return "".join(text for text, _ in runs)


def only_row(episode):
    (row,) = rows(episode)
    return row


def test_nothing_changed_gives_no_rows():
    assert rows(EPISODE) == []
    assert count_changes(EPISODE, EPISODE) == 0


def test_a_text_shows_its_changed_words():
    row = only_row(edits.set_text(EPISODE, 1, "Thanks for having us here."))
    assert (row.kind, row.index, row.place) == ("line", 1, "5:38 Ana")
    assert row.was == (("Thanks for having ", False), ("me", True), (" here.", False))
    assert row.now == (("Thanks for having ", False), ("us", True), (" here.", False))


@pytest.mark.parametrize(("seconds", "note"), [(341, "+3 s"), (330, "−8 s")])
def test_a_time_says_by_how_much(seconds, note):
    row = only_row(edits.retime(EPISODE, 1, seconds))
    assert (row.kind, plain(row.was), row.note) == ("time", "5:38", note)
    assert plain(row.now) == EPISODE.clock.format(seconds)


def test_a_speaker_a_header_and_a_field():
    row = only_row(edits.set_speaker(EPISODE, 4, "Cy"))
    assert (row.kind, plain(row.was), plain(row.now)) == ("speaker", "Bo", "Cy")
    row = only_row(edits.rename_section(EPISODE, 3, "Middle part"))
    assert (row.kind, row.place, plain(row.now)) == ("header", "Section at 6:40", "Middle part")
    row = only_row(edits.set_field(EPISODE, ("topics", 2), "c"))
    assert (row.kind, row.index, row.place) == ("field", None, "topics")
    assert (plain(row.was), plain(row.now)) == ("a, b", "a, b, c")


def test_a_clip_edge_is_a_row_for_each_of_its_clips():
    first, second = rows(edits.set_clip_boundary(EPISODE, 1, 410))
    assert (first.kind, first.place, second.place) == ("clip", "Start", "Middle")
    assert plain(second.now).startswith("6:50 – 8:20  Middle")
    assert plain(second.now).endswith("t=410")
    assert second.note == "+10 s"


def test_what_came_and_what_went():
    row = only_row(edits.insert_line(EPISODE, 3, Line("New.", "Bo")))
    assert (row.kind, row.index, plain(row.was), plain(row.now)) == ("added", 3, "", "New.")
    row = only_row(edits.delete_items(EPISODE, 5, 5))
    assert (row.kind, plain(row.was), plain(row.now)) == ("removed", "a list of 2", "")
    row = only_row(edits.delete_clip(EPISODE, 1))
    assert (row.kind, plain(row.now)) == ("clip", "")


def test_a_merge_is_a_longer_text_and_a_line_less():
    kinds = [row.kind for row in rows(edits.merge_lines(EPISODE, 1, 2))]
    assert kinds == ["line", "removed"]


@pytest.mark.parametrize("to", [1, 2, 5, 6])
def test_a_moved_header_is_one_row_at_its_new_place(to):
    moved = edits.move_header(EPISODE, 3, to)
    row = only_row(moved)
    assert row.kind == "moved"
    assert plain(row.was).startswith("Middle · ")
    assert plain(row.now).startswith("Middle · ")
    assert row.was[-1] != row.now[-1], "it says from where to where"
    assert row.index is not None
    assert moved.items[row.index] == Header("Middle")


def test_a_moved_header_says_from_where_to_where_by_time_else_by_row():
    timed = Episode(
        (
            Header("Hives", origin=0),
            Line("One.", "Ana", 5, "0:05", origin=1),
            Line("Two.", "Ana", 9, "0:09", origin=2),
            Line("Three.", "Ana", origin=3),
            Line("Four.", "Ana", origin=4),
        )
    )
    (row,) = review_rows(timed, edits.move_header(timed, 0, 2))
    assert (plain(row.was), plain(row.now)) == ("Hives · at 0:05", "Hives · at 0:09")
    late = edits.move_header(timed, 0, 4)
    (row,) = review_rows(late, edits.move_header(late, 3, 5))
    assert (plain(row.was), plain(row.now)) == ("Hives · in row 4", "Hives · in row 5")


def test_two_entries_that_changed_places_far_apart_were_moved_not_rewritten():
    items = list(EPISODE.items)
    items[1], items[4] = items[4], items[1]
    assert {row.kind for row in rows(EPISODE.with_items(tuple(items)))} == {"moved"}


def test_new_lines_that_say_the_same_are_told_apart_by_their_place():
    new = Episode((Line("Yes."), Line("Yes."), Line("Yes.")))
    row = review_rows(new, edits.set_text(new, 1, "No."))[0]
    assert (row.kind, row.index) == ("line", 1)


def test_rows_stand_at_the_index_of_the_new_episode():
    edited = edits.delete_items(edits.set_text(EPISODE, 4, "And he?"), 1, 2)
    found = {row.kind: row.index for row in rows(edited)}
    assert found == {"removed": 1, "line": 2}


def test_what_has_no_time_is_told_by_what_is_beside_it():
    row = only_row(edits.set_speaker(EPISODE, 2, "Cy"))
    assert (row.kind, row.place) == ("speaker", "Cy after 5:38")
    row = only_row(edits.delete_items(EPISODE, 5, 5))
    assert (row.kind, row.place) == ("removed", "Entry after 6:40")
    row = only_row(edits.split_section(EPISODE, 2, "New"))
    assert (row.kind, row.place) == ("added", "Section at 6:40")
    early = Episode((Line("Hm.", "Ana", origin=0), Line("Yes.", "Bo", 5, "0:05", origin=1)))
    (row,) = review_rows(early, edits.set_text(early, 0, "Hmm."))
    assert row.place == "Ana before 0:05"
    timeless = Episode((Header("A", origin=0), Line("Hm.", origin=1)))
    (row,) = review_rows(timeless, edits.set_text(timeless, 1, "Hmm."))
    assert row.place == "Line in row 2"


@pytest.mark.parametrize(
    ("was", "now", "marked_was", "marked_now"),
    [
        ("We was here.", "We were here.", ["was"], ["were"]),
        ("It is so.", "It is very much so.", [], ["very much"]),
        ("The sea.", "The sea. And more.", [], [" And more."]),
        ("One  two.", "One two.", ["  "], [" "]),
        ("One two  three.", "One too three.", ["two  "], ["too "]),
    ],
)
def test_the_space_after_a_changed_word_is_marked_only_where_it_changed(
    was, now, marked_was, marked_now
):
    left, right = mark_changes(was, now)
    assert (plain(left), plain(right)) == (was, now)
    assert [text for text, changed in left if changed] == marked_was
    assert [text for text, changed in right if changed] == marked_now


def test_changed_words_of_two_texts_join_to_the_texts():
    was, now = mark_changes("a  b c", "a  x c d")
    assert plain(was) == "a  b c"
    assert plain(now) == "a  x c d"


def test_a_section_that_was_moved_with_its_lines_is_one_row():
    items = EPISODE.items
    moved = EPISODE.with_items((*items[3:5], *items[:3], items[5]))
    row = only_row(moved)
    assert (row.kind, row.index, row.note) == ("moved", 0, "with 1 line")
    retold = edits.set_text(moved, 1, "And why?")
    assert [row.kind for row in rows(retold)] == ["moved", "line"]
