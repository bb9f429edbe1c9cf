"""Hearing an episode: finding its sound, playing from places, stamping, and what is remembered."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QAudioBufferOutput

from cueline.episode import Clock, Episode, Line
from cueline.gui.sound.listening import Listening, caret_place
from cueline.gui.store import Store
from cueline.media.hand_player import HandPlayer
from cueline.media.qt_player import QtPlayer
from tests.media.made_sounds import make_clicks

WHOLE = Clock()
TENTHS = Clock(decimals=1, precision=1)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "app")


@pytest.fixture
def folder(tmp_path):
    """A folder with an episode and a sound of the same name."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "talk.md").write_text("---\n---\n")
    (tmp_path / "site" / "talk.mp3").write_bytes(b"sound")
    return tmp_path / "site"


class Waiting(Listening):
    """Wait for the disk, whatever is asked of it."""

    def __init__(self, qtbot, store) -> None:
        super().__init__(lambda: HandPlayer(60.0), store)
        self._wait = lambda: qtbot.waitUntil(lambda: not self.looking)

    def open_for(self, episode, fields=None) -> None:
        super().open_for(episode, fields)
        self._wait()

    def choose(self, path) -> None:
        super().choose(path)
        self._wait()


@pytest.fixture
def start(qtbot, store):
    """Make a Listening on a hand-clocked player of a minute, as a new run of the program does."""
    return lambda: Waiting(qtbot, store)


@pytest.fixture
def listening(start, folder):
    listening = start()
    listening.open_for(folder / "talk.md")
    return listening


def heard_between(listening, action):
    """Return the places that are passed while `action` runs."""
    places = []
    listening.moved.connect(places.append)
    action()
    listening.moved.disconnect(places.append)
    return places


def test_the_sound_of_the_same_name_is_found(start, folder):
    listening, chosen, states = start(), [], []
    listening.sound_changed.connect(chosen.append)
    listening.state_changed.connect(states.append)
    listening.open_for(folder / "talk.md")
    assert chosen[-1] == listening.sound == folder / "talk.mp3"
    assert states[-1] == "paused"
    assert listening.length == 60.0
    assert listening.now() == 0.0


@pytest.mark.parametrize("name", ["talk.wav", "TALK.M4A", "talk.opus", "talk.webm"])
def test_any_kind_of_sound_is_found(start, tmp_path, name):
    (tmp_path / name).write_bytes(b"sound")
    (tmp_path / "talk.txt").write_text("no sound")
    (tmp_path / "talk.png").write_bytes(b"a picture")
    listening = start()
    listening.open_for(tmp_path / "talk.md")
    assert listening.sound == tmp_path / name


def test_without_a_sound_nothing_is_said_and_nothing_plays(start, tmp_path):
    listening, failures = start(), []
    listening.failed.connect(failures.append)
    listening.open_for(tmp_path / "none" / "talk.md")
    listening.toggle()
    listening.play_line(3, 5)
    assert listening.sound is None
    assert failures == []
    assert not listening.usable
    assert listening.heard_index(Episode((Line("a", start=0),))) is None


def test_a_chosen_sound_is_remembered_with_its_place_speed_and_volume(start, folder, tmp_path):
    other = tmp_path / "studio # 2.ogg"
    other.write_bytes(b"sound")
    listening = start()
    listening.open_for(folder / "talk.md")
    listening.choose(other)
    listening.set_rate(1.5)
    listening.set_volume(0.4)
    listening.seek(12.5)
    listening.close()
    again = start()
    again.open_for(folder / "talk.md")
    assert again.sound == other
    assert again.now() == 12.5
    assert (again.player.rate, again.player.volume) == (1.5, 0.4)


def test_another_episode_has_a_sound_and_a_speed_of_its_own(listening, folder):
    listening.set_rate(2.0)
    listening.seek(30)
    (folder / "other.md").write_text("---\n---\n")
    (folder / "other.mp3").write_bytes(b"sound")
    listening.open_for(folder / "other.md")
    assert (listening.now(), listening.player.rate) == (0.0, 1.0)
    listening.open_for(folder / "talk.md")
    assert (listening.now(), listening.player.rate) == (30.0, 2.0)


