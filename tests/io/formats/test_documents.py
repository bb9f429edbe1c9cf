"""Exports to read, and exports for programs: text, Markdown, table, data, podcast files, labels."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from cueline.episode import Clip, Episode, Header, Line, Map, parse_time
from cueline.io import SaveError, parse_document
from cueline.io.formats import FORMATS, Options, export_to
from cueline.io.formats.exported import one_line
from tests.io.formats.made_episodes import EPISODE, EPISODES, exported

TRANSCRIPT_SCHEMA = {
    "type": "object",
    "required": ["version", "segments"],
    "properties": {
        "version": {"const": "1.0.0"},
        "segments": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime", "endTime", "body"],
                "additionalProperties": False,
                "properties": {
                    "speaker": {"type": "string", "minLength": 1},
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "minimum": 0},
                    "body": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}
"""What the podcast namespace's page on transcripts names for version 1.0.0."""


def test_the_formats_have_the_names_that_scripts_rely_on():
    assert " ".join(FORMATS) == (
        "episode srt vtt txt md csv json youtube timestamps chapters transcript-json soundbites audacity"
    )
    assert all(
        name == found.name and found.label and found.suffix for name, found in FORMATS.items()
    )


def test_plain_text_names_speakers_and_underlines_sections():
    assert exported("txt") == """\
Birds: a “count”
================

Welcome & <start>
-----------------

Ana: Hello, it's 5 < 6 & {x}.

It goes on.

Counting birds
--------------

Bo: How do you count?

Ana: By ear.

And --> by eye.

The end
-------

Bo: Thank you.
"""  # fmt: skip


def test_markdown_has_turns_with_times():
    assert exported("md") == r"""---
title: "Birds: a “count”"
---

## Welcome & \<start>

**Ana:** \[0:03\] Hello, it's 5 < 6 & {x}.

It goes on.

## Counting birds

**Bo:** \[0:20\] How do you count?

**Ana:** \[0:20\] By ear.

\[1:02\] And --> by eye.

## The end

**Bo:** \[1:02:03\] Thank you.
"""  # fmt: skip


def shown(markdown):
    """Return what a Markdown reader shows: the kind and text of each block, bold text apart."""
    tokens = MarkdownIt().parse(markdown)
    kinds = [token.type for token in tokens if token.type.endswith("_open")]
    return kinds, [
        "".join(
            child.content if child.type != "softbreak" else "\n" for child in token.children or ()
        )
        for token in tokens
        if token.type == "inline"
    ]


@given(EPISODES)
def test_every_word_is_shown_by_a_markdown_reader(episode):
    try:
        text = exported("md", episode)
    except SaveError:
        return
    kinds, blocks = shown(text)
    assert set(kinds) <= {"paragraph_open", "heading_open"}
    headings = [one_line(item.text) for item in episode.items if isinstance(item, Header)]
    assert kinds.count("heading_open") == len(headings)
    wanted = [one_line(i.text) for i in episode.items if isinstance(i, Line) and one_line(i.text)]
    shown_text = iter(blocks)
    for spoken in wanted:
        assert any(block.rstrip().endswith(_rendered(spoken)) for block in shown_text)


def _rendered(text):
    """Return a text as Markdown shows it: Python's and its own ideas of white space at the end differ."""
    return text.replace("\u2028", " ").rstrip()


TURN = re.compile(
    r"(?:\*\*(?P<name>.+?):\*\*)? ?(?:\\\[(?P<time>[\d:.]+)\\\])? ?(?P<text>.*)", re.DOTALL
)


def turns(markdown):
    """Read a Markdown transcript as such are kept: a paragraph without a name goes on with the turn before it."""
    speaker, found = "", []
    for block in markdown.split("---\n", 2)[2].strip().split("\n\n"):
        if block.startswith("## "):
            found.append(block[3:])
            continue
        turn = TURN.fullmatch(block)
        assert turn is not None
        speaker = turn["name"] or speaker
        found.append(
            (speaker, None if turn["time"] is None else parse_time(turn["time"]), turn["text"])
        )
    return found


def test_markdown_reads_back_as_the_turns_it_was_made_of():
    wanted = [
        (item.speaker, item.start, one_line(item.text)) if isinstance(item, Line) else item.text
        for item in EPISODE.items
        if isinstance(item, (Line, Header))
    ]
    wanted[0] = r"Welcome & \<start>"
    assert turns(exported("md")) == wanted


