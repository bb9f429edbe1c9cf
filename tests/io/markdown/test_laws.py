"""The laws of saving, on Markdown transcripts and edits of every kind."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import Change, EditError, Header, Line, edits
from cueline.io import DocumentError, SaveError, parse_document
from cueline.io.markdown.blocks import is_speech
from tests.io.made_markdown import SPEAKERS, WORDS, markdown_files

LAWS = settings(
    max_examples=100,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: " ".join(["And", *words]))
TYPED = st.tuples(st.sampled_from(["", " ", "\t"]), TEXTS, st.sampled_from(["", "", " ", "  "]))
TYPED_TEXTS = TYPED.map("".join)


def said(episode):
    return [
        (x.text,) if isinstance(x, Header) else (x.speaker, x.start, x.text) for x in episode.items
    ]


def held(episode):
    """Return what is said without the blanks around it, which Markdown does not keep."""
    return [(*rest, text.strip(" \t")) for *rest, text in said(episode)]


def changed_lines(old: bytes, new: bytes):
    before, after = (data.decode("utf-8-sig").split("\n") for data in (old, new))
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [line for what, a, b, _, _ in codes if what != "equal" for line in before[a:b]]
    come = [line for what, _, _, a, b in codes if what != "equal" for line in after[a:b]]
    return gone, come


def edited(draw, episode):
    """Return the episode after an edit of any kind; as it is where that cannot be done."""
    lines = [i for i, x in enumerate(episode.items) if isinstance(x, Line)]
    headers = [i for i, x in enumerate(episode.items) if isinstance(x, Header)]
    place = draw(st.integers(0, len(episode.items)))
    line = draw(st.sampled_from(lines)) if lines else 0
    header = draw(st.sampled_from(headers)) if headers else 0
    text, name, seconds = (
        draw(TYPED_TEXTS),
        draw(st.sampled_from(SPEAKERS)),
        draw(st.integers(0, 7200)),
    )
    start = draw(st.one_of(st.none(), st.integers(0, 7200)))
    edit = draw(
        st.sampled_from(
            [
                lambda: edits.set_text(episode, line, text),
                lambda: edits.set_speaker(episode, line, name),
                lambda: edits.rename_speaker(episode, episode.items[line].speaker, name),
                lambda: edits.retime(episode, line, seconds),
                lambda: edits.retime_together(episode, line, seconds),
                lambda: edits.shift(episode, seconds % 99, line, line),
                lambda: edits.split_line(episode, line, len(episode.items[line].text) // 2),
                lambda: edits.merge_lines(episode, line, line + 1),
                lambda: edits.insert_line(episode, place, Line(text, name, start)),
                lambda: edits.delete_items(episode, line, line),
                lambda: edits.delete_items(episode, 0, len(episode.items) - 1),
                lambda: edits.split_section(episode, line, "Here: a part"),
                lambda: edits.rename_section(episode, header, "Another: name"),
                lambda: edits.merge_section(episode, header),
                lambda: edits.move_header(episode, header, place),
            ]
        )
    )
    try:
        return edit()
    except (EditError, IndexError, AttributeError):
        return episode


@LAWS
@given(markdown_files())
def test_a_file_is_read_as_what_it_says(made):
    document = parse_document(made.data)
    assert document.read_only is None
    assert said(document.episode) == made.items
    assert dict(document.episode.fields) == (
        {"title": "A: title", "tags": ("a", "b")} if made.way.front else {}
    )


@LAWS
@given(markdown_files())
def test_no_edit_gives_the_same_bytes(made):
    document = parse_document(made.data)
    assert document.render(document.episode) == made.data
    rebuilt = Change.from_dict(Change().to_dict()).apply(document.episode)
    assert document.render(rebuilt.with_items(tuple(rebuilt.items))) == made.data


@LAWS
@given(st.data())
def test_what_is_saved_comes_back_and_back_again_gives_the_first_bytes(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    episode, states = document.episode, [(document.episode, document.data)]
    for _ in range(3):
        episode = edited(draws.draw, episode)
        try:
            document = document.verified(episode)
        except SaveError as error:
            reason = str(error)
        else:
            reason = ""
        if reason:  # nobody's words, below somebody's turn or like a list
            assert re.search("goes on with what|would be no paragraph", reason)
            episode = states[-1][0]
            continue
        assert said(document.episode) == held(episode)
        episode = document.episode
        assert said(parse_document(document.data).episode) == said(episode) or not episode.items
        states.append((episode, document.data))
    for state, data in reversed(states):
        document = document.verified(state)
        assert document.data == data


@LAWS
@given(st.data())
def test_a_changed_word_changes_one_source_line(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    lines = [i for i, x in enumerate(document.episode.items) if isinstance(x, Line) and x.text]
    assume(lines)
    place = draws.draw(st.sampled_from(lines))
    words = document.episode.items[place].text.split(" ")
    number = draws.draw(st.integers(0, len(words) - 1))
    assume(words[number] != "otherwise-put")
    words[number] = "otherwise-put"
    changed = edits.set_text(document.episode, place, " ".join(words))
    gone, come = changed_lines(made.data, document.verified(changed).data)
    assert len(gone) == len(come) == 1
    assert "otherwise-put" in come[0]


@LAWS
@given(st.data())
def test_a_retime_changes_the_time_in_its_line_and_no_other(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    timed = [
        i
        for i, x in enumerate(document.episode.items)
        if isinstance(x, Line) and x.start is not None
    ]
    assume(timed)
    place = draws.draw(st.sampled_from(timed))
    old = document.episode.items[place]
    episode = edits.retime(document.episode, place, draws.draw(st.integers(0, 7200)))
    gone, come = changed_lines(made.data, document.verified(episode).data)
    new = episode.items[place]
    assert [line.replace(old.label, new.label, 1) for line in gone] == come


@LAWS
@given(st.data())
def test_a_speaker_changes_heads_only(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    named = [i for i, x in enumerate(document.episode.items) if isinstance(x, Line) and x.speaker]
    assume(named)
    old = document.episode.items[draws.draw(st.sampled_from(named))].speaker
    renamed = edits.rename_speaker(document.episode, old, "Noor")
    gone, come = changed_lines(made.data, document.verified(renamed).data)
    assert [line.replace(old, "Noor", 1) for line in gone] == come


@LAWS
@given(st.data())
def test_a_header_put_in_is_all_that_comes_and_taken_out_leaves_nothing(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    assume(document.episode.items)
    place = draws.draw(st.integers(0, len(document.episode.items) - 1))
    saved = document.verified(edits.split_section(document.episode, place, "Here: a section"))
    gone, come = changed_lines(made.data, saved.data)
    assert [line for line in gone if line.strip()] == []
    assert sum(bool(line.strip("\r=-")) for line in come) == 1
    assert saved.verified(edits.merge_section(saved.episode, place)).data == made.data


@LAWS
@given(markdown_files(), st.integers(1, 500))
def test_a_shift_forth_and_back_gives_the_first_bytes(made, seconds):
    document = parse_document(made.data)
    moved = edits.shift(document.episode, seconds) if document.episode.items else document.episode
    saved = document.verified(moved)
    assert saved.render(edits.shift(saved.episode, -seconds)) == made.data


@LAWS
@given(st.data())
def test_a_line_split_and_joined_gives_the_first_bytes(draws):
    made = draws.draw(markdown_files())
    document = parse_document(made.data)
    lines = [i for i, x in enumerate(document.episode.items) if isinstance(x, Line) and x.text]
    assume(lines)
    place = draws.draw(st.sampled_from(lines))
    text = document.episode.items[place].text
    spaces = [i for i, letter in enumerate(text) if letter == " "]
    cut = draws.draw(st.sampled_from(spaces))
    split = edits.split_line(document.episode, place, cut)
    assume(document.episode.items[place].speaker or is_speech(text[cut:].strip()))
    saved = document.verified(split)
    assert saved.verified(edits.merge_lines(saved.episode, place, place + 1)).data == made.data


SCRAPS = st.lists(
    st.sampled_from(
        ["**Ana:**", "__Bo__:", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "# ", "## T ##", "---", "===",
         "* ", "1. ",
         "> ", "```", "~~~", "<div>", "</div>", "<!--", "-->", "![a](b)", "{% x", "%}", "{: .a}", "|", "|--|", "[0:05]",
         r"\[1:05\]", "[x]: y", "words and more", "и так", "\\", "**", ":", "\u00a0", "\ufeff", "\x0c", "😀", "\u2028"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@LAWS
@given(SCRAPS)
def test_any_text_opens_and_keeps_its_bytes(text):
    data = text.encode()
    try:
        document = parse_document(data)
    except DocumentError:
        assume(False)
    assert document.render(document.episode) == data
    again = document.episode.with_items(tuple(replace(x) for x in document.episode.items))
    assert document.render(again) == data


@LAWS
@given(st.data())
def test_any_edit_of_any_text_comes_back_or_is_refused(draws):
    text = draws.draw(SCRAPS)
    try:
        document = parse_document(text.encode())
    except DocumentError:
        assume(False)
    episode = edited(draws.draw, document.episode)
    assume(document.read_only is None)
    try:
        saved = document.verified(episode)
    except SaveError:
        return
    assert said(saved.episode) == held(episode)
    assert saved.verified(document.episode).data == text.encode()
