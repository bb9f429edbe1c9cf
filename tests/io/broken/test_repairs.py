"""Front matter that does not parse: the true place, in words, and mends that touch nothing else."""

from __future__ import annotations

import pytest

from cueline.io import DocumentError, Repair, parse_document

GOOD = """---
title: The long way round
season: 3
links:
  youtube: https://example.org/watch?v=abc
  anchor: https://example.org/a
quotableClips:
- name: 'Beginnings: a first boat'
  startOffset: 9
  url: https://example.org/watch?v=abc&t=9
  endOffset: 70
transcript:
- header: 'Beginnings: a first boat'
- line: Hello and welcome. Today we talk about boats, and about how one
    learns to mend them.
  sec: 9
  time: '0:09'
  who: Ana
- line: 'Thank you. I''ve been looking forward to this.'
  sec: 14
  time: '0:14'
  who: Bela
- line: "So what's the first thing?"
  sec: 21
  time: '0:21'
  who: Ana
- header: Second
- line: Wood. You have to know the wood.
  sec: 70
  time: '1:10'
  who: Bela
---
Links:

* [a](b)
"""
PASTED = "0:30\nAna\nAnd then?\n\n0:42\nBela\nYou cut it. Twice: once wrong.\n\n"

CASES = [
    # what is there, what stands there instead, the true place, the first mend, what it makes of it
    ("So what's the", 'So what "was" the', (23, 18),
     "Put a backslash before the quotes inside the text of line 23", r"So what \"was\" the"),
    ('"So what\'s the first thing?"', '"So what the "first thing?"', (23, 22),
     "Close the quote after the text of line 23, and mark the quotes inside",
     r'"So what the \"first thing?\""'),
    ('"So what\'s', '"So" what\'s', (23, 12),
     "Close the quote after the text of line 23, and mark the quotes inside", None),
    ("I''ve", "I've", (19, 22), "Double the quotes inside the text of line 19", "I''ve"),
    ("to this.'", "to this.", (19, 9), "Close the quote at the end of line 19", "to this.'"),
    ('thing?"', "thing?", (23, 9), "Close the quote at the end of line 23", 'thing?"'),
    ("  sec: 14", "   sec: 14", (20, 4),
     "Indent line 20 like the other fields of the item", "  sec: 14"),
    ("  sec: 14", " sec: 14", (20, 2),
     "Indent line 20 like the other fields of the item", "  sec: 14"),
    ("  sec: 14", "sec: 14", (20, 1),
     "Indent line 20 like the other fields of the item", "  sec: 14"),
    ("- line: Wood", "  - line: Wood", (28, 3),
     "Move the item in line 28 to where the others begin", "- line: Wood"),
    ("- header: Second", " - header: Second", (27, 2),
     "Move the item in line 27 to where the others begin", "- header: Second"),
    ("- header: 'B", "   - header: 'B", (13, 4),
     "Move the item in line 13 to where the others begin", "- header: 'B"),
    ("    learns", "learns", (15, 1), "Make line 15 part of the text above", "    learns"),
    ("    learns", "  learns", (15, 3), "Make line 15 part of the text above", "    learns"),
    ('- line: "So', '- line: "So wha\n- line: "So', (23, 1), None, None),
    ('- line: "So what', '- line: "So\n- line: "So what', (23, 1),
     "Take out line 23, which stands there twice", '- line: "So what'),
    ("  sec: 21\n  time", "\tsec: 21\n\ttime", (24, 1),
     "Replace the tabs by spaces in lines 24 and 25", "  sec: 21\n  time"),
    ("  anchor", "\tanchor", (6, 1), "Replace the tabs by spaces in line 6", "  anchor"),
    ("- header: Second\n", "some words lost here\n- header: Second\n", (27, 1),
     "Take out line 27", "- header: Second\n"),
    ("season: 3\n", "season: 3\nTODO a picture\n", (4, 1), "Take out line 4", "season: 3\n"),
    ("---\nLinks", "\nLinks", (31, 1), "Put the closing --- below line 31", "---\n\nLinks"),
    ("---\nLinks", "---Links", (32, 1), "Give the --- a line of its own in line 32", "---\nLinks"),
    ("---\nLinks", "--\nLinks", (32, 1), "Write --- in line 32", "---\nLinks"),
    ("The long way", "Boats: the long way", (2, 13),
     "Put the text of line 2 in single quotes", None),
    ("Wood. You", "[laughs] Wood. You", (28, 9),
     "Put the text of line 28 in single quotes", None),
    ("first thing", "C:\\Mine", (23, 26), "Double the backslash in line 23", r"C:\\Mine"),
]  # fmt: skip


def broken(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_document(text.encode())
    return caught.value


def changed_lines(before: str, after: bytes) -> int:
    return len(set(before.split("\n")) ^ set(after.decode().split("\n")))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("there", "instead", "place", "label", "mended"), CASES)
