"""Transcripts of other programs, as they write them: what is read, and what is said of files that are broken."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cueline.episode import Header, Line
from cueline.io import DocumentError
from cueline.io.formats import READERS, import_from, reader_for
from cueline.io.formats.exported import one_line
from cueline.io.formats.imported import Label
from cueline.io.formats.names import settled
from cueline.io.formats.voices import joined
from tests.io.formats.made_episodes import EPISODE, EPISODES, TIMED_ONLY, exported
from tests.io.made_files import WORDS


def read(name, suffix):
    """Return what is read of a text or of bytes in a file with the suffix."""
    data = name.encode() if isinstance(name, str) else name
    return import_from(data, Path(f"talk{suffix}"))


def told(lines):
    return [(line.start, line.speaker, line.text) for line in lines]


def broken(text, suffix):
    """Return place and reason of the error."""
    with pytest.raises(DocumentError) as caught:
        read(text, suffix)
    return caught.value.line, caught.value.column, caught.value.reason


SRT = """\
1
00:00:01,250 --> 00:00:04,000
Ana: <i>Hello</i> there,
good morning.

2
00:00:04,000 --> 00:00:06,000
How are you?
Bo: {\\an8}Fine. In

1984

3
00:01:07,5 --> 00:01:09,000 X1:63 X2:223
Bo: Note: it was
4
1:00:09.000 --> 1:00:10.000
2001
"""


def test_subrip_is_read_with_its_names():
    found = read(SRT, ".srt")
    assert told(found.items) == [
        (1.25, "Ana", "Hello there, good morning."),
        (4, "Ana", "How are you?"),
        (4, "Bo", "Fine. In 1984"),
        (67.5, "Bo", "Note: it was"),
        (3609, "Bo", "2001"),
    ]
    assert found.notices == ()


def test_a_word_before_a_colon_that_comes_once_is_no_name():
    text = "1\n00:00:01,000 --> 00:00:02,000\nWell\n\n2\n00:00:02,000 --> 00:00:03,000\nRemember: count.\n"
    found = read(text, ".srt")
    assert told(found.items) == [(1, "", "Well"), (2, "", "Remember: count.")]
    assert found.notices == (
        "Left in the text, as it comes once only and may be no name: “Remember:”.",
    )


def cues(*texts):
    return "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n" for n, text in enumerate(texts, 1)
    )


def test_a_name_that_comes_once_is_one_where_other_cues_have_names():
    found = read(cues("Alexey: Hello and welcome.", "Maria: Thanks for\nhaving me."), ".srt")
    assert told(found.items) == [
        (1, "Alexey", "Hello and welcome."),
        (2, "Maria", "Thanks for having me."),
    ]
    assert found.notices == ()


@pytest.mark.parametrize(
    "words", ["Remember: I remember bees.", "What we said: one.", "Well\nMaria: one."]
)
def test_words_that_are_hardly_a_name_stay_in_the_text(words):
    found = read(cues("Alexey: Hello.", words), ".srt")
    assert told(found.items)[1:] == [(2, "Alexey", words.replace("\n", " "))]
    assert "comes once only" in found.notices[0]


def test_a_name_that_the_episode_knows_is_one_wherever_it_comes():
    found = read(cues("Hello.", "Well\nMaria Lopez: one."), ".srt")
    assert told(settled(found, ["Alexey", "Maria"]).items)[1:] == [
        (2, "", "Well"),
        (2, "Maria Lopez", "one."),
    ]
    assert settled(found, ["Alexey", "Maria"]).notices == ()


def test_what_is_ticked_is_a_name_and_what_is_not_is_none():
    found = read(cues("Alexey: Hello.", "Maria: Yes."), ".srt")
    assert settled(found, ["Maria"], {"Maria": False}).items[1].text == "Maria: Yes."
    found = read(cues("Hello.", "Maria: Yes."), ".srt")
    assert found.items[1].text == "Maria: Yes."
    assert settled(found, [], {"Maria": True}).items[1] == Line("Yes.", "Maria", 2)


def test_cues_are_not_put_together_where_somebody_else_may_speak():
    found = read(cues("Hello.", "Maria: Yes.", "That is so."), ".srt")
    assert [line.text for line in joined(found.items)] == ["Hello.", "Maria: Yes. That is so."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_subtitles_are_read_in_the_encodings_of_other_programs(newline, code):
    text = "1\n00:00:01,000 --> 00:00:02,000\nnaïve 😀\nyes\n".replace("\n", newline)
    assert told(read(text.encode(code), ".srt").items) == [(1, "", "naïve 😀 yes")]


def test_windows_text_is_read_and_told():
    found = read("1\n00:00:01,000 --> 00:00:02,000\nnaïve “x”\n".encode("cp1252"), ".srt")
    assert told(found.items) == [(1, "", "naïve “x”")]
    assert "not UTF-8" in found.notices[0]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("1\n00:00:01,000 --> 00:00:0x,000\nA\n", (2, 18), "this is not a time"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:61:01,000 --> 00:62:02,000\nB\n",
            (6, 1),
            "not a time",
        ),
        ("Hello\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n", (1, 1), "here a time is expected"),
        (b"\xff\xfe1", (1, 1), "this file is UTF-16"),
        ("", (1, 1), "nothing is said in it"),
        ("1\n\n2\n", (1, 1), "nothing is said in it"),
    ],
)
def test_broken_subrip_is_refused_at_its_place(text, place, reason):
    line, column, said = broken(text, ".srt")
    assert (line, column) == place
    assert reason in said


VTT = """\
WEBVTT - a talk
Kind: captions