def test_markdown_that_is_said_is_shown_and_makes_no_markup():
    texts = (
        "**Bob:** not a turn", "- no list", "# no heading", "1. no number", "[5:38] no time", "a *b* _c_ `d` ~~e~~",
        "[x](y) and &amp; and <b>", r"a \* and C:\new and \\", "> no quote", "__0__ ___", "2 * 3 * 4 snake_case",
    )  # fmt: skip
    episode = EPISODE.with_items(tuple(Line(text, "Ana") for text in texts))
    kinds, blocks = shown(exported("md", episode).split("---\n", 2)[2])
    assert kinds == ["paragraph_open"] * len(texts) or set(kinds) == {
        "paragraph_open",
        "strong_open",
    }
    assert [block.removeprefix("Ana: ") for block in blocks] == list(texts)
    source = exported("md", episode)
    assert "2 * 3 * 4 snake_case" in source
    assert "\n\n&#91;5:38] no time" in source


def test_the_table_has_a_row_for_each_header_and_line():
    rows = list(csv.DictReader(io.StringIO(exported("csv"), newline="")))
    assert rows[0] == {
        "kind": "header", "start": "3", "end": "20", "time": "0:03", "speaker": "",
        "text": "Welcome & <start>", "section": "Welcome & <start>",
    }  # fmt: skip
    assert [row["kind"] for row in rows] == ["header", "line", "line", "header"] + ["line"] * 3 + [
        "header",
        "line",
    ]
    assert [row["end"] for row in rows if row["kind"] == "line"] == [
        "20",
        "",
        "62",
        "62",
        "3723",
        "3800",
    ]
    assert rows[-1]["text"] == "Thank\nyou."
    assert rows[-1]["time"] == "1:02:03"


def test_cells_that_a_spreadsheet_takes_for_formulas_stay_and_are_counted():
    episode = EPISODE.with_items((Line("=1+1", "@Ana", 3), Line("fine", "Bo")))
    result = export_to("csv", episode, Options())
    assert next(csv.DictReader(io.StringIO(result.text)))["text"] == "=1+1"
    assert result.notes[0].startswith("2 cells begin with = + - or @")


@given(EPISODES)
def test_the_table_gives_every_text_back(episode):
    try:
        text = exported("csv", episode)
    except SaveError:
        return
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    lines = [item for item in episode.items if isinstance(item, Line)]
    said = [(row["text"], row["speaker"]) for row in rows if row["kind"] == "line"]
    assert said == [(line.text.replace("\0", "\ufffd"), line.speaker) for line in lines]
    starts = [row["start"] for row in rows if row["kind"] == "line"]
    assert [float(s) if s else None for s in starts] == [line.start for line in lines]


def test_the_data_has_sections_lines_clips_and_fields():
    data = json.loads(exported("json"))
    assert list(data) == ["version", "fields", "sections", "clips"]
    assert data["fields"]["season"] == 3
    assert [section["title"] for section in data["sections"]] == [
        "Welcome & <start>",
        "Counting birds",
        "The end",
    ]
    assert data["sections"][1]["lines"][0] == {
        "text": "How do you count?", "speaker": "Bo", "start": 20, "end": 62, "time": "0:20",
    }  # fmt: skip
    assert data["sections"][0]["lines"][1]["start"] is None
    assert data["clips"][2] == {"name": "The end", "start": 3723, "end": None, "url": ""}
    assert export_to("json", EPISODE, Options()).notes == (
        "1 entry that is neither header nor line was left out.",
        "1 of the clips are no clips and were left out.",
    )


def test_data_holds_fields_of_every_kind():
    source = b"---\nnested: {a: [1, 2.5, true, null]}\nday: 2025-01-02\ntranscript: []\n---\n"
    data = json.loads(exported("json", parse_document(source).episode))
    assert data["fields"] == {"nested": {"a": [1, 2.5, True, None]}, "day": "2025-01-02"}
    odd = replace(EPISODE, fields=Map({"odd": float("nan")}))
    assert json.loads(exported("json", odd))["fields"] == {"odd": None}


@given(EPISODES)
def test_data_gives_everything_back(episode):
    data = json.loads(exported("json", episode))
    lines = [line for section in data["sections"] for line in section["lines"]]
    wanted = [item for item in episode.items if isinstance(item, Line)]
    assert [(line["text"], line["speaker"], line["start"]) for line in lines] == [
        (line.text, line.speaker, line.start) for line in wanted
    ]


