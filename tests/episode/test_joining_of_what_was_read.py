"""Choosing what was read where both have changed it."""

from __future__ import annotations

from cueline.episode import edits
from cueline.episode.joining import join
from tests.episode.made_episode import made_episode

EP = made_episode()


def chosen(mine, theirs, side):
    rows = join(EP, mine, theirs).rows
    return join(EP, mine, theirs, {row.id: side for row in rows}).episode


def test_values_of_a_line_a_clip_and_a_field():
    mine = edits.set_field(edits.retime(edits.set_text(EP, 1, "Mine."), 6, 401), ("title",), "Mine")
    theirs = edits.set_field(
        edits.retime(edits.set_text(EP, 1, "Theirs."), 6, 402), ("title",), "Theirs"
    )
    mine, theirs = edits.rename_clip(mine, 0, "Mine"), edits.rename_clip(theirs, 0, "Theirs")
    assert chosen(mine, theirs, "base") == EP
    assert chosen(mine, theirs, "mine") == mine
    assert chosen(mine, theirs, "theirs") == theirs


def test_a_line_that_one_changed_and_the_other_took_out():
    changed, out = edits.set_text(EP, 7, "Changed."), edits.delete_items(EP, 7, 7)
    for mine, theirs in ((changed, out), (out, changed)):
        assert chosen(mine, theirs, "base") == EP
        assert chosen(mine, theirs, "mine") == mine
        assert chosen(mine, theirs, "theirs") == theirs


def test_a_field_that_was_not_there():
    mine, theirs = (edits.set_field(EP, ("season",), number) for number in (1, 2))
    assert chosen(mine, theirs, "base") == EP
