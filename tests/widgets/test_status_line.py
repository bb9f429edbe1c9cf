"""The status line."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from cueline.widgets import status_line
from cueline.widgets.status_line import HintLine, StatusLine


@pytest.fixture
def line(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 30)
    line.show()
    return line


def shown(line: StatusLine) -> list[str]:
    return [
        label.text() for label in line.findChildren(QLabel) if label.isVisible() and label.text()
    ]


def test_it_says_what_is_saved_and_what_is_wrong(line):
    line.set_saved("2 changes, not saved")
    line.set_right("+0 new, 7 older")
    assert shown(line) == ["2 changes, not saved", "+0 new, 7 older"]


def test_a_note_takes_the_place_of_the_keys_for_a_while(line, qtbot, monkeypatch):
    monkeypatch.setattr(status_line, "NOTE_SECONDS", 0.05)
    line.set_hints([("F12", "tap")])
    line.show_note("5:38 → 5:41, with 1 paragraph and the clip *Early <roles>*")
    assert line.note() == "5:38 → 5:41, with 1 paragraph and the clip Early <roles>"
    assert not line.findChild(HintLine).isVisible()
    qtbot.waitUntil(lambda: line.note() == "")
    assert line.findChild(HintLine).isVisible()


def test_words_in_a_note_are_set_off_and_never_markup(line):
    line.show_note("the clip *Q<b>A*")
    assert shown(line) == ["the clip <i>Q&lt;b&gt;A</i>"]


def test_keys_are_drawn_and_told(line):
    empty = line.grab().toImage()
    line.set_hints([("Enter", "edit"), ("F5", "hear")])
    assert line.grab().toImage() != empty
    assert line.findChild(HintLine).accessibleName() == "Keys: Enter edit · F5 hear"


def test_keys_that_do_not_fit_are_left_out(line):
    hints = [(f"Ctrl+{n}", "does something long") for n in range(30)]
    line.set_hints(hints)
    full = line.grab().toImage()
    line.set_hints(hints[:25])
    assert line.grab().toImage() == full
