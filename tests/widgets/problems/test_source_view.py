"""The text of a file that can only be looked at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cueline.widgets.problems.source_view import SourceView

TEXT = "\n".join(f"line {n}: words" for n in range(1, 301))


@pytest.fixture
def view(qtbot):
    view = SourceView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_the_text_is_shown_and_cannot_be_typed_into(view, qtbot):
    view.set_text(TEXT)
    qtbot.keyClicks(view, "typed")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert view.toPlainText() == TEXT


def test_it_goes_to_the_place_of_an_error(view):
    view.set_text(TEXT, 250, 6)
    cursor = view.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (249, 5)
    assert view.firstVisibleBlock().blockNumber() > 200


def test_the_line_of_an_error_is_marked(view):
    view.set_text(TEXT)
    plain = view.grab().toImage()
    view.set_text(TEXT, 3, 2)
    assert view.grab().toImage() != plain


@pytest.mark.parametrize(("line", "column"), [(9999, 1), (2, 9999), (1, None)])
def test_a_place_outside_the_text_goes_to_the_nearest(view, line, column):
    view.set_text("one\ntwo", line, column)
    assert view.textCursor().blockNumber() == min(line, 2) - 1


def test_lines_are_numbered(view):
    view.set_text("\n" * 5)
    few = view.viewport().x()
    view.set_text("\n" * 20_000)
    assert view.viewport().x() > few


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("two", "2"), ("one", "0\none"), ("four", "four\nfive"), ("two\n", ""), ("two\nthree", "")],
)
def test_lines_that_nobody_changed_keep_their_ends(view, old, new, end):
    text = "one\ntwo\nthree\nfour"
    view.set_text(text.replace("\n", end))
    view.set_editable(True)
    assert view.text() == text.replace("\n", end)
    cursor = view.textCursor()
    place = text.index(old)
    cursor.setPosition(place)
    cursor.setPosition(place + len(old), cursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    assert view.text() == text.replace(old, new, 1).replace("\n", end)


def test_odd_characters_come_back_as_they_are(view):
    text = "a\N{NO-BREAK SPACE}b\tc\n\N{ZERO WIDTH NO-BREAK SPACE}d\u2028e\nlast😀"
    view.set_text(text)
    view.set_editable(True)
    view.textCursor().insertText("x")
    assert view.text() == "x" + text


def test_keys_change_only_their_place_in_a_text_with_odd_line_ends(view, qtbot):
    text = "\N{ZERO WIDTH NO-BREAK SPACE}one\r\ntwo\u2029half\r\nlone\rcr\nend\r\n"
    view.set_text(text)
    view.set_editable(True)
    view.go_to_place()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    qtbot.keyClicks(view, "more ")
    assert view.text() == text.replace("half", "\r\nmore half")
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view, "last")
    assert view.text() == text.replace("half", "\r\nmore half") + "last"
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.text() == text
