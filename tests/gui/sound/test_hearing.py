"""Speed, volume, starts and loops by key, and what the player shows of them."""

import pytest

from cueline.widgets.player.player_controls import SPEEDS


def at(desk):
    return desk.window.listening.now()


def test_all_speeds_are_reached_by_key(opened):
    opened.go(3)
    opened.press("Ctrl+0", *"L" * 9)
    assert opened.player.rate == SPEEDS[-1] == 3.0
    opened.press(*"J" * 20)
    assert opened.player.rate == SPEEDS[0] == 0.5
    assert opened.window.panes.player._speed.currentText() == "0.5×"


def test_louder_softer_and_silent(opened):
    opened.go(3)
    opened.press("Ctrl+Down", "Ctrl+Down", "Ctrl+Up")
    assert opened.player.volume == pytest.approx(0.9)
    opened.press("M")
    assert (opened.player.volume, opened.note) == (0.0, "Silent")
    opened.press("M")
    assert opened.player.volume == pytest.approx(0.9)
    assert opened.note == "Volume 90%"


def test_previous_and_next_start(opened):
    opened.go(3)
    opened.window.listening.seek(14.0)
    opened.press("Ctrl+Left")
    assert at(opened) == 13
    opened.press("Ctrl+Left")
    assert at(opened) == 8
    opened.press("Ctrl+Right", "Ctrl+Right")
    assert at(opened) == 21
    opened.press("Space")
    opened.player.advance(0.5)
    opened.press("Ctrl+Left")
    assert at(opened) == 13
    opened.window.listening.seek(80.0)
    opened.press("Ctrl+Right")
    assert "no line with a time below" in opened.note


def test_a_line_is_repeated_until_told_otherwise(opened):
    opened.go(3)
    opened.press("R")
    opened.player.advance(8.5)
    assert opened.player.state == "playing"
    assert at(opened) == pytest.approx(13.5)
    opened.press("Space", "Space")
    assert at(opened) == pytest.approx(13.5)
    assert opened.window.actions_by_id["playback.loop"].isChecked()
    opened.press("R")
    opened.player.advance(10.0)
    assert at(opened) == pytest.approx(23.5)
    assert not opened.window.actions_by_id["playback.loop"].isChecked()


def test_a_selection_is_repeated(opened):
    opened.go(2)
    opened.press("Shift+Down", "R")
    opened.player.advance(13.5)
    assert at(opened) == pytest.approx(8.5)


def test_the_last_line_is_repeated_to_the_end_of_the_sound(opened):
    opened.go(20)
    opened.press("R")
    opened.player.advance(7.5)
    assert opened.player.state == "playing"
    assert at(opened) == pytest.approx(75.5)


def test_going_elsewhere_ends_the_repeating(opened):
    opened.go(3)
    opened.press("R", "Left")
    assert not opened.window.listening.looping
    assert not opened.window.actions_by_id["playback.loop"].isChecked()


def test_one_key_plays_that_again(opened):
    opened.go(3)
    opened.press("F5")
    opened.player.advance(3.0)
    opened.press("Return")
    opened.type("x")
    opened.press("Shift+F5")
    assert at(opened) == pytest.approx(13.0)