def test_a_choice_outlives_a_crash(start, folder, tmp_path):
    other = tmp_path / "other.mp3"
    other.write_bytes(b"sound")
    listening = start()
    listening.open_for(folder / "talk.md")
    listening.choose(other)
    again = start()
    again.open_for(folder / "talk.md")
    assert again.sound == other


def test_a_remembered_sound_that_is_gone_is_said(start, folder, tmp_path):
    other = tmp_path / "other.mp3"
    other.write_bytes(b"sound")
    first = start()
    first.open_for(folder / "talk.md")
    first.choose(other)
    first.close()
    other.unlink()
    (folder / "talk.mp3").unlink()
    second, failures = start(), []
    second.failed.connect(failures.append)
    second.open_for(folder / "talk.md")
    assert len(failures) == 1
    assert "other.mp3" in failures[0]
    assert not second.usable


def test_a_file_that_is_no_sound_does_not_replace_what_was_remembered(start, folder):
    listening, failures = start(), []
    listening.failed.connect(failures.append)
    listening.open_for(folder / "talk.md")
    listening.choose(folder / "talk.md")
    assert failures == ["“talk.md” has no sound in it."]
    listening.close()
    again = start()
    again.open_for(folder / "talk.md")
    assert again.sound == folder / "talk.mp3"


def test_paused_a_stamp_is_exactly_the_place_shown(listening):
    listening.set_rate(2.0)
    listening.seek(12.34)
    assert listening.stamp(Clock(precision=2)) == 12.34
    assert listening.stamp(WHOLE) == 12
    assert listening.stamp_note == "exactly the place shown"


def test_playing_a_stamp_is_less_by_the_reaction_at_that_speed(listening):
    listening.set_rate(1.5)
    listening.play_from(10.0)
    listening.player.advance(2.0)
    assert listening.now() == pytest.approx(13.0)
    assert listening.stamp(TENTHS) == 12.7
    assert listening.stamp_note == "0.3 s taken off for reaction"
    listening.reaction = 0.0
    assert listening.stamp(TENTHS) == 13.0


def test_a_stamp_is_never_below_zero(listening):
    listening.play_from(0.0)
    assert listening.stamp(TENTHS) == 0.0


def test_what_i_hear_now_is_this_line(start, listening, folder):
    listening.seek(20.0)
    listening.set_offset_here(35.0)
    assert listening.offset == 15.0
    assert listening.now() == 35.0
    assert listening.length == 75.0
    listening.seek(40.0)
    assert listening.player.position == 25.0
    assert listening.stamp(WHOLE) == 40
    listening.close()
    again = start()
    again.open_for(folder / "talk.md")
    assert (again.offset, again.now()) == (15.0, 40.0)


def test_the_offset_belongs_to_the_sound(listening, folder):
    listening.seek(20.0)
    listening.set_offset_here(35.0)
    (folder / "cut.mp3").write_bytes(b"sound")
    listening.choose(folder / "cut.mp3")
    assert listening.offset == 0.0
    listening.choose(folder / "talk.mp3")
    assert listening.offset == 15.0


def test_plain_play_goes_back_after_a_pause(listening):
    listening.seek(10.0)
    listening.toggle()
    assert listening.now() == 10.0
    listening.player.advance(5.0)
    listening.toggle()
    listening.toggle()
    assert listening.now() == pytest.approx(14.0)
    assert listening.player.state == "playing"


def test_plain_play_after_going_somewhere_starts_there(listening):
    listening.play_from(10.0)
    listening.player.advance(5.0)
    listening.pause()
    listening.skip(-1.0)
    listening.toggle()
    assert listening.now() == pytest.approx(14.0)


