"""The player pane: what it shows of the player, and what it asks for by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QSlider,
    QWidget,
)

from cueline.widgets.player.player_pane import PlayerPane
from cueline.widgets.player.seek_slider import SeekSlider


@pytest.fixture
def pane(qtbot):
    pane = PlayerPane()
    qtbot.addWidget(pane)
    pane.resize(1100, pane.sizeHint().height())
    pane.set_duration(600.0)
    pane.set_position(338.24)
    pane.set_state("paused")
    pane.set_sound("talk.mp3", "Qt")
    pane.show()
    return pane


def button(pane, name):
    return next(b for b in pane.findChildren(QAbstractButton) if b.accessibleName() == name)


def asked(signal):
    """Return a list that fills with what `signal` says."""
    said = []
    signal.connect(lambda *values: said.append(values[0] if values else None))
    return said


def shown(pane):
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_it_shows_where_the_sound_stands(pane):
    assert "5:38.2" in shown(pane)
    assert "10:00" in shown(pane)
    assert "sound: talk.mp3 (Qt)" in shown(pane)
    slider = pane.findChild(SeekSlider)
    assert slider.value() == 338240
    assert slider.maximum() == 600000


def test_before_the_transcript_begins_the_time_is_below_zero(pane):
    pane.set_duration(60.0, -3.0)
    pane.set_position(-2.1)
    assert "−0:02.1" in shown(pane)
    assert pane.findChild(SeekSlider).value() == -2100


def test_an_unknown_length_is_left_open(pane):
    pane.set_duration(None)
    assert "–:––" in shown(pane)


@pytest.mark.parametrize(
    ("name", "signal", "value"),
    [
        ("Play", "play_toggled", None),
        ("Back 5 seconds", "skip_requested", -5.0),
        ("Forward 5 seconds", "skip_requested", 5.0),
        ("Previous line", "line_step_requested", -1),
        ("Next line", "line_step_requested", 1),
        ("Choose the sound of this episode", "choose_sound_requested", None),
    ],
)
@pytest.mark.parametrize("way", ["click", Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_every_button_works_by_mouse_and_keys(qtbot, pane, name, signal, value, way):
    said = asked(getattr(pane, signal))
    if way == "click":
        qtbot.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)
    else:
        button(pane, name).setFocus()
        qtbot.keyClick(button(pane, name), way)
    qtbot.waitUntil(lambda: said == [value])


def test_the_play_button_turns_into_pause(qtbot, pane):
    pane.set_keys({"play": "Ctrl+Space"})
    pane.set_state("playing")
    assert button(pane, "Pause").toolTip() == "Pause (Ctrl+Space)"
    pane.set_state("ended")
    assert button(pane, "Play").toolTip() == "Play (Ctrl+Space)"


@pytest.mark.parametrize("state", ["empty", "loading", "failed"])
def test_without_a_sound_there_is_only_a_sound_to_choose(qtbot, pane, state):
    said = asked(pane.play_toggled)
    pane.set_state(state)
    pane.set_sound("", "")
    qtbot.mouseClick(button(pane, "Play"), Qt.MouseButton.LeftButton)
    pane.setFocus()
    assert said == []
    assert "no sound yet" in shown(pane)
    assert button(pane, "Choose the sound of this episode").hasFocus()
    assert not pane.findChild(SeekSlider).isEnabled()


def test_focus_on_the_pane_is_focus_on_its_slider(qtbot, pane):
    skips, plays = asked(pane.skip_requested), asked(pane.play_toggled)
    pane.setFocus()
    slider = QApplication.focusWidget()
    assert isinstance(slider, SeekSlider)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
        qtbot.keyClick(slider, key)
    qtbot.keyClick(slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert skips == [-1.0, 1.0, 30.0, -5.0]
    assert plays == [None]


def test_home_and_end_go_to_the_ends(qtbot, pane):
    said = asked(pane.seek_requested)
    qtbot.keyClick(pane.findChild(SeekSlider), Qt.Key.Key_End)
    qtbot.keyClick(pane.findChild(SeekSlider), Qt.Key.Key_Home)
    assert said == [600.0, 0.0]


def test_a_click_in_the_slider_goes_there(qtbot, pane):
    slider = pane.findChild(SeekSlider)
    said = asked(pane.seek_requested)
    middle = QPoint(slider.width() // 2, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=middle)
    assert said == [pytest.approx(300.0, abs=2.0)]


def test_while_it_is_dragged_the_slider_stays_in_the_hand(qtbot, pane):
    slider = pane.findChild(SeekSlider)
    said = asked(pane.seek_requested)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(200, 5))
    qtbot.mouseMove(slider, QPoint(500, 5))
    pane.set_position(10.0)
    assert slider.value() == round(said[-1] * 1000) > 100_000
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(500, 5))
    pane.set_position(10.0)
    assert slider.value() == 10_000


def test_the_speed_is_chosen(qtbot, pane):
    said = asked(pane.rate_requested)
    chooser = pane.findChild(QComboBox)
    assert (chooser.itemText(0), chooser.itemText(chooser.count() - 1)) == ("0.5×", "3.0×")
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert said == [1.25]
    pane.set_rate(1.1)
    assert chooser.currentText() == "1.1×"
    pane.set_rate(1.0)
    assert chooser.findText("1.1×") == -1
    assert said == [1.25]


def test_silence_and_back(qtbot, pane):
    said = asked(pane.volume_requested)
    pane.set_volume(0.7)
    assert said == []
    qtbot.mouseClick(button(pane, "Silence"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(pane, "Sound on"), Qt.MouseButton.LeftButton)
    volume = next(s for s in pane.findChildren(QSlider) if s.accessibleName() == "Volume")
    qtbot.keyClick(volume, Qt.Key.Key_Right)
    assert said == [0.0, 0.7, 0.75]


def test_the_target_is_named_and_a_fault_comes_first(pane):
    pane.set_target("F12 → Alexander, ‘Hi, thank you…’")
    assert "F12 → Alexander, ‘Hi, thank you…’" in shown(pane)
    pane.set_message("“talk.mp3” cannot be played.")
    assert "“talk.mp3” cannot be played." in shown(pane)
    pane.set_message("")
    assert "F12 → Alexander, ‘Hi, thank you…’" in shown(pane)


def test_a_long_name_is_cut_and_whole_in_the_tool_tip(qtbot, pane):
    name = "a very long name of a sound that somebody gave to a file.mp3"
    pane.resize(800, pane.height())
    pane.set_sound(name, "Qt")
    qtbot.waitUntil(lambda: any(name in label.toolTip() for label in pane.findChildren(QLabel)))
    assert pane.minimumSizeHint().width() <= 800


def test_everything_that_takes_the_focus_has_a_name_and_a_tip(pane):
    takers = [
        w
        for w in pane.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(takers) >= 9
    assert [w for w in takers if not w.accessibleName()] == []
    tipless = [w for w in takers if not w.toolTip() and not isinstance(w, SeekSlider)]
    assert tipless == []


def words(pane):
    """Return the words on the buttons of the pass that is shown."""
    return [
        b.text().strip()
        for b in pane.findChild(QWidget, "passBar").findChildren(QAbstractButton)
        if b.isVisible()
    ]


def test_a_pass_has_its_buttons_while_it_lasts(pane):
    assert words(pane) == []
    pane.set_pass("hop")
    pane.tell_pass("87 of 126, about 9 min left")
    assert words(pane) == ["Right", "Starts now", "The one before", "End"]
    assert "87 of 126, about 9 min left" in shown(pane)
    pane.set_pass("tap")
    assert words(pane) == ["Tap", "Take back", "End"]
    pane.set_pass("")
    assert words(pane) == []


def test_the_buttons_of_a_pass_ask_and_name_their_keys(qtbot, pane):
    said = asked(pane.pass_requested)
    pane.set_pass("hop")
    pane.set_keys({"hop hop.right": "Enter", "hop hop.end": "Esc"})
    names = ("Right", "Starts now", "The one before")
    for name in names:
        qtbot.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)
    assert said == ["hop.right", "line.retime_and_next", "hop.back"]
    assert button(pane, "Right").toolTip() == "Its time is right; on to the next (Enter)"


def test_nothing_moves_when_a_pass_begins(pane):
    def places():
        fixed = [b for b in pane.findChildren(QAbstractButton) if b.isVisible()]
        return {b.accessibleName(): b.pos() for b in (*fixed, *pane.findChildren(QComboBox))}

    before, height = places(), pane.sizeHint().height()
    pane.set_pass("hop")
    QApplication.processEvents()
    after = places()
    assert {name: after[name] for name in before} == before
    assert pane.sizeHint().height() == height


def test_where_there_is_little_room_the_buttons_of_a_pass_are_icons(pane):
    pane.set_pass("hop")
    style = button(pane, "Right").toolButtonStyle
    QApplication.processEvents()
    assert style() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    pane.resize(pane.minimumSizeHint().width(), pane.height())
    QApplication.processEvents()
    assert style() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert pane.width() <= 700


def test_tab_comes_to_the_buttons_of_a_pass_after_the_slider(qtbot, pane):
    pane.set_pass("hop")
    pane.findChild(SeekSlider).setFocus()
    met = []
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget().accessibleName())
    assert met == ["Right", "Starts now", "The one before", "End", "Speed"]