def test_the_true_place_and_the_best_mend(there, instead, place, label, mended, end):
    assert GOOD.count(there) == 1
    text = GOOD.replace(there, instead).replace("\n", end)
    error = broken(text)
    assert (error.line, error.column) == place
    assert error.reason.endswith((".", ")"))
    first = error.repairs[0]
    assert label in (first.label, None)
    if mended is not None:
        assert first.data.decode() == GOOD.replace(there, mended).replace("\n", end)
    assert changed_lines(text, first.data) <= 4


@pytest.mark.parametrize(("there", "instead"), [case[:2] for case in CASES])
def test_every_mend_opens_can_be_edited_and_is_offered_once(there, instead):
    repairs = broken(GOOD.replace(there, instead)).repairs
    assert 1 <= len(repairs) <= 5
    assert len({repair.data for repair in repairs}) == len(repairs)
    assert len({repair.label for repair in repairs}) == len(repairs)
    for repair in repairs:
        document = parse_document(repair.data)
        assert document.read_only is None
        assert "watch?v=abc" in str(document.episode.fields["links"])
        assert len(document.episode.items) >= 5


def test_a_raw_transcript_becomes_items_as_the_file_writes_them():
    text = GOOD.replace("- header: Second", PASTED + "- header: Second")
    error = broken(text)
    assert (error.line, error.column) == (27, 1)
    assert "raw transcript" in error.reason
    first = error.repairs[0]
    assert first.label == "Make items of the raw transcript in lines 27–33"
    items = (
        "- line: And then?\n  sec: 30\n  time: '0:30'\n  who: Ana\n"
        "- line: 'You cut it. Twice: once wrong.'\n  sec: 42\n  time: '0:42'\n  who: Bela\n"
    )
    assert first.data.decode() == GOOD.replace("- header: Second", items + "- header: Second")


def test_several_faults_are_mended_together():
    text = GOOD.replace('thing?"', "thing?").replace("The long", "Boats: the long")
    text = text.replace("  sec: 14", "   sec: 14").replace("to this.'", "to this.")
    error = broken(text)
    assert (error.line, error.column) == (2, 13)
    first = error.repairs[0]
    assert "line 2" in first.label
    assert "the end of lines 19 and 23" in first.label
    whole = GOOD.replace("The long way round", "'Boats: the long way round'")
    assert first.data.decode() == whole


def test_a_broken_item_that_stands_twice_is_mended_once():
    good, lost = '- header: Second\'s "best"\n', "- header: 'Second\n"
    text = GOOD.replace("- header: Second\n", lost * 2)
    assert good not in text
    first = broken(text).repairs[0]
    assert first.label.endswith("take out line 28, which stands there twice")
    assert first.data.decode() == GOOD.replace("- header: Second\n", "- header: 'Second'\n")


def test_lists_further_in_are_mended_as_well():
    inside = GOOD.split("transcript:\n")[1].split("---", maxsplit=1)[0]
    moved = "".join(f"  {line}\n" for line in inside.splitlines())
    text = GOOD.replace(inside, moved)
    assert parse_document(text.encode()).episode == parse_document(GOOD.encode()).episode
    error = broken(text.replace("    - header: Second", "- x").replace("to this.'", "to this."))
    assert (error.line, error.column) == (19, 11)
    assert error.repairs[0].data.decode() == text
    error = broken(text.replace("  - header: Second", "- header: Second"))
    assert error.line == 27
    assert error.repairs[0].data.decode() == text


def test_what_nobody_can_mend_offers_nothing_and_keeps_the_words_of_the_parser():
    error = broken("---\ntitle: {{ a }} and b\ntranscript: []\n---\n")
    assert error.repairs == []
    assert "template" in error.reason


def test_a_transcript_file_of_its_own_is_mended_too():
    text = GOOD.split("---\n")[1].replace("to this.'", "to this.")
    with pytest.raises(DocumentError) as caught:
        parse_document(text.encode(), "e.yaml")
    assert (caught.value.line, caught.value.column) == (18, 9)
    assert [type(repair) for repair in caught.value.repairs][:1] == [Repair]
    assert caught.value.repairs[0].data.decode() == GOOD.split("---\n")[1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("one\n" * 7 + GOOD, "Take out lines 1–7, above the front matter"),
        ("a long remark, " * 9 + "\n" + GOOD, "Take out line 1, above the front matter"),
        (GOOD.removeprefix("---\n"), "Put the opening --- above line 1"),
    ],
)
def test_an_episode_is_not_taken_for_a_text(text, label, end):
    error = broken(text.replace("\n", end))
    assert (error.line, error.column) == (1, 1)
    first = error.repairs[0]
    assert first.label == label
    assert first.data.decode() == GOOD.replace("\n", end)
