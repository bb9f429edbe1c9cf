"""Taking back single rows, in any order, leads to what is compared with, and each does so by itself."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from cueline.episode import EditError, Header, edits
from cueline.episode.review import review_rows
from cueline.gui.reviewing.comparing import beside
from cueline.gui.reviewing.take_back import taken_back
from cueline.io import parse_document
from tests.io.made_edits import any_edit, index
from tests.io.made_files import episode_files


def header_moved(draw, ep):
    """Move a header as the window does: with its clip edges."""
    return edits.move_headers(ep, {index(draw, ep, Header): draw(st.integers(0, len(ep.items)))})


@settings(max_examples=25)
@given(st.data())
def test_rows_taken_back_one_by_one_lead_to_what_was_read_apart(draws):
    data = draws.draw(episode_files())
    document = parse_document(data)
    now = document.episode
    for _ in range(draws.draw(st.integers(1, 4))):
        with suppress(EditError):
            edit = draws.draw(st.sampled_from((any_edit, any_edit, header_moved)))
            now = edit(draws.draw, now)
    base = beside(document, now, parse_document(data).episode)
    assert base == document.episode
    rows = review_rows(base, now)
    while rows:
        row = draws.draw(st.sampled_from(rows))
        now = taken_back(base, now, row)
        left = review_rows(base, now)
        assert len(left) < len(rows)
        rows = left
    assert now == base
