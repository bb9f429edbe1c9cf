"""Edits of a Markdown transcript, and the source lines that they change."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from cueline.episode import Clip, Line, Map, edits
from cueline.episode.origins import carried_over
from cueline.io import SaveError, StaleFileError, open_document, parse_document
from cueline.io.diff import exact_diff

WRAPPED = b"""---
title: A talk
---

[00:00:10] **Ana:** This paragraph is broken by hand after some seventy columns,
as many people do, so that it reads well in a plain editor and so that the
difference of two versions is short.

A second paragraph of the same turn, broken in the same way, which is here to
show what becomes of it.

[00:00:50] **Bo:** Short and sweet.

* a list
* of two

## What came next

[00:01:00] **Ana:** Another one that is broken after some seventy columns, so
that there is enough to learn from.

![](x.png)

Her last words.
"""


def diff(document, episode) -> list[str]:
    """Return the lines that a save takes away (-) and brings (+); what is undone gives the first bytes."""
    saved = document.verified(episode)
    assert saved.verified(document.episode).data == document.data
    old, new = (data.decode().splitlines() for data in (document.data, saved.data))
    return [line for line in difflib.ndiff(old, new) if line[0] in "+-"]


@pytest.fixture
def wrapped():
    return parse_document(WRAPPED)


def replaced(document, index, old, new):
    text = document.episode.items[index].text
    assert text.count(old) == 1
    return edits.set_text(document.episode, index, text.replace(old, new))


def test_a_changed_word_changes_its_source_line_and_no_other(wrapped):
    assert diff(wrapped, replaced(wrapped, 0, "plain", "simple")) == [
        "- as many people do, so that it reads well in a plain editor and so that the",
        "+ as many people do, so that it reads well in a simple editor and so that the",
    ]


def test_words_that_come_break_the_line_they_stand_in(wrapped):
    assert diff(wrapped, replaced(wrapped, 0, "well in", "rather well, all in all, in")) == [
        "- as many people do, so that it reads well in a plain editor and so that the",
        "+ as many people do, so that it reads rather well, all in all, in a plain editor",
        "+ and so that the",
    ]


def test_words_that_go_leave_the_lines_below_as_they_are(wrapped):
    assert diff(
        wrapped, replaced(wrapped, 0, "so that it reads well in a plain editor and ", "")
    ) == [
        "- as many people do, so that it reads well in a plain editor and so that the",
        "+ as many people do, so that the",
    ]


def test_a_split_cuts_one_source_line_and_a_join_takes_away_the_blank_one(wrapped):
    text = wrapped.episode.items[0].text
    assert diff(wrapped, edits.split_line(wrapped.episode, 0, text.index("and so"))) == [
        "- as many people do, so that it reads well in a plain editor and so that the",
        "+ as many people do, so that it reads well in a plain editor",
        "+ ",
        "+ and so that the",
    ]
    assert diff(wrapped, edits.merge_lines(wrapped.episode, 0, 1)) == ["- "]


def test_a_split_stays_above_the_list_that_followed(wrapped):
    assert diff(wrapped, edits.split_line(wrapped.episode, 2, 5)) == [
        "- [00:00:50] **Bo:** Short and sweet.",
        "+ [00:00:50] **Bo:** Short",
        "+ ",
        "+ and sweet.",
    ]


def test_a_new_line_is_written_as_the_file_writes_them(wrapped):
    line = Line("So he said something long, " * 5 + "and went.", "Zoë", 55)
    assert diff(wrapped, edits.insert_line(wrapped.episode, 4, line)) == [
        "+ [00:00:55] **Zoë:** So he said something long, So he said something long, So he",
        "+ said something long, So he said something long, So he said something long, and",
        "+ went.",
        "+ ",
    ]


def test_a_header_comes_goes_and_moves_as_lines_of_its_own(wrapped):
    assert diff(wrapped, edits.split_section(wrapped.episode, 1, "Begin")) == ["+ ", "+ ## Begin"]
    assert diff(wrapped, edits.merge_section(wrapped.episode, 3)) == ["- ## What came next", "- "]
    assert diff(wrapped, edits.rename_section(wrapped.episode, 3, "Later")) == [
        "- ## What came next",
        "+ ## Later",
    ]
    moved = wrapped.verified(edits.move_header(wrapped.episode, 3, 2)).data.decode()
    assert (
        "show what becomes of it.\n\n## What came next\n\n[00:00:50] **Bo:** Short and sweet.\n\n* a list"
        in moved
    )


def test_what_is_no_speech_stays_when_the_lines_around_it_go(wrapped):
    left = wrapped.verified(edits.delete_items(wrapped.episode, 1, 4)).data.decode()
    assert left.count("* a list\n* of two") == left.count("![](x.png)") == 1
    assert left.endswith("![](x.png)\n\nHer last words.\n")
    nothing = wrapped.verified(edits.delete_items(wrapped.episode, 0, 5))
    assert nothing.data.decode().startswith("---\ntitle: A talk\n---\n")
    assert "* a list" in nothing.data.decode()
    assert nothing.verified(wrapped.episode).data == WRAPPED


def test_the_next_paragraph_says_who_speaks_when_the_head_goes(wrapped):
    changed = diff(wrapped, edits.delete_items(wrapped.episode, 0, 0))
    assert [line for line in changed if line[0] == "+"] == [
        "+ **Ana:** A second paragraph of the same turn, broken in the same way, which is here to"
    ]


def test_another_speaker_changes_the_head_and_names_who_goes_on(wrapped):
    assert diff(wrapped, edits.set_speaker(wrapped.episode, 2, "Zoë")) == [
        "- [00:00:50] **Bo:** Short and sweet.",
        "+ [00:00:50] **Zoë:** Short and sweet.",
    ]
    changed = diff(wrapped, edits.set_speaker(wrapped.episode, 0, "Bo"))
    assert [line[:30] for line in changed if line[0] == "+"] == [
        "+ [00:00:10] **Bo:** This para",
        "+ **Ana:** A second paragraph ",
    ]


def test_a_time_changes_where_it_is_and_comes_in_the_files_own_form(wrapped):
    assert diff(wrapped, edits.retime(wrapped.episode, 2, 51)) == [
        "- [00:00:50] **Bo:** Short and sweet.",
        "+ [00:00:51] **Bo:** Short and sweet.",
    ]
    assert diff(wrapped, edits.retime(wrapped.episode, 5, 3725)) == [
        "- Her last words.",
        "+ [01:02:05] Her last words.",
    ]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"**Ana**: Hi", b"**Ana**: \\[1:05\\] Hi"),
        (b"**Bo:**[0:10] Yes\n**Ana:** Hi\n", b"**Bo:**[0:10] Yes\n**Ana:**[1:05] Hi\n"),
        (b"\\[00:10\\] __Bo:__ Yes\r\n\r\n__Ana:__ Hi\r\n",
         b"\\[00:10\\] __Bo:__ Yes\r\n\r\n\\[01:05\\] __Ana:__ Hi\r\n"),
        (b"[0:10] Yes\n\nHi\n", b"[0:10] Yes\n\n[1:05] Hi\n"),
    ],
)  # fmt: skip
def test_a_time_that_comes_stands_where_the_file_has_them(data, wanted):
    document = parse_document(data)
    last = len(document.episode.items) - 1
    assert document.verified(edits.retime(document.episode, last, 65)).data == wanted


def test_a_file_without_times_gains_none_by_other_edits():
    document = parse_document(b"**Ana:** One two\n\n**Bo:** Three\n")
    ep = edits.split_line(document.episode, 0, 4)
    ep = edits.insert_line(ep, 3, Line("Four", "Zoë"))
    assert document.render(ep) == b"**Ana:** One\n\ntwo\n\n**Bo:** Three\n\n**Zo\xc3\xab:** Four\n"


@pytest.mark.parametrize(
    ("data", "line", "wanted"),
    [
        (b"**Ana:** a\n**Bo:** b", Line("c", "Zoe"), b"**Ana:** a\n**Bo:** b\n**Zoe:** c"),
        (b"**Ana**: a\r\n\r\n**Bo**: b\r\n", Line("c", "Zoe"), b"**Ana**: a\r\n\r\n**Bo**: b\r\n\r\n**Zoe**: c\r\n"),
        (b"__Ana__ : a\n\n\n__Bo__ : b\n\n", Line("c", "Zoe"), b"__Ana__ : a\n\n\n__Bo__ : b\n\n__Zoe__ : c\n\n"),
        (b"**Ana:** a\n\n**Ana:** b\n", Line("c", "Ana"), b"**Ana:** a\n\n**Ana:** b\n\n**Ana:** c\n"),
        (b"**Ana:** a\n\nb\n", Line("c", "Ana"), b"**Ana:** a\n\nb\n\nc\n"),
        (b"**Ana:** a\n", Line("# c", "Ana"), b"**Ana:** a\n\n**Ana:** # c\n"),
        (b"# Only a title\n", Line("c", "Ana", 5), b"# Only a title\n\n**Ana:** \\[0:05\\] c\n"),
    ],
)  # fmt: skip
def test_a_line_at_the_end_is_written_as_the_others_are(data, line, wanted):
    document = parse_document(data)
    episode = edits.insert_line(document.episode, len(document.episode.items), line)
    assert document.verified(episode).data == wanted


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"# A\n\n**Ana:** a\n", b"# A\n\n# New\n\n**Ana:** a\n"),
        (b"## A ##\n**Ana:** a\n", b"## A ##\n## New ##\n**Ana:** a\n"),
        (b"A\n===\n\n**Ana:** a\n", b"A\n===\n\nNew\n===\n\n**Ana:** a\n"),
        (b"**Ana:** x\n**Ana:** a\n", b"**Ana:** x\n\n## New\n**Ana:** a\n"),
    ],
)
def test_a_new_header_is_written_as_the_others_are(data, wanted):
    document = parse_document(data)
    assert document.verified(edits.split_section(document.episode, 1, "New")).data == wanted


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda ep: edits.set_text(ep, 1, "# no heading"), "would be no paragraph"),
        (lambda ep: edits.set_text(ep, 1, "* no list"), "would be no paragraph"),
        (lambda ep: edits.set_text(ep, 1, "a\nb"), "line break"),
        (lambda ep: edits.set_text(ep, 1, "> no quote"), "Row 2: “> no quote” would be no para"),
        (lambda ep: edits.set_text(ep, 1, "**Zoe:** a"), "Row 2: .* would begin another turn"),
        (lambda ep: edits.set_text(ep, 1, "[5:38] a"), "Row 2: .* would begin another turn"),
        (lambda ep: edits.set_text(ep, 1, ""), "needs a name or a time"),
        (lambda ep: edits.set_speaker(ep, 1, "Ana"), "goes on with what Ana says"),
        (lambda ep: edits.set_speaker(ep, 3, "Ana** Bo"), "would not come back"),
        (lambda ep: edits.set_text(ep, 0, "A #"), "would not come back"),
        (lambda ep: edits.set_field(ep, ("title",), "A"), "no front matter"),
        (lambda ep: replace(ep, clips=(Clip("A", 0, 5),)), "no front matter"),
    ],
)
def test_what_markdown_cannot_hold_is_not_written(edit, reason, tmp_path):
    path = tmp_path / "talk.md"
    path.write_bytes(b"# A\n\nNobody's words.\n\nMore of them.\n\n**Bo:** b\n")
    document = open_document(path)
    with pytest.raises(SaveError, match=reason):
        document.save(edit(document.episode))
    assert path.read_bytes() == document.data


def test_blanks_around_a_text_are_left_out_and_it_is_the_same_line_afterwards(wrapped):
    spaced = edits.set_text(wrapped.episode, 2, " \tShort and sour. ")
    spaced = edits.rename_section(spaced, 3, "What came  ")
    spaced = edits.insert_line(spaced, 0, Line("New. ", "Ana", 5))
    saved = wrapped.verified(spaced)
    assert b"**Bo:** Short and sour.\n" in saved.data
    assert b"## What came\n" in saved.data
    assert parse_document(saved.data).episode == saved.episode
    assert saved.render(spaced) == saved.data
    assert saved.verified(wrapped.episode).data == WRAPPED
    now = carried_over(spaced, spaced, saved.episode)
    assert now == saved.episode
    again = edits.set_text(now, 0, "New and more. ")
    assert saved.verified(again).data == saved.data.replace(b"New.", b"New and more.")


def test_fields_and_clips_change_in_the_front_matter_only(wrapped):
    assert diff(wrapped, edits.set_field(wrapped.episode, ("title",), "Another")) == [
        "- title: A talk",
        "+ title: Another",
    ]
    saved = wrapped.verified(edits.clips_from_sections(wrapped.episode, 90))
    assert saved.data.endswith(WRAPPED[WRAPPED.index(b"\n---\n") :])
    again = parse_document(saved.data)
    assert again.episode == saved.episode
    assert [clip.name for clip in again.episode.clips][-1] == "What came next"
    assert isinstance(again.episode.fields, Map)


def test_a_save_writes_the_file_and_a_file_changed_meanwhile_is_not_written_over(tmp_path):
    path = tmp_path / "talk.md"
    path.write_bytes(WRAPPED)
    document = open_document(path)
    saved = document.save(edits.retime(document.episode, 2, 51))
    assert b"[00:00:51] **Bo:**" in path.read_bytes()
    assert saved.save(document.episode).data == WRAPPED == path.read_bytes()
    path.write_bytes(WRAPPED + b"\nMore.\n")
    with pytest.raises(StaleFileError):
        saved.save(edits.retime(saved.episode, 2, 52))


def test_the_exact_diff_counts_no_other_bytes(wrapped):
    for episode in (
        edits.delete_items(wrapped.episode, 2, 2),
        edits.split_section(wrapped.episode, 1, "Part"),
        edits.retime(wrapped.episode, 0, 12),
    ):
        assert exact_diff(wrapped, episode).endswith("other bytes changed: 0\n")
