"""The sample's faulty times are set right by tapping, hopping and dragging alone; the file differs in those times only.

The sound is the sample's own, read and drawn as it is; where each line begins in it is known to the millisecond. The
player's clock is turned by hand, to the moment at which a person hears a line begin and presses a key.
"""

import json
from difflib import ndiff

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cueline.gui.timing.marks import leads
from cueline.resources.sample import EPISODE
from cueline.widgets.pane_frame import WIDTH as FRAME

STARTS = json.loads(EPISODE.with_name("true-starts.json").read_text())["starts"]
REACTION = 0.2

OBVIOUS, FOREST, HOW_LONG, IN_ONE_SPOT, RECORDERS, DIRECTION, WIND, COFFEE = (
    5,
    6,
    8,
    9,
    11,
    12,
    13,
    15,
)
"""Lines by their position in the transcript."""

EXPECTED = [
    # "Let's begin with the obvious question": 3 s late, and the edge of a clip with it; tapped.
    ("  endOffset: 21", "  endOffset: 18"),
    ("  startOffset: 21", "  startOffset: 18"),
    (
        "  url: https://www.youtube.com/watch?v=cueline0001&t=21",
        "  url: https://www.youtube.com/watch?v=cueline0001&t=18",
    ),
    ("  sec: 21", "  sec: 18"),
    ("  time: 0:21", "  time: 0:18"),
    # "Five minutes in one spot": 2 s early; stamped in the hop pass.
    ("  sec: 36", "  sec: 38"),
    ("  time: 0:36", "  time: 0:38"),
    # "Wind is the other thing": had the time of the paragraph before; tapped.
    ("  sec: 47", "  sec: 52"),
    ("  time: 0:47", "  time: 0:52"),
    # "There is always coffee": 2 s late; dragged.
    ("  sec: 62", "  sec: 60"),
    ("  time: '1:02'", "  time: '1:00'"),
]
"""What becomes of the file, value by value, in its order."""


def test_the_sample_is_retimed_by_ear_alone(opened, sample):
    before = sample.read_bytes().decode()
    wait_for_the_waveform(opened)

    tap(opened, 1, 2, 3, OBVIOUS)
    opened.press("Escape")
    hop_with_one_stamp(opened)
    opened.go(WIND)
    tap(opened, WIND)
    opened.press("Escape")
    drag(opened, COFFEE)

    for index in (OBVIOUS, IN_ONE_SPOT, WIND, COFFEE):
        assert opened.items[index].start == int(STARTS[index])
        hear_with_one_key(opened, index)
    hop_through(opened)

    opened.save()
    after = sample.read_bytes().decode()
    assert changed(before, after) == EXPECTED
    assert len(after) == len(before)


def wait_for_the_waveform(desk):
    scene = desk.window.panes.waveform.scene
    desk.qtbot.waitUntil(lambda: scene.pyramid is not None and not scene.progress, timeout=20_000)


def tap(desk, *rows):
    """Play from 2 s before the first row, and press T when each one is heard, as late as people are."""
    desk.go(rows[0])
    desk.window.listening.play_from(max(0.0, STARTS[rows[0]] - 2))
    for index in rows:
        assert desk.window.panes.table.current == index
        hear_to(desk, STARTS[index] + REACTION + 0.02)
        desk.press("T")


def hear_to(desk, seconds):
    desk.player.advance(seconds - desk.player.position)


def hop_with_one_stamp(desk):
    """From the forest on: right, right, too early there and so stamped, right, right."""
    desk.go(FOREST)
    desk.press("H")
    for index, key in (
        (FOREST, "Return"),
        (HOW_LONG, "Return"),
        (IN_ONE_SPOT, "T"),
        (RECORDERS, "Return"),
        (DIRECTION, "Return"),
    ):
        assert desk.window.panes.table.current == index
        assert desk.window.listening.now() == pytest.approx(desk.items[index].start - 2)
        hear_to(desk, STARTS[index] + REACTION + 0.02)
        desk.press(key)
    desk.press("Escape")


def drag(desk, index):
    """Take a line's start in the waveform to where the voice begins, with the mouse."""
    wave = desk.window.panes.waveform
    desk.go(index)
    desk.press("Z")
    height = wave.lanes.wave.center().y() + FRAME
    start, end = (
        QPoint(round(wave.scene.view.x_of(seconds)) + FRAME, height)
        for seconds in (desk.items[index].start, STARTS[index])
    )
    mouse(wave, QEvent.Type.MouseButtonPress, start)
    for share in (0.3, 0.6, 1.0):
        mouse(wave, QEvent.Type.MouseMove, start + (end - start) * share)
    mouse(wave, QEvent.Type.MouseButtonRelease, end)
    assert "1:02 → 1:00" in desk.note


def mouse(wave, kind, place):
    moving = kind == QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moving else Qt.MouseButton.LeftButton
    down = kind != QEvent.Type.MouseButtonRelease
    held = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
    there = QPointF(wave.mapToGlobal(place))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(wave, QMouseEvent(kind, QPointF(place), there, button, held, none))


def hear_with_one_key(desk, index):
    """Hear the first half second of a line by E, and no more."""
    desk.go(index)
    desk.press("E")
    assert desk.player.state == "playing"
    desk.player.advance(0.6)
    assert desk.player.state == "paused"
    assert desk.window.listening.now() == pytest.approx(desk.items[index].start + 0.5)


def hop_through(desk):
    """Check what is left, each line with one key; the pass itself says when nothing is left."""
    before = desk.items
    for _ in ("on to the end", "again, to the lines above"):
        desk.press("H")
        while desk.window.hopping.active:
            desk.player.advance(2.5)
            desk.press("Return")
    assert "every line is checked by ear" in desk.note
    assert {desk.window.marks.of(desk.items[i]) for i in leads(desk.window.session.episode)} == {
        "checked"
    }
    assert desk.items == before


def changed(before, after):
    """Return the lines of the file that differ, as they were and as they are."""
    lines = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "-+"]
    was = [line[2:] for line in lines if line[0] == "-"]
    now = [line[2:] for line in lines if line[0] == "+"]
    return list(zip(was, now, strict=True))
