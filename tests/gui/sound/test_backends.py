"""Qt or VLC in the window, with the real backends: chosen, told, remembered; and the picture of a film."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDialog, QDockWidget, QLabel

from cueline.media.chosen_player import ChosenPlayer
from cueline.media.qt_player import QtPlayer
from cueline.media.vlc_player import VlcPlayer, availability
from tests.gui.conftest import Desk
from tests.gui.sound.test_waves import Hand
from tests.media.made_films import RED, make_film, make_tracker_song

pytestmark = pytest.mark.sound

needs_vlc = pytest.mark.skipif(availability() is not None, reason="libVLC is not installed")


def make_player() -> ChosenPlayer:
    """Return the program's own player; libVLC plays into nothing, as there is no device."""
    return ChosenPlayer(
        makers={"qt": QtPlayer, "vlc": lambda: VlcPlayer(arguments=["--aout=dummy"])}
    )


@pytest.fixture
def real(qtbot):
    found = Desk(qtbot, make_player)
    yield found
    found.close()


@pytest.fixture
def heard(real, sample) -> Desk:
    """Return a desk with the sample open and its sound loaded."""
    real.start(sample)
    Hand(real).settle(lambda: real.player.state == "paused")
    return real


@pytest.fixture
def film(real, sample, tmp_path) -> Desk:
    """Return a desk with a film for the sample's sound."""
    sample.with_suffix(".mp3").unlink()
    make_film(sample.with_suffix(".mp4"), 6.0)
    real.start(sample)
    Hand(real).settle(lambda: real.player.state == "paused")
    return real


def settings(desk) -> QDialog:
    desk.window.preferences.show_settings()
    desk.wait_for_dialog()
    return desk.window.findChild(QDialog, "settings")


def choices(dialog) -> QComboBox:
    lists = dialog.findChildren(QComboBox)
    return next(box for box in lists if box.accessibleName() == "What plays the sound")


def choose(desk, label: str) -> None:
    """Choose in the settings, with the keyboard."""
    dialog = settings(desk)
    field = choices(dialog)
    field.setFocus()
    for _ in range(field.count()):
        if field.currentText() == label:
            break
        desk.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.currentText() == label
    field.activated.emit(field.currentIndex())
    dialog.reject()


def shown(desk) -> str:
    """Return what the player says about the sound."""
    return " ".join(label.text() for label in desk.window.panes.player.findChildren(QLabel))


@needs_vlc
def test_vlc_is_chosen_and_goes_on_where_the_sound_was(heard, sample):
    heard.window.listening.set_rate(1.25)
    heard.window.listening.play_from(10.0)
    Hand(heard).settle(lambda: heard.player.position > 10.2)
    choose(heard, "VLC")
    Hand(heard).settle(lambda: heard.player.state == "playing" and heard.player.name == "VLC")
    assert 10.2 < heard.player.position < 12.5
    assert heard.player.rate == 1.25
    assert "(VLC)" in shown(heard)
    heard.window.listening.pause()
    heard.close()
    heard.start(sample)
    Hand(heard).settle(lambda: heard.player.state == "paused")
    assert heard.player.name == "VLC"
    assert choices(settings(heard)).currentText() == "VLC"


@needs_vlc
def test_what_qt_cannot_play_is_heard_through_vlc_and_that_is_said(heard, tmp_path):
    assert "(Qt)" in shown(heard)
    heard.window.listening.choose(make_tracker_song(tmp_path / "song.mod"))
    heard.wait_for_sound()
    Hand(heard).settle(lambda: heard.player.state == "paused")
    assert "song.mod (VLC)" in shown(heard)
    assert heard.note == "“song.mod” is played by VLC: Qt cannot play it."


def test_where_vlc_is_missing_the_settings_say_why(monkeypatch, opened):
    reason = "VLC is not installed here. Install VLC from videolan.org."
    monkeypatch.setattr("cueline.media.vlc_player.availability", lambda: reason)
    dialog = settings(opened)

    def said() -> bool:
        return reason in [
            label.text() for label in dialog.findChildren(QLabel) if label.isVisible()
        ]

    opened.qtbot.waitUntil(said)
    field = choices(dialog)
    model = field.model()
    assert isinstance(model, QStandardItemModel)
    assert not model.item(field.findText("VLC")).isEnabled()


@pytest.mark.parametrize("backend", ["Qt", pytest.param("VLC", marks=needs_vlc)])
def test_a_film_is_seen_in_a_dock_of_its_own(film, backend):
    if backend == "VLC":
        choose(film, "VLC")
    dock = film.window.findChild(QDockWidget, "videoDock")
    assert dock is not None
    film.window.listening.play_from(0.5)
    hand = Hand(film)

    def red() -> bool:
        colour = dock.widget().grab().toImage().pixelColor(dock.widget().rect().center())
        return abs(colour.red() - RED[0]) < 14 and abs(colour.green() - RED[1]) < 14

    hand.settle(lambda: film.player.name == backend and film.player.position > 0.8 and red())
    hand.settle(dock.isVisible)


def test_the_picture_can_be_closed_for_good_and_opened_again(film, sample):
    dock = film.window.findChild(QDockWidget, "videoDock")
    hand = Hand(film)
    hand.settle(dock.isVisible)
    dock.close()
    film.close()
    film.start(sample)
    hand = Hand(film)
    hand.settle(lambda: film.player.state == "paused")
    dock = film.window.findChild(QDockWidget, "videoDock")
    assert not dock.isVisible()
    film.window.picture.action.trigger()
    hand.settle(dock.isVisible)
    film.close()
    film.start(sample)
    hand = Hand(film)
    hand.settle(film.window.findChild(QDockWidget, "videoDock").isVisible)


def test_a_sound_opens_no_picture(heard):
    dock = heard.window.findChild(QDockWidget, "videoDock")
    assert not dock.isVisible()
    assert not heard.window.picture.action.isEnabled()


def test_nothing_of_sound_or_picture_is_loaded_at_the_start():
    code = (
        "import sys\nfrom cueline.gui.app import build\napp, window = build(['cueline'])\nwindow.show()\n"
        "app.processEvents()\n"
        "late = {'vlc', 'av', 'numpy', 'PySide6.QtMultimedia', 'PySide6.QtMultimediaWidgets'}\n"
        "print(sorted(late & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
