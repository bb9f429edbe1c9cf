"""Edits of texts, speakers, lines and sections: what each does, and the sentence where it cannot be done."""

from __future__ import annotations

import pytest

from cueline.episode import Clip, EditError, Episode, Header, Line, Other, edits
from tests.episode.made_episode import item, made_episode

EP = made_episode()


def texts(ep):
    return [getattr(item, "text", "?") for item in ep.items]


def origins(ep):
    return [item.origin for item in ep.items]


def test_a_text_a_header_and_a_speaker():
    assert edits.set_text(EP, 1, "Hello.").items[1] == Line("Hello.", "Ana", 0, "0:00")
    assert edits.set_text(EP, 0, "Start").items[0] == Header("Start")
    changed = edits.set_speaker(EP, 4, "Cy")
    assert changed.items[4] == Line("And it goes on.", "Cy")
    assert origins(changed) == origins(EP)
    assert made_episode() == EP


def test_an_edit_to_what_is_there_already_is_no_edit():
    assert edits.set_text(EP, 1, "Hi, and welcome.") is EP
    assert edits.set_speaker(EP, 1, "Ana") is EP
    assert edits.rename_speaker(EP, "Ana", "Ana") is EP
    assert edits.rename_section(EP, 0, "Introduction") is EP
    assert edits.retime(EP, 1, 0) is EP
    assert edits.rename_clip(EP, 1, "Thanks") is EP
    assert edits.set_clip_boundary(EP, 1, 338) is EP
    moved = edits.shift(EP, 0)
    assert all(a is b for a, b in zip(moved.items, EP.items, strict=True))


def test_many_lines_get_a_speaker_and_what_is_no_line_stays():
    ep = Episode((Line("a", "Ana"), Header("H"), Line("b", "Cy"), Line("c", "Ana"), Line("d", "X")))
    changed = edits.set_speakers(ep, 0, 3, "Cy")
    assert [getattr(i, "speaker", None) for i in changed.items] == ["Cy", None, "Cy", "Cy", "X"]
    kept = [old is new for old, new in zip(ep.items, changed.items, strict=True)]
    assert kept == [False, True, True, False, True]
    assert edits.set_speakers(changed, 0, 3, "Cy") is changed
    with pytest.raises(EditError):
        edits.set_speakers(ep, 3, 9, "Cy")


def test_renaming_a_speaker_takes_whole_names_only():
    ep = Episode((Line("a", "Ana"), Line("b", "Ana Maria"), Line("c", "Ana"), Header("Ana")))
    changed = edits.rename_speaker(ep, "Ana", "Anna")
    assert [getattr(i, "speaker", None) for i in changed.items] == [
        "Anna",
        "Ana Maria",
        "Anna",
        None,
    ]
    assert changed.items[1] is ep.items[1]


# --- cutting, joining, putting in, taking out ---------------------------------------------------


def test_a_cut_counts_code_points_and_drops_the_space_at_it():
    text = item(EP, 2).text
    cut = edits.split_line(EP, 2, text.index("😀") + 1)
    assert texts(cut)[2:4] == ["Thank you – it is 😀", "good to be here."]
    cut = edits.split_line(EP, 2, text.index("😀"))
    assert texts(cut)[2:4] == ["Thank you – it is", "😀 good to be here."]


def test_a_cut_leaves_origin_time_and_keys_with_the_first_line():
    ep = Episode((Line("one two", "Ana", 5, "0:05", (("mood", "calm"),), origin=7),))
    first, second = edits.split_line(ep, 0, 3).items
    assert first == Line("one", "Ana", 5, "0:05", (("mood", "calm"),))
    assert first.origin == 7
    assert (second, second.origin) == (Line("two", "Ana"), None)


def test_the_second_line_of_a_cut_may_have_a_start_of_its_own():
    second = item(edits.split_line(EP, 1, 3, start=65.9), 2)
    assert (second.text, second.start, second.label) == ("and welcome.", 65, "1:05")


@pytest.mark.parametrize("offset", [-3, 0, 16, 99])
def test_a_cut_needs_text_on_both_sides(offset):
    with pytest.raises(EditError, match="no text on one side"):
        edits.split_line(EP, 1, offset)