def test_a_line_is_played_to_its_end_and_no_further(listening):
    places = heard_between(
        listening, lambda: (listening.play_line(10.0, 12.02), advance(listening))
    )
    assert (places[0], places[-1]) == (10.0, 12.02)
    assert listening.player.state == "paused"
    listening.toggle()
    assert listening.now() == 12.02
    listening.player.advance(4.0)
    assert listening.now() == pytest.approx(16.02)


def advance(listening):
    listening.player.advance(10.0)


def test_going_elsewhere_forgets_the_end_of_the_line(listening):
    listening.play_line(10.0, 12.0)
    listening.seek(5.0)
    advance(listening)
    assert listening.now() == pytest.approx(15.0)


def test_the_last_line_plays_to_the_end_of_the_sound(listening):
    listening.play_line(55.0, None)
    advance(listening)
    assert listening.player.state == "ended"
    assert listening.now() == 60.0


def test_a_paused_sound_plays_a_line_from_its_very_start(listening):
    listening.play_from(10.0)
    listening.player.advance(5.0)
    listening.pause()
    listening.play_line(20.0, 22.0)
    assert listening.now() == 20.0


def test_play_from_the_caret_takes_its_share_of_the_line(listening):
    line = Line("0123456789", start=20.0)
    assert listening.play_from_caret(line, 30.0, 5) == 23.0
    assert listening.now() == 23.0
    assert listening.player.state == "playing"
    listening.player.advance(6.0)
    listening.play_again()
    assert listening.now() == 23.0


@pytest.mark.parametrize(
    ("next_start", "offset", "place"),
    [(30.0, 0, 18.0), (30.0, 150, 28.0), (None, 150, 28.0), (15.0, 75, 23.0), (30.0, 999, 28.0)],
)
def test_where_a_word_is_looked_for(next_start, offset, place):
    assert caret_place(Line("x" * 150, start=20.0), next_start, offset) == place


def test_a_line_without_a_time_is_not_played(listening):
    assert listening.play_from_caret(Line("words"), 30.0, 2) is None
    assert listening.player.state == "paused"


def test_the_heard_line_follows_offset_and_edits(listening):
    episode = Episode((Line("a", start=5), Line("b", start=20)))
    listening.seek(6.0)
    assert listening.heard_index(episode) == 0
    listening.set_offset_here(21.0)
    assert listening.heard_index(episode) == 1


@pytest.mark.parametrize("reaction", [0.0, 0.2])
@pytest.mark.sound
def test_stamps_taken_while_a_real_sound_plays_are_where_it_clicks(
    qtbot, tmp_path, store, reaction
):
    clicks = [0.6, 1.3, 1.9, 2.75]
    make_clicks(tmp_path / "clicks.wav", 3.2, clicks)
    listening = Listening(QtPlayer, store)
    listening.reaction = reaction
    listening.open_for(tmp_path / "clicks.md")
    qtbot.waitUntil(lambda: listening.usable)
    person = ListenerWhoTaps(listening)
    listening.toggle()
    qtbot.waitUntil(lambda: listening.player.state == "ended", timeout=8000)
    assert len(person.stamps) == len(clicks)
    assert max(abs(a - b) for a, b in zip(person.stamps, clicks, strict=True)) <= 0.3
    listening.close()


class ListenerWhoTaps:
    """Hear the sound as it is played, and stamp each click after the time of reaction."""

    def __init__(self, listening):
        self.stamps = []
        self._listening = listening
        self._quiet_since = -1.0
        self._ear = QAudioBufferOutput(listening)
        self._ear.audioBufferReceived.connect(self._hear)
        listening.player.media.setAudioBufferOutput(self._ear)

    def _hear(self, buffer):
        samples = memoryview(buffer.constData() or b"").cast("h")
        now = time.monotonic()
        if max(samples, default=0) > 9000:
            if now - self._quiet_since > 0.2:
                wait = round(self._listening.reaction * 1000)
                QTimer.singleShot(wait, self._listening, self._press)
            self._quiet_since = now

    def _press(self):
        self.stamps.append(self._listening.stamp(Clock(precision=2)))