STYLE
::cue { color: red }

NOTE made by hand

NOTE Section: Counting &

intro
00:01.250 --> 00:04.000 align:start
<v.loud Ana Sousa>Hello &amp; <i>good</i>
morning.</v>

01:00:04.000 --> 01:00:06.000
<v Ana Sousa>One.</v>
<v Bo &lt;x&gt;>Two &lt;b&gt;.</v> Nobody <00:00:05.000><c>says</c> it.
"""


def test_webvtt_is_read_with_voices_and_sections():
    found = read(VTT, ".vtt")
    assert found.items == (
        Header("Counting &"),
        Line("Hello & good morning.", "Ana Sousa", 1.25),
        Line("One.", "Ana Sousa", 3604),
        Line("Two <b>.", "Bo <x>", 3604),
        Line("Nobody says it.", "", 3604),
    )
    assert found.notices == (
        "1 note was left out: only those that begin with “Section: ” are headers.",
    )


ROLLING = """\
WEBVTT
Kind: captions

00:00:00.000 --> 00:00:02.000 align:start position:0%
~
so<00:00:00.500><c> hello</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
so hello
~

00:00:02.010 --> 00:00:04.000 align:start position:0%
so hello
hello<00:00:03.000><c> again</c>

00:00:04.000 --> 00:00:04.010
hello again
~
""".replace("~", " ")


def test_captions_that_roll_up_are_read_once():
    found = read(ROLLING, ".vtt")
    assert told(found.items) == [(0, "", "so hello"), (2.01, "", "hello again")]
    assert found.notices[0].startswith("The captions roll up")


def test_what_is_really_said_twice_stays():
    cues = "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n + 1:02d},000\n{text}\n\n"
        for n, text in enumerate(["No.", "No.", "Yes.", "Well.", "So."], start=1)
    )
    assert [line.text for line in read(cues, ".srt").lines] == [
        "No.",
        "No.",
        "Yes.",
        "Well.",
        "So.",
    ]


def test_webvtt_without_voices_may_name_the_speakers_in_the_text():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Hi.\n\n00:02.000 --> 00:03.000\nThere.\n"
    assert told(read(text, ".vtt").items) == [(1, "Ana", "Hi."), (2, "Ana", "There.")]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("00:01.000 --> 00:02.000\nA\n", (1, 1), "begins with the word WEBVTT"),
        ("WEBVTT\n\n00:01.000 --> soon\nA\n", (3, 15), "this is not a time"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nlost text\n", (6, 1), "here a cue is expected"),
        ("WEBVTT\n", (1, 1), "nothing is said in it"),
    ],
)
def test_broken_webvtt_is_refused_at_its_place(text, place, reason):
    line, column, said = broken(text, ".vtt")
    assert (line, column) == place
    assert reason in said


def test_whisper_segments_are_lines():
    data = {"text": "…", "language": "en", "segments": [
        {"id": 0, "start": 0.0, "end": 2.5, "text": " Hello.", "words": [{"word": " Hello.", "start": 0.0}]},
        {"id": 1, "start": 2.5, "end": 4, "text": " Good day. "},
        {"id": 2, "start": 4, "end": 5, "text": "  "},
    ]}  # fmt: skip
    assert told(read(json.dumps(data), ".json").items) == [
        (0, "", "Hello."),
        (2.5, "", "Good day."),
    ]
    assert told(read(json.dumps(data["segments"]), ".json").items)[1] == (2.5, "", "Good day.")


def test_words_of_two_speakers_part_a_segment():
    words = [
        {"word": "Well", "start": 1.0, "speaker": "A"}, {"word": "yes.", "start": 1.5},
        {"word": "No.", "start": 2.25, "speaker": "B"}, {"word": "7", "speaker": "B"},
    ]  # fmt: skip
    one = {"start": 5, "text": "Hm.", "speaker": "A", "words": [{"word": "Hm.", "speaker": "A"}]}
    segments = [{"start": 1, "end": 3, "text": "Well yes. No. 7", "words": words}, one]
    assert told(read(json.dumps({"segments": segments}), ".json").items) == [
        (1, "A", "Well yes."),
        (2.25, "B", "No. 7"),
        (5, "A", "Hm."),
    ]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (
            '{"segments": [\n {"start": 0, "text": "a"},\n {"start": "x", "text": "b"}]}',
            (3, 2),
            "no “start”",
        ),
        ('[{"start": 0, "text": "a"}, {"start": 1}]', (1, 29), "no “text”"),
        ('[{"start": NaN, "text": "a"}]', (1, 2), "no “start”"),
        ('{"segments": [\n{"start": 0,}]}', (2, 13), "this is not JSON"),
        ('{"words": []}', (1, 1), "this JSON is no transcript"),
        ('{"segments": []}', (1, 1), "there is nothing said in it"),
        ("[" * 100_000, (1, 1), "nested too deep"),
        ("[7]", (1, 2), "no “start”"),
    ],
)
def test_broken_json_is_refused_at_its_place(text, place, reason):
    line, column, said = broken(text, ".json")
    assert (line, column) == place
    assert reason in said


BLOCKS = """\

