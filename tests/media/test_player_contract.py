"""What every player promises: the same tests for the one turned by hand and for the real one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cueline.media.chosen_player import ChosenPlayer
from cueline.media.hand_player import HandPlayer
from cueline.media.null_player import NullPlayer
from cueline.media.qt_player import QtPlayer
from cueline.media.vlc_player import VlcPlayer, availability
from tests.media.made_sounds import make_tone

pytestmark = pytest.mark.sound

LENGTH = 1.2

ZERO = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\0\0\0"
"""A WAV file whose samples are still to come."""

AHEAD = {"VLC": 0.1}
"""Seconds by which a position may be ahead of real time: libVLC tells places in steps, and reads ahead."""


class Driver:
    """A player, and how real time passes for it."""

    def __init__(self, player, qtbot):
        self.player, self._qtbot = player, qtbot
        self.states, self.positions, self.failures, self.ends = [], [], [], []
        player.state_changed.connect(self.states.append)
        player.position_changed.connect(self.positions.append)
        player.failed.connect(self.failures.append)
        player.ended.connect(lambda: self.ends.append(player.position))

    def run(self, seconds):
        if isinstance(self.player, HandPlayer):
            self.player.advance(seconds)
        else:
            self._qtbot.wait(round(seconds * 1000))

    def until(self, state):
        for _ in range(200):
            if self.player.state == state:
                return
            self.run(0.05)
        pytest.fail(f"still {self.player.state}, never {state}; said: {self.failures}")

    def load(self, path):
        self.player.load(path)
        self.until("paused")
        return self.player


def make_player(name):
    """Return a player by name; libVLC has no device here and plays into nothing, at the right speed."""
    if name == "vlc" and availability() is not None:
        pytest.skip("libVLC is not installed")
    makers = {
        "hand": lambda: HandPlayer(LENGTH),
        "qt": QtPlayer,
        "chosen": ChosenPlayer,
        "vlc": lambda: VlcPlayer(arguments=["--aout=dummy"]),
    }
    return makers[name]()


@pytest.fixture(params=["hand", "qt", "vlc", "chosen"])
def driver(request, qtbot):
    player = make_player(request.param)
    yield Driver(player, qtbot)
    player.unload()
    player.deleteLater()


@pytest.fixture
def tone(tmp_path):
    return make_tone(tmp_path / "tone.wav", LENGTH)


def test_before_a_sound_there_is_nothing(driver):
    driver.player.play()
    driver.player.seek(3.0)
    assert driver.player.state == "empty"
    assert driver.player.position == 0.0
    assert driver.player.duration is None


def test_a_sound_is_loaded_paused_at_its_start(driver, tone):
    player = driver.load(str(tone))
    assert driver.states == ["loading", "paused"]
    assert player.position == 0.0
    assert player.duration == pytest.approx(LENGTH, abs=0.02)
    assert player.path == tone


def test_it_plays_and_the_position_only_grows(driver, tone):
    driver.load(tone).play()
    driver.run(0.6)
    assert driver.player.state == "playing"
    assert 0.3 <= driver.player.position <= 0.65 + AHEAD.get(driver.player.name, 0)
    assert len(driver.positions) >= 6
    assert driver.positions == sorted(driver.positions)


def test_pause_stands_still(driver, tone):
    player = driver.load(tone)
    player.play()
    driver.run(0.4)
    player.pause()
    place = player.position
    driver.run(0.3)
    assert player.state == "paused"
    assert player.position == place > 0.15
    assert driver.positions[-1] == place
    player.play()
    assert player.position == pytest.approx(place, abs=0.02)


def test_seek_while_paused_is_exact_and_plays_on_from_there(driver, tone):
    player = driver.load(tone)
    player.seek(0.5)
    driver.run(0.15)
    assert player.state == "paused"
    assert player.position == 0.5
    assert driver.positions[-1] == 0.5
    player.play()
    driver.run(0.3)
    assert 0.55 <= player.position <= 0.85 + AHEAD.get(player.name, 0)


def test_seek_while_playing_goes_on_playing(driver, tone):
    player = driver.load(tone)
    player.play()
    driver.run(0.2)
    player.seek(0.7)
    assert player.position == pytest.approx(0.7, abs=0.02)
    driver.run(0.2)
    assert player.state == "playing"
    assert 0.7 <= player.position <= 0.95 + AHEAD.get(player.name, 0)


def test_places_outside_the_sound_mean_its_ends(driver, tone):
    player = driver.load(tone)
    player.seek(99.0)
    assert player.position == player.duration
    player.seek(-5.0)
    assert player.position == 0.0


def test_it_ends_once_and_stands_at_the_end(driver, tone):
    player = driver.load(tone)
    player.seek(0.9)
    player.play()
    driver.until("ended")
    driver.run(0.2)
    assert driver.ends == [player.duration]
    assert player.position == player.duration
    assert driver.states[-2:] == ["playing", "ended"]


@pytest.mark.parametrize("way", ["played to the end", "sought to the end", "sought while playing"])
def test_play_at_the_end_begins_again(driver, tone, way):
    player = driver.load(tone)
    if way == "played to the end":
        player.seek(1.0)
        player.play()
        driver.until("ended")
    elif way == "sought to the end":
        player.seek(LENGTH)
    else:
        player.play()
        driver.run(0.1)
        player.seek(LENGTH + 1)
        assert player.state == "ended"
    driver.run(0.1)
    player.play()
    driver.run(0.3)
    assert player.state == "playing"
    assert 0.1 <= player.position <= 0.4 + AHEAD.get(player.name, 0)


def test_seek_back_from_the_end_is_a_pause_there(driver, tone):
    player = driver.load(tone)
    player.seek(1.0)
    player.play()
    driver.until("ended")
    player.seek(0.4)
    driver.run(0.1)
    assert player.state == "paused"
    assert player.position == 0.4
    player.play()
    driver.run(0.2)
    assert 0.4 <= player.position <= 0.65 + AHEAD.get(player.name, 0)


def test_twice_the_rate_is_twice_the_way(driver, tone):
    player = driver.player
    player.set_rate(2.0)
    driver.load(tone).play()
    driver.run(0.4)
    assert player.rate == 2.0
    assert 0.55 <= player.position <= 0.9 + AHEAD.get(player.name, 0)


def test_the_rate_changes_while_it_plays(driver, tone):
    player = driver.load(tone)
    player.play()
    driver.run(0.2)
    player.set_rate(0.5)
    place = player.position
    driver.run(0.4)
    assert 0.08 <= player.position - place <= 0.32


def test_rate_and_volume_stay_within_reason(driver, tone):
    player = driver.load(tone)
    player.set_rate(99.0)
    player.set_volume(7.0)
    assert player.rate == 4.0
    assert player.volume == 1.0
    player.set_volume(-1.0)
    assert player.volume == 0.0


def test_play_and_seek_may_come_before_the_sound_is_there(driver, tone):
    player = driver.player
    player.load(tone)
    player.seek(0.5)
    player.play()
    driver.until("playing")
    driver.run(0.2)
    assert 0.5 <= player.position <= 0.8 + AHEAD.get(player.name, 0)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.wav", None, "is not there"),
        ("folder.wav", "", "is a folder"),
        ("empty.wav", b"", "is empty"),
        ("zero.wav", ZERO, "its length is zero"),
        ("notes.txt", b"These are only words.\n" * 40, "has no sound in it"),
    ],
)
def test_what_is_no_sound_is_said_in_a_sentence(driver, tone, tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content) if content or name == "empty.wav" else path.mkdir()
    driver.player.load(path)
    driver.until("failed")
    driver.run(0.1)
    assert len(driver.failures) == 1
    assert name in driver.failures[0]
    assert words in driver.failures[0]
    assert driver.failures[0].endswith(".")
    driver.player.play()
    assert driver.player.state == "failed"
    assert driver.load(tone).duration is not None


@pytest.mark.parametrize(
    "name", ["a b.wav", "50%.wav", "%41.wav", "nr #3.wav", "Gespräch 訪談.wav"]
)
def test_any_name_is_played(driver, tmp_path, name):
    driver.load(make_tone(tmp_path / name, LENGTH)).play()
    driver.run(0.3)
    assert driver.player.position > 0.1
    assert driver.failures == []


def test_another_sound_begins_anew(driver, tone, tmp_path):
    player = driver.load(tone)
    player.play()
    driver.run(0.2)
    player.load(make_tone(tmp_path / "other.wav", LENGTH))
    driver.until("paused")
    driver.run(0.1)
    assert player.position == 0.0
    assert driver.states[-3:] == ["empty", "loading", "paused"]


def test_the_decoded_length_is_believed_until_another_sound_comes(driver, tone, tmp_path):
    player = driver.load(tone)
    player.believe_duration(1.0)
    assert player.duration == 1.0
    player.seek(9.0)
    assert player.position == 1.0
    player.play()
    driver.run(0.3)
    assert player.duration == 1.0
    driver.load(make_tone(tmp_path / "other.wav", LENGTH))
    assert player.duration == pytest.approx(LENGTH, abs=0.02)


def test_unload_lets_go(driver, tone):
    player = driver.load(tone)
    player.play()
    driver.run(0.1)
    player.unload()
    driver.run(0.1)
    assert driver.states[-1] == "empty"
    assert (player.path, player.duration, player.position) == (None, None, 0.0)


@pytest.mark.parametrize("backend", ["qt", "vlc"])
def test_a_damaged_sound_is_said_in_a_sentence(qtbot, tmp_path, backend):
    path = tmp_path / "broken.wav"
    path.write_bytes(bytes(range(256)) * 8)
    driver = Driver(make_player(backend), qtbot)
    driver.player.load(path)
    driver.until("failed")
    assert len(driver.failures) == 1
    assert driver.failures[0].startswith("“broken.wav”")
    assert driver.failures[0].endswith(("not a sound that is known here.", "has no sound in it."))


def test_without_a_player_every_sound_is_refused(qtbot, tone):
    driver = Driver(NullPlayer(), qtbot)
    driver.player.load(tone)
    driver.player.play()
    assert driver.states == ["failed"]
    assert "tone.wav" in driver.failures[0]


def test_qtmultimedia_waits_for_the_first_sound():
    code = (
        "import sys, cueline.media.chosen_player as c, cueline.media.qt_player as q\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([]); q.QtPlayer().set_rate(2); c.ChosenPlayer().choose('vlc')\n"
        "print(sorted({'PySide6.QtMultimedia', 'numpy', 'av', 'vlc'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize("driver", ["qt", "vlc", "chosen"], indirect=True)
def test_a_copy_is_played_in_the_place_of_the_sound(driver, tone, tmp_path):
    player = driver.load(tone)
    copy = make_tone(tmp_path / "copy.wav", 3.0)
    player.believe_duration(3.0)
    player.set_rate(2.0)
    player.seek(0.5)
    player.play()
    player.play_copy(copy)
    driver.until("playing")
    driver.run(0.6)
    assert 1.2 <= player.position <= 2.1 + 2 * AHEAD.get(player.name, 0)
    player.seek(2.5)
    driver.run(0.1)
    assert player.state == "playing"
    assert (player.path, player.rate, player.duration) == (tone, 2.0, 3.0)
    assert driver.failures == []


@pytest.mark.parametrize("driver", ["qt", "vlc", "chosen"], indirect=True)
def test_a_copy_that_cannot_be_played_gives_way_to_the_sound(driver, tone, tmp_path):
    player = driver.load(tone)
    player.seek(0.5)
    (tmp_path / "copy.wav").write_bytes(bytes(range(256)) * 8)
    player.play_copy(tmp_path / "copy.wav")
    driver.until("paused")
    driver.run(0.1)
    assert player.position == 0.5
    player.play()
    driver.run(0.3)
    assert player.position > 0.55
    assert driver.failures == []


def test_a_sound_that_is_given_up_is_let_go(driver, tone):
    player = driver.load(tone)
    player.play()
    driver.run(0.1)
    player.give_up("It is gone.")
    driver.run(0.2)
    assert (player.state, player.path) == ("failed", tone)
    assert driver.failures == ["It is gone."]
    player.play()
    assert player.state == "failed"
    driver.load(tone).play()
    driver.run(0.2)
    assert player.position > 0.05


def test_a_sound_that_is_opened_writes_nothing_to_the_terminal(tone):
    code = (
        "import sys, cueline.media.qt_player as q\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "app = QCoreApplication([]); player = q.QtPlayer(); player.load(sys.argv[1])\n"
        "QTimer.singleShot(400, app.quit); app.exec(); print(player.state)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tone)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "paused"
    assert "Input #0" not in done.stderr
    assert "Stream #" not in done.stderr
