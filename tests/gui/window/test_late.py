"""What waits until the window has been seen, and what does not let the user wait."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from cueline.gui.app import build
from cueline.gui.window.late import Late
from cueline.media.hand_player import HandPlayer

ROOT = Path(__file__).resolve().parents[3]
NAMES = "sectionTree lineTable waveform playerPane clipTable problemList metadataForm".split()


@pytest.fixture
def done(qtbot):
    """Return the numbers of the steps that ran, and the steps."""
    ran: list[int] = []

    def steps():
        for number in range(5):
            ran.append(number)
            yield

    window = QWidget()
    qtbot.addWidget(window)
    return ran, Late(steps(), window), window


def test_steps_run_in_their_order_while_nothing_else_is_to_do(done, qtbot):
    ran, late, _ = done
    late.begin()
    assert ran == []
    qtbot.waitUntil(lambda: ran == [0, 1, 2, 3, 4])
    assert not late.finish()


def test_who_needs_them_has_them_at_once_and_only_once(done, qtbot):
    ran, late, _ = done
    late.begin()
    assert late.finish()
    qtbot.wait(20)
    assert ran == [0, 1, 2, 3, 4]


def test_a_key_meets_finished_work(done, qtbot):
    ran, late, window = done
    field = QLineEdit(window)
    field.textEdited.connect(lambda _: ran.append(9))
    window.show()
    field.setFocus()
    late.begin()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)  # as the system hands it over
    assert ran == [0, 1, 2, 3, 4, 9]


def test_a_key_that_nobody_takes_meets_finished_work(done, qtbot):
    ran, late, window = done
    button = QPushButton(window)
    late.begin()
    qtbot.keyClick(button, Qt.Key.Key_F9)
    assert ran == [0, 1, 2, 3, 4]


def test_a_step_that_asks_for_the_rest_gets_no_answer_yet(qtbot):
    asked: list[bool] = []

    def steps():
        asked.append(late.finish())
        yield

    window = QWidget()
    qtbot.addWidget(window)
    late = Late(steps(), window)
    assert late.finish()
    assert asked == [False]


def test_after_a_fault_there_is_no_second_try(qtbot):
    def steps():
        yield
        raise ValueError("broken")

    window = QWidget()
    qtbot.addWidget(window)
    late = Late(steps(), window)
    with pytest.raises(ValueError, match="broken"):
        late.finish()
    late.finish()


def test_a_key_right_after_the_start_does_what_it_says(desk):
    desk.start()
    desk.press("F1")
    desk.wait_for_dialog()


def test_a_program_that_looks_for_the_parts_finds_them(desk):
    _, window = build(["cueline"], lambda: HandPlayer(1.0))
    desk.window = window
    assert [name for name in NAMES if window.findChild(QWidget, name) is None] == []
    assert window.findChild(QAction, "line.retime_and_next") is not None


def test_the_start_page_is_shown_with_nothing_for_an_episode_loaded():
    code = """
import sys
from cueline.gui.app import build
app, window = build(["cueline"])
window.show()
print(*(name for name in sys.modules if name.startswith("cueline.")))
"""
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "cueline.widgets.start_page" in loaded
    for part in (
        "gui.window.making",
        "gui.window.layout",
        "widgets.lines.table",
        "episode.edits",
        "io",
    ):
        assert f"cueline.{part}" not in loaded


def test_no_source_is_read_or_kept_for_what_is_imported():
    code = """
import linecache
from cueline.gui.app import build
app, window = build(["cueline"])
assert window.panes
print(*(name for name in linecache.cache if "cueline" in name))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
