"""Mine and theirs joined: what one changed is taken, what both changed is chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cueline.episode import Clip, Header, Line, Map, edits
from cueline.episode.joining import join
from tests.episode.made_episode import made_episode

BASE = made_episode()


def read_again(ep):
    """Return the episode as another reading gives it: the same values, numbered anew."""
    return replace(
        ep,
        items=tuple(replace(item, origin=100 + i) for i, item in enumerate(ep.items)),
        clips=tuple(replace(clip, origin=100 + i) for i, clip in enumerate(ep.clips)),
    )


def joined(mine, theirs, choices=None):
    return join(BASE, mine, read_again(theirs), choices)


def texts(ep):
    return [getattr(item, "text", None) or getattr(item, "summary", "") for item in ep.items]


def test_lines_that_only_one_has_changed_are_taken_from_each():
    mine = edits.set_text(BASE, 1, "Hello, and welcome.")
    theirs = edits.retime(edits.set_text(BASE, 6, "How did all that begin?"), 7, 3610)
    found = joined(mine, theirs)
    assert found.rows == ()
    assert texts(found.episode)[1] == "Hello, and welcome."
    assert texts(found.episode)[6] == "How did all that begin?"
    assert found.episode.items[7].start == 3610
    assert [item.origin for item in found.episode.items] == [100 + i for i in range(10)]


def test_what_was_not_changed_by_me_is_the_very_entry_of_theirs():
    theirs = read_again(edits.set_text(BASE, 6, "Other"))
    found = join(BASE, edits.set_text(BASE, 1, "Mine"), theirs).episode
    same = [a is b for a, b in zip(found.items, theirs.items, strict=True)]
    assert same == [True, False] + [True] * 8
    assert found.clips is theirs.clips
    assert found.fields is theirs.fields


def test_a_line_that_i_retimed_and_they_corrected_has_both():
    found = joined(edits.retime(BASE, 6, 402), edits.set_text(BASE, 6, "How was the beginning?"))
    assert found.rows == ()
    line = found.episode.items[6]
    assert (line.start, line.label, line.text) == (402, "6:42", "How was the beginning?")


def test_what_both_changed_alike_is_taken_once():
    mine = edits.insert_line(edits.set_speaker(BASE, 1, "Anna"), 3, Line("New.", "Bo", 339))
    found = joined(mine, mine)
    assert found.rows == ()
    assert found.episode == mine


def test_what_both_changed_otherwise_is_a_row_to_choose():
    mine, theirs = edits.set_text(BASE, 6, "My question?"), edits.set_text(BASE, 6, "Theirs?")
    found = joined(mine, theirs)
    (row,) = found.rows
    assert (row.kind, row.index, row.place) == ("line", 6, "6:40 Ana")
    assert (row.base, row.mine, row.theirs) == ("How did it begin?", "My question?", "Theirs?")
    assert found.episode.items[6].text == "My question?"
    chosen = joined(mine, theirs, {row.id: "theirs"})
    assert chosen.rows == found.rows
    assert chosen.episode == theirs


def test_each_value_of_a_line_is_chosen_for_itself():
    mine = edits.retime(edits.set_speaker(BASE, 6, "Mia"), 6, 401)
    theirs = edits.retime(edits.set_speaker(BASE, 6, "Theo"), 6, 402)
    rows = joined(mine, theirs).rows
    assert [(row.kind, row.mine, row.theirs) for row in rows] == [
        ("speaker", "Mia", "Theo"),
        ("time", "6:41", "6:42"),
    ]
    line = joined(mine, theirs, {rows[0].id: "theirs"}).episode.items[6]
    assert (line.speaker, line.start, line.label) == ("Theo", 401, "6:41")


def test_a_line_taken_out_by_one_is_gone():
    assert joined(edits.delete_items(BASE, 3, 4), BASE).episode == edits.delete_items(BASE, 3, 4)
    found = joined(edits.set_text(BASE, 1, "Mine"), edits.delete_items(BASE, 3, 4))
    assert found.rows == ()
    assert len(found.episode.items) == 8


@pytest.mark.parametrize("i_take_out", [True, False])
def test_a_line_that_one_took_out_and_the_other_changed_is_a_row(i_take_out):
    out, changed = edits.delete_items(BASE, 3, 3), edits.set_text(BASE, 3, "There is much more.")
    mine, theirs = (out, changed) if i_take_out else (changed, out)
    found = joined(mine, theirs)
    (row,) = found.rows
    assert row.kind == "removed"
    assert {row.mine, row.theirs} == {"", "There is much more."}
    assert found.episode == mine
    assert joined(mine, theirs, {row.id: "theirs"}).episode == theirs


def test_lines_added_at_different_places_and_at_the_same_are_all_there():
    mine = edits.insert_line(BASE, 7, Line("I say so.", "Bo", 700))
    theirs = edits.insert_line(BASE, 7, Line("They say another thing.", "Ana", 600))
    theirs = edits.insert_line(theirs, 1, Line("Before all.", "Ana", 0))
    found = joined(mine, theirs)
    assert found.rows == ()
    assert texts(found.episode)[7:10] == [
        "How did it begin?", "They say another thing.", "I say so.",
    ]  # fmt: skip
    assert texts(found.episode)[1] == "Before all."


def test_the_same_line_heard_by_both_is_one_row():
    mine = edits.insert_line(BASE, 7, Line("It began in the spring.", "Bo", 500))
    theirs = edits.insert_line(BASE, 7, Line("It began in a spring.", "Bo", 500))
    found = joined(mine, theirs)
    (row,) = found.rows
    assert (row.kind, row.base) == ("line", "")
    assert len(found.episode.items) == 11
    assert joined(mine, theirs, {row.id: "theirs"}).episode == theirs


def test_a_split_of_mine_and_a_retime_of_theirs_come_together():
    mine = edits.split_line(BASE, 2, 9, 340)
    theirs = edits.retime(BASE, 2, 337)
    found = joined(mine, theirs)
    assert found.rows == ()
    assert [(item.text, item.start) for item in found.episode.items[2:4]] == [
        ("Thank you", 337),
        ("– it is 😀 good to be here.", 340),
    ]


def test_a_header_that_i_moved_and_they_renamed_is_moved_and_renamed():
    mine = edits.move_header(BASE, 5, 7)
    theirs = edits.rename_section(BASE, 5, "Career so far")
    found = joined(mine, theirs)
    assert found.rows == ()
    assert texts(found.episode)[5:7] == ["How did it begin?", "Career so far"]


def test_a_header_that_both_moved_is_a_row():
    mine, theirs = edits.move_header(BASE, 5, 7), edits.move_header(BASE, 5, 3)
    found = joined(mine, theirs)
    (row,) = found.rows
    assert (row.kind, row.place, row.mine) == ("moved", "Section Career", "after 6:40 Ana")
    assert found.episode.items == mine.items
    assert joined(mine, theirs, {row.id: "theirs"}).episode.items == theirs.items


def test_headers_moved_apart_each_have_their_place():
    base = edits.split_section(BASE, 9, "End")
    base = replace(base, items=tuple(replace(x, origin=i) for i, x in enumerate(base.items)))
    mine, theirs = edits.move_header(base, 5, 3), edits.move_header(base, 9, 8)
    found = join(base, mine, read_again(theirs))
    assert found.rows == ()
    assert found.episode.items == edits.move_header(mine, 9, 8).items


def test_of_two_equal_lines_the_one_that_both_took_out_is_gone_once():
    base = replace(BASE, items=tuple(Line("Yeah.", "Bo", origin=i) for i in range(3)))
    for place in range(3):
        mine = edits.delete_items(base, place, place)
        assert len(join(base, mine, read_again(edits.delete_items(base, 0, 0))).episode.items) == 2


def test_clips_are_joined_by_name_edge_and_address():
    mine = edits.rename_clip(BASE, 1, "Thanks, Bo")
    theirs = edits.set_clip_boundary(BASE, 1, 330)
    found = joined(mine, theirs)
    assert found.rows == ()
    clip = found.episode.clips[1]
    assert isinstance(clip, Clip)
    assert (clip.name, clip.start, clip.url[-6:]) == ("Thanks, Bo", 330, "&t=330")
    rows = joined(edits.set_clip_boundary(BASE, 1, 333), theirs).rows
    assert [(r.kind, r.place, r.mine, r.theirs) for r in rows[:2]] == [
        ("clip", "Clip Introduction", "5:33", "5:30"),
        ("clip", "Clip Thanks", "5:33", "5:30"),
    ]


def test_fields_are_joined_key_by_key_in_their_order():
    mine = edits.set_field(edits.set_field(BASE, ("links", "apple"), "https://a.com"), ("new",), 1)
    theirs = edits.set_field(
        edits.set_field(BASE, ("links", "youtube"), "https://y.org"), ("date",), "now"
    )
    found = joined(mine, theirs)
    assert found.rows == ()
    links = Map({"youtube": "https://y.org", "apple": "https://a.com"})
    assert repr(found.episode.fields["links"]) == repr(links)
    assert {*found.episode.fields} == {"title", "links", "topics", "new", "date"}


def test_a_field_that_both_changed_is_a_row_with_its_name():
    mine = edits.set_field(BASE, ("links", "apple"), "https://a.com")
    theirs = edits.set_field(BASE, ("links", "apple"), "https://b.com")
    (row,) = joined(mine, theirs).rows
    assert (row.kind, row.place, row.base) == ("field", "links.apple", "TODO")
    chosen = joined(mine, theirs, {row.id: "theirs"})
    assert chosen.episode == theirs


def test_a_field_that_one_took_out_and_the_other_changed_is_a_row():
    mine, theirs = edits.set_field(BASE, ("title",), None), edits.set_field(BASE, ("title",), "Two")
    (row,) = joined(mine, theirs).rows
    assert (row.mine, row.theirs) == ("", "Two")
    assert "title" not in joined(mine, theirs).episode.fields
    assert joined(mine, theirs, {row.id: "theirs"}).episode.fields["title"] == "Two"


def test_other_keys_of_a_line_are_joined_key_by_key():
    base = replace(BASE, items=(Line("A", "Ana", extra=(("mood", "gay"), ("take", 1)), origin=0),))

    def having(**extra):
        return replace(base, items=(replace(base.items[0], extra=tuple(extra.items())),))

    found = join(base, having(mood="sad", take=1), read_again(having(mood="gay", take=2)))
    assert found.rows == ()
    assert found.episode.items[0].extra == (("mood", "sad"), ("take", 2))
    (row,) = join(base, having(mood="sad", take=1), read_again(having(mood="odd", take=1))).rows
    assert (row.kind, row.place, row.mine, row.theirs) == ("extra", "Ana, mood", "sad", "odd")


def test_a_text_below_that_both_changed_is_a_row():
    mine, theirs = replace(BASE, body="mine"), replace(BASE, body="theirs")
    (row,) = joined(mine, theirs).rows
    assert (row.kind, row.mine, row.theirs) == ("body", "mine", "theirs")
    assert joined(replace(BASE), theirs).episode.body == "theirs"


def test_sections_that_both_made_at_one_place_are_a_row():
    mine, theirs = edits.split_section(BASE, 7, "Mine"), edits.split_section(BASE, 7, "Theirs")
    found = joined(mine, theirs)
    assert [(row.kind, row.mine, row.theirs) for row in found.rows] == [
        ("header", "Mine", "Theirs")
    ]
    assert sum(isinstance(item, Header) for item in found.episode.items) == 3