def test_lines_join_with_a_space_under_the_first_ones_name_and_time():
    joined = edits.merge_lines(EP, 2, 4)
    assert joined.items[2] == Line(
        "Thank you – it is 😀 good to be here. There is more. And it goes on.", "Bo", 338, "5:38"
    )
    assert origins(joined) == [0, 1, 2, 5, 6, 7, 8, 9]


def test_a_cut_joined_again_is_the_line_it_was():
    cut = edits.split_line(EP, 2, 9)
    assert edits.merge_lines(cut, 2, 3) == EP


def test_joined_lines_keep_the_keys_of_both():
    ep = Episode((Line("a", extra=(("x", 1),)), Line("b", extra=(("x", 2), ("y", 3)))))
    assert edits.merge_lines(ep, 0, 1).items == (Line("a b", extra=(("x", 1), ("y", 3))),)


def test_an_empty_line_joins_without_a_second_space():
    assert texts(edits.merge_lines(Episode((Line("a"), Line(""), Line("b"))), 0, 2)) == ["a b"]


def test_a_new_line_is_written_with_the_files_clock():
    new = edits.insert_line(EP, 10, Line("Late.", "Ana", 3743.9, "whatever", origin=3))
    assert new.items[10] == Line("Late.", "Ana", 3743, "1:02:23")
    assert item(new, 10).origin is None
    assert edits.insert_line(EP, 0, Line("First.")).items[0] == Line("First.")


def test_a_new_line_with_a_label_alone_starts_when_the_label_says():
    assert edits.insert_line(EP, 2, Line("x", "Bo", label="0:09")).items[2] == Line(
        "x", "Bo", 9, "0:09"
    )


def test_items_of_every_kind_can_be_deleted():
    assert origins(edits.delete_items(EP, 7, 9)) == [0, 1, 2, 3, 4, 5, 6]
    assert edits.delete_items(EP, 0, 9).items == ()


# --- sections -----------------------------------------------------------------------------------


def test_a_section_put_in_and_taken_out_leaves_the_same_items():
    split = edits.split_section(EP, 3, "More: of it")
    assert split.items[3] == Header("More: of it")
    assert split.sections[1].title == "More: of it"
    assert edits.merge_section(split, 3).items == EP.items


def test_renaming_a_section_renames_its_clip_only_when_asked_to():
    assert edits.rename_section(EP, 5, "Work").clips == EP.clips
    together = edits.rename_section_together(EP, 5, "Work")
    assert together.items[5] == Header("Work")
    assert [getattr(clip, "name", None) for clip in together.clips] == [
        "Introduction",
        "Thanks",
        "Work",
    ]


def test_sections_that_take_each_other_s_names_are_renamed_at_once():
    headers = [place for place, item in enumerate(EP.items) if isinstance(item, Header)][:2]
    one, other = (EP.items[place].text for place in headers)
    made = edits.rename_sections_together(EP, {headers[0]: other, headers[1]: one})
    swapped = {one: other, other: one}
    assert [made.items[place].text for place in headers] == [other, one]
    assert [clip.name for clip in made.clips if isinstance(clip, Clip)] == [
        swapped.get(clip.name, clip.name) for clip in EP.clips if isinstance(clip, Clip)
    ]
    assert edits.rename_sections_together(EP, {headers[0]: one}) is EP
    with pytest.raises(EditError, match="needs a title"):
        edits.rename_sections_together(EP, {headers[0]: " "})


