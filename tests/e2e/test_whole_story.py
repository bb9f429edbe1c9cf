"""The whole story with real keys: hear, tap, correct, split, move, undo, save; the bytes are exactly those expected."""

import json
import shutil
from time import monotonic

import pytest

from cueline.media.qt_player import QtPlayer
from cueline.resources.sample import EPISODE, SOUND
from tests.gui.conftest import Desk

STARTS = json.loads(EPISODE.with_name("true-starts.json").read_text())["starts"]
TEN = (1, 2, 3, 5, 6, 8, 9, 11, 12, 13)
"""The first ten lines with a time, as positions in the transcript."""

REACTION = 0.2

EXPECTED = (
    # Ten taps: seven lines were right to the second and stay; three move, one of them with the edge of its clip.
    ("  endOffset: 21\n- name: Why", "  endOffset: 18\n- name: Why"),
    ("  startOffset: 21\n", "  startOffset: 18\n"),
    ("cueline0001&t=21\n", "cueline0001&t=18\n"),
    ("not look?'\n  sec: 21\n  time: 0:21\n", "not look?'\n  sec: 18\n  time: 0:18\n"),
    ("again.\n  sec: 36\n  time: 0:36\n", "again.\n  sec: 38\n  time: 0:38\n"),
    ("in five.\n  sec: 47\n  time: 0:47\n", "in five.\n  sec: 52\n  time: 0:52\n"),
    # One word.
    ("thank you for haveing me.", "thank you for having me."),
    # A section; its title and the clip edge after it were taken back.
    ("- line: So how long does", "- header: New section\n- line: So how long does"),
)
"""What the story changes in the file: each stands there once, and nothing else changes."""


def test_hear_tap_correct_split_move_undo_save(opened, sample):
    expected = sample.read_bytes().decode()
    for was, now in EXPECTED:
        assert expected.count(was) == 1, was
        expected = expected.replace(was, now)

    tap_ten_lines(opened)
    assert opened.window.panes.table.current == 14

    opened.go(3)
    opened.press("Return", "Home")
    opened.press(*["Right"] * len("Hi Nora, thank you for hav"), "Delete", "Escape")
    assert "having me" in opened.items[3].text

    opened.go(8)
    opened.press("Ctrl+Shift+H")
    opened.type("One count")
    opened.press("Return")
    assert opened.items[8].text == "One count"

    opened.window.listening.seek(45.2)
    opened.press("Ctrl+E")
    assert opened.window.session.episode.clips[2].start == 45

    opened.press("Ctrl+Z", "Ctrl+Z")
    opened.save()
    assert sample.read_bytes().decode() == expected
    assert "●" not in opened.window.windowTitle()


def test_undoing_all_of_it_gives_the_first_bytes_again(opened, sample):
    before = sample.read_bytes()
    tap_ten_lines(opened)
    opened.save()
    assert sample.read_bytes() != before
    while opened.window.session.can_undo:
        opened.press("Ctrl+Z")
    opened.save()
    assert sample.read_bytes() == before


def tap_ten_lines(desk):
    """Play from the start and press F12 when each line is heard, as late as people are."""
    desk.go(TEN[0])
    desk.press("Ctrl+Space")
    for index in TEN:
        assert desk.window.panes.table.current == index
        desk.player.advance(STARTS[index] + REACTION + 0.02 - desk.player.position)
        desk.press("F12")
    desk.press("Ctrl+Space")


TICKS = "---\ntitle: Ticks\ntranscript:\n" + "".join(
    f"- line: Line number {n}.\n  sec: {60 + n}.25\n  time: '1:0{n}.25'\n  who: A\n" for n in range(5)
) + "---\n"  # fmt: skip


@pytest.fixture
def playing(qtbot, tmp_path):
    desk = Desk(qtbot, QtPlayer)
    path = tmp_path / "ticks.md"
    path.write_text(TICKS, encoding="utf-8")
    shutil.copyfile(SOUND, tmp_path / "ticks.mp3")
    desk.start(path)
    yield desk
    desk.close()


@pytest.mark.sound
def test_stamps_against_playing_sound_are_within_three_tenths(playing):
    desk = playing
    desk.qtbot.waitUntil(lambda: desk.window.listening.usable, timeout=20_000)
    desk.go(0)
    desk.press("Ctrl+Space")
    desk.qtbot.waitUntil(lambda: desk.window.listening.now() > 0.05, timeout=10_000)
    zero = monotonic() - desk.window.listening.now()
    pressed = []
    for _ in range(5):
        desk.qtbot.wait(800)
        before = monotonic() - zero
        desk.press("F12")
        pressed.append((before, monotonic() - zero))
    desk.press("Ctrl+Space")
    stamps = [item.start for item in desk.items]
    for (before, after), stamp in zip(pressed, stamps, strict=True):
        assert before - 0.3 <= stamp + REACTION <= after + 0.3
