"""The lists of topics: for YouTube, for the site, for podcast players."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given

from cueline.episode import Header, Line, parse_time
from cueline.io import SaveError
from cueline.io.formats import Options, export_to
from tests.io.formats.made_episodes import EPISODE, EPISODES, exported, untimed

CHAPTERS_SCHEMA = {
    "type": "object",
    "required": ["version", "chapters"],
    "properties": {
        "version": {"const": "1.2.0"},
        "title": {"type": "string"},
        "chapters": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime"],
                "additionalProperties": False,
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "minimum": 0},
                    "title": {"type": "string"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "img": {"type": "string", "pattern": "^https?://"},
                },
            },
        },
    },
}
"""What the podcast namespace's page on JSON chapters 1.2 asks for, of the keys that we write."""


def with_sections(*starts):
    """Return an episode with a section at each start; None: its line has no time."""
    items = []
    for number, start in enumerate(starts, start=1):
        items += [Header(f"Topic {number}"), Line("x", "Ana", start)]
    return EPISODE.with_items(tuple(items))


def test_youtube_gets_short_times_and_its_first_chapter_at_zero():
    result = export_to("youtube", EPISODE, Options(length=3800))
    assert result.text == "0:00 Welcome & <start>\n0:20 Counting birds\n1:02:03 The end\n"
    assert result.notes == (
        "“Welcome & <start>” begins at 0:03; it is listed at 0:00, where YouTube wants the first.",
        "YouTube takes no < and > in a description; replace them after pasting.",
    )


def test_timestamps_have_three_fields():
    assert exported("timestamps") == (
        "00:00:03 Welcome & <start>\n00:00:20 Counting birds\n01:02:03 The end\n"
    )


def test_what_breaks_a_rule_of_youtube_is_told():
    result = export_to("youtube", with_sections(0, 6, 40), Options(length=45))
    assert result.text == "0:00 Topic 1\n0:06 Topic 2\n0:40 Topic 3\n"
    assert [note.split(". ")[0] for note in result.notes] == [
        "“Topic 1” at 0:00 is 6 s long",
        "“Topic 3” at 0:40 is 5 s long",
    ]


@pytest.mark.parametrize(
    ("episode", "sentence"),
    [
        (with_sections(0, 60), "only 2 sections have a title and a time"),
        (with_sections(0), "only one section has a title and a time"),
        (with_sections(None, None, None), "No section has a time yet"),
        (EPISODE.with_items((Line("x", "Ana", 3),)), "There are no sections yet"),
    ],
)
def test_a_list_that_would_do_nothing_is_refused(episode, sentence):
    with pytest.raises(SaveError, match=sentence):
        exported("youtube", episode)


def test_a_very_long_list_is_told_to_pass_the_limit_of_a_description():
    episode = EPISODE.with_items(
        tuple(item for n in range(5) for item in (Header("x" * 1100), Line("a", "b", n * 60)))
    )
    notes = export_to("youtube", episode, Options()).notes
    assert notes == ("The list has 5530 characters; a description has at most 5000.",)


def test_a_first_header_without_a_time_begins_at_zero():
    episode = with_sections(None, 111, 191)
    assert exported("timestamps", episode).splitlines()[0] == "00:00:00 Topic 1"
    spoken_before = (Line("x", "Ana", 2), *episode.items)
    result = export_to("timestamps", EPISODE.with_items(spoken_before), Options())
    assert result.text.splitlines()[0] == "00:01:51 Topic 2"
    assert result.notes == ("Left out, because no line under the header has a time: “Topic 1”.",)


def test_a_header_that_stands_twice_is_listed_once():
    items = (
        Header("A"),
        Header("A"),
        Line("x", "Ana", 5),
        Header("B"),
        Header("C"),
        Line("y", "Ana", 50),
    )
    result = export_to("timestamps", EPISODE.with_items(items), Options())
    assert result.text == "00:00:05 A\n00:00:50 C\n"
    assert result.notes == ("Left out, because no line under the header has a time: “B”.",)


def test_sections_that_go_back_in_time_are_put_in_order():
    result = export_to("timestamps", with_sections(50, 20), Options())
    assert result.text == "00:00:20 Topic 2\n00:00:50 Topic 1\n"
    assert result.notes == (
        "Some sections go back in time; the list is in the order of the times.",
    )


def test_podcast_chapters_have_the_pages_of_the_clips():
    data = json.loads(exported("chapters"))
    jsonschema.validate(data, CHAPTERS_SCHEMA)
    assert data["title"] == "Birds: a “count”"
    assert data["chapters"] == [
        {"startTime": 3, "title": "Welcome & <start>", "endTime": 20, "url": "https://x.org/w?v=1&t=0",
         "img": "https://x.org/i.png"},
        {"startTime": 20, "title": "Counting birds", "endTime": 3723, "url": "https://x.org/w?v=1&t=20",
         "img": "https://x.org/i.png"},
        {"startTime": 3723, "title": "The end", "endTime": 3800, "img": "https://x.org/i.png"},
    ]  # fmt: skip


def test_the_last_chapter_has_no_end_where_the_sound_is_not_known():
    chapters = json.loads(exported("chapters", options=Options()))["chapters"]
    assert ["endTime" in chapter for chapter in chapters] == [True, True, False]


@pytest.mark.parametrize("name", ["timestamps", "chapters", "youtube"])
def test_untimed_episodes_have_no_topics(name):
    with pytest.raises(SaveError, match="Give the first line of each section its time first"):
        exported(name, untimed())


@given(EPISODES)
def test_topics_come_in_the_order_of_their_times(episode):
    try:
        lines = exported("timestamps", episode).split("\n")[:-1]
    except SaveError:
        return
    assert all(re.match(r"\d\d:\d\d:\d\d( |$)", line) for line in lines)
    times = [parse_time(line[:8]) or 0 for line in lines]
    assert times == sorted(times)
    titles = {item.text for item in episode.items if isinstance(item, Header)}
    assert len(lines) <= len(titles) + sum(isinstance(item, Header) for item in episode.items)
    jsonschema.validate(json.loads(exported("chapters", episode)), CHAPTERS_SCHEMA)
