"""SubRip and WebVTT, read back by readers that are not ours."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pysubs2
import pytest
import webvtt
from hypothesis import assume, given

from cueline.episode import Line
from cueline.io import SaveError
from cueline.io.formats import Options, export_to
from cueline.io.formats.exported import one_line
from tests.io.formats.made_episodes import EPISODE, EPISODES, exported, untimed


def read_srt(text):
    """Return the cues as pysubs2 finds them: start, end in milliseconds, text."""
    events = pysubs2.SSAFile.from_string(text, format_="srt", keep_html_tags=True)
    return [(event.start, event.end, event.text.replace(r"\N", "\n")) for event in events]


def read_vtt(text):
    return webvtt.from_string(text, strict=True)


def said(episode):
    """Return the texts in the order in which they are heard, as one line each."""
    order, time = [], 0
    for place, line in enumerate(item for item in episode.items if isinstance(item, Line)):
        time = time if line.start is None else round(line.start, 3)
        order.append((time, place, one_line(line.text)))
    return [text for _, _, text in sorted(order) if text]


def test_subrip_names_a_speaker_where_another_one_begins():
    assert exported("srt") == """\
1
00:00:03,000 --> 00:00:20,000
Ana: Hello, it's 5 < 6 & {x}.
It goes on.

2
00:00:20,000 --> 00:01:02,000
Bo: How do you count?
Ana: By ear.

3
00:01:02,000 --> 01:02:03,000
And → by eye.

4
01:02:03,000 --> 01:03:20,000
Bo: Thank you.
"""  # fmt: skip


def test_webvtt_has_voices_and_the_sections_as_notes():
    assert exported("vtt") == """\
WEBVTT

NOTE Section: Welcome & <start>

00:00:03.000 --> 00:00:20.000
<v Ana>Hello, it's 5 &lt; 6 &amp; {x}.</v>
<v Ana>It goes on.</v>

NOTE Section: Counting birds

00:00:20.000 --> 00:01:02.000
<v Bo>How do you count?</v>
<v Ana>By ear.</v>

00:01:02.000 --> 01:02:03.000
<v Ana>And --&gt; by eye.</v>

NOTE Section: The end

01:02:03.000 --> 01:03:20.000
<v Bo>Thank you.</v>
"""  # fmt: skip


def test_other_readers_find_the_cues():
    times = [(3, 20), (20, 62), (62, 3723), (3723, 3800)]
    cues = read_srt(exported("srt"))
    assert [(start / 1000, end / 1000) for start, end, _ in cues] == times
    assert cues[1][2] == "Bo: How do you count?\nAna: By ear."
    found = read_vtt(exported("vtt"))
    assert [(c.start_in_seconds, c.end_in_seconds) for c in found.captions] == times
    assert [caption.voice for caption in found] == ["Ana", "Bo", "Ana", "Bo"]
    assert [comment for caption in found for comment in caption.comments] == [
        "Section: Counting birds",
        "Section: The end",
    ]
    assert found.header_comments == ["Section: Welcome & <start>"]


def test_speakers_get_their_full_names_where_they_are_known():
    options = Options(names={"Ana": "Ana Sousa"}, length=3800)
    assert "Ana Sousa: Hello" in exported("srt", options=options)
    assert "<v Ana Sousa>By ear." in exported("vtt", options=options)


@pytest.mark.parametrize("name", ["srt", "vtt", "transcript-json", "audacity"])
def test_the_last_end_is_estimated_where_the_sound_is_not_known(name):
    estimated = export_to(name, EPISODE, Options())
    note = "The last end, 1:02:04, is estimated from the length of the text"
    assert any(note in told for told in estimated.notes)
    known = export_to(name, EPISODE, Options(length=3800))
    assert known.text != estimated.text
    assert known.notes == ("1 entry that is neither header nor line was left out.",)


def test_a_sound_that_is_over_before_the_last_line_gives_no_end():
    short = export_to("srt", EPISODE, Options(length=100))
    assert "01:02:03,000 --> 01:02:04" in short.text
    assert any("The sound is over (1:40) before the last line" in note for note in short.notes)


@pytest.mark.parametrize("name", ["srt", "vtt", "transcript-json", "audacity"])
def test_nothing_timed_is_refused_in_a_sentence(name):
    with pytest.raises(SaveError, match="No line has a time yet"):
        exported(name, untimed())
    with pytest.raises(SaveError, match="the transcript has no line yet"):
        exported(name, EPISODE.with_items(()))


def test_lines_that_go_back_in_time_are_put_in_order_and_told():
    items = (Line("b", "Bo", 9), Line("b2", "Bo"), Line("a", "Ana", 3))
    result = export_to("srt", EPISODE.with_items(items), Options(length=20))
    assert [cue[2] for cue in read_srt(result.text)] == ["Ana: a", "Bo: b\nb2"]
    assert result.notes == ("1 line goes back in time; the export is in the order of the times.",)


def test_lines_before_the_first_time_begin_at_zero():
    items = (Line("before", "Ana"), Line("first", "Bo", 7))
    result = export_to("vtt", EPISODE.with_items(items), Options(length=20))
    assert [(c.start_in_seconds, c.text) for c in read_vtt(result.text)] == [
        (0, "before"),
        (7, "first"),
    ]
    assert result.notes == ("1 line stands before the first time; here that is at 0:00.",)


def test_a_subtitle_text_with_commands_of_other_formats_stays_as_it_is():
    text = r"C:\new \N \h {\i1}x{\p1} <i>y</i> &amp;"
    episode = EPISODE.with_items((Line(text, "", 1),))
    assert exported("srt", episode).splitlines()[2] == text
    raw = read_vtt(exported("vtt", episode)).captions[0].raw_text
    assert html.unescape(raw) == text


@given(EPISODES)
def test_every_word_comes_back_from_webvtt(episode):
    assume(any(isinstance(item, Line) and item.start is not None for item in episode.items))
    found = read_vtt(exported("vtt", episode))
    texts = [html.unescape(re.sub("<[^>]*>", "", line)) for cue in found for line in cue.lines]
    assert texts == said(episode)
    voices = [
        html.unescape(name) for cue in found for name in re.findall("<v ([^>]*)>", cue.raw_text)
    ]
    assert set(voices) <= {"Ana", "Bo", "Ana Maria", "O'Neil", "Зоя", "x: y", "no"}


@given(EPISODES)
def test_cues_follow_each_other_without_a_gap(episode):
    assume(any(isinstance(item, Line) and item.start is not None for item in episode.items))
    cues = read_srt(exported("srt", episode, Options()))
    assert all(start < end for start, end, _ in cues)
    assert all(one[1] <= two[0] for one, two in pairwise(cues))


@given(EPISODES)
def test_every_word_comes_back_from_subrip(episode):
    assume(any(isinstance(item, Line) and item.start is not None for item in episode.items))
    text = exported("srt", episode)
    for spoken in said(episode):
        assert spoken.replace("-->", "→") in text
    blocks = [block for block in text.split("\n\n") if block.strip()]
    assert [block.split("\n")[0] for block in blocks] == [str(n + 1) for n in range(len(blocks))]
    assert len(read_srt(text)) == len(blocks)