def test_a_podcast_transcript_has_a_segment_for_each_speaker():
    data = json.loads(exported("transcript-json"))
    jsonschema.validate(data, TRANSCRIPT_SCHEMA)
    assert data["segments"][:3] == [
        {"speaker": "Ana", "startTime": 3, "endTime": 20, "body": "Hello, it's 5 < 6 & {x}.\nIt goes on."},
        {"speaker": "Bo", "startTime": 20, "endTime": 62, "body": "How do you count?"},
        {"speaker": "Ana", "startTime": 20, "endTime": 62, "body": "By ear."},
    ]  # fmt: skip


@given(EPISODES)
def test_any_podcast_transcript_keeps_the_form(episode):
    try:
        data = json.loads(exported("transcript-json", episode))
    except SaveError:
        return
    jsonschema.validate(data, TRANSCRIPT_SCHEMA)
    starts = [segment["startTime"] for segment in data["segments"]]
    assert starts == sorted(starts)


def elements(text):
    """Parse soundbites as a feed's item would hold them."""
    namespace = "https://podcastindex.org/namespace/1.0"
    root = ET.fromstring(f'<item xmlns:podcast="{namespace}">{text}</item>')
    return [
        (e.get("startTime"), e.get("duration"), e.text)
        for e in root
        if e.tag == f"{{{namespace}}}soundbite"
    ]


def test_soundbites_come_from_the_clips():
    result = export_to("soundbites", EPISODE, Options(length=3800))
    assert result.text.splitlines()[0] == (
        '<podcast:soundbite startTime="0.0" duration="20.0">Welcome &amp; &lt;start&gt;</podcast:soundbite>'
    )
    assert elements(result.text) == [
        ("0.0", "20.0", "Welcome & <start>"),
        ("20.0", "3703.0", "Counting birds"),
        ("3723.0", "77.0", "The end"),
    ]
    assert result.notes == (
        "1 clip shorter than 15 s or longer than 120 s, which players may pass over.",
    )


def test_a_clip_without_an_end_is_left_out_and_told():
    result = export_to("soundbites", EPISODE, Options())
    assert len(elements(result.text)) == 2
    assert result.notes[0] == "1 clip without a start and an end after it: left out."


def test_soundbites_hold_any_name_that_xml_can_hold():
    clips = (Clip('a\x01 "b"\n' + "c" * 130, 1, 30), Clip("", 30.5, 60.75))
    result = export_to("soundbites", replace(EPISODE, clips=clips), Options())
    assert elements(result.text) == [
        ("1.0", "29.0", 'a\ufffd "b" ' + "c" * 130),
        ("30.5", "30.25", None),
    ]
    assert result.notes == (
        "1 clip with a name of more than 128 characters, which players may cut off.",
    )


@pytest.mark.parametrize(
    ("clips", "sentence"),
    [
        ((), "There are no clips"),
        ((Clip("a", 5, 5), Clip("b", None, 9)), "No clip has a start and an end"),
    ],
)
def test_no_clips_no_soundbites(clips, sentence):
    with pytest.raises(SaveError, match=sentence):
        exported("soundbites", replace(EPISODE, clips=clips))


def test_audacity_gets_a_label_for_each_cue():
    rows = [row.split("\t") for row in exported("audacity").splitlines()]
    assert rows[0] == ["3.000000", "20.000000", "Ana: Hello, it's 5 < 6 & {x}. It goes on."]
    assert rows[1] == ["20.000000", "62.000000", "Bo: How do you count? Ana: By ear."]
    assert rows[3] == ["3723.000000", "3800.000000", "Bo: Thank you."]


@given(EPISODES)
def test_any_label_is_one_line_of_three_fields(episode):
    try:
        text = exported("audacity", episode)
    except SaveError:
        return
    rows = [row.split("\t") for row in text.split("\n")[:-1]]
    assert all(len(row) == 3 and float(row[0]) < float(row[1]) and row[2] for row in rows)
    assert text.splitlines() == text.split("\n")[:-1]


@pytest.mark.parametrize("name", ["txt", "md", "csv"])
def test_a_transcript_without_lines_is_refused(name):
    with pytest.raises(SaveError, match="the transcript has no line yet"):
        exported(name, Episode(items=(Header("A"),)))


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name not in ("episode", "soundbites")]
)
def test_half_of_a_character_is_refused_in_a_sentence(name):
    items = [item for n in range(3) for item in (Header("\ud800"), Line("\ud800", "Ana", n * 60))]
    with pytest.raises(SaveError, match="half of a character"):
        exported(name, Episode(items=tuple(items), fields=Map({"title": "T"})))


def test_the_episode_file_needs_its_document():
    with pytest.raises(SaveError, match="Only a file with front matter"):
        exported("episode")