0:09
Ana
Hello there.
And more.

1:02:23
Bo:
Fine.
[62:23]
Without a name.
"""


def test_blocks_of_time_name_and_text_are_read():
    found = read(BLOCKS, ".txt")
    assert told(found.items) == [
        (9, "Ana", "Hello there."),
        (None, "Ana", "And more."),
        (3743, "Bo", "Fine."),
        (3743, "", "Without a name."),
    ]
    assert read("0:09\nA\n0:05\nB\n", ".txt").notices == (
        "1 line goes back in time; they stand as in the file.",
    )


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("\nAna\n0:09\nHello\n", (2, 1), "here a time such as 0:09 is expected"),
        ("0:09\nAna\nHi\n37:567\nBo\nHo\n", (4, 1), "this is not a time"),
        ("0:09\nAna\nHi\n0:75\nBo\nHo\n", (4, 1), "this is not a time"),
        ("0:09\n0:12\nBo\nHo\n", (1, 1), "nothing is said at this time"),
        (
            "0:09\nThis is what I say.\nAnd this as well.\n",
            (2, 1),
            "the speaker's name is expected",
        ),
        ("", (1, 1), "there is no block"),
    ],
)
def test_broken_blocks_are_refused_at_their_place(text, place, reason):
    line, column, said = broken(text, ".txt")
    assert (line, column) == place
    assert reason in said


def word_file(*paragraphs):
    """Return a Word document of `(style, text)`; style None is plain."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_has_its_headings_as_sections():
    data = word_file(
        ("Title", "The talk"), ("Heading 1", "Welcome"), (None, "Ana: Hello."), (None, "It goes on."),
        (None, ""), ("Heading 2", "Birds"), (None, "Bo (1:02): By ear."), (None, "[1:05] Ana: And\nby eye."),
    )  # fmt: skip
    found = read(data, ".docx")
    assert found.items == (
        Header("Welcome"),
        Line("Hello.", "Ana"),
        Line("It goes on.", "Ana"),
        Header("Birds"),
        Line("By ear.", "Bo", 62),
        Line("And by eye.", "Ana", 65),
    )
    assert found.notices == ("The title “The talk” was left out: it is not said.",)


def test_a_word_document_may_hold_blocks():
    data = word_file((None, "0:09"), (None, "Ana"), (None, "Hello."), ("Heading 1", "Birds"),
                     (None, "0:20"), (None, "Bo"), (None, "Fine."))  # fmt: skip
    assert read(data, ".docx").items == (
        Line("Hello.", "Ana", 9), Header("Birds"), Line("Fine.", "Bo", 20),
    )  # fmt: skip


def test_tables_of_a_word_document_are_told_of():
    document = docx.Document()
    document.add_paragraph("Ana: Hello.")
    document.add_table(1, 1).cell(0, 0).text = "lost"
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue(), ".docx")
    assert told(found.items) == [(None, "Ana", "Hello.")]
    assert found.notices[0].startswith("What stands in tables was left out (1 of them)")


def test_what_is_no_word_document_is_refused():
    assert broken(b"PK\x03\x04 broken", ".docx")[2].startswith("this is not a Word document")
    assert broken("plain", ".docx")[2].startswith("this is not a Word document")
    assert "there is no text" in broken(word_file(("Heading 1", "A")), ".docx")[2]
    data = word_file(
        (None, "0:09"), (None, "Ana"), (None, "Hi."), (None, "37:567"), (None, "B"), (None, "C")
    )
    assert broken(data, ".docx")[:2] == (4, 1)


