"""A transcript in Markdown moved to the front matter, and one in front matter moved below it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cueline.episode import EditError, Episode, Header, Line, edits
from cueline.io import SaveError, parse_document
from cueline.io.formats import Options, export_to
from cueline.io.formats.conversion import conversion_of
from cueline.io.formats.conversion_steps import with_texts
from cueline.io.formats.exported import one_line
from cueline.io.formats.markdown import unescaped
from cueline.io.formats.markdown_conversion import (
    as_front_matter,
    as_markdown,
    front_matter_proposal,
    markdown_proposal,
)
from tests.io.made_files import STARTS, TEXTS
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
- line: Yes*no.
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
    assert [(s.kind, s.now, s.on) for s in proposal.suggestions] == [
        ("Links and emphasis", r"Ana: Well [laughs] \*then\*.", False),
        ("Escapes", r"Bo: Yes\*no.", True),
        ("Left out", "", False),
    ]
    data = as_markdown(document, proposal.accepted(proposal.ticked | {0}))
    text = data.decode()
    assert text.startswith("---\ntitle: A talk\nquotableClips:\n- name: Start\n")
    assert text.endswith(
        "  endOffset: 70\n---\n\n## Part #1\n\n"
        r"**Ana:** \[0:05\] Well [laughs] \*then\*."
        "\n\n"
        "**Ana:** 1. of it\n\n"
        r"**Bo:** \[1:10\] Yes\*no."
        "\n\nLinks:\n\n* [one](https://x.org)\n"
    )
    again = parse_document(data)
    assert again.episode.clips == document.episode.clips
    back = front_matter_proposal(again)
    assert said(back.accepted(back.ticked))[:4] == said(document.episode)


def test_the_text_below_the_front_matter_can_be_left_out():
    document = parse_document(EPISODE.encode())
    proposal = markdown_proposal(document)
    left = as_markdown(document, proposal.accepted({0, 1, 2})).decode()
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
        (b"---\ntitle: A\n---\n", markdown_proposal, "no transcript in this file yet"),
    ],
)
def test_what_cannot_be_converted_says_why(data, convert, reason):
    with pytest.raises(EditError, match=reason):
        convert(parse_document(data))


def test_words_of_nobody_below_a_turn_are_given_to_somebody_only_where_it_was_shown():
    document = parse_document(b"---\ntranscript:\n- {line: a, who: Ana}\n- {line: b}\n---\n")
    proposal = markdown_proposal(document)
    assert [(s.kind, s.was, s.now) for s in proposal.suggestions] == [("Who speaks", "b", "Ana: b")]
    assert b"**Ana:** a\n\nb\n" in as_markdown(document, proposal.accepted({0}))
    with pytest.raises(SaveError, match="goes on with what Ana says"):
        as_markdown(document, proposal.accepted(()))


def test_a_time_that_is_not_its_seconds_is_one_of_the_two():
    document = parse_document(
        b"---\ntranscript:\n- {line: a, sec: 340, time: '5:38', who: Ana}\n---\n"
    )
    proposal = markdown_proposal(document)
    assert [(s.kind, s.was, s.now) for s in proposal.suggestions] == [("Times", "5:38", "5:40")]
    assert rb"\[5:40\] a" in as_markdown(document, proposal.accepted({0}))
    assert rb"\[5:38\] a" in as_markdown(document, proposal.accepted(()))


def test_times_get_the_form_that_episodes_have():
    document = parse_document(b"**Ana:** [00:05:38] Yes.\n")
    proposal = front_matter_proposal(document)
    assert [(s.kind, s.was, s.now) for s in proposal.suggestions] == [("Times", "00:05:38", "5:38")]
    data = as_front_matter(document, proposal.accepted(proposal.ticked))
    assert b"  sec: 338\n  time: '5:38'\n" in data


def test_a_speech_that_stands_in_the_place_of_a_name_is_told_with_its_place():
    who = "Thank you for asking, and let me think about that for a moment. " * 3
    document = parse_document(
        f"---\ntranscript:\n- {{line: Bo, sec: 5, time: '0:05', who: '{who}'}}\n---\n".encode()
    )
    with pytest.raises(
        EditError, match=r"At 0:05 the speaker is “Thank you for .*Mend the speaker"
    ):
        markdown_proposal(document).accepted(())


@pytest.mark.parametrize(
    "text",
    [
        "A [link](https://x.org) and *more* of **it**, `code` too",
        "<i>Sponsored</i> by <a href='x'>us</a>",
        r"half *a mark and a_b_c and a \ with [x]: 2*3 * 4",
        "- a dash, 1. a number",
        "[5:38] said so, &amp; &#91;so",
    ],
)
def test_links_and_emphasis_stay_and_what_is_none_comes_back_as_it_was(text):
    for items in ((Line(text, "Ana", 5, "0:05"), Line(text, "Ana", None)), (Line(text, "", None),)):
        made = converted(in_front_matter(items), "markdown")
        again = parse_document(made)
        assert again.in_body
        assert said(parse_document(converted(again, "front-matter")).episode) == [
            (x.speaker, x.start, x.text) for x in items
        ]


def in_front_matter(items):
    """Return the document of an episode file with these items."""
    bare = parse_document(b"---\ntitle: A talk\n---\n")
    return bare.verified(replace(bare.episode, items=tuple(items)))


def converted(document, form):
    """Return the bytes of the other form, with the suggestions that are ticked from the start."""
    found = conversion_of(document, form)
    return found.written(found.proposal.ticked)


SAID = st.lists(
    st.one_of(
        st.builds(Header, st.sampled_from(["Start", "C#", "1. One", "a *b* c", "# not two"])),
        st.builds(
            Line, TEXTS, speaker=st.sampled_from(["Ana", "Bo Ek", "", "O'Neil"]), start=STARTS
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(SAID)
def test_front_matter_there_and_back_says_what_was_shown(items):
    document = in_front_matter(items)
    found = conversion_of(document, "markdown")
    episode = found.proposal.accepted(found.proposal.ticked)
    try:
        data = found.written(found.proposal.ticked)
    except SaveError as error:
        assume("needs a name or a time" not in error.reason)
        raise
    again = parse_document(data)
    assert said(again.episode) == said(episode)
    back = parse_document(converted(again, "front-matter")).episode
    kept = [replace(x, text=one_line(x.text)) for x in document.episode.items]
    assert [(type(x), x.text) for x in back.items] == [(type(x), x.text) for x in kept]
    assert [x.start for x in back.items if isinstance(x, Line)] == [
        x.start for x in kept if isinstance(x, Line)
    ]


@given(markdown_files())
def test_markdown_there_and_back_says_the_same(made):
    document = parse_document(made.data)
    assume(document.episode.items)
    front = parse_document(converted(document, "front-matter"))
    assert not front.in_body
    back = parse_document(converted(front, "markdown")).episode
    shown = [with_texts(item, unescaped) for item in document.episode.items]
    again = [with_texts(item, unescaped) for item in back.items]
    assert said(replace(back, items=tuple(again[: len(shown)]))) == said(
        replace(back, items=tuple(shown))
    )


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
