"""The find bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cueline.widgets.finding.find_bar import FindBar


@pytest.fixture
def bar(qtbot):
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.resize(700, 40)
    with qtbot.waitExposed(bar):
        bar.open_with()
    return bar


def field_of(bar: FindBar) -> QLineEdit:
    field = bar.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def test_typing_searches_at_each_letter(bar, qtbot):
    said = []
    bar.search_changed.connect(said.append)
    qtbot.keyClicks(field_of(bar), "cue")
    assert said == ["c", "cu", "cue"]
    assert bar.text() == "cue"


@pytest.mark.parametrize(
    ("current", "total", "words"),
    [(3, 12, "3 of 12"), (0, 1, "1 place"), (0, 2000, "2,000 places"), (0, 0, "Nothing found")],
)
def test_it_says_how_often_it_is_there(bar, qtbot, current, total, words):
    qtbot.keyClicks(field_of(bar), "cue")
    bar.set_count(current, total)
    assert bar.count_text() == words


def test_the_buttons_are_told_and_pressed(bar, qtbot):
    bar.set_count(1, 2)
    buttons = {b.accessibleName(): b for b in bar.findChildren(QToolButton)}
    for name, signal in (("Next place", bar.next_requested), ("Close", bar.closed)):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(buttons[name], Qt.Key.Key_Space)


def test_nothing_is_said_while_nothing_is_looked_for(bar):
    bar.set_count(0, 0)
    assert bar.count_text() == ""


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "next_requested"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, "previous_requested"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "closed"),
    ],
)
def test_keys_walk_and_close(bar, qtbot, key, modifier, signal):
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.keyClick(field_of(bar), key, modifier)


def test_opening_it_again_keeps_and_selects_what_was_looked_for(bar, qtbot):
    qtbot.keyClicks(field_of(bar), "old")
    bar.hide()
    bar.open_with()
    assert field_of(bar).selectedText() == "old"
    bar.open_with("new")
    assert field_of(bar).selectedText() == "new"
    assert bar.focusWidget() is field_of(bar)


def test_in_a_narrow_window_the_fields_keep_their_room(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bar = FindBar()
    column.addWidget(bar)
    bar.open_with(replacing=True)
    with qtbot.waitExposed(window):
        window.show()
    for width in (1000, 340, 1000):
        window.resize(width, 200)
        qtbot.waitUntil(lambda width=width: window.width() == width)
        fields = [field for field in bar.findChildren(QLineEdit) if field.isVisible()]
        assert len(fields) == 2
        assert all(field.width() >= 100 for field in fields)
        for part in (*fields, *bar.findChildren(QAbstractButton)):
            right = part.mapTo(bar, part.rect().topRight()).x()
            assert not part.isVisible() or right <= bar.width(), part.accessibleName()
