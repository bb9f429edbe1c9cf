"""A long text to read: all of it is there in the end, and the end of one that is too long is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from cueline.widgets.long_text import Beginning, LongText

TEXTS = (
    "",
    "one line",
    "two\nlines\n",
    "short\n" * 2_000,
    "\n" * 900,
    "x" * 50_000,
    ("many words " * 40 + "\n") * 700,
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{len(text)} letters")
def test_all_of_a_text_is_there_in_the_end_and_it_is_read_from_its_beginning(qtbot, text):
    view = LongText(2_000)
    qtbot.addWidget(view)
    view.show_text("another\n" * 1_000)
    view.show_text(text)
    assert view.toPlainText() == text[: len(view.toPlainText())]
    qtbot.waitUntil(lambda: view.toPlainText() == text)
    assert view.textCursor().position() == 0


def test_what_is_left_out_of_one_that_is_too_long_is_told(qtbot):
    view = LongText(100)
    qtbot.addWidget(view)
    view.show_text("a line\n" * 101)
    qtbot.waitUntil(lambda: view.toPlainText() == "a line\n" * 100 + "…")


def test_what_is_copied_to_the_end_is_never_cut(qtbot):
    view = LongText(100)
    qtbot.addWidget(view)
    text = "a 😀 line\r\n" * 5_000
    view.show_text(text)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text
    cursor = QTextCursor(view.document().findBlockByNumber(7))
    cursor.setPosition(cursor.position() + len("a 😀x"))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.copy()
    assert QGuiApplication.clipboard().text() == text[7 * len("a 😀 line\r\n") + 3 :]


def test_a_beginning_keeps_its_place_and_is_copied_whole(qtbot):
    view = Beginning()
    qtbot.addWidget(view)
    view.resize(300, 200)
    text = "".join(f"line {n}\n" for n in range(900))
    view.show_beginning(text, 400)
    assert view.toPlainText().endswith("\nline 399\n…")
    view.verticalScrollBar().setValue(70)
    view.show_beginning(text.replace("line 5\n", "line five\n"), 400)
    assert view.verticalScrollBar().value() == 70
    view.show_beginning(text, 400)
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == text
    qtbot.keyClicks(view, "typed")
    assert view.whole == text
