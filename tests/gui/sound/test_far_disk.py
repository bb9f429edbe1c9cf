"""A sound on a disk that is far away, asleep, or hangs: the window never waits for it, and ends without it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from cueline.resources.sample import copy_sample
from tests.media.made_sounds import make_tone

ASKED = ("stat", "scandir", "listdir", "access")

PROGRAM = """
import os, sys, threading
real = os.stat
def stat(path, *given, **named):
    if threading.current_thread().name == sys.argv[2] and str(path).endswith(".mp3"):
        threading.Event().wait(120)
    return real(path, *given, **named)
os.stat = stat
from PySide6.QtCore import QTimer
from cueline.gui.app import build
app, window = build(["cueline", sys.argv[1]])
window.show()
window.files.opened.connect(lambda document: QTimer.singleShot(500, window.close))
sys.exit(app.exec())
"""


class FarDisk:
    """Hangs, once it is told to, for the threads of one name; notes if the window's thread ever asks it."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.hangs_for = "cueline disk"
        self.answers = threading.Event()
        self.answers.set()
        self._held: list[str] = []
        self.asked_in_window: list[str] = []
        self._window = threading.get_ident()

    @property
    def waiting(self) -> int:
        """How many threads wait for an answer."""
        return len(self._held)

    def attach(self, monkeypatch) -> None:
        """Stand between the program and its disk."""
        for name in ASKED:
            real = getattr(os, name)
            monkeypatch.setattr(
                os, name, lambda path=".", *a, real=real, **n: self.note(real, path, *a, **n)
            )

    def note(self, real, path, *given, **named):
        if str(self.folder) in str(path):
            if threading.get_ident() == self._window:
                self.asked_in_window.append(f"{real.__name__} {path}")
            elif threading.current_thread().name == self.hangs_for:
                self._held.append(str(path))
                self.answers.wait(30)
                self._held.remove(str(path))
        return real(path, *given, **named)


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """Return a disk with one sound of 30 s on it, `talk.wav`."""
    folder = tmp_path / "far"
    folder.mkdir()
    make_tone(folder / "talk.wav", 30.0)
    made = FarDisk(folder)
    made.attach(monkeypatch)
    yield made
    made.answers.set()
    assert made.asked_in_window == []


@pytest.fixture
def far(desk, sample, disk):
    """Return a desk with an episode whose sound, left at 7 s, is on a disk that hangs now."""
    sample.with_suffix(".mp3").unlink()
    desk.start(sample)
    desk.window.listening.choose(disk.folder / "talk.wav")
    desk.wait_for_sound()
    desk.window.listening.seek(7.0)
    desk.window.listening.close()
    disk.answers.clear()
    desk.window.open_path(sample)
    desk.qtbot.waitUntil(lambda: not desk.window.files.opening)
    return desk


def shown(desk) -> str:
    """Return what the player says."""
    return " ".join(label.text() for label in desk.window.panes.player.findChildren(QLabel))


def test_the_episode_is_edited_till_the_disk_answers_and_then_the_sound_is_there(far, disk):
    far.go(12)
    far.press("Return")
    far.type("x")
    far.press("Escape", "Space")
    assert far.note == "The sound is still being looked for."
    far.qtbot.waitUntil(lambda: "Looking for the sound…" in shown(far))
    disk.answers.set()
    far.wait_for_sound()
    assert "talk.wav" in shown(far)
    assert far.window.listening.now() == 7.0
    assert far.items[12].text.startswith("x") or "x" in far.items[12].text


def test_a_sound_that_comes_too_late_is_not_heard_with_another_episode(far, disk, sample, tmp_path):
    other = copy_sample(tmp_path / "other")
    far.window.open_path(other)
    far.wait_for_opening()
    assert far.window.listening.sound == other.with_suffix(".mp3")
    disk.answers.set()
    far.qtbot.waitUntil(lambda: not disk.waiting)
    far.qtbot.wait(50)
    assert far.window.listening.sound == other.with_suffix(".mp3")
    far.window.listening.close()
    assert far.window.listening.sound is None


def test_another_sound_can_be_chosen_while_the_disk_hangs(far, sample, tmp_path):
    far.do("playback.choose_sound")
    far.qtbot.waitUntil(lambda: bool(far.window.findChildren(QFileDialog)))
    (chooser,) = far.window.findChildren(QFileDialog)
    near = make_tone(tmp_path / "near.wav", 5.0)
    chooser.fileSelected.emit(str(near))
    chooser.close()
    far.wait_for_sound()
    assert far.window.listening.sound == near
    assert "near.wav" in shown(far)


def test_the_window_closes_while_the_disk_hangs(far, disk):
    assert far.window.close()
    assert not far.shown
    disk.answers.set()
    far.qtbot.waitUntil(lambda: not disk.waiting)


def test_the_reading_of_a_sound_that_hangs_is_left_behind_by_a_window_that_closes(
    desk, sample, disk
):
    disk.hangs_for = "cueline sound"
    desk.start(sample)
    disk.answers.clear()
    desk.window.listening.choose(disk.folder / "talk.wav")
    desk.qtbot.waitUntil(lambda: disk.waiting == 1)
    assert desk.window.close()
    assert not desk.shown
    disk.answers.set()
    desk.qtbot.waitUntil(lambda: not threads_of("cueline sound"))


def threads_of(name):
    return [thread for thread in threading.enumerate() if thread.name == name]


@pytest.mark.parametrize("thread", ["cueline disk", "cueline sound"])
def test_the_program_ends_while_the_disk_hangs(sample, thread):
    command = [sys.executable, "-c", PROGRAM, str(sample), thread]
    subprocess.run(command, timeout=60, check=True, capture_output=True)
