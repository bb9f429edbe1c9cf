"""The page of a text that does not parse: what is too long for it is whole all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from cueline.widgets.problems.source_page import SourcePage
from tests.widgets.problems.test_line_ends import TEXTS

WIDE = "x😀" * 30_000 + "\r"
TEXT = f"one\r\n{WIDE}\nthr\u2029ee\nfour\r\n"


@pytest.fixture
def page(qtbot):
    page = SourcePage()
    qtbot.addWidget(page)
    page.resize(900, 400)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture(scope="module")
def bare(qapp):
    page = SourcePage()
    yield page
    page.deleteLater()


def copied(page, first: tuple[int, int], last: tuple[int, int]) -> str:
    document = page.view.document()
    cursor = QTextCursor(document.findBlockByNumber(first[0]))
    cursor.setPosition(cursor.position() + first[1])
    end = document.findBlockByNumber(last[0]).position() + last[1]
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.view.setTextCursor(cursor)
    page.view.copy()
    return QGuiApplication.clipboard().text()


def test_a_text_with_a_line_that_is_too_long_cannot_be_changed_and_is_whole(page, qtbot):
    page.show_broken(TEXT, 3, 2)
    assert not page.whole
    assert "Lines 1 to 5 are shown" in page.note()
    assert len(page.view.toPlainText()) < len(TEXT) - 9_000
    qtbot.keyClicks(page.view, "typed")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.text() == TEXT
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT
    assert copied(page, (0, 1), (0, 3)) == "ne"
    assert copied(page, (0, 2), (1, 4)) == "e\r\nx😀x"
    wide = page.view.document().findBlockByNumber(1).length() - 1
    assert copied(page, (1, 0), (1, wide)) == WIDE
    assert copied(page, (1, wide - 3), (3, 2)).endswith("x😀\r\nthr\u2029ee\nfo")


def test_the_part_around_a_line_is_shown_with_its_numbers(page):
    text = "".join(f"line {n}, and what is said in it\n" for n in range(1, 120_001))
    page.show_broken(text, 110_000, 3)
    assert page.view.textCursor().block().text().startswith("line 110000,")
    assert not page.view.has_line(1)
    page.select(5, 6, 1)
    assert page.view.textCursor().selectedText() == "5"
    page.replace_text("short\n")
    assert page.whole
    assert page.note() == ""
    assert page.text() == "short\n"
    page.view.textCursor().insertText("x")
    assert page.text() == "xshort\n"


def test_lines_are_those_that_a_line_feed_ends(page):
    page.show_broken("one\u2029still one\ntwo\rtoo\nthree", 2, 5)
    assert page.view.textCursor().position() == len("one still one two ")
    page.select(3, 1, 5)
    assert page.view.textCursor().selectedText() == "three"


@given(text=TEXTS, new=TEXTS, caret=st.integers(0, 30))
def test_what_is_put_back_is_whole_and_undo_leads_to_the_first(bare, text, new, caret):
    bare.show_broken(text)
    bare.put_back(new, caret)
    assert bare.text() == new
    while bare.view.document().isUndoAvailable():
        bare.view.undo()
    assert bare.text() == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_undo_of_what_is_put_back_begins_where_the_caret_is(page, end):
    lines = [f"line {n}" for n in range(1, 401)]
    text = end.join(lines)
    lines[4], lines[349] = f"line five{end}and more", "line 35O"
    without = end.join(lines)
    lines[299] = "line 3OO"
    new = end.join(lines)
    page.show_broken(text)
    page.put_back(new, new.replace("\r", "").index("OO"))
    assert page.text() == new
    assert page.view.textCursor().block().text() == "line 3OO"
    page.view.undo()
    assert page.text() == without
    page.view.redo()
    page.view.undo()
    page.view.undo()
    page.view.undo()
    assert page.text() == text
