"""Two backends behind one player: chosen, changed while it plays, and the one taken that can play the sound."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtMultimedia import QVideoSink
from PySide6.QtWidgets import QApplication

from cueline.media.chosen_player import ChosenPlayer
from cueline.media.hand_player import HandPlayer
from cueline.media.player import Player
from cueline.media.qt_player import QtPlayer
from cueline.media.vlc_player import VlcPlayer, availability
from tests.media.made_films import RED, make_film, make_tracker_song
from tests.media.made_sounds import make_tone

pytestmark = pytest.mark.sound

needs_vlc = pytest.mark.skipif(availability() is not None, reason="libVLC is not installed")


def settle(done, seconds: float = 60.0) -> None:
    """Let the program run until `done()`; the interpreter's other threads get their turn."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it took too long"
        QApplication.processEvents()
        time.sleep(0.005)


def run(seconds: float) -> None:
    until = time.monotonic() + seconds
    settle(lambda: time.monotonic() > until)


@pytest.fixture
def player(qapp):
    found = ChosenPlayer(
        makers={"qt": QtPlayer, "vlc": lambda: VlcPlayer(arguments=["--aout=dummy"])}
    )
    found.heard = []  # pyright: ignore[reportAttributeAccessIssue]
    found.backend_changed.connect(lambda name, why: found.heard.append((name, why)))  # pyright: ignore[reportAttributeAccessIssue]
    yield found
    found.unload()
    found.deleteLater()


@needs_vlc
def test_what_qt_cannot_play_is_played_by_vlc_and_that_is_said(player, tmp_path):
    player.load(make_tracker_song(tmp_path / "song.mod"))
    player.seek(2.0)
    player.play()
    settle(lambda: player.position > 2.3)
    name, why = player.heard[-1]
    assert (name, player.name) == ("VLC", "VLC")
    assert why == "“song.mod” is played by VLC: Qt cannot play it."
    player.load(make_tone(tmp_path / "tone.wav", 2.0))
    settle(lambda: player.state == "paused")
    assert player.name == "Qt"


@needs_vlc
def test_what_neither_can_play_fails_once_in_one_sentence(player, tmp_path):
    path = tmp_path / "broken.wav"
    path.write_bytes(bytes(range(256)) * 8)
    failures = []
    player.failed.connect(failures.append)
    player.load(path)
    settle(lambda: player.state == "failed")
    run(0.3)
    assert len(failures) == 1
    assert failures[0].startswith("“broken.wav”")
    assert player.heard == []


@needs_vlc
def test_another_choice_goes_on_where_the_sound_was(player, tmp_path):
    player.set_rate(1.5)
    player.set_volume(0.4)
    player.load(make_tone(tmp_path / "tone.wav", 8.0))
    player.seek(3.0)
    player.play()
    settle(lambda: player.position > 3.3)
    place = player.position
    player.choose("vlc")
    settle(lambda: player.state == "playing")
    assert player.name == "VLC"
    assert place - 0.1 <= player.position <= place + 0.6
    assert (player.rate, player.volume) == (1.5, 0.4)
    settle(lambda: player.position > place + 0.4)
    player.pause()
    place = player.position
    player.choose("qt")
    settle(lambda: player.state == "paused")
    assert player.name == "Qt"
    assert player.position == pytest.approx(place, abs=0.01)
    assert player.heard == [("VLC", ""), ("Qt", "")]


class Breaking(HandPlayer):
    """A player that gives up in the middle of a sound."""

    def break_down(self) -> None:
        self._fail("It broke.")


@needs_vlc
def test_a_sound_that_fails_on_the_way_goes_on_with_the_other_one(qapp, tmp_path):
    first, second = Breaking(60), HandPlayer(60)
    player = ChosenPlayer(makers={"qt": lambda: first, "vlc": lambda: second})
    player.load(make_tone(tmp_path / "tone.wav", 0.1))
    player.seek(20.0)
    player.play()
    first.advance(2.0)
    first.break_down()
    settle(lambda: player.state == "playing")
    assert player.position == pytest.approx(22.0)
    second.advance(1.0)
    assert player.position == pytest.approx(23.0)


def test_while_libvlc_is_loaded_the_window_goes_on_and_may_want_another_sound(
    monkeypatch, qapp, tmp_path
):
    loads, threads = threading.Event(), []

    def load() -> None:
        threads.append(threading.current_thread())
        loads.wait(20)

    monkeypatch.setattr("cueline.media.vlc_player.availability", load)
    first, second = Breaking(60), HandPlayer(60)
    player = ChosenPlayer(makers={"qt": lambda: first, "vlc": lambda: second})
    player.load(make_tone(tmp_path / "tone.wav", 0.1))
    player.seek(20.0)
    first.break_down()
    settle(lambda: len(threads) == 1)
    assert player.state == "loading"
    player.load(make_tone(tmp_path / "other.wav", 0.1))  # the first one is not wanted any more
    assert (player.state, player.name) == ("paused", first.name)
    first.break_down()
    player.seek(7.0)
    settle(lambda: len(threads) == 2)
    loads.set()
    settle(lambda: player.state == "paused")
    assert second.path == tmp_path / "other.wav"
    assert player.position == pytest.approx(7.0)
    assert threading.main_thread() not in threads


def test_without_libvlc_qt_plays_and_the_reason_is_said(monkeypatch, qapp, tmp_path):
    missing = "VLC is not installed here."
    monkeypatch.setattr("cueline.media.vlc_player.availability", lambda: missing)
    made: dict[str, Player] = {}

    def refuse() -> Player:
        raise AssertionError("libVLC was asked for")

    player = ChosenPlayer(
        makers={"qt": lambda: made.setdefault("qt", HandPlayer(9)), "vlc": refuse}
    )
    heard = []
    player.backend_changed.connect(lambda name, why: heard.append((name, why)))
    player.choose("vlc")
    player.load(make_tone(tmp_path / "tone.wav", 0.1))
    assert player.state == "paused"
    assert heard == [("by hand", missing)]


@pytest.mark.parametrize("choice", ["qt", pytest.param("vlc", marks=needs_vlc)])
def test_a_film_gives_its_picture_to_the_sink(player, tmp_path, choice):
    player.choose(choice)
    player.load(make_film(tmp_path / "film.mp4", 5.0))
    settle(lambda: player.state == "paused")
    assert player.has_picture
    sink, seen = QVideoSink(), []
    sink.videoFrameChanged.connect(lambda frame: seen.append(frame.toImage()))
    player.show_picture(sink)
    player.play()
    settle(lambda: len(seen) > 4 and player.position > 0.4)
    colour = seen[-1].pixelColor(20, 20)
    assert (colour.red(), colour.green(), colour.blue()) == pytest.approx(RED, abs=12)
    assert seen[-1].width() / seen[-1].height() == pytest.approx(160 / 96, abs=0.02)
    place, count = player.position, len(seen)
    player.show_picture(None)
    settle(lambda: player.state == "playing" and player.position > place)
    run(0.3)
    assert len(seen) <= count + 3


def test_a_sound_has_no_picture(player, tmp_path):
    player.load(make_tone(tmp_path / "tone.wav", 1.0))
    settle(lambda: player.state == "paused")
    assert not player.has_picture
