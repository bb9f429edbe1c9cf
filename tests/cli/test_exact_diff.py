"""The exact diff: it leads from the one text to the other, and its last line is true."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import edits
from cueline.io import SaveError, parse_document
from cueline.io.diff import edited_spans, exact_diff, other_bytes, text_diff
from tests.cli.made_file import EPISODE
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files

LAWS = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LINES = st.lists(st.sampled_from(["a", "b", "c", "d: ü"]), max_size=12)


@LAWS
@given(st.data())
def test_what_cueline_writes_changes_no_other_byte(draws):
    document = parse_document(draws.draw(episode_files()))
    episode = document.episode
    for _ in range(draws.draw(st.integers(1, 3))):
        episode = any_edit(draws.draw, episode)
    try:
        said = exact_diff(document, episode)
    except SaveError:
        assume(False)
        return
    assert said.splitlines()[-1] == "other bytes changed: 0"
    assert said.startswith("---") == (document.render(episode) != document.data)


@given(st.data())
def test_a_byte_beside_the_edits_is_always_seen(draws):
    document = parse_document(EPISODE.encode())
    episode = edits.set_text(document.episode, 4, "Thanks.")
    text, spans = document.render(episode).decode(), edited_spans(document, episode)
    (span,) = spans
    grown = len(text) - len(EPISODE)
    outside = st.sampled_from([*range(span[0]), *range(span[1] + grown, len(text))])
    place = draws.draw(outside)
    assume(text[place] != "#")
    assert other_bytes(EPISODE, text, spans) == 0
    assert other_bytes(EPISODE, text[:place] + "#" + text[place + 1 :], spans) > 0


@given(LINES, LINES, st.booleans(), st.booleans(), st.integers(0, 3))
def test_a_diff_leads_from_the_old_text_to_the_new(old, new, old_ends, new_ends, context):
    texts = ["\n".join(old) + "\n" * old_ends, "\n".join(new) + "\n" * new_ends]
    said = text_diff(texts[0], texts[1], "f", context=context)
    assert (said == "") == (texts[0] == texts[1])
    assert patched(texts[0], said) == texts[1]


def patched(text, diff):
    """Return the text with a unified diff applied, strictly."""
    source, out, place = text.splitlines(keepends=True), [], 0
    lines = diff.replace("\n\\ No newline at end of file\n", "\x00\n").splitlines(keepends=True)
    for line in lines[2:]:
        body = line[1:].removesuffix("\x00\n") if "\x00" in line else line[1:]
        if line.startswith("@@"):
            begin, _, count = line.split()[1][1:].partition(",")
            stop = int(begin) - (count != "0")
            out += source[place:stop]
            place = stop
        elif line.startswith("+"):
            out.append(body)
        else:
            assert source[place] == body
            out += [body] * line.startswith(" ")
            place += 1
    return "".join([*out, *source[place:]])


@pytest.mark.parametrize(
    ("old", "new", "spans", "count"),
    [
        ("a\nb\nc\n", "a\nX\nc\n", [(2, 4)], 0),
        ("a\nb\nc\n", "a\nX\nc\n", [(0, 2)], 4),
        ("a\nb\nc\n", "a\nX\nC\n", [(2, 4)], 2),
        ("a\nb\n", "a\nb\n", [], 0),
        ("a\na\na\n", "a\na\n", [(2, 4)], 0),
        ("a\nb", "a\nb\n", [], 3),
    ],
)
def test_the_bytes_that_no_edit_explains(old, new, spans, count):
    assert other_bytes(old, new, spans) == count


def test_a_moved_header_and_new_lines_in_a_long_file_take_no_time():
    lines = "".join(f"- line: number {i}\n  who: Ana\n" for i in range(30_000))
    text = f"---\ntranscript:\n- header: One\n{lines}---\n"
    document = parse_document(text.encode())
    moved = edits.set_text(edits.move_header(document.episode, 0, 20_000), 30_000, "the end")
    assert exact_diff(document, moved).endswith("\nother bytes changed: 0\n")
