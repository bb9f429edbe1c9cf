"""A sentence that is typed while no paragraph is open does no harm; no run of commands is taken for one."""

import pytest

from cueline.widgets.lines.stray_typing import SAID


@pytest.fixture
def playing(opened):
    opened.go(1)
    opened.window.listening.play_from(3.0)
    return opened


def test_a_sentence_with_no_cell_open_is_told_and_stopped(playing):
    playing.type("Without any")
    assert playing.note == SAID
    before = playing.window.session.index
    playing.type(" pause, she sat, and the talk went on, later than that")
    playing.press("Backspace")
    playing.type("st")
    assert playing.window.session.index == before
    assert playing.note == SAID
    playing.press("F2")
    playing.type("Now it is open")
    playing.press("Escape")
    assert "Now it is open" in playing.items[playing.window.panes.table.current].text


def test_no_pass_is_taken_for_typing(playing):
    for count in range(1, 5):
        playing.player.advance(1.3)
        playing.press("T")
        assert playing.window.session.index == count
    for keys in ("JKLLKJ", "QWEDWE", "S A S A", "RRBBHH", "TOTTT"):
        for key in keys:
            playing.player.advance(0.4)
            playing.press("Space" if key == " " else key)
            assert playing.note != SAID