def test_labels_are_read_in_the_order_of_their_times():
    text = "2.500000\t3.000000\tBo: Fine.\n\\\t100.0\t200.0\n0,5\t0,5\tBo: Hello\tyou\n"
    found = read(text, ".txt")
    assert found.labels == (Label(0.5, 0.5, "Bo: Hello\tyou"), Label(2.5, 3, "Bo: Fine."))
    assert told(found.items) == [(0.5, "Bo", "Hello\tyou"), (2.5, "Bo", "Fine.")]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("1.0\t2.0\ta\nx\t3\tb\n", (2, 1), "a number of seconds is expected"),
        ("1.0\t2.0\ta\n4.0\n", (2, 4), "the end in seconds is expected"),
        ("1.0\t2.0\ta\n4.0\tnan\tb\n", (2, 5), "the end in seconds is expected"),
    ],
)
def test_broken_labels_are_refused_at_their_place(text, place, reason):
    line, column, said = broken(text, ".txt")
    assert (line, column) == place
    assert reason in said


def test_the_reader_is_found_by_suffix_and_beginning():
    assert reader_for(b"0:09\nA\nB\n", Path("x.txt")).name == "blocks"
    assert reader_for(b"1.0\t2.0\ta\n", Path("x.txt")).name == "audacity"
    assert reader_for(b"WEBVTT\n", Path("x")).name == "vtt"
    assert reader_for(b"0:09\nA\nB\n", Path("x.SRT")).name == "srt"
    with pytest.raises(
        DocumentError, match=r"nothing that can be imported\. What can be: Subtitles"
    ):
        reader_for(b"%PDF", Path("x.pdf"))


def test_cues_can_be_put_together_to_paragraphs():
    lines = [Line("x" * 99 + ".", "Ana", n) for n in range(4)]
    made = joined([*lines, Header("H"), *lines[:2], Line("y", "Bo", 9), Line("z", "Bo")])
    assert [(i.text[-1], len(i.text)) for i in made] == [
        (".", 302),
        (".", 100),
        ("H", 1),
        (".", 201),
        ("z", 3),
    ]
    assert [i.start for i in made if isinstance(i, Line)] == [0, 3, 0, 9]
    endless = joined([Line("word " * 20, "Ana", n) for n in range(20)])
    assert [len(i.text) for i in endless] == [800, 800, 400]


def test_what_is_exported_is_read_again():
    lines = [item for item in EPISODE.items if isinstance(item, Line)]
    found = import_from(exported("vtt").encode(), Path("x.vtt"))
    assert [line.text for line in found.lines] == [one_line(line.text) for line in lines]
    assert [line.speaker for line in found.lines] == [line.speaker for line in lines]
    assert [line.start for line in found.lines] == [line.start for line in lines]
    assert [header.text for header in found.headers] == [
        "Welcome & <start>",
        "Counting birds",
        "The end",
    ]
    words = import_from(exported("transcript-json").encode(), Path("x.json"))
    assert "".join(line.speaker for line in words.lines) == "AnaBoAnaAnaBo"


@given(EPISODES)
def test_every_word_of_webvtt_is_read_again(episode):
    assume(any(isinstance(item, Line) and item.start is not None for item in episode.items))
    text = exported("vtt", episode, TIMED_ONLY)
    assume("-->" in text)
    found = import_from(text.encode(), Path("x.vtt"))
    assume(not any("roll up" in notice for notice in found.notices))
    said = sorted(
        text for i in episode.items if isinstance(i, Line) for text in one_line(i.text).split()
    )
    read_again = sorted(word for line in found.lines for word in line.text.split())
    assert read_again == said


JUNK = st.one_of(st.text(max_size=200), st.lists(st.one_of(
    WORDS, st.sampled_from(["\n", "\n\n", "1", "00:00:01,000 --> 00:00:02,000", "-->", "WEBVTT", "NOTE", "<v A>",
                            "0:09", "\t", "1.0", '{"segments": [', '{"start": 1, "text": "x"}', "]}", "STYLE"])
), max_size=30).map(" ".join).map(lambda text: text.replace(" \n ", "\n")))  # fmt: skip


@pytest.mark.parametrize("name", [name for name in READERS if name != "docx"])
@given(text=JUNK)
def test_junk_is_read_or_refused_with_a_place(name, text):
    try:
        found = import_from(text.encode(errors="replace"), Path("x"), name)
    except DocumentError as error:
        place, reason = (error.line, error.column), error.reason
    else:
        place, reason = (1, 1), ""
        assert found.items or found.labels
    assert min(place) >= 1
    assert not reason or reason.endswith(".")