@pytest.mark.parametrize(
    ("to", "order"),
    [
        (0, [5, 0, 1, 2, 3, 4, 6, 7, 8, 9]),
        (4, [0, 1, 2, 3, 5, 4, 6, 7, 8, 9]),
        (5, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (8, [0, 1, 2, 3, 4, 6, 7, 5, 8, 9]),
        (10, [0, 1, 2, 3, 4, 6, 7, 8, 9, 5]),
    ],
)
def test_a_header_moves_before_the_item_that_is_pointed_at(to, order):
    assert origins(edits.move_header(EP, 5, to)) == order


# --- other fields -------------------------------------------------------------------------------


def test_fields_are_set_made_and_removed():
    changed = edits.set_field(EP, ("links", "youtube"), "https://y.org")
    assert changed.fields["links"] == {"youtube": "https://y.org", "apple": "TODO"}
    assert list(edits.set_field(EP, ("new", "deep"), 5).fields) == [
        "title",
        "links",
        "topics",
        "new",
    ]
    assert edits.set_field(EP, ("new", "deep"), 5).fields["new"] == {"deep": 5}
    assert edits.set_field(EP, ("topics", 2), "c").fields["topics"] == ("a", "b", "c")
    assert edits.set_field(EP, ("topics", 0), None).fields["topics"] == ("b",)
    assert "title" not in edits.set_field(EP, ("title",), None).fields
    assert edits.set_field(EP, ("topics",), ["x", {"y": 1}]).fields["topics"] == ("x", {"y": 1})


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ((), 1, "not a field"),
        (("transcript",), [], "not a field"),
        (("quotableClips", 0), None, "not a field"),
        ((0,), 1, "not a field"),
        (("title", "sub"), 1, "cannot be set inside a value"),
        (("title", 0), 1, "only be set in a list"),
        (("topics", 5), "x", "no position 5"),
        (("topics", 2), None, "no position 2"),
        (("topics", -1), "x", "no position -1"),
        (("nothing",), None, "no “nothing” to remove"),
        (("nothing", "deep"), None, "no “deep” to remove"),
        (("title",), b"bytes", "cannot hold"),
        (("title",), "half \ud83d", "half of a character"),
        (("title",), {"half \ud83d": 1}, "half of a character"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_set(path, value, sentence):
    with pytest.raises(EditError, match=sentence):
        edits.set_field(EP, path, value)


# --- what cannot be done, in sentences ----------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda ep: edits.set_text(ep, 99, "x"), "no such entry"),
        (lambda ep: edits.set_text(ep, -1, "x"), "no such entry"),
        (lambda ep: edits.set_text(ep, 8, "x"), "neither a line nor a header"),
        (lambda ep: edits.set_text(ep, 1, "half \ud83d"), "half of a character"),
        (lambda ep: edits.set_speaker(ep, 0, "x"), "not a line"),
        (lambda ep: edits.set_speaker(ep, 1, "half \ud83d"), "half of a character"),
        (lambda ep: edits.rename_speaker(ep, "Cy", "x"), "Nobody here is called “Cy”"),
        (lambda ep: edits.retime(ep, 0, 5), "not a line"),
        (lambda ep: edits.retime(ep, 1, -1), "before 0:00"),
        (lambda ep: edits.retime(ep, 1, float("nan")), "before 0:00"),
        (lambda ep: edits.retime_together(ep, 5, 5), "not a line"),
        (lambda ep: edits.shift(ep, -1), "The line at 0:00 would start before 0:00"),
        (lambda ep: edits.shift(ep, float("nan")), "number of seconds"),
        (lambda ep: edits.shift(ep, 1, 5, 3), "no such entries"),
        (lambda ep: edits.stretch(ep, 2, 3, 0, 9), "two different times"),
        (lambda ep: edits.stretch(ep, 2, 4, 0, 9), "two different times"),
        (lambda ep: edits.stretch(ep, 0, 3, 0, 9), "not a line"),
        (lambda ep: edits.split_line(ep, 0, 3), "not a line"),
        (lambda ep: edits.split_line(ep, 1, 3, -5), "before 0:00"),
        (lambda ep: edits.merge_lines(ep, 2, 2), "at least two lines"),
        (lambda ep: edits.merge_lines(ep, 4, 6), "not a line"),
        (lambda ep: edits.merge_lines(ep, 9, 10), "no such entries"),
        (lambda ep: edits.insert_line(ep, 11, Line("x")), "no such place"),
        (lambda ep: edits.insert_line(ep, 0, Line("x", "y", -3)), "before 0:00"),
        (lambda ep: edits.delete_items(ep, 3, 2), "no such entries"),
        (lambda ep: edits.split_section(ep, 10, "x"), "no such entry"),
        (lambda ep: edits.split_section(ep, 1, "  "), "needs a title"),
        (lambda ep: edits.rename_section(ep, 1, "x"), "not a header"),
        (lambda ep: edits.merge_section(ep, 8), "not a header"),
        (lambda ep: edits.move_header(ep, 0, 11), "no such place"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(edit, sentence):
    with pytest.raises(EditError, match=sentence) as caught:
        edit(EP)
    said = str(caught.value)
    assert said[0].isupper() or said[0] == "“"
    assert said.endswith(".")
    assert made_episode() == EP


def test_an_entry_of_another_kind_stays_what_it_is():
    assert edits.shift(EP, 60).items[8] == Other("a list of 2")
