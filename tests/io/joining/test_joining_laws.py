"""The laws of joining, on files and edits of every kind: nothing of either side is lost, nothing else is written."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cueline.episode import Clip, Episode, Header, Line, edits
from cueline.episode.joining import join
from cueline.episode.pairing import paired
from cueline.io import Document, SaveError, parse_document
from tests.corpus_files import corpus_files
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files
from tests.io.made_markdown import markdown_files
from tests.io.markdown.test_laws import edited as edited_markdown

LAWS = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def edited(draws, document: Document) -> Document:
    """Return the document after some edits and a save."""
    episode = document.episode
    for _ in range(draws.draw(st.integers(1, 4))):
        episode = any_edit(draws.draw, episode)
    try:
        return document.verified(episode)
    except SaveError:  # a field that was taken out and put in again: refused, elsewhere tested
        assume(False)
        raise


def values(episode: Episode):
    return episode.items, episode.clips, repr(sorted(episode.fields.items())), episode.body


def read_again(document: Document) -> Document:
    return parse_document(document.data)


def sides(draws) -> tuple[Document, Document, Document]:
    """Draw what was read, what I made of it, and what they did, as it is read from their file."""
    data = draws.draw(episode_files())
    mine = edited(draws, parse_document(data))
    theirs = edited(draws, parse_document(data))
    return parse_document(data), mine, read_again(theirs)


@LAWS
@given(st.data())
def test_without_edits_of_mine_it_is_their_file_to_the_byte(draws):
    base, _, theirs = sides(draws)
    found = join(base.episode, base.episode, theirs.episode)
    assert found.rows == ()
    assert values(found.episode) == values(theirs.episode)
    assert theirs.render(found.episode) == theirs.data


@LAWS
@given(st.data())
def test_without_edits_of_theirs_it_is_mine_and_saves_like_mine(draws):
    base, mine, _ = sides(draws)
    found = join(base.episode, mine.episode, read_again(base).episode)
    assert found.rows == ()
    assert values(found.episode) == values(mine.episode)
    assert read_again(base).render(found.episode) == base.render(mine.episode)


@LAWS
@given(st.data())
def test_what_both_have_made_alike_is_there_once_and_is_their_file(draws):
    base, mine, _ = sides(draws)
    theirs = read_again(mine)
    found = join(base.episode, mine.episode, theirs.episode)
    assert found.rows == ()
    assert values(found.episode) == values(mine.episode)
    assert theirs.render(found.episode) == theirs.data


@LAWS
@given(st.data())
def test_no_text_of_either_side_is_lost_and_none_is_invented(draws):
    base, mine, theirs = sides(draws)
    found = join(base.episode, mine.episode, theirs.episode)
    there = Counter(said(found.episode))
    in_rows = {text for row in found.rows for text in (row.mine, row.theirs)}
    old = Counter(said(base.episode))
    for side in (mine, theirs):
        for text, count in (Counter(said(side.episode)) - old).items():
            assert text in there or text in in_rows, (text, count)
    assert there.keys() <= {*old, *said(mine.episode), *said(theirs.episode)}


def said(episode: Episode) -> list[str]:
    """Return all texts of an episode."""
    return [
        item.text if isinstance(item, (Line, Header)) else item.name
        for item in (*episode.items, *episode.clips)
        if isinstance(item, (Line, Header, Clip))
    ]


@LAWS
@given(st.data())
def test_choosing_theirs_everywhere_is_what_joining_from_their_side_gives(draws):
    base, mine, theirs = sides(draws)
    mine_read, theirs_read = read_again(mine).episode, theirs.episode
    mine_known = paired(base.episode, mine_read)
    theirs_known = paired(base.episode, theirs_read)
    rows = join(base.episode, mine_known, theirs_read).rows
    here = join(base.episode, mine_known, theirs_read, {row.id: "theirs" for row in rows})
    there = join(base.episode, theirs_known, mine_read)
    assert [row.id for row in here.rows] == [row.id for row in rows]
    assert len(there.rows) == len(rows)
    assert Counter(here.episode.items) == Counter(there.episode.items)
    assert Counter(here.episode.clips) == Counter(there.episode.clips)
    assert here.episode.fields == there.episode.fields


@LAWS
@given(st.data())
def test_it_saves_over_their_file_with_one_origin_for_each_entry(draws):
    base, mine, theirs = sides(draws)
    found = join(base.episode, mine.episode, theirs.episode).episode
    for entries in (found.items, found.clips):
        known = [entry.origin for entry in entries if entry.origin is not None]
        assert len(set(known)) == len(known)
    with suppress(SaveError):
        saved = theirs.verified(found)
        assert values(parse_document(saved.data).episode) == values(found)


@pytest.mark.parametrize("path", corpus_files("episodes/*.md")[:40:4], ids=lambda p: p.name)
def test_edits_of_two_people_to_a_real_episode_change_their_lines_alone(path):
    data = path.read_bytes()
    base = parse_document(data)
    lines = [
        i
        for i, item in enumerate(base.episode.items)
        if isinstance(item, Line) and item.start is not None and len(item.text) > 30
    ]
    if len(lines) < 12 or base.read_only:
        pytest.skip("a short one")
    near, far, both = lines[2], lines[-3], lines[len(lines) // 2]

    def mine_of(ep):
        ep = edits.retime(edits.set_text(ep, near, "This is what I heard."), both, 77)
        return edits.insert_line(ep, near + 1, Line("And one more.", "Ana", 99))

    def theirs_of(ep, shift=0):
        ep = edits.set_text(ep, both + shift, "This is what they heard.")
        return edits.split_section(edits.retime(ep, far + shift, 7777), far + shift, "Their part")

    mine = mine_of(base.episode)
    theirs = parse_document(base.verified(theirs_of(base.episode)).data)
    found = join(base.episode, mine, theirs.episode)
    assert found.rows == ()
    both_done = theirs_of(mine, 1)
    assert values(found.episode) == values(both_done)
    assert theirs.render(found.episode) == base.render(both_done)


@LAWS
@given(st.data())
def test_transcripts_in_markdown_are_joined_by_the_same_laws(draws):
    data = draws.draw(markdown_files()).data

    def side() -> Document:
        document = parse_document(data)
        episode = edited_markdown(draws.draw, edited_markdown(draws.draw, document.episode))
        try:
            return document.verified(episode)
        except SaveError:
            assume(False)
            raise

    base, mine, theirs = parse_document(data), side(), read_again(side())
    assume(not (theirs.read_only or read_again(mine).read_only))  # nothing is left in an empty file
    found = join(base.episode, base.episode, theirs.episode)
    assert found.rows == ()
    assert theirs.render(found.episode) == theirs.data
    found = join(base.episode, mine.episode, base.episode)
    assert found.rows == ()
    assert values(found.episode) == values(mine.episode)
    found = join(base.episode, mine.episode, read_again(mine).episode)
    assert read_again(mine).render(found.episode) == mine.data
    found = join(base.episode, mine.episode, theirs.episode)
    assert theirs.verified(found.episode).episode == found.episode
