"""A transcript in Markdown moved to the front matter, and one in front matter moved below it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from cueline.episode import EditError, Episode, Header, Line, edits
from cueline.io import SaveError, parse_document
from cueline.io.formats import Options, export_to
from cueline.io.formats.markdown_conversion import (
    as_front_matter,
    as_markdown,
    front_matter_proposal,
    markdown_proposal,
)
from tests.io.made_markdown import markdown_files

TALK = rb"""---
title: A talk
---

## The *start*

**Ana:** \[0:05\] Well \[laughs\] then.

* a list
* of two

More of it.

**Bo:** Yes.
"""
EPISODE = """---
title: A talk
transcript:
- header: 'Part #1'
- line: Well [laughs] *then*.
  sec: 5
  time: '0:05'
  who: Ana
- line: '1. of it'
  who: Ana
- line: Yes_no.
  sec: 70
  who: Bo
quotableClips:
- name: Start
  startOffset: 0
  url: https://x.org?t=0
  endOffset: 70
---

Links:

* [one](https://x.org)
"""


def said(episode: Episode):
    return [
        (x.speaker, x.start, x.text) if isinstance(x, Line) else getattr(x, "text", "")
        for x in episode.items
    ]


def test_markdown_becomes_front_matter_and_what_is_no_speech_stays_below():
    document = parse_document(TALK)
    proposal = front_matter_proposal(document)
    assert [(s.kind, s.was, s.now, s.on) for s in proposal.suggestions] == [
        ("Escapes", r"Ana: Well \[laughs\] then.", "Ana: Well [laughs] then.", True),
        ("Left out", "* a list * of two", "", False),
    ]
    data = as_front_matter(document, proposal.accepted(proposal.ticked))
    assert data.decode() == (
        "---\ntitle: A talk\ntranscript:\n- header: The *start*\n- line: Well [laughs] then.\n  sec: 5\n"
        "  time: 0:05\n  who: Ana\n- line: More of it.\n  who: Ana\n- line: Yes.\n  who: Bo\n---\n"
        "\n* a list\n* of two\n"
    )
    assert parse_document(data).episode.body == "\n* a list\n* of two\n"


def test_what_is_not_ticked_stays_and_what_is_left_out_goes():
    document = parse_document(TALK)
    proposal = front_matter_proposal(document)
    data = as_front_matter(document, proposal.accepted({1})).decode()
    assert r"Well \[laughs\] then." in data
    assert "a list" not in data


def test_front_matter_becomes_markdown_and_comes_back():
    document = parse_document(EPISODE.encode())
    proposal = markdown_proposal(document)
    assert [(s.now, s.on) for s in proposal.suggestions] == [
        (r"Ana: Well [laughs] \*then\*.", True),
        ("", False),
    ]
    data = as_markdown(document, proposal.accepted(proposal.ticked))
    text = data.decode()
    assert text.startswith("---\ntitle: A talk\nquotableClips:\n- name: Start\n")
    assert text.endswith(
        "  endOffset: 70\n---\n\n## Part #1\n\n"
        r"**Ana:** \[0:05\] Well [laughs] \*then\*."
        "\n\n"
        "**Ana:** 1. of it\n\n"
        r"**Bo:** \[1:10\] Yes_no."
        "\n\nLinks:\n\n* [one](https://x.org)\n"
    )
    again = parse_document(data)
    assert again.episode.clips == document.episode.clips
    back = front_matter_proposal(again)
    assert said(back.accepted(back.ticked))[:4] == said(document.episode)


def test_the_text_below_the_front_matter_can_be_left_out():
    document = parse_document(EPISODE.encode())
    proposal = markdown_proposal(document)
    left = as_markdown(document, proposal.accepted({0, 1})).decode()
    assert "Links:" not in left
    assert "* [one](https://x.org)" in left


@given(markdown_files())
def test_every_markdown_transcript_becomes_front_matter_that_says_the_same(made):
    document = parse_document(made.data)
    assume(document.episode.items)
    proposal = front_matter_proposal(document)
    episode = proposal.accepted(proposal.ticked)
    again = parse_document(as_front_matter(document, episode)).episode
    assert said(again) == said(episode)
    assert [type(x) for x in again.items] == [type(x) for x in document.episode.items]
    assert sum(isinstance(x, Header) for x in again.items) == sum(
        len(item) == 1 for item in made.items
    )


@pytest.mark.parametrize(
    ("data", "convert", "reason"),
    [
        (TALK, markdown_proposal, "in Markdown already"),
        (EPISODE.encode(), front_matter_proposal, "in the front matter already"),
        (b"---\ntranscript:\n- a stray text\n---\n", markdown_proposal, "Entry 1 has more in it"),
        (b"---\ntranscript:\n- {line: a, mood: b}\n---\n", markdown_proposal, "Entry 1 has more"),
        (b"", front_matter_proposal, "only be looked at"),
    ],
)
def test_what_cannot_be_converted_says_why(data, convert, reason):
    with pytest.raises(EditError, match=reason):
        convert(parse_document(data))


def test_words_of_nobody_below_a_turn_are_not_given_to_somebody():
    document = parse_document(b"---\ntranscript:\n- {line: a, who: Ana}\n- {line: b}\n---\n")
    proposal = markdown_proposal(document)
    with pytest.raises(SaveError, match="goes on with what Ana says"):
        as_markdown(document, proposal.accepted(proposal.ticked))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("md", TALK.decode()),
        (
            "txt",
            "A talk\n======\n\nThe *start*\n-----------\n\nAna: Well [laughs] then.\n\nMore of it.\n\nBo: Yes.\n",
        ),
        (
            "srt",
            "1\n00:00:05,000 --> 00:00:10,000\nAna: Well [laughs] then.\nMore of it.\nBo: Yes.\n",
        ),
    ],
)
def test_an_export_has_the_texts_without_escapes_and_markdown_as_it_stands(name, wanted):
    document = parse_document(TALK)
    options = Options(document, length=10)
    assert export_to(name, document.episode, options).text == wanted


def test_an_export_to_an_episode_file_has_the_transcript_in_its_front_matter():
    document = parse_document(TALK)
    retimed = edits.retime(document.episode, 1, 6)
    again = parse_document(export_to("episode", retimed, Options(document)).data).episode
    assert said(again)[1] == ("Ana", 6, "Well [laughs] then.")
    assert again.body == "\n* a list\n* of two\n"
