"""What is taken back to what another version of the file has gets the bytes that it has there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cueline.episode import edits
from cueline.episode.origins import numbered
from cueline.episode.pairing import paired
from cueline.io import SaveError, parse_document
from cueline.io.joining.conflict_markers import three_ways
from cueline.io.joining.other_sources import learn_sources
from tests.io.made_files import episode_files

THERE = """---
title: 'A talk: about rye'
transcript:
- line: One two three
    four five six
    seven eight.
  sec: 1
  time: 0:01
  who: Ana
- line: "And this line, too, is broken where nobody else
    would break it."
  sec: 9
  time: 0:09
  who: Bo
quotableClips:
- name: "Start"
  startOffset: 1
  endOffset: 9
---
"""
HERE = """---
title: Something else
transcript:
- line: One two three four 5 six seven eight.
  sec: 2
  time: 0:02
  who: Ana
- line: And this line too is no longer broken.
  sec: 9
  time: 0:09
  who: Bo
quotableClips:
- name: Begin
  startOffset: 1
  endOffset: 9
---
"""


def with_origins_of(document, other):
    return numbered(paired(document.episode, other.episode), document.episode)


def learned(here, there):
    """Return a document that knows of another version, and that version's episode with its origins."""
    name = "episode.yaml" if here.startswith("segments") else "episode.md"
    document, other = (parse_document(text.encode(), name) for text in (here, there))
    episode = with_origins_of(document, other)
    learn_sources(document, other, episode)
    return document, episode


def test_an_entry_is_written_as_it_is_there():
    document, there = learned(HERE, THERE)
    now = document.episode.with_items((document.episode.items[0], there.items[1]))
    text = document.render(now).decode()
    assert text == HERE.replace(
        "And this line too is no longer broken.",
        '"And this line, too, is broken where nobody else\n    would break it."',
    )


def test_a_single_value_is_written_as_it_is_there():
    document, there = learned(HERE, THERE)
    text = document.render(edits.set_text(document.episode, 0, there.items[0].text)).decode()
    assert text == HERE.replace(
        "One two three four 5 six seven eight.",
        "One two three\n    four five six\n    seven eight.",
    )


def test_a_field_and_a_clip_too():
    document, there = learned(HERE, THERE)
    now = edits.set_field(document.episode, ("title",), there.fields["title"])
    now = edits.rename_clip(now, 0, "Start")
    assert document.render(now).decode() == HERE.replace(
        "Something else", "'A talk: about rye'"
    ).replace("Begin", '"Start"')


@pytest.mark.parametrize(("dash", "gap"), [("  -", " "), ("-", "   "), ("  -", "  ")])
def test_a_version_that_is_laid_out_otherwise_does_no_harm(dash, gap):
    here = HERE.replace("\n  ", "\n" + " " * len(dash + gap)).replace("\n- ", "\n" + dash + gap)
    document, there = learned(here, THERE)
    assert document.verified(there).episode.items == there.items
    assert "line: One two three four five six seven eight." in document.render(there).decode()


def test_the_end_of_a_file_without_a_line_break_does_no_harm():
    two = "segments:\n- line: One.\n- line: Two,\n    or more."
    document, there = learned(two.replace(",\n    or", " or") + "\n- line: Three.\n", two)
    now = document.episode.with_items((*there.items, document.episode.items[2]))
    assert document.render(now).decode() == two + "\n- line: Three.\n"
    document, there = learned(two.replace(",\n    or", " or"), two + "\n- line: Three.\n")
    now = document.episode.with_items(there.items[:2])
    assert document.render(now).decode() == two


def test_all_of_it_taken_back_are_its_bytes_whatever_the_line_ends():
    document, there = learned(HERE.replace("\n", "\r\n"), THERE)
    assert document.render(there).decode() == THERE.replace("\n", "\r\n")


def tells_error(document, now):
    """Return why `now` cannot be saved; "" if it can."""
    try:
        return "" if document.verified(now).episode == now else "another episode"
    except SaveError as error:
        return str(error)


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_taken_from_another_version_is_read_back(draws):
    data = draws.draw(episode_files())
    document, other = parse_document(data), parse_document(draws.draw(episode_files()))
    there = with_origins_of(document, other)
    learn_sources(document, other, there)
    known = {item.origin: item for item in there.items}
    items = tuple(
        known.get(item.origin, item) if draws.draw(st.booleans()) else item
        for item in document.episode.items
    )
    now = document.episode.with_items(items)
    with suppress(SaveError):  # what cannot be saved without it need not be with it
        assert parse_document(data).verified(now).episode == now
        assert not tells_error(document, now)
    assert parse_document(data).render(document.episode) == data


MERGED = """---
title: T
transcript:
<<<<<<< here
- line: Mine says it otherwise,
    and over two lines.
  sec: 1
  time: 0:01
  who: Ana
- line: Short.
||||||| before
- line: It is said.
  sec: 1
  time: 0:01
  who: Ana
- line: Short.
=======
- line: It is said.
  sec: 1
  time: 0:01
  who: Ana
- line: Short, and theirs.
>>>>>>> there
  sec: 9
  time: 0:09
  who: Bo
---
"""


def test_what_git_left_half_merged_keeps_how_mine_wrote_it():
    ways = three_ways(MERGED.encode(), Path("episode.md"))
    joined = ways.join()
    assert joined.rows == ()
    text = ways.document.render(joined.episode).decode()
    assert "- line: Mine says it otherwise,\n    and over two lines.\n" in text
    assert "- line: Short, and theirs.\n" in text
