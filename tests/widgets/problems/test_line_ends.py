"""What is typed into a text changes that place and no other, whatever line ends it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from cueline.widgets.problems.line_ends import hunks, lines_of
from cueline.widgets.problems.source_view import SourceView

ENDS = ("\n", "\r\n", "\r", "\u2029", "\ufdd0", "\ufdd1")
PIECES = st.one_of(
    st.sampled_from(
        [*ENDS, *ENDS, "\ufeff", "\u2028", "\x85", "\x00", "\x0c", "\ufffc", "\xa0", "😀"]
    ),
    st.text(max_size=4).filter(lambda text: text.isprintable()),
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
TYPED = st.text("abc é😀\t\u2028\xa0", min_size=1, max_size=4)


@pytest.fixture(scope="module")
def view(qapp):
    view = SourceView()
    yield view
    view.deleteLater()


def places(text: str) -> list[tuple[int, int]]:
    """Return all places in a text, and where they are in its document: each line end is one character there."""
    found, at, position = [(0, 0)], 0, 0
    for line in lines_of(text):
        end = next((e for e in ("\r\n", *ENDS) if line.endswith(e)), "")
        for character in [*line[: len(line) - len(end)], *([end] if end else [])]:
            at += len(character)
            position += 1 if character == end else len(character.encode("utf-16-le")) // 2
            found.append((at, position))
    return found


@given(text=TEXTS)
def test_a_text_that_nobody_changed_is_what_it_was(view, text):
    view.set_text(text)
    assert view.text() == text


@given(text=TEXTS, edits=st.lists(st.tuples(st.integers(0), TYPED), max_size=4))
def test_typing_changes_only_that_place_and_undo_takes_it_back(view, text, edits):
    view.set_text(text)
    view.set_editable(True)
    states = [text]
    for place, typed in edits:
        cursor = QTextCursor(view.document())
        where = places(states[-1])
        at, position = where[place % len(where)]
        cursor.setPosition(position)
        cursor.insertText(typed)
        states.append(states[-1][:at] + typed + states[-1][at:])
        assert view.text() == states[-1]
    while view.document().isUndoAvailable():
        view.undo()
        assert view.text() in states
    assert view.text() == text
    while view.document().isRedoAvailable():
        view.redo()
    assert view.text() == states[-1]


@given(text=TEXTS, first=st.integers(0), length=st.integers(0, 5))
def test_taking_out_leaves_the_rest_and_undo_brings_it_back(view, text, first, length):
    view.set_text(text)
    view.set_editable(True)
    where = places(text)
    start, end = where[first % len(where)], where[min(first % len(where) + length, len(where) - 1)]
    cursor = QTextCursor(view.document())
    cursor.setPosition(start[1])
    cursor.setPosition(end[1], QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert view.text() == text[: start[0]] + text[end[0] :]
    view.undo()
    assert view.text() == text


@given(old=TEXTS, new=TEXTS)
def test_another_text_in_its_place_is_just_that_and_one_undo_takes_it_back(view, old, new):
    view.set_text(old)
    view.set_editable(True)
    view.replace_text(new)
    assert view.text() == new
    view.undo()
    assert view.text() == old


@given(old=TEXTS, new=TEXTS)
def test_hunks_put_in_lead_from_one_text_to_the_other(old, new):
    lines, moved = lines_of(old), 0
    for first, last, text in hunks(old, new):
        lines[first + moved : last + moved] = [text]
        moved += 1 - (last - first)
    assert "".join(lines) == new
