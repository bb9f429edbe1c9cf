"""Odd and bad sounds in the window, with real files and the real players: heard rightly, or refused in a sentence."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from cueline.media.chosen_player import ChosenPlayer
from cueline.media.qt_player import QtPlayer
from cueline.media.vlc_player import VlcPlayer, availability
from tests.gui.conftest import Desk
from tests.gui.sound.test_waves import Hand, told
from tests.media.encoded_sounds import bursts, encode
from tests.media.made_sounds import make_tone
from tests.media.test_player_contract import ZERO

pytestmark = pytest.mark.sound

needs_vlc = pytest.mark.skipif(availability() is not None, reason="libVLC is not installed")
BOTH = ["qt", pytest.param("vlc", marks=needs_vlc)]
ALL = ["automatic", *BOTH]
NOTHING = {
    "zero.wav": ZERO,
    "zero.flac": b"fLaC\x80\0\0\x22\x10\0\x10\0" + bytes(6) + b"\x0a\xc4\x40\xf0" + bytes(20),
}
"""Sounds of which there is only the head."""


class Room:
    """A window with a real player on an episode of its own, and the sound that is put beside it."""

    def __init__(self, desk, episode) -> None:
        self.desk, self.episode = desk, episode
        self.choice = "automatic"
        self.hand: Hand | None = None

    def open(self, sound) -> None:
        """Open the episode; `sound` is beside it under the same name."""
        sound.rename(self.episode.with_suffix(sound.suffix))
        self.desk.start(self.episode)
        self.desk.window.backends.choose(self.choice)
        self.hand = Hand(self.desk)

    @property
    def player(self):
        return self.desk.player

    @property
    def read(self) -> bool:
        """Whether the sound was read to its end."""
        scene = self.hand.wave.scene
        return scene.pyramid is not None and not scene.progress

    def settle(self, done) -> None:
        self.hand.settle(done, 20)

    def say(self) -> str:
        """Return all that is said about the sound."""
        return " ".join((self.shown, self.hand.wave.accessibleDescription(), told(self.desk)))

    @property
    def shown(self) -> str:
        """What the player says."""
        labels = self.desk.window.panes.player.findChildren(QLabel)
        return " ".join(f"{label.text()} {label.toolTip()}" for label in labels)


def make_player() -> ChosenPlayer:
    return ChosenPlayer(
        makers={"qt": QtPlayer, "vlc": lambda: VlcPlayer(arguments=["--aout=dummy"])}
    )


@pytest.fixture
def room(qtbot, sample):
    sample.with_suffix(".mp3").unlink()
    desk = Desk(qtbot, make_player)
    yield Room(desk, sample)
    desk.close()


@pytest.fixture(scope="module")
def guessed(tmp_path_factory):
    """Return an mp3 of 80 s without a header whose beginning is dense: players guess that it is shorter."""
    noise = np.random.default_rng(1).uniform(-0.9, 0.9, 44100 * 20).astype(np.float32)
    samples = np.concatenate((noise, bursts(60.0, 44100, [39.0])))
    path = tmp_path_factory.mktemp("sounds") / "guessed.mp3"
    return encode(path, samples, "libmp3lame", 44100, quality=2, write_xing="0")


@pytest.mark.parametrize("choice", BOTH)
def test_a_sound_that_says_no_places_is_played_from_a_copy_that_does(
    room, guessed, tmp_path, choice
):
    room.choice = choice
    room.open(shutil.copy(guessed, tmp_path / "guessed.mp3"))
    room.settle(lambda: room.player.state == "paused")
    room.player.seek(3.0)
    room.player.set_rate(1.5)
    room.player.play()
    room.settle(lambda: room.read and list(copies(room)) and room.player.state == "playing")
    assert 3.0 <= room.player.position < 12.0
    assert room.player.rate == 1.5
    assert room.player.duration == pytest.approx(80.0, abs=0.1)
    room.desk.window.listening.play_from(78.0)
    room.settle(lambda: room.player.position > 78.4)
    assert room.player.state == "playing"
    assert room.desk.window.listening.sound == room.episode.with_suffix(".mp3")
    assert room.episode.with_suffix(".mp3").name in room.shown


def copies(room):
    return (room.desk.window.store.folder / "copies").glob("*.mka")


@pytest.mark.parametrize("choice", ALL)
@pytest.mark.parametrize(
    ("name", "rate"), [("low.wav", 8000), ("high.wav", 192000), ("high.flac", 192000)]
)
def test_slow_and_fast_samples_are_seen_and_heard(room, tmp_path, name, rate, choice):
    room.choice = choice
    codec = "flac" if name.endswith("flac") else "pcm_s16le"
    room.open(encode(tmp_path / name, bursts(6, rate, [1.0, 5.0]), codec, rate))
    room.settle(lambda: room.player.state == "paused" and room.read)
    assert room.hand.wave.scene.duration == pytest.approx(6.0, abs=0.02)
    room.desk.window.listening.play_from(4.0)
    room.settle(lambda: room.player.position > 4.4)
    assert room.player.duration == pytest.approx(6.0, abs=0.05)


@pytest.mark.qt_log_ignore("Failed to seek", extend=True)  # Qt's own: there is no place to go to
@pytest.mark.parametrize("choice", ALL)
@pytest.mark.parametrize("name", ["zero.wav", "zero.flac"])
def test_a_sound_of_no_length_fails_at_once(room, tmp_path, name, choice):
    room.choice = choice
    (tmp_path / name).write_bytes(NOTHING[name])
    room.open(tmp_path / name)
    room.settle(lambda: room.player.state == "failed")
    name = room.episode.with_suffix(Path(name).suffix).name
    assert f"“{name}” has no sound in it" in room.shown
    room.desk.window.listening.toggle()
    assert room.player.state == "failed"
    room.settle(lambda: "its length is zero" in room.hand.wave.accessibleDescription())


@pytest.mark.parametrize("choice", ALL)
def test_a_film_without_sound_says_so_and_the_text_is_edited(room, tmp_path, choice):
    room.choice = choice
    room.open(encode(tmp_path / "mute.mp4", None, "aac", film=True))
    room.settle(lambda: room.player.state == "failed")
    assert "has no sound in it." in room.shown
    room.desk.go(12)
    room.desk.press("Return")
    room.desk.type("x")
    room.desk.press("Ctrl+Space", "Escape")
    assert room.player.state == "failed"


@pytest.mark.parametrize("choice", BOTH)
@pytest.mark.parametrize("name", ["50%41 #3.wav", "訪談 第2集.wav"])
def test_any_name_is_read_and_heard(room, tmp_path, name, choice):
    room.choice = choice
    room.desk.start(room.episode)
    room.desk.window.backends.choose(choice)
    room.hand = Hand(room.desk)
    room.desk.window.listening.choose(make_tone(tmp_path / name, 3.0))
    room.settle(lambda: room.player.state == "paused" and room.read)
    room.desk.window.listening.play_from(1.0)
    room.settle(lambda: room.player.position > 1.3)
    assert name in room.shown


@pytest.mark.parametrize("choice", BOTH)
def test_a_sound_that_goes_while_it_plays_is_missed_and_found_again(room, tmp_path, choice):
    room.choice = choice
    room.open(make_tone(tmp_path / "tone.wav", 30.0))
    room.settle(lambda: room.player.state == "paused" and room.read)
    room.desk.window.listening.play_from(10.0)
    room.settle(lambda: room.player.position > 10.3)
    sound = room.episode.with_suffix(".wav")
    sound.rename(tmp_path / "elsewhere.wav")
    room.settle(lambda: room.player.state == "failed")
    assert f"“{sound.name}” is gone: it was moved, renamed or deleted." in room.shown
    assert room.hand.wave.scene.duration == pytest.approx(30.0, abs=0.1)
    room.desk.go(12)
    room.desk.press("Delete", "Ctrl+Z")
    (tmp_path / "elsewhere.wav").rename(sound)
    room.settle(lambda: room.player.state == "paused" and room.read)
    assert 10.2 < room.player.position < 12.0
    assert room.desk.note == f"{sound.name} is there again."
    assert "is gone" not in room.shown


@pytest.mark.parametrize("choice", BOTH)
def test_a_sound_that_grows_is_said_and_read_again_on_request(room, tmp_path, choice):
    room.choice = choice
    room.open(make_tone(tmp_path / "tone.wav", 5.0))
    room.settle(lambda: room.player.state == "paused" and room.read)
    room.desk.window.listening.seek(3.0)
    sound = room.episode.with_suffix(".wav")
    make_tone(sound, 9.0)
    room.settle(lambda: "was changed on disk" in told(room.desk))
    assert room.hand.wave.scene.duration == pytest.approx(5.0, abs=0.1)
    (button,) = again(room)
    room.desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle(lambda: room.hand.wave.scene.duration == pytest.approx(9.0, abs=0.1))
    room.settle(lambda: room.player.state == "paused")
    assert room.player.position == pytest.approx(3.0)
    assert room.player.duration == pytest.approx(9.0, abs=0.05)


def again(room):
    """Return the buttons that offer to read the sound once more."""
    found = room.desk.window.panes.notices.findChildren(QAbstractButton)
    return [button for button in found if button.text() == "Read It Again" and button.isVisible()]


def test_what_was_said_of_a_sound_goes_when_another_is_chosen(room, tmp_path):
    room.open(make_tone(tmp_path / "tone.wav", 5.0))
    room.settle(lambda: room.player.state == "paused" and room.read)
    make_tone(room.episode.with_suffix(".wav"), 9.0)
    room.settle(lambda: len(again(room)) == 1)
    (tmp_path / "zero.wav").write_bytes(ZERO)
    room.desk.window.listening.choose(tmp_path / "zero.wav")
    room.settle(lambda: "length is zero" in room.hand.wave.accessibleDescription())
    assert again(room) == []
    assert "–:––" in room.shown


@pytest.mark.parametrize("when", ["reading", "copying"])
def test_the_window_closes_while_the_sound_is_read(room, guessed, tmp_path, when):
    hour = tmp_path / "long.mp3"
    data = guessed.read_bytes()
    hour.write_bytes(data * 60)
    room.open(hour)
    words = "Reading" if when == "reading" else "Finding"
    room.settle(lambda: words in (room.hand.wave.scene.progress or ""))
    window = room.desk.window
    folder = window.store.folder
    window.session.end()
    window.close()
    assert not room.desk.shown
    room.settle(lambda: "cueline sound" not in [t.name for t in threading.enumerate()])
    assert not list(folder.glob("copies/*.part"))
    if when == "reading":
        assert not list(folder.glob("peaks/*"))
